"""Reading a gezinsmanager's line: family, kind, length and moment — or a question, never a wrong answer."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.appointment_text import AppointmentText, read_appointment
from domain.appointments import Kind
from domain.people import Family, FamilyId, ProfessionalId, TeamId
from domain.spoken import Moment

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TEAM, SANNE = TeamId(UUID(int=1)), ProfessionalId(UUID(int=2))
STAR = Family(FamilyId(UUID(int=3)), "Ster", "⭐", TEAM, SANNE)
MOON = Family(FamilyId(UUID(int=4)), "Maan", "❤️", TEAM, SANNE)


def read(text: str, *families: Family) -> AppointmentText:
    return read_appointment(text, families or (STAR, MOON), now=NOW)


def wall(read: AppointmentText) -> str | None:
    if not isinstance(read.moment, Moment):
        return None
    return read.moment.starts_at.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%d-%m %H:%M")


@pytest.mark.parametrize(
    ("line", "kind", "at"),
    [
        ("⭐ do half drie huisbezoek", Kind.HOME_VISIT, "26-11 14:30"),
        ("ster huisbezoek do half drie", Kind.HOME_VISIT, "26-11 14:30"),
        ("⭐ morgen 9:30 op kantoor", Kind.OFFICE, "24-11 09:30"),
        ("⭐️ bellen vrijdag 10 uur", Kind.PHONE, "27-11 10:00"),
        ("❤ beeldbellen vrijdag 10 uur", Kind.VIDEO, "27-11 10:00"),
        ("⭐ zitting 3 december 10.15 uur verplicht", Kind.HEARING, "03-12 10:15"),
        ("⭐ omgangsmoment za 28 nov 14 uur", Kind.CONTACT_MOMENT, "28-11 14:00"),
        ("⭐ netwerkberaad morgen 16 uur", Kind.CIRCLE_MEETING, "24-11 16:00"),
    ],
)
def test_what_is_said_is_read(line: str, kind: Kind, at: str) -> None:
    found = read(line)
    assert (found.kind, wall(found), len(found.families)) == (kind, at, 1)


@pytest.mark.parametrize(
    "line",
    [
        "⭐ do 14 uur 30 minuten huisbezoek",
        "⭐ do 3 uur 15 minuten huisbezoek",
        "⭐ vandaag 20 uur 15 min bellen",
        "⭐ over 1 uur 30 minuten bellen",
        "⭐ over 2 uur 15 min bellen",
        "⭐ do 2 uur 45 min bellen",
    ],
)
def test_minutes_after_an_hour_are_never_a_length(line: str) -> None:
    found = read(line)
    assert found.minutes is None
    assert wall(found) in (
        None,
        "26-11 14:30",
        "26-11 15:15",
        "23-11 20:15",
        "23-11 10:30",
        "23-11 11:15",
        "26-11 14:45",
    )


@pytest.mark.parametrize(
    "line", ["⭐ do half drie huisbezoek 45 min", "⭐ do half drie bellen duurt 45 minuten"]
)
def test_a_length_right_after_the_kind_or_its_word_counts(line: str) -> None:
    found = read(line)
    assert (found.minutes, wall(found)) == (45, "26-11 14:30")


def test_the_only_family_need_not_be_named_but_another_symbol_is_never_taken_for_it() -> None:
    assert read("do half drie bellen", STAR).families == (STAR,)
    assert read("🐙 do half drie bellen", STAR).families == ()
    assert read("do half drie bellen").families == ()
    assert len(read("⭐ ❤ do half drie bellen").families) == 2


def test_two_kinds_are_a_doubt_and_an_unknown_word_leaves_no_moment() -> None:
    assert read("⭐ do half drie huisbezoek of bellen").kind is None
    assert wall(read("⭐ do half drie bij oma huisbezoek")) is None
