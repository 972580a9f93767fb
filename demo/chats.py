"""What a chat consists of: people, messages, what stands under the typing field, and short alerts."""

from dataclasses import dataclass, field

from demo.wire import Json


@dataclass(slots=True)
class Person:
    """A made-up Telegram user."""

    user_id: int
    first_name: str
    language_code: str = "nl"
    last_name: str | None = None
    username: str | None = None
    deactivated: bool = False

    def wire(self) -> Json:
        """Return the User object."""
        names = {"last_name": self.last_name, "username": self.username}
        return {
            "id": self.user_id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
            **{key: value for key, value in names.items() if value is not None},
        }


@dataclass(slots=True)
class Posted:
    """One message; `wire` is its Message object now, `versions` what it was before each edit."""

    wire: Json
    from_bot: bool
    protected: bool = False
    silent: bool = False
    deleted_at: int | None = None
    versions: list[Json] = field(default_factory=list)

    @property
    def message_id(self) -> int:
        """Number of the message in its chat."""
        return int(self.wire["message_id"])

    @property
    def date(self) -> int:
        """Instant of sending, seconds since 1970."""
        return int(self.wire["date"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file, or an empty string."""
        return str(self.wire.get("text", self.wire.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """The entities of that text."""
        found: list[Json] = self.wire.get("entities") or self.wire.get("caption_entities") or []
        return found

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, row after row."""
        rows = self.wire.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def change(self, wire: Json) -> None:
        """Make this the message's new form and keep the old one."""
        self.versions.append(self.wire)
        self.wire = wire


@dataclass(frozen=True, slots=True)
class Alert:
    """The short notice that answers a tap: a toast, or a window to close when `window` is true."""

    text: str
    window: bool
    at: int
    query_id: str


@dataclass(slots=True)
class Chat:
    """A private chat (id is the user's id) or a group (negative id)."""

    chat_id: int
    person: Person | None = None
    title: str = ""
    started: bool = False
    blocked: bool = False
    bot_left: bool = False
    messages: dict[int, Posted] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    keyboard: Json | None = None
    keyboard_from: int | None = None
    menu_button: Json | None = None
    action: tuple[str, int] | None = None
    pinned: list[int] = field(default_factory=list)

    def wire(self) -> Json:
        """Return the Chat object."""
        if self.person is None:
            return {"id": self.chat_id, "type": "group", "title": self.title}
        user = self.person.wire()
        return {
            "id": self.chat_id,
            "type": "private",
            **{key: user[key] for key in ("first_name", "last_name", "username") if key in user},
        }

    def visible(self) -> list[Posted]:
        """Return the messages that still stand in the chat, oldest first."""
        return [posted for posted in self.messages.values() if posted.deleted_at is None]

    def find(self, message_id: int) -> Posted | None:
        """Return a message that still stands in the chat."""
        posted = self.messages.get(message_id)
        return posted if posted is not None and posted.deleted_at is None else None

    def delete(self, posted: Posted, now: int) -> None:
        """Take a message away for both sides; a reply keyboard goes with the message that brought it."""
        posted.deleted_at = now
        if self.keyboard_from == posted.message_id:
            self.keyboard = self.keyboard_from = None
        if posted.message_id in self.pinned:
            self.pinned.remove(posted.message_id)


@dataclass(slots=True)
class Query:
    """A tap that waits for answerCallbackQuery."""

    chat_id: int
    born: int
    answered: bool = False
