"""Answering the one who wrote or tapped: the only place among the doors that speaks to Telegram."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import httpx
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from domain.actors import Clockwork
from domain.buttons import BUTTONS_LIVE, ButtonSheet, Pressed
from domain.linking import Recipient
from handlers.house import House
from handlers.patience import seconds_of
from handlers.views.view import Button, View
from usecases import wiping
from usecases.ports import Unit

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds a reply waits for Telegram before it gives up; the person can ask again."""

ALERT_LENGTH = 200
"""Telegram's limit for the text that answers a tap."""

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Causes of a network error after which Telegram certainly did nothing (security §6.2)."""

_UNCHANGED = "not modified"
_TOO_OLD = ("query is too old", "query id is invalid")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in")
_ALREADY_GONE = ("message to delete not found", "message can't be deleted")


@dataclass(frozen=True, slots=True)
class Reply:
    """A view whose buttons are kept; ``wipe_for`` is the professional whose chat is cleaned after a day."""

    view: View
    markup: InlineKeyboardMarkup | None = None
    wipe_for: Recipient | None = None
    account: bytes = b""


async def prepare(uow: Unit, view: View, account: bytes, *, wipe_for: Recipient | None = None) -> Reply:
    """Keep the buttons of a view in this transaction; send what comes of it when the transaction is done."""
    return Reply(view, await keep_buttons(uow, view, account), wipe_for, account)


def plain(view: View) -> Reply:
    """A reply without kept buttons, for whoever is not known: fixed buttons still work."""
    return Reply(view, _markup(view, ""))


async def keep_buttons(uow: Unit, view: View, account: bytes) -> InlineKeyboardMarkup | None:
    """Keep what the buttons of this view ask for; the message carries only a handle and a number."""
    presses = tuple(b.pressed for row in view.rows for b in row if b.pressed is not None)
    sheet = ""
    if presses:
        sheet = uow.new_token()
        await uow.sheets.keep(ButtonSheet(sheet, account, presses, uow.now + BUTTONS_LIVE))
    return _markup(view, sheet)


async def find_press(uow: Unit, data: str, account: bytes) -> Pressed | None:
    """What a tapped button asks for; None when it is forged, expired, or under somebody else's message."""
    handle, dot, number = data.rpartition(".")
    if not dot or not (number.isascii() and number.isdecimal() and len(number) <= 3):
        return None
    sheet = await uow.sheets.get(handle)
    if sheet is None or sheet.holder != account or sheet.expires_at <= uow.now:
        return None
    return sheet.presses[int(number)] if int(number) < len(sheet.presses) else None


async def send_reply(update: Update, house: House, reply: Reply, *, fresh: bool = False) -> None:
    """Answer: a tap by changing its message, anything else with a new message.

    With ``fresh`` a tap is answered with a new message too. An empty text answers a tap with its alert alone.
    """
    view = reply.view
    if update.callback_query is not None:
        await alert(update, view.alert)
        changeable = not (fresh or view.menu or view.attachment)
        if not view.text or (changeable and await _change(update, reply)):
            return
    elif not view.text:
        return
    message = await _new(update, reply)
    if message is not None and reply.wipe_for is not None:
        async with house.archive.unit() as uow:
            await wiping.plan(
                uow,
                Clockwork(),
                recipient=reply.wipe_for,
                account=reply.account,
                chat=message.chat_id,
                message=message.message_id,
            )


async def alert(update: Update, text: str = "", *, window: bool = False) -> None:
    """End the waiting of a tapped button, with a short line if there is one; an old tap is let be."""
    query = update.callback_query
    if query is None:
        return
    try:
        await _patiently(lambda: query.answer(text[:ALERT_LENGTH] or None, show_alert=window))
    except BadRequest as refused:
        if not _says(refused, *_TOO_OLD):
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
        return _says(refused, _ALREADY_GONE[0])
    return True


async def leave(update: Update) -> None:
    """Leave a group: Kring speaks with one person at a time."""
    chat = update.effective_chat
    if chat is not None:
        bot = update.get_bot()
        await _patiently(lambda: bot.leave_chat(chat.id))


async def _change(update: Update, reply: Reply) -> bool:
    """Change the tapped message; False when it can no longer be changed."""
    query = update.callback_query
    if query is None or query.message is None:
        return False
    bot, where, which = update.get_bot(), query.message.chat.id, query.message.message_id
    text, markup = reply.view.text, reply.markup
    try:
        # An edit may be done twice without harm, so any network error is tried again.
        await _patiently(
            lambda: bot.edit_message_text(text, where, which, reply_markup=markup), harmless=True
        )
    except BadRequest as refused:
        if _says(refused, *_GONE):
            return False
        if not _says(refused, _UNCHANGED):
            raise
    return True


async def _new(update: Update, reply: Reply) -> Message | None:
    chat = update.effective_chat
    if chat is None:
        return None
    bot, view = update.get_bot(), reply.view
    if view.attachment is not None:
        return await _patiently(lambda: _document(bot, chat.id, reply))
    return await _patiently(lambda: bot.send_message(chat.id, view.text, reply_markup=_either(reply)))


async def _document(bot: Bot, chat: int, reply: Reply) -> Message:
    attachment = reply.view.attachment
    assert attachment is not None  # noqa: S101 - only called with one
    file = InputFile(attachment.content, filename=attachment.filename)
    return await bot.send_document(chat, file, caption=reply.view.text, reply_markup=reply.markup)


def _either(reply: Reply) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """Telegram takes one of the two: buttons under the message come before the permanent ones."""
    menu = reply.view.menu
    if reply.markup is not None or menu is None:
        return reply.markup
    if not menu.rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(menu.rows, resize_keyboard=True, is_persistent=True)


def _markup(view: View, sheet: str) -> InlineKeyboardMarkup | None:
    if not view.rows:
        return None
    number = 0
    rows: list[list[InlineKeyboardButton]] = []
    for row in view.rows:
        rows.append([])
        for button in row:
            rows[-1].append(InlineKeyboardButton(button.text, callback_data=_data(button, sheet, number)))
            number += button.pressed is not None
    return InlineKeyboardMarkup(rows)


def _data(button: Button, sheet: str, number: int) -> str:
    if button.fixed is not None:
        return button.fixed.value
    if not sheet:
        message = "a button that asks for something needs a kept sheet"
        raise ValueError(message)
    return f"{sheet}.{number}"


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
            if not (harmless or isinstance(broken.__cause__, NOT_SENT)):
                return None
            wait, pause = pause, pause * 2
        except TelegramError:
            return None
        if wait > left:
            return None
        left -= wait
        await asyncio.sleep(wait)


def _says(refused: BadRequest, *texts: str) -> bool:
    said = refused.message.casefold()
    return any(text in said for text in texts)
