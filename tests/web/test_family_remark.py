"""Iets doorgeven in the window: what it means is said first, and a worry about safety gets the advice number."""

import pytest

from domain.threads import LONGEST
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.circle_pages import answers, form_at, goes_in, shown
from tests.web.family_pages import FATIMA, NOOR, WIL, kept, on_lists, unsent

PATH = "/doorgeven"
ADVICE = "0800-2000"
REMARK = "Zondag was hij heel stil."


@pytest.fixture
async def wil(kring: KringUnderTest, browser: Browser) -> Browser:
    return await goes_in(kring, browser, WIL, PATH)


async def test_it_is_asked_first_whether_it_is_about_safety(wil: Browser) -> None:
    assert "Maakt u zich zorgen over de veiligheid van iemand?" in shown(wil)
    assert "<textarea" not in wil.page
    await wil.get(f"{PATH}?over=iets")
    assert ADVICE not in shown(wil)
    await wil.get(f"{PATH}?over=veiligheid")
    assert wil.page.index(ADVICE) < wil.page.index("<textarea")
    assert 'href="tel:08002000"' in wil.page


@pytest.mark.parametrize("about", ["iets", "veiligheid"])
async def test_what_it_means_is_said_before_it_is_written(wil: Browser, about: str) -> None:
    await wil.get(f"{PATH}?over={about}")
    for told in (
        "hoort bij het dossier van het gezin",
        "Het gezin mag vragen om het dossier te lezen.",
        "U krijgt hier geen antwoord.",
    ):
        assert wil.page.index(told) < wil.page.index("<textarea"), told
    assert 'href="/bel"' in wil.page.split("<main", 1)[1].split("</main>", 1)[0]


async def test_a_remark_is_kept_once_and_never_shown_again(kring: KringUnderTest, wil: Browser) -> None:
    await wil.get(f"{PATH}?over=iets")
    form = {**form_at(wil, PATH), "remark": REMARK}
    await wil.post(PATH, form)
    assert "De gezinsmanager kan dit nu lezen." in shown(wil)
    assert REMARK not in wil.page
    await wil.post(PATH, form)
    (said,) = await kept(kring, "wil")
    assert (said.body.reveal(), said.alarming) == (REMARK, False)
    for path in (PATH, f"{PATH}?over=iets", "/thuis", "/kring", "/taken"):
        await wil.get(path)
        assert REMARK not in wil.page, path


async def test_a_worry_about_safety_stands_in_front(kring: KringUnderTest, wil: Browser) -> None:
    await wil.get(f"{PATH}?over=veiligheid")
    await answers(wil, PATH, {"remark": REMARK})
    (said,) = await kept(kring, "wil")
    assert said.alarming
    assert ADVICE in shown(wil)
    assert any(one.urgent for one in await on_lists(kring))


async def test_words_of_danger_show_the_numbers_and_are_kept(kring: KringUnderTest, wil: Browser) -> None:
    await wil.get(f"{PATH}?over=iets")
    await answers(wil, PATH, {"remark": "Hij slaat mij en ik ben bang voor vanavond"})
    assert "112" in shown(wil)
    (said,) = await kept(kring, "wil")
    assert said.alarming


@pytest.mark.parametrize(("words", "said"), [("", "Schrijf eerst op"), ("x" * (LONGEST + 1), "te lang")])
async def test_what_cannot_be_kept_stays_in_the_form(
    kring: KringUnderTest, wil: Browser, words: str, said: str
) -> None:
    await wil.get(f"{PATH}?over=iets")
    await answers(wil, PATH, {"remark": words})
    assert wil.status == 422
    assert said in shown(wil)
    assert words in wil.page
    assert not await kept(kring, "wil")


async def test_what_is_being_typed_is_found_again(kring: KringUnderTest, wil: Browser) -> None:
    await wil.post(f"{PATH}/concept", {"remark": "Ik wilde nog zeggen"})
    assert "Ik wilde nog zeggen" in await unsent(kring, "wil")
    await wil.get(f"{PATH}?over=iets")
    assert "Dit typte u eerder" in shown(wil) or "eerder" in shown(wil)
    assert "Ik wilde nog zeggen" in wil.page
    await answers(wil, PATH, {"remark": "Ik wilde nog zeggen"})
    assert await unsent(kring, "wil") == ""


async def test_an_old_form_keeps_its_words(kring: KringUnderTest, wil: Browser) -> None:
    await wil.get(f"{PATH}?over=iets")
    await wil.post(PATH, {"csrf": "oud", "over": "iets", "remark": REMARK})
    assert wil.status == 403
    assert REMARK in wil.page
    assert not await kept(kring, "wil")


@pytest.mark.parametrize("user", [FATIMA, NOOR])
async def test_the_family_writes_in_its_own_conversation(
    kring: KringUnderTest, browser: Browser, user: int
) -> None:
    somebody = await goes_in(kring, browser, user, PATH)
    assert somebody.status == 404
    await somebody.get("/thuis")
    assert PATH not in somebody.page
    await somebody.post(PATH, {"remark": REMARK})
    assert somebody.status == 404
