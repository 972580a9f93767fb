"""Joining: invitation, code by voice, two words read out, consent, and what goes wrong on the way."""

import pytest

from domain.actors import Administrator
from domain.linking import Recipient
from tests.support.world import KringUnderTest
from usecases.linking import Issued, invite

NEUTRAL = "Dit lukt zo niet."


async def invitation(kring: KringUnderTest, key: str = "jan") -> Issued:
    async with kring.unit() as uow:
        return await invite(uow, Administrator(), invitee=Recipient(person=kring.cast.people[key].id))


def words_on(text: str) -> str:
    return text.splitlines()[1]


async def test_an_invited_person_joins_and_an_earlier_account_is_let_go(kring: KringUnderTest) -> None:
    issued = await invitation(kring)
    newcomer = kring.stranger
    await newcomer.says(f"/start {issued.token.reveal()}")
    await newcomer.waits_for("zes cijfers")
    await newcomer.says(issued.code.reveal())
    shown = await newcomer.waits_for("hardop")
    assert shown is not None
    assert kring.sanne.heard("wil koppelen") or await kring.sanne.waits_for("wil koppelen")
    await kring.sanne.says(words_on(shown.text))
    await kring.sanne.waits_for("koppeling is klaar")
    await newcomer.taps("Ik begrijp het")
    await newcomer.taps("Zeg u")
    await newcomer.taps("20.00")
    await newcomer.taps("Nee")
    await newcomer.waits_for("Alles staat goed")
    await kring.idle()
    await newcomer.says("/afspraken")
    await newcomer.waits_for("afspraken")
    await kring.jan.says("/instellingen")
    await kring.jan.waits_for("uitnodiging")


async def test_neither_token_nor_code_nor_words_stay_in_a_chat(kring: KringUnderTest) -> None:
    issued = await invitation(kring)
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.stranger.waits_for("zes cijfers")
    await kring.stranger.says(issued.code.reveal())
    shown = await kring.stranger.waits_for("hardop")
    assert shown is not None
    words = words_on(shown.text)
    await kring.sanne.waits_for("wil koppelen")
    await kring.sanne.says(words)
    await kring.sanne.waits_for("koppeling is klaar")
    await kring.idle()
    left = "\n".join([*kring.stranger.screen(), *kring.sanne.screen()])
    assert issued.token.reveal() not in left
    assert issued.code.reveal() not in left
    assert words not in "\n".join(kring.sanne.screen())


@pytest.mark.parametrize("token", ["kort", "A" * 22, "0" * 60])
async def test_an_unknown_invitation_gets_the_neutral_answer(kring: KringUnderTest, token: str) -> None:
    await kring.stranger.says(f"/start {token}")
    await kring.stranger.waits_for(NEUTRAL)


async def test_a_wrong_code_a_used_and_an_expired_invitation_sound_the_same(kring: KringUnderTest) -> None:
    issued = await invitation(kring)
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.stranger.waits_for("zes cijfers")
    wrong = "000000" if issued.code.reveal() != "000000" else "111111"
    await kring.stranger.says(wrong)
    await kring.stranger.waits_for(NEUTRAL)
    first = kring.stranger.last().text
    await kring.move_to("2026-11-27 10:00")
    await kring.stranger.says(issued.code.reveal())
    await kring.idle()
    assert kring.stranger.last().text == first
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.idle()
    assert kring.stranger.last().text == first


async def test_after_five_wrong_codes_the_right_one_no_longer_helps(kring: KringUnderTest) -> None:
    issued = await invitation(kring)
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.stranger.waits_for("zes cijfers")
    for attempt in range(5):
        await kring.stranger.says(f"{attempt}{attempt}{attempt}{attempt}99")
    await kring.stranger.says(issued.code.reveal())
    await kring.idle()
    assert kring.stranger.last().text.startswith(NEUTRAL)
    assert not kring.stranger.heard("hardop")


async def test_another_gezinsmanager_cannot_confirm_the_words(kring: KringUnderTest) -> None:
    issued = await invitation(kring)
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.stranger.waits_for("zes cijfers")
    await kring.stranger.says(issued.code.reveal())
    shown = await kring.stranger.waits_for("hardop")
    assert shown is not None
    await kring.mehmet.says(f"/bevestig {words_on(shown.text)}")
    await kring.mehmet.waits_for("kloppen niet")
    await kring.stranger.says("/afspraken")
    await kring.stranger.waits_for("uitnodiging")
