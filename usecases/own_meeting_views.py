"""What somebody who comes to a meeting may see of it; of the network the least."""

from dataclasses import dataclass, replace

from domain.actions import Action
from domain.actors import Participant
from domain.appointments import Appointment
from domain.audit import Mode
from domain.circle import are_apart
from domain.errors import NotFound
from domain.linking import Recipient
from domain.meetings import (
    Agreement,
    Decision,
    Meeting,
    MeetingId,
    MeetingKind,
    MeetingPoint,
    MeetingVote,
    agreed_with,
    is_theirs,
)
from domain.people import Called, Family, Flag, Person, PersonId, Role
from domain.secret import Secret
from usecases.circle_people import takes_part
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """What somebody shared with all who come; ``by`` is their everyday word, None of the gezinsmanager."""

    body: Secret
    by: Called | None


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting as one of those who come sees it.

    ``points`` are their own, without what they took back; ``shared`` those of others, never of somebody kept apart
    from them. ``tasks`` are the tasks agreed with them, in neutral words; ``decisions`` what else was agreed with them,
    which nobody of the network sees. ``meeting`` tells somebody of the network neither what sort it is nor who comes.
    """

    meeting: Meeting
    appointment: Appointment | None
    vote: MeetingVote | None
    points: tuple[MeetingPoint, ...]
    shared: tuple[SharedPoint, ...]
    tasks: tuple[Secret, ...]
    decisions: tuple[Secret, ...]
    agreement: Agreement | None
    can_vote: bool


async def own(
    uow: Unit, which: MeetingId, who: Participant, action: Action, mode: Mode
) -> tuple[Person, Family, Meeting]:
    """One's own meeting; that somebody asked for another's is logged. Who takes no part now reaches none.

    Raises:
        NotFound, NotAllowed: there is no such meeting, or they do not come to it.
    """
    found = await uow.meetings.get(which)
    if found is None:
        raise NotFound(detail="meeting")
    family = await family_of(uow, found.family)
    scope = scope_of_family(family, *(found.people & await takes_part(uow, family.id)))
    await permit(uow, who, action, scope, mode=mode, kind="meeting", object_id=which)
    return await person_of(uow, who.person), family, found


async def own_meeting(uow: Unit, person: Person, meeting: Meeting) -> OwnMeeting:
    """Their view of it; who calls this has asked already who may."""
    flags = await uow.families.flags_of(meeting.family)
    points = [one for one in await uow.meetings.points(meeting.id) if one.withdrawn_at is None]
    me = Recipient(person=person.id)
    tasks, decisions = await agreed(uow, person, meeting.id, flags)
    votes = {one.person: one for one in await uow.meetings.votes(meeting.id)}
    agreements = {one.person: one for one in await uow.meetings.agreements(meeting.id)}
    appointment = None
    if meeting.appointment is not None:
        appointment = await uow.appointments.readable(meeting.appointment)
    return OwnMeeting(
        meeting=_as_shown_to(person, meeting),
        appointment=appointment,
        vote=votes.get(person.id),
        points=tuple(one for one in points if one.by == me),
        shared=await _shared(uow, person, [one for one in points if one.by != me], flags),
        tasks=tasks,
        decisions=decisions,
        agreement=agreements.get(person.id),
        can_vote=meeting.is_polling(uow.now),
    )


async def agreed(
    uow: Unit, person: Person, meeting: MeetingId, flags: tuple[Flag, ...]
) -> tuple[tuple[Secret, ...], tuple[Secret, ...]]:
    """The tasks agreed with somebody, and what else was; nothing of which somebody kept apart from them is part."""
    all_of_it = await uow.meetings.decisions(meeting)
    known = await uow.tasks.several(one.task for one in all_of_it if one.task is not None)
    mine = [one for one in agreed_with(person, all_of_it, known) if not _is_apart(flags, person.id, one)]
    theirs = {
        one.task: known[one.task].words
        for one in mine
        if one.task is not None and one.task in known and is_theirs(known[one.task], person.id)
    }
    if person.role is Role.NETWORK_MEMBER:
        return tuple(theirs.values()), ()
    return tuple(theirs.values()), tuple(one.words for one in mine)


def _is_apart(flags: tuple[Flag, ...], person: PersonId, decision: Decision) -> bool:
    return any(are_apart(flags, (person, other)) for other in decision.people)


def _as_shown_to(person: Person, meeting: Meeting) -> Meeting:
    if person.role is not Role.NETWORK_MEMBER:
        return meeting
    return replace(meeting, kind=MeetingKind.NETWORK, people=frozenset({person.id}))


async def _shared(
    uow: Unit, person: Person, points: list[MeetingPoint], flags: tuple[Flag, ...]
) -> tuple[SharedPoint, ...]:
    called = {one.id: one.called for one in await uow.families.people_of(person.family)}
    return tuple(
        SharedPoint(one.body, None if one.by.person is None else called.get(one.by.person))
        for one in points
        if one.shared_at is not None
        if one.by.person is None or not are_apart(flags, (person.id, one.by.person))
    )
