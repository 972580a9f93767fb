"""Judges a call by the official description: names, required parameters, types and nested objects.

Stricter than Telegram, which ignores an unknown parameter: here it is refused, because a parameter that
does nothing is a mistake of the caller.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from demo import limits
from demo.wire import BotApiError, Json, Upload, bad_request

_DIGITS = re.compile(r"-?\d{1,19}")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_ARRAY = "Array of "


@cache
def official() -> "Schema":
    """Return the schema in `bot_api.json`, read once."""
    description = json.loads(Path(__file__).with_name("bot_api.json").read_text("utf-8"))
    return Schema(description["methods"], description["types"])


class Schema:
    """The methods of one Bot API version and the types their parameters are made of."""

    def __init__(self, methods: Json, types: Json) -> None:
        self.methods = methods
        self._types = types
        self._spelling = {name.lower(): name for name in methods}

    def method(self, method: str) -> tuple[str, Json]:
        """Return a method's exact name (case does not matter) and its fields; raises BotApiError 404."""
        name = self._spelling.get(method.lower())
        if name is None:
            raise BotApiError(404, "Not Found: method not found")
        return name, self.methods[name]

    def check(self, method: str, given: Mapping[str, Any]) -> Json:
        """Return the parameters in their JSON types; raises BotApiError 400 for whatever is wrong.

        Form fields arrive as text; numbers, truths and objects in them are read here.
        """
        name, fields = self.method(method)
        return self._fields(fields, given, name)

    def _fields(self, fields: Json, given: Mapping[str, Any], where: str) -> Json:
        for name in given:
            if name not in fields:
                raise bad_request(f'unknown parameter "{name}" in {where}')
        for name, field in fields.items():
            if field.get("required") and name not in given:
                raise bad_request(f'parameter "{name}" is required in {where}')
        return {name: self._value(fields[name], value, f"{where}.{name}") for name, value in given.items()}

    def _value(self, field: Json, value: Any, where: str) -> Any:
        types: list[str] = field["types"]
        if isinstance(value, str) and not {"String", "Integer", "Boolean", "Float"}.intersection(types):
            value = _parsed(value, types, where)
        if isinstance(value, dict):
            return self._object(types, value, where)
        if isinstance(value, list):
            return self._array(types, value, where)
        for kind in types:
            fits, plain = _scalar(kind, value)
            if fits:
                if "only" in field and plain != field["only"]:
                    raise bad_request(f'{where} must be "{field["only"]}"')
                return plain
        raise bad_request(f"{where} must be {' or '.join(types)}")

    def _array(self, types: list[str], value: list[Any], where: str) -> list[Any]:
        inner = [kind.removeprefix(_ARRAY) for kind in types if kind.startswith(_ARRAY)]
        if not inner:
            raise bad_request(f"{where} must be {' or '.join(types)}")
        return [self._value({"types": inner}, item, f"{where}[{at}]") for at, item in enumerate(value)]

    def _object(self, types: list[str], value: Json, where: str) -> Json:
        candidates = [name for kind in types for name in self._concrete(kind)]
        if not candidates:
            raise bad_request(f"{where} must be {' or '.join(types)}")
        best = min(candidates, key=lambda name: self._distance(name, value))
        checked = self._fields(self._types[best]["fields"], value, f"{where}({best})")
        limits.check(best, checked)
        return checked

    def _concrete(self, kind: str) -> list[str]:
        spec = self._types.get(kind)
        if spec is None:
            return []
        if "any_of" in spec:
            return [name for subtype in spec["any_of"] for name in self._concrete(subtype)]
        return [kind]

    def _distance(self, name: str, value: Json) -> int:
        """Return how badly an object fits a type; the refusal is then written for the nearest one."""
        fields = self._types[name]["fields"]
        unknown = sum(key not in fields for key in value)
        missing = sum("required" in spec and key not in value for key, spec in fields.items())
        other = sum("only" in spec and value.get(key) != spec["only"] for key, spec in fields.items())
        return int(unknown + missing + 100 * other)


def _parsed(text: str, types: list[str], where: str) -> Any:
    if "InputFile" in types:
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise bad_request(f"can't parse {where} as JSON {' or '.join(types)}") from None


def _scalar(kind: str, value: Any) -> tuple[bool, Any]:
    """Return whether a value is of a simple type, and the value in that type."""
    match kind:
        case "Integer":
            if isinstance(value, str) and _DIGITS.fullmatch(value):
                return True, int(value)
            return isinstance(value, int) and not isinstance(value, bool), value
        case "Float":
            if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
                return True, float(value)
            return isinstance(value, int | float) and not isinstance(value, bool), value
        case "Boolean":
            if isinstance(value, str) and value.lower() in _TRUTHS:
                return True, _TRUTHS[value.lower()]
            return isinstance(value, bool), value
        case "String":
            return isinstance(value, str), value
        case "InputFile":
            return isinstance(value, Upload), value
        case _:
            return False, value
