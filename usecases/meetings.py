"""Meetings of the circle as the gezinsmanager brings them about: polled or planned at once, changed, called off."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import Outdated, Unsuitable
from domain.meetings import (
    Meeting,
    MeetingId,
    MeetingKind,
    MeetingState,
    check_options,
    poll_closes,
)
from domain.notices_circle import MeetingPolled
from domain.people import Family, FamilyId, PersonId
from domain.secret import Secret
from usecases import appointments
from usecases.meeting_desk import MeetingRow, MeetingSeen, appointment_of, of_family, see
from usecases.meeting_outcomes import ask_agreement, decide, held
from usecases.meeting_parts import (
    check_minutes,
    check_people,
    check_place,
    choose_key,
    choose_when_all_said,
    make_appointment,
    meeting_of,
)
from usecases.meeting_people import invite, let_go
from usecases.meeting_points import point
from usecases.outbox import tell_person
from usecases.permission import family_of, permit, scope_of_family
from usecases.ports import Unit

__all__ = [
    "MeetingRow",
    "MeetingSeen",
    "ask_agreement",
    "call_off",
    "change_people",
    "choose",
    "decide",
    "held",
    "of_family",
    "plan_once",
    "point",
    "poll",
    "see",
]


async def poll(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    kind: MeetingKind,
    people: Iterable[PersonId],
    options: Iterable[datetime],
    minutes: int,
    place: Secret | None = None,
) -> Meeting:
    """Ask people which of two to six moments (UTC) suit them; the same form twice makes one poll.

    Raises:
        NotFound, NotAllowed: no such family for this actor. KeptApart: two of them may have no contact.
        Unsuitable: moments, a length or a place that cannot be, nobody, or somebody who takes no part now.
    """
    household = await _family(uow, who, family)
    moments = check_options(options, uow.now)
    until = poll_closes(moments, uow.now)
    fresh = await _new(uow, who, household, kind, people, minutes, place)
    for before in await uow.meetings.of_family(family):
        if before.state is MeetingState.POLLING and before.options == moments and _is_the_same(before, fresh):
            return before
    meeting = replace(fresh, options=moments, poll_until=until, look_at=until)
    await uow.meetings.keep(meeting)
    for person in sorted(meeting.people):
        await tell_polled(uow, meeting, person)
    return meeting


async def plan_once(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    kind: MeetingKind,
    people: Iterable[PersonId],
    starts_at: datetime,
    minutes: int,
    place: Secret | None = None,
) -> Meeting:
    """A meeting at a moment that is known already (UTC); the same form twice makes one meeting.

    Raises:
        NotFound, NotAllowed, KeptApart, Unsuitable: as for a poll. NotTheFuture: the moment has passed.
    """
    household = await _family(uow, who, family)
    meeting = await _new(uow, who, household, kind, people, minutes, place)
    for before in await uow.meetings.of_family(family):
        if before.state is MeetingState.PLANNED and _is_the_same(before, meeting):
            appointment = await appointment_of(uow, before)
            if appointment is not None and appointment.starts_at == starts_at:
                return before
    appointment = await make_appointment(uow, household, meeting, starts_at, who.professional)
    planned = meeting.planned(appointment.id)
    await uow.meetings.keep(planned)
    return planned


async def choose(uow: Unit, who: CaseManager, *, meeting: MeetingId, option: int) -> Meeting:
    """Take the moment at this place in the row; whoever was asked hears of it as of any appointment.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it has a moment, or was called off.
        Unsuitable: no such moment. NotTheFuture: it has passed. KeptApart: two of them may have no contact now.
    """
    found, family = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state is not MeetingState.POLLING:
        raise Outdated(detail="meeting")
    if not 0 <= option < len(found.options):
        raise Unsuitable(detail="option")
    await check_people(uow, family.id, found.people)
    appointment = await make_appointment(uow, family, found, found.options[option], who.professional)
    planned = found.planned(appointment.id)
    await uow.meetings.keep(planned)
    await uow.work_items.close_by_key(choose_key(found.id), uow.now)
    return planned


async def change_people(
    uow: Unit, who: CaseManager, *, meeting: MeetingId, people: Iterable[PersonId]
) -> Meeting:
    """Who is asked, or comes: the others stay as they were, who is new is asked, who is not any more hears that.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it was held or called off.
        Unsuitable, KeptApart: as for a poll.
    """
    found, family = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state not in (MeetingState.POLLING, MeetingState.PLANNED):
        raise Outdated(detail="meeting")
    chosen = await check_people(uow, family.id, people)
    changed = replace(found, people=chosen)
    await uow.meetings.keep(changed)
    if found.state is MeetingState.POLLING:
        for person in sorted(chosen - found.people):
            await tell_polled(uow, changed, person)
        await choose_when_all_said(uow, family, changed)
        return changed
    await invite(uow, family, changed, chosen - found.people)
    await let_go(uow, changed, found.people - chosen)
    return changed


async def call_off(uow: Unit, who: CaseManager, *, meeting: MeetingId) -> Meeting:
    """It does not take place; who heard of a moment hears that it is off. Twice changes nothing.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it was held. AlreadyStarted: it has begun.
    """
    found, _ = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state is MeetingState.CALLED_OFF:
        return found
    if found.state is MeetingState.HELD:
        raise Outdated(detail="meeting")
    appointment = await appointment_of(uow, found)
    if appointment is not None and not appointment.is_cancelled:
        version = appointment.sequence
        await appointments.cancel(uow, who, appointment_id=appointment.id, version=version)
    off = replace(found, state=MeetingState.CALLED_OFF, look_at=None, revision=found.revision + 1)
    await uow.meetings.keep(off)
    await uow.work_items.close_by_key(choose_key(found.id), uow.now)
    if found.state is MeetingState.POLLING:
        # Who chose keeps a day free for it.
        for vote in await uow.meetings.votes(found.id):
            if vote.options and vote.person in found.people:
                await tell_polled(uow, off, vote.person)
    return off


async def tell_polled(uow: Unit, meeting: Meeting, person: PersonId) -> None:
    """Ask somebody, once per revision, which moments suit them; or say that nothing needs to be chosen any more."""
    notice = MeetingPolled(meeting.id, meeting.revision)
    key = f"poll:{meeting.id.hex}:{meeting.revision}"
    until = meeting.poll_until if meeting.state is MeetingState.POLLING else max(meeting.options)
    await tell_person(uow, person, notice, key=key, appointment=None, until=until)


async def _new(
    uow: Unit,
    who: CaseManager,
    family: Family,
    kind: MeetingKind,
    people: Iterable[PersonId],
    minutes: int,
    place: Secret | None,
) -> Meeting:
    return Meeting(
        id=MeetingId(uow.new_id()),
        family=family.id,
        kind=kind,
        people=await check_people(uow, family.id, people),
        made_by=who.professional,
        made_at=uow.now,
        minutes=check_minutes(minutes),
        place=check_place(place),
    )


async def _family(uow: Unit, who: CaseManager, which: FamilyId) -> Family:
    family = await family_of(uow, which)
    scope = scope_of_family(family)
    await permit(uow, who, Action.PLAN_MEETING, scope, mode=Mode.CREATE, kind="meeting")
    return family


def _is_the_same(before: Meeting, fresh: Meeting) -> bool:
    """Whether a form came twice; two alike meetings at one moment make no sense anyhow."""
    return (before.kind, before.people) == (fresh.kind, fresh.people)
