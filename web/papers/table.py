"""A table for a spreadsheet: as a Dutch Excel opens it by itself, and without a cell that calculates."""

import unicodedata
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
            # A quote in front makes it a text; what is not seen before the sign does not save it.
            if said.startswith(CALCULATES) or _seen(said).startswith(CALCULATES):
                said = "'" + said
            return QUOTE + said.replace(QUOTE, QUOTE * 2) + QUOTE


def _seen(said: str) -> str:
    """The text from its first sign that can be seen."""
    return next((said[at:] for at, sign in enumerate(said) if unicodedata.category(sign)[0] not in "CZ"), "")
