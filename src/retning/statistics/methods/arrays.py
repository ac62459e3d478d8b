"""The one type of array that the methods take and give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
"""Numbers in double precision, of any shape; ``nan`` stands for a value that is not there."""

Booleans = npt.NDArray[np.bool_]
"""Yes or no, for each entry of an array of the same shape."""
