"""Ids grow with time and never repeat within a process."""

from datetime import timedelta

from storage.ids import Ids
from tests.storage.world import START, entropy


def test_an_id_is_a_uuid_of_version_seven_with_its_millisecond() -> None:
    made = Ids(entropy(1)).next(START)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(START.timestamp() * 1000)


def test_ids_grow_while_the_clock_stands_still_jumps_and_goes_back() -> None:
    ids = Ids(entropy(1))
    moments = [START + timedelta(milliseconds=n) for n in (0, 0, 0, 5, 5, -3600_000, 6, 6)]
    made = [ids.next(moment) for moment in moments]
    assert made == sorted(set(made))
    assert all(one.version == 7 for one in made)


def test_counting_up_does_not_overflow_from_the_highest_chance() -> None:
    ids = Ids(lambda size: b"\xff" * size)
    made = [ids.next(START) for _ in range(1000)]
    assert made == sorted(set(made))


def test_two_processes_make_different_ids_at_the_same_moment() -> None:
    assert Ids(entropy(1)).next(START) != Ids(entropy(2)).next(START)
