"""Taking part: its states, when it is looked at, and who is never together in anything."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import local
from domain.circle import (
    MemberEnd,
    Membership,
    MemberState,
    are_apart,
    check_called,
    check_until,
)
from domain.errors import Outdated, Unsuitable
from domain.people import Called, FamilyId, Flag, FlagKind, PersonId

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FAMILY = FamilyId(UUID(int=1))
PEOPLE = [PersonId(UUID(int=n)) for n in range(10, 16)]


def invited(until: date | None = date(2027, 2, 28)) -> Membership:
    made = Membership(PEOPLE[0], FAMILY, NOW)
    return made if until is None else made.prolonged(until)


def member(until: date | None = date(2027, 2, 28)) -> Membership:
    return invited(until).joined(now=NOW)


def flag(one: PersonId, two: PersonId, *, ended: bool = False) -> Flag:
    return Flag(uuid4(), FAMILY, FlagKind.NO_CONTACT, one, two, NOW, NOW if ended else None)


def test_without_a_last_day_there_is_nothing_to_look_at() -> None:
    assert member(None).look_at is None


def test_who_did_not_agree_yet_is_not_asked_to_go_on() -> None:
    waiting = invited()
    assert waiting.stay_asked_at is None
    assert waiting.look_at == waiting.over_at


def test_a_member_is_asked_two_weeks_before_the_end_at_ten() -> None:
    moment = member().stay_asked_at
    assert moment is not None
    assert local(moment).isoformat() == "2027-02-14T10:00:00+01:00"
    assert member().asked(now=NOW).look_at == member().over_at


@given(st.integers(min_value=1, max_value=27))
def test_of_a_short_time_nobody_is_asked_before_half_of_it(days: int) -> None:
    short = member((local(NOW) + timedelta(days=days)).date())
    assert short.stay_asked_at is not None
    assert short.over_at is not None
    assert NOW < short.stay_asked_at < short.over_at
    assert short.stay_asked_at - NOW >= (short.over_at - NOW) * 0.2


def test_it_is_over_at_midnight_after_the_last_day_also_when_the_clock_changes() -> None:
    over = member(date(2027, 3, 28)).over_at
    assert over is not None
    assert local(over).isoformat() == "2027-03-29T00:00:00+02:00"


def test_stepping_back_and_returning_leave_the_rest_as_it_was() -> None:
    away = member().stepped_back(date(2026, 12, 24))
    assert not away.takes_part
    assert away.look_at == away.return_asked_at
    assert away.returned() == member()


def test_what_has_ended_stays_ended() -> None:
    gone = member().ended(MemberEnd.LEFT, now=NOW)
    assert gone.ended(MemberEnd.REMOVED, now=NOW + timedelta(days=1)) == gone
    assert gone.look_at is None
    with pytest.raises(Outdated):
        gone.joined(now=NOW)
    with pytest.raises(Outdated):
        gone.prolonged(date(2027, 1, 1))
    with pytest.raises(Outdated):
        gone.stepped_back(date(2027, 1, 1))
    with pytest.raises(Outdated):
        gone.returned()


def test_who_was_invited_cannot_step_back() -> None:
    with pytest.raises(Outdated):
        invited().stepped_back(date(2026, 12, 24))


def test_prolonging_asks_anew() -> None:
    answered = replace(member().asked(now=NOW), goes_on=True)
    longer = answered.prolonged(date(2027, 6, 30))
    assert (longer.asked_at, longer.goes_on, longer.state) == (None, None, MemberState.MEMBER)


@pytest.mark.parametrize(("day", "fits"), [(23, False), (24, True)])
def test_the_last_day_is_ahead(day: int, fits: bool) -> None:
    today = local(NOW).date()
    if fits:
        assert check_until(date(2026, 11, day), today) == date(2026, 11, day)
    else:
        with pytest.raises(Unsuitable):
            check_until(date(2026, 11, day), today)


def test_a_year_is_the_longest() -> None:
    with pytest.raises(Unsuitable) as refused:
        check_until(date(2027, 11, 25), local(NOW).date(), place="back_on")
    assert refused.value.detail == "back_on"


@pytest.mark.parametrize("called", [Called.MOTHER, Called.YOUNG_PERSON, Called.GUARDIAN])
def test_a_word_for_the_family_is_none_for_the_circle(called: Called) -> None:
    with pytest.raises(Unsuitable):
        check_called(called)


@given(st.sets(st.sampled_from(PEOPLE), min_size=1), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_two_who_may_have_no_contact_are_apart_in_whatever_order_and_company(
    people: set[PersonId], one: PersonId, two: PersonId
) -> None:
    together = one != two and {one, two} <= people
    assert are_apart([flag(one, two)], people) == (together or (one == two and one in people))
    assert not are_apart([flag(one, two, ended=True)], people)
    assert are_apart([flag(one, two)], people) == are_apart([flag(two, one)], sorted(people, reverse=True))
