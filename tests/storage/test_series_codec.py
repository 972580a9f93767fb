"""Whatever a series, a set of people or a row of instants is, it comes back the same."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.people import PersonId
from domain.series import Every, Moved, Series
from storage.series_codec import (
    instants_from_json,
    instants_to_json,
    people_from_json,
    people_to_json,
    series_from_json,
    series_to_json,
    set_to_json,
)

TIMES = st.times()
SERIES = st.builds(
    Series,
    first=st.dates(),
    at=TIMES,
    every=st.sampled_from(Every),
    weekdays=st.frozensets(st.integers(0, 6)),
    until=st.none() | st.dates(),
    times=st.none() | st.integers(1, 400),
    skips_holidays=st.booleans(),
    dropped=st.frozensets(st.dates(), max_size=4),
    moved=st.lists(st.builds(Moved, st.dates(), st.dates(), TIMES), max_size=4).map(tuple),
    month_day=st.integers(0, 31),
)
PEOPLE = st.lists(st.uuids().map(PersonId), max_size=6)
INSTANTS = st.lists(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone
)


@given(SERIES)
def test_a_series_comes_back_the_same(series: Series) -> None:
    assert series_from_json(series_to_json(series)) == series


@given(SERIES)
def test_the_same_series_is_the_same_text(series: Series) -> None:
    again = series_from_json(series_to_json(series))
    assert series_to_json(again) == series_to_json(series)


@given(PEOPLE)
def test_people_come_back_in_their_order(people: list[PersonId]) -> None:
    assert people_from_json(people_to_json(people)) == tuple(people)


@given(PEOPLE)
def test_a_set_of_people_is_one_text_in_whatever_order(people: list[PersonId]) -> None:
    text = set_to_json(frozenset(people))
    assert text == set_to_json(frozenset(reversed(people)))
    assert frozenset(people_from_json(text)) == frozenset(people)


def test_nobody_is_a_set_too() -> None:
    assert set_to_json(frozenset()) == people_to_json(()) == "[]"
    assert people_from_json("[]") == ()
    assert people_from_json(f'["{UUID(int=1).hex}"]') == (UUID(int=1),)


@given(INSTANTS)
def test_instants_come_back_to_the_microsecond(instants: list[datetime]) -> None:
    assert instants_from_json(instants_to_json(instants)) == tuple(instants)
