"""Who reads a conversation on which days: to the day, along the whole chain of who stands in for whom."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.absence import Absence, AbsenceId
from domain.people import ProfessionalId
from domain.reading_along import ReadsAlong, reading_along

SANNE, MEHMET, ELS = (ProfessionalId(UUID(int=n)) for n in (1, 2, 3))
TODAY = date(2026, 11, 23)
MADE = datetime(2026, 11, 1, tzinfo=UTC)


def _away(who: ProfessionalId, first: str, last: str, instead: ProfessionalId) -> Absence:
    days = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
    return Absence(AbsenceId(UUID(int=hash((who, first)) % 1000)), who, *days, instead, MADE)


def _span(who: ProfessionalId, first: str, last: str) -> ReadsAlong:
    return ReadsAlong(who, date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))


def test_while_they_are_there_nobody_stands_in() -> None:
    assert reading_along((), SANNE, TODAY) == ()


def test_an_absence_that_goes_on_is_told_to_its_last_day() -> None:
    absences = (_away(SANNE, "11-20", "12-24", MEHMET),)
    assert reading_along(absences, SANNE, TODAY) == (_span(MEHMET, "11-23", "12-24"),)


def test_when_the_substitute_is_away_too_theirs_is_named_for_those_days() -> None:
    absences = (_away(SANNE, "11-23", "11-27", MEHMET), _away(MEHMET, "11-25", "11-25", ELS))
    assert reading_along(absences, SANNE, TODAY) == (
        _span(MEHMET, "11-23", "11-24"),
        _span(ELS, "11-25", "11-25"),
        _span(MEHMET, "11-26", "11-27"),
    )


def test_what_begins_within_two_weeks_is_told_and_no_later() -> None:
    soon, late = _away(SANNE, "12-07", "12-09", MEHMET), _away(SANNE, "12-10", "12-11", MEHMET)
    assert reading_along((soon,), SANNE, TODAY) == (_span(MEHMET, "12-07", "12-09"),)
    assert reading_along((late,), SANNE, TODAY) == ()


def test_the_line_of_a_conversation_is_read_back() -> None:
    assert ReadsAlong.read(f"2026-11-23 2026-11-27 {MEHMET.hex}") == _span(MEHMET, "11-23", "11-27")
    with pytest.raises(ValueError, match="unpack"):
        ReadsAlong.read("x")
