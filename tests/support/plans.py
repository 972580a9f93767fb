"""Appointments, made the way a gezinsmanager makes them but without the typing."""

from bot.clock import parse_instant
from domain.actors import CaseManager
from domain.appointments import Appointment, Kind
from domain.drafts import DraftChange
from tests.support.cast import Cast
from usecases.planning import change_draft, confirm_draft, start_draft
from usecases.ports import Unit


async def plan_visit(
    uow: Unit, cast: Cast, *people: str, at: str = "2026-11-26 14:00", kind: Kind = Kind.HOME_VISIT
) -> tuple[Appointment, ...]:
    """A gezinsmanager plans an appointment at this Amsterdam time with these people of one family."""
    family = next(f for f in cast.families.values() if f.id == cast.people[people[0]].family)
    professional = next(p for p in cast.professionals.values() if p.id == family.case_manager)
    who = CaseManager(professional.id, professional.team)
    drafted = await start_draft(uow, who, family=family.id, kind=kind, starts_at=parse_instant(at))
    chosen = set(drafted.draft.people)
    for person in chosen ^ {cast.people[key].id for key in people}:
        drafted = await change_draft(uow, who, draft_id=drafted.draft.id, change=DraftChange(toggle=person))
    planned = await confirm_draft(uow, who, draft_id=drafted.draft.id)
    return planned.appointments
