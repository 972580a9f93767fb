"""Finds and parses the project's own files for the house tests."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

ROOMS = ("bot", "handlers", "web", "usecases", "domain", "storage", "locales", "demo")
"""The packages that are shipped; each stands as a folder at the root."""


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these root folders, in a fixed order."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def inside(path: Path) -> str:
    """The path as it is written in a message: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def project_files() -> list[Path]:
    """Every file that is, or would be, in the repository; ignored and deleted files are left out."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]
    return list(_files_without_git())


def docstring_ids(tree: ast.Module) -> set[int]:
    """The identities of the string nodes that are docstrings, those under an assignment included."""
    return {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }


def _files_without_git() -> Iterator[Path]:
    made_by_tools = {"__pycache__", "dist"}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in {".ci", ".gitignore", ".editorconfig"}
        if path.is_file() and not hidden and not made_by_tools.intersection(parts):
            yield path
