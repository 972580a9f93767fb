"""Sessions and keyrings: how long something counts, what is still asked, and that tries only ever run out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.keyrings import (
    CODE_LIVES,
    CODE_TRIES,
    DELAYS,
    PIN_TRIES,
    Keyring,
    PinLocked,
    PinTooSoon,
    PinWrong,
    SpokenCode,
)
from domain.linking import Recipient
from domain.passkeys import Enrolment, EnrolmentId, Passkey, PasskeyId
from domain.people import PersonId, ProfessionalId
from domain.pins import Pin
from domain.secret import Secret
from domain.window import FRESH, LONGEST_SESSION, TOUCHED_EVERY, Needs, Session, SessionId, Via, needs

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PERSON = PersonId(UUID(int=1))
PROFESSIONAL = ProfessionalId(UUID(int=2))
PIN = Pin(b"v" * 32, b"s" * 16, NOW)
CODE = SpokenCode(b"c" * 32, NOW + CODE_LIVES)
RING = Keyring(PERSON)


def session(via: Via = Via.LINK, *, holder: Recipient | None = None) -> Session:
    whose = holder or Recipient(person=PERSON)
    return Session(SessionId(UUID(int=3)), whose, b"t" * 32, via, began_at=NOW, seen_at=NOW)


@pytest.mark.parametrize(
    ("holder", "minutes"), [(Recipient(person=PERSON), 5), (Recipient(professional=PROFESSIONAL), 15)]
)
def test_it_closes_after_so_many_minutes_without_a_sign_of_life(holder: Recipient, minutes: int) -> None:
    idle = session(holder=holder)
    assert idle.is_live(NOW + timedelta(minutes=minutes) - SECOND)
    assert not idle.is_live(NOW + timedelta(minutes=minutes))


def test_it_closes_after_twelve_hours_and_when_it_was_ended() -> None:
    late = NOW + LONGEST_SESSION
    assert replace(session(), seen_at=late - SECOND).is_live(late - SECOND)
    assert not replace(session(), seen_at=late).is_live(late)
    assert not replace(session(), ended_at=NOW).is_live(NOW)


def test_a_clock_put_back_an_hour_does_not_lengthen_a_session() -> None:
    assert session().is_live(NOW - timedelta(minutes=1))
    assert not session().is_live(NOW - timedelta(hours=1))


def test_it_is_fresh_for_two_minutes_after_the_pin() -> None:
    opened = session().opened(NOW, b"n" * 32)
    assert not session().is_fresh(NOW)
    assert opened.is_fresh(NOW + FRESH)
    assert not opened.is_fresh(NOW + FRESH + SECOND)
    assert not opened.is_fresh(NOW - FRESH - SECOND)
    assert opened.token_hash != session().token_hash


def test_a_sign_of_life_is_worth_writing_down_after_twenty_seconds() -> None:
    assert not session().wants_touch(NOW + TOUCHED_EVERY - SECOND)
    assert session().wants_touch(NOW + TOUCHED_EVERY)
    assert session().wants_touch(NOW - TOUCHED_EVERY)


WITH_PIN = replace(RING, pin=PIN)
RESTORED = replace(CODE, for_all=True)


@pytest.mark.parametrize(
    ("keyring", "by_link", "from_telegram"),
    [
        (RING, Needs.CODE, Needs.NEW_PIN),
        (replace(RING, code=CODE), Needs.CODE, Needs.NEW_PIN),
        (replace(RING, code=RESTORED), Needs.CODE, Needs.CODE),
        (WITH_PIN, Needs.PIN, Needs.PIN),
        (replace(WITH_PIN, code=CODE), Needs.CODE, Needs.PIN),
        (replace(WITH_PIN, code=RESTORED), Needs.CODE, Needs.CODE),
        (replace(WITH_PIN, locked_at=NOW), Needs.LOCKED, Needs.LOCKED),
        (replace(WITH_PIN, code=CODE, locked_at=NOW), Needs.LOCKED, Needs.LOCKED),
    ],
)
def test_what_is_asked(keyring: Keyring, by_link: Needs, from_telegram: Needs) -> None:
    for via, expected in ((Via.LINK, by_link), (Via.TELEGRAM, from_telegram)):
        assert needs(session(via), keyring) is expected
        proved = replace(session(via), proved_at=NOW)
        if keyring.locked_at is None:
            assert needs(proved, keyring) is (Needs.PIN if keyring.pin else Needs.NEW_PIN)
        assert needs(session(via).opened(NOW, b""), keyring) is Needs.NOTHING


def test_five_tries_with_their_delays_and_not_one_more() -> None:
    ring, now = WITH_PIN, NOW
    for number, delay in enumerate(DELAYS):
        assert ring.tries_left == PIN_TRIES - number
        if delay:
            with pytest.raises(PinTooSoon) as refused:
                ring.claimed(now)
            assert refused.value.seconds == ring.wait(now) == delay
        now += timedelta(seconds=delay)
        ring = ring.claimed(now)
    assert ring.locked_at == now
    assert ring.tries_left == 0
    with pytest.raises(PinLocked):
        ring.claimed(now + timedelta(days=400))
    assert ring.was_right(now) == replace(WITH_PIN, opened_at=now)


@given(st.lists(st.integers(-(10**6), 10**6), max_size=40))
def test_no_walk_of_the_clock_gives_a_sixth_try(steps: list[int]) -> None:
    ring, now, claimed = WITH_PIN, NOW, 0
    for step in steps:
        now += timedelta(seconds=step)
        assert 0 <= ring.wait(now) <= max(DELAYS)
        try:
            ring = ring.claimed(now)
        except (PinLocked, PinTooSoon):
            continue
        claimed += 1
    assert claimed <= PIN_TRIES
    assert (ring.locked_at is not None) == (claimed == PIN_TRIES)


def test_the_wait_is_rounded_up_so_that_waiting_it_is_enough() -> None:
    ring = WITH_PIN.claimed(NOW).claimed(NOW)
    assert ring.wait(NOW + timedelta(milliseconds=4001)) == 1
    assert ring.wait(NOW + timedelta(seconds=5)) == 0
    assert ring.claimed(NOW + timedelta(seconds=5)).tries == 3


def test_a_restored_ring_keeps_the_link_and_nothing_to_get_in_with() -> None:
    ring = replace(
        WITH_PIN, link=b"l", code=CODE, picture=Secret("tulip"), tries=5, locked_at=NOW, next_try_at=NOW
    )
    assert ring.restored(RESTORED) == Keyring(PERSON, link=b"l", code=RESTORED)


def test_a_code_ends_after_five_tries_and_after_three_days() -> None:
    assert CODE.can_be_tried(NOW + CODE_LIVES - SECOND)
    assert not CODE.can_be_tried(NOW + CODE_LIVES)
    assert replace(CODE, tries=CODE_TRIES - 1).can_be_tried(NOW)
    assert not replace(CODE, tries=CODE_TRIES).can_be_tried(NOW)


def test_a_new_picture_takes_the_place_of_the_old_and_none_keeps_it() -> None:
    ring = replace(RING, picture=Secret("tulip"))
    assert ring.with_pin(PIN).picture == Secret("tulip")
    assert ring.with_pin(PIN, Secret("cow")).picture == Secret("cow")


def test_a_wrong_pin_says_how_many_tries_are_left() -> None:
    assert PinWrong(3).left == 3


@pytest.mark.parametrize(
    ("last", "next_", "goes_on"),
    [(0, 0, True), (0, 1, True), (4, 5, True), (4, 4, False), (4, 3, False), (4, 0, False)],
)
def test_a_count_that_does_not_go_on_may_be_a_copy(last: int, next_: int, *, goes_on: bool) -> None:
    passkey = Passkey(PasskeyId(UUID(int=4)), PROFESSIONAL, b"id", b"key", last, NOW)
    assert passkey.goes_on(next_) is goes_on


def test_an_enrolment_is_open_for_its_day_until_it_is_used() -> None:
    day = timedelta(hours=24)
    enrolment = Enrolment(EnrolmentId(UUID(int=5)), PROFESSIONAL, b"t", NOW, NOW + day)
    assert enrolment.is_open(NOW + day - SECOND)
    assert not enrolment.is_open(NOW + day)
    assert not enrolment.is_open(NOW - timedelta(hours=1))
    assert not replace(enrolment, ended_at=NOW).is_open(NOW)
