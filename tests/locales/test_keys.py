"""Catalogue and code know the same keys: none is missing, none is left over, and each gets what it names."""

import ast
import importlib
import pkgutil
import re
from string import Formatter

import domain
from domain.errors import Refusal
from locales.catalogue import Sentence, catalogue
from tests.locales.built_keys import BUILT, built
from tests.locales.speech import Asked, asked, in_python, in_template, strings
from web.refusals import ForeignForm

STRICT = ("handlers", "web", "locales")
"""Rooms in which every built key stands in the table; the command line builds its own help."""

FOR_FAMILIES = ("web/family/", "web/templates/family/", "web/templates/base.html", "web/templates/macros")
DESK = "desk."
"""What one macro of both says at the desk alone."""

LETTERS = "letter."
"""A printed letter is read by a family, though it is made at the desk."""

DESK_ONLY_REFUSALS = {"absence.needs_substitute", "absence.loop", "absence.overlaps"}


def _refusals() -> set[str]:
    """The code of every refusal of the house."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    kinds: list[type[Refusal]] = [Refusal, ForeignForm, *_kinds(Refusal)]
    return {kind.code for kind in kinds if kind.__module__.startswith(("domain.", "web."))}


def _kinds(kind: type[Refusal]) -> list[type[Refusal]]:
    return [deeper for child in kind.__subclasses__() for deeper in (child, *_kinds(child))]


def _each(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


def _places(key: str, form: str = "nl") -> set[str]:
    parts = [part for each in _each(catalogue(form)[key]) for part in Formatter().parse(each)]
    return {name for _, name, _, _ in parts if name is not None}


def _is_for_families(one: Asked) -> bool:
    return one.place.startswith(FOR_FAMILIES) and not one.only_u and not one.key.startswith(DESK)


def _unfilled(one: Asked) -> set[str]:
    """The places that stay open, for a key that is asked for with its values spelled out."""
    if one.given is None or one.key not in catalogue("nl"):
        return set()
    return _places(one.key) - one.given - ({"count"} if one.counts else set())


def test_every_key_asked_for_exists() -> None:
    known = set(catalogue("nl"))
    assert not [one for one in asked("handlers", "bot", "web", "locales") if one.key and one.key not in known]


def test_every_key_a_family_is_told_by_the_window_exists_in_both_forms() -> None:
    known = set(catalogue("nl@je"))
    for_families = [one for one in asked("web") if _is_for_families(one)]
    assert len(for_families) > 100
    assert not [one for one in for_families if one.key and one.key not in known]
    assert not {key for one in for_families if one.pattern for key in built(one.pattern)} - known
    assert not {key for key in strings("web") if key.startswith(LETTERS)} - known


def test_every_key_is_asked_for_with_what_it_names() -> None:
    assert not [(one, _unfilled(one)) for one in asked("handlers", "bot", "web", "locales") if _unfilled(one)]


def test_what_is_counted_is_asked_for_with_a_number_and_nothing_else_is() -> None:
    known = catalogue("nl")
    assert not [
        one
        for one in asked("handlers", "bot", "web", "locales")
        if one.key in known and one.counts != isinstance(known[one.key], tuple)
    ]


def test_every_string_that_begins_like_a_key_is_one() -> None:
    known = set(catalogue("nl"))
    features = {key.partition(".")[0] for key in known}
    strange = {
        s
        for s in strings("handlers/views") | strings("web")
        if s.partition(".")[0] in features and s not in known and not s.endswith((".html", ".js", ".css"))
    }
    assert not strange


def test_every_key_that_a_room_builds_is_in_the_table_with_all_its_endings() -> None:
    patterns = {one.pattern for one in asked(*STRICT) if one.pattern}
    assert patterns == set(BUILT)
    assert not built() - set(catalogue("nl"))


def test_every_refusal_has_its_sentence_in_both_forms() -> None:
    assert len(_refusals()) > 20
    assert not _refusals() - set(catalogue("nl"))
    assert not _refusals() - DESK_ONLY_REFUSALS - set(catalogue("nl@je"))


def test_no_key_is_left_over() -> None:
    patterns = [
        re.escape(one.pattern).replace(r"\{\}", r"[\w.]+")
        for one in asked("bot")
        if one.pattern and one.pattern not in BUILT
    ]
    used = strings("handlers", "bot", "web") | built() | _refusals()
    used |= {one.key for one in asked("locales")}
    left = [
        key
        for key in catalogue("nl")
        if key not in used and not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert not left


def test_the_rule_sees_both_branches_and_a_built_key() -> None:
    guilty = ast.parse('text("a.b" if x else "c.d", f, n=1)\nplural(f"e.{y}", f, 2)\nother("g.h")\n')
    first, second, third = in_python(guilty, "it.py")
    assert (first.key, second.key, third.pattern) == ("a.b", "c.d", "e.{}")
    assert (first.given, third.counts) == (frozenset({"n"}), True)


def test_the_rule_sees_what_a_template_asks() -> None:
    guilty = '{{ t("a.b" if x else "c.d", n=1) }}{{ plural("e." ~ y ~ ".f", 2) }}{{ t(key, **values) }}'
    first, second, third, fourth = in_template(guilty, "it.html")
    assert (first.key, second.key, third.pattern) == ("a.b", "c.d", "e.{}.f")
    assert (first.given, third.counts, fourth.key, fourth.given) == (frozenset({"n"}), True, "", None)
