"""The numbers behind the picture on the command line, recomputed from raw answers that the test gave itself."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from domain.actors import Talker, YoungPerson
from domain.checkins import Question, Scale
from domain.secret import Secret
from tests.stories.test_command_line_window import command
from tests.support.plans_made import established, manager_of
from tests.support.world import KringUnderTest
from usecases import checkins, rhythms

FOOTBALL, BEDTIME = "voetbal", "slaaptijd"
Week = dict[str, dict[str, int]]
ANSWERS: tuple[tuple[str, Week], ...] = (
    ("2026-11-30", {"fatima": {FOOTBALL: 7, BEDTIME: 5}, "noor": {FOOTBALL: 6}, "sanne": {FOOTBALL: 6}}),
    ("2026-12-07", {"fatima": {FOOTBALL: 8, BEDTIME: 5}, "noor": {}}),
    ("2026-12-14", {"fatima": {FOOTBALL: 8, BEDTIME: 6}, "noor": {FOOTBALL: 4}, "sanne": {FOOTBALL: 8}}),
    ("2026-12-21", {"fatima": {FOOTBALL: 3, BEDTIME: 9}, "noor": {FOOTBALL: 5}}),
)
"""What everybody gives, by the Monday of each round; nothing is an answer that did not come."""

AS_SANNE = ("--as", "Sanne Vermeulen")
WORDS = "onze avonden zijn rustiger"


async def lived(kring: KringUnderTest) -> None:
    """Four rounds go by on the Saturday of which everybody answers; then the last one closes."""
    await established(kring)
    for monday, given in ANSWERS:
        saturday = date.fromisoformat(monday) + timedelta(days=5)
        await kring.move_to(f"{saturday} 17:00")
        await kring.idle()
        for who, scores in given.items():
            if scores:
                await answers(kring, who, scores)
    await kring.move_to("2026-12-28 10:00")
    await kring.idle()


async def answers(kring: KringUnderTest, who: str, by_name: dict[str, int]) -> None:
    """Somebody answers the round that is open."""
    async with kring.unit() as uow:
        family = kring.cast.families["Ster"].id
        plan, of = await uow.plans.of(family), await uow.check_ins.newest_round(family)
        assert plan is not None
        assert of is not None
        named = {goal.nickname: goal.id for goal in plan.open_goals}
        scores = {named[name]: value for name, value in by_name.items()}
        if who in kring.cast.professionals:
            remark = Secret(WORDS)
            await checkins.score_as_professional(
                uow, manager_of(kring.cast), round=of.id, scores=scores, remark=remark
            )
            return
        turn = await uow.check_ins.turn_of(of.id, kring.cast.recipient(who))
        assert turn is not None
        actor, words = kring.cast.participant(who), {Question.WELL: Secret(WORDS)}
        assert isinstance(actor, Talker)
        await checkins.answer(uow, actor, turn=turn.id, scores=scores, words=words)


async def exported(kring: KringUnderTest, *more: str) -> Any:
    """What a script gets."""
    code, said, complained = await command(kring, "summary", "--family", "Ster", "--json", *more)
    assert (code, complained) == (0, "")
    return json.loads(said)


def expected_scores(kring: KringUnderTest, number: int) -> set[tuple[object, ...]]:
    """Goal, person, value and both changes of a round, by walking through what the test gave."""
    found: set[tuple[object, ...]] = set()
    for who, scores in ANSWERS[number][1].items():
        for name, value in scores.items():
            before = [week[who][name] for _, week in ANSWERS[:number] if name in week.get(who, {})]
            changes = (value - before[-1], value - before[0]) if before else (None, None)
            found.add((name, _id(kring, who), value, *changes))
    return found


def expected_apart(number: int) -> set[str]:
    given = ANSWERS[number][1].values()
    by_goal = {name: [scores[name] for scores in given if name in scores] for name in (FOOTBALL, BEDTIME)}
    return {name for name, values in by_goal.items() if values and max(values) - min(values) >= 3}


def carried_out(kring: KringUnderTest) -> list[str]:
    """Who took numbers out, as the access log has it."""
    with closing(sqlite3.connect(kring.files.database)) as raw:
        rows = raw.execute("SELECT role FROM audit WHERE event = 'numbers.export' AND mode = 'E' ORDER BY n")
        return [row[0] for row in rows]


def _id(kring: KringUnderTest, who: str) -> str | None:
    """Nobody's for a professional."""
    return str(kring.cast.people[who].id) if who in kring.cast.people else None


async def test_the_numbers_are_those_of_the_raw_answers(kring: KringUnderTest) -> None:
    await lived(kring)
    told = await exported(kring, *AS_SANNE)
    names = {goal["goal"]: goal["nickname"] for goal in told["goals"]}
    assert set(names.values()) == {FOOTBALL, BEDTIME}
    people = {key: str(kring.cast.people[key].id) for key in ("fatima", "noor")}
    assert {(one["person"], one["called"]) for one in told["people"]} == {
        (people["fatima"], "mother"),
        (people["noor"], "young_person"),
    }
    closed = [one for one in told["rounds"] if one["closed"]]
    assert [(one["week"], one["number"]) for one in closed] == [
        (monday, number) for number, (monday, _) in enumerate(ANSWERS, start=1)
    ]
    for number, one in enumerate(closed):
        assert {
            (names[s["goal"]], s["person"], s["value"], s["since_last"], s["since_start"])
            for s in one["scores"]
        } == expected_scores(kring, number)
        assert {names[pair["goal"]] for pair in one["apart"]} == expected_apart(number)
        assert set(one["asked"]) == set(people.values())
        answered = {people[who] for who, scores in ANSWERS[number][1].items() if scores and who in people}
        assert set(one["answered"]) == answered
        assert {silence["person"] for silence in one["silent"]} == set(people.values()) - answered
        assert all(score["scale"] == "numbers" for score in one["scores"])


async def test_signals_stand_among_the_numbers(kring: KringUnderTest) -> None:
    await lived(kring)
    told = await exported(kring, *AS_SANNE)
    football = next(goal["goal"] for goal in told["goals"] if goal["nickname"] == FOOTBALL)
    fell = [one for one in told["signals"] if one["rule"] == "fell"]
    assert [(one["person"], one["goal"], one["count"], one["seen"]) for one in fell] == [
        (_id(kring, "fatima"), football, 5, False)
    ]


async def test_no_name_and_nothing_that_was_said_leaves(kring: KringUnderTest) -> None:
    await lived(kring)
    for told in (await exported(kring), await exported(kring, *AS_SANNE)):
        text = json.dumps(told, ensure_ascii=False)
        for secret in (WORDS, "Amrani", "Fatima", "Noor", "Vermeulen", "ruzie"):
            assert secret not in text


async def test_the_log_says_who_carried_the_numbers_out_and_a_stranger_gets_nothing(
    kring: KringUnderTest,
) -> None:
    await lived(kring)
    hers, theirs = await exported(kring, *AS_SANNE), await exported(kring)
    assert [goal.pop("nickname") for goal in hers["goals"]] == [FOOTBALL, BEDTIME]
    assert [goal.pop("nickname") for goal in theirs["goals"]] == [None, None]
    assert hers == theirs
    assert carried_out(kring) == ["CaseManager", "Administrator"]
    code, said, complained = await command(
        kring, "summary", "--family", "Ster", "--as", "Mehmet Demir", "--json"
    )
    assert (code, said) == (1, "")
    assert complained.strip() == "Dit is hier niet te vinden."


async def test_for_people_it_says_the_same_in_words(kring: KringUnderTest) -> None:
    await lived(kring)
    code, said, _ = await command(kring, "summary", "--family", "⭐", *AS_SANNE)
    assert code == 0
    assert "Ronde 4, week van 2026-12-21: 2 van 2 ingevuld" in said
    assert "⚽ voetbal, moeder: 3 van 10\n" in said
    assert "⚽ voetbal, gezinsmanager: 8 van 10\n" in said
    code, said, _ = await command(kring, "summary", "--family", "Maan")
    assert "nog geen cijfers" in said


async def test_the_best_of_five_faces_is_no_five_of_ten(kring: KringUnderTest) -> None:
    await established(kring)
    noor = kring.cast.actor("noor")
    assert isinstance(noor, YoungPerson)
    async with kring.unit() as uow:
        await rhythms.change(uow, noor, scale=Scale.FACES)
    await kring.move_to("2026-12-05 17:00")
    await answers(kring, "fatima", {FOOTBALL: 5, BEDTIME: 5})
    await answers(kring, "noor", {FOOTBALL: 5})
    _, said, _ = await command(kring, "summary", "--family", "⭐", *AS_SANNE)
    assert "⚽ voetbal, moeder: 5 van 10\n" in said
    assert "⚽ voetbal, jongere: 5 van 5 gezichten\n" in said


async def test_the_digest_counts_and_nothing_else(kring: KringUnderTest) -> None:
    await lived(kring)
    signals = len((await exported(kring))["signals"])
    code, said, _ = await command(kring, "digest", "--professional", "Sanne Vermeulen", "--json")
    assert code == 0
    assert json.loads(said)["rounds"] == [{"family": "⭐", "asked": 2, "answered": 2, "signals": signals}]
    _, said, _ = await command(kring, "digest", "--professional", "Sanne Vermeulen")
    assert f"⭐ Ster: 2 van 2 ingevuld, {signals} signa" in said
    assert FOOTBALL not in said
