"""Appointments that repeat, said back in full before anybody hears of them."""

from datetime import datetime

from starlette.responses import Response

from domain.appointments import DEFAULT_MINUTES, Kind
from domain.calendar import local
from domain.people import FamilyId, Form, kept_apart
from domain.series import Every, Series
from locales.catalogue import text
from usecases import desk_families
from web.desk import words
from web.desk.moments import CHOICE, CLOCK, DAY, WORDS
from web.desk.planning_asked import asked_in
from web.forms import Data
from web.pages import page
from web.series_form import EVERY, SeriesRead, in_words, read_series
from web.visits import DeskVisit

SURE, BACK = "zeker", "terug"
FIRST_SHOWN = 4
_NOT_CARRIED = {"csrf", SURE, BACK, WORDS, DAY, CLOCK, CHOICE, "concept"}


def repeats(data: Data) -> bool:
    """Whether this form asks for more than one time."""
    return data.get(EVERY, Every.ONCE) != Every.ONCE


def series_in(data: Data, first: datetime) -> SeriesRead:
    """The series that begins at this instant (UTC)."""
    wall = local(first)
    return read_series(data, wall.date(), wall.time().replace(second=0, microsecond=0, fold=0), Form.U)


async def sure(visit: DeskVisit, family: FamilyId, series: Series, first: datetime, action: str) -> Response:
    """Everything in full; the form goes along, so that nothing is kept before it is confirmed."""
    household = await desk_families.see(visit.uow, visit.case_manager, family=family)
    asked, today = asked_in(visit.data), local(visit.uow.now).date()
    chosen = [card.person for card in household.cards if str(card.person.id) in (asked.people or ())]
    flags = tuple(flag for card in household.cards for flag in card.flags)
    kind = asked.kind or Kind.OFFICE
    return page(
        visit,
        "desk/repeat_sure.html",
        family=household.family,
        action=action,
        rule=in_words(series, Form.U, today),
        coming=[
            one.starts_at
            for one in series.between(series.first, series.until or series.first.max)[:FIRST_SHOWN]
        ],
        rows=words.rows(
            ("meeting.kind", words.kind(kind)),
            ("meeting.who", ", ".join(words.who(one) for one in chosen)),
            ("meeting.place", asked.place or None),
            ("meeting.number", asked.number or None),
            ("meeting.length", words.minutes(asked.minutes or DEFAULT_MINUTES[kind])),
            ("meeting.extra", text("household.yes" if asked.obligatory else "household.no", Form.U)),
        ),
        apart=len(kept_apart(flags, tuple(one.id for one in chosen))) > 1,
        carried=[*_carried(visit.data), (CHOICE, first.isoformat())],
        words=words,
    )


def _carried(data: Data) -> list[tuple[str, str]]:
    return [(name, one) for name, given in data.fields.items() if name not in _NOT_CARRIED for one in given]
