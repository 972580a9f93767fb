"""The bot's calls about messages: send, edit, delete, answer a tap, fetch a file."""

from collections.abc import Callable
from typing import Any

from demo.chats import Chat, Posted
from demo.files import DOWNLOAD_LIMIT
from demo.markup import compose
from demo.media import KINDS, media
from demo.wire import Json, bad_request, forbidden, utf16_length
from demo.world import TEXT_LIMIT, World

CAPTION_LIMIT = 1024
DELETABLE_S = 48 * 3600
Method = Callable[[World, Json], Any]


def chat_of(world: World, p: Json) -> Chat:
    """Return the chat a call speaks of; raises 400 when it does not exist and 403 when it is closed to us."""
    chat = world.chats.get(p["chat_id"])
    if chat is None:
        raise bad_request("chat not found")
    if chat.person is not None and chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.bot_left:
        raise forbidden("bot is not a member of the group chat")
    return chat


def writable(world: World, p: Json) -> Chat:
    """Return a chat the bot may write to: begun by the person and not blocked; raises 403 otherwise."""
    chat = chat_of(world, p)
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def send_message(world: World, p: Json) -> Json:
    """Carry out sendMessage."""
    chat = writable(world, p)
    content = _text(p)
    if "link_preview_options" in p:
        content["link_preview_options"] = p["link_preview_options"]
    return _put(world, chat, content, p)


def _send_media(kind: str) -> Method:
    def send(world: World, p: Json) -> Json:
        chat = writable(world, p)
        return _put(world, chat, {**media(world, kind, p[kind]), **_caption(p)}, p)

    return send


def send_chat_action(world: World, p: Json) -> bool:
    """Carry out sendChatAction: the page shows it for five seconds."""
    writable(world, p).action = (p["action"], world.clock.now())
    world.touch()
    return True


def edit_text(world: World, p: Json) -> Json:
    """Carry out editMessageText."""
    posted = _own(world, p)
    if "text" not in posted.wire:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, posted, p, _text(p), ("text", "entities"))


def edit_caption(world: World, p: Json) -> Json:
    """Carry out editMessageCaption."""
    posted = _own(world, p)
    if "text" in posted.wire:
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, posted, p, _caption(p), ("caption", "caption_entities"))


def edit_media(world: World, p: Json) -> Json:
    """Carry out editMessageMedia."""
    posted, new = _own(world, p), p["media"]
    content = {**media(world, new["type"], new["media"]), **_caption(new)}
    return _edited(world, posted, p, content, (*KINDS, "text", "entities", "caption", "caption_entities"))


def edit_markup(world: World, p: Json) -> Json:
    """Carry out editMessageReplyMarkup."""
    return _edited(world, _own(world, p), p, {}, ())


def delete_message(world: World, p: Json) -> bool:
    """Carry out deleteMessage: any message of a private chat, within 48 hours."""
    chat = chat_of(world, p)
    posted = chat.find(p["message_id"])
    if posted is None:
        raise bad_request("message to delete not found")
    if world.clock.now() - posted.date >= DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    chat.delete(posted, world.clock.now())
    world.touch()
    return True


def delete_messages(world: World, p: Json) -> bool:
    """Carry out deleteMessages: what is not there is skipped."""
    if not 1 <= len(p["message_ids"]) <= 100:
        raise bad_request("message identifiers must be 1-100")
    chat = chat_of(world, p)
    for message_id in p["message_ids"]:
        if chat.find(message_id) is not None:
            delete_message(world, {"chat_id": chat.chat_id, "message_id": message_id})
    return True


def answer_callback_query(world: World, p: Json) -> bool:
    """Carry out answerCallbackQuery; only the first answer is seen on the phone."""
    if len(p.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if not world.answer(p["callback_query_id"], p.get("text", ""), window=bool(p.get("show_alert"))):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


def get_file(world: World, p: Json) -> Json:
    """Carry out getFile."""
    stored = world.files.by_id(p["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.wire(), "file_path": stored.path}


def pin(world: World, p: Json) -> bool:
    """Carry out pinChatMessage."""
    chat = writable(world, p)
    if chat.find(p["message_id"]) is None:
        raise bad_request("message to pin not found")
    if p["message_id"] not in chat.pinned:
        chat.pinned.append(p["message_id"])
    world.touch()
    return True


def unpin(world: World, p: Json) -> bool:
    """Carry out unpinChatMessage: the given message, or the newest."""
    chat = chat_of(world, p)
    if not chat.pinned or p.get("message_id", chat.pinned[-1]) not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(p.get("message_id", chat.pinned[-1]))
    world.touch()
    return True


def _text(p: Json) -> Json:
    text, entities = compose(p["text"], p.get("parse_mode"), p.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def _caption(p: Json) -> Json:
    text, entities = compose(p.get("caption", ""), p.get("parse_mode"), p.get("caption_entities"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return {**({"caption": text} if text else {}), **({"caption_entities": entities} if entities else {})}


def _put(world: World, chat: Chat, content: Json, p: Json) -> Json:
    """Post the bot's message with its keyboard; a reply keyboard is kept by the chat and never echoed."""
    markup = p.get("reply_markup")
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if p.get("protect_content"):
        content["has_protected_content"] = True
    content.update(_reply(chat, p.get("reply_parameters")))
    posted = world.post(chat, content, sender=world.bot)
    posted.protected = bool(p.get("protect_content"))
    posted.silent = bool(p.get("disable_notification"))
    chat.action = None
    if markup and ("keyboard" in markup or "force_reply" in markup):
        chat.keyboard, chat.keyboard_from = markup, posted.message_id
    elif markup and markup.get("remove_keyboard"):
        chat.keyboard = chat.keyboard_from = None
    return posted.wire


def _reply(chat: Chat, to: Json | None) -> Json:
    if to is None:
        return {}
    original = chat.find(to["message_id"])
    if original is not None:
        return {"reply_to_message": {k: v for k, v in original.wire.items() if k != "reply_to_message"}}
    if to.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _own(world: World, p: Json) -> Posted:
    if "chat_id" not in p or "message_id" not in p:
        raise bad_request("message identifier is not specified")
    posted = writable(world, p).find(p["message_id"])
    if posted is None:
        raise bad_request("message to edit not found")
    if not posted.from_bot:
        raise bad_request("message can't be edited")
    return posted


def _edited(world: World, posted: Posted, p: Json, content: Json, replaced: tuple[str, ...]) -> Json:
    """Change a message; without new markup its keyboard goes; a change of nothing is refused."""
    gone = {*replaced, "reply_markup", "edit_date"}
    wire = {**{key: value for key, value in posted.wire.items() if key not in gone}, **content}
    if p.get("reply_markup", {}).get("inline_keyboard"):
        wire["reply_markup"] = p["reply_markup"]
    if wire == {key: value for key, value in posted.wire.items() if key != "edit_date"}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    posted.change({**wire, "edit_date": world.clock.now()})
    world.touch()
    return posted.wire


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    **{f"send{kind.capitalize()}": _send_media(kind) for kind in KINDS},
    "sendChatAction": send_chat_action,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
