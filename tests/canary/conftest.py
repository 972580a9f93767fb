"""One planted Kring for each module: growing it takes seconds, and nothing that is asked of it takes a word away."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.canary.grown import Grown, growing


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grown(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Grown]:
    """Everything planted, on the day that Anna is away."""
    async with growing(tmp_path_factory.mktemp("canary")) as made:
        yield made
