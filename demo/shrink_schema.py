"""Makes `bot_api.json` out of the official Bot API description: only what is needed to judge a call.

Run `python -m demo.shrink_schema PATH_OF_FULL_JSON` when the Bot API moves. The full description is the
`api.json` that github.com/PaulSonOfLars/telegram-bot-api-spec generates from core.telegram.org/bots/api.
Kept are the parameters of every method (types, required) and the types that a parameter can reach; prose
and the types that only Telegram sends are left out. A field whose text says "must be X" keeps X as `only`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("bot_api.json")
_ONLY = re.compile(r'(?:must be|always) "?([a-z0-9_]+)"?$')


def shrink(full: dict[str, Any]) -> dict[str, Any]:
    """Return the small description; `full` is the parsed official one."""
    methods = {name: _fields(spec) for name, spec in full["methods"].items()}
    types: dict[str, Any] = {}
    for fields in methods.values():
        _reach(fields, full["types"], types)
    return {"version": full["version"], "methods": methods, "types": dict(sorted(types.items()))}


def dumps(small: dict[str, Any]) -> str:
    """Return JSON with one method or type per line, so that a new version reads well as a diff."""
    parts = [f'"version": {json.dumps(small["version"])}']
    for section in ("methods", "types"):
        lines = ",\n".join(
            f"{json.dumps(name)}: {json.dumps(spec, separators=(',', ':'))}"
            for name, spec in small[section].items()
        )
        parts.append(f'"{section}": {{\n{lines}\n}}')
    return "{" + ",\n".join(parts) + "}\n"


def _fields(spec: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: _field(field) for field in spec.get("fields", [])}


def _field(field: dict[str, Any]) -> dict[str, Any]:
    small: dict[str, Any] = {"types": field["types"]}
    if field["required"]:
        small["required"] = True
    only = _ONLY.search(field["description"])
    if only and field["name"] in {"type", "source"}:
        small["only"] = only.group(1)
    return small


def _reach(fields: dict[str, Any], full: dict[str, Any], found: dict[str, Any]) -> None:
    for field in fields.values():
        for written in field["types"]:
            _add(written.removeprefix("Array of ").removeprefix("Array of "), full, found)


def _add(name: str, full: dict[str, Any], found: dict[str, Any]) -> None:
    if name in found or name not in full or name == "InputFile":
        return
    if "subtypes" in full[name]:
        found[name] = {"any_of": full[name]["subtypes"]}
        for subtype in full[name]["subtypes"]:
            _add(subtype, full, found)
    else:
        found[name] = {"fields": _fields(full[name])}
        _reach(found[name]["fields"], full, found)


if __name__ == "__main__":
    TARGET.write_text(dumps(shrink(json.loads(Path(sys.argv[1]).read_text("utf-8")))), "utf-8")
