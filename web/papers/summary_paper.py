"""The summary of a family on paper: the sentences that the page shows, and the pictures with their telling."""

import asyncio
from dataclasses import dataclass
from datetime import date

from domain.people import Form
from locales.catalogue import text
from locales.dates import date_on_paper
from web.papers.charts import Chart
from web.papers.picture import draw
from web.papers.telling import sentences

PICTURE_WIDE = 120
"""Millimetres; two pages hold the pictures of four goals."""


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """One part of the page: its heading, and its lines as they are shown there."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SummaryPaper:
    """All that stands on the paper; ``closed_on`` is the day (Amsterdam) on which the round closed.

    ``blocks`` come as the page has them, strengths first; ``family`` is alias and symbol.
    """

    family: str
    today: date
    closed_on: date | None = None
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()


async def summary_file(paper: SummaryPaper, form: Form) -> bytes:
    """The PDF, made in a thread."""
    return await asyncio.to_thread(summary_pdf, paper, form)


def summary_pdf(paper: SummaryPaper, form: Form) -> bytes:
    """The PDF; it keeps a processor busy for a while, so ask `summary_file` from the event loop."""
    # fpdf2 comes along with the first paper; a start without one stays small.
    from web.papers.document import Document  # noqa: PLC0415 - see above

    sheet = Document(text("paper.summary.title", form), paper.today, form)
    under = [paper.family] if paper.family else []
    if paper.closed_on is not None:
        under.append(text("paper.summary.closed", form, day=date_on_paper(paper.closed_on)))
    sheet.opens(
        text("paper.summary.title", form), *under, text("paper.made", form, day=date_on_paper(paper.today))
    )
    for block in paper.blocks:
        if block.lines:
            sheet.heading(block.heading)
            for line in block.lines:
                sheet.says(line)
    if paper.charts:
        sheet.heading(text("paper.summary.charts", form))
    for chart in paper.charts:
        told = sentences(chart, form)
        sheet.shows(draw(chart), " ".join(told), PICTURE_WIDE)
        for sentence in told:
            sheet.says(sentence, soft=True)
    return sheet.finished()
