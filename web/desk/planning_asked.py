"""The form of an appointment: what stands in its fields, from a draft, a series or what was sent, and what it lacks."""

from dataclasses import dataclass, field

from domain.appointments import Kind
from domain.drafts import Draft
from domain.people import Form, PersonId
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import Series
from locales.catalogue import text
from usecases.planning import Filled
from web.desk.moments import CLOCK, DAY, WORDS, When, as_minutes, day_and_clock, error_at
from web.forms import Data, as_id
from web.series_form import SeriesAsked, asked_of, asked_of_data

FIELDS = {"participant": "wie", "minutes": "duur"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is filled in when the form is shown; ``draft`` when it is one that is being changed."""

    kind: Kind | None = None
    words: str = ""
    day: str = ""
    clock: str = ""
    minutes: int | None = None
    obligatory: bool = False
    people: tuple[str, ...] | None = None
    place: str = ""
    number: str = ""
    draft: str = ""
    series: SeriesAsked = field(default_factory=SeriesAsked)


def missing(data: Data, when: When) -> dict[str, str]:
    """What has to be filled in still, as a sentence by the name of a field."""
    errors = error_at(when)
    if data.get("soort") not in tuple(Kind):
        errors["soort"] = text("meeting.plan.no_kind", Form.U)
    if not data.all("wie"):
        errors["wie"] = text("meeting.plan.nobody", Form.U)
    if data.get("duur") and as_minutes(data.get("duur")) is None:
        errors["duur"] = text("meeting.plan.minutes", Form.U)
    return errors


def filled_in(data: Data, when: When) -> Filled:
    """The appointment that a form means, once nothing is missing."""
    return Filled(
        kind=Kind(data.get("soort")),
        starts_at=when.instant,
        minutes=as_minutes(data.get("duur")),
        obligatory=bool(data.get("extra")),
        people=tuple(dict.fromkeys(PersonId(as_id(one)) for one in data.all("wie"))),
        place=Secret(data.get("plaats")) if data.get("plaats") else None,
        number=Secret(data.get("nummer")) if data.get("nummer") else None,
    )


def asked_in(data: Data) -> Asked:
    """The fields as they were sent."""
    kind = data.get("soort")
    return Asked(
        kind=Kind(kind) if kind in tuple(Kind) else None,
        words=data.get(WORDS),
        day=data.get(DAY),
        clock=data.get(CLOCK),
        minutes=as_minutes(data.get("duur")),
        obligatory=bool(data.get("extra")),
        people=data.all("wie"),
        place=data.get("plaats"),
        number=data.get("nummer"),
        draft=data.get("concept"),
        series=asked_of_data(data),
    )


def of_draft(draft: Draft) -> Asked:
    """The fields of an appointment that nobody heard of yet."""
    day, clock = day_and_clock(draft.starts_at)
    return Asked(
        kind=draft.kind,
        day=day,
        clock=clock,
        minutes=draft.minutes,
        obligatory=draft.obligatory,
        people=tuple(str(p) for p in draft.people),
        place=draft.place.reveal() if draft.place else "",
        number=draft.number.reveal() if draft.number else "",
        draft=str(draft.id),
    )


def of_series(one: AppointmentSeries, series: Series) -> Asked:
    """The fields of a series, with ``series`` as what is left of it."""
    return Asked(
        kind=one.kind,
        day=series.first.isoformat(),
        clock=f"{series.at:%H:%M}",
        minutes=one.minutes,
        obligatory=one.obligatory,
        people=tuple(str(p) for p in one.people),
        place=one.place.reveal() if one.place else "",
        number=one.number.reveal() if one.number else "",
        series=asked_of(series),
    )
