"""The command line for conversations: absence planned, seen and ended; a thread read in full."""

import json

from domain.secret import Secret
from tests.stories.test_command_line_window import command
from tests.support.world import KringUnderTest
from tests.web.talk_desk import answers_as, case_manager, talker
from usecases.absence import see
from usecases.threads import Written, write


async def test_an_absence_is_planned_listed_and_ended(kring: KringUnderTest) -> None:
    planned = ("absence", "plan", "--professional", "Sanne", "--substitute", "Mehmet")
    code, said, _ = await command(kring, *planned, "--first", "2026-12-03", "--last", "2026-12-07", "--json")
    assert code == 0
    made = json.loads(said)
    mehmet = str(kring.cast.professionals["mehmet"].id)
    assert made["readers"] == [{"first": "2026-12-03", "last": "2026-12-07", "professional": mehmet}]
    _, said, _ = await command(kring, "absence", "list")
    assert "Sanne Vermeulen: 2026-12-03 tot en met 2026-12-07" in said
    assert "leest Mehmet Demir mee" in said
    assert (await command(kring, "absence", "end", "--absence", made["absence"]))[0] == 0
    async with kring.unit() as uow:
        assert await see(uow, case_manager(kring)) == ()


async def test_an_absence_that_cannot_be_is_refused_in_one_sentence(kring: KringUnderTest) -> None:
    wrong = ("absence", "plan", "--professional", "Sanne", "--first", "2026-12-03")
    code, _, complained = await command(kring, *wrong, "--substitute", "Sanne", "--last", "2026-12-07")
    assert (code, complained) == (1, "Kies een collega die meeleest, en een laatste dag na de eerste.\n")
    code, _, _ = await command(kring, *wrong, "--substitute", "Mehmet", "--last", "x")
    assert code == 1
    code, _, _ = await command(kring, "absence", "end", "--absence", "x")
    assert code == 1


async def test_a_thread_is_read_with_both_sides(kring: KringUnderTest) -> None:
    async with kring.unit() as uow:
        await write(uow, talker(kring), written=Written("een", Secret("mag ik iets vragen?")))
    await answers_as(kring, "sanne", "dat mag")
    whose = ("thread", "read", "--family", "Ster", "--person", "moeder", "--as", "Sanne", "--json")
    code, said, _ = await command(kring, *whose)
    assert code == 0
    assert [row["text"] for row in json.loads(said)] == ["mag ik iets vragen?", "dat mag"]
