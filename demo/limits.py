"""The limits that the official description has only in prose: bytes, addresses, counts."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from demo.wire import Json, bad_request

CALLBACK_DATA_BYTES = 64
_BUTTONS = 100
_LOOPBACK = {"localhost", "127.0.0.1"}
_DRESSING = {"text", "style", "icon_custom_emoji_id"}
_STYLES = {"danger", "success", "primary"}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def check(type_name: str, value: Json) -> None:
    """Refuse an object that has the right fields but breaks a limit; raises BotApiError 400."""
    rule = _RULES.get(type_name)
    if rule is not None:
        rule(value)


def web_app_url(url: str) -> None:
    """Refuse a Mini App address that is not HTTPS.

    Telegram's own test servers allow plain HTTP; the stand-in does so for loopback only.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return
    raise bad_request(f"button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _inline_keyboard(value: Json) -> None:
    if sum(len(row) for row in value["inline_keyboard"]) > _BUTTONS:
        raise bad_request("reply markup is too long")


def _inline_button(value: Json) -> None:
    _dressing(value)
    actions = value.keys() - _DRESSING
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: more than one action ({', '.join(sorted(actions))})"
        )
    if "callback_data" in value and not 1 <= len(value["callback_data"].encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in value and urlsplit(value["url"]).scheme not in {"http", "https", "tg"}:
        raise bad_request(f"inline keyboard button URL '{value['url']}' is invalid: Unsupported URL protocol")


def _reply_button(value: Json) -> None:
    _dressing(value)
    if len(value.keys() - _DRESSING) > 1:
        raise bad_request("can't parse keyboard button: at most one action is allowed")


def _dressing(value: Json) -> None:
    if not value["text"].strip():
        raise bad_request("can't parse keyboard button: Text of the button must be non-empty")
    if value.get("style", "primary") not in _STYLES:
        raise bad_request("can't parse keyboard button: style must be danger, success or primary")


def _copy_text(value: Json) -> None:
    if not 1 <= len(value["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _placeholder(value: Json) -> None:
    if not 1 <= len(value.get("input_field_placeholder", "x")) <= 64:
        raise bad_request("input field placeholder must be 1-64 characters long")


def _command(value: Json) -> None:
    if not _COMMAND.fullmatch(value["command"].removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(value["description"]) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


_RULES: dict[str, Callable[[Json], None]] = {
    "InlineKeyboardMarkup": _inline_keyboard,
    "InlineKeyboardButton": _inline_button,
    "KeyboardButton": _reply_button,
    "ReplyKeyboardMarkup": _placeholder,
    "ForceReply": _placeholder,
    "CopyTextButton": _copy_text,
    "WebAppInfo": lambda value: web_app_url(value["url"]),
    "BotCommand": _command,
}
