"""The picture of how it goes: charts under each other as one PNG, 720 pixels wide."""

import asyncio

from web.papers.charts import Chart


def draw(*charts: Chart) -> bytes:
    """A PNG of these charts; it keeps a processor busy for tens of milliseconds, so ask `drawn` from the event loop.

    Raises:
        ValueError: there is no chart.
    """
    # Pillow comes along with the first picture; a start without one stays small.
    from web.papers.panel import WIDTH, height, paint  # noqa: PLC0415 - see above
    from web.papers.sheet import Sheet  # noqa: PLC0415 - see above

    if not charts:
        raise ValueError("chart")
    tops = [0]
    for chart in charts:
        tops.append(tops[-1] + height(chart))
    sheet = Sheet(WIDTH, tops[-1])
    for chart, top in zip(charts, tops, strict=False):
        paint(sheet, chart, top)
    return sheet.png()


async def drawn(*charts: Chart) -> bytes:
    """The same, drawn in a thread."""
    return await asyncio.to_thread(draw, *charts)
