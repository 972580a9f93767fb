"""Check-ins by chance: whatever the order, each round closes exactly once and its summary is what was really said."""

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.budget import BUDGET, SPAN
from domain.checkins import CheckInOver, CheckInSettled, GoalGone, NotOnScale, Question, Scale, Turn
from domain.errors import Refusal
from domain.histories import History
from domain.notices import CheckInAsked, CheckInNudged
from domain.plans import GoalEnd, Plan, StepId
from domain.rounds import Round
from domain.secret import Secret
from domain.summaries import CheckInSummary
from domain.summarising import summarise
from tests.support.cast import Cast, Files
from tests.support.plans_made import Wish
from tests.usecases.checking_in import BUDGETED, establish, history, plan_of, prefer, talker
from tests.usecases.raw_answers import TWO_WEEKS, RawAnswers, closing_of
from tests.usecases.world import World, opened
from usecases import checkins, plan_goals, preferences, rhythms

POOL = (
    Wish("⚽", "voetbal", ("fatima", "noor")),
    Wish("⏰", "slaaptijd", ("fatima",)),
    Wish("🎵", "muziek", ("noor",)),
    Wish("🌱", "tuin", ("fatima", "noor")),
)
STEPS = (StepId(UUID(int=101)), StepId(UUID(int=102)))
who_answers = st.sampled_from(["fatima", "noor"])
which_round = st.sampled_from([0, 0, 0, 1, 2])
values = st.sampled_from([-1, 0, 1, 2, 3, 5, 8, 10, 11])


class Rounds(RuleBasedStateMachine):
    """A mother, her daughter and their gezinsmanager, through weeks in which everything happens in any order."""

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.runner.run(self.opening.__aenter__())
        self.raw = RawAnswers()
        self.closed: dict[date, datetime] = {}
        self.ended: set[UUID] = set()
        self.heard = 0

    def teardown(self) -> None:
        try:
            self._do(self.world.at(timedelta(days=15)))
            self.rounds_close_exactly_once()
            self.each_summary_is_what_was_said()
        finally:
            self.runner.run(self.opening.__aexit__(None, None, None))
            self.runner.close()

    @initialize()
    def a_plan_is_established(self) -> None:
        self._do(establish(self.world, POOL[:2]))
        self._do(self.world.at("2026-12-02 12:00"))

    @rule(hours=st.sampled_from([1, 5, 12, 26, 26, 60, 8 * 24]))
    def time_passes(self, hours: int) -> None:
        self._do(self.world.at(timedelta(hours=hours)))

    @rule(hours=st.sampled_from([3, 30, 9 * 24]))
    def nothing_works_for_a_while(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @rule(
        who=who_answers,
        back=which_round,
        goal=st.integers(0, 3),
        scale=st.sampled_from(Scale),
        value=values,
        twice=st.booleans(),
    )
    def a_goal_is_scored(self, who: str, back: int, goal: int, scale: Scale, value: int, twice: bool) -> None:
        turn, of = self._turn(who, back)
        goals = self._goals()
        if turn is None or of is None or not goals:
            return
        which = goals[goal % len(goals)]
        theirs = which.id not in self.ended and self.world.id(who) in which.people
        taken = theirs and self.raw.takes(of.week, who, which.id, scale, value, self.world.clock.now)
        for _ in range(2 if twice else 1):
            assert taken is self._tried(
                checkins.score, who, turn=turn.id, goal=which.id, scale=scale, value=value
            )
        if taken:
            self.raw.score(of.week, who, which.id, scale, value, self.world.clock.now)

    @rule(
        back=which_round, goal=st.integers(0, 3), value=values, remark=st.sampled_from(["", "fijn", "lastig"])
    )
    def the_gezinsmanager_scores(self, back: int, goal: int, value: int, remark: str) -> None:
        rounds, goals = self._rounds(), self._goals()
        if len(rounds) <= back or not goals:
            return
        of, which, now = rounds[-1 - back], goals[goal % len(goals)], self.world.clock.now
        taken = which.id not in self.ended and self.raw.takes(
            of.week, "sanne", which.id, "numbers", value, now
        )
        scores, body = {which.id: value}, Secret(remark)
        kept = self._tried(checkins.score_as_professional, "sanne", round=of.id, scores=scores, remark=body)
        assert taken is kept
        if kept:
            self.raw.score(of.week, "sanne", which.id, "numbers", value, now)
            self.raw.say(of.week, "sanne", "remark", remark)

    @rule(who=who_answers, back=which_round)
    def not_this_week(self, who: str, back: int) -> None:
        turn, of = self._turn(who, back)
        if turn is not None and of is not None and self._tried(checkins.skip, who, turn=turn.id):
            self.raw.skip(of.week, who)

    @rule(
        who=who_answers,
        back=which_round,
        question=st.sampled_from(["well", "worry", "keep_up"]),
        text=st.sampled_from(["", "het ging goed", "het was druk"]),
    )
    def something_is_told(self, who: str, back: int, question: str, text: str) -> None:
        turn, of = self._turn(who, back)
        words = {Question(question): Secret(text)}
        if turn is None or of is None:
            return
        kept = self._tried(checkins.say, who, turn=turn.id, words=words)
        assert kept is (self.world.clock.now < closing_of(of.week) + TWO_WEEKS)
        if kept:
            self.raw.say(of.week, who, question, text)

    @rule(who=who_answers, verb=st.sampled_from([rhythms.pause, rhythms.resume]))
    def somebody_pauses_or_resumes(self, who: str, verb: Callable[..., Awaitable[object]]) -> None:
        self._do(self.world.do(verb, talker(self.world, who)))

    @rule(verb=st.sampled_from([preferences.pause, preferences.resume]))
    def somebody_wants_to_hear_nothing_at_all(self, verb: Callable[..., Awaitable[object]]) -> None:
        self._do(self.world.do(verb, self.world.who("noor")))

    @rule(who=who_answers, weekday=st.integers(0, 6), hour=st.sampled_from([10, 19]))
    def somebody_chooses_another_day(self, who: str, weekday: int, hour: int) -> None:
        self._do(prefer(self.world, who, weekday=weekday, at=time(hour)))

    @rule(goals=st.lists(st.sampled_from(POOL), min_size=1, max_size=4, unique=True))
    def another_plan_is_established(self, goals: list[Wish]) -> None:
        with contextlib.suppress(Refusal):
            self._do(establish(self.world, goals))

    @rule(goal=st.integers(0, 3), reopens=st.booleans())
    def a_goal_ends_or_is_taken_up_again(self, goal: int, reopens: bool) -> None:
        which = self._goals()[goal % len(self._goals())].id
        asked: dict[str, Any] = {"family": self.world.cast.families["Ster"].id, "goal": which}
        verb = plan_goals.reopen_goal if reopens else plan_goals.end_goal
        if not reopens:
            asked |= {"end": GoalEnd.REACHED, "helped": Secret("samen eten")}
        self._do(self.world.do(verb, self.world.sanne, **asked))
        (self.ended.discard if reopens else self.ended.add)(which)

    @rule(step=st.sampled_from(STEPS), taken=st.booleans())
    def a_step_is_taken(self, step: StepId, taken: bool) -> None:
        self._do(self._mark(step, self.world.clock.now if taken else None))
        self.raw.steps.pop(step, None)
        if taken:
            self.raw.steps[step] = self.world.clock.now

    @invariant()
    def rounds_close_exactly_once(self) -> None:
        self._do(self.world.tick())
        rounds = self._rounds()
        assert len({of.week for of in rounds}) == len(rounds)
        for of in rounds:
            assert (of.closed_at is not None) is (self.world.clock.now >= closing_of(of.week))
            if of.closed_at is not None:
                assert self.closed.setdefault(of.week, of.closed_at) == of.closed_at >= of.closes_at

    @invariant()
    def nobody_hears_too_much(self) -> None:
        for who in ("fatima", "noor"):
            heard = [one for one in self.world.heard if one.who == who and isinstance(one.notice, BUDGETED)]
            for one in heard:
                assert sum(one.at <= other.at < one.at + SPAN for other in heard) <= BUDGET
            times = Counter(
                one.notice for one in heard if isinstance(one.notice, CheckInAsked | CheckInNudged)
            )
            assert set(times.values()) <= {1}

    @invariant()
    def each_summary_is_what_was_said(self) -> None:
        found = self._do(history(self.world))
        self._remember_asked(found)
        steps = self._plan().done_steps
        weeks = [of.week for of in found.rounds]
        for of in found.rounds:
            plain = self._plain(summarise(found, of, steps=steps))
            is_over = of.closed_at is not None
            for what, said in self.raw.summary(of.week, weeks, is_over=is_over).items():
                assert plain[what] == said, (of.week, what, plain[what], said)

    def _remember_asked(self, found: History) -> None:
        """What reached a phone was asked."""
        rounds = {of.id: of for of in found.rounds}
        turns = {turn.id: turn for of in found.rounds for turn in found.turns.get(of.id, ())}
        for heard in self.world.heard[self.heard :]:
            if isinstance(heard.notice, CheckInAsked):
                of = rounds[turns[heard.notice.turn].round]
                assert heard.at < of.closes_at
                self.raw.of(of.week, heard.who).asked = True
        self.heard = len(self.world.heard)

    def _plain(self, summary: CheckInSummary) -> dict[str, Any]:
        names = {self.world.id(key): key for key in ("fatima", "noor", "jan")}

        def name(holder: Any) -> str:
            return "sanne" if holder is None or holder.person is None else names[holder.person]

        return {
            "answered": {names[one] for one in summary.answered},
            "skipped": {names[one] for one in summary.skipped},
            "asked": {names[one] for one in summary.asked},
            "silent": {names[one.person]: one.rounds for one in summary.silent},
            "scored": {
                (
                    goal.goal,
                    name(one.holder),
                    one.score.scale,
                    one.score.value,
                    one.since_last,
                    one.since_start,
                )
                for goal in summary.goals
                for one in goal.scored
            },
            "apart": {
                goal.goal: (low.score.scale, low.score.value, high.score.value)
                for goal in summary.goals
                if goal.apart is not None
                for low, high in (goal.apart,)
            },
            "said": {(name(one.holder), one.question, one.words.reveal()) for one in summary.said},
            "steps": {step for step, _ in summary.steps},
        }

    def _turn(self, who: str, back: int) -> tuple[Turn | None, Round | None]:
        """Somebody's turn so many rounds ago; in the newest one it is made when they come by themselves."""
        found = self._do(history(self.world))
        if len(found.rounds) <= back:
            return None, None
        of = found.rounds[-1 - back]
        if back == 0:
            seen = self._do(self.world.do(checkins.see, talker(self.world, who)))
            return (None, None) if seen is None else (seen.turn, seen.round)
        holder = self.world.cast.recipient(who)
        return next((turn for turn in found.turns.get(of.id, ()) if turn.holder == holder), None), of

    def _tried(self, verb: Callable[..., Awaitable[object]], who: str, **asked: Any) -> bool:
        """Whether it was taken; refused is only what may be."""
        actor = self.world.sanne if who == "sanne" else talker(self.world, who)
        try:
            self._do(self.world.do(verb, actor, **asked))
        except (GoalGone, NotOnScale, CheckInOver, CheckInSettled):
            return False
        return True

    def _rounds(self) -> tuple[Round, ...]:
        found: History = self._do(history(self.world))
        return found.rounds

    def _plan(self) -> Plan:
        found: Plan = self._do(plan_of(self.world))
        return found

    def _goals(self) -> tuple[Any, ...]:
        plan = self._plan()
        return () if plan.established is None else plan.established.text.goals

    async def _mark(self, step: StepId, at: datetime | None) -> None:
        async with self.world.unit() as uow:
            await uow.plans.mark_step(step, self.world.cast.families["Ster"].id, at)

    def _do(self, doing: Awaitable[Any]) -> Any:
        async def done() -> Any:
            return await doing

        return self.runner.run(done())


@pytest.mark.timeout(240)  # fifteen whole lives; a busy machine takes its time
def test_no_order_of_events_closes_a_round_twice_or_says_what_was_not_said(
    template: tuple[Files, Cast], tmp_path: Path
) -> None:
    number = itertools.count()

    class Here(Rounds):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
