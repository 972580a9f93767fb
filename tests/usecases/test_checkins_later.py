"""Who is to be asked only after the round was planned: asked in that same round after all, once, and counted."""

import pytest

from domain.linking import Recipient
from domain.people import FlagKind
from domain.summarising import summarise
from tests.support.plans_made import BEDTIME, FOOTBALL, Wish
from tests.usecases.checking_in import about_rounds, begin, establish, history, prefer, skip, talker, turn_of
from tests.usecases.world import CLOCKWORK, World
from usecases import checkins, plan_questions, preferences, rhythms

ASKED, NUDGED = "CheckInAsked", "CheckInNudged"
TOGETHER = Wish("🎵", "muziek", ("jan", "noor"))
OVER = "2026-12-06 21:00"


async def _is_counted(world: World, key: str) -> bool:
    found = await history(world)
    return world.id(key) in summarise(found, found.rounds[0]).asked


async def test_a_contact_flag_that_is_lifted_in_the_week_itself(world: World) -> None:
    await establish(world, (FOOTBALL, TOGETHER))
    await world.flag(FlagKind.NO_CONTACT, "jan", "noor")
    await world.at("2026-11-30 08:31")
    assert await turn_of(world, "jan") is None
    await world.unflag(FlagKind.NO_CONTACT, "jan")
    await world.at("2026-12-01 07:00")
    assert await turn_of(world, "jan") is not None
    await world.at(OVER)
    assert about_rounds(world, "jan") == [(ASKED, "12-04 16:00"), (NUDGED, "12-05 16:00")]
    assert await _is_counted(world, "jan")


async def test_a_contact_flag_that_came_and_went_within_the_week(world: World) -> None:
    await prefer(world, "noor", weekday=1)
    await begin(world, goals=(TOGETHER,))
    await world.flag(FlagKind.NO_CONTACT, "jan", "noor")
    await world.at("2026-12-02 12:00")
    assert about_rounds(world, "noor") == []
    await world.unflag(FlagKind.NO_CONTACT, "jan")
    await world.at(OVER)
    assert about_rounds(world, "noor") == [(ASKED, "12-03 09:00"), (NUDGED, "12-04 16:00")]


async def test_a_first_goal_in_a_version_of_tuesday(world: World) -> None:
    await begin(world, "2026-12-01 12:00", (BEDTIME,))
    assert await turn_of(world, "noor") is None
    await establish(world, (BEDTIME, FOOTBALL))
    await world.at("2026-12-01 12:05")
    assert await turn_of(world, "noor") is not None
    await world.at(OVER)
    assert about_rounds(world, "noor") == [(ASKED, "12-04 16:00"), (NUDGED, "12-05 16:00")]
    assert await _is_counted(world, "noor")


async def test_whose_moment_is_past_is_asked_at_once(world: World) -> None:
    await prefer(world, "noor", weekday=0)
    await begin(world, "2026-12-02 12:00", (BEDTIME,))
    await establish(world, (BEDTIME, FOOTBALL))
    await world.at("2026-12-02 12:10")
    ((kind, at),) = about_rounds(world, "noor")
    assert (kind, at[:5]) == (ASKED, "12-02")
    await world.at(OVER)
    assert [kind for kind, _ in about_rounds(world, "noor")] == [ASKED, NUDGED]


@pytest.mark.parametrize("how", ["rounds", "everything"])
async def test_who_resumes_when_their_moment_is_past(world: World, how: str) -> None:
    own, all_of = talker(world, "fatima"), world.who("fatima")
    await prefer(world, "fatima", weekday=1)
    pauses = (rhythms.pause, own) if how == "rounds" else (preferences.pause, all_of)
    resumes = (rhythms.resume, own) if how == "rounds" else (preferences.resume, all_of)
    await world.do(*pauses)
    await begin(world, "2026-12-02 12:00")
    assert about_rounds(world, "fatima") == []
    await world.do(*resumes)
    await world.at(OVER)
    assert [kind for kind, _ in about_rounds(world, "fatima")] == [ASKED, NUDGED]


async def test_who_pauses_has_no_goal_or_reacted_is_left_alone_each_morning(world: World) -> None:
    await begin(world, "2026-11-30 12:00")
    await world.do(rhythms.pause, talker(world, "fatima"))
    await skip(world, "noor")
    await world.at("2026-12-05 07:30")
    for key in ("fatima", "noor", "jan"):
        assert about_rounds(world, key) == []
    assert await turn_of(world, "jan") is None


async def test_nobody_is_asked_twice_nor_after_the_round(world: World) -> None:
    await begin(world, "2026-12-04 16:30")
    family = world.cast.families["Ster"].id
    for _ in range(3):
        await world.do(plan_questions.look, CLOCKWORK, family=family)
        await world.tick()
    assert about_rounds(world, "fatima") == [(ASKED, "12-04 16:00")]
    await world.at("2026-12-06 20:30")
    before = await history(world)
    await establish(world, (FOOTBALL, BEDTIME, Wish("🌱", "tuin", ("jan",))))
    await world.do(plan_questions.look, CLOCKWORK, family=family)
    assert await history(world) == before


async def test_looking_whether_something_is_asked_makes_nothing(world: World) -> None:
    await world.do(rhythms.pause, talker(world, "fatima"))
    await begin(world)
    before = await history(world)
    assert await world.do(checkins.waits, talker(world, "fatima"))
    assert await world.do(checkins.waits, talker(world, "noor"))
    assert not await world.do(checkins.waits, talker(world, "jan"))
    await skip(world, "noor")
    assert not await world.do(checkins.waits, talker(world, "noor"))
    await world.at("2026-12-06 20:30")
    assert not await world.do(checkins.waits, talker(world, "fatima"))
    turns = (await history(world)).turns
    assert {one.holder for of in turns.values() for one in of} == {
        one.holder for of in before.turns.values() for one in of
    }


async def test_looking_is_one_line_in_the_log(world: World) -> None:
    await begin(world)
    before = len(world.audit())
    await world.do(checkins.waits, talker(world, "fatima"))
    assert len(world.audit()) == before + 1


async def test_coming_to_a_round_that_is_over_makes_no_turn_in_it(world: World) -> None:
    """Whether somebody was asked in a round that closed does not change because they look now."""
    await world.do(rhythms.pause, talker(world, "fatima"))
    await begin(world, "2026-12-06 20:30")
    before = await history(world)
    assert await world.do(checkins.see, talker(world, "fatima")) is None
    assert await history(world) == before
    assert Recipient(person=world.id("fatima")) not in {
        one.holder for of in before.turns.values() for one in of
    }
