"""A rule may be broken where it says why: every exemption from a checker carries its reason."""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOMS, ROOT, inside, python_files

EXCUSE = re.compile(
    r"#\s*(?:type:\s*ignore(?:\[[\w, -]+\])?|noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?)(?P<rest>.*)"
)
REASON = re.compile(r"\w{2,}\W+\w{2,}")


def unexplained(code: str) -> Iterator[tuple[int, str]]:
    """Line number and comment of every exemption that is not followed by a reason of two words or more."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        excuse = EXCUSE.search(token.string) if token.type == tokenize.COMMENT else None
        if excuse and not REASON.search(EXCUSE.sub(r"\g<rest>", excuse["rest"])):
            yield token.start[0], token.string


def test_every_exemption_in_the_code_says_why() -> None:
    found = [
        f"{inside(path)}:{line}: {comment}"
        for path in python_files(*ROOMS, "bench", "tests")
        for line, comment in unexplained(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say why in the same comment:\n" + "\n".join(found)


def test_every_exemption_in_the_settings_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    table = text[text.index("\nignore = [") : text.index("\n[tool.ruff.lint.pydocstyle]")]
    silent = [
        line for line in table.splitlines() if re.search(r'"[A-Z]+\d+"|= \["', line) and "#" not in line
    ]
    assert not silent, "say why behind the rule:\n" + "\n".join(silent)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x = 1  # noqa: S603\n", [1]),
        ("x = 1  # type: ignore[misc]\n", [1]),
        ("x = 1  # type: ignore[misc]  # noqa: S603\n", [1]),
        ("x = 1  # noqa: S603 -- the arguments are our own\n", []),
        ("x = 1  # type: ignore[misc]  # the library's stub is wrong here\n", []),
        ("x = '# noqa: S603'\n", []),
    ],
)
def test_a_reason_is_two_words_at_least(code: str, lines: list[int]) -> None:
    assert [line for line, _ in unexplained(code)] == lines
