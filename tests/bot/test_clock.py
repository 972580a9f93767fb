"""The clock that can be moved: forward only, by a file that every process reads alike."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock, SystemClock, clock_of, parse_instant
from bot.settings import StartRefused, load
from demo.clock import Clock as StandInClock

START = datetime(2030, 11, 24, 9, tzinfo=UTC)
A_MOMENT = timedelta(seconds=2)


def _about(instant: datetime, expected: datetime) -> bool:
    return timedelta(0) <= instant - expected < A_MOMENT


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2030-11-24T10:00:00+01:00", START),
        ("2030-11-24T09:00:00Z\n", START),
        (" 2030-11-24 10:00 ", START),
        ("2030-11-24", datetime(2030, 11, 23, 23, tzinfo=UTC)),
        ("2026-07-01T10:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (str(int(START.timestamp())), START),
        (f"{START.timestamp():.3f}", START),
    ],
)
def test_an_instant_is_read(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize("text", ["", "morgen", "12:00", "2030-13-01", "\x00", "1" * 40])
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        parse_instant(text)


def test_it_starts_where_it_is_told_and_runs_on() -> None:
    clock = MovableClock(START, None)
    first = clock.now()
    time.sleep(0.01)
    assert _about(first, START)
    assert clock.now() > first


def test_a_file_moves_it_forward_and_never_back(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = MovableClock(START, file)
    assert _about(clock.now(), START)

    file.write_text((START + timedelta(days=2)).isoformat())
    assert _about(clock.now(), START + timedelta(days=2))

    file.write_text(START.isoformat())
    assert clock.now() >= START + timedelta(days=2)


def test_without_a_start_a_file_in_the_past_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2001-01-01T00:00:00Z")
    assert _about(MovableClock(None, file).now(), datetime.now(UTC) - timedelta(seconds=1))


def test_time_since_the_file_was_written_counts(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text(START.isoformat())
    an_hour_ago = time.time() - 3600
    os.utime(file, (an_hour_ago, an_hour_ago))
    assert _about(MovableClock(None, file).now(), START + timedelta(hours=1))


@pytest.mark.parametrize("rubbish", [b"", b"morgen", b"\xff\xfe", b"9" * 100_000])
def test_rubbish_in_the_file_leaves_what_was_told_before(tmp_path: Path, rubbish: bytes) -> None:
    file = tmp_path / "clock"
    file.write_text((START + timedelta(days=1)).isoformat())
    clock = MovableClock(START, file)
    clock.now()
    file.write_bytes(rubbish)
    assert _about(clock.now(), START + timedelta(days=1))


def test_two_processes_and_the_stand_in_agree_through_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    theirs = StandInClock(file)
    bot, command_line = MovableClock(START, file), MovableClock(START - timedelta(hours=3), file)
    theirs.move_to(START + timedelta(days=3))
    assert abs(bot.now() - theirs.instant()) < A_MOMENT
    assert abs(bot.now() - command_line.now()) < timedelta(milliseconds=50)


def test_a_process_after_another_goes_on_where_that_one_was(tmp_path: Path) -> None:
    settings = load(
        {
            "KRING_TOKEN": "1:abcdefgh",
            "KRING_API_BASE": "http://127.0.0.1:1",
            "KRING_NOW": START.isoformat(),
            "KRING_DATABASE_URL": str(tmp_path / "kring.db"),
        }
    )
    first = clock_of(settings).now()
    time.sleep(0.05)
    assert clock_of(settings).now() >= first + timedelta(seconds=0.05)

    another_start = settings.model_copy(update={"now": (START + timedelta(days=1)).isoformat()})
    assert _about(clock_of(another_start).now(), START + timedelta(days=1))


def test_the_settings_choose_the_clock(tmp_path: Path) -> None:
    loopback = {"KRING_TOKEN": "1:abcdefgh", "KRING_API_BASE": "http://127.0.0.1:1"}
    assert isinstance(clock_of(load(loopback)), SystemClock)
    moved = clock_of(load(loopback | {"KRING_CLOCK_FILE": str(tmp_path / "clock")}))
    assert isinstance(moved, MovableClock)
    with pytest.raises(StartRefused) as refused:
        clock_of(load(loopback | {"KRING_NOW": "straks"}))
    assert refused.value.values == {"setting": "KRING_NOW"}
