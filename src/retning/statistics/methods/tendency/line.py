"""A straight line through a series under each persistence: slopes, their standard errors and the likelihoods.

All matrices depend on the years alone, so they are made once per set of years and used for every series that has it.
Source: rules 2026.2, section 2.1 (restricted likelihood: Patterson and Thompson 1971).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retning.statistics.methods.arrays import Floats
from retning.statistics.methods.tendency.priors import THETAS

HUGE, TINY = 1e100, 1e-100


@dataclass(frozen=True, kw_only=True)
class Design:
    """What the years alone decide. ``n`` points at distances ``x`` in steps from the first one.

    ``residual`` (20, n, n) takes a series to its whitened residuals, ``slope`` (20, n) to its slope per step;
    ``variance`` (20) is the slope's variance for a residual variance of 1, ``constant`` (20) the part of the
    log likelihood that the values do not move.
    """

    x: Floats
    residual: Floats
    slope: Floats
    variance: Floats
    constant: Floats

    @property
    def n(self) -> int:
        """The number of points."""
        return len(self.x)


def steps(years: Floats) -> Floats:
    """The years as distances from the first, in units of the lower median distance between neighbours.

    >>> steps(np.array([2003.0, 2007.0, 2011.0])).tolist()
    [0.0, 1.0, 2.0]
    """
    gaps = np.sort(np.diff(years))
    unit = gaps[(len(gaps) - 1) // 2]
    distances: Floats = (years - years[0]) / unit
    return distances


def design_of(years: Floats) -> Design:
    """The design of a set of years in rising order (two points or more), made once and kept."""
    return _design(tuple(steps(years).tolist()))


def longer(design: Design, more: int) -> Design:
    """The design with ``more`` points one step apart after the last."""
    x = design.x.tolist()
    return _design((*x, *(x[-1] + k for k in range(1, more + 1))))


@lru_cache(maxsize=512)
def _design(distances: tuple[float, ...]) -> Design:
    x: Floats = np.array(distances)
    n = len(x)
    h = np.diff(x)
    residual, slope = np.zeros((len(THETAS), n, n)), np.zeros((len(THETAS), n))
    variance, constant = np.zeros(len(THETAS)), np.zeros(len(THETAS))
    for k, theta in enumerate(THETAS):
        if theta < 1:
            whiten, log_diagonal = _whitening(float(theta), h)
            columns = whiten @ np.column_stack([np.ones(n), x - x.mean()])
            inner = np.linalg.inv(columns.T @ columns)
            hat = inner @ columns.T @ whiten
            slope[k] = hat[1]
            residual[k] = whiten - columns @ hat
            variance[k] = inner[1, 1]
            constant[k] = log_diagonal - np.linalg.slogdet(columns.T @ columns)[1] / 2
        else:
            whiten, log_diagonal = _whitening(float(theta) - 1, (h[:-1] + h[1:]) / 2)
            changes = (np.eye(n)[1:] - np.eye(n)[:-1]) / np.sqrt(h)[:, None]
            taken = whiten @ changes
            q = whiten @ np.sqrt(h)
            inside = float(q @ q)
            slope[k] = q @ taken / inside
            residual[k, : n - 1] = taken - np.outer(q, slope[k])
            variance[k] = 1 / inside
            constant[k] = log_diagonal - np.log(h).sum() / 2 - np.log(inside) / 2
    return Design(x=x, residual=residual, slope=slope, variance=variance, constant=constant)


def _whitening(phi: float, h: Floats) -> tuple[Floats, float]:
    """The matrix that makes AR(1) errors at distances ``h`` white, and the logarithm of its determinant."""
    n = len(h) + 1
    matrix: Floats = np.eye(n)
    if phi == 0:
        return matrix, 0.0
    matrix[0, 0] = np.sqrt(1 - phi**2)
    v = (1 - phi ** (2 * h)) / (1 - phi**2)
    rows = np.arange(1, n)
    matrix[rows, rows] = 1 / np.sqrt(v)
    matrix[rows, rows - 1] = -(phi**h) / np.sqrt(v)
    return matrix, float(np.log(np.diagonal(matrix)).sum())


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of several series under each persistence; every array is (series, 20).

    ``slope`` is per step, ``error`` its standard error, ``likelihood`` the restricted log likelihood.
    """

    design: Design
    slope: Floats
    error: Floats
    likelihood: Floats

    @property
    def freedom(self) -> int:
        """Degrees of freedom."""
        return self.design.n - 2


def rows_of(lines: Lines, rows: npt.NDArray[np.intp]) -> Lines:
    """The lines of some of the series."""
    return Lines(
        design=lines.design,
        slope=lines.slope[rows],
        error=lines.error[rows],
        likelihood=lines.likelihood[rows],
    )


def fit(z: Floats, design: Design, spread: Floats | float = 0.0) -> Lines:
    """Lines through series ``z`` (series, n) of finite numbers, at the years of ``design``.

    ``spread`` is the smallest variance that a point can have (from rounding and from standard errors), one for each
    series: the residual sum of squares never falls below what it and the precision of the numbers leave.

    >>> lines = fit(np.array([[1.0, 2.0, 3.1, 4.0, 5.0]]), design_of(np.arange(5.0)))
    >>> round(float(lines.slope[0, 0]), 6)
    1.0
    """
    n = design.n
    squares = np.empty((len(z), len(THETAS)))
    slope: Floats = z @ design.slope.T
    for k in range(len(THETAS)):
        left = z @ design.residual[k].T
        squares[:, k] = np.einsum("ij,ij->i", left, left)
    least = (n - 2) * np.broadcast_to(np.asarray(spread, dtype=np.float64), (len(z),))
    least = least + n * (1e-10 * np.abs(z).max(axis=1)) ** 2
    squares = np.maximum(squares, least[:, None])
    with np.errstate(divide="ignore"):
        likelihood: Floats = design.constant - (n - 2) / 2 * np.log(squares)
    error: Floats = np.sqrt(squares / (n - 2) * design.variance)
    return Lines(design=design, slope=slope, error=error, likelihood=likelihood)


def weights(lines: Lines, prior: Floats) -> Floats:
    """How much each persistence counts after the series has been seen: (series, 20), each row sums to 1."""
    with np.errstate(divide="ignore"):
        log = np.log(prior) + lines.likelihood
    raised = np.exp(log - log.max(axis=1, keepdims=True))
    share: Floats = raised / raised.sum(axis=1, keepdims=True)
    return share


def evidence(lines: Lines, prior: Floats) -> Floats:
    """The logarithm of the likelihood averaged over the persistences, one for each series."""
    top = lines.likelihood.max(axis=1)
    averaged: Floats = top + np.log((prior * np.exp(lines.likelihood - top[:, None])).sum(axis=1))
    return averaged
