"""The family's tasks, week, circle and meetings, and all that a member has, pictured narrow and wide in every state."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.cast import Cast, Files
from tests.web.family_pages import FATIMA, NOOR, WIL
from tests.web.screens import Gallery, Stage, on_stage
from tests.web.screens_circle import DOORS, TEMPLATES, the_circle_helps

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

NO_PAGE = "/taken/{id}/agenda"
"""What answers with a file."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        yield made


async def test_every_page_of_the_circle_in_every_state(stage: Stage) -> None:
    gallery = Gallery("family", DOORS)
    for user in (FATIMA, NOOR, WIL):
        await stage.comes_in(await stage.visitor(), user, first=True)
    await the_circle_helps(stage, gallery)
    missing = gallery.forgotten(frozenset({NO_PAGE}))
    forgotten = [one for one in missing if one in TEMPLATES or one.startswith("/")]
    wrong = [*gallery.complaints, *(f"no picture of {one}" for one in forgotten)]
    assert not wrong, "\n".join(wrong)
    assert gallery.count > 150
