"""Small rooms: a file that grows is missing a noun, a function that grows is missing a name."""

import ast

import pytest

from tests.house.sources import ROOMS, inside, parsed, python_files

LINES_OF_A_FILE = 250
LINES_OF_A_TEST_FILE = 400
LINES_OF_A_FUNCTION = 50

FINISHED = "storage/migrations/versions/"
"""A migration is history: nobody edits it, so nobody gains by its being short."""


@pytest.mark.parametrize("folder", [*ROOMS, "bench", "tests"])
def test_no_file_is_longer_than_a_reader_bears(folder: str) -> None:
    limit = LINES_OF_A_TEST_FILE if folder == "tests" else LINES_OF_A_FILE
    lengths = {inside(path): len(path.read_text("utf-8").splitlines()) for path in python_files(folder)}
    too_long = {
        name: lines for name, lines in lengths.items() if lines > limit and not name.startswith(FINISHED)
    }
    assert not too_long, f"longer than {limit} lines; which noun is missing?"


@pytest.mark.parametrize("folder", [*ROOMS, "bench", "tests"])
def test_every_function_fits_a_screen(folder: str) -> None:
    too_long = [
        f"{inside(path)}:{node.lineno} {node.name} has {_lines(node)} lines"
        for path in python_files(folder)
        if not inside(path).startswith(FINISHED)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > LINES_OF_A_FUNCTION
    ]
    assert not too_long, f"longer than {LINES_OF_A_FUNCTION} lines:\n" + "\n".join(too_long)


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
