"""Chunks on disk stay in their file and in their order, and none can be left out."""

import struct
from pathlib import Path
from uuid import UUID

import pytest

from storage.errors import Tampered
from storage.files.sealed import CHUNK, TAG, FileCipher, SealedFile, SealedWriter, spoil

FILE, OTHER = UUID(int=1), UUID(int=2)
WRAPPED = b"a key, wrapped by the vault"
HEADER = 3 + len(WRAPPED)
SEALED = CHUNK + TAG
SECRET = bytes(32)


def cipher(file: UUID = FILE, secret: bytes = SECRET) -> FileCipher:
    return FileCipher(file, secret)


def content(size: int) -> bytes:
    return bytes(at * 31 % 251 for at in range(size))


def written(path: Path, data: bytes, *, file: UUID = FILE, block: int = 9000) -> Path:
    writer = SealedWriter(file, cipher(file), WRAPPED)
    writer.open(path)
    for at in range(0, len(data), block):
        writer.add(data[at : at + block])
    return writer.finish()


def read(path: Path, file: UUID = FILE) -> bytes:
    sealed = SealedFile.at(path, file)
    return sealed.read(cipher(file), 0, sealed.chunks)


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
@pytest.mark.parametrize("block", [9000, CHUNK, 4 * CHUNK])
def test_what_was_written_is_read_again(tmp_path: Path, size: int, block: int) -> None:
    path = written(tmp_path / "f", content(size), block=block)
    assert SealedFile.at(path, FILE).size == size
    assert SealedFile.at(path, FILE).wrapped == WRAPPED
    assert read(path) == content(size)


def test_only_its_owner_may_read_it_and_it_holds_no_content(tmp_path: Path) -> None:
    path = written(tmp_path / "f", b"kanarie" * 20_000)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"kanarie" not in path.read_bytes()


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    written(tmp_path / "f", b"first")
    with pytest.raises(FileExistsError):
        written(tmp_path / "f", b"second")
    assert read(tmp_path / "f") == b"first"


@pytest.mark.parametrize("keep", [0, 2, HEADER - 1, HEADER, HEADER + 1, HEADER + TAG])
@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, keep: int, chunks: int) -> None:
    path = written(tmp_path / "f", content(2 * CHUNK + 50))
    path.write_bytes(path.read_bytes()[: keep + chunks * SEALED])
    with pytest.raises(Tampered):
        read(path)


def test_the_last_chunk_alone_shows_that_something_was_cut_off_or_added(tmp_path: Path) -> None:
    path = written(tmp_path / "f", content(3 * CHUNK))
    whole = path.read_bytes()
    for changed in (whole[:-SEALED], whole + whole[-SEALED:], whole + bytes(40)):
        path.write_bytes(changed)
        sealed = SealedFile.at(path, FILE)
        with pytest.raises(Tampered):
            sealed.read(cipher(), sealed.chunks - 1, sealed.chunks)


def test_chunks_that_changed_places_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "f", content(3 * CHUNK))
    whole = path.read_bytes()
    first, second = whole[HEADER : HEADER + SEALED], whole[HEADER + SEALED : HEADER + 2 * SEALED]
    path.write_bytes(whole[:HEADER] + second + first + whole[HEADER + 2 * SEALED :])
    with pytest.raises(Tampered):
        read(path)


def test_a_chunk_of_another_file_under_the_same_secret_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "f", content(100))
    written(tmp_path / "g", content(100), file=OTHER)
    with pytest.raises(Tampered) as refused:
        read(tmp_path / "g")
    assert refused.value.row == FILE


def test_every_byte_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "f", b"ja")
    whole = path.read_bytes()
    for at in (0, 1, 2, *range(HEADER, len(whole))):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(Tampered):
            read(path)


def test_every_chunk_of_every_file_has_a_nonce_of_its_own() -> None:
    secrets = {FileCipher.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    sealed = {
        cipher(secret=secret).seal(number, bytes(16), last=False)[:16]
        for secret in secrets
        for number in (0, 1)
    }
    assert len(sealed) == 200


def test_a_spoilt_file_has_no_key_any_more(tmp_path: Path) -> None:
    path = written(tmp_path / "f", content(100))
    spoil(path)
    assert WRAPPED not in path.read_bytes()
    with pytest.raises(Tampered):
        SealedFile.at(path, FILE)
    short = tmp_path / "short"
    short.write_bytes(struct.pack(">BH", 1, 500))
    spoil(short)
    assert short.read_bytes() == bytes(3)


def test_an_empty_file_is_not_kept(tmp_path: Path) -> None:
    writer = SealedWriter(FILE, cipher(), WRAPPED)
    writer.open(tmp_path / "f")
    with pytest.raises(ValueError, match="empty"):
        writer.finish()
    writer.abandon()
    assert not list(tmp_path.iterdir())
