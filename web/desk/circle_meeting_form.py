"""A new meeting of the circle at the desk: at a moment that is known, by asking which moment suits, or repeating."""

from dataclasses import dataclass, field
from datetime import datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import DEFAULT_MINUTES, Kind
from domain.calendar import local
from domain.errors import KeptApart, NotTheFuture, Refusal, Unsuitable
from domain.meetings import FEWEST_OPTIONS, MOST_OPTIONS, MeetingKind
from domain.people import FamilyId, Form, PersonId
from domain.secret import Secret
from domain.series import Every
from domain.spoken import read_moment
from locales import dates
from locales.catalogue import text
from usecases import circle, meetings, repeating
from usecases.circle import Circle
from usecases.planning import Filled
from web.desk import words
from web.desk.circle_meetings import kind_of
from web.desk.moments import as_minutes, when_of
from web.desk.repeat_sure import repeats, series_in
from web.doorway import desk, go
from web.forms import Data, as_id
from web.pages import page, sentence
from web.series_form import EVERY, SeriesAsked, asked_of_data
from web.visits import DeskVisit

MOMENTS = "momenten"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is filled in; ``moments`` has one on each line."""

    kind: str = MeetingKind.TEAM.value
    people: tuple[str, ...] = ()
    moments: str = ""
    minutes: str = ""
    place: str = ""
    series: SeriesAsked = field(default_factory=SeriesAsked)


@dataclass(frozen=True, slots=True)
class Moments:
    """What was read of the lines: instants (UTC), the lines with what was understood in full, and what is wrong."""

    instants: tuple[datetime, ...] = ()
    lines: str = ""
    error: str = ""


async def new(visit: DeskVisit) -> Response:
    """The form; whoever lives with it is ticked already."""
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return _form(visit, seen, Asked(people=tuple(str(one.id) for one in seen.people)))


async def add(visit: DeskVisit) -> Response:
    """A meeting, a poll, or a series of meetings; the same form twice makes one."""
    seen, data = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id())), visit.data
    read = read_moments(data.get(MOMENTS), visit.uow.now)
    errors = _missing(data, read)
    if not errors:
        try:
            return go(await _made(visit, seen, read.instants))
        except (Unsuitable, KeptApart, NotTheFuture) as refusal:
            errors = _beside(refusal)
        except _SeriesWrong as wrong:
            errors = wrong.errors
    return _form(visit, seen, _asked(data, read), errors=errors)


def read_moments(typed: str, now: datetime) -> Moments:
    """One moment on each line, in Dutch words; what was understood comes back in full, so that it can be checked."""
    instants: list[datetime] = []
    lines: list[str] = []
    wrong: list[str] = []
    for line in filter(None, (each.strip() for each in typed.splitlines())):
        when = when_of(read_moment(line, now=now), now)
        if when.instant is not None:
            instants.append(when.instant)
            lines.append(dates.moment_in_full(local(when.instant), local(now).date()))
            continue
        lines.append(line)
        options = ", ".join(words_of for _, words_of in when.options)
        said = text("overleg.moment.wrong", Form.U, line=line, why=when.error or "")
        wrong.append(said + (" " + text("overleg.moment.or", Form.U, options=options) if options else ""))
    return Moments(tuple(sorted(set(instants))), "\n".join(lines), " ".join(wrong))


class _SeriesWrong(Exception):
    """The rule cannot be one; ``errors`` are sentences by the name of a field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__()
        self.errors = errors


async def _made(visit: DeskVisit, seen: Circle, instants: tuple[datetime, ...]) -> str:
    """Make what the form asks for; the address where it is seen."""
    data, family = visit.data, seen.family.id
    kind, place = MeetingKind(data.get("soort")), Secret(data.get("plaats")) if data.get("plaats") else None
    people = tuple(dict.fromkeys(PersonId(as_id(one)) for one in data.all("wie")))
    minutes = as_minutes(data.get("duur")) or DEFAULT_MINUTES[Kind.CIRCLE_MEETING]
    uow, who, all_of = visit.uow, visit.case_manager, f"/werk/gezin/{family}/overleg"
    if repeats(data):
        read = series_in(data, instants[0])
        if read.series is None:
            raise _SeriesWrong(read.errors)
        filled = Filled(
            kind=Kind.CIRCLE_MEETING,
            starts_at=instants[0],
            minutes=minutes,
            obligatory=False,
            people=people,
            place=place,
            number=None,
        )
        await repeating.plan_series(uow, who, family=family, filled=filled, series=read.series, meeting=kind)
        return all_of
    if len(instants) > 1:
        made = await meetings.poll(
            uow,
            who,
            family=family,
            kind=kind,
            people=people,
            options=instants,
            minutes=minutes,
            place=place,
        )
    else:
        made = await meetings.plan_once(
            uow,
            who,
            family=family,
            kind=kind,
            people=people,
            starts_at=instants[0],
            minutes=minutes,
            place=place,
        )
    return f"{all_of}/{made.id}"


def _form(visit: DeskVisit, seen: Circle, asked: Asked, *, errors: dict[str, str] | None = None) -> Response:
    able = [m.person for m in seen.members if m.membership.takes_part]
    return page(
        visit,
        "desk/circle_meeting_form.html",
        422 if errors else 200,
        family=seen.family,
        asked=asked,
        kinds=[(kind.value, kind_of(kind)) for kind in MeetingKind],
        people=[(str(one.id), words.who(one)) for one in (*seen.people, *able)],
        errors=errors or {},
        words=words,
    )


def _missing(data: Data, read: Moments) -> dict[str, str]:
    errors: dict[str, str] = {}
    if data.get("soort") not in tuple(MeetingKind):
        errors["soort"] = text("overleg.wrong.kind", Form.U)
    if not data.all("wie"):
        errors["wie"] = text("overleg.wrong.participant", Form.U)
    if read.error:
        errors[MOMENTS] = read.error
    elif not read.instants:
        errors[MOMENTS] = text("overleg.wrong.moments", Form.U)
    elif len(read.instants) > MOST_OPTIONS:
        errors[MOMENTS] = text("overleg.wrong.options", Form.U, most=MOST_OPTIONS)
    elif len(read.instants) >= FEWEST_OPTIONS and repeats(data):
        errors[EVERY] = text("overleg.wrong.repeats", Form.U)
    if data.get("duur") and as_minutes(data.get("duur")) is None:
        errors["duur"] = text("meeting.plan.minutes", Form.U)
    return errors


def _asked(data: Data, read: Moments) -> Asked:
    every = data.get(EVERY, Every.ONCE.value)
    return Asked(
        kind=data.get("soort"),
        people=data.all("wie"),
        moments=read.lines,
        minutes=data.get("duur"),
        place=data.get("plaats"),
        series=asked_of_data(data) if every else SeriesAsked(),
    )


def _beside(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, KeptApart):
        return {"wie": sentence(refusal, Form.U)}
    if isinstance(refusal, NotTheFuture):
        return {MOMENTS: sentence(refusal, Form.U)}
    name = {"participant": "wie", "minutes": "duur", "place": "plaats"}.get(refusal.detail, MOMENTS)
    key = "overleg.wrong.participant" if name == "wie" else "meeting.plan.unsuitable"
    return {name: text(key, Form.U)}


_FORM = "/werk/gezin/{id}/overleg/nieuw"
ROUTES = (
    Route(_FORM, desk(new), methods=["GET"]),
    Route(_FORM, desk(add), methods=["POST"]),
)
