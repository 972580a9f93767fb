"""What goes into the drawers of the window comes out the same, sealed or hashed in between."""

import asyncio
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.keyrings import Keyring, SpokenCode
from domain.linking import Recipient
from domain.passkeys import Enrolment, EnrolmentId, Passkey, PasskeyId
from domain.pins import SALT_BYTES, Pin
from domain.secret import Secret
from domain.window import Session, SessionId, Via
from storage.archive import Archive
from storage.desk import of_person
from storage.errors import KeyGone, StorageError, Tampered
from storage.stretching import AT_ONCE, Stretching
from tests.storage.world import MASTER, START, Cast, Place, new_id

HOUR = timedelta(hours=1)
PIN = Pin(b"\x00verifier".ljust(32, b"\xff"), b"\x2esalt".ljust(16, b"."), START + HOUR)


def _full(cast: Cast) -> Keyring:
    return Keyring(
        person=cast.fatima.id,
        link=b"l" * 32,
        code=SpokenCode(b"c" * 32, START + 72 * HOUR, tries=3, for_all=True),
        pin=PIN,
        picture=Secret("kanarie"),
        tries=4,
        next_try_at=START + HOUR,
        locked_at=START + 2 * HOUR,
        opened_at=START,
    )


def _session(holder: Recipient, token: bytes = b"t" * 32, via: Via = Via.LINK) -> Session:
    return Session(SessionId(new_id()), holder, token, via, began_at=START, seen_at=START)


async def test_a_keyring_comes_back_with_everything_and_with_nothing(archive: Archive, cast: Cast) -> None:
    full, bare = _full(cast), Keyring(cast.jan.id)
    async with archive.unit() as unit:
        assert await unit.keyrings.of(cast.fatima.id) is None
        await unit.keyrings.keep(full)
        await unit.keyrings.keep(bare)
    async with archive.reading() as unit:
        assert await unit.keyrings.of(cast.fatima.id) == full
        assert await unit.keyrings.of(cast.jan.id) == bare
        assert await unit.keyrings.by_link(b"l" * 32) == full
        assert await unit.keyrings.by_link(b"m" * 32) is None


async def test_keeping_it_again_replaces_all_of_it(archive: Archive, cast: Cast) -> None:
    async with archive.unit() as unit:
        await unit.keyrings.keep(_full(cast))
        await unit.keyrings.keep(Keyring(cast.fatima.id))
        assert await unit.keyrings.of(cast.fatima.id) == Keyring(cast.fatima.id)
        assert await unit.keyrings.by_link(b"l" * 32) is None


async def test_one_link_opens_one_ring(archive: Archive, cast: Cast) -> None:
    async def keep(keyring: Keyring) -> None:
        async with archive.unit() as unit:
            await unit.keyrings.keep(keyring)

    await keep(_full(cast))
    with pytest.raises(StorageError):
        await keep(Keyring(cast.jan.id, link=b"l" * 32))


async def test_pin_and_picture_are_sealed_and_gone_with_the_key(
    place: Place, archive: Archive, cast: Cast
) -> None:
    async with archive.unit() as unit:
        await unit.keyrings.keep(_full(cast))
    await archive.checkpoint()
    kept = place.bytes_on_disk()
    for text in (PIN.verifier, PIN.salt, PIN.verifier.hex().encode(), PIN.salt.hex().encode(), b"kanarie"):
        assert text not in kept
    await archive.destroy_key(of_person(cast.fatima.id))
    with pytest.raises(KeyGone):
        async with archive.reading() as unit:
            await unit.keyrings.of(cast.fatima.id)


async def test_the_pin_of_one_cannot_be_put_in_the_place_of_anothers(
    place: Place, archive: Archive, cast: Cast
) -> None:
    """Who can write in the file could otherwise give Jan the PIN that they know of Fatima."""
    async with archive.unit() as unit:
        await unit.keyrings.keep(_full(cast))
        await unit.keyrings.keep(replace(_full(cast), person=cast.jan.id, link=None))
    swap = "UPDATE keyrings SET pin = (SELECT pin FROM keyrings WHERE id = ?) WHERE id = ?"
    with closing(sqlite3.connect(place.data)) as raw, raw:
        assert raw.execute(swap, (cast.fatima.id.bytes, cast.jan.id.bytes)).rowcount == 1
    with pytest.raises((Tampered, KeyGone)):
        async with archive.reading() as unit:
            await unit.keyrings.of(cast.jan.id)


async def test_a_session_comes_back_and_is_found_by_its_token(archive: Archive, cast: Cast) -> None:
    fatimas = replace(
        _session(Recipient(person=cast.fatima.id)),
        opened_at=START + HOUR,
        proved_at=START,
        ended_at=START + 2 * HOUR,
        claims=2,
    )
    sannes = _session(Recipient(professional=cast.sanne.id), b"u" * 32, Via.PASSKEY)
    async with archive.unit() as unit:
        await unit.sessions.add(fatimas)
        await unit.sessions.add(sannes)
    async with archive.reading() as unit:
        assert await unit.sessions.get(fatimas.id) == fatimas
        assert await unit.sessions.by_token(b"t" * 32) == fatimas
        assert await unit.sessions.by_token(b"u" * 32) == sannes
        assert await unit.sessions.by_token(b"v" * 32) is None


async def test_what_changes_of_a_session_is_kept(archive: Archive, cast: Cast) -> None:
    session = _session(Recipient(person=cast.fatima.id))
    changed = replace(
        session.opened(START + HOUR, b"n" * 32), claims=1, proved_at=START, ended_at=START + HOUR
    )
    async with archive.unit() as unit:
        await unit.sessions.add(session)
        await unit.sessions.touch(session.id, START + HOUR)
        assert await unit.sessions.get(session.id) == replace(session, seen_at=START + HOUR)
        await unit.sessions.save(changed)
        assert await unit.sessions.get(session.id) == changed
        assert await unit.sessions.by_token(b"t" * 32) is None


async def test_those_of_a_holder_last_seen_first_and_without_the_ended(archive: Archive, cast: Cast) -> None:
    fatima, jan = Recipient(person=cast.fatima.id), Recipient(person=cast.jan.id)
    first, second, ended = (_session(fatima, bytes([n]) * 32) for n in range(3))
    other = _session(jan, b"j" * 32)
    async with archive.unit() as unit:
        for session in (first, second, ended, other):
            await unit.sessions.add(session)
        await unit.sessions.end(ended.id, START)
        await unit.sessions.end(ended.id, START + HOUR)
        await unit.sessions.touch(first.id, START + HOUR)
        assert [s.id for s in await unit.sessions.of(fatima)] == [first.id, second.id]
        found = await unit.sessions.get(ended.id)
        assert found is not None
        assert found.ended_at == START


async def test_all_of_a_holder_end_but_one_or_only_those_that_came_one_way(
    archive: Archive, cast: Cast
) -> None:
    fatima, jan = Recipient(person=cast.fatima.id), Recipient(person=cast.jan.id)
    link, chat = _session(fatima, b"1" * 32), _session(fatima, b"2" * 32, Via.TELEGRAM)
    third, jans = _session(fatima, b"3" * 32), _session(jan, b"4" * 32)
    async with archive.unit() as unit:
        for session in (link, chat, third, jans):
            await unit.sessions.add(session)
        await unit.sessions.end_of(fatima, START, via=Via.TELEGRAM)
        assert {s.id for s in await unit.sessions.of(fatima)} == {link.id, third.id}
        await unit.sessions.end_of(fatima, START, but=third.id)
        assert [s.id for s in await unit.sessions.of(fatima)] == [third.id]
        await unit.sessions.end_of(fatima, START)
        assert await unit.sessions.of(fatima) == ()
        assert [s.id for s in await unit.sessions.of(jan)] == [jans.id]


async def test_a_passkey_comes_back_sealed_in_between(place: Place, archive: Archive, cast: Cast) -> None:
    passkey = Passkey(
        PasskeyId(new_id()), cast.sanne.id, b"credential", b"\x00public-key", 7, START, used_at=START
    )
    older = replace(passkey, id=PasskeyId(new_id()), credential=b"other", ended_at=START)
    async with archive.unit() as unit:
        await unit.passkeys.add(passkey)
        await unit.passkeys.add(older)
        assert await unit.passkeys.get(passkey.id) == passkey
        assert await unit.passkeys.by_credential(b"other") == older
        assert await unit.passkeys.by_credential(b"none") is None
        assert await unit.passkeys.of(cast.sanne.id) == (passkey,)
        assert await unit.passkeys.of(cast.mehmet.id) == ()
        used = replace(passkey, counter=8, used_at=START + HOUR, ended_at=START + HOUR)
        await unit.passkeys.save(used)
        assert await unit.passkeys.by_credential(b"credential") == used
    await archive.checkpoint()
    assert b"public-key" not in place.bytes_on_disk()


async def test_an_enrolment_ends_for_the_professional_it_is_for(archive: Archive, cast: Cast) -> None:
    sannes, mehmets = (
        Enrolment(EnrolmentId(new_id()), who.id, token, START, START + 24 * HOUR)
        for who, token in ((cast.sanne, b"s" * 32), (cast.mehmet, b"m" * 32))
    )
    async with archive.unit() as unit:
        await unit.passkeys.add_enrolment(sannes)
        await unit.passkeys.add_enrolment(mehmets)
        await unit.passkeys.end_enrolments_of(cast.sanne.id, START)
        await unit.passkeys.end_enrolments_of(cast.sanne.id, START + HOUR)
        assert await unit.passkeys.enrolment_by_token(b"s" * 32) == replace(sannes, ended_at=START)
        assert await unit.passkeys.enrolment_by_token(b"m" * 32) == mehmets
        assert await unit.passkeys.enrolment_by_token(b"n" * 32) is None


async def test_what_was_used_up_cannot_be_used_again(archive: Archive) -> None:
    async with archive.unit() as unit:
        assert await unit.spent.spend(b"d" * 32, START)
        assert not await unit.spent.spend(b"d" * 32, START + HOUR)
        assert await unit.spent.spend(b"e" * 32, START)
    async with archive.unit() as unit:
        assert not await unit.spent.spend(b"d" * 32, START)


async def test_of_two_at_once_one_is_first(archive: Archive) -> None:
    async def use() -> bool:
        async with archive.unit() as unit:
            return await unit.spent.spend(b"d" * 32, START)

    assert sorted(await asyncio.gather(*(use() for _ in range(5)))) == [False] * 4 + [True]


async def test_what_is_over_is_forgotten_when_it_is_old(archive: Archive, cast: Cast) -> None:
    fatima = Recipient(person=cast.fatima.id)
    ended, idle, fresh = (_session(fatima, bytes([n]) * 32) for n in range(3))
    enrolment = Enrolment(EnrolmentId(new_id()), cast.sanne.id, b"s" * 32, START, START + HOUR)
    async with archive.unit() as unit:
        for session in (
            replace(ended, ended_at=START, seen_at=START + 2 * HOUR),
            idle,
            replace(fresh, seen_at=START + HOUR),
        ):
            await unit.sessions.add(session)
        await unit.passkeys.add_enrolment(enrolment)
        await unit.spent.spend(b"d" * 32, START)
        await unit.spent.spend(b"e" * 32, START + HOUR)
    async with archive.unit() as unit:
        assert await unit.sessions.sweep(START + HOUR) == 2
        assert [s.id for s in await unit.sessions.of(fatima)] == [fresh.id]
        assert await unit.passkeys.sweep_enrolments(START + HOUR) == 0
        assert await unit.passkeys.sweep_enrolments(START + 2 * HOUR) == 1
        assert await unit.spent.sweep(START + HOUR) == 1
        assert await unit.spent.spend(b"d" * 32, START)
        assert not await unit.spent.spend(b"e" * 32, START)


async def test_a_pin_is_stretched_with_its_salt_and_with_the_master_key(
    place: Place, archive: Archive
) -> None:
    salt = archive.new_salt()
    assert len(salt) == SALT_BYTES
    assert archive.new_salt() != salt
    first = await archive.stretch(Secret("384017"), salt)
    assert len(first) == 32
    assert await archive.stretch(Secret("384017"), salt) == first
    assert await archive.stretch(Secret("384018"), salt) != first
    assert await archive.stretch(Secret("384017"), archive.new_salt()) != first
    other = Place(place.folder / "other")
    other.folder.mkdir()
    elsewhere = await other.open(master=MASTER[::-1])
    try:
        assert await elsewhere.stretch(Secret("384017"), salt) != first
    finally:
        await elsewhere.close()


async def test_no_more_than_two_are_stretched_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes 64 MiB; a crowd of guesses may not take the whole machine."""
    busy: list[int] = []
    most: list[int] = []

    def slow(_pin: bytes, _salt: bytes) -> bytes:
        busy.append(1)
        most.append(len(busy))
        threading.Event().wait(0.02)
        busy.pop()
        return b""

    monkeypatch.setattr("storage.stretching._stretch", slow)
    stretching = Stretching(lambda stretched: stretched)
    await asyncio.gather(*(stretching(Secret("384017"), b"s" * SALT_BYTES) for _ in range(6)))
    assert max(most) == AT_ONCE == 2
    assert len(most) == 6


async def test_stretching_takes_a_tenth_of_a_second_and_the_loop_goes_on() -> None:
    stretching, beats = Stretching(lambda stretched: stretched), 0
    started = time.process_time()
    work = asyncio.gather(*(stretching(Secret("384017"), b"s" * SALT_BYTES) for _ in range(AT_ONCE + 1)))
    while not work.done():
        await asyncio.sleep(0.005)
        beats += 1
    spent = time.process_time() - started
    await work
    assert spent / (AT_ONCE + 1) >= 0.1
    assert beats >= 10
