"""How large a file may be. One place, so that the upload page can say it too."""

from typing import Final

MAX_FILE_BYTES: Final = 25 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 50 * 1024 * 1024
MAX_ARCHIVE_ENTRIES: Final = 1_000
MAX_WORKBOOK_MEMORY: Final = 1024 * 1024 * 1024
MAX_WORKBOOK_SECONDS: Final = 20
"""For the process that opens a workbook. Postgres ends a page's transaction after 30."""

MAX_WORKBOOKS_AT_ONCE: Final = 2
"""In one process: the other threads go on serving pages."""

MAX_ROWS: Final = 60_000
"""A company of 50,000 people, and some who have left."""
MAX_COLUMNS: Final = 200
MAX_CELL_CHARS: Final = 32_767
"""What a cell of Excel holds at most."""

MAX_RECORD_CHARS: Final = 1_000_000
"""A whole row. It bounds what one row can cost before its columns can be counted."""

HEADER_SEARCH_ROWS: Final = 15
"""Exports like to put a title and a date above the header: how far down it is looked for."""

MAX_CHARS: Final = {
    "name": 150,
    "email": 254,
    "employee_number": 60,
    "title": 150,
    "department": 150,
    "location": 150,
    "languages": 300,
    "language": 80,
    "level": 100,
    "about": 4_000,
    "topic": 80,
    "attribute": 500,
}
MAX_TOPICS_PER_CELL: Final = 40
