"""One life is lived once; each module goes on with a copy of it, so that none spoils another."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.canary.grown import Grown, Harvest, going_on, live
from tests.support.fixtures import template

__all__ = ["template"]


@pytest.fixture(scope="session")
def harvest(tmp_path_factory: pytest.TempPathFactory) -> Harvest:
    """Everything planted and everybody heard, on the day that Anna is away."""
    return asyncio.run(live(tmp_path_factory.mktemp("life")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def grown(harvest: Harvest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Grown]:
    """That life going on."""
    async with going_on(harvest, tmp_path_factory.mktemp("canary")) as made:
        yield made
