"""Catalogue and code know the same keys: none is missing, none is left over."""

import ast
import re
from collections.abc import Iterator

from domain import errors
from domain.appointments import SHOWN_IN_CHAT, Answer, Kind
from domain.errors import Refusal
from domain.people import Called
from domain.spoken.outcomes import DoubtReason, UnreadReason
from domain.work_items import Task
from handlers.views.menus import EVERYBODY
from locales.catalogue import catalogue
from tests.house.sources import inside, parsed, python_files

BUILT: dict[str, tuple[str, ...]] = {
    "appointments.kind.{}": tuple(SHOWN_IN_CHAT),
    "appointments.agenda.answer.{}": tuple(Answer),
    "appointments.known.{}": tuple(set(Answer) - {Answer.NONE}),
    "appointments.why.{}": ("made", "reminder", "morning", "moved", "cancelled", "delayed", "general"),
    "called.{}": tuple(Called),
    "planning.kind.{}": tuple(Kind),
    "planning.answer.{}": tuple(Answer),
    "work.task.{}": tuple(Task),
    "times.doubt.{}": tuple(DoubtReason),
    "times.unread.{}": tuple(UnreadReason),
    "menus.command.{}": EVERYBODY,
    "professional.command.{}": ("afspraak", "afspraken", "lijst", "bevestig"),
}
"""Keys that views build, with every ending they can get."""

SPEAKERS = {"text", "plural"}
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


def _first_arguments(source: ast.Module) -> Iterator[tuple[int, ast.expr]]:
    """Line and key of every call that asks the catalogue for a sentence."""
    for node in ast.walk(source):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in SPEAKERS:
                yield from ((node.lineno, branch) for branch in _branches(first))
            case _:
                pass


def _branches(key: ast.expr) -> tuple[ast.expr, ...]:
    return (*_branches(key.body), *_branches(key.orelse)) if isinstance(key, ast.IfExp) else (key,)


def _pattern(key: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in key.values)


def _asked() -> Iterator[tuple[str, ast.expr]]:
    for path in python_files("handlers", "bot"):
        yield from ((f"{inside(path)}:{line}", key) for line, key in _first_arguments(parsed(path)))


def _strings(*folders: str) -> set[str]:
    """Every string in the code that has the form of a key, whoever it is handed to."""
    return {
        node.value
        for path in python_files(*folders)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }


def _refusals() -> set[str]:
    return {
        kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Refusal)
    }


def _built() -> set[str]:
    return {pattern.format(ending) for pattern, endings in BUILT.items() for ending in endings}


def test_every_key_asked_for_exists() -> None:
    known = set(catalogue("nl"))
    missing = [
        f"{place}: {key.value!r}"
        for place, key in _asked()
        if isinstance(key, ast.Constant) and key.value not in known
    ]
    assert not missing


def test_every_string_of_a_view_that_begins_like_a_key_is_one() -> None:
    known = set(catalogue("nl"))
    features = {key.partition(".")[0] for key in known}
    strange = {s for s in _strings("handlers/views") if s.partition(".")[0] in features and s not in known}
    assert not strange


def test_every_key_that_a_door_builds_is_in_the_table_with_all_its_endings() -> None:
    built = {
        _pattern(key)
        for place, key in _asked()
        if isinstance(key, ast.JoinedStr) and place.startswith("handlers/")
    }
    assert built <= set(BUILT)
    assert not _built() - set(catalogue("nl"))


def test_every_refusal_has_its_sentence_in_both_forms() -> None:
    for form in ("nl", "nl@je"):
        assert not _refusals() - set(catalogue(form))


def test_no_key_is_left_over() -> None:
    patterns = [
        re.escape(_pattern(key)).replace(r"\{\}", r"[\w.]+")
        for place, key in _asked()
        if isinstance(key, ast.JoinedStr) and place.startswith("bot/")
    ]
    used = _strings("handlers", "bot") | _built() | _refusals()
    left = [
        key
        for key in catalogue("nl")
        if key not in used and not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert not left


def test_the_rule_sees_both_branches_and_a_built_key() -> None:
    guilty = ast.parse('text("a.b" if x else "c.d", f)\nplural(f"e.{y}", f, 2)\nother("g.h")\n')
    found = [key for _, key in _first_arguments(guilty)]
    assert [key.value for key in found if isinstance(key, ast.Constant)] == ["a.b", "c.d"]
    assert [_pattern(key) for key in found if isinstance(key, ast.JoinedStr)] == ["e.{}"]
