"""A fresh world for each test: the cast of `tests/support` in a file of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.support.cast import Cast, Files
from tests.support.fixtures import cast, files, template
from tests.usecases.world import World, opened

__all__ = ["cast", "files", "template"]


@pytest.fixture
async def world(files: Files, cast: Cast) -> AsyncIterator[World]:
    """The cast on Monday 23 November 2026 at 09.00 in Amsterdam, nothing planned yet."""
    async with opened(files, cast) as made:
        yield made
