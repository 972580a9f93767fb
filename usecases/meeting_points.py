"""What the gezinsmanager wants to discuss at a meeting."""

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import Outdated, Unsuitable
from domain.linking import Recipient
from domain.meetings import LONGEST_POINT, MeetingId, MeetingPoint, MeetingState, PointId
from domain.secret import Secret
from usecases.meeting_parts import id_of, meeting_of
from usecases.ports import Unit


async def point(
    uow: Unit, who: CaseManager, *, meeting: MeetingId, body: Secret, shared: bool, once: str
) -> MeetingPoint:
    """What the gezinsmanager wants to discuss; ``shared`` shows it to all who come. The same ``once`` makes one point.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it was held or called off.
        Unsuitable: an empty or far too long text.
    """
    found, _ = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state not in (MeetingState.POLLING, MeetingState.PLANNED):
        raise Outdated(detail="meeting")
    text = body.reveal().strip()
    if not 1 <= len(text) <= LONGEST_POINT:
        raise Unsuitable(detail="point")
    which = PointId(id_of(found.id, f"{who.professional.hex}:{once}"))
    if (before := await uow.meetings.point(which)) is not None:
        return before
    by = Recipient(professional=who.professional)
    made = MeetingPoint(which, found.id, by, Secret(text), uow.now, uow.now if shared else None)
    await uow.meetings.keep_point(made)
    return made
