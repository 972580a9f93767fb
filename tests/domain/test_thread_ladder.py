"""The ladder of a thread: who hears what and when, each rung once, whatever happens in which order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absence import WorkingHours
from domain.calendar import is_working_day, local
from domain.people import PersonId
from domain.standing import Outline, standing
from domain.thread_ladder import THREAD_LADDER, Hears, Rung, Since, climb, next_look
from domain.threads import MessageId, MessageKind, Thread, ThreadId
from domain.work_items import WorkKind
from domain.working_time import answer_by, is_at_work

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = WorkingHours()
QUIET = Thread(ThreadId(UUID(int=1)), PersonId(UUID(int=2)))
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
is_working_day(START.date())  # The holidays are read at first use, which takes longer than one example may.


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def when(rungs: tuple[Rung, ...]) -> list[tuple[str, str]]:
    """Which step at which Amsterdam time."""
    return [(r.step.key, local(r.due_at).strftime("%m-%d %H:%M")) for r in rungs]


def waiting(since: str) -> Thread:
    at = wall(since)
    return Thread(QUIET.id, QUIET.person, waiting_since=at, promised_by=answer_by(OFFICE, at))


def test_nobody_hears_anything_of_a_thread_at_ease() -> None:
    assert climb(THREAD_LADDER, QUIET, OFFICE) == ()
    assert next_look((), frozenset()) is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026-11-23 09:00", ["11-24 13:00", "11-25 17:00", "11-26 12:30"]),
        ("2026-11-27 16:00", ["11-30 16:30", "12-01 17:00", "12-02 12:30"]),
        ("2026-12-24 20:00", ["12-29 12:45", "12-30 17:00", "12-31 12:30"]),
    ],
)
def test_an_unanswered_question_climbs_in_working_time(asked: str, told: list[str]) -> None:
    rungs = climb(THREAD_LADDER, waiting(asked), OFFICE)
    assert [at for _, at in when(rungs)] == told
    assert [r.step.hears for r in rungs] == [Hears.CASE_MANAGER, Hears.STAND_IN, Hears.TEAM]
    assert [r.step.urgent for r in rungs] == [False, True, True]


def test_words_of_danger_are_heard_at_once_and_by_the_team_within_half_an_hour_of_work() -> None:
    day = Thread(QUIET.id, QUIET.person, urgent_since=wall("2026-11-23 10:00"))
    assert when(climb(THREAD_LADDER, day, OFFICE)) == [
        ("urgent", "11-23 10:00"),
        ("urgent_stand_in", "11-23 10:00"),
        ("urgent_again", "11-23 10:15"),
        ("urgent_team", "11-23 10:30"),
    ]
    night = Thread(QUIET.id, QUIET.person, urgent_since=wall("2026-11-28 23:00"))
    assert [at for _, at in when(climb(THREAD_LADDER, night, OFFICE))] == [
        "11-28 23:00", "11-28 23:00", "11-30 08:45", "11-30 09:00",
    ]  # fmt: skip


def test_an_unread_answer_rings_twice_and_then_somebody_calls() -> None:
    unread = Thread(QUIET.id, QUIET.person, unread_since=wall("2026-11-27 15:00"))
    assert when(climb(THREAD_LADDER, unread, OFFICE)) == [
        ("doorbell", "11-27 15:00"),
        ("doorbell_again", "11-28 10:00"),
        ("unread", "12-01 17:00"),
    ]


def test_whoever_goes_on_a_list_has_a_task_and_a_person_only_hears_the_doorbell() -> None:
    for step in THREAD_LADDER:
        assert (step.kind is None) == (step.hears is Hears.PERSON)
        assert (step.since is Since.URGENT) == (step.kind is WorkKind.POSSIBLY_URGENT)
    assert len({step.key for step in THREAD_LADDER}) == len(THREAD_LADDER)


MINUTES = st.integers(0, 60 * 24 * 60)


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Any way a thread can stand."""

    def begun() -> datetime | None:
        return draw(st.none() | MINUTES.map(lambda n: START + timedelta(minutes=n)))

    since = begun()
    promised = answer_by(OFFICE, since) if since else None
    return Thread(QUIET.id, QUIET.person, since, promised, begun(), begun())


@given(threads())
def test_every_rung_lies_after_what_it_is_about_and_is_taken_once(thread: Thread) -> None:
    rungs = climb(THREAD_LADDER, thread, OFFICE)
    assert all(rung.due_at >= rung.since for rung in rungs)
    assert [rung.due_at for rung in rungs] == sorted(rung.due_at for rung in rungs)
    climbed: frozenset[str] = frozenset()
    looks = 0
    while (look := next_look(rungs, climbed)) is not None:
        due = {rung.key for rung in rungs if rung.due_at <= look}
        assert due - climbed
        climbed, looks = climbed | due, looks + 1
    assert climbed == {rung.key for rung in rungs}
    assert looks <= len(rungs)


@given(threads())
def test_what_is_not_at_once_comes_while_somebody_works(thread: Thread) -> None:
    for rung in climb(THREAD_LADDER, thread, OFFICE):
        if rung.step.kind is not None and rung.due_at != rung.since:
            assert is_at_work(OFFICE, rung.due_at - timedelta(microseconds=1)) or is_at_work(
                OFFICE, rung.due_at
            )


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Outline, ...]:
    """What was said in any order by either side; some of it read, some taken back."""
    found: list[Outline] = []
    for n in range(draw(st.integers(0, 8))):
        at, of_person = START + timedelta(hours=n), draw(st.booleans())
        read, back = draw(st.booleans()), draw(st.booleans())
        kind = (
            MessageKind.TEXT if of_person else draw(st.sampled_from((MessageKind.TEXT, MessageKind.STAND_IN)))
        )
        found.append(
            Outline(
                id=MessageId(UUID(int=n)),
                of_person=of_person,
                kind=kind,
                received_at=at,
                leaves_at=None if of_person else at + timedelta(seconds=15),
                read_at=at + timedelta(minutes=1) if read else None,
                withdrawn_at=None if read or of_person or not back else at,
                alarming=of_person and draw(st.booleans()),
            )
        )
    return tuple(found)


@given(conversations())
def test_how_a_thread_stands_follows_from_what_was_said(said: tuple[Outline, ...]) -> None:
    thread = standing(QUIET, said)
    assert thread == standing(thread, said)
    answers = [
        o for o in said if not o.of_person and o.withdrawn_at is None and o.kind is not MessageKind.STAND_IN
    ]
    last_answer = max((o.received_at for o in answers), default=None)
    asked = [
        o.received_at for o in said if o.of_person and (last_answer is None or o.received_at > last_answer)
    ]
    assert thread.waiting_since == min(asked, default=None)
    assert (thread.unread_since is None) == all(
        o.of_person or o.read_at is not None or o.withdrawn_at is not None for o in said
    )
    assert (thread.urgent_since is None) == all(not o.alarming or o.read_at is not None for o in said)


@given(conversations())
def test_saying_that_no_answer_is_needed_ends_the_waiting(said: tuple[Outline, ...]) -> None:
    settled = standing(Thread(QUIET.id, QUIET.person, settled_at=START + timedelta(days=1)), said)
    assert settled.waiting_since is None
    assert settled.promised_by is None
