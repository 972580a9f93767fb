"""Tasks by chance: whatever is said, swapped or left, each turn ends once, and nobody is left unaware of it."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
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

from domain.actors import NetworkMember
from domain.errors import Refusal
from domain.notices_circle import TurnChanged, TurnNews, TurnTrouble
from domain.series import Every
from domain.task_forms import filled_of
from domain.task_ladder import Rung
from domain.tasks import ENDED_TURNS, Task, TaskTurn, TaskTurnId, TurnState
from tests.support.cast import Cast, Files
from tests.usecases.circle_made import give_task, surround, task_of, turns_of, weekly
from tests.usecases.world import World, opened
from usecases import own_turns, taking_part, tasks, week
from usecases.turn_effects import TURN_KINDS, turn_key
from usecases.turns_told import undelivered_tasks_key

CIRCLE = ("wil", "buur", "tante", "fatima")
HELPERS = ("wil", "buur", "tante")
people = st.sampled_from(CIRCLE)
which_turn = st.integers(0, 7)
VERBS = (own_turns.done, own_turns.cannot, own_turns.ask_help, own_turns.take, own_turns.decline)


class Turns(RuleBasedStateMachine):
    """A task for the school run, the circle that does it, and three weeks in which everything happens."""

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.runner.run(self.opening.__aenter__())
        self.tasks: list[Task] = []
        self.gone: set[str] = set()
        self.knew: list[tuple[TaskTurnId, str]] = []
        self.recorded: set[TaskTurnId] = set()
        self.slots: set[tuple[UUID, date]] = set()

    def teardown(self) -> None:
        try:
            if self.tasks:
                self._do(self.world.at(timedelta(days=30)))
                self.each_occurrence_ends_in_one_way()
                self.somebody_knows_of_what_was_not_done()
                self.who_counted_on_it_heard_that_it_is_off()
        finally:
            self.runner.run(self.opening.__aexit__(None, None, None))
            self.runner.close()

    @initialize(has_contact=st.booleans())
    def the_family_chooses_who_helps(self, has_contact: bool) -> None:
        self._do(surround(self.world))
        first = date(2026, 11, 24)
        self.tasks = [
            self._do(give_task(self.world, weekly(first, every=Every.DAY, times=4))),
            self._do(
                give_task(
                    self.world,
                    weekly(first, at=time(8, 30), times=2),
                    owner="tante",
                    others=("wil", "buur"),
                    reserve=None,
                    contact="fatima" if has_contact else None,
                )
            ),
        ]
        self.slots = {(turn.task, turn.slot) for turn in self._turns() if turn.slot is not None}

    @rule(hours=st.sampled_from([1, 3, 8, 20, 20, 30, 50]))
    def time_passes(self, hours: int) -> None:
        self._do(self.world.at(timedelta(hours=hours)))

    @rule(hours=st.sampled_from([2, 30, 70]))
    def nothing_works_for_a_while(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @rule(who=people, which=which_turn, verb=st.sampled_from(VERBS), stale=st.booleans(), twice=st.booleans())
    def somebody_answers(self, who: str, which: int, verb: Any, stale: bool, twice: bool) -> None:
        turn = self._turn(which)
        sequence = max(0, turn.sequence - stale)
        for _ in range(1 + twice):
            self._tried(verb, self.world.who(who), turn=turn.id, sequence=sequence)

    @rule(who=people, which=which_turn, hours=st.sampled_from([-2, 4, 26, 24 * 13, 24 * 20]))
    def it_is_put_off(self, who: str, which: int, hours: int) -> None:
        turn = self._turn(which)
        to = self.world.clock.now + timedelta(hours=hours)
        self._tried(own_turns.later, self.world.who(who), turn=turn.id, sequence=turn.sequence, starts_at=to)

    @rule(who=people, which=which_turn)
    def it_was_a_mistake(self, who: str, which: int) -> None:
        self._tried(own_turns.correct, self.world.who(who), turn=self._turn(which).id)

    @rule(which=which_turn, trouble=st.sampled_from(TurnTrouble))
    def the_mother_sees_to_it(self, which: int, trouble: TurnTrouble) -> None:
        turn = self._turn(which)
        self._tried(own_turns.seen_to, self.world.who("fatima"), turn=turn.id, trouble=trouble)

    @rule(which=which_turn, to=people)
    def a_turn_is_swapped(self, which: int, to: str) -> None:
        turn = self._turn(which)
        self._tried(tasks.give_turn, self.world.sanne, turn=turn.id, to=self.world.id(to))

    @rule(which=which_turn, hours=st.sampled_from([-30, 2, 26]))
    def a_turn_is_moved(self, which: int, hours: int) -> None:
        turn = self._turn(which)
        to = turn.starts_at + timedelta(hours=hours)
        self._tried(tasks.move_turn, self.world.sanne, turn=turn.id, starts_at=to)

    @rule(which=which_turn)
    def a_turn_is_called_off(self, which: int) -> None:
        turn = self._turn(which)
        if self._tried(tasks.drop_turn, self.world.sanne, turn=turn.id):
            self._note_who_knew(turn)

    @rule(which=which_turn, state=st.sampled_from([TurnState.DONE, TurnState.NOT_DONE]))
    def the_gezinsmanager_writes_down_how_it_went(self, which: int, state: TurnState) -> None:
        turn = self._turn(which)
        if self._tried(week.record, self.world.sanne, turn=turn.id, state=state):
            self.recorded.add(turn.id)

    @rule(owner=st.sampled_from([None, *CIRCLE]), number=st.integers(0, 1))
    def the_task_is_anothers_from_now_on(self, owner: str | None, number: int) -> None:
        task = self._do(task_of(self.world, self.tasks[number]))
        holder = None if owner is None else self.world.id(owner)
        filled = filled_of(task)
        changed = type(filled)(
            **{name: getattr(filled, name) for name in filled.__slots__} | {"owner": holder}
        )
        self._tried(tasks.change, self.world.sanne, task=task.id, revision=task.revision, filled=changed)

    @rule(who=st.sampled_from(HELPERS))
    def somebody_leaves(self, who: str) -> None:
        member = self.world.who(who)
        assert isinstance(member, NetworkMember)
        if len(self.gone) < 2 and self._tried(taking_part.leave, member):
            self.gone.add(who)

    @rule(number=st.integers(0, 1))
    def a_task_is_ended(self, number: int) -> None:
        before = self._turns()
        if self._tried(tasks.end, self.world.sanne, task=self.tasks[number].id):
            for turn in before:
                after = next(one for one in self._turns() if one.id == turn.id)
                if after.state is TurnState.DROPPED and turn.is_open:
                    self._note_who_knew(turn)

    @invariant()
    def what_is_open_is_looked_at_and_what_ended_is_left_alone(self) -> None:
        for turn in self._turns():
            assert turn.is_open == (turn.look_at is not None), turn
            assert turn.is_open == (turn.ended_at is None), turn
            assert (turn.state is TurnState.OFFERED) == (turn.is_open and turn.holder is None), turn

    def each_occurrence_ends_in_one_way(self) -> None:
        turns = self._turns()
        assert {(turn.task, turn.slot) for turn in turns if turn.slot is not None} >= self.slots
        assert len({(turn.task, turn.slot) for turn in turns if turn.slot}) == sum(
            turn.slot is not None for turn in turns
        )
        for turn in turns:
            assert turn.state in ENDED_TURNS, turn
            puts_off = [one for one in turns if one.put_off_from == turn.id]
            assert len(puts_off) == (turn.state is TurnState.LATER), turn

    def somebody_knows_of_what_was_not_done(self) -> None:
        """The contact heard it or sees to it, it stood on the list, or the gezinsmanager wrote it down."""
        heard = {one.notice.turn for one in self.world.heard if isinstance(one.notice, TurnNews)}
        for turn in self._turns():
            contact = next(task.contact for task in self.tasks if task.id == turn.task)
            knows = turn.id in heard | self.recorded or self._do(self._was_on_list(turn))
            if turn.state in (TurnState.NOT_DONE, TurnState.UNANSWERED):
                assert knows or turn.rung & Rung.SEEN_TO, turn
            elif turn.state is TurnState.LATER and contact not in (None, turn.by):
                assert knows, turn

    def who_counted_on_it_heard_that_it_is_off(self) -> None:
        """They heard it, have left since, or somebody was to call them when the message came too late."""
        heard = {
            (one.notice.turn, one.who) for one in self.world.heard if isinstance(one.notice, TurnChanged)
        }
        for turn, who in self.knew:
            key = undelivered_tasks_key(self.world.id(who))
            assert (turn, who) in heard or who in self.gone or self._do(self._was_put(key)), (turn, who)

    async def _was_on_list(self, turn: TaskTurn) -> bool:
        return any([await self._was_put(turn_key(kind, turn.id)) for kind in TURN_KINDS])

    async def _was_put(self, key: str) -> bool:
        async with self.world.archive.reading() as uow:
            return await uow.work_items.was_put(key)

    def _note_who_knew(self, turn: TaskTurn) -> None:
        if turn.is_open and turn.reminded_at is not None and turn.starts_at > self.world.clock.now:
            self.knew += [(turn.id, who) for who in CIRCLE if self.world.id(who) == turn.holder]

    def _turns(self) -> tuple[TaskTurn, ...]:
        return tuple(turn for task in self.tasks for turn in self._do(turns_of(self.world, task)))

    def _turn(self, which: int) -> TaskTurn:
        turns = self._turns()
        return turns[which % len(turns)]

    def _tried(self, act: Callable[..., Awaitable[Any]], *who: Any, **what: Any) -> bool:
        async def one() -> bool:
            try:
                async with self.world.unit() as uow:
                    await act(uow, *who, **what)
            except Refusal:
                return False
            return True

        return bool(self._do(one()))

    def _do(self, coroutine: Any) -> Any:
        return self.runner.run(coroutine)


@pytest.mark.timeout(240)  # twelve whole lives; a busy machine takes its time
def test_each_turn_ends_once_and_somebody_knows_of_what_was_not_done(
    template: tuple[Files, Cast], tmp_path: Path
) -> None:
    number = itertools.count()

    class Here(Turns):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
