"""The made-up world: who exists, what stands in which chat, and what people do on their phones."""

from collections.abc import Callable
from typing import Any

from demo.chats import Alert, Chat, Person, Posted, Query
from demo.clock import Clock
from demo.files import Files, picture_kind, picture_size, sample_picture
from demo.markup import automatic
from demo.wire import Json

TEXT_LIMIT = 4096
QUERY_LIFETIME_S = 150
Emit = Callable[[str, Json], None]


class World:
    """Everything Telegram would know about one bot; the public methods are things that people do.

    Each of them tells the bot through `emit(kind, payload)`. Raises LookupError for a person or message
    that does not exist and ValueError for what a phone would not allow (writing to a blocked bot).
    """

    def __init__(self, bot: Json, clock: Clock, emit: Emit) -> None:
        self.bot = bot
        self.clock = clock
        self.files = Files()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, int | None, int | None, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_button: Json = {"type": "commands"}
        self.revision = 0
        self._emit = emit
        self._last_message_id = 0

    def meet(self, user_id: int, first_name: str, language_code: str = "nl", **names: str) -> Person:
        """Make a person known with an empty private chat, or give the known person these names."""
        person = Person(user_id, first_name, language_code, names.get("last_name"), names.get("username"))
        if user_id in self.people:
            person.deactivated = self.people[user_id].deactivated
        self.people[user_id] = person
        self.chats.setdefault(user_id, Chat(user_id)).person = person
        self.touch()
        return person

    def says(self, user_id: int, text: str, chat_id: int | None = None) -> Posted:
        """Send a text; a long one leaves in pieces of 4096 as real clients do. Returns the last message."""
        text = text.strip()
        if not text:
            raise ValueError("nothing to send")
        pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
        return [self.sends(user_id, {"text": piece}, chat_id) for piece in pieces][-1]

    def edits(self, user_id: int, message_id: int, text: str) -> Posted:
        """Change one's own message."""
        chat = self.chats[user_id]
        posted = chat.find(message_id)
        if posted is None or posted.from_bot:
            raise LookupError(f"no own message {message_id}")
        posted.change(_with_entities({**posted.wire, "text": text.strip(), "edit_date": self.clock.now()}))
        self._tell("edited_message", posted.wire)
        return posted

    def removes(self, user_id: int, message_id: int) -> None:
        """Delete a message on the phone, for both sides; a bot is not told."""
        posted = self.chats[user_id].find(message_id)
        if posted is None:
            raise LookupError(f"no message {message_id}")
        self.chats[user_id].delete(posted, self.clock.now())
        self.touch()

    def sends(self, user_id: int, content: Json, chat_id: int | None = None) -> Posted:
        """Send any content: `{"text": …}`, `{"voice": …}`, as the fields of a Message object."""
        person, chat = self.people[user_id], self.chats[chat_id or user_id]
        if chat.blocked or chat.bot_left:
            raise ValueError("the bot is blocked or not in this group")
        chat.started = True
        if chat.keyboard and (chat.keyboard.get("one_time_keyboard") or chat.keyboard.get("force_reply")):
            chat.keyboard = chat.keyboard_from = None
        posted = self.post(chat, _with_entities(content), sender=person.wire())
        self._tell("message", posted.wire)
        return posted

    def sends_photo(self, user_id: int, data: bytes | None = None, caption: str = "") -> Posted:
        """Send a picture; without data a small made one. Raises BotApiError for what is no picture."""
        data = data or sample_picture()
        kind, (width, height) = picture_kind(data), picture_size(data)
        stored = self.files.add(data, name=f"photo.{kind}", content_type=f"image/{kind}", folder="photos")
        size = {**stored.wire(), "width": width, "height": height}
        return self.sends(user_id, {"photo": [size], **({"caption": caption} if caption else {})})

    def sends_file(self, user_id: int, kind: str, data: bytes, name: str, content_type: str) -> Posted:
        """Send a `voice`, `sticker` or `document`."""
        stored = self.files.add(data, name=name, content_type=content_type, folder=f"{kind}s")
        more: dict[str, Json] = {
            "voice": {"duration": 3, "mime_type": content_type},
            "document": {"file_name": name, "mime_type": content_type},
            "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False,
                        "is_video": False, "emoji": "👍"},
        }  # fmt: skip
        return self.sends(user_id, {kind: {**stored.wire(), **more[kind]}})

    def taps(self, user_id: int, data: str, message_id: int | None = None) -> str:
        """Tap an inline button that carries `data`, also one that does not exist; returns the query's id."""
        chat = self.chats[user_id]
        query_id = str(4_000_000_000 + len(self.queries) + 1)
        self.queries[query_id] = Query(user_id, self.clock.now())
        payload: Json = {"id": query_id, "from": self.people[user_id].wire(),
                         "chat_instance": str(-7_000_000 - user_id), "data": data}  # fmt: skip
        if message_id is not None:
            posted = chat.find(message_id)
            gone = {"chat": chat.wire(), "message_id": message_id, "date": 0}
            payload["message"] = gone if posted is None else posted.wire
        self._tell("callback_query", payload)
        return query_id

    def blocks(self, user_id: int, *, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        chat = self.chats[user_id]
        if chat.blocked != blocked:
            chat.blocked = blocked
            self._membership(chat, user_id, *(("member", "kicked") if blocked else ("kicked", "member")))

    def deactivates(self, user_id: int) -> None:
        """Close the account: from now on every call to this chat is a 403."""
        self.people[user_id].deactivated = True
        self.touch()

    def adds_to_group(self, user_id: int, group_id: int, title: str) -> Chat:
        """Put the bot into a group (negative id)."""
        group = self.chats.setdefault(group_id, Chat(group_id, title=title))
        group.bot_left, group.started = False, True
        self._membership(group, user_id, "left", "member")
        self.sends(user_id, {"new_chat_members": [self.bot]}, group_id)
        return group

    def answer(self, query_id: str, text: str, *, window: bool) -> bool:
        """Answer a tap on the phone; False when there is no such tap or it is too old.

        A second answer counts as good and is not seen, as on a real phone.
        """
        query = self.queries.get(query_id)
        now = self.clock.now()
        if query is None or (self.clock.ages and now - query.born > QUERY_LIFETIME_S):
            return False
        if text and not query.answered:
            self.chats[query.chat_id].alerts.append(Alert(text, window, now, query_id))
        query.answered = True
        self.touch()
        return True

    def post(self, chat: Chat, content: Json, *, sender: Json) -> Posted:
        """Put a message into a chat and return it; tells nobody."""
        self._last_message_id += 1
        wire: Json = {"message_id": self._last_message_id, "from": sender, "chat": chat.wire(),
                      "date": self.clock.now(), **content}  # fmt: skip
        posted = chat.messages[self._last_message_id] = Posted(wire, from_bot=sender["is_bot"])
        self.touch()
        return posted

    def touch(self) -> None:
        """Note that something changed, so that the page looks again."""
        self.revision += 1

    def _membership(self, chat: Chat, user_id: int, old: str, new: str) -> None:
        def member(status: str) -> Json:
            return {"user": self.bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}

        self._tell("my_chat_member", {
            "chat": chat.wire(), "from": self.people[user_id].wire(), "date": self.clock.now(),
            "old_chat_member": member(old), "new_chat_member": member(new),
        })  # fmt: skip

    def _tell(self, kind: str, payload: Json) -> None:
        self.touch()
        self._emit(kind, payload)


def _with_entities(content: Json) -> Json:
    """Return the content with the entities Telegram recognises in its text or caption."""
    made: dict[str, Any] = dict(content)
    for key, name in (("text", "entities"), ("caption", "caption_entities")):
        if key in made:
            made.pop(name, None)
            found = automatic(made[key], [])
            if found:
                made[name] = found
    return made
