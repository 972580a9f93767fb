"""Giving a paper to a browser, under a name that tells nothing."""

from enum import StrEnum

from starlette.responses import Response

from web.papers.table import MEDIA_TYPE


class PaperName(StrEnum):
    """What the file is called when somebody keeps it; it says nothing of who it is about."""

    PLAN = "plan"
    SUMMARY = "overzicht"
    NUMBERS = "cijfers"


def png_answer(content: bytes) -> Response:
    """A picture, inside a page of ours."""
    return Response(content, media_type="image/png", headers=_headers("inline", "beeld.png"))


def pdf_answer(content: bytes, name: PaperName) -> Response:
    """A paper, which the reader's own program opens and never a page of ours."""
    return Response(
        content, media_type="application/pdf", headers=_headers("attachment", f"{name.value}.pdf")
    )


def csv_answer(content: bytes, name: PaperName) -> Response:
    """A table for a spreadsheet."""
    return Response(content, media_type=MEDIA_TYPE, headers=_headers("attachment", f"{name.value}.csv"))


def _headers(shown: str, name: str) -> dict[str, str]:
    return {"content-disposition": f'{shown}; filename="{name}"'}
