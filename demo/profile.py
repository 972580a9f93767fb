"""The bot's calls about itself and about chats: commands, name, descriptions, menu button, membership."""

from collections.abc import Callable
from typing import Any

from demo.chats import Chat
from demo.methods import Method, chat_of
from demo.wire import Json, bad_request
from demo.world import World

_MOST_COMMANDS = 100


def get_me(world: World, p: Json) -> Json:
    """Carry out getMe."""
    switches = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries",
                "can_connect_to_business", "has_main_web_app", "has_topics_enabled")  # fmt: skip
    return {**world.bot, **dict.fromkeys(switches, False), "can_join_groups": True}


def set_my_commands(world: World, p: Json) -> bool:
    """Carry out setMyCommands for one scope and language."""
    if len(p["commands"]) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [{**one, "command": one["command"].removeprefix("/")} for one in p["commands"]]
    world.commands[_scope(world, p)] = commands
    world.touch()
    return True


def get_my_commands(world: World, p: Json) -> list[Json]:
    """Carry out getMyCommands: exactly this scope and language, nothing inherited."""
    return world.commands.get(_scope(world, p), [])


def delete_my_commands(world: World, p: Json) -> bool:
    """Carry out deleteMyCommands."""
    world.commands.pop(_scope(world, p), None)
    world.touch()
    return True


def commands_for(world: World, chat: Chat) -> list[Json]:
    """Return the commands a private chat shows: the nearest scope, own language before any language."""
    language = chat.person.language_code if chat.person else ""
    for scope in (("chat", chat.chat_id, None), ("all_private_chats", None, None), ("default", None, None)):
        for tongue in (language, ""):
            found = world.commands.get((*scope, tongue))
            if found:
                return found
    return []


def set_menu_button(world: World, p: Json) -> bool:
    """Carry out setChatMenuButton, for one chat or as the default."""
    button = p.get("menu_button", {"type": "default"})
    if "chat_id" in p:
        chat_of(world, p).menu_button = button
    else:
        world.menu_button = button
    world.touch()
    return True


def get_menu_button(world: World, p: Json) -> Json:
    """Carry out getChatMenuButton."""
    return menu_button_of(world, chat_of(world, p) if "chat_id" in p else None)


def menu_button_of(world: World, chat: Chat | None) -> Json:
    """Return the menu button that a chat shows."""
    own = chat.menu_button if chat else None
    return own if own and own["type"] != "default" else world.menu_button


def get_chat(world: World, p: Json) -> Json:
    """Carry out getChat."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {**chat_of(world, p).wire(), "accent_color_id": 0, "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, False)}  # fmt: skip


def get_chat_member(world: World, p: Json) -> Json:
    """Carry out getChatMember for the person of a private chat or the bot itself."""
    chat = chat_of(world, p)
    if p["user_id"] == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    person = world.people.get(p["user_id"])
    if person is None or (chat.person is not None and chat.person is not person):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"user": person.wire(), "status": "member"}


def leave_chat(world: World, p: Json) -> bool:
    """Carry out leaveChat: groups only."""
    chat = chat_of(world, p)
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_left = True
    world.touch()
    return True


def _set_text(field: str, key: str, most: int) -> Method:
    def set_text(world: World, p: Json) -> bool:
        if len(p.get(key, "")) > most:
            raise bad_request(f"{key} is too long")
        world.profile[field, _language(p)] = p.get(key, "")
        return True

    return set_text


def _get_text(field: str, key: str) -> Callable[[World, Json], Any]:
    def get_text(world: World, p: Json) -> Json:
        everyone = world.profile.get((field, ""), world.bot["first_name"] if field == "name" else "")
        return {key: world.profile.get((field, _language(p))) or everyone}

    return get_text


def _scope(world: World, p: Json) -> tuple[str, int | None, int | None, str]:
    scope = p.get("scope", {"type": "default"})
    if "chat_id" in scope:
        chat_of(world, scope)
    return scope["type"], scope.get("chat_id"), scope.get("user_id"), _language(p)


def _language(p: Json) -> str:
    code: str = p.get("language_code", "")
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _set_text("name", "name", 64),
    "getMyName": _get_text("name", "name"),
    "setMyDescription": _set_text("description", "description", 512),
    "getMyDescription": _get_text("description", "description"),
    "setMyShortDescription": _set_text("short_description", "short_description", 120),
    "getMyShortDescription": _get_text("short_description", "short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
}
