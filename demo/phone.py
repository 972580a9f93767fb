"""A phone in the hand of a test: what a person does and sees, without HTTP in between."""

import asyncio
from collections.abc import Callable

from demo.chats import Chat, Person, Posted
from demo.control import find_button
from demo.files import sample_picture
from demo.launch import address, init_data
from demo.server import StandIn
from demo.wire import Json

_LOOK_EVERY_S = 0.02
_PATIENCE_S = 2.0
STORY_PATIENCE_S = 20.0


class Phone:
    """One person's phone. Doing is `async`; seeing is plain.

    Only what stands in the private chat with the bot is seen: a deleted message is gone from the screen.
    """

    def __init__(
        self, stand_in: StandIn, user_id: int, first_name: str, language_code: str = "nl", **names: str
    ) -> None:
        self.stand_in = stand_in
        self.user_id = user_id
        self.person: Person = stand_in.world.meet(user_id, first_name, language_code, **names)

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.stand_in.world.chats[self.user_id]

    async def says(self, text: str, *, group: int | None = None) -> Posted:
        """Type a text, here or in a group; more than 4096 characters leave as several messages."""
        return self.stand_in.world.says(self.user_id, text, group)

    async def edits(self, message: Posted, text: str) -> Posted:
        """Change one's own message."""
        return self.stand_in.world.edits(self.user_id, message.message_id, text)

    async def removes(self, message: Posted) -> None:
        """Delete a message for both sides."""
        self.stand_in.world.removes(self.user_id, message.message_id)

    async def sends_photo(self, data: bytes | None = None, caption: str = "") -> Posted:
        """Send a picture."""
        return self.stand_in.world.sends_photo(self.user_id, data, caption)

    async def sends_voice(self, data: bytes = b"OggS made-up sound") -> Posted:
        """Send a voice message."""
        return self.stand_in.world.sends_file(self.user_id, "voice", data, "voice.ogg", "audio/ogg")

    async def sends_sticker(self) -> Posted:
        """Send a sticker."""
        picture = sample_picture(16, 16)
        return self.stand_in.world.sends_file(self.user_id, "sticker", picture, "sticker.webp", "image/webp")

    async def sends_document(
        self, data: bytes, name: str = "brief.pdf", content_type: str = "application/pdf"
    ) -> Posted:
        """Send a file."""
        return self.stand_in.world.sends_file(self.user_id, "document", data, name, content_type)

    async def sends_contact(self, phone_number: str = "+31600000000", *, of: int | None = None) -> Posted:
        """Share a contact card: one's own, or that of user `of`."""
        card = {
            "phone_number": phone_number,
            "first_name": self.person.first_name,
            "user_id": of or self.user_id,
        }
        return self.stand_in.world.sends(self.user_id, {"contact": card})

    async def taps(
        self,
        label: str,
        *,
        message: Posted | None = None,
        timeout: float = _PATIENCE_S,  # noqa: ASYNC109  # the failure must show the screen
    ) -> str:
        """Tap the newest button whose text contains `label`, waiting for it to appear.

        An inline button first, else one of the reply keyboard, which sends its text. Returns the id of the
        callback query, the address of a link or Mini App, the copied text, or the text sent.
        """
        message_id = message.message_id if message else None
        deadline = _now() + timeout
        while (found := find_button(self.chat, label, message_id)) is None:
            if _now() > deadline:
                raise AssertionError(f"no button {label!r} on the phone of {self._picture()}")
            await asyncio.sleep(_LOOK_EVERY_S)
        posted, button = found
        if posted is None:
            return await self._presses(button)
        if "callback_data" in button:
            return self.stand_in.world.taps(self.user_id, button["callback_data"], posted.message_id)
        if "web_app" in button:
            return self.opens(button["web_app"]["url"])
        return str(button.get("url") or button["copy_text"]["text"])

    async def taps_data(self, data: str, *, message: Posted | None = None) -> str:
        """Send a forged tap: any data, on any message (or the bot's newest); returns the query's id."""
        target = message or self.last_or_none()
        return self.stand_in.world.taps(self.user_id, data, target.message_id if target else None)

    async def blocks(self) -> None:
        """Block the bot."""
        self.stand_in.world.blocks(self.user_id)

    async def unblocks(self) -> None:
        """Unblock the bot; says nothing to it."""
        self.stand_in.world.blocks(self.user_id, blocked=False)

    async def adds_bot_to_group(self, group_id: int, title: str = "Groep") -> None:
        """Put the bot into a group (negative id)."""
        self.stand_in.world.adds_to_group(self.user_id, group_id, title)

    def opens(self, url: str) -> str:
        """Return the address a Mini App is opened with, launch data in its fragment."""
        return address(url, init_data(self.stand_in.token, self.person, self.stand_in.clock.now()))

    def messages(self) -> list[Posted]:
        """Return the messages that stand in the chat, oldest first."""
        return self.chat.visible()

    def screen(self) -> list[str]:
        """Return their texts, oldest first; a file without a caption is an empty text."""
        return [posted.text for posted in self.messages()]

    def last(self) -> Posted:
        """Return the bot's newest message that still stands there."""
        found = self.last_or_none()
        if found is None:
            raise AssertionError(f"the bot said nothing to {self._picture()}")
        return found

    def last_or_none(self) -> Posted | None:
        """Return the same, or None."""
        return next((posted for posted in reversed(self.messages()) if posted.from_bot), None)

    def buttons(self) -> list[str]:
        """Return the labels of the inline buttons on the newest message that has any."""
        newest = next((posted for posted in reversed(self.messages()) if posted.buttons), None)
        return [button["text"] for button in newest.buttons] if newest else []

    def keyboard(self) -> list[str]:
        """Return the labels of the keyboard under the typing field."""
        rows = (self.chat.keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    def alerts(self) -> list[str]:
        """Return the texts that answered taps, oldest first."""
        return [alert.text for alert in self.chat.alerts]

    def heard(self, text: str) -> bool:
        """Return whether a message of the bot on the screen, or an alert, contains the text."""
        said = [posted.text for posted in self.messages() if posted.from_bot]
        return any(text in one for one in (*said, *self.alerts()))

    async def waits_for(
        self,
        text: str,
        timeout: float = 5.0,  # noqa: ASYNC109  # the failure must show the screen
    ) -> Posted | None:
        """Wait until a message of the bot, or an alert, contains the text; returns that message.

        Raises AssertionError with the whole screen when it does not come in time.
        """
        deadline = _now() + timeout
        while not self.heard(text):
            if _now() > deadline:
                raise AssertionError(
                    f"{text!r} did not come in {timeout} s to the phone of {self._picture()}"
                )
            await asyncio.sleep(_LOOK_EVERY_S)
        return next((p for p in reversed(self.messages()) if p.from_bot and text in p.text), None)

    async def quiet(self, seconds: float) -> None:
        """Stay so long and see nothing change; raises AssertionError with the screen when something does."""
        before = self._state()
        deadline = _now() + seconds
        while _now() < deadline:
            await asyncio.sleep(_LOOK_EVERY_S)
            if self._state() != before:
                raise AssertionError(f"something changed on the phone of {self._picture()}")

    async def _presses(self, button: Json) -> str:
        if button.get("request_contact"):
            await self.sends_contact()
            return ""
        return (await self.says(button["text"])).text

    def _state(self) -> tuple[list[Json], list[str]]:
        return [posted.wire for posted in self.messages()], self.alerts()

    def _picture(self) -> str:
        lines = [f"{self.person.first_name} ({self.user_id}):"]
        for posted in self.messages():
            labels = "".join(f" [{button['text']}]" for button in posted.buttons)
            lines.append(f"  {'<' if posted.from_bot else '>'} {posted.text}{labels}")
        lines.append(f"  keyboard {self.keyboard()}, alerts {self.alerts()}")
        return "\n".join(lines)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def until(holds: Callable[[], bool], phone: Phone) -> None:
    """Wait until this holds.

    Raises AssertionError with the phone's screen when it does not in time.
    """
    for _ in range(int(STORY_PATIENCE_S / _LOOK_EVERY_S)):
        if holds():
            return
        await asyncio.sleep(_LOOK_EVERY_S)
    raise AssertionError("it did not come; the screen says: " + " | ".join(phone.screen()))
