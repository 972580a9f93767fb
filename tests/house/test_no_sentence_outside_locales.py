"""Every word a person reads stands in locales/: two words in a row of code are a sentence.

The rule: in `handlers/`, `usecases/` and `bot/` no string has two words in it; in `domain/` and `storage/`
only the text of a built-in exception has, since a developer alone reads that. Docstrings and annotations
are no strings of ours.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import docstring_ids, inside, parsed, python_files

SPEECHLESS = ("handlers", "usecases", "bot")
MAY_EXPLAIN_TO_A_DEVELOPER = ("domain", "storage")

EXEMPT = {
    "storage/database.py": "the seam that knows which engine it is speaks that engine's SQL",
    "storage/migrations/": "a migration is SQL that stays as it was",
}

BUILTIN_ERRORS = {"AssertionError", "KeyError", "LookupError", "RuntimeError", "TypeError", "ValueError"}


def sentences(source: ast.Module, *, errors_may_explain: bool) -> Iterator[tuple[int, str]]:
    """Line number and text of every string with two words in it that nothing excuses."""
    excused = docstring_ids(source) | _annotation_ids(source)
    if errors_may_explain:
        excused |= _error_text_ids(source)
    for node in ast.walk(source):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in excused and _words(text) >= 2:
                yield node.lineno, text
            case _:
                pass


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
