"""An absence in words: its days, and who reads along on each of them when substitutes are away too."""

from collections.abc import Mapping
from datetime import date

from domain.handing_on import HandingOn
from domain.people import Form, Professional, ProfessionalId
from locales import dates
from locales.catalogue import text

Names = Mapping[ProfessionalId, Professional]


def days_of(first: date, last: date, today: date) -> str:
    """'dinsdag 4 maart', or 'dinsdag 4 maart tot en met vrijdag 7 maart'."""
    start = dates.day_in_full(first, today)
    if first == last:
        return start
    return text("away.days", Form.U, first=start, last=dates.day_in_full(last, today))


def told_of(spans: tuple[HandingOn, ...], names: Names, today: date) -> list[str]:
    """A sentence for each part of the absence: who reads along, and why somebody else than was asked."""
    return [_told(span, names, today, alone=len(spans) == 1) for span in spans]


def _told(span: HandingOn, names: Names, today: date, *, alone: bool) -> str:
    days = days_of(span.first, span.last, today)
    if span.reader is None:
        return text("away.nobody", Form.U, days=days)
    reader = _name(names, span.reader)
    if not span.through:
        if alone:
            return text("away.reader", Form.U, reader=reader)
        return text("away.reader_on", Form.U, reader=reader, days=days)
    away = _name(names, span.through[0])
    if alone:
        return text("away.handed_on", Form.U, away=away, reader=reader)
    return text("away.handed_on_days", Form.U, away=away, reader=reader, days=days)


def _name(names: Names, which: ProfessionalId) -> str:
    return names[which].name.reveal() if which in names else text("talk.colleague_gone", Form.U)
