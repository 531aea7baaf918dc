"""The columns that our download of bad rows adds. A file read in again may still have them."""

from typing import Final

ROW: Final = "Peerlearn row"
WRONG: Final = "Peerlearn: what is wrong"
MEND: Final = "Peerlearn: how to correct it"
OUR_HEADERS: Final = frozenset((ROW, WRONG, MEND))
