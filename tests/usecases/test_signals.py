"""Signals as they are kept: found when a round closes, once; gone when they hold no more; seen by a person."""

from dataclasses import replace

import pytest

from domain.errors import NotAllowed, NotFound
from domain.people import FamilyId
from domain.signals import Signal, SignalId, SignalRule
from tests.usecases.checking_in import begin, must_have_turn, newest, score, talker
from tests.usecases.world import World
from usecases import rhythms, signals
from usecases.permission import family_of


def _star(world: World) -> FamilyId:
    return world.cast.families["Ster"].id


async def kept(world: World, *rules: SignalRule) -> list[Signal]:
    """Every signal of family ⭐, oldest first, or only of these rules."""
    async with world.archive.reading() as uow:
        found = await uow.signals.of(_star(world))
    return [one for one in reversed(found) if not rules or one.finding.rule in rules]


async def look(world: World) -> int:
    """What closing a round does."""
    async with world.unit() as uow:
        return await signals.look(uow, await family_of(uow, _star(world)))


async def two_weeks(world: World, first: int, second: int) -> None:
    """Fatima scores football in the first round and in the second; then the second one closes."""
    await begin(world)
    await score(world, "fatima", first)
    await world.at("2026-12-07 09:00")
    await score(world, "fatima", second)
    await world.at("2026-12-13 20:00")


async def test_a_fall_is_found_when_the_round_closes_and_not_before(world: World) -> None:
    await begin(world)
    await score(world, "fatima", 7)
    await world.at("2026-12-07 09:00")
    await score(world, "fatima", 4)
    await world.at("2026-12-13 19:59")
    assert await kept(world, SignalRule.FELL) == []
    await world.at("2026-12-13 20:00")
    (fell,) = await kept(world, SignalRule.FELL)
    assert (fell.finding.person, fell.finding.count, fell.is_open) == (world.id("fatima"), 3, True)


async def test_looking_again_finds_nothing_new(world: World) -> None:
    await two_weeks(world, 7, 4)
    before = await kept(world)
    assert len(before) == len({one.finding.key for one in before}) > 0
    assert await look(world) == 0
    assert await kept(world) == before


async def test_what_holds_no_more_is_gone_and_comes_back_when_it_holds_again(world: World) -> None:
    await two_weeks(world, 7, 4)
    turn = await must_have_turn(world, "fatima")
    plan_goal = next(iter(turn.scores))
    mended = replace(turn, scores={plan_goal: replace(turn.scores[plan_goal], value=7)})
    async with world.unit() as uow:
        await uow.check_ins.keep_turn(mended)
    await look(world)
    (gone,) = await kept(world, SignalRule.FELL)
    assert gone.gone_at == world.clock.now
    async with world.unit() as uow:
        await uow.check_ins.keep_turn(turn)
    assert await look(world) == 0
    (back,) = await kept(world, SignalRule.FELL)
    assert back.is_open


async def test_a_signal_that_grows_stays_the_same_with_another_count(world: World) -> None:
    await begin(world)
    await world.at("2026-12-13 20:00")
    before = {one.finding.person: one for one in await kept(world, SignalRule.MISSED)}
    await world.at("2026-12-20 20:00")
    after = {one.finding.person: one for one in await kept(world, SignalRule.MISSED)}
    assert set(before) == set(after) == {world.id("fatima"), world.id("noor")}
    assert [one.finding.count for one in after.values()] == [3, 3]
    assert {one.id for one in before.values()} == {one.id for one in after.values()}


async def test_who_pauses_is_no_longer_missed(world: World) -> None:
    await begin(world)
    await world.at("2026-12-13 20:30")
    assert {one.finding.person for one in await kept(world, SignalRule.MISSED)} == {
        world.id("fatima"),
        world.id("noor"),
    }
    await world.do(rhythms.pause, talker(world, "noor"))
    await look(world)
    assert [one.finding.person for one in await kept(world, SignalRule.MISSED) if one.is_open] == [
        world.id("fatima")
    ]


async def test_an_answer_that_comes_late_takes_the_signal_away(world: World) -> None:
    await begin(world)
    await world.at("2026-12-13 20:30")
    turn = await must_have_turn(world, "noor")
    assert len(await kept(world, SignalRule.MISSED)) == 2
    await score(world, "noor", 6, turn=turn)
    assert [one.finding.person for one in await kept(world, SignalRule.MISSED) if one.is_open] == [
        world.id("fatima")
    ]


async def test_what_was_seen_stays_seen(world: World) -> None:
    await two_weeks(world, 7, 4)
    (fell,) = await kept(world, SignalRule.FELL)
    seen = await world.do(signals.seen, world.sanne, signal=fell.id)
    assert (seen.seen_by, seen.is_open) == (world.sanne.professional, False)
    assert await world.do(signals.seen, world.sanne, signal=fell.id) == seen
    await look(world)
    assert await kept(world, SignalRule.FELL) == [seen]
    async with world.archive.reading() as uow:
        assert fell.id not in {one.id for one in await uow.signals.open_of([_star(world)])}


async def test_a_signal_of_another_family_is_not_to_be_seen(world: World) -> None:
    await two_weeks(world, 7, 4)
    (fell,) = await kept(world, SignalRule.FELL)
    with pytest.raises(NotAllowed):
        await world.do(signals.seen, world.mehmet, signal=fell.id)
    with pytest.raises(NotFound):
        await world.do(signals.seen, world.sanne, signal=SignalId((await newest(world)).id))
    (still,) = await kept(world, SignalRule.FELL)
    assert still.is_open


async def test_a_family_without_a_plan_has_no_signals(world: World) -> None:
    assert await look(world) == 0
    assert await kept(world) == []
