"""Rounds by the clock: everybody is asked once on their own day, once more the next day, and it closes once."""

from dataclasses import replace
from datetime import time

import pytest

from domain.linking import Recipient
from domain.people import FlagKind
from domain.work_items import WorkKind
from tests.support.plans_made import BEDTIME, FOOTBALL, Wish
from tests.usecases.checking_in import (
    about_rounds,
    begin,
    establish,
    history,
    must_have_turn,
    newest,
    plan_of,
    prefer,
    say,
    score,
    skip,
    talker,
    turn_of,
)
from tests.usecases.world import CLOCKWORK, UNSEEN, World, of_families, wall
from usecases import preferences, rhythms, rounds

ASKED, NUDGED = "CheckInAsked", "CheckInNudged"
FRIDAY, SATURDAY = "12-04 16:00", "12-05 16:00"


async def test_the_first_round_begins_on_the_monday_after_the_plan_was_established(world: World) -> None:
    await establish(world)
    await world.at("2026-11-29 23:59")
    assert (await history(world)).rounds == ()
    await world.at("2026-11-30 09:00")
    (first,) = (await history(world)).rounds
    assert (first.week.isoformat(), first.number, first.closes_at) == (
        "2026-11-30",
        1,
        wall("2026-12-06 20:00"),
    )
    assert first.closed_at is None


async def test_everybody_with_a_goal_has_a_turn_and_nobody_else(world: World) -> None:
    await begin(world)
    holders = [turn.holder for turns in (await history(world)).turns.values() for turn in turns]
    assert set(holders) == {Recipient(person=world.id(key)) for key in ("fatima", "noor")}
    assert len(holders) == 2


async def test_planning_twice_changes_nothing(world: World) -> None:
    await begin(world)
    before = await history(world)
    family = world.cast.families["Ster"].id
    async with world.unit() as uow:
        plan = await uow.plans.of(family)
        await uow.plans.save(replace(plan, next_round=before.rounds[0].week))
    assert await world.do(rounds.plan, CLOCKWORK, families=(family,)) == 0
    assert await history(world) == before


async def test_who_does_not_react_is_asked_once_and_once_more_and_then_no_more(world: World) -> None:
    await begin(world)
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == [(ASKED, FRIDAY), (NUDGED, SATURDAY)]
    assert about_rounds(world, "noor") == [(ASKED, FRIDAY), (NUDGED, SATURDAY)]
    assert about_rounds(world, "jan") == []
    assert await world.items() == ()


async def test_everybody_is_asked_on_a_day_and_time_of_their_own(world: World) -> None:
    await prefer(world, "fatima", weekday=2, at=time(10))
    await begin(world)
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == [(ASKED, "12-02 10:00"), (NUDGED, "12-03 10:00")]
    assert about_rounds(world, "noor")[0] == (ASKED, FRIDAY)


async def test_another_day_chosen_in_the_week_itself_counts_at_once_when_it_is_still_to_come(
    world: World,
) -> None:
    await begin(world, "2026-12-02 12:00")
    await prefer(world, "fatima", weekday=3)
    await prefer(world, "noor", weekday=0)
    await world.at("2026-12-05 09:00")
    assert about_rounds(world, "fatima")[0] == (ASKED, "12-03 16:00")
    assert about_rounds(world, "noor") == [(ASKED, FRIDAY)]


@pytest.mark.parametrize("act", ["score", "skip", "say"])
async def test_who_reacted_before_it_was_asked_hears_nothing(world: World, act: str) -> None:
    await begin(world)
    await _react(world, act)
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == []
    assert len(about_rounds(world, "noor")) == 2


@pytest.mark.parametrize("act", ["score", "skip", "say"])
async def test_who_reacted_is_not_asked_once_more(world: World, act: str) -> None:
    await begin(world, "2026-12-04 18:00")
    await _react(world, act)
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == [(ASKED, FRIDAY)]


async def _react(world: World, act: str) -> None:
    match act:
        case "score":
            await score(world, "fatima", 6)
        case "skip":
            await skip(world, "fatima")
        case _:
            await say(world, "fatima", "het was fijn")


async def test_who_pauses_is_not_asked_and_who_resumes_is(world: World) -> None:
    await begin(world)
    await world.do(rhythms.pause, talker(world, "fatima"))
    await world.at("2026-12-09 09:00")
    assert about_rounds(world, "fatima") == []
    assert await turn_of(world, "fatima") is None
    await world.do(rhythms.resume, talker(world, "fatima"))
    await world.at("2026-12-11 17:00")
    assert about_rounds(world, "fatima") == [(ASKED, "12-11 16:00")]


async def test_a_pause_after_the_question_stops_the_reminder(world: World) -> None:
    await begin(world, "2026-12-04 18:00")
    await world.do(rhythms.pause, talker(world, "fatima"))
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == [(ASKED, FRIDAY)]


@pytest.mark.parametrize("how", ["unlinked", "not agreed", "stopped", "flag"])
async def test_who_cannot_be_asked_is_nobodys_work_and_was_not_asked(world: World, how: str) -> None:
    await world.at("2026-11-23 10:00")
    await begin(world)
    match how:
        case "unlinked":
            await world.unlink("fatima")
        case "not agreed":
            await world.unconsent("fatima")
        case "stopped":
            await world.do(preferences.pause, world.who("fatima"))
        case _:
            await world.flag(FlagKind.PAUSED, "fatima")
    before = len(await world.items())
    await world.at("2026-12-06 21:00")
    assert about_rounds(world, "fatima") == []
    turn = await must_have_turn(world, "fatima")
    assert (turn.asked_at, turn.look_at) == (None, None)
    assert len(await world.items()) == before


async def test_who_blocked_the_bot_stands_on_the_list_once_until_something_arrives_again(
    world: World,
) -> None:
    await begin(world)
    await world.block("fatima")
    await world.at("2026-12-14 09:00")
    (item,) = await world.items()
    assert (item.kind, item.person, item.count) == (WorkKind.CALL_NOT_REACHED, world.id("fatima"), 3)
    await world.do(preferences.unblocked, world.who("fatima"))
    await world.at("2026-12-18 17:00")
    assert about_rounds(world, "fatima")[-1] == (ASKED, "12-18 16:00")
    assert await world.items() == ()


async def test_a_question_that_may_have_arrived_counts_as_asked_and_comes_back_the_next_day(
    world: World,
) -> None:
    await begin(world)
    await world.at("2026-12-04 16:01", of_families(UNSEEN))
    await world.at("2026-12-04 17:00")
    assert await world.items() == ()
    assert (await must_have_turn(world, "fatima")).asked_at is not None
    await world.at("2026-12-06 21:00")
    assert [kind for kind, _ in about_rounds(world, "fatima")] == [ASKED, NUDGED]


async def test_a_round_closes_once_on_sunday_evening_and_asks_nothing_more(world: World) -> None:
    await begin(world)
    await world.at("2026-12-06 19:59")
    assert (await newest(world)).closed_at is None
    await world.at("2026-12-06 20:00")
    closed = await newest(world)
    assert closed.closed_at == wall("2026-12-06 20:00")
    assert await world.do(rounds.to_close, CLOCKWORK) == ()
    world.clock.now = wall("2026-12-06 20:30")
    assert not await world.do(rounds.close, CLOCKWORK, round=closed.id)
    assert await newest(world) == closed


async def test_nothing_leaves_after_the_round_is_over_however_long_it_waited(world: World) -> None:
    await begin(world)
    world.clock.now = wall("2026-12-04 16:00")
    await world.look()
    world.clock.now = wall("2026-12-06 20:00")
    await world.tick()
    assert about_rounds(world, "fatima") == []
    assert await world.items(WorkKind.CALL_TOO_LATE) == ()


async def test_what_went_by_while_nothing_worked_has_no_round_and_what_was_open_is_closed(
    world: World,
) -> None:
    await begin(world)
    world.clock.now = wall("2026-12-23 12:00")
    await world.tick()
    weeks = [(one.week.isoformat(), one.number, one.closed_at) for one in (await history(world)).rounds]
    assert weeks == [("2026-11-30", 1, wall("2026-12-23 12:00")), ("2026-12-21", 4, None)]


async def test_on_a_sunday_evening_the_next_round_waits_for_its_own_monday(world: World) -> None:
    await begin(world)
    world.clock.now = wall("2026-12-13 21:00")
    await world.tick()
    assert [one.number for one in (await history(world)).rounds] == [1]
    await world.at("2026-12-14 07:00")
    assert [one.number for one in (await history(world)).rounds] == [1, 3]


async def test_six_rounds_are_weekly_and_then_one_comes_every_two_weeks(world: World) -> None:
    await begin(world)
    await world.at("2027-02-08 09:00")
    weeks = [one.week.isoformat() for one in (await history(world)).rounds]
    assert weeks[5:] == ["2027-01-04", "2027-01-18", "2027-02-01"]
    assert len(weeks) == 8
    assert len(weeks) == len(set(weeks))


async def test_a_goal_of_two_who_may_have_no_contact_is_asked_of_neither(world: World) -> None:
    shared = Wish("🎵", "muziek", ("jan", "noor"))
    await establish(world, (FOOTBALL, shared))
    await world.flag(FlagKind.NO_CONTACT, "jan", "noor")
    await world.at("2026-11-30 09:00")
    assert await turn_of(world, "jan") is None
    assert await turn_of(world, "noor") is not None


async def test_without_open_goals_there_is_no_round(world: World) -> None:
    plan = await establish(world, (BEDTIME,))
    async with world.unit() as uow:
        for stand in plan.stands:
            await uow.plans.keep_stand(replace(stand, ended_at=uow.now))
    await world.at("2026-12-14 09:00")
    assert (await history(world)).rounds == ()
    assert (await plan_of(world)).next_round is not None


async def test_what_goes_wrong_again_and_again_is_put_on_a_list(world: World) -> None:
    await world.do(rounds.set_aside, CLOCKWORK, family=world.cast.families["Ster"].id)
    assert [item.kind for item in await world.items()] == [WorkKind.CHECK_NOTICE]
