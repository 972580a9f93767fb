"""Summaries of check-ins: one family in full, all of them at a glance, one's own course, and the numbers alone."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.actors import Administrator
from domain.appointments import Outcome
from domain.errors import NotAllowed, NotFound
from domain.moments import MomentKind
from domain.people import FlagKind
from domain.plans import GoalEnd
from domain.rounds import RoundId
from domain.secret import Secret
from tests.support.plans_made import BEDTIME, FOOTBALL, Wish
from tests.usecases.checking_in import (
    begin,
    establish,
    history,
    newest,
    plan_of,
    prefer,
    say,
    score,
    talker,
)
from tests.usecases.world import World
from usecases import absence, appointments, checkins, numbers, plan_goals, summaries
from usecases.summaries import FamilySummary, OwnCourse


async def a_round(world: World) -> None:
    """Fatima gives football 4, Noor 7, Sanne 8 with a remark; the first round closes."""
    await begin(world)
    await score(world, "fatima", 4)
    await score(world, "noor", 7)
    await say(world, "noor", "we lachten veel")
    await _remark(world)
    await world.at("2026-12-07 08:00")


async def _remark(world: World) -> None:
    football = (await plan_of(world)).open_goals[0].id
    of = await newest(world)
    remark = Secret("knap gedaan")
    await world.do(
        checkins.score_as_professional, world.sanne, round=of.id, scores={football: 8}, remark=remark
    )


async def seen(world: World, **asked: Any) -> FamilySummary:
    return await world.do(summaries.see, world.sanne, family=world.cast.families["Ster"].id, **asked)


async def own(world: World, key: str) -> OwnCourse:
    return await world.do(summaries.own, talker(world, key))


def whose(course: OwnCourse) -> list[str]:
    """Whose line of football it holds: the id of a person, or a dash for the professionals."""
    football = course.goals[0].id
    return [line.holder.id.hex if line.holder else "-" for line in course.lines if line.goal == football]


async def test_the_summary_is_of_the_newest_round_that_closed(world: World) -> None:
    await a_round(world)
    made = await seen(world)
    assert made.summary is not None
    assert made.summary.round.week == date(2026, 11, 30)
    assert set(made.summary.answered) == {world.id("fatima"), world.id("noor")}
    (football,) = made.summary.goals
    assert football.apart is not None
    assert [one.score.value for one in football.apart] == [4, 8]
    assert [one.words.reveal() for one in made.summary.said] == ["we lachten veel", "knap gedaan"]
    assert [one.week for one in made.rounds] == [date(2026, 11, 30)]
    assert len(made.history.rounds) == 2
    assert [one.kind for one in made.moments] == [MomentKind.PLAN_ESTABLISHED]


async def test_an_earlier_round_can_be_asked_for_but_not_that_of_another(world: World) -> None:
    await a_round(world)
    await world.at("2026-12-14 08:00")
    first = (await history(world)).rounds[0]
    made = await seen(world, round=first.id)
    assert made.summary is not None
    assert made.summary.round == first
    with pytest.raises(NotFound):
        await seen(world, round=RoundId(world.id("fatima")))


async def test_before_any_round_closed_there_is_no_summary(world: World) -> None:
    await begin(world)
    made = await seen(world)
    assert (made.summary, made.rounds) == (None, ())
    assert [goal.nickname for goal in made.goals] == ["voetbal", "slaaptijd"]


async def test_a_family_without_a_plan_has_an_empty_summary(world: World) -> None:
    made = await seen(world)
    assert (made.plan, made.summary, made.goals, made.signals, made.moments) == (None, None, (), (), ())


async def test_somebody_elses_family_is_refused(world: World) -> None:
    await a_round(world)
    family = world.cast.families["Ster"].id
    for use_case in (summaries.see, summaries.export):
        with pytest.raises(NotAllowed):
            await world.do(use_case, world.mehmet, family=family)


async def test_carrying_it_out_is_logged_as_such(world: World) -> None:
    await a_round(world)
    family, sanne = world.cast.families["Ster"].id, world.sanne
    assert (await world.do(summaries.export, sanne, family=family)).summary == (await seen(world)).summary
    await world.do(numbers.export, Administrator(), family=family)
    logged = world.rows("SELECT event, mode, role FROM audit WHERE mode = 'E' ORDER BY n")
    assert ("checkin.see", "E", "CaseManager") in logged
    assert ("numbers.export", "E", "Administrator") in logged


async def test_moments_are_meetings_that_were_held_and_goals_that_ended(world: World) -> None:
    await a_round(world)
    met = await world.plan("fatima", at="2026-12-08 10:00")
    await world.at("2026-12-08 12:00")
    await world.do(appointments.record_outcome, world.sanne, appointment_id=met.id, outcome=Outcome.HELD)
    bedtime = (await plan_of(world)).open_goals[1].id
    ended = {"goal": bedtime, "end": GoalEnd.REACHED, "helped": Secret("een wekker")}
    await world.do(plan_goals.end_goal, world.sanne, family=world.cast.families["Ster"].id, **ended)
    kinds = [one.kind for one in (await seen(world)).moments]
    assert kinds == [MomentKind.PLAN_ESTABLISHED, MomentKind.GOAL_REACHED, MomentKind.MEETING]
    assert [one.kind for one in (await own(world, "noor")).moments] == [MomentKind.PLAN_ESTABLISHED]


async def test_one_sees_ones_own_line_and_that_of_the_gezinsmanager(world: World) -> None:
    await a_round(world)
    course = await own(world, "noor")
    assert whose(course) == [world.id("noor").hex, "-"]
    assert set(course.people) == {world.id("noor")}
    assert [goal.nickname for goal in course.goals] == ["voetbal"]
    assert [said.reveal() for _, said in course.remarks] == ["knap gedaan"]


async def test_the_line_of_another_comes_only_when_everybody_agreed(world: World) -> None:
    await a_round(world)
    await prefer(world, "fatima", shares_lines=True)
    assert world.id("fatima").hex not in whose(await own(world, "noor"))
    assert not (await own(world, "noor")).shares_lines
    await prefer(world, "noor", shares_lines=True)
    course = await own(world, "noor")
    assert set(whose(course)) == {world.id("fatima").hex, world.id("noor").hex, "-"}
    assert course.shares_lines
    await prefer(world, "fatima", shares_lines=False)
    assert world.id("fatima").hex not in whose(await own(world, "noor"))


async def test_who_may_have_no_contact_sees_nothing_of_the_other_whatever_was_agreed(world: World) -> None:
    await a_round(world)
    for key in ("fatima", "noor"):
        await prefer(world, key, shares_lines=True)
    await world.flag(FlagKind.NO_CONTACT, "noor", "fatima")
    course = await own(world, "noor")
    assert (course.goals, course.lines, course.remarks) == ((), (), ())
    assert set(course.people) == set()
    assert {line.goal for line in (await own(world, "fatima")).lines} == set()


async def test_who_has_no_part_in_the_plan_sees_an_empty_course(world: World) -> None:
    await a_round(world)
    course = await own(world, "jan")
    assert (course.plan, course.goals, course.lines, course.remarks, course.moments) == (None, (), (), (), ())


async def test_who_left_a_goal_does_not_get_it_back_when_it_leaves_the_plan(world: World) -> None:
    shared = replace(FOOTBALL, people=("fatima", "jan"))
    his = Wish("🎈", "feest", ("jan",))
    await begin(world, goals=(shared, his, BEDTIME))
    for key in ("fatima", "jan"):
        await prefer(world, key, shares_lines=True)
    await establish(world, (replace(shared, people=("jan",)), his))
    await world.at("2026-12-07 08:00")
    await score(world, "jan", 1)
    await _remark(world)
    await establish(world, (his,))
    assert (await own(world, "fatima")).lines == ()


async def test_trends_are_of_families_with_a_plan_with_lines_and_counts(world: World) -> None:
    assert await world.do(summaries.trends, world.sanne) == ()
    await a_round(world)
    (trend,) = await world.do(summaries.trends, world.sanne)
    assert (trend.family.alias, trend.instead_of, trend.asked, trend.answered) == ("Ster", None, 2, 2)
    assert trend.last is not None
    assert trend.last.week == date(2026, 11, 30)
    assert set(trend.lines) == {goal.id for goal in trend.goals}
    assert {line.person for lines in trend.lines.values() for line in lines} == {
        world.id("fatima"),
        world.id("noor"),
        None,
    }
    assert await world.do(summaries.trends, world.mehmet) == ()


async def test_who_stands_in_sees_the_trends_of_the_colleague(world: World) -> None:
    await a_round(world)
    today, mehmet = date(2026, 12, 7), world.mehmet.professional
    away = {"first": today, "last": today + timedelta(days=1), "substitute": mehmet}
    await world.do(absence.record, world.sanne, professional=world.sanne.professional, **away)
    (trend,) = await world.do(summaries.trends, world.mehmet)
    assert trend.instead_of is not None
    assert trend.instead_of.reveal() == "Sanne Vermeulen"


async def test_the_numbers_hold_no_words(world: World) -> None:
    await a_round(world)
    made = await world.do(numbers.export, Administrator(), family=world.cast.families["Ster"].id)
    assert [one.said for one in made.rounds] == [(), ()]
    assert set(made.people) == {world.id("fatima"), world.id("noor")}
    assert [(goal.symbol, goal.is_open) for goal in made.goals] == [("⚽", True), ("⏰", True)]
    # As plain data a secret text is a dict with its text: there is none among the numbers.
    assert "_text" not in repr(asdict(made))
    assert "_text" in repr(asdict(await seen(world)))


async def test_the_nickname_of_a_goal_is_for_those_who_work_with_the_family(world: World) -> None:
    await a_round(world)
    family = world.cast.families["Ster"].id
    for who, names in ((Administrator(), [None, None]), (world.sanne, ["voetbal", "slaaptijd"])):
        made = await world.do(numbers.export, who, family=family)
        assert [goal.nickname for goal in made.goals] == names
