"""Answering the one who wrote or tapped: the only place among the doors that speaks to Telegram."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import (
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from domain.buttons import BUTTONS_LIVE, ButtonSheet
from domain.linking import Recipient
from handlers.house import House
from handlers.keyboards import buttons_markup, menu_markup
from handlers.patience import never_sent, says, seconds_of
from handlers.traces import leave_trace, plan_wipe
from handlers.views.view import View
from usecases.ports import Unit

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds a reply waits for Telegram before it gives up; the person can ask again."""

ALERT_LENGTH = 200
"""Telegram's limit for the text that answers a tap."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_UNCHANGED = "not_modified"
_TOO_OLD = ("query_is_too_old", "query_id_is_invalid")
_GONE = ("message_to_edit_not_found", "can_t_be_edited", "message_id_invalid", "there_is_no_text_in")
_ALREADY_GONE = "message_to_delete_not_found"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one update: a view, and the keyboard that came of its kept buttons.

    In a ``professional`` chat a new message is wiped after a working day. ``fresh`` answers a tap with a new
    message instead of changing the tapped one. Of a ``plain`` view only the fixed buttons work.
    """

    update: Update
    view: View | None
    markup: InlineKeyboardMarkup | None = None
    professional: bool = False
    fresh: bool = False


def plain(update: Update, view: View) -> Reply:
    """A reply without kept buttons, for whoever is not known."""
    return Reply(update, view, buttons_markup(view, "", ""))


async def keep_buttons(
    uow: Unit, view: View, account: bytes, *, window: str, of: Recipient | None
) -> InlineKeyboardMarkup | None:
    """Keep what the buttons of this view ask for, and as whom; the message carries only a handle and a number."""
    presses = tuple(b.pressed for row in view.rows for b in row if b.pressed is not None)
    sheet = ""
    if presses:
        sheet = uow.new_token()
        await uow.sheets.keep(ButtonSheet(sheet, account, presses, uow.now + BUTTONS_LIVE, of))
    return buttons_markup(view, sheet, window)


async def send_reply(house: House, reply: Reply) -> None:
    """Answer: a tap by changing its message, anything else with a new message.

    An empty text answers a tap with its alert alone, in a window that stays until it is closed; no view at all
    only ends the waiting of the button.
    """
    update, view = reply.update, reply.view
    await alert(update, view.alert if view else "", window=bool(view and view.alert and not view.text))
    if view is None or not view.text:
        return
    changeable = update.callback_query and not (reply.fresh or view.menu or view.attachment)
    if changeable and await _change(update, view.text, reply.markup):
        return
    if view.menu and update.callback_query and not await remove_tapped(update):
        await _take_buttons_away(update)
    message = await _new(update, view, reply.markup)
    # The permanent button disappears with the message that brought it, so that one stays.
    if message is None:
        return
    if view.fleeting or (reply.professional and not view.menu):
        await plan_wipe(house, update, message, fleeting=view.fleeting)
    if not reply.professional and not view.menu:
        # The permanent button to the help card stays after Verberg: its message says nothing of anybody.
        await leave_trace(house, update, message)


async def alert(update: Update, text: str = "", *, window: bool = False) -> None:
    """End the waiting of a tapped button, with a short line if there is one; an old tap is let be."""
    query = update.callback_query
    if query is None:
        return
    try:
        await _patiently(lambda: query.answer(text[:ALERT_LENGTH] or None, show_alert=window))
    except BadRequest as refused:
        if not says(refused, *_TOO_OLD):
            raise


async def remove_tapped(update: Update) -> bool:
    """Wipe the message a tapped button stands under; whether it is gone."""
    query = update.callback_query
    if query is None or query.message is None:
        return False
    bot, where, which = update.get_bot(), query.message.chat.id, query.message.message_id
    try:
        await _patiently(lambda: bot.delete_message(where, which))
    except BadRequest as refused:
        return says(refused, _ALREADY_GONE)
    return True


async def leave(update: Update) -> None:
    """Leave a group: Kring speaks with one person at a time."""
    chat = update.effective_chat
    if chat is not None:
        bot = update.get_bot()
        await _patiently(lambda: bot.leave_chat(chat.id))


async def _change(update: Update, text: str, markup: InlineKeyboardMarkup | None) -> bool:
    """Change the tapped message; False when it can no longer be changed."""
    query = update.callback_query
    if query is None or query.message is None:
        return False
    bot, where, which = update.get_bot(), query.message.chat.id, query.message.message_id
    try:
        # An edit may be done twice without harm, so any network error is tried again.
        await _patiently(
            lambda: bot.edit_message_text(
                text, where, which, reply_markup=markup, link_preview_options=NO_PREVIEW
            ),
            harmless=True,
        )
    except BadRequest as refused:
        if says(refused, *_GONE):
            return False
        if not says(refused, _UNCHANGED):
            raise
    return True


async def _take_buttons_away(update: Update) -> None:
    """The question is answered by a new message; its own buttons would only ask again."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    bot, where, which = update.get_bot(), query.message.chat.id, query.message.message_id
    with contextlib.suppress(BadRequest):
        await _patiently(lambda: bot.edit_message_reply_markup(where, which), harmless=True)


async def _new(update: Update, view: View, markup: InlineKeyboardMarkup | None) -> Message | None:
    chat = update.effective_chat
    if chat is None:
        return None
    bot, file = update.get_bot(), view.attachment
    if file is None:
        return await _patiently(
            lambda: bot.send_message(
                chat.id, view.text, reply_markup=markup or menu_markup(view), protect_content=True
            )
        )
    document = InputFile(file.content, filename=file.filename)
    return await _patiently(
        lambda: bot.send_document(
            chat.id, document, caption=view.text, reply_markup=markup, protect_content=True
        )
    )


async def _patiently(call: Callable[[], Awaitable[T]], *, harmless: bool = False) -> T | None:
    """Call Telegram; wait out a 429 and an absent network, for a minute at most. None: it could not be done.

    Raises:
        BadRequest: Telegram understood and refused.
    """
    left, pause = PATIENCE, 0.5
    while True:
        try:
            return await call()
        except RetryAfter as told:
            wait = seconds_of(told)
        except Forbidden:
            return None
        except BadRequest:
            raise
        except NetworkError as broken:
            # Whether anything else arrived cannot be known; a second answer would confuse more than none.
            if not (harmless or never_sent(broken)):
                return None
            wait, pause = pause, pause * 2
        except TelegramError:
            return None
        if wait > left:
            return None
        left -= wait
        await asyncio.sleep(wait)
