"""A meeting as one of those who come sees it: moments, own points and shared ones, and what was agreed with them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.actions import Action
from domain.actors import Participant
from domain.appointments import Answer, Appointment, AppointmentId
from domain.audit import Mode
from domain.errors import NotFound, Outdated, Unsuitable
from domain.meetings import (
    LONGEST_POINT,
    Agreement,
    MeetingId,
    MeetingState,
    MeetingVote,
    Says,
)
from domain.people import Family
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases import attendance
from usecases.circle_people import takes_part
from usecases.meeting_parts import choose_when_all_said, wrong_key
from usecases.outbox import put_on_list
from usecases.own_copies import look_first
from usecases.own_meeting_views import OwnMeeting, SharedPoint, own, own_meeting
from usecases.own_points import point, share_point, withdraw_point
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

__all__ = [
    "OwnMeeting",
    "SharedPoint",
    "mine",
    "point",
    "say",
    "see",
    "sends",
    "share_point",
    "vote",
    "withdraw_point",
]

SEEN_AFTER = timedelta(days=60)
"""So long after a meeting it stands among one's own; its decisions stay where they led to."""


async def mine(uow: Unit, who: Participant) -> tuple[OwnMeeting, ...]:
    """One's own meetings that are polled, planned or were held lately; newest first.

    Raises:
        NotFound, NotAllowed: this is not somebody of that family.
    """
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.SEE_MEETING, scope, mode=Mode.READ, kind="meeting")
    if person.id not in await takes_part(uow, family.id):
        return ()
    found: list[OwnMeeting] = []
    for meeting in await uow.meetings.of_family(family.id):
        if meeting.state is not MeetingState.CALLED_OFF and person.id in meeting.people:
            own = await own_meeting(uow, person, meeting)
            if not _is_long_ago(own, uow.now):
                found.append(own)
    return tuple(found)


async def see(uow: Unit, who: Participant, *, meeting: MeetingId) -> OwnMeeting:
    """One of one's own meetings.

    Raises:
        NotFound, NotAllowed: there is no such meeting, or they do not come to it.
    """
    person, _, found = await own(uow, meeting, who, Action.SEE_MEETING, Mode.READ)
    return await own_meeting(uow, person, found)


async def vote(
    uow: Unit, who: Participant, *, meeting: MeetingId, revision: int, options: Iterable[int]
) -> OwnMeeting:
    """Say which moments suit, by their place in the row; none is an answer too, and a later one replaces it.

    Raises:
        NotFound, NotAllowed: they are not asked. Outdated: the poll changed or is over. Unsuitable: no such moment.
    """
    person, family, found = await own(uow, meeting, who, Action.ANSWER_MEETING, Mode.UPDATE)
    if not found.is_polling(uow.now) or found.revision != revision:
        raise Outdated(detail="meeting")
    chosen = frozenset(options)
    if not chosen <= set(range(len(found.options))):
        raise Unsuitable(detail="option")
    votes = {one.person: one for one in await uow.meetings.votes(found.id)}
    if person.id not in votes or votes[person.id].options != chosen:
        await uow.meetings.vote(MeetingVote(found.id, person.id, chosen, uow.now))
    await choose_when_all_said(uow, family, found)
    return await own_meeting(uow, person, found)


async def sends(uow: Unit, who: Participant, *, appointment: AppointmentId, version: int) -> Appointment:
    """Say that one does not come, and sends something along; only for a meeting of the circle.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor. Unsuitable: it is no meeting of the circle.
        Outdated: it was moved since. AlreadyStarted, AlreadyCancelled.
    """
    return await attendance.answer(uow, who, appointment_id=appointment, version=version, said=Answer.SENDS)


async def say(
    uow: Unit,
    who: Participant,
    *,
    meeting: MeetingId,
    says: Says,
    note: Secret | None = None,
    alarming: bool = False,
) -> OwnMeeting:
    """Say whether what was agreed with one is right; ``note`` says what is different. A change of mind counts.

    Raises:
        NotFound, NotAllowed: they were not there, or nothing was agreed with them. Unsuitable: a far too long note.
    """
    person, family, found = await own(uow, meeting, who, Action.ANSWER_MEETING, Mode.UPDATE)
    agreements = {one.person: one for one in await uow.meetings.agreements(found.id)}
    if person.id not in agreements:
        raise NotFound(detail="agreement")
    text = "" if note is None or says is Says.RIGHT else note.reveal().strip()
    if len(text) > LONGEST_POINT:
        raise Unsuitable(detail="note")
    before = agreements[person.id]
    kept = Secret(text) if text else before.note if says is before.says else None
    if not _says_the_same(before, says, kept):
        said = replace(before, says=says, answered_at=uow.now, note=kept)
        await uow.meetings.agree(said)
        await _list_wrong(uow, family, before, said)
    if alarming:
        await look_first(uow, family, person, key=f"agreed:{found.id.hex}")
    return await own_meeting(uow, person, found)


async def _list_wrong(uow: Unit, family: Family, before: Agreement, said: Agreement) -> None:
    """What is not right in their eyes stands on the list once, until they say that it is, or somebody saw to it."""
    key = wrong_key(said.meeting, said.person)
    if said.says is Says.RIGHT:
        await uow.work_items.close_by_key(key, uow.now)
    elif before.says is not Says.WRONG or said.note != before.note:
        await uow.work_items.close_by_key(key, uow.now)
        await put_on_list(uow, family, WorkKind.MEETING_WRONG, key=key, person=said.person)


def _says_the_same(before: Agreement, says: Says, note: Secret | None) -> bool:
    return before.says is says and before.note == note


def _is_long_ago(own: OwnMeeting, now: datetime) -> bool:
    ended = own.appointment.ends_at if own.appointment else own.meeting.poll_until
    return ended is not None and ended + SEEN_AFTER < now
