"""A table for a spreadsheet: as a Dutch Excel opens it by itself, and without a cell that calculates."""

from collections.abc import Iterable
from datetime import date

Cell = str | int | date | None

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
BETWEEN, END, QUOTE = ";", "\r\n", '"'
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A text that begins so is taken for a formula (OWASP, "CSV Injection"), also in its full-width form."""


def csv_file(head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """UTF-8 with a mark in front, semicolons between, RFC 4180 for the rest; a day as 2027-03-04.

    Raises:
        ValueError: a row has another number of cells than the head.
    """
    lines = [_line(head)]
    for row in rows:
        if len(row) != len(head):
            raise ValueError("row")
        lines.append(_line(row))
    return (BOM + "".join(lines)).encode()


def _line(row: tuple[Cell, ...]) -> str:
    return BETWEEN.join(map(_cell, row)) + END


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            said = value.replace("\0", "")
            # A quote in front makes it a text; spaces before the sign do not save it.
            if said.lstrip(" \u00a0\u200b\ufeff").startswith(CALCULATES):
                said = "'" + said
            return QUOTE + said.replace(QUOTE, QUOTE * 2) + QUOTE
