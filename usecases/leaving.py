"""Ending somebody's part in a circle: nothing reaches them any more, and what they held goes to others."""

from dataclasses import replace
from datetime import timedelta

from domain.buttons import Awaiting
from domain.circle import CircleEvent, CircleStep, MemberEnd, Membership
from domain.keyrings import Keyring
from domain.linking import InvitationState, Recipient
from domain.meetings import MeetingState
from domain.people import Family, Person
from usecases.circle_people import returns_key, stays_key
from usecases.followups import replan
from usecases.handing_over import hand_over
from usecases.meeting_parts import choose_when_all_said
from usecases.ports import Unit
from usecases.turns_told import undelivered_tasks_key

AS_FAR_AS_ONE_PLANS = timedelta(days=731)


async def end_part(
    uow: Unit, family: Family, person: Person, membership: Membership, end: MemberEnd, *, by: Recipient | None
) -> None:
    """End it, once: the link, the window and open invitations with it. What they said stays in the file.

    Their turns go to others, and what is planned goes on without them; who calls this has asked already who may.
    """
    ended = membership.ended(end, now=uow.now)
    if ended == membership:
        return
    await uow.circle.save(ended)
    await uow.circle.note(CircleEvent(person.id, family.id, CircleStep.ENDED, uow.now, by))
    await hand_over(uow, family, person.id, by=by)
    await _leave_appointments(uow, family, person)
    await _leave_meetings(uow, family, person)
    await _shut(uow, person)
    keys = (stays_key(person.id), returns_key(person.id), undelivered_tasks_key(person.id))
    for key in (*keys, f"blocked:{person.id.hex}"):
        await uow.work_items.close_by_key(key, uow.now)


async def _shut(uow: Unit, person: Person) -> None:
    """No message, no chat and no window any more, whichever way they came in."""
    holder = Recipient(person=person.id)
    for invitation in await uow.invitations.open_for(holder):
        await uow.invitations.save(replace(invitation, state=InvitationState.REVOKED))
    await uow.sessions.end_of(holder, uow.now)
    if await uow.keyrings.of(person.id) is not None:
        await uow.keyrings.keep(Keyring(person.id))
    link = await uow.links.of(holder)
    if link is None:
        return
    awaited = await uow.expectations.get(link.account)
    # The code of an invitation is awaited of nobody yet, and may be that of another family.
    is_theirs = awaited is not None and awaited.awaiting is not Awaiting.INVITATION_CODE
    if awaited is not None and is_theirs and awaited.of in (None, holder):
        await uow.expectations.clear(link.account)
    await uow.links.end(link.id, uow.now)


async def _leave_appointments(uow: Unit, family: Family, person: Person) -> None:
    """What is planned goes on without them; what was for them alone is called off, and nobody is told anything."""
    until = uow.now + AS_FAR_AS_ONE_PLANS
    for appointment in await uow.appointments.of_family(family.id, uow.now, until):
        if appointment.is_cancelled or person.id not in appointment.people:
            continue
        stays = tuple(side for side in appointment.attendances if side.person != person.id)
        effective = max(appointment.effective_at, uow.now)
        rest = replace(appointment, attendances=stays, effective_at=effective)
        await uow.appointments.save(rest if stays else appointment.cancelled(now=uow.now))
        if stays:
            await replan(uow, rest)
        else:
            await uow.follow_ups.void(rest.id)
            await uow.dispatches.void_planned(rest.id)
        for about in ("unconfirmed", "answer", "undelivered"):
            await uow.work_items.close_by_key(f"{about}:{rest.id.hex}:{person.id.hex}", uow.now)
    for one in await uow.series.of_family(family.id):
        if person.id in one.people:
            others = tuple(which for which in one.people if which != person.id)
            await uow.series.keep(replace(one, people=others, ended_at=None if others else uow.now))


async def _leave_meetings(uow: Unit, family: Family, person: Person) -> None:
    for meeting in await uow.meetings.of_family(family.id):
        ahead = meeting.state in (MeetingState.POLLING, MeetingState.PLANNED)
        if ahead and person.id in meeting.people:
            rest = replace(meeting, people=meeting.people - {person.id})
            await uow.meetings.keep(rest)
            await choose_when_all_said(uow, family, rest)
