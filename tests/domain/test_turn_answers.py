"""What is said of a turn: the first counts, twice is once, and whatever comes when, there is one end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotAllowed, Refusal, Unsuitable
from domain.people import PersonId
from domain.task_ladder import Rung
from domain.tasks import CORRECTED_WITHIN, ENDED_TURNS, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken
from domain.turn_answers import (
    LATER_WITHIN,
    ask_help,
    cannot,
    corrected,
    decline,
    done,
    drop,
    later,
    moved,
    reassigned,
    recorded,
    seen_to,
    take,
    unheard,
    without,
)
from tests.domain.test_task_ladder import BUUR, FATIMA, TASK, WIL, turn, wall

TANTE, NOOR = (PersonId(UUID(int=n)) for n in (11, 12))
WITH_OTHERS = replace(TASK, others=frozenset({TANTE, NOOR, BUUR}))
EVERYBODY = frozenset({WIL, BUUR, TANTE, NOOR, FATIMA})
BEFORE, AFTER = wall("2026-11-28 10:00"), wall("2026-11-30 17:00")
LATER = TaskTurnId(UUID(int=77))


def asked(*who: PersonId, refused: frozenset[PersonId] = frozenset({WIL})) -> TaskTurn:
    """A turn that is open to these."""
    return turn(state=TurnState.OFFERED, holder=None, asked=frozenset(who), refused=refused, sequence=3)


def test_done_ends_it_and_twice_is_once() -> None:
    ended = done(turn(), WIL, now=AFTER)
    assert (ended.state, ended.by, ended.holder, ended.ended_at) == (TurnState.DONE, WIL, WIL, AFTER)
    assert done(ended, WIL, now=AFTER + timedelta(hours=1)) is ended
    with pytest.raises(TurnEnded):
        done(ended, BUUR, now=AFTER)
    with pytest.raises(NotAllowed):
        done(turn(), BUUR, now=AFTER)


def test_who_said_no_and_did_it_after_all_has_done_it() -> None:
    assert done(asked(BUUR), WIL, now=AFTER).holder == WIL


def test_cannot_asks_the_reserve_then_the_others_and_then_nobody() -> None:
    first = cannot(WITH_OTHERS, turn(), WIL, EVERYBODY, now=BEFORE)
    assert (first.state, first.holder, first.asked) == (TurnState.OFFERED, None, frozenset({BUUR}))
    assert cannot(WITH_OTHERS, first, WIL, EVERYBODY, now=BEFORE) is first
    second = decline(WITH_OTHERS, first, BUUR, EVERYBODY, now=BEFORE)
    assert second.asked == {TANTE, NOOR}
    third = decline(WITH_OTHERS, second, TANTE, EVERYBODY, now=BEFORE)
    assert (third.asked, third.sequence) == (frozenset({NOOR}), second.sequence)
    last = decline(WITH_OTHERS, third, NOOR, EVERYBODY, now=BEFORE)
    assert (last.asked, last.refused) == (frozenset(), frozenset({WIL, BUUR, TANTE, NOOR}))


def test_who_cannot_be_asked_is_passed_over() -> None:
    assert cannot(WITH_OTHERS, turn(), WIL, frozenset({NOOR, WIL}), now=BEFORE).asked == {NOOR}
    assert cannot(WITH_OTHERS, turn(), WIL, frozenset(), now=BEFORE).asked == frozenset()


def test_after_its_window_cannot_is_not_done() -> None:
    assert cannot(WITH_OTHERS, turn(), WIL, EVERYBODY, now=AFTER).state is TurnState.NOT_DONE


def test_the_first_taker_wins_and_the_others_hear_that_it_is_taken() -> None:
    taken = take(asked(BUUR, TANTE), BUUR, now=BEFORE)
    assert (taken.state, taken.holder, taken.asked, taken.reminded_at) == (
        TurnState.PLANNED,
        BUUR,
        frozenset(),
        None,
    )
    assert take(taken, BUUR, now=BEFORE) is taken
    with pytest.raises(TurnTaken):
        take(taken, TANTE, now=BEFORE)
    with pytest.raises(TurnTaken):
        decline(WITH_OTHERS, taken, TANTE, EVERYBODY, now=BEFORE)


def test_only_who_was_asked_or_comes_back_from_a_no_takes_it_and_not_when_it_is_over() -> None:
    with pytest.raises(NotAllowed):
        take(asked(BUUR), NOOR, now=BEFORE)
    assert take(asked(BUUR), WIL, now=BEFORE).holder == WIL
    with pytest.raises(TurnEnded):
        take(asked(BUUR), BUUR, now=AFTER)


def test_who_takes_what_begins_soon_knows_of_it() -> None:
    soon = wall("2026-11-30 09:00")
    assert take(asked(BUUR), BUUR, now=soon).reminded_at == soon


def test_who_has_it_gives_it_back_by_a_no() -> None:
    taken = take(asked(BUUR), BUUR, now=BEFORE)
    back = decline(WITH_OTHERS, taken, BUUR, EVERYBODY, now=BEFORE)
    assert (back.state, back.asked, back.refused) == (
        TurnState.OFFERED,
        frozenset({TANTE, NOOR}),
        frozenset({WIL, BUUR}),
    )


def test_help_is_asked_once_and_the_buttons_go_on_working() -> None:
    needs = ask_help(turn(), WIL, now=BEFORE)
    assert (needs.state, needs.help_at, needs.sequence) == (TurnState.PLANNED, BEFORE, turn().sequence)
    assert ask_help(needs, WIL, now=AFTER) is needs
    seen = seen_to(needs, FATIMA, now=BEFORE)
    assert (seen.help_at, seen.holder, seen.sequence) == (None, WIL, turn().sequence)
    with pytest.raises(NotAllowed):
        ask_help(turn(), BUUR, now=BEFORE)


def test_seeing_to_what_nobody_has_makes_it_the_contacts_and_to_what_is_over_ends_the_questions() -> None:
    assert seen_to(asked(), FATIMA, now=BEFORE).holder == FATIMA
    waits = turn(rung=int(Rung.ASK | Rung.CONTACT))
    assert seen_to(waits, FATIMA, now=AFTER).rung & Rung.SEEN_TO
    assert seen_to(waits, FATIMA, now=BEFORE) is waits
    unanswered = turn(state=TurnState.UNANSWERED)
    assert seen_to(unanswered, FATIMA, now=AFTER) is unanswered
    with pytest.raises(TurnEnded):
        seen_to(turn(state=TurnState.DONE), FATIMA, now=AFTER)


def test_later_ends_it_and_begins_a_turn_of_its_own() -> None:
    to = wall("2026-12-01 11:00")
    ended, fresh = later(turn(), WIL, to, LATER, now=AFTER)
    assert (ended.state, ended.by) == (TurnState.LATER, WIL)
    assert (fresh.id, fresh.slot, fresh.put_off_from, fresh.holder) == (LATER, None, turn().id, WIL)
    assert (fresh.starts_at, fresh.ends_at) == (to, to + timedelta(hours=1))
    assert fresh.is_open
    assert fresh.sequence == 0


@pytest.mark.parametrize(
    "to", [AFTER, AFTER - timedelta(days=1), AFTER + LATER_WITHIN + timedelta(minutes=1)]
)
def test_later_is_in_the_coming_two_weeks(to: object) -> None:
    with pytest.raises(Unsuitable):
        later(turn(), WIL, to, LATER, now=AFTER)  # type: ignore[arg-type]  # an instant
    assert later(turn(), WIL, AFTER + LATER_WITHIN, LATER, now=AFTER)[1].is_open


def test_a_mistake_is_taken_back_on_the_same_day_by_who_made_it() -> None:
    ended = done(turn(reminded_at=BEFORE), WIL, now=AFTER)
    back = corrected(ended, WIL, TurnState.PLANNED, now=wall("2026-11-30 23:59"))
    assert (back.state, back.holder, back.by, back.ended_at) == (TurnState.PLANNED, WIL, None, None)
    assert back.rung == Rung.ASK
    assert corrected(back, WIL, TurnState.PLANNED, now=AFTER) is back
    with pytest.raises(TurnEnded):
        corrected(ended, WIL, TurnState.PLANNED, now=wall("2026-12-01 00:00"))
    with pytest.raises(NotAllowed):
        corrected(ended, BUUR, TurnState.PLANNED, now=AFTER)
    with pytest.raises(Unsuitable):
        corrected(ended, WIL, TurnState.DROPPED, now=AFTER)
    failed = cannot(WITH_OTHERS, turn(), WIL, EVERYBODY, now=AFTER)
    assert corrected(failed, WIL, TurnState.DONE, now=AFTER).state is TurnState.DONE
    put_off, _ = later(turn(), WIL, AFTER + timedelta(days=1), LATER, now=AFTER)
    with pytest.raises(TurnEnded):
        corrected(put_off, WIL, TurnState.PLANNED, now=AFTER)


def test_an_answer_counts_for_a_week_after_nobody_answered() -> None:
    silent = turn().ended(TurnState.UNANSWERED, None, now=AFTER)
    limit = silent.ends_at + CORRECTED_WITHIN
    assert done(silent, WIL, now=limit).state is TurnState.DONE
    assert cannot(WITH_OTHERS, silent, WIL, EVERYBODY, now=limit).state is TurnState.NOT_DONE
    assert ask_help(silent, WIL, now=limit).state is TurnState.NOT_DONE
    assert later(silent, WIL, limit + timedelta(days=1), LATER, now=limit)[0].state is TurnState.LATER
    with pytest.raises(NotAllowed):
        done(silent, BUUR, now=limit)
    with pytest.raises(TurnEnded):
        done(silent, WIL, now=limit + timedelta(seconds=1))


def test_what_is_written_down_for_them_can_turn_out_otherwise_but_what_is_off_stays_off() -> None:
    for state in (TurnState.PLANNED, TurnState.UNANSWERED, TurnState.NOT_DONE):
        assert recorded(turn(state=state), TurnState.DONE, now=AFTER).state is TurnState.DONE
    for state in (TurnState.LATER, TurnState.DROPPED):
        with pytest.raises(TurnEnded):
            recorded(turn(state=state), TurnState.DONE, now=AFTER)
    with pytest.raises(TurnEnded):
        recorded(turn(state=TurnState.UNANSWERED), TurnState.DONE, now=AFTER + CORRECTED_WITHIN)
    with pytest.raises(Unsuitable):
        recorded(turn(), TurnState.LATER, now=AFTER)
    ended = recorded(turn(), TurnState.DONE, now=AFTER)
    assert recorded(ended, TurnState.DONE, now=AFTER) is ended


def test_who_leaves_gives_up_what_is_ahead_and_nothing_else() -> None:
    assert without(WITH_OTHERS, turn(), WIL, EVERYBODY, now=BEFORE).asked == {BUUR}
    assert without(WITH_OTHERS, asked(BUUR), BUUR, EVERYBODY, now=BEFORE).asked == {TANTE, NOOR}
    for one, now in ((turn(), AFTER), (turn(state=TurnState.DONE), BEFORE), (asked(TANTE), BEFORE)):
        assert without(WITH_OTHERS, one, BUUR if one.holder is None else WIL, EVERYBODY, now=now) == one


def test_who_left_does_not_come_back_by_an_old_button_and_who_did_not_hear_it_does() -> None:
    left = without(WITH_OTHERS, turn(), WIL, EVERYBODY, now=BEFORE)
    with pytest.raises(NotAllowed):
        take(left, WIL, now=BEFORE)
    said_no = cannot(WITH_OTHERS, turn(), WIL, EVERYBODY, now=BEFORE)
    with pytest.raises(NotAllowed):
        take(without(WITH_OTHERS, said_no, WIL, EVERYBODY, now=BEFORE), WIL, now=BEFORE)
    missed = unheard(WITH_OTHERS, turn(), WIL, EVERYBODY, now=BEFORE)
    assert (missed.asked, take(missed, WIL, now=BEFORE).holder) == (frozenset({BUUR}), WIL)


def test_another_holder_or_window_begins_anew_and_the_same_changes_nothing() -> None:
    knows = turn(reminded_at=BEFORE, rung=int(Rung.REMIND), help_at=BEFORE, refused=frozenset({BUUR}))
    given = reassigned(knows, BUUR)
    assert (given.holder, given.reminded_at, given.rung, given.help_at, given.refused) == (
        BUUR,
        None,
        0,
        None,
        frozenset(),
    )
    assert given.sequence > knows.sequence
    assert reassigned(knows, WIL) is knows
    nobodys = reassigned(knows, None)
    assert (nobodys.state, nobodys.holder, nobodys.asked) == (TurnState.OFFERED, None, frozenset())
    to, end = wall("2026-12-01 15:00"), wall("2026-12-01 16:00")
    elsewhere = moved(knows, to, end)
    assert (elsewhere.starts_at, elsewhere.ends_at, elsewhere.reminded_at) == (to, end, None)
    assert moved(knows, knows.starts_at, knows.ends_at) is knows
    assert drop(turn(), now=AFTER).state is TurnState.DROPPED
    ended = turn(state=TurnState.DONE)
    assert drop(ended, now=AFTER) is ended
    with pytest.raises(TurnEnded):
        reassigned(ended, BUUR)
    with pytest.raises(TurnEnded):
        moved(ended, to, end)


Say = Callable[[TaskTurn, PersonId, timedelta], TaskTurn]
SAYINGS: tuple[Say, ...] = (
    lambda one, who, at: done(one, who, now=BEFORE + at),
    lambda one, who, at: cannot(WITH_OTHERS, one, who, EVERYBODY, now=BEFORE + at),
    lambda one, who, at: take(one, who, now=BEFORE + at),
    lambda one, who, at: decline(WITH_OTHERS, one, who, EVERYBODY, now=BEFORE + at),
    lambda one, who, at: ask_help(one, who, now=BEFORE + at),
    lambda one, who, at: seen_to(one, who, now=BEFORE + at),
    lambda one, who, at: later(one, who, BEFORE + at + timedelta(days=1), LATER, now=BEFORE + at)[0],
    lambda one, who, at: corrected(one, who, TurnState.PLANNED, now=BEFORE + at),
    lambda one, who, at: corrected(one, who, TurnState.DONE, now=BEFORE + at),
    lambda one, who, at: without(WITH_OTHERS, one, who, EVERYBODY, now=BEFORE + at),
    lambda one, who, _: reassigned(one, who),
    lambda one, _, at: recorded(one, TurnState.NOT_DONE, now=BEFORE + at),
    lambda one, _, at: drop(one, now=BEFORE + at),
)


@given(
    st.lists(
        st.tuples(st.sampled_from(SAYINGS), st.sampled_from([WIL, BUUR, TANTE, NOOR]), st.integers(0, 40)),
        max_size=12,
    )
)
def test_whatever_is_said_in_whatever_order_a_turn_is_somebodys_open_or_ended(
    said: list[tuple[Say, PersonId, int]],
) -> None:
    one, passed = turn(), timedelta(0)
    for say, who, hours in said:
        passed += timedelta(hours=hours)
        before = one
        try:
            one = say(one, who, passed)
        except Refusal:
            continue
        assert (one.state is TurnState.PLANNED) <= (one.holder is not None)
        assert (one.state is TurnState.OFFERED) <= (one.holder is None)
        assert (one.state in ENDED_TURNS) == (one.ended_at is not None)
        assert not one.asked & one.refused
        assert not (one.asked and one.state is not TurnState.OFFERED)
        assert one.sequence >= before.sequence
        assert one.sequence > before.sequence or one.state is before.state
        if before.state in (TurnState.LATER, TurnState.DROPPED):
            assert one is before
        assert (one.slot, one.starts_at, one.id) == (before.slot, before.starts_at, before.id)
