"""A fresh archive for each test, always closed again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.storage.world import Cast, Place, keep, new_cast


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
async def archive(place: Place) -> AsyncIterator[Archive]:
    opened = await place.open()
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def cast(archive: Archive) -> Cast:
    made = new_cast()
    async with archive.unit() as unit:
        await keep(unit, made)
    return made
