"""Parts of a day in which somebody can be called: only where there is time left, on working days."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.absence import WorkingHours
from domain.calendar import local
from domain.callbacks import slot_at, slots

HOURS = WorkingHours()


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


def _shown(now: str, hours: WorkingHours = HOURS) -> list[str]:
    return [f"{local(slot.starts_at):%d %H}-{local(slot.ends_at):%H}" for slot in slots(hours, _wall(now))]


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-11-23 07:00", ["23 09-12", "23 12-17", "24 09-12", "24 12-17"]),
        ("2026-11-23 11:14", ["23 09-12", "23 12-17", "24 09-12", "24 12-17"]),
        ("2026-11-23 11:16", ["23 12-17", "24 09-12", "24 12-17"]),
        ("2026-11-23 16:30", ["24 09-12", "24 12-17", "25 09-12", "25 12-17"]),
        ("2026-11-27 18:00", ["30 09-12", "30 12-17", "01 09-12", "01 12-17"]),
        ("2026-12-24 18:00", ["28 09-12", "28 12-17", "29 09-12", "29 12-17"]),
    ],
)
def test_what_is_left_of_two_working_days_is_offered(now: str, offered: list[str]) -> None:
    assert _shown(now) == offered


def test_only_the_hours_of_whoever_calls_count() -> None:
    mornings = replace(HOURS, days=frozenset({1, 3}), end=time(12, 30))
    assert _shown("2026-11-23 09:00", mornings) == ["24 09-12", "26 09-12"]


def test_somebody_who_never_works_is_not_waited_for() -> None:
    assert _shown("2026-11-23 09:00", replace(HOURS, days=frozenset())) == []


def test_a_part_of_a_day_is_known_by_its_beginning() -> None:
    for slot in slots(HOURS, _wall("2026-11-23 07:00")):
        assert slot_at(slot.starts_at) == slot
    assert slot_at(_wall("2026-11-23 09:01")) is None
