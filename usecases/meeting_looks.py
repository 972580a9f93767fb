"""What time asks of a meeting: when its poll is over, somebody chooses a moment."""

from collections.abc import Sequence
from dataclasses import replace

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.meetings import MeetingId, MeetingState
from domain.people import FamilyId
from domain.work_items import WorkKind
from usecases.meeting_parts import ask_to_choose
from usecases.outbox import put_on_list
from usecases.permission import allow, family_of
from usecases.ports import Unit


async def due(uow: Unit, who: Clockwork, *, limit: int) -> Sequence[MeetingId]:
    """The meetings to look at now, the one that waited longest first."""
    allow(who, Action.RUN, Scope())
    return await uow.meetings.due(uow.now, limit)


async def look(uow: Unit, who: Clockwork, *, meeting: MeetingId) -> None:
    """Put it on the list when nobody can say any more which moment suits them; looking twice changes nothing."""
    allow(who, Action.RUN, Scope())
    found = await uow.meetings.get(meeting)
    if found is None or found.look_at is None or found.look_at > uow.now:
        return
    await uow.meetings.keep(replace(found, look_at=None))
    if found.state is MeetingState.POLLING:
        await ask_to_choose(uow, await family_of(uow, found.family), found)


async def set_aside(uow: Unit, who: Clockwork, *, family: FamilyId) -> None:
    """Looking at a meeting or series goes wrong for this family again and again: have a person look into it."""
    allow(who, Action.RUN, Scope())
    key = f"aside:meeting:{family.hex}"
    await put_on_list(uow, await family_of(uow, family), WorkKind.CHECK_NOTICE, key=key)
