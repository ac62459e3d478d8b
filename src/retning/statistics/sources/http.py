"""A small and polite client: only the hosts it was given, over HTTPS, in the publisher's own tempo.

Clock and sleep are handed in, so that tests never wait and the arithmetic of waiting is plain to see.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from retning.statistics.sources.errors import SourceError
from retning.statistics.sources.jsonstat import parse_json

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BUSY = (429, 502, 503, 504)
"""Answers that mean "later": tried again."""

_POLICY = re.compile(r"\s*([0-9]{1,9})\s*;\s*w=([0-9]{1,9})\s*s?\s*")
_FOREVER = 1e9  # seconds: a header that asks for more says nothing else


@dataclass(frozen=True)
class HttpLimits:
    """What the client puts up with. Times in seconds, sizes in bytes."""

    connect: float = 10.0
    read: float = 60.0  # without a byte
    whole: float = 300.0  # one answer from first to last byte
    tries: int = 5
    back_off: float = 2.0  # doubled at each try
    longest_wait: float = 180.0  # a publisher that asks for more has refused
    max_bytes: int = 150_000_000  # unpacked
    redirects: int = 3


@dataclass(frozen=True)
class Response:
    """An answer as it came: final address, status, headers in lower case, unpacked bytes."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Client:
    """One publisher's client. Use it as a context manager or call :meth:`close`.

    ``hosts`` are the only hosts it talks to (``data.example.org`` or ``127.0.0.1:8123``); ``clock`` gives
    seconds since 1970 and ``sleep`` waits; ``calls_per_minute`` is our own limit, tightened by what the
    publisher's headers say.

    >>> client = Client(["data.example.org"], clock=time.time, sleep=time.sleep)  # doctest: +SKIP
    >>> client.json("GET", "https://data.example.org/config")[0]["apiVersion"]  # doctest: +SKIP
    '2.3.2'
    """

    def __init__(
        self,
        hosts: Iterable[str],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        calls_per_minute: int = 30,
        limits: HttpLimits | None = None,
        transport: httpx.BaseTransport | None = None,
        user_agent: str = "retning",
    ) -> None:
        self.hosts = frozenset(hosts)
        self.clock, self._sleep = clock, sleep
        self.limits = limits or HttpLimits()
        self._windows: dict[float, int] = {60.0: calls_per_minute} if calls_per_minute > 0 else {}
        self._calls: deque[float] = deque()
        self._not_before = 0.0
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        self._http = httpx.Client(
            timeout=timeout,
            follow_redirects=False,  # followed by us, under our rules
            trust_env=False,
            transport=transport,
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def tighten(self, calls: int, seconds: float) -> None:
        """Never more than ``calls`` in ``seconds`` from now on. Zero or less says nothing and changes nothing."""
        if calls > 0 and seconds > 0:
            self._windows[seconds] = min(calls, self._windows.get(seconds, calls))

    def json(self, method: str, url: str, body: object = None) -> tuple[Any, Response]:
        """An answer that is JSON, with its bytes. Half an answer is asked for again like a broken connection.

        Raises :class:`SourceError`: ``host``, ``https``, ``redirect``, ``too_large``, ``timeout``,
        ``unreachable``, ``busy``, ``status`` (with the publisher's own words in ``title``), ``not_json``.
        """
        for attempt in range(1, self.limits.tries + 1):
            last = attempt == self.limits.tries
            try:
                answer = self._once(method, url, body)
                if answer.status in BUSY:
                    self._wait_after(answer, attempt, last)
                    continue
                if answer.status != 200:
                    title = problem_title(answer.content) or "–"
                    raise SourceError("status", status=answer.status, title=title, url=answer.url)
                return parse_json(answer.content), answer
            except SourceError as error:
                if last or error.key not in ("timeout", "unreachable", "not_json"):
                    raise
                self._pause(self.limits.back_off * 2 ** (attempt - 1))
        raise AssertionError("the last try returns or raises")

    def check(self, url: str) -> str:
        """The host of an address that may be called; raises :class:`SourceError` (``host``, ``https``)."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.netloc not in self.hosts and host not in self.hosts:
            raise SourceError("host", host=parts.netloc)
        if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
            raise SourceError("https", url=url)
        return parts.netloc

    def _once(self, method: str, url: str, body: object) -> Response:
        host = self.check(url)
        for _ in range(self.limits.redirects + 1):
            self._keep_tempo()
            answer = self._stream(method, url, body)
            self._read_headers(answer.headers)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            url = urljoin(url, answer.headers.get("location", ""))
            if urlsplit(url).netloc != host:
                raise SourceError("redirect", url=url)
            self.check(url)
        raise SourceError("redirect", url=url)

    def _stream(self, method: str, url: str, body: object) -> Response:
        until = self.clock() + self.limits.whole
        pieces: list[bytes] = []
        size = 0
        try:
            with self._http.stream(method, url, json=body) as response:
                for piece in response.iter_bytes():
                    size += len(piece)
                    if size > self.limits.max_bytes:
                        raise SourceError("too_large", megabytes=self.limits.max_bytes // 1_000_000)
                    if self.clock() > until:
                        raise SourceError("timeout", seconds=round(self.limits.whole))
                    pieces.append(piece)
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Response(str(response.url), response.status_code, headers, b"".join(pieces))
        except httpx.TimeoutException as error:
            raise SourceError("timeout", seconds=round(self.limits.read)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceError("unreachable", host=urlsplit(url).netloc, detail=str(error)) from error

    def _wait_after(self, answer: Response, attempt: int, last: bool) -> None:
        """Wait as long as a busy publisher asks; raises ``busy`` where that is too long or too often."""
        asked = retry_after(answer.headers.get("retry-after", ""), self.clock())
        wait = self.limits.back_off * 2 ** (attempt - 1) if asked is None else asked
        if last or wait > self.limits.longest_wait:
            title = problem_title(answer.content) or "–"
            raise SourceError("busy", status=answer.status, title=title, seconds=round(wait))
        self._pause(wait)

    def _keep_tempo(self) -> None:
        """Wait until every window has room for one more call, then note the call."""
        now = self.clock()
        until = self._not_before
        for seconds, calls in self._windows.items():
            inside = [at for at in self._calls if at > now - seconds]
            if len(inside) >= calls:
                until = max(until, inside[-calls] + seconds)
        if until > now:
            self._pause(until - now)
        self._calls.append(self.clock())
        longest = max([60.0, *self._windows])  # a window that is only told later counts the calls before
        while self._calls and self._calls[0] <= self.clock() - longest:
            self._calls.popleft()

    def _read_headers(self, headers: Mapping[str, str]) -> None:
        """Obey ``x-ratelimit-policy`` (``40;w=60s``), ``-remaining`` and ``-reset``."""
        policy = _POLICY.fullmatch(headers.get("x-ratelimit-policy", ""))
        window = 60.0
        if policy:
            window = float(policy[2])
            self.tighten(int(policy[1]), window)
        if headers.get("x-ratelimit-remaining", "").strip() == "0":
            reset = headers.get("x-ratelimit-reset", "").strip().rstrip("s")
            wait = float(reset) if reset.isdecimal() else window
            if wait > 1_000_000_000:  # some publishers give the moment, not the time left
                wait -= self.clock()
            self._not_before = max(
                self._not_before, self.clock() + min(max(wait, 0.0), self.limits.longest_wait)
            )

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(seconds)


def retry_after(header: str, now: float) -> float | None:
    """Seconds to wait by a ``Retry-After`` header (a number, or a date against ``now``); ``None`` without one.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 20.0), retry_after("soon", 0.0)
    (120.0, 40.0, None)
    """
    header = header.strip()
    if header.isdecimal():
        return min(float(header), _FOREVER)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None


def problem_title(content: bytes) -> str:
    """The publisher's own words on what went wrong: ``title`` and ``detail`` of a problem body, else its start.

    >>> problem_title(b'{"title": "Too many cells selected", "status": 400}')
    'Too many cells selected'
    """
    try:
        body = parse_json(content)
    except SourceError:
        return content[:200].decode("utf-8", "replace").strip()
    if not isinstance(body, dict):
        return ""
    words = [str(body[name]) for name in ("title", "detail", "error") if body.get(name)]
    return ": ".join(dict.fromkeys(words))[:300]
