"""What the phones on the page show, as JSON: messages, buttons, keyboard, commands and alerts."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from demo.chats import Chat, Posted
from demo.profile import commands_for, menu_button_of
from demo.wire import Json
from demo.world import World

if TYPE_CHECKING:
    from demo.server import StandIn

_ACTION_S = 5
_FILES = ("document", "audio", "voice", "video", "animation", "sticker")


@dataclass(frozen=True, slots=True)
class PhoneCard:
    """A phone on the page: whose, the caption under the name, and its colour."""

    user_id: int
    role: str
    colour: str


@dataclass(frozen=True, slots=True)
class DeskCard:
    """A desk on the page: the address of its page, whose it is, and the caption under the name."""

    address: str
    name: str
    caption: str


def screen(stand_in: "StandIn") -> Json:
    """Return all phones, the clock (seconds since 1970) and the revision this is the picture of."""
    world = stand_in.world
    return {
        "revision": world.revision,
        "now": world.clock.now(),
        "desk": asdict(stand_in.desk) if stand_in.desk else None,
        "phones": [
            {"user_id": card.user_id, "role": card.role, "colour": card.colour,
             "name": world.people[card.user_id].first_name, **chat_state(world, world.chats[card.user_id])}
            for card in stand_in.phones
        ],
    }  # fmt: skip


def chat_state(world: World, chat: Chat) -> Json:
    """Return everything a person sees in one chat."""
    action = chat.action[0] if chat.action and world.clock.now() - chat.action[1] < _ACTION_S else None
    alert = chat.alerts[-1] if chat.alerts else None
    return {
        "started": chat.started,
        "blocked": chat.blocked,
        "action": action,
        "messages": [_message(posted) for posted in chat.visible()],
        "pinned": list(chat.pinned),
        "keyboard": chat.keyboard,
        "commands": commands_for(world, chat),
        "menu_button": menu_button_of(world, chat),
        "alert": {"number": len(chat.alerts), "text": alert.text, "window": alert.window} if alert else None,
    }


def _message(posted: Posted) -> Json:
    return {
        "id": posted.message_id,
        "from_bot": posted.from_bot,
        "date": posted.date,
        "edited": "edit_date" in posted.wire,
        "text": posted.text,
        "entities": posted.entities,
        "rows": posted.wire.get("reply_markup", {}).get("inline_keyboard", []),
        "protected": posted.protected,
        "silent": posted.silent,
        "media": _media(posted.wire),
    }


def _media(wire: Json) -> Json | None:
    if "photo" in wire:
        size = wire["photo"][-1]
        return {"kind": "photo", "file_id": size["file_id"], "width": size["width"], "height": size["height"]}
    if "contact" in wire:
        return {"kind": "contact", "name": wire["contact"]["first_name"]}
    for kind in _FILES:
        if kind in wire:
            file: dict[str, Any] = wire[kind]
            return {"kind": kind, "file_id": file["file_id"], "name": file.get("file_name", ""),
                    "size": file["file_size"]}  # fmt: skip
    return None
