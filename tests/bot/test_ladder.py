"""An organisation's own ladder: what it may change, and what stops the start."""

from datetime import time
from pathlib import Path

import pytest

from bot.ladder import ladder_of
from bot.settings import Settings, StartRefused
from domain.ladder import APPOINTMENT_LADDER, DaysBefore, WorkingDayBefore
from domain.notices import StepKey


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "ladder.toml"
    file.write_text(text, encoding="utf-8")
    return Settings(ladder_file=file)


def test_without_a_file_it_is_the_usual_ladder() -> None:
    assert ladder_of(Settings()) == APPOINTMENT_LADDER


def test_days_and_times_of_some_steps_change_and_the_rest_stays(tmp_path: Path) -> None:
    text = "[three_days_before]\ndays = 4\nat = 11:30:00\n[unconfirmed]\nat = 14:00:00\n"
    own = {step.key: step.when for step in ladder_of(settings(tmp_path, text))}
    assert own[StepKey.THREE_DAYS_BEFORE] == DaysBefore(4, time(11, 30))
    assert own[StepKey.UNCONFIRMED] == WorkingDayBefore(time(14))
    assert own[StepKey.DAY_BEFORE] == DaysBefore(1, time(10))


@pytest.mark.parametrize(
    "text",
    [
        "[no_such_step]\ndays = 1",
        "[day_before]\ndays = -1",
        "[day_before]\ndays = 99",
        "[day_before]\nat = 10",
        "[day_before]\nhours = 3",
        "[announce]\nminutes = 1",
        "day_before = 3",
        "not toml at all",
    ],
)
def test_anything_else_stops_the_start_and_names_the_setting(tmp_path: Path, text: str) -> None:
    with pytest.raises(StartRefused) as refused:
        ladder_of(settings(tmp_path, text))
    assert refused.value.values == {"setting": "KRING_LADDER_FILE"}
