"""The help card: for everybody, at once, once, and also when everything else is gone."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.emergency import plain
from bot.intake import SHORTEST
from demo.faults import FaultKind
from demo.phone import Phone
from locales import catalogue
from tests.support.world import OWN_NUMBER, KringUnderTest

CARD = "Direct gevaar: bel 112"


def _cards(kring: KringUnderTest, phone: Phone) -> int:
    return sum(CARD in call.params.get("text", "") for call in kring.stand_in.journal.sent(phone.user_id))


@pytest.mark.parametrize(
    "typed",
    [
        "/nood",
        "/NOOD",
        "/nood nu",
        "/nood@kring_proef_bot",
        "nood",
        "Nood!",
        "112",
        "1️⃣1️⃣2️⃣",
        "🆘 Hulp nu",
        "hulp  nu",
        "Help!!",
    ],
)
async def test_a_stranger_who_asks_for_help_gets_the_card_once(kring: KringUnderTest, typed: str) -> None:
    await kring.stranger.says(typed)
    posted = await kring.stranger.waits_for(CARD)
    await kring.idle()

    assert posted is not None
    assert posted.protected
    assert OWN_NUMBER in posted.text
    assert _cards(kring, kring.stranger) == 1


@pytest.mark.parametrize("typed", ["noodzakelijk", "geen nood", "1122", "/noodle", "/nood@another_bot"])
async def test_other_words_are_left_to_the_doors(kring: KringUnderTest, typed: str) -> None:
    await kring.stranger.says(typed)
    await kring.idle()
    assert _cards(kring, kring.stranger) == 0


def test_signs_emoji_and_fancy_figures_make_no_difference() -> None:
    assert plain("  \uff28\uff35\uff2c\uff30 — nú?! 🆘 ") == "hulp nú"
    assert plain("/nood@Kring_Bot") == "/nood@kring_bot"


async def test_a_young_person_is_told_in_their_own_form(kring: KringUnderTest) -> None:
    await kring.noor.says("nood")
    posted = await kring.noor.waits_for(CARD)
    await kring.fatima.says("nood")
    for_adult = await kring.fatima.waits_for(CARD)
    assert posted is not None
    assert for_adult is not None
    assert "Kindertelefoon" in posted.text
    assert "Kindertelefoon" not in for_adult.text
    assert posted.text != for_adult.text


async def test_it_is_kept_as_handled_and_reaches_no_door(kring: KringUnderTest) -> None:
    await kring.fatima.says("nood")
    await kring.idle()
    assert await kring.machine.archive.inbox.pending() == ()
    assert await kring.machine.archive.inbox.highest() is not None
    async with kring.reading() as uow:
        assert await uow.work_items.all_open() == ()


async def test_the_button_shows_the_card_and_another_wipes_it(kring: KringUnderTest) -> None:
    await kring.stranger.says("/help")
    await kring.stranger.taps("Hulp nu")
    posted = await kring.stranger.waits_for(CARD)
    await kring.stranger.taps("Wis", message=posted)
    await kring.idle()
    assert posted is not None
    assert kring.stranger.chat.find(posted.message_id) is None
    assert all(query.answered for query in kring.stand_in.world.queries.values())


async def test_what_is_too_old_to_wipe_loses_its_text(kring: KringUnderTest) -> None:
    await kring.stranger.says("nood")
    await kring.stranger.waits_for(CARD)
    await kring.idle()
    kring.stand_in.faults.add(FaultKind.BAD_REQUEST, "deleteMessage")
    await kring.stranger.taps("Wis")
    await kring.idle()
    assert not kring.stranger.heard(CARD)


async def test_a_group_gets_no_card(kring: KringUnderTest) -> None:
    await kring.fatima.adds_bot_to_group(-77)
    await kring.idle()
    kring.stand_in.world.chats[-77].bot_left = False
    await kring.fatima.says("/nood", group=-77)
    await kring.idle()
    assert _cards(kring, kring.fatima) == 0
    assert kring.stand_in.journal.sent(-77) == []


async def test_it_answers_once_when_database_key_and_words_are_gone(
    kring: KringUnderTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody may be turned away because a disk is."""
    shutil.rmtree(kring.files.folder)
    monkeypatch.setattr(catalogue, "HOME", tmp_path / "gone")
    catalogue.catalogue.cache_clear()
    try:
        for phone in (kring.stranger, kring.fatima, kring.noor):
            await phone.says("/nood")
        for phone in (kring.stranger, kring.fatima, kring.noor):
            await phone.waits_for(CARD)
        # The update cannot be kept, so it comes again and again; it is answered once all the same.
        await asyncio.sleep(2.5 * SHORTEST)
        assert kring.stand_in.updates.waiting(), "what was not kept is not confirmed"
        assert [_cards(kring, p) for p in (kring.stranger, kring.fatima, kring.noor)] == [1, 1, 1]
    finally:
        monkeypatch.undo()
        catalogue.catalogue.cache_clear()


async def test_a_slow_network_is_waited_for(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(FaultKind.TOO_MANY, "sendMessage", seconds=1)
    await kring.stranger.says("112")
    await kring.stranger.waits_for(CARD, timeout=4)
