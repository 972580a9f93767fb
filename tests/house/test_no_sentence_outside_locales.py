"""Every word a person reads stands in locales/: two words in a row of code are a sentence.

The rule: in `handlers/`, `web/`, `usecases/` and `bot/` no string has two words in it; in `domain/` and `storage/`
only the text of a built-in exception has, since a developer alone reads that. Docstrings and annotations
are no strings of ours. A template of the window has no word of its own at all, and a script no sentence.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.house.sources import ROOT, docstring_ids, inside, parsed, python_files

SPEECHLESS = ("handlers", "web", "usecases", "bot")
MAY_EXPLAIN_TO_A_DEVELOPER = ("domain", "storage")

EXEMPT = {
    "storage/database.py": "the seam that knows which engine it is speaks that engine's SQL",
    "storage/migrations/": "a migration is SQL that stays as it was",
}

TOLD_TO_BROWSERS = {
    "; Path=/; Secure; HttpOnly; ",
    '"cache", "cookies", "storage"',
    "GET, POST",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "noindex, nofollow",
    "private, max-age=31536000, immutable",
}
"""What stands in a header of HTTP; no person reads it."""

SEEN_BY_PEOPLE = ("alt", "aria-label", "aria-description", "label", "placeholder", "title")
NAMES_OF_FRAMES = {"desk", "family"}
"""Which frame a template fills; it ends in an attribute."""

BUILTIN_ERRORS = {"AssertionError", "KeyError", "LookupError", "RuntimeError", "TypeError", "ValueError"}


def sentences(source: ast.Module, *, errors_may_explain: bool) -> Iterator[tuple[int, str]]:
    """Line number and text of every string with two words in it that nothing excuses."""
    excused = docstring_ids(source) | _annotation_ids(source)
    if errors_may_explain:
        excused |= _error_text_ids(source)
    for node in ast.walk(source):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in excused and _words(text) >= 2:
                if text not in TOLD_TO_BROWSERS:
                    yield node.lineno, text
            case _:
                pass


class _Shown(HTMLParser):
    """Collects what a page shows by itself: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_data(self, data: str) -> None:
        # A macro may make attributes outside a tag.
        self._note(re.sub(r'[a-z-]+="[^"]*"', "", data))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SEEN_BY_PEOPLE:
                self._note(value or "")

    def _note(self, said: str) -> None:
        words = set(re.findall(r"[^\W\d_]{2,}", said)) - NAMES_OF_FRAMES
        if words:
            self.found.append((self.getpos()[0], " ".join(sorted(words))))


def words_of_template(source: str) -> list[tuple[int, str]]:
    """Line and words of whatever a template says without asking the catalogue."""
    bare = re.sub(
        r"{#.*?#}|{%.*?%}|{{.*?}}",
        lambda found: " " + "\n" * found.group().count("\n"),
        source,
        flags=re.DOTALL,
    )
    shown = _Shown()
    shown.feed(bare)
    shown.close()
    return shown.found


def _words(text: str) -> int:
    bare = (token.strip(".,;:!?…()[]{}'\"“”‘’") for token in text.split())
    return sum(1 for token in bare if token.isalpha() and len(token) > 1)


def _annotation_ids(source: ast.Module) -> set[int]:
    annotations: list[ast.expr | None] = []
    for node in ast.walk(source):
        match node:
            case ast.AnnAssign() | ast.arg():
                annotations.append(node.annotation)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                annotations.append(node.returns)
            case ast.Call(func=ast.Name(id="cast" | "TypeVar"), args=[first, *_]):
                annotations.append(first)
            case _:
                pass
    return {id(part) for annotation in annotations if annotation for part in ast.walk(annotation)}


def _error_text_ids(source: ast.Module) -> set[int]:
    return {
        id(part)
        for node in ast.walk(source)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        if isinstance(node.exc.func, ast.Name) and node.exc.func.id in BUILTIN_ERRORS
        for part in ast.walk(node.exc)
    }


@pytest.mark.parametrize("room", [*SPEECHLESS, *MAY_EXPLAIN_TO_A_DEVELOPER])
def test_no_sentence_stands_outside_locales(room: str) -> None:
    found = [
        f"{inside(path)}:{line}: {text!r}"
        for path in python_files(room)
        if not inside(path).startswith(tuple(EXEMPT))
        for line, text in sentences(parsed(path), errors_may_explain=room in MAY_EXPLAIN_TO_A_DEVELOPER)
    ]
    assert not found, "Words for people belong in locales/; a log event is a key. Found:\n" + "\n".join(found)


def test_the_rule_sees_a_sentence_and_lets_a_key_pass() -> None:
    guilty = (
        'def f(x):\n  """Two words."""\n  x.say(f"Goedemorgen mevrouw {x}")\n  raise ValueError("too late")\n'
    )
    keys = 'LOG.info("checkin.answered", extra={"of": "%(asctime)s %(name)s"})\ny: "int | None" = None\n'

    assert {line for line, _ in sentences(ast.parse(guilty), errors_may_explain=False)} == {3, 4}
    assert {line for line, _ in sentences(ast.parse(guilty), errors_may_explain=True)} == {3}
    assert not list(sentences(ast.parse(keys), errors_may_explain=False))


def test_no_template_of_the_window_has_words_of_its_own() -> None:
    templates = sorted((ROOT / "web" / "templates").rglob("*.html"))
    assert templates
    found = [
        f"{inside(path)}:{line}: {words}"
        for path in templates
        for line, words in words_of_template(path.read_text("utf-8"))
    ]
    assert not found, "a template asks the catalogue: {{ t(...) }}. Found:\n" + "\n".join(found)


def test_no_script_of_the_window_speaks() -> None:
    scripts = sorted((ROOT / "web" / "static").glob("*.js"))
    assert scripts
    spoken = {
        (inside(path), said)
        for path in scripts
        for said in re.findall(r"[\"'`]([^\"'`\n]*)[\"'`]", path.read_text("utf-8"))
        if re.search(r"\b[A-Z][a-z]+ [a-z]{2,}", said)
    }
    assert not spoken, "a script shows what the page gave it in a data attribute"


def test_the_rule_sees_a_word_in_a_template() -> None:
    guilty = '<p>{{ t("a.b") }}\n</p><li{% if x %} class="new item"{% endif %}>Nieuw</li><img alt="Een foto">'
    assert words_of_template(guilty) == [(2, "Nieuw"), (2, "Een foto")]
    assert words_of_template('<title>{{ t("a.b") }}</title>{# to do #}<p class="two words">…</p>') == []
