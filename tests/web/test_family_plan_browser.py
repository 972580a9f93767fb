"""The plan and its check-ins as a browser goes them: what is typed is kept, keys choose, and no script is needed."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.support.cast import Cast, Files
from tests.support.plans_made import established
from tests.web.family_pages import FATIMA, NOOR, unsent
from tests.web.plan_pages import MONDAY, turn_of
from tests.web.screens import Stage, on_stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="module")]
WORDS = "Wij aten samen aan tafel"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    async with on_stage(template, tmp_path_factory.mktemp("stage")) as made:
        await established(made.kring)
        await made.kring.move_to(MONDAY)
        yield made


async def test_what_is_typed_survives_leaving_the_page_and_is_gone_once_it_was_kept(stage: Stage) -> None:
    fatima = await stage.comes_in(await stage.visitor(), FATIMA, first=True)
    page = fatima.page
    await fatima.opens("/hoe-gaat-het")
    await page.get_by_text("Wilt u er iets bij vertellen?").click()
    await page.get_by_label("Wat ging er goed?").fill(WORDS)
    async with page.expect_response("**/hoe-gaat-het/concept") as kept:
        await page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert (await kept.value).status == 204
    await fatima.opens("/thuis")
    await fatima.opens("/hoe-gaat-het")
    await expect(page.get_by_label("Wat ging er goed?")).to_have_value(WORDS)
    # A number is chosen with the keyboard alone.
    await page.get_by_role("radio", name="0", exact=True).first.focus()
    for _ in range(6):
        await page.keyboard.press("ArrowRight")
    await fatima.presses("Bewaar mijn antwoord")
    await expect(page.get_by_text("Uw antwoord is bewaard.")).to_be_visible()
    turn = await turn_of(stage.kring, "fatima")
    assert turn is not None
    assert [score.value for score in turn.scores.values()] == [6]
    assert [words.reveal() for words in turn.words.values()] == [WORDS]
    assert await unsent(stage.kring, "fatima") == ""
    assert not fatima.complaints


async def test_without_scripts_a_check_in_and_the_plan_are_answered(stage: Stage) -> None:
    inside = await stage.comes_in(await stage.visitor(), NOOR, first=True)
    kept_in = await inside.page.context.storage_state()
    noor = await stage.visitor(java_script_enabled=False, storage_state=kept_in)
    await noor.opens("/hoe-gaat-het")
    await noor.page.locator(".marks label").nth(9).click()
    await noor.presses("Bewaar mijn antwoord")
    await expect(noor.page.get_by_text("Je antwoord is bewaard.")).to_be_visible()
    await noor.opens("/plan")
    await noor.presses("Ik ben het eens")
    await expect(noor.page.get_by_text("Je bent het eens sinds")).to_be_visible()
    turn = await turn_of(stage.kring, "noor")
    assert turn is not None
    assert [score.value for score in turn.scores.values()] == [9]
