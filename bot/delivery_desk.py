"""The desk of delivery: what leaves is put into words there, and what came of it is written down there."""

import logging
from dataclasses import dataclass
from uuid import UUID

from telegram import InlineKeyboardMarkup

from bot.logs import failure
from bot.verdicts import Verdict
from domain.actors import Actor, Clockwork, colleague, participant
from domain.delivery import DispatchId, DispatchState, Failure
from domain.letters import WelcomeLetter
from domain.linking import Recipient
from handlers.replies import keep_buttons
from handlers.views.notices import view_of
from handlers.views.view import View
from usecases import delivery, wiping
from usecases.delivery import Outgoing
from usecases.failures import give_up_dispatch
from usecases.ports import Archive, Unit

LOG = logging.getLogger("kring.delivery")

CLOCKWORK = Clockwork()


class TurnLost(Exception):
    """Another machine is the one sender now."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What leaves now, in words; its intent and its buttons are committed. ``newcomer`` was just linked."""

    outgoing: Outgoing
    view: View
    markup: InlineKeyboardMarkup | None
    newcomer: Actor | None = None

    @property
    def chat(self) -> int:
        """The number of the Telegram chat."""
        return int(self.outgoing.chat.reveal())


async def prepare(archive: Archive, which: DispatchId, owner: UUID, *, window: str) -> Ready | None:
    """Commit the intent together with the buttons; what cannot be put into words is a defect at once.

    None when it does not leave now, or never. ``window`` is the address of the window, empty when there is none.

    Raises:
        TurnLost: it is no longer ``owner``'s turn to send.
    """
    async with archive.unit() as uow:
        # In the commit of the intent itself: another machine may have taken over since we looked.
        if await delivery.take_turn(uow, CLOCKWORK, owner=owner) is None:
            raise TurnLost
        outgoing = await delivery.begin(uow, CLOCKWORK, dispatch_id=which)
        if outgoing is None:
            return None
        try:
            view = view_of(outgoing.letter, window=bool(window))
        except Exception as error:  # noqa: BLE001 - anything: a letter without words must not come back for ever
            failure(LOG, "delivery.no_words", error, dispatch=which)
            await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=Failure.DEFECT)
            return None
        of = outgoing.dispatch.recipient
        markup = await keep_buttons(uow, view, outgoing.account, window=window, of=of)
        return Ready(outgoing, view, markup, await _newcomer(uow, outgoing))


async def note_sent(archive: Archive, ready: Ready, message: int) -> None:
    """It was accepted; in a professional's chat it is wiped after a working day."""
    outgoing = ready.outgoing
    recipient = outgoing.dispatch.recipient
    async with archive.unit() as uow:
        await delivery.sent(uow, CLOCKWORK, dispatch_id=outgoing.dispatch.id, message=message)
        if recipient.professional is not None:
            await _plan_wipe(uow, ready, message)


async def note_failed(archive: Archive, ready: Ready, verdict: Verdict) -> None:
    """It was not accepted, or nobody can know."""
    intent = ready.outgoing.dispatch
    async with archive.unit() as uow:
        await delivery.failed(
            uow,
            CLOCKWORK,
            dispatch_id=intent.id,
            failure=verdict.failure,
            wait=verdict.wait,
            attempt=intent.attempts,
        )


async def give_up(archive: Archive, which: DispatchId) -> None:
    """It cannot even be prepared: it never leaves, and a person looks into it."""
    async with archive.unit() as uow:
        await give_up_dispatch(uow, CLOCKWORK, dispatch_id=which, state=DispatchState.REFUSED)


async def note_sent_plainly(archive: Archive, ready: Ready, message: int) -> None:
    """It was accepted, but what it told cannot be remembered: a person looks into that."""
    outgoing = ready.outgoing
    async with archive.unit() as uow:
        await give_up_dispatch(
            uow, CLOCKWORK, dispatch_id=outgoing.dispatch.id, state=DispatchState.SENT, message=message
        )
    if outgoing.dispatch.recipient.professional is not None:
        async with archive.unit() as uow:
            await _plan_wipe(uow, ready, message)


async def note_failed_plainly(archive: Archive, ready: Ready, verdict: Verdict) -> None:
    """It was not accepted, and that cannot be settled as it should: a person looks into it."""
    doubtful = verdict.failure is Failure.UNKNOWN or ready.outgoing.dispatch.labelled
    state = DispatchState.PARKED if doubtful else DispatchState.REFUSED
    async with archive.unit() as uow:
        await give_up_dispatch(uow, CLOCKWORK, dispatch_id=ready.outgoing.dispatch.id, state=state)


async def _plan_wipe(uow: Unit, ready: Ready, message: int) -> None:
    outgoing = ready.outgoing
    await wiping.plan(
        uow,
        CLOCKWORK,
        recipient=outgoing.dispatch.recipient,
        account=outgoing.account,
        chat=ready.chat,
        message=message,
    )


async def _newcomer(uow: Unit, outgoing: Outgoing) -> Actor | None:
    if not isinstance(outgoing.letter.contents, WelcomeLetter):
        return None
    match outgoing.dispatch.recipient:
        case Recipient(person=which) if which is not None:
            person = await uow.families.person(which)
            return None if person is None else participant(person)
        case Recipient(professional=which) if which is not None:
            professional = await uow.organisation.professional(which)
            return None if professional is None else colleague(professional)
        case _:
            return None
