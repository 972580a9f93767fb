"""Sealed texts stay in their place, and a destroyed key is nowhere any more (tech §5)."""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyGone, Tampered, UnsafeKeyFile
from storage.keystore import INTAKE, KeyOwner, KeyStore, OwnerKind
from storage.vault import BLOCK, HEAD, Vault, _filled, make_master_key, read_master_key
from tests.storage.world import MASTER, Place

FATIMA = KeyOwner(OwnerKind.PERSON, UUID(int=1))
JAN = KeyOwner(OwnerKind.PERSON, UUID(int=2))
ROW = UUID(int=10)
TEXT = "wat Fatima vertelde 🌻"


@pytest.fixture
async def store(place: Place) -> AsyncIterator[KeyStore]:
    opened = await KeyStore.open(place.keys)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def vault(store: KeyStore) -> Vault:
    return Vault(MASTER, store)


async def test_a_sealed_text_opens_in_its_own_place(vault: Vault) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    assert await vault.open(FATIMA, "messages", ROW, "body", blob) == TEXT
    assert TEXT.encode()[:8] not in blob


async def test_the_same_text_is_never_sealed_the_same(vault: Vault) -> None:
    blobs = {await vault.seal(FATIMA, "messages", ROW, "body", TEXT) for _ in range(50)}
    assert len({blob[17:HEAD] for blob in blobs}) == 50


async def test_a_moved_text_is_refused(vault: Vault) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    for table, row, column in (
        ("drafts", ROW, "body"),
        ("messages", UUID(int=11), "body"),
        ("messages", ROW, "x"),
    ):
        with pytest.raises(Tampered):
            await vault.open(FATIMA, table, row, column, blob)


async def test_a_text_moved_to_another_owner_is_refused(vault: Vault) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    own = await vault.seal(JAN, "messages", ROW, "body", "iets van Jan")
    with pytest.raises(KeyGone):
        await vault.open(JAN, "messages", ROW, "body", blob)
    with pytest.raises(Tampered):
        await vault.open(JAN, "messages", ROW, "body", own[:17] + blob[17:])


async def test_every_flipped_bit_is_refused(vault: Vault) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", "ja")
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Tampered, KeyGone)):
            await vault.open(FATIMA, "messages", ROW, "body", bytes(changed))


async def test_an_unknown_form_or_a_short_text_is_refused_and_never_given_back_as_it_is(vault: Vault) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    for wrong in (b"", b"open tekst", b"\x02" + blob[1:], blob[:HEAD]):
        with pytest.raises(Tampered):
            await vault.open(FATIMA, "messages", ROW, "body", wrong)


async def test_the_length_of_a_name_does_not_show(vault: Vault) -> None:
    lengths = {len(await vault.seal(FATIMA, "persons", ROW, "name", "n" * size)) for size in range(1, BLOCK)}
    assert len(lengths) == 1


@given(st.binary(max_size=200))
def test_filling_up_can_always_be_undone(text: bytes) -> None:
    filled = _filled(text)
    assert len(filled) % BLOCK == 0
    assert filled[: filled.rindex(b"\x80")] == text


async def test_the_key_is_in_the_store_before_anything_is_sealed_with_it(vault: Vault, place: Place) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    with closing(sqlite3.connect(place.keys)) as raw:
        assert raw.execute("SELECT id, kind FROM wrapped_keys").fetchall() == [(blob[1:17], "person")]


async def test_two_processes_agree_on_one_key(vault: Vault, place: Place) -> None:
    other_store = await KeyStore.open(place.keys)
    try:
        other = Vault(MASTER, other_store)
        one, two = await vault.seal(FATIMA, "t", ROW, "c", "a"), await other.seal(FATIMA, "t", ROW, "c", "b")
        assert await other.open(FATIMA, "t", ROW, "c", one) == "a"
        assert await vault.open(FATIMA, "t", ROW, "c", two) == "b"
        # Destroyed by one and made anew, the other one finds the new key by itself.
        await other.destroy(FATIMA)
        new = await other.seal(FATIMA, "t", ROW, "c", "c")
        assert await vault.open(FATIMA, "t", ROW, "c", new) == "c"
        with pytest.raises(KeyGone):
            await vault.open(FATIMA, "t", ROW, "c", one)
    finally:
        await other_store.close()


async def test_another_master_key_opens_nothing(vault: Vault, store: KeyStore) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    with pytest.raises(Tampered):
        await Vault(os.urandom(32), store).open(FATIMA, "messages", ROW, "body", blob)


async def test_a_wrapped_key_given_to_somebody_else_is_refused(
    vault: Vault, store: KeyStore, place: Place
) -> None:
    await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    await vault.seal(JAN, "messages", ROW, "body", TEXT)
    with closing(sqlite3.connect(place.keys)) as raw, raw:
        raw.execute(
            "UPDATE wrapped_keys SET wrapped = (SELECT wrapped FROM wrapped_keys WHERE owner = ?) WHERE owner = ?",
            (FATIMA.id.bytes, JAN.id.bytes),
        )
    with pytest.raises(Tampered):
        await Vault(MASTER, store).seal(JAN, "messages", ROW, "body", TEXT)


async def test_a_destroyed_key_is_in_no_file_any_more_and_its_texts_are_gone(
    vault: Vault, store: KeyStore, place: Place
) -> None:
    blob = await vault.seal(FATIMA, "messages", ROW, "body", TEXT)
    kept = await vault.seal(JAN, "messages", ROW, "body", TEXT)
    wrapped = await store.of(FATIMA)
    assert wrapped is not None
    assert wrapped.wrapped in place.bytes_on_disk()

    await vault.destroy(FATIMA)

    assert wrapped.wrapped not in place.bytes_on_disk()
    assert wrapped.wrapped[20:36] not in place.bytes_on_disk()
    for opened in (vault, Vault(MASTER, store)):
        with pytest.raises(KeyGone):
            await opened.open(FATIMA, "messages", ROW, "body", blob)
    assert await vault.open(JAN, "messages", ROW, "body", kept) == TEXT


async def test_keys_of_owners_who_are_nowhere_are_swept(vault: Vault, store: KeyStore) -> None:
    for owner in (FATIMA, JAN, INTAKE):
        await vault.seal(owner, "t", ROW, "c", "x")
    assert await vault.sweep_orphans({FATIMA, INTAKE}) == 1
    assert await store.owners() == {FATIMA, INTAKE}
    assert await vault.sweep_orphans({FATIMA, INTAKE}) == 0


async def test_marks_differ_with_table_value_kind_and_order(vault: Vault) -> None:
    marks = [
        vault.mark("a", "x", 1),
        vault.mark("b", "x", 1),
        vault.mark("a", 1, "x"),
        vault.mark("a", "x", "1"),
        vault.mark("a", "x', 1"),
        vault.mark("a", ("x",), 1),
        vault.mark("a", None, 1),
    ]
    assert len(set(marks)) == len(marks)
    assert vault.mark("a", True) == vault.mark("a", 1)


def test_a_master_key_is_written_once_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = make_master_key(path)
    assert read_master_key(path) == made
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_master_key(path)
    assert make_master_key(tmp_path / "other.key") != made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    path.chmod(mode)
    with pytest.raises(UnsafeKeyFile):
        read_master_key(path)


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=\n", b"not base64 at all!\n", b"\xff" * 44])
def test_a_damaged_or_missing_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(UnsafeKeyFile):
        read_master_key(path)
    path.touch(mode=0o600)
    path.write_bytes(content)
    with pytest.raises(UnsafeKeyFile):
        read_master_key(path)
    with pytest.raises(UnsafeKeyFile):
        read_master_key(tmp_path)
