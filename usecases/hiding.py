"""Verberg: the traces in the chat that Telegram still lets us delete disappear (security §0.16)."""

from domain.actions import Action
from domain.actors import Participant
from domain.audit import Mode
from domain.delivery import WIPE_WITHIN, Wipe
from domain.linking import Link, Recipient
from domain.people import PersonId
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


async def hide(uow: Unit, who: Participant) -> int:
    """Plan that every message of ours that still stands in the person's chat disappears at once; how many."""
    person = await person_of(uow, who.person)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    await permit(uow, who, Action.OPEN_WINDOW, scope, mode=Mode.DELETE, kind="trace")
    link = await uow.links.of(Recipient(person=person.id))
    if link is None:
        return 0
    hidden = 0
    for one in await uow.links.all_of(link.account):
        # Who takes part in several families has one chat for all of them.
        hidden += await _hide_of(uow, one)
    return hidden


async def _hide_of(uow: Unit, link: Link) -> int:
    if link.holder.person is None:
        return 0
    traces = await uow.traces.of(link.holder.person, uow.now - WIPE_WITHIN)
    for message, sent_at in traces:
        wipe = Wipe(uow.new_id(), link.holder, link.account, message, uow.now, sent_at + WIPE_WITHIN)
        await uow.wipes.add(wipe, int(link.chat.reveal()))
    await uow.traces.drop(link.holder.person)
    return len(traces)


async def note_trace(uow: Unit, person: PersonId, message: int) -> None:
    """A message of ours now stands in this person's chat."""
    await uow.traces.note(person, message, uow.now)
