"""Crisis: the help card, straight from memory — before storage, rights or words on disk come into it (DESIGN §8)."""

import asyncio
import contextlib
import logging
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.logs import event, failure
from bot.pacing import AT_ONCE
from bot.verdicts import verdict_of
from domain.delivery import Failure
from handlers.replies import NO_PREVIEW
from handlers.views.view import Fixed, View

LOG = logging.getLogger("kring.emergency")

COMMAND = "/nood"
LONGEST = 64
"""Characters of a text in which a cry for help is looked for."""

REMEMBERED = 4096
PEOPLE = 20_000
PATIENCE = 15.0
"""Seconds an answer is tried for; meanwhile the other updates of the same batch wait."""

TRACE_PATIENCE = 2.0
"""Seconds for remembering that the card stands in a chat; the card itself does not wait for it."""

_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Categories of what only dresses up another character, such as the box around a figure on a key."""

_SIGNS = re.compile(r"[^\w\s/@]+")


@dataclass(frozen=True, slots=True)
class Cards:
    """Everything that is said here, made when Kring starts: no file is opened for it later.

    ``unknown`` is for an account of which we do not know who uses it, perhaps a child. ``alarms`` tells whether a text
    holds words of danger.
    """

    adult: View
    young: View
    unknown: View
    words: frozenset[str]
    wiped: str
    alarms: Callable[[str], bool]


class Emergency:
    """Recognises a cry for help and the button that wipes, and answers each update once."""

    def __init__(self, bot: ExtBot[Any], cards: Cards) -> None:
        self._bot = bot
        self._cards = cards
        self._answered: dict[int, None] = {}
        self._young: dict[int, bool] = {}
        self.leaves_trace: Callable[[Update, Message], Awaitable[None]] | None = None

    def remember(self, user: int, young: bool) -> None:  # noqa: FBT001 - a bell rung as remember(user, young)
        """Whether this Telegram user is a young person, so that the card says *je*."""
        self._young.pop(user, None)
        self._young[user] = young
        if len(self._young) > PEOPLE:
            del self._young[next(iter(self._young))]

    async def attend(self, updates: Iterable[Update]) -> frozenset[int]:
        """Answer those updates that ask for help or for wiping; the ids of all that need no more handling.

        Words of danger within a message show the card as well, and so does the command with more behind it: such a
        message goes on its usual way, to be kept.
        """
        updates = tuple(updates)
        mine = [update for update in updates if self.is_meant(update)]
        shown = [*mine, *(update for update in updates if update not in mine and self._is_alarming(update))]
        fresh = [update for update in shown if update.update_id not in self._answered]
        if fresh:
            await asyncio.gather(*map(self._answer, fresh))
        return frozenset(update.update_id for update in mine if not _says_more(update))

    def is_meant(self, update: Update) -> bool:
        """Whether this update is answered here; in a group nothing is."""
        query = update.callback_query
        if query is not None:
            return query.data in (Fixed.HELP_NOW.value, Fixed.WIPE.value) and _is_private(query.message)
        message = update.message or update.edited_message
        return message is not None and _is_private(message) and self._asks_help(message.text or "")

    def _is_alarming(self, update: Update) -> bool:
        message = update.message or update.edited_message
        if message is None or not _is_private(message):
            return False
        text = message.text or message.caption or ""
        # A command alone is no word of danger; what somebody types behind one may be.
        return bool(text) and (not text.startswith("/") or _is_more(text)) and self._cards.alarms(text)

    def _asks_help(self, text: str) -> bool:
        words = plain(text[:LONGEST])
        command, _, whom = words.partition(" ")[0].partition("@")
        if command == COMMAND:
            return whom in ("", self._bot.username.casefold())
        return len(text) <= LONGEST and words in self._cards.words

    async def _answer(self, update: Update) -> None:
        self._answered[update.update_id] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
        try:
            async with asyncio.timeout(PATIENCE):
                posted = await self._act(update)
            await self._remember_trace(update, posted)
            event(LOG, "emergency.answered", update=update.update_id)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here, updates must go on coming in
            failure(LOG, "emergency.not_answered", error, update=update.update_id)

    async def _remember_trace(self, update: Update, posted: Message | None) -> None:
        """For Verberg, when the card is there already: the archive may be away, and then it stays with the card."""
        if posted is not None and self.leaves_trace is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TRACE_PATIENCE):
                    await self.leaves_trace(update, posted)

    async def _act(self, update: Update) -> Message | None:
        query = update.callback_query
        if query is None:
            assert update.effective_chat is not None  # noqa: S101 - only messages in a private chat come here
            return await self._show(update.effective_chat.id)
        if query.message is None:
            return None
        posted: Message | None = None
        if query.data == Fixed.WIPE.value:
            await self._wipe(query.message.chat.id, query.message.message_id)
        else:
            posted = await self._show(query.message.chat.id)
        await self._end_waiting(query)
        return posted

    async def _show(self, chat: int) -> Message:
        # In a private chat the chat's number is the user's.
        young = self._young.get(chat)
        view = self._cards.unknown if young is None else self._cards.young if young else self._cards.adult
        markup = _fixed_only(view)
        while True:
            try:
                return await self._bot.send_message(
                    chat,
                    view.text,
                    reply_markup=markup,
                    protect_content=True,
                    link_preview_options=NO_PREVIEW,
                    rate_limit_args=AT_ONCE,
                )
            except TelegramError as error:
                verdict = verdict_of(error)
                if verdict.failure is not Failure.RETRY or verdict.stop:
                    raise
                await asyncio.sleep(verdict.wait.total_seconds() if verdict.wait else 0.5)

    async def _wipe(self, chat: int, message: int) -> None:
        try:
            await self._bot.delete_message(chat, message)
        except BadRequest:
            # Too old to delete: then at least the text goes.
            await self._bot.edit_message_text(self._cards.wiped, chat, message, rate_limit_args=AT_ONCE)

    async def _end_waiting(self, query: CallbackQuery) -> None:
        try:
            await query.answer()
        except BadRequest:
            event(LOG, "emergency.old_tap")


def plain(text: str) -> str:
    """A text as it is compared: lower case, without signs, emoji, invisible characters and superfluous spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in _UNSEEN)
    return " ".join(_SIGNS.sub(" ", seen).split())


def _says_more(update: Update) -> bool:
    """Whether something was told behind the command; a tap tells nothing, and neither do the words by themselves."""
    message = None if update.callback_query else update.message or update.edited_message
    text = (message.text or "") if message else ""
    return plain(text[:LONGEST]).startswith(COMMAND) and _is_more(text)


def _is_more(command: str) -> bool:
    return len(command.split()) > 1


def _is_private(message: object) -> bool:
    # A tap on an old message comes with its chat alone.
    chat = getattr(message, "chat", None)
    return chat is not None and chat.type == ChatType.PRIVATE


def _fixed_only(view: View) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(b.text, callback_data=b.fixed.value) for b in row if b.fixed is not None]
        for row in view.rows
    ]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None
