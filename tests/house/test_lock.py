"""The lock pins everything by content, tells nothing of where it was made, and hides none of our packages."""

import ast
import re
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.house.sources import ROOMS, ROOT, parsed, pyproject, python_files

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def _locked() -> dict[str, str]:
    """Distribution name, in its one spelling, to locked version."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK, flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def _asked_for() -> list[Requirement]:
    project = pyproject()["project"]
    groups = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(line for group in groups.values() for line in group)]
    return [Requirement(line) for line in [*wanted, *pyproject()["build-system"]["requires"]]]


def test_everything_asked_for_is_locked_at_a_version_that_fits() -> None:
    locked = _locked()
    unfit = [
        str(asked)
        for asked in _asked_for()
        if not asked.specifier.contains(locked.get(canonicalize_name(asked.name), "0"), prereleases=True)
        or canonicalize_name(asked.name) not in locked
    ]
    assert not unfit, "make requirements.lock again (its first lines say how)"


def test_every_package_is_pinned_by_content() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(_locked()) > 0
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


def test_the_lock_names_no_address_and_no_folder() -> None:
    telltale = [
        "://",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--trusted-host",
        "file:",
        " @ ",
        "-e ",
    ]
    assert not [word for word in telltale if word in LOCK]


def test_no_package_we_install_hides_one_of_ours() -> None:
    providers = packages_distributions()
    strangers = {room: set(providers.get(room, [])) - {"kring"} for room in ROOMS}
    assert not any(strangers.values()), f"another distribution ships a package with our name: {strangers}"
    assert not set(ROOMS) & set(_locked())


NEVER_IMPORTED = {
    "aiosqlite": "the address of the database names it as the driver",
    "pytest-asyncio": "pytest finds it by itself",
    "pytest-timeout": "pytest finds it by itself",
    "pytest-xdist": "pytest finds it by itself",
    "python-multipart": "starlette reads forms with it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}


def _imported(*folders: str) -> set[str]:
    """The first word of every module that this code imports."""
    names: set[str] = set()
    for node in (node for path in python_files(*folders) for node in ast.walk(parsed(path))):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.partition(".")[0])
            case _:
                pass
    return names


def _unused(lines: list[str], *folders: str) -> set[NormalizedName]:
    imported = _imported(*folders)
    ours = {
        canonicalize_name(one)
        for name, of in packages_distributions().items()
        if name in imported
        for one in of
    }
    return (
        {canonicalize_name(Requirement(line).name) for line in lines}
        - ours
        - {canonicalize_name(name) for name in NEVER_IMPORTED}
    )


def test_every_package_that_is_shipped_is_used_by_a_room_and_every_test_tool_by_a_test() -> None:
    project = pyproject()["project"]
    assert not _unused(project["dependencies"], *ROOMS)
    assert not _unused(project["optional-dependencies"]["test"], "tests", "bench")
    assert _unused(["import-linter"], *ROOMS)
