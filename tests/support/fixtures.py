"""Fixtures for every room; `tests/conftest.py` takes them in with `pytest_plugins`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.cast import Cast, Files, make_template
from tests.support.world import KringUnderTest, world


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Cast]:
    """A data file with the whole cast, made once; tests work on copies."""
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def cast(template: tuple[Files, Cast]) -> Cast:
    """Who is who."""
    return template[1]


@pytest.fixture
def files(template: tuple[Files, Cast], tmp_path: Path) -> Files:
    """A copy of the data file, to spoil."""
    return template[0].copied_to(tmp_path / "data")


@pytest_asyncio.fixture
async def kring_stopped(files: Files, cast: Cast) -> AsyncIterator[KringUnderTest]:
    """The world, with a bot that has not started yet."""
    async with world(files, cast) as kring:
        yield kring


@pytest_asyncio.fixture
async def kring(kring_stopped: KringUnderTest) -> KringUnderTest:
    """The world, with the bot running and at rest."""
    await kring_stopped.start()
    await kring_stopped.idle()
    return kring_stopped
