from collections.abc import AsyncIterator
import pytest, pytest_asyncio
from domain.people import FlagKind
from tests.web import desk_circle_screens
from tests.web.screens import Gallery, Stage, on_stage
from tests.support.desk import case_manager
from usecases.families import set_flag
from web.app import DESK
pytestmark = [pytest.mark.browser, pytest.mark.timeout(500), pytest.mark.asyncio(loop_scope="module")]

@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(template, tmp_path_factory) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made

async def test_mine(stage: Stage) -> None:
    gallery = Gallery("desk", DESK)
    kring = stage.kring
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=kring.cast.people["fatima"].id, other=kring.cast.people["jan"].id)
    try:
        await desk_circle_screens.everything(stage, gallery)
    finally:
        print("\n".join(gallery.complaints)); print(gallery.count)
    print([x for x in gallery.forgotten(frozenset()) if any(w in x for w in ("kring","taken","week","overleg","reeks","vanaf","circle","task","series","repeat"))])
    assert not gallery.complaints
