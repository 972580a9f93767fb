"""What goes into the drawers of check-ins, signals and pushes comes out the same; each thing is there once."""

from dataclasses import fields, replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.checkins import Question, Rhythm, Scale, Turn, TurnId
from domain.delivery import DispatchId
from domain.histories import History
from domain.linking import Recipient
from domain.people import PersonId
from domain.plans import GoalId, StepId
from domain.rounds import RoundId, closes_at
from domain.secret import Secret
from domain.signals import Finding, Signal, SignalId, SignalRule
from storage.archive import Archive
from tests.storage.plan_world import DAY, HOUR, SAID_WORDS, WEEK, round_of, scores_of, turn_of
from tests.storage.world import START, Cast, new_id
from tests.support.bare import bare_of

NEXT_WEEK = WEEK + timedelta(days=7)


async def test_who_chose_nothing_has_the_usual_rhythm(archive: Archive, cast: Cast) -> None:
    own = Rhythm(cast.fatima.id, 2, time(19), Scale.FACES, START, True)
    async with archive.unit() as unit:
        assert await unit.check_ins.rhythm(cast.fatima.id) == Rhythm(cast.fatima.id)
        await unit.check_ins.save_rhythm(Rhythm(cast.fatima.id, 6))
        await unit.check_ins.save_rhythm(own)

    async with archive.reading() as unit:
        assert await unit.check_ins.rhythm(cast.fatima.id) == own
        found = await unit.check_ins.rhythms((cast.jan.id, cast.fatima.id, cast.jan.id))
        assert found == {cast.jan.id: Rhythm(cast.jan.id), cast.fatima.id: own}
        assert await unit.check_ins.rhythms(()) == {}


async def test_a_family_has_one_round_a_week(archive: Archive, cast: Cast) -> None:
    first, again = round_of(cast.family.id), round_of(cast.family.id)
    theirs, later = round_of(cast.other_family.id), round_of(cast.family.id, week=NEXT_WEEK, number=2)
    async with archive.unit() as unit:
        assert await unit.check_ins.newest_round(cast.family.id) is None
        assert await unit.check_ins.add_round(later)
        assert await unit.check_ins.add_round(first)
        assert not await unit.check_ins.add_round(again)
        assert await unit.check_ins.add_round(theirs)

    async with archive.reading() as unit:
        assert await unit.check_ins.round(first.id) == first
        assert await unit.check_ins.round(again.id) is None
        assert await unit.check_ins.newest_round(cast.family.id) == later
        assert await unit.check_ins.newest_round(cast.other_family.id) == theirs


async def test_a_round_waits_for_its_closing_once(archive: Archive, cast: Cast) -> None:
    mine, theirs = round_of(cast.family.id, week=NEXT_WEEK), round_of(cast.other_family.id)
    over = closes_at(NEXT_WEEK)
    both = (cast.family.id, cast.other_family.id)
    async with archive.unit() as unit:
        for one in (mine, theirs):
            await unit.check_ins.add_round(one)
        assert await unit.check_ins.to_close(closes_at(WEEK) - HOUR, 9) == ()
        assert await unit.check_ins.to_close(closes_at(WEEK), 9) == (theirs.id,)
        assert await unit.check_ins.to_close(over, 9) == (theirs.id, mine.id)
        assert await unit.check_ins.to_close(over, 1) == (theirs.id,)
        assert await unit.check_ins.next_look() == closes_at(WEEK)
        closed = replace(theirs, closed_at=over)
        await unit.check_ins.save_round(closed)
        assert await unit.check_ins.to_close(over, 9) == (mine.id,)
        assert await unit.check_ins.next_look() == over
        assert await unit.check_ins.closed_since(both, over - HOUR) == (closed,)
        assert await unit.check_ins.closed_since(both, over) == ()
        assert await unit.check_ins.closed_since((), over) == ()
        assert await unit.check_ins.round(theirs.id) == closed


async def test_a_turn_comes_back_with_what_was_told(archive: Archive, cast: Cast) -> None:
    one = round_of(cast.family.id)
    fatima, sanne = Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id)
    goals = [GoalId(new_id()) for _ in range(3)]
    full = Turn(
        TurnId(new_id()),
        one.id,
        fatima,
        START,
        START + HOUR,
        START + 2 * HOUR,
        START + 3 * HOUR,
        START + 4 * HOUR,
        scores_of(goals),
        SAID_WORDS,
    )
    assert all(getattr(full, field.name) for field in fields(Turn))
    theirs = replace(turn_of(one, sanne), scores=scores_of(goals[:1]))
    async with archive.unit() as unit:
        await unit.check_ins.add_round(one)
        await unit.check_ins.keep_turn(full)
        await unit.check_ins.keep_turn(theirs)

    async with archive.reading() as unit:
        assert await unit.check_ins.turn(full.id) == full
        assert await unit.check_ins.turn_of(one.id, fatima) == full
        assert await unit.check_ins.turn_of(one.id, sanne) == theirs
        assert await unit.check_ins.turn_of(one.id, Recipient(person=cast.jan.id)) is None
        assert await unit.check_ins.turn_of(RoundId(new_id()), fatima) is None
        assert await unit.check_ins.turns_in(one.id) == {cast.fatima.id: full}
        assert await unit.check_ins.turns_in(RoundId(new_id())) == {}
        assert await unit.check_ins.turn(TurnId(new_id())) is None


async def test_each_change_of_a_turn_takes_the_place_of_the_one_before(archive: Archive, cast: Cast) -> None:
    one = round_of(cast.family.id)
    empty = turn_of(one, Recipient(person=cast.fatima.id))
    answered = replace(empty, scores=scores_of([GoalId(new_id())]), asked_at=START, look_at=None)
    states = (empty, answered, replace(answered, words=SAID_WORDS), replace(empty, skipped_at=START))
    async with archive.unit() as unit:
        await unit.check_ins.add_round(one)
        for state in states:
            await unit.check_ins.keep_turn(state)
            assert await unit.check_ins.turn(empty.id) == state
        history = await unit.check_ins.history(cast.family.id)
    assert history.turns == {one.id: (states[-1],)}


async def test_there_is_one_turn_for_each_holder_of_a_round(archive: Archive, cast: Cast) -> None:
    one = round_of(cast.family.id)
    first = turn_of(one, Recipient(person=cast.fatima.id))
    second = replace(first, id=TurnId(new_id()), scores=scores_of([GoalId(new_id())]))
    async with archive.unit() as unit:
        await unit.check_ins.add_round(one)
        for turn in (first, second):
            await unit.check_ins.keep_turn(turn)
        assert await unit.check_ins.turn_of(one.id, first.holder) == second
        assert await unit.check_ins.turn(first.id) is None
        assert (await unit.check_ins.history(cast.family.id)).turns == {one.id: (second,)}


async def test_turns_fall_due_earliest_first_until_they_rest(archive: Archive, cast: Cast) -> None:
    one = round_of(cast.family.id)
    later = replace(turn_of(one, Recipient(person=cast.fatima.id)), look_at=START + DAY)
    sooner = turn_of(one, Recipient(person=cast.jan.id))
    async with archive.unit() as unit:
        assert await unit.check_ins.next_look() is None
        await unit.check_ins.add_round(one)
        for turn in (later, sooner):
            await unit.check_ins.keep_turn(turn)
        assert await unit.check_ins.next_look() == START + HOUR
        assert await unit.check_ins.due(START, 9) == ()
        assert await unit.check_ins.due(START + DAY, 9) == (sooner.id, later.id)
        assert await unit.check_ins.due(START + DAY, 1) == (sooner.id,)
        await unit.check_ins.keep_turn(replace(sooner, look_at=None))
        assert await unit.check_ins.due(START + DAY, 9) == (later.id,)
        assert await unit.check_ins.next_look() == START + DAY


async def test_a_history_holds_one_family_from_one_week_on(archive: Archive, cast: Cast) -> None:
    mine, other = cast.family.id, cast.other_family.id
    later, first = round_of(mine, week=NEXT_WEEK, number=2), round_of(mine)
    theirs = round_of(other)
    holders = (Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id))
    turns = {
        one.id: tuple(replace(turn_of(one, who), scores=scores_of([GoalId(new_id())])) for who in holders)
        for one in (first, later, theirs)
    }
    async with archive.unit() as unit:
        for one in (later, first, theirs):
            await unit.check_ins.add_round(one)
            for turn in turns[one.id]:
                await unit.check_ins.keep_turn(turn)

    whole = History(mine, (first, later), {one.id: turns[one.id] for one in (first, later)})
    async with archive.reading() as unit:
        assert await unit.check_ins.history(mine) == whole
        part = await unit.check_ins.history(mine, NEXT_WEEK)
        assert part == History(mine, (later,), {later.id: turns[later.id]})
        assert await unit.check_ins.histories((mine, other), WEEK) == {
            mine: whole,
            other: History(other, (theirs,), {theirs.id: turns[theirs.id]}),
        }
        for since in (WEEK, NEXT_WEEK):
            found = await unit.check_ins.histories((mine, other), since)
            bare = await unit.check_ins.bare((mine, other), since)
            assert bare == {family: bare_of(history) for family, history in found.items()}
        assert await unit.check_ins.histories((mine,), date.max) == {mine: History(mine)}
        assert await unit.check_ins.histories((), WEEK) == {}


@pytest.mark.parametrize(
    "part",
    [
        {},
        {"asked_at": START},
        {"skipped_at": START},
        {"words": {Question.WELL: Secret("goed")}},
        {"scores": scores_of([GoalId(new_id())]), "words": {Question.WORRY: Secret("zorg")}},
    ],
    ids=lambda part: " and ".join(part) or "nothing",
)
async def test_the_numbers_alone_tell_who_was_asked_and_who_answered(
    archive: Archive, cast: Cast, part: dict[str, Any]
) -> None:
    mine, one = cast.family.id, round_of(cast.family.id)
    turn = replace(turn_of(one, Recipient(person=cast.fatima.id)), **part)
    async with archive.unit() as unit:
        await unit.check_ins.add_round(one)
        await unit.check_ins.keep_turn(turn)
    async with archive.reading() as unit:
        whole = await unit.check_ins.history(mine)
        assert await unit.check_ins.bare((mine,), WEEK) == {mine: bare_of(whole)}


def _signal(cast: Cast, key: str, *, at: timedelta = timedelta(0)) -> Signal:
    finding = Finding(key, SignalRule.FELL, WEEK, cast.fatima.id, GoalId(new_id()), StepId(new_id()), 3)
    return Signal(SignalId(new_id()), cast.family.id, finding, START + at)


async def test_a_signal_is_kept_once_for_each_key(archive: Archive, cast: Cast) -> None:
    first, bare = (
        _signal(cast, "fell:1"),
        replace(_signal(cast, "x"), finding=Finding("x", SignalRule.SILENT, WEEK)),
    )
    theirs = replace(_signal(cast, "fell:1", at=-HOUR), family=cast.other_family.id)
    both = (cast.family.id, cast.other_family.id)
    async with archive.unit() as unit:
        for one in (first, _signal(cast, "fell:1"), theirs, bare):
            await unit.signals.add(one)
        assert await unit.signals.get(first.id) == first
        assert await unit.signals.get(SignalId(new_id())) is None
        assert await unit.signals.open_of(both) == (theirs, first, bare)
        assert await unit.signals.open_of((cast.other_family.id,)) == (theirs,)
        assert await unit.signals.open_of(()) == ()

        seen = replace(first, seen_at=START + DAY, seen_by=cast.sanne.id)
        gone = replace(bare, gone_at=START + DAY)
        for signal in (seen, gone):
            await unit.signals.save(signal)
        assert await unit.signals.open_of(both) == (theirs,)
        await unit.signals.add(_signal(cast, "fell:1"))
        assert await unit.signals.of(cast.family.id) == (gone, seen)


async def test_a_push_counts_once_for_its_person(archive: Archive, cast: Cast) -> None:
    early, late = DispatchId(new_id()), DispatchId(new_id())
    async with archive.unit() as unit:
        await unit.pushes.note(cast.fatima.id, late, START + DAY)
        await unit.pushes.note(cast.fatima.id, early, START - DAY)
        await unit.pushes.note(cast.fatima.id, early, START)
        await unit.pushes.note(cast.jan.id, DispatchId(new_id()), START)

    async with archive.reading() as unit:
        assert await unit.pushes.since(cast.fatima.id, START - HOUR) == (START, START + DAY)
        assert await unit.pushes.since(cast.fatima.id, START) == (START + DAY,)
        assert await unit.pushes.since(cast.fatima.id, START - HOUR, but=late) == (START,)
        assert await unit.pushes.since(PersonId(new_id()), START - HOUR) == ()
