"""Tmp."""
import pytest, pytest_asyncio
from tests.web.screens import Gallery, on_stage
from tests.web.screens_circle import the_circle_helps
from tests.web.family_pages import FATIMA, NOOR, WIL
from web.app import FAMILY
pytestmark = [pytest.mark.browser, pytest.mark.timeout(590), pytest.mark.asyncio(loop_scope="module")]
@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(template, tmp_path_factory):
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made
async def test_circle(stage):
    gallery = Gallery("family", FAMILY, without_hide=frozenset({"rust"}))
    for user in (FATIMA, NOOR, WIL):
        await stage.comes_in(await stage.visitor(), user, first=True)
    try:
        await the_circle_helps(stage, gallery)
    finally:
        print("\n".join(gallery.complaints), gallery.count)
    mine=[f for f in gallery.forgotten(frozenset()) if any(w in f for w in ("/taken","/week","/kring","/overleg","/doorg","turn","task","week","circle","part","leave","left","meeting","remark","propose_member"))]
    print(mine)
    assert not gallery.complaints
