"""Answering a round: one answer per person, corrected on the day itself, and never that of somebody else."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

import pytest

from domain.checkins import CheckInOver, CheckInSettled, GoalGone, NotOnScale, Question, Scale
from domain.errors import NotAllowed, NotFound, Unsuitable
from domain.people import FlagKind
from domain.plans import GoalEnd, GoalId
from domain.secret import Secret
from domain.signals import SignalRule
from domain.work_items import WorkKind
from tests.support.plans_made import BEDTIME, FOOTBALL, Wish
from tests.usecases.checking_in import (
    begin,
    establish,
    goal_ids,
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
from tests.usecases.world import World
from usecases import checkins, rhythms

FRIDAY = "2026-12-04 17:00"


async def _see(world: World, key: str) -> checkins.OwnRound | None:
    return await world.do(checkins.see, talker(world, key))


async def test_the_goals_follow_each_other_until_all_have_a_score(world: World) -> None:
    await begin(world, FRIDAY)
    seen = await _see(world, "fatima")
    assert seen is not None
    assert [goal.nickname for goal in seen.goals] == ["voetbal", "slaaptijd"]
    assert seen.next == seen.goals[0]
    first = await score(world, "fatima", 6)
    assert first.next == seen.goals[1]
    assert (await score(world, "fatima", 8, goal=1)).next is None


async def test_without_a_plan_or_a_round_there_is_nothing_to_answer(world: World) -> None:
    assert await _see(world, "fatima") is None
    await establish(world)
    assert await _see(world, "fatima") is None


async def test_who_was_not_asked_can_still_come_and_answer(world: World) -> None:
    await world.do(rhythms.pause, talker(world, "fatima"))
    await begin(world)
    assert await turn_of(world, "fatima") is None
    seen = await _see(world, "fatima")
    assert seen is not None
    assert seen.turn.ask_at is None
    await score(world, "fatima", 6)
    assert (await must_have_turn(world, "fatima")).has_answered
    assert await _see(world, "jan") is None


async def test_both_copies_of_a_double_tap_give_one_answer(world: World) -> None:
    await begin(world, FRIDAY)
    await score(world, "fatima", 6)
    once = await must_have_turn(world, "fatima")
    world.clock.now += timedelta(seconds=2)
    await score(world, "fatima", 6)
    assert await must_have_turn(world, "fatima") == once
    assert len((await history(world)).turns[once.round]) == 2


async def test_it_can_be_changed_today_and_not_tomorrow(world: World) -> None:
    await begin(world, FRIDAY)
    football, _ = await goal_ids(world)
    assert (await score(world, "fatima", 6)).can_change
    assert (await score(world, "fatima", 4)).turn.scores[football].value == 4
    await world.at("2026-12-05 09:00")
    seen = await _see(world, "fatima")
    assert seen is not None
    assert not seen.can_change
    with pytest.raises(CheckInSettled):
        await score(world, "fatima", 5)
    assert (await must_have_turn(world, "fatima")).scores[football].value == 4


async def test_a_late_answer_counts_for_its_own_round_and_the_facts_are_looked_at_again(world: World) -> None:
    await begin(world, FRIDAY)
    await score(world, "fatima", 8)
    await world.at("2026-12-11 17:00")
    first = (await history(world)).rounds[0]
    await world.at("2026-12-14 09:00")
    own = next(t for t in (await history(world)).turns[first.id] if t.holder.person == world.id("noor"))
    late = await score(world, "noor", 3, turn=own)
    assert late.is_late
    assert late.round == first
    second = (await history(world)).rounds[1]
    turns = {t.holder.person: t for t in (await history(world)).turns[second.id]}
    assert not turns[world.id("noor")].has_spoken


async def test_a_tap_on_a_round_of_long_ago_is_over(world: World) -> None:
    await begin(world, FRIDAY)
    old = await must_have_turn(world, "fatima")
    await world.at("2026-12-20 20:00")
    for act in (
        score(world, "fatima", 6, turn=old),
        world.do(checkins.skip, talker(world, "fatima"), turn=old.id),
        world.do(checkins.say, talker(world, "fatima"), turn=old.id, words={Question.WELL: Secret("fijn")}),
    ):
        with pytest.raises(CheckInOver):
            await act


@pytest.mark.parametrize(("scale", "value"), [(Scale.NUMBERS, 11), (Scale.NUMBERS, -1), (Scale.FACES, 0)])
async def test_a_forged_score_is_refused_and_changes_nothing(world: World, scale: Scale, value: int) -> None:
    await begin(world, FRIDAY)
    before = await history(world)
    with pytest.raises(NotOnScale):
        await score(world, "fatima", value, scale=scale)
    assert await history(world) == before


async def test_a_goal_that_is_not_theirs_or_was_ended_since_is_gone(world: World) -> None:
    await begin(world, FRIDAY)
    with pytest.raises(GoalGone):
        await score(world, "noor", 6, goal=1)
    await _end(world, 0)
    with pytest.raises(GoalGone):
        await score(world, "fatima", 6)


async def test_a_page_keeps_the_rest_when_a_goal_went_and_says_which(world: World) -> None:
    await begin(world, FRIDAY)
    football, bedtime = await goal_ids(world)
    turn = await must_have_turn(world, "fatima")
    await _end(world, 0)
    answered = await world.do(
        checkins.answer,
        talker(world, "fatima"),
        turn=turn.id,
        scores={football: 3, bedtime: 7},
        words={Question.WELL: Secret("samen gegeten"), Question.REMARK: Secret("niet van mij")},
    )
    assert answered.gone == (football,)
    assert {goal: given.value for goal, given in answered.turn.scores.items()} == {bedtime: 7}
    assert answered.turn.words == {Question.WELL: Secret("samen gegeten")}


async def test_a_page_is_kept_as_a_whole_or_not_at_all(world: World) -> None:
    await begin(world, FRIDAY)
    football, bedtime = await goal_ids(world)
    turn, before = await must_have_turn(world, "fatima"), await history(world)
    for scores, words, refusal in (
        ({football: 3, bedtime: 12}, {}, NotOnScale),
        ({football: 3}, {Question.WELL: Secret("x" * 2001)}, Unsuitable),
    ):
        with pytest.raises(refusal):
            await world.do(checkins.answer, talker(world, "fatima"), turn=turn.id, scores=scores, words=words)
    assert await history(world) == before


async def test_a_page_is_read_on_the_scale_that_somebody_chose(world: World) -> None:
    await begin(world, FRIDAY)
    football, _ = await goal_ids(world)
    await prefer(world, "fatima", scale=Scale.FACES)
    turn = await must_have_turn(world, "fatima")
    answered = await world.do(
        checkins.answer, talker(world, "fatima"), turn=turn.id, scores={football: 4}, words={}
    )
    assert answered.turn.scores[football].scale is Scale.FACES


async def test_not_this_week_is_kept_and_a_score_after_it_takes_its_place(world: World) -> None:
    await begin(world, FRIDAY)
    assert (await skip(world, "fatima")).turn.skipped_at == world.clock.now
    assert (await score(world, "fatima", 6)).turn.skipped_at is None


async def test_somebody_elses_turn_is_refused_and_that_is_logged(world: World) -> None:
    await begin(world, FRIDAY)
    hers = await must_have_turn(world, "fatima")
    with pytest.raises(NotAllowed):
        await world.do(checkins.see, talker(world, "noor"), turn=hers.id)
    with pytest.raises(NotAllowed):
        await score(world, "noor", 6, turn=hers)
    assert world.audit()[-1] == ("checkin.answer", "8", "YoungPerson")
    with pytest.raises(NotFound):
        await world.do(checkins.see, talker(world, "noor"), turn=(await newest(world)).id)
    assert not (await must_have_turn(world, "fatima")).has_spoken


async def test_words_of_danger_come_before_the_gezinsmanager_at_once(world: World) -> None:
    await begin(world, FRIDAY)
    turn = await must_have_turn(world, "noor")
    for _ in range(2):
        await world.do(
            checkins.say,
            talker(world, "noor"),
            turn=turn.id,
            words={Question.WORRY: Secret("Kanarie")},
            alarming=True,
        )
    (item,) = await world.items(WorkKind.POSSIBLY_URGENT)
    assert (item.urgent, item.person) == (True, world.id("noor"))
    await world.tick()
    assert world.kinds_said_to("sanne").count("WorkWaits") == 1


async def test_what_was_told_is_sealed(world: World) -> None:
    await begin(world, FRIDAY)
    await say(world, "fatima", "Kanarie zingt")
    await world.archive.checkpoint()
    for file in world.files.folder.iterdir():
        assert b"Kanarie" not in file.read_bytes()


async def test_the_familys_own_tips_come_back_when_it_goes_less_well(world: World) -> None:
    await begin(world, FRIDAY, (FOOTBALL, BEDTIME, Wish("🎵", "muziek", ("jan",))))
    await score(world, "fatima", 7)
    await score(world, "fatima", 8, goal=1)
    await _end(world, 1, helped="Om zeven uur de tablet weg")
    await _end(world, 2, helped="Dat is van Jan")
    await world.at("2026-12-11 17:00")
    assert (await score(world, "fatima", 7)).tips == ()
    assert (await score(world, "fatima", 6)).tips == (("slaaptijd", Secret("Om zeven uur de tablet weg")),)


async def test_a_goal_with_somebody_who_must_be_kept_apart_is_not_shown_and_takes_no_score(
    world: World,
) -> None:
    await begin(world, FRIDAY)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "noor")
    seen = await _see(world, "noor")
    assert seen is not None
    assert seen.goals == ()
    with pytest.raises(GoalGone):
        await score(world, "noor", 6)


async def test_the_gezinsmanager_scores_on_the_same_rules_and_adds_a_remark(world: World) -> None:
    await begin(world, FRIDAY)
    football, _ = await goal_ids(world)
    of = await newest(world)
    scores, remark = {football: 8}, Secret("Ik zag jullie lachen")
    asked = {"round": of.id, "scores": scores, "remark": remark}
    turn = await world.do(checkins.score_as_professional, world.sanne, **asked)
    assert await world.do(checkins.score_as_professional, world.sanne, **asked) == turn
    assert (turn.holder, turn.words) == (world.cast.recipient("sanne"), {Question.REMARK: remark})
    assert len((await history(world)).turns[of.id]) == 3
    for other, refusal in (({football: 11}, NotOnScale), ({GoalId(UUID(int=9)): 3}, GoalGone)):
        with pytest.raises(refusal):
            await world.do(checkins.score_as_professional, world.sanne, **{**asked, "scores": other})
    await world.at("2026-12-05 09:00")
    with pytest.raises(CheckInSettled):
        await world.do(checkins.score_as_professional, world.sanne, **{**asked, "scores": {football: 7}})
    await world.at("2026-12-20 20:00")
    with pytest.raises(CheckInOver):
        await world.do(checkins.score_as_professional, world.sanne, **asked)


async def test_a_day_or_time_that_cannot_be_chosen_is_refused(world: World) -> None:
    for wrong in ({"weekday": 7}, {"weekday": -1}, {"at": time(3)}):
        with pytest.raises(Unsuitable):
            await prefer(world, "fatima", **wrong)
    assert (await world.do(rhythms.see, talker(world, "fatima"))).weekday == 4


async def test_a_fall_in_a_late_answer_is_a_fact_for_the_gezinsmanager(world: World) -> None:
    await begin(world, FRIDAY)
    await score(world, "fatima", 8)
    await world.at("2026-12-14 09:00")
    second = (await history(world)).rounds[1]
    own = next(t for t in (await history(world)).turns[second.id] if t.holder.person == world.id("fatima"))
    await score(world, "fatima", 5, turn=own)
    async with world.archive.reading() as uow:
        found = await uow.signals.open_of([world.cast.families["Ster"].id])
    assert SignalRule.FELL in {signal.finding.rule for signal in found}


async def _end(world: World, number: int, *, helped: str = "") -> None:
    """The goal of this number ends, with what helped."""
    plan = await plan_of(world)
    assert plan.established is not None
    stand = plan.stand_of(plan.established.text.goals[number].id)
    assert stand is not None
    async with world.unit() as uow:
        ended = replace(stand, ended_at=uow.now, end=GoalEnd.REACHED, helped=Secret(helped))
        await uow.plans.keep_stand(ended)
