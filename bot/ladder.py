"""An organisation's own ladder: other days and times for some steps, from a small TOML file."""

import tomllib
from datetime import time
from typing import assert_never

from bot.settings import Settings, StartRefused
from domain.ladder import (
    APPOINTMENT_LADDER,
    AppointmentStep,
    DaysBefore,
    When,
    WhenEffective,
    WhenOver,
    WorkingDayBefore,
    adjusted,
)

SETTING = "KRING_LADDER_FILE"
MOST_DAYS, MOST_MINUTES = 30, 24 * 60


def ladder_of(settings: Settings) -> tuple[AppointmentStep, ...]:
    """The ladder, with the changes of the file if one is set.

    Raises:
        StartRefused: the file cannot be read, or names a step or a moment that does not exist.
    """
    if settings.ladder_file is None:
        return APPOINTMENT_LADDER
    try:
        with settings.ladder_file.open("rb") as file:
            wanted = tomllib.load(file)
        steps = {step.key.value: step.when for step in APPOINTMENT_LADDER}
        return adjusted(APPOINTMENT_LADDER, {name: _moment(steps[name], how) for name, how in wanted.items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise StartRefused("start.unreadable", setting=SETTING) from None


def _moment(usual: When, how: dict[str, object]) -> When:
    """The moment of one step with what the file says about it; a word it does not know is a mistake."""
    match usual:
        case DaysBefore(days, at):
            moment: When = DaysBefore(_number(how.pop("days", days), MOST_DAYS), _wall(how.pop("at", at)))
        case WorkingDayBefore(at):
            moment = WorkingDayBefore(_wall(how.pop("at", at)))
        case WhenOver(minutes):
            moment = WhenOver(_number(how.pop("minutes", minutes), MOST_MINUTES))
        case WhenEffective():
            raise ValueError  # Telling waits for the correction window, which is no choice.
        case unknown:
            assert_never(unknown)
    if how:
        raise KeyError(*how)
    return moment


def _wall(value: object) -> time:
    if not isinstance(value, time):
        raise TypeError
    return value


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise TypeError
    return value
