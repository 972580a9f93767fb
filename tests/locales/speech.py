"""Where the rooms ask the catalogue for a sentence: calls in Python, and calls in the window's templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house.sources import ROOT, inside, parsed, python_files

TEMPLATES = ROOT / "web" / "templates"
SPEAKERS = {"text", "plural"}
IN_TEMPLATES = {"t", "plural", "say"}
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking: a whole key, a pattern with ``{}``, or neither when the key was handed over.

    ``given`` are the names of the values that go along, None when they are not spelled out. ``counts``: it is asked
    with a number. ``only_u``: it is asked in that form whoever reads.
    """

    place: str
    key: str = ""
    pattern: str = ""
    given: frozenset[str] | None = frozenset()
    counts: bool = False
    only_u: bool = False


def in_python(source: ast.Module, name: str) -> Iterator[Asked]:
    """Every asking in this code."""
    for node in ast.walk(source):
        match node:
            case ast.Call(func=ast.Name(id=speaker), args=[first, *rest], keywords=named) if (
                speaker in SPEAKERS
            ):
                spelled = all(keyword.arg for keyword in named)
                given = frozenset(keyword.arg for keyword in named if keyword.arg) if spelled else None
                only_u = bool(rest) and ast.unparse(rest[0]) in {"Form.U", "'nl'"}
                for branch in _branches(first):
                    key, pattern = _read(branch)
                    place = f"{name}:{node.lineno}"
                    yield Asked(place, key, pattern, given, speaker == "plural", only_u)
            case _:
                pass


def in_template(source: str, name: str) -> Iterator[Asked]:
    """Every asking in this template."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in IN_TEMPLATES:
            continue
        given = frozenset(pair.key for pair in call.kwargs) if call.dyn_kwargs is None else None
        for branch in _template_branches(call.args[0]):
            key, pattern = _read_template(branch)
            yield Asked(f"{name}:{call.lineno}", key, pattern, given, call.node.name == "plural")


@cache
def asked(*folders: str) -> tuple[Asked, ...]:
    """Every asking in the code of these rooms, and in the templates when `web` is among them."""
    found = [one for path in python_files(*folders) for one in in_python(parsed(path), inside(path))]
    for path in templates() if "web" in folders else ():
        found += in_template(path.read_text("utf-8"), inside(path))
    return tuple(found)


def templates() -> list[Path]:
    """Every template of the window."""
    return sorted(TEMPLATES.rglob("*.html"))


def strings(*folders: str) -> set[str]:
    """Every string in the code, and in the templates, that has the form of a key, whoever it is handed to."""
    found = {
        node.value
        for path in python_files(*folders)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for path in templates() if "web" in folders else ():
        tree = Environment(autoescape=True).parse(path.read_text("utf-8"))
        found |= {const.value for const in tree.find_all(nodes.Const) if isinstance(const.value, str)}
    return {value for value in found if KEY.fullmatch(value)}


def _branches(key: ast.expr) -> tuple[ast.expr, ...]:
    return (*_branches(key.body), *_branches(key.orelse)) if isinstance(key, ast.IfExp) else (key,)


def _template_branches(key: nodes.Node) -> tuple[nodes.Node, ...]:
    if isinstance(key, nodes.CondExpr) and key.expr2 is not None:
        return (*_template_branches(key.expr1), *_template_branches(key.expr2))
    return (key,)


def _read(key: ast.expr) -> tuple[str, str]:
    match key:
        case ast.Constant(value=str(whole)):
            return whole, ""
        case ast.JoinedStr(values=parts):
            return "", "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
        case _:
            return "", ""


def _read_template(key: nodes.Node) -> tuple[str, str]:
    match key:
        case nodes.Const(value=str(whole)):
            return whole, ""
        case nodes.Concat(nodes=parts):
            return "", "".join(str(p.value) if isinstance(p, nodes.Const) else "{}" for p in parts)
        case _:
            return "", ""
