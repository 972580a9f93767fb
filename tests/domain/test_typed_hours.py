"""Quiet hours as people type them: two clock times, and nothing that could be anything else."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import QuietHours
from domain.typed_hours import read_quiet_hours, tries_quiet_hours


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("21.00 tot 8.00 uur", time(21), time(8)),
        ("21 tot 8", time(21), time(8)),
        ("van 21:30 tot 7:45", time(21, 30), time(7, 45)),
        ("tussen 22u en 9u", time(22), time(9)),
        ("20-9", time(20), time(9)),
        ("20 – 9 uur", time(20), time(9)),
        ("Van 0.00 T/M 6.30 uur", time(0), time(6, 30)),
        ("  9 uur tot 17 uur  ", time(9), time(17)),
    ],
)
def test_two_clock_times_are_read(typed: str, start: time, end: time) -> None:
    assert read_quiet_hours(typed) == QuietHours(start, end)


@pytest.mark.parametrize(
    "typed",
    ["", "21", "21 tot", "25 tot 8", "21.60 tot 8", "8 tot 8", "van 9 tot 8 's avonds", "niet van 21 tot 8",
     "21 tot 8 tot 9", "half negen tot acht", "21.00 tot 8.00 uur" + " " * 60],
)  # fmt: skip
def test_what_is_not_just_that_is_not_read(typed: str) -> None:
    assert read_quiet_hours(typed) is None


@pytest.mark.parametrize("typed", ["van 9 tot 8 's avonds", "half negen tot acht", "21", "25 tot 8"])
def test_an_unclear_attempt_is_recognised_as_one(typed: str) -> None:
    assert tries_quiet_hours(typed)


@pytest.mark.parametrize("typed", ["", "mijn moeder is ziek", "bel mij om 9 uur", "9 tot 8 " * 10])
def test_something_else_is_not_taken_for_hours(typed: str) -> None:
    assert not tries_quiet_hours(typed)


@given(start=st.times(), end=st.times())
def test_what_is_written_down_is_read_back(start: time, end: time) -> None:
    start, end = (t.replace(second=0, microsecond=0) for t in (start, end))
    read = read_quiet_hours(f"{start:%H.%M} tot {end:%H.%M} uur")
    assert read == (None if start == end else QuietHours(start, end))
