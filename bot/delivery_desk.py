"""The desk of delivery: what leaves is put into words there, and what came of it is written down there."""

import logging
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.logs import failure
from bot.verdicts import Verdict
from domain.actors import Actor, Clockwork, colleague, participant
from domain.delivery import DispatchId, Failure
from domain.letters import WelcomeLetter
from domain.linking import Recipient
from handlers.replies import keep_buttons
from handlers.views.notices import view_of
from handlers.views.view import View
from usecases import delivery, wiping
from usecases.delivery import Outgoing
from usecases.ports import Archive, Unit

LOG = logging.getLogger("kring.delivery")

CLOCKWORK = Clockwork()


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


async def prepare(archive: Archive, which: DispatchId) -> Ready | None:
    """Commit the intent together with the buttons; what cannot be put into words is a defect at once.

    None when it does not leave now, or never.
    """
    async with archive.unit() as uow:
        outgoing = await delivery.begin(uow, CLOCKWORK, dispatch_id=which)
        if outgoing is None:
            return None
        try:
            view = view_of(outgoing.letter)
        except Exception as error:  # noqa: BLE001 - anything: a letter without words must not come back for ever
            failure(LOG, "delivery.no_words", error, dispatch=which)
            await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=Failure.DEFECT)
            return None
        markup = await keep_buttons(uow, view, outgoing.account)
        return Ready(outgoing, view, markup, await _newcomer(uow, outgoing))


async def note_sent(archive: Archive, ready: Ready, message: int) -> None:
    """It was accepted; in a professional's chat it is wiped after a working day."""
    outgoing = ready.outgoing
    recipient = outgoing.dispatch.recipient
    async with archive.unit() as uow:
        await delivery.sent(uow, CLOCKWORK, dispatch_id=outgoing.dispatch.id, message=message)
        if recipient.professional is not None:
            await wiping.plan(
                uow,
                CLOCKWORK,
                recipient=recipient,
                account=outgoing.account,
                chat=ready.chat,
                message=message,
            )


async def note_failed(archive: Archive, which: DispatchId, verdict: Verdict) -> None:
    """It was not accepted, or nobody can know."""
    async with archive.unit() as uow:
        await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=verdict.failure, wait=verdict.wait)


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
