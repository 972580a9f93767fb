"""Meetings of the circle as the gezinsmanager sees them: one with everything about it, and all of a family."""

from dataclasses import dataclass

from domain.actions import Action
from domain.actors import CaseManager
from domain.appointments import Appointment
from domain.audit import Mode
from domain.meetings import Agreement, Decision, Meeting, MeetingId, MeetingPoint, MeetingVote
from domain.people import Family, FamilyId, Person, PersonId
from usecases.circle_people import takes_part
from usecases.meeting_parts import meeting_of
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """A meeting as its gezinsmanager sees it; ``points`` without those that were withdrawn.

    ``people`` are all of the family, so that everybody who is named here has a name; ``can_come`` who takes part now.
    """

    meeting: Meeting
    family: Family
    appointment: Appointment | None
    votes: tuple[MeetingVote, ...]
    points: tuple[MeetingPoint, ...]
    decisions: tuple[Decision, ...]
    agreements: tuple[Agreement, ...]
    people: tuple[Person, ...]
    can_come: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of a family's list, with the appointment that it became."""

    meeting: Meeting
    appointment: Appointment | None


async def see(uow: Unit, who: CaseManager, *, meeting: MeetingId) -> MeetingSeen:
    """One meeting with everything about it.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor.
    """
    found, family = await meeting_of(uow, meeting, who, Action.SEE_MEETING, Mode.READ)
    points = await uow.meetings.points(found.id)
    return MeetingSeen(
        meeting=found,
        family=family,
        appointment=await appointment_of(uow, found),
        votes=tuple(vote for vote in await uow.meetings.votes(found.id) if vote.person in found.people),
        points=tuple(point for point in points if point.withdrawn_at is None),
        decisions=await uow.meetings.decisions(found.id),
        agreements=await uow.meetings.agreements(found.id),
        people=await uow.families.people_of(family.id),
        can_come=await takes_part(uow, family.id),
    )


async def of_family(uow: Unit, who: CaseManager, *, family: FamilyId) -> tuple[MeetingRow, ...]:
    """Every meeting of a family, newest first.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await family_of(uow, family)
    scope = scope_of_family(household)
    await permit(uow, who, Action.SEE_MEETING, scope, mode=Mode.READ, kind="meeting")
    rows = await uow.meetings.of_family(family)
    became = await uow.appointments.several(row.appointment for row in rows if row.appointment)
    by_id = {appointment.id: appointment for appointment in became}
    return tuple(MeetingRow(row, by_id.get(row.appointment) if row.appointment else None) for row in rows)


async def appointment_of(uow: Unit, meeting: Meeting) -> Appointment | None:
    """The appointment that it became, as far as that can be read."""
    if meeting.appointment is None:
        return None
    return await uow.appointments.readable(meeting.appointment)
