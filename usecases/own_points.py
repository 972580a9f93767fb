"""Agenda points of somebody's own: for the gezinsmanager only, until their writer shares them with all who come."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import Participant
from domain.audit import Mode
from domain.errors import NotFound, Outdated, Unsuitable
from domain.linking import Recipient
from domain.meetings import LONGEST_POINT, Meeting, MeetingId, MeetingPoint, MeetingState, PointId
from domain.secret import Secret
from usecases.meeting_parts import id_of
from usecases.own_copies import look_first
from usecases.own_meeting_views import own as own_meeting_of
from usecases.permission import refuse, scope_of_family
from usecases.ports import Unit

MOST_POINTS = 20
"""So many points somebody can write down for one meeting."""

AHEAD = frozenset({MeetingState.POLLING, MeetingState.PLANNED})


async def point(
    uow: Unit,
    who: Participant,
    *,
    meeting: MeetingId,
    body: Secret,
    once: str,
    alarming: bool = False,
) -> MeetingPoint:
    """Write down what one would like to discuss; only the gezinsmanager reads it, until one shares it.

    The same ``once`` makes one point. ``alarming`` says that the door found words of danger in it.

    Raises:
        NotFound, NotAllowed: they do not come to it. Outdated: it was held or called off.
        Unsuitable: an empty or far too long text, or far too many of them.
    """
    person, family, found = await own_meeting_of(uow, meeting, who, Action.ANSWER_MEETING, Mode.UPDATE)
    text = body.reveal().strip()
    if not 1 <= len(text) <= LONGEST_POINT:
        raise Unsuitable(detail="point")
    by = Recipient(person=person.id)
    which = PointId(id_of(found.id, f"{person.id.hex}:{once}"))
    if (before := await uow.meetings.point(which)) is not None:
        return before
    if found.state not in AHEAD:
        raise Outdated(detail="meeting")
    written = [one for one in await uow.meetings.points(found.id) if one.by == by]
    if len(written) >= MOST_POINTS:
        raise Unsuitable(detail="points")
    made = MeetingPoint(which, found.id, by, Secret(text), uow.now)
    await uow.meetings.keep_point(made)
    if alarming:
        await look_first(uow, family, person, key=f"point:{which.hex}")
    return made


async def share_point(uow: Unit, who: Participant, *, point: PointId) -> MeetingPoint:
    """Show one's own point to all who come; sharing twice changes nothing.

    Raises:
        NotFound, NotAllowed: no such point of their own. Outdated: it was withdrawn, or the meeting is over.
    """
    own, meeting = await _own_point(uow, who, point)
    if own.withdrawn_at is not None or meeting.state not in AHEAD:
        raise Outdated(detail="point")
    if own.shared_at is not None:
        return own
    shared = replace(own, shared_at=uow.now)
    await uow.meetings.keep_point(shared)
    return shared


async def withdraw_point(uow: Unit, who: Participant, *, point: PointId) -> MeetingPoint:
    """Take one's own point back; nobody is shown it any more. Twice changes nothing.

    Raises:
        NotFound, NotAllowed: no such point of their own. Outdated: the meeting is over.
    """
    own, meeting = await _own_point(uow, who, point)
    if own.withdrawn_at is not None:
        return own
    if meeting.state not in AHEAD:
        raise Outdated(detail="point")
    withdrawn = replace(own, withdrawn_at=uow.now)
    await uow.meetings.keep_point(withdrawn)
    return withdrawn


async def _own_point(uow: Unit, who: Participant, which: PointId) -> tuple[MeetingPoint, Meeting]:
    found = await uow.meetings.point(which)
    if found is None:
        raise NotFound(detail="point")
    person, family, meeting = await own_meeting_of(
        uow, found.meeting, who, Action.ANSWER_MEETING, Mode.UPDATE
    )
    if found.by != Recipient(person=person.id):
        scope = scope_of_family(family, person.id)
        refuse(uow, who, Action.ANSWER_MEETING, scope, mode=Mode.UPDATE, kind="point", object_id=which)
    return found, meeting
