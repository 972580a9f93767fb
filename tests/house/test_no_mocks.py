"""We fake Telegram and the clock, nothing else; and the tests are held to it too."""

import ast
from collections.abc import Iterator

from tests.house.sources import ROOMS, inside, parsed, python_files

MOCKS = {"unittest.mock", "mock", "pytest_mock", "freezegun", "respx", "pytest_httpx", "responses"}


def imported(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Line number and dotted name of everything a module imports."""
    for node in ast.walk(source):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield node.lineno, module
                yield from ((node.lineno, f"{module}.{name.name}") for name in names)
            case _:
                pass


def test_nothing_is_mocked() -> None:
    found = [
        f"{inside(path)}:{line}: {name}"
        for path in python_files(*ROOMS, "bench", "tests")
        for line, name in imported(parsed(path))
        if name in MOCKS
    ]
    assert not found, "use the stand-in (demo/) or the clock of tests/support:\n" + "\n".join(found)


def test_the_rule_sees_every_way_to_import() -> None:
    ways = "import unittest.mock\nfrom unittest import mock\nfrom unittest.mock import Mock\n"
    seen = {line for line, name in imported(ast.parse(ways)) if name in MOCKS}
    assert seen == {1, 2, 3}
