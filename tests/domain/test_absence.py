"""Absence: whoever reads along is there, chains end, loops are refused, and rights go with the day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.absence import (
    Absence,
    AbsenceId,
    AbsenceOverlaps,
    NeedsSubstitute,
    SubstituteLoop,
    check,
    entrusted_with,
    stands_in,
)
from domain.errors import Refusal
from domain.handing_on import HandingOn, handing_on
from domain.people import ProfessionalId

SANNE, MEHMET, KARIN, YARA = (ProfessionalId(UUID(int=n)) for n in range(1, 5))
EVERYBODY = (SANNE, MEHMET, KARIN, YARA)
FIRST_DAY = date(2026, 3, 23)
"""A week before the clocks go forward; four weeks of days take in that night."""

AUTUMN = date(2026, 10, 19)


def day(n: int, begin: date = FIRST_DAY) -> date:
    return begin + timedelta(days=n)


def away(
    who: ProfessionalId, first: int, last: int, instead: ProfessionalId, *, begin: date = FIRST_DAY
) -> Absence:
    which = AbsenceId(UUID(int=who.int * 10_000 + first * 100 + last))
    return Absence(which, who, day(first, begin), day(last, begin), instead, datetime(2026, 1, 1, tzinfo=UTC))


@st.composite
def wishes(draw: st.DrawFn) -> list[Absence]:
    """Absences as people ask for them, sensible or not."""
    found: list[Absence] = []
    for number in range(draw(st.integers(1, 8))):
        who, instead = draw(st.sampled_from(EVERYBODY)), draw(st.sampled_from(EVERYBODY))
        first = draw(st.integers(0, 27))
        last = draw(st.integers(first - 1, 28))
        made = datetime(2026, 1, 1, tzinfo=UTC)
        begin = draw(st.sampled_from((FIRST_DAY, AUTUMN)))
        found.append(
            Absence(AbsenceId(UUID(int=number)), who, day(first, begin), day(last, begin), instead, made)
        )
    return found


def kept(wanted: list[Absence]) -> tuple[Absence, ...]:
    """What is kept when each is asked for in turn."""
    alive: tuple[Absence, ...] = ()
    for one in wanted:
        try:
            check(alive, one)
        except Refusal:
            continue
        alive = (*alive, one)
    return alive


ALL_DAYS = [day(n, begin) for begin in (FIRST_DAY, AUTUMN) for n in range(-1, 31)]


@given(wishes())
def test_on_every_day_whoever_stands_in_is_there(wanted: list[Absence]) -> None:
    alive = kept(wanted)
    for on in ALL_DAYS:
        gone = {a.professional for a in alive if a.covers(on)}
        for one in gone:
            reader = stands_in(alive, one, on)
            assert reader is not None
            assert reader not in gone


@given(wishes())
def test_rights_last_exactly_as_long_as_the_absence(wanted: list[Absence]) -> None:
    alive = kept(wanted)
    for on in ALL_DAYS:
        for one in EVERYBODY:
            for other in entrusted_with(alive, one, on):
                assert stands_in(alive, other, on) == one
                assert any(a.professional == other and a.covers(on) for a in alive)
        for one in EVERYBODY:
            if not any(a.professional == one and a.covers(on) for a in alive):
                assert stands_in(alive, one, on) is None


@given(wishes())
def test_how_it_is_handed_on_fills_every_day_and_names_who_really_reads(wanted: list[Absence]) -> None:
    alive = kept(wanted)
    assume(alive)
    for absence in alive:
        spans = handing_on(alive, absence)
        assert (spans[0].first, spans[-1].last) == (absence.first, absence.last)
        for span, following in pairwise(spans):
            assert following.first == span.last + timedelta(days=1)
            assert (span.through, span.reader) != (following.through, following.reader)
        for span in spans:
            for n in range((span.last - span.first).days + 1):
                assert stands_in(alive, absence.professional, span.first + timedelta(days=n)) == span.reader


def test_a_substitute_who_is_away_hands_on_for_those_days_only() -> None:
    alive = (away(SANNE, 0, 9, MEHMET), away(MEHMET, 3, 5, KARIN))
    assert [stands_in(alive, SANNE, day(n)) for n in (2, 3, 5, 6)] == [MEHMET, KARIN, KARIN, MEHMET]
    assert entrusted_with(alive, KARIN, day(4)) == {SANNE, MEHMET}
    assert handing_on(alive, alive[0]) == (
        HandingOn(day(0), day(2), (), MEHMET),
        HandingOn(day(3), day(5), (MEHMET,), KARIN),
        HandingOn(day(6), day(9), (), MEHMET),
    )


def test_a_chain_is_followed_to_its_end() -> None:
    alive = (away(SANNE, 0, 1, MEHMET), away(MEHMET, 0, 1, KARIN), away(KARIN, 1, 1, YARA))
    assert handing_on(alive, alive[0]) == (
        HandingOn(day(0), day(0), (MEHMET,), KARIN),
        HandingOn(day(1), day(1), (MEHMET, KARIN), YARA),
    )
    assert entrusted_with(alive, YARA, day(1)) == {SANNE, MEHMET, KARIN}


@pytest.mark.parametrize("begin", [FIRST_DAY, AUTUMN])
def test_the_days_around_a_clock_change_are_whole_days(begin: date) -> None:
    sunday = 6
    alive = (away(SANNE, sunday, sunday, MEHMET, begin=begin),)
    assert [stands_in(alive, SANNE, day(n, begin)) for n in (5, 6, 7)] == [None, MEHMET, None]


def test_two_cannot_stand_in_for_each_other_on_the_same_day() -> None:
    alive = (away(SANNE, 0, 4, MEHMET),)
    with pytest.raises(SubstituteLoop):
        check(alive, away(MEHMET, 4, 9, SANNE))
    check(alive, away(MEHMET, 5, 9, SANNE))


def test_a_loop_through_a_third_is_found_on_its_one_day() -> None:
    alive = (away(SANNE, 0, 3, MEHMET), away(MEHMET, 3, 6, KARIN))
    with pytest.raises(SubstituteLoop):
        check(alive, away(KARIN, 2, 3, SANNE))
    check(alive, away(KARIN, 4, 9, SANNE))


@pytest.mark.parametrize(("first", "last"), [(0, 0), (4, 4), (2, 3), (-3, 9)])
def test_nobody_is_away_twice_on_one_day(first: int, last: int) -> None:
    with pytest.raises(AbsenceOverlaps):
        check((away(SANNE, 0, 4, MEHMET),), away(SANNE, first, last, KARIN))


@pytest.mark.parametrize("instead", [SANNE, MEHMET])
def test_an_absence_needs_somebody_else_and_does_not_end_before_it_begins(instead: ProfessionalId) -> None:
    with pytest.raises(NeedsSubstitute):
        check((), away(SANNE, 3, 2 if instead == MEHMET else 4, instead))


def test_what_has_ended_counts_no_more() -> None:
    one = away(SANNE, 0, 4, MEHMET)
    ended = Absence(one.id, SANNE, one.first, one.last, MEHMET, one.made_at, ended_at=one.made_at)
    assert stands_in((ended,), SANNE, day(2)) is None
    check((ended,), away(SANNE, 0, 4, KARIN))
