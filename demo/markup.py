"""Text as Telegram shows it: HTML becomes plain text with entities, commands and links are recognised."""

import html
import re
from typing import Any

from demo.wire import Json, bad_request, utf16_length

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_TOKEN = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)>|(<)|(&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)"
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?""")
_AUTOMATIC = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z0-9_]{4,32}\b")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
)
_CODE = {"code", "pre", "text_link"}


def compose(text: str, parse_mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """Return the text without markup and its entities, offsets in UTF-16 units.

    White space at both ends goes, as on the real server. Raises BotApiError 400 for markup that cannot be
    parsed, for a parse mode other than HTML, and for an entity outside the text.
    """
    if entities is not None and parse_mode is None:
        plain, made = text, [_inside(entity, utf16_length(text)) for entity in entities]
    elif parse_mode is None:
        plain, made = text, []
    elif parse_mode.upper() == "HTML":
        plain, made = _html(text)
    else:
        raise bad_request(f"this stand-in understands parse_mode HTML, not {parse_mode}")
    plain, made = _trimmed(plain, made)
    return plain, sorted(made + automatic(plain, made), key=lambda e: (e["offset"], -e["length"]))


def automatic(text: str, taken: list[Json]) -> list[Json]:
    """Return the entities Telegram adds by itself, outside code and links."""
    found: list[Json] = []
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            offset, length = utf16_length(text[: match.start()]), utf16_length(match.group())
            closed = [e for e in taken if e["type"] in _CODE] + found
            if all(offset + length <= e["offset"] or offset >= e["offset"] + e["length"] for e in closed):
                found.append({"type": kind, "offset": offset, "length": length})
    return found


def _html(text: str) -> tuple[str, list[Json]]:
    plain: list[str] = []
    offset = at = 0
    open_tags: list[tuple[str, int, Json]] = []
    made: list[Json] = []
    for token in _TOKEN.finditer(text):
        piece = text[at : token.start()]
        plain.append(piece)
        offset += utf16_length(piece)
        at = token.end()
        closing, tag, attributes, stray, escape = token.groups()
        where = f"at byte offset {len(text[: token.start()].encode())}"
        if escape:
            plain.append(html.unescape(escape))
            offset += utf16_length(plain[-1])
        elif stray:
            raise bad_request(f"can't parse entities: Unclosed start tag {where}")
        elif closing:
            made += _closed(open_tags, tag.lower(), offset, where)
        else:
            open_tags.append((tag.lower(), offset, _entity(tag.lower(), attributes or "", where)))
    if open_tags:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\""
        )
    plain.append(text[at:])
    return "".join(plain), made


def _closed(open_tags: list[tuple[str, int, Json]], tag: str, offset: int, where: str) -> list[Json]:
    if not open_tags or open_tags[-1][0] != tag:
        raise bad_request(f'can\'t parse entities: Unexpected end tag "{tag}" {where}')
    _, start, entity = open_tags.pop()
    return [{**entity, "offset": start, "length": offset - start}] if offset > start else []


def _entity(tag: str, attributes: str, where: str) -> Json:
    given = {m[1].lower(): html.unescape(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(attributes)}
    if tag not in _TAGS or (tag == "span" and given.get("class") != "tg-spoiler"):
        raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}" {where}')
    entity: dict[str, Any] = {"type": _TAGS[tag]}
    if tag == "a":
        entity["url"] = given.get("href", "")
    elif tag == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    elif tag == "tg-emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
    elif tag == "tg-time":
        entity["unix_time"] = int(given.get("unix", "0"))
        entity["date_time_format"] = given.get("format", "")
    return entity


def _inside(entity: Json, length: int) -> Json:
    if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > length:
        raise bad_request("can't parse entities: entity is outside the text")
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    gone = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - gone, 0)
        stop = min(entity["offset"] + entity["length"] - gone, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept
