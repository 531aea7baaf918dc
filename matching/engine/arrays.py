"""Names for the kinds of array that the engine passes around."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

BoolArray: TypeAlias = npt.NDArray[np.bool_]
IntArray: TypeAlias = npt.NDArray[np.int64]
IndexArray: TypeAlias = npt.NDArray[np.int32]
FloatArray: TypeAlias = npt.NDArray[np.float64]
ScoreArray: TypeAlias = npt.NDArray[np.float32]
RealArray: TypeAlias = ScoreArray | FloatArray


class Coordinates(Protocol):
    """What `tocoo()` of a sparse matrix returns: one entry per stored pair."""

    row: npt.NDArray[Any]
    col: npt.NDArray[Any]
    data: npt.NDArray[Any]
    shape: tuple[int, ...]


@runtime_checkable
class SparseScores(Protocol):
    """Any sparse matrix in the manner of scipy; pairs that are not stored are not allowed."""

    def tocoo(self) -> Coordinates: ...


ScoresLike: TypeAlias = npt.NDArray[Any] | SparseScores | Sequence[Sequence[float]]
# A mask of all pairs; or a tuple of rows and columns, as `np.nonzero` returns it.
Forbidden: TypeAlias = npt.NDArray[Any] | tuple[npt.ArrayLike, npt.ArrayLike]
