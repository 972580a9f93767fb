"""Our packages have plain names, so it is proved that they are ours, and that every gate knows them all."""

import importlib.util
from pathlib import Path

import pytest

from tests.house.sources import ROOMS, ROOT, pyproject


@pytest.mark.parametrize("room", [*ROOMS, "bench", "tests"])
def test_the_package_python_finds_is_ours(room: str) -> None:
    spec = importlib.util.find_spec(room)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT / room / "__init__.py"


def test_the_wheel_the_contracts_and_the_type_checker_know_every_room() -> None:
    tools = pyproject()["tool"]
    assert tools["hatch"]["build"]["targets"]["wheel"]["packages"] == list(ROOMS)
    assert tools["importlinter"]["root_packages"] == list(ROOMS)
    assert tools["mypy"]["files"] == [*ROOMS, "bench", "tests"]


def test_no_folder_with_code_is_forgotten() -> None:
    with_code = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert with_code == {*ROOMS, "bench", "tests"}


@pytest.mark.parametrize("folder", [*ROOMS, "bench", "tests"])
def test_every_folder_with_python_in_it_is_a_package(folder: str) -> None:
    bare = {
        path.parent.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert not {name for name in bare if not name.startswith("storage/migrations")}
