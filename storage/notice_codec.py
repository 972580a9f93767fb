"""Notices as text for the outbox and back: a closed list, read off the union in the rulebook."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from domain.notices import Notice

Decode = Callable[[Any], Any]

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Notice)}


def encode(notice: Notice) -> str:
    """The kind and its facts; the words are chosen when it leaves."""
    facts = {field.name: _plain(getattr(notice, field.name)) for field in fields(notice)}
    return json.dumps({"kind": type(notice).__name__, **facts}, sort_keys=True, separators=(",", ":"))


def decode(text: str) -> Notice:
    """The notice that was kept.

    Raises:
        ValueError: it is of no kind we know.
    """
    facts = json.loads(text)
    kind = facts.pop("kind", None)
    if kind not in KINDS:
        raise ValueError("a notice of no kind we know")
    decoders = _DECODERS[kind]
    notice: Notice = KINDS[kind](**{name: decoders[name](value) for name, value in facts.items()})
    return notice


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case None | int() | str():
            return value
        case _:
            raise TypeError("a fact that cannot be kept")


def _decoder(hint: Any) -> Decode:
    if isinstance(hint, UnionType):
        (inner,) = (part for part in get_args(hint) if part is not NoneType)
        known = _decoder(inner)
        return lambda value: None if value is None else known(value)
    plain = getattr(hint, "__supertype__", hint)
    if plain is UUID:
        return lambda value: UUID(hex=value)
    if plain in (datetime, date):
        read: Decode = plain.fromisoformat
        return read
    if plain in (bool, int) or issubclass(plain, StrEnum):
        convert: Decode = plain
        return convert
    raise TypeError("a fact that cannot be read back")


_DECODERS = {
    name: {field: _decoder(hint) for field, hint in get_type_hints(kind).items()}
    for name, kind in KINDS.items()
}
