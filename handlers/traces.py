"""What an answer leaves behind in a chat: it is wiped later, or remembered so that Verberg can wipe it."""

import asyncio
import logging

from telegram import Message, Update

from domain.actors import Clockwork
from handlers.house import House, account_of
from usecases import wiping
from usecases.hiding import note_trace

LOG = logging.getLogger("kring.replies")

WIPE_PAUSES = (0.2, 1.0, 5.0)
"""Seconds between the tries to plan that an answer to a professional disappears."""


async def plan_wipe(house: House, update: Update, message: Message, *, fleeting: bool) -> None:
    """Plan it, also while the archive is away for a little while: it is too late to take the message back."""
    user = update.effective_user
    if user is None:
        return
    for pause in (*WIPE_PAUSES, None):
        try:
            await _plan_wipe_of(house, user.id, message, fleeting=fleeting)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was asked is done and answered
            LOG.warning(
                "replies.wipe_not_planned", extra={"error": type(error).__name__, "last": pause is None}
            )
        else:
            return
        if pause is not None:
            await asyncio.sleep(pause)


async def leave_trace(house: House, update: Update, message: Message) -> None:
    """Remember that it stands in somebody's chat, and what they asked, so that Verberg can wipe both.

    A stranger has no Verberg.
    """
    user, asked = update.effective_user, update.effective_message
    if user is None:
        return
    try:
        async with house.archive.unit() as uow:
            link = await uow.links.by_account(account_of(uow, user.id))
            if link is not None and link.holder.person is not None:
                for one in {message.message_id, *([asked.message_id] if asked else [])}:
                    await note_trace(uow, link.holder.person, one)
    except Exception as error:  # noqa: BLE001 - what was asked is done and answered
        LOG.warning("replies.no_trace", extra={"error": type(error).__name__})


async def _plan_wipe_of(house: House, user: int, message: Message, *, fleeting: bool) -> None:
    async with house.archive.unit() as uow:
        account = account_of(uow, user)
        link = await uow.links.by_account(account)
        if link is None and not fleeting:
            return
        await wiping.plan(
            uow,
            Clockwork(),
            recipient=link.holder if link else None,
            account=account,
            chat=message.chat_id,
            message=message.message_id,
            fleeting=fleeting,
        )
