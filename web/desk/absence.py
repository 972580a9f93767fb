"""Working hours and absence at the desk: when somebody works, and who reads along while they do not."""

from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.absence import (
    Absence,
    AbsenceId,
    AbsenceOverlaps,
    NeedsSubstitute,
    SubstituteLoop,
    WorkingHours,
    entrusted_with,
)
from domain.actors import CaseManager
from domain.calendar import local
from domain.errors import NotFound, Unsuitable
from domain.handing_on import handing_on
from domain.people import Form, Professional, ProfessionalId, ProfessionalRole
from locales import dates
from locales.catalogue import text
from usecases import absence as away
from usecases.surroundings import colleagues
from web.desk.absence_form import Asked, Typed, read_clock, read_colleague, read_day
from web.desk.absence_words import Names, days_of, told_of
from web.doorway import desk, go
from web.forms import as_id
from web.pages import page
from web.visits import DeskVisit

ABSENCE = "/werk/afwezig"


async def overview(visit: DeskVisit) -> Response:
    """One's own hours and absences, and for whom one reads along now; for a team leader those of the team."""
    return await _shown(visit, Typed())


async def plan(visit: DeskVisit) -> Response:
    """First what it means, day by day; kept and told only when that was seen to be right."""
    everybody = await colleagues(visit.uow)
    whose = _whose(visit, everybody)
    typed = Typed(visit.data.get("first"), visit.data.get("last"), visit.data.get("substitute"))
    first, last = (read_day(day, visit.uow.now) for day in (typed.first, typed.last))
    missing = tuple(
        (name, text("away.day_unclear", Form.U))
        for name, day in (("first", first), ("last", last))
        if day is None
    )
    if missing or first is None or last is None:
        return await _shown(visit, typed.wrong(*missing))
    try:
        asked = Asked(whose, first, last, read_colleague(typed.substitute))
        planned = await _planned(visit, asked)
    except (NeedsSubstitute, Unsuitable, NotFound, AbsenceOverlaps, SubstituteLoop) as refusal:
        return await _shown(visit, typed.refused(refusal))
    if visit.data.get("sure") == "1":
        return go(f"{ABSENCE}?collega={whose}")
    spans = handing_on(await away.see(visit.uow, visit.who), planned)
    return page(
        visit,
        "desk/absence_check.html",
        whose=whose,
        name=_name(everybody, whose),
        first=first.isoformat(),
        last=last.isoformat(),
        substitute=typed.substitute,
        days=days_of(planned.first, planned.last, _today(visit)),
        told=told_of(spans, everybody, _today(visit)),
        is_own=whose == visit.who.professional,
    )


async def end(visit: DeskVisit) -> Response:
    """Somebody is back."""
    await away.end(visit.uow, visit.who, absence_id=AbsenceId(visit.id("absence")))
    whose = visit.data.get("collega")
    return go(f"{ABSENCE}?collega={as_id(whose)}" if whose else ABSENCE)


async def hours(visit: DeskVisit) -> Response:
    """When somebody works."""
    whose = _whose(visit, await colleagues(visit.uow))
    try:
        days = frozenset(int(day) for day in visit.data.all("days"))
        start, close = (read_clock(visit.data.get(name)) for name in ("start", "end"))
        await away.set_hours(visit.uow, visit.who, professional=whose, hours=WorkingHours(days, start, close))
    except (ValueError, Unsuitable):
        return await _shown(visit, Typed().wrong(("start", text("away.hours.wrong", Form.U))))
    return go(f"{ABSENCE}?collega={whose}")


async def _planned(visit: DeskVisit, asked: Asked) -> Absence:
    """Kept when they are sure; otherwise only as it would be."""
    intent = away.record if visit.data.get("sure") == "1" else away.consider
    return await intent(
        visit.uow,
        visit.who,
        professional=asked.professional,
        first=asked.first,
        last=asked.last,
        substitute=asked.substitute,
    )


async def _shown(visit: DeskVisit, typed: Typed) -> Response:
    everybody = await colleagues(visit.uow)
    whose = _whose(visit, everybody)
    absences = await away.see(visit.uow, visit.who)
    worked = await away.hours_of(visit.uow, visit.who, professional=whose)
    own = [a for a in absences if a.professional == whose]
    today = _today(visit)
    entrusted = entrusted_with(absences, whose, today)
    return page(
        visit,
        "desk/absence.html",
        typed.status,
        typed=typed,
        whose=whose,
        name=_name(everybody, whose),
        is_own=whose == visit.who.professional,
        team=_team(visit, everybody),
        substitutes=_choices(everybody, whose),
        worked=worked,
        weekdays=[(str(day), text(f"away.weekday.{day}", Form.U)) for day in range(7)],
        chosen=[str(day) for day in worked.days],
        start=worked.start.isoformat("minutes"),
        close=worked.end.isoformat("minutes"),
        absences=[
            (str(a.id), days_of(a.first, a.last, today), told_of(handing_on(absences, a), everybody, today))
            for a in own
        ],
        reads_for=[
            _reads_for(a, everybody, today)
            for a in absences
            if a.professional in entrusted and a.covers(today)
        ],
        coming=[
            (_name(everybody, a.professional), days_of(a.first, a.last, today))
            for a in absences
            if a.substitute == whose and a.first > today
        ],
    )


def _whose(visit: DeskVisit, everybody: Names) -> ProfessionalId:
    """Whose page it is: a gezinsmanager's own, or that of a colleague whom the team leader chose.

    Whether they may is for the rules to say.
    """
    asked = visit.data.get("collega") or visit.request.query_params.get("collega", "")
    if isinstance(visit.who, CaseManager) or not asked:
        team = _team(visit, everybody)
        return ProfessionalId(as_id(team[0][0])) if team else visit.who.professional
    return ProfessionalId(as_id(asked))


def _team(visit: DeskVisit, everybody: Names) -> list[tuple[str, str]]:
    """The gezinsmanagers of a team leader's team; nobody for a gezinsmanager."""
    if isinstance(visit.who, CaseManager):
        return []
    return [
        (str(one.id), one.name.reveal())
        for one in everybody.values()
        if one.team == visit.who.team and one.role is ProfessionalRole.CASE_MANAGER
    ]


def _choices(everybody: Names, whose: ProfessionalId) -> list[tuple[str, str]]:
    """Who can read along, those of the same team first."""
    team = everybody[whose].team if whose in everybody else None
    able: list[Professional] = [
        one for one in everybody.values() if one.role is ProfessionalRole.CASE_MANAGER and one.id != whose
    ]
    able.sort(key=lambda one: (one.team != team, one.name.reveal().casefold()))
    return [("", text("away.choose", Form.U)), *((str(one.id), one.name.reveal()) for one in able)]


def _reads_for(absence: Absence, everybody: Names, today: date) -> str:
    last = dates.day_in_full(absence.last, today)
    return text("away.reads_for", Form.U, name=_name(everybody, absence.professional), last=last)


def _name(everybody: Names, which: ProfessionalId) -> str:
    return everybody[which].name.reveal() if which in everybody else text("talk.colleague_gone", Form.U)


def _today(visit: DeskVisit) -> date:
    return local(visit.uow.now).date()


ROUTES = (
    Route(ABSENCE, desk(overview), methods=["GET"]),
    Route(ABSENCE, desk(plan), methods=["POST"]),
    Route(f"{ABSENCE}/uren", desk(hours), methods=["POST"]),
    Route(f"{ABSENCE}/{{absence}}/einde", desk(end), methods=["POST"]),
)
