"""Other moments to offer: the same time of day, on working days, never in the past."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import is_working_day, local
from domain.proposals import OFFERED, other_moments

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts", "now", "offered"),
    [
        (
            "2026-11-26 14:00",
            "2026-11-23 09:00",
            ["2026-11-27 14:00", "2026-11-30 14:00", "2026-12-07 14:00"],
        ),
        (
            "2026-12-23 09:30",
            "2026-12-22 09:00",
            ["2026-12-24 09:30", "2026-12-28 09:30", "2027-01-04 09:30"],
        ),
        (
            "2026-10-23 10:00",
            "2026-10-22 09:00",
            ["2026-10-26 10:00", "2026-10-27 10:00", "2026-11-02 10:00"],
        ),
    ],
)
def test_the_next_two_working_days_and_one_a_week_on(starts: str, now: str, offered: list[str]) -> None:
    assert other_moments(wall(starts), now=wall(now)) == tuple(map(wall, offered))


@given(
    starts=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- hypothesis wants naive bounds
    later=st.timedeltas(timedelta(days=-30), timedelta(days=30)),
)
def test_every_offer_is_a_working_day_in_the_future_at_another_day(
    starts: datetime, later: timedelta
) -> None:
    now = starts + later
    offers = other_moments(starts, now=now)
    assert len(set(offers)) == OFFERED
    assert list(offers) == sorted(offers)
    for offer in offers:
        assert offer > now
        assert local(offer).date() > local(starts).date()
        assert is_working_day(local(offer).date())
