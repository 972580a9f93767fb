"""A file is kept sealed or not at all, whatever goes wrong on the way (T18, security §2.4)."""

import asyncio
import os
import tempfile
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.files import (
    MOST_BYTES,
    FileId,
    FileNotAccepted,
    FileTooBig,
    FileUnreadable,
    MediaType,
    Taken,
)
from domain.threads import ThreadId
from storage.desk import of_thread
from storage.files.aside import aside
from storage.files.folder import Folder
from storage.files.sealed import CHUNK, FileCipher, SealedWriter
from storage.files.store import FileStore
from storage.keystore import KeyStore
from storage.vault import Vault
from tests.storage.file_samples import CANARY, HTML, document, drawing, mp3, mp4, ogg, photo, streamed, webm
from tests.storage.world import MASTER, START, Place, new_id

FATIMA, JAN = ThreadId(new_id()), ThreadId(new_id())


@pytest.fixture
async def vault(place: Place) -> AsyncIterator[Vault]:
    opened = Vault(MASTER, await KeyStore.open(place.keys))
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "files"


@pytest.fixture
def store(folder: Path, vault: Vault) -> FileStore:
    return FileStore(folder, vault)


def new_file() -> FileId:
    return FileId(new_id())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def holding(canary: bytes, folder: Path) -> tuple[int, int]:
    """How many files there are below the folder, and how many of them hold the canary in clear."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return len(contents), sum(canary in content for content in contents)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def last_written_at_start(folder: Path) -> None:
    for path in folder.iterdir():
        os.utime(path, (START.timestamp(), START.timestamp()))


async def taken(
    store: FileStore, data: bytes, *, file: FileId | None = None, thread: ThreadId = FATIMA
) -> Taken:
    return await store.take(file=file or new_file(), thread=thread, stream=streamed(data))


async def read(store: FileStore, file: FileId, thread: ThreadId = FATIMA) -> bytes:
    return b"".join([block async for block in await store.open(file=file, thread=thread)])


def long_document(size: int = 5 * CHUNK + 100) -> bytes:
    return document(content=CANARY * (size // len(CANARY)))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (document(), MediaType.PDF),
        (long_document(), MediaType.PDF),
        (ogg(), MediaType.OGG),
        (webm(), MediaType.WEBM),
        (mp4(), MediaType.MP4),
        (mp3(), MediaType.MP3),
    ],
)
async def test_a_document_or_voice_is_given_back_as_it_came(
    store: FileStore, data: bytes, media_type: MediaType
) -> None:
    kept = await taken(store, data)
    assert (kept.media_type, kept.size) == (media_type, len(data))
    assert await read(store, kept.id) == data


@pytest.mark.parametrize("picture", [photo(), drawing("PNG"), drawing("WEBP")])
async def test_a_picture_is_given_back_as_a_clean_jpeg(store: FileStore, picture: bytes) -> None:
    kept = await taken(store, picture)
    clean = await read(store, kept.id)
    assert (kept.media_type, kept.size) == (MediaType.JPEG, len(clean))
    assert clean.startswith(b"\xff\xd8\xff")
    assert CANARY not in clean


async def test_nothing_of_what_was_sent_stands_on_disk_in_clear(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for data in (photo(), long_document(), ogg(), webm(), mp4(), mp3()):
        await taken(store, data)
    files, in_clear = holding(CANARY, tmp_path)
    assert files >= 6
    assert not in_clear
    assert not names(scratch)


async def test_the_folder_is_its_owners_and_a_file_is_called_by_its_id(
    store: FileStore, folder: Path
) -> None:
    kept = await taken(store, document())
    assert names(folder) == {str(kept.id)}
    assert (mode(folder), mode(folder / str(kept.id))) == (0o700, 0o600)


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 1), (CHUNK - 1, CHUNK + 1), (3, 5 * CHUNK), (CHUNK, 9**9), (9**8, 9**9)]
)
async def test_a_part_can_be_asked_for(store: FileStore, start: int, stop: int) -> None:
    data = long_document()
    kept = await taken(store, data)
    blocks = await store.open(file=kept.id, thread=FATIMA, start=start, stop=stop)
    assert b"".join([block async for block in blocks]) == data[start:stop]


@pytest.mark.parametrize(
    "data", [b"", HTML, photo()[:200], long_document()[:-9], mp4(b"vide"), ogg() + b"PK\x05\x06"]
)
async def test_what_is_refused_leaves_nothing(store: FileStore, folder: Path, data: bytes) -> None:
    with pytest.raises(FileNotAccepted):
        await taken(store, data)
    assert not names(folder)


async def test_a_stream_that_goes_on_is_cut_off_where_it_is_too_much(store: FileStore, folder: Path) -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        yield document()
        while True:
            given += CHUNK
            yield bytes(CHUNK)

    for start in (endless(), _behind(photo(), endless())):
        given = 0
        with pytest.raises(FileTooBig):
            await store.take(file=new_file(), thread=FATIMA, stream=start)
        assert given <= MOST_BYTES + CHUNK
        assert not names(folder)


async def test_the_limit_itself_is_allowed_and_one_more_is_not(store: FileStore) -> None:
    data = document()
    for limit, fits in ((len(data), True), (len(data) - 1, False)):
        try:
            await store.take(file=new_file(), thread=FATIMA, stream=streamed(data, 7), limit=limit)
        except FileTooBig:
            assert not fits
        else:
            assert fits


async def test_a_lost_connection_leaves_nothing_and_is_told(store: FileStore, folder: Path) -> None:
    async def lost() -> AsyncIterator[bytes]:
        yield long_document()[: 3 * CHUNK]
        assert names(folder)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await store.take(file=new_file(), thread=FATIMA, stream=lost())
    assert not names(folder)


@pytest.mark.parametrize("turns", [*range(12), 40])
async def test_who_leaves_half_way_leaves_nothing(store: FileStore, folder: Path, turns: int) -> None:
    waiting = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield long_document()[: 3 * CHUNK]
        waiting.set()
        await asyncio.Event().wait()

    async with asyncio.TaskGroup() as group:
        work = group.create_task(store.take(file=new_file(), thread=FATIMA, stream=slow()))
        for _ in range(turns):
            await asyncio.sleep(0)
        if turns == 40:
            await waiting.wait()
            assert names(folder)
        work.cancel()
    assert work.cancelled()
    assert not names(folder)


@pytest.mark.parametrize("moment", [0.0, 0.001, 0.002, 0.004, 0.008, 0.016])
async def test_who_leaves_at_the_end_leaves_all_or_nothing(
    store: FileStore, folder: Path, moment: float
) -> None:
    file = new_file()
    try:
        async with asyncio.timeout(moment):
            await taken(store, document(), file=file)
    except TimeoutError:
        assert not names(folder)
    else:
        assert await read(store, file) == document()


async def test_who_is_cancelled_waits_for_the_thread_that_writes() -> None:
    may_end, ended = threading.Event(), threading.Event()

    def work() -> None:
        may_end.wait(2)
        ended.set()

    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(aside(work))
        for _ in range(3):
            await asyncio.sleep(0.01)
            waiting.cancel()
        assert not waiting.done()
        may_end.set()
    assert waiting.cancelled()
    assert ended.is_set()


def test_what_was_published_when_its_sender_left_is_taken_back(folder: Path) -> None:
    file = new_file()
    writer = SealedWriter(file, FileCipher(file, FileCipher.new_secret()), b"wrapped")
    files = Folder(folder)
    files.begin(writer)
    writer.add(document())
    assert files.publish(writer)
    assert names(folder) == {str(file)}
    files.undo(writer)
    assert not names(folder)


async def test_a_retry_gets_the_first_one_back_and_changes_nothing(store: FileStore, folder: Path) -> None:
    first = await taken(store, long_document())
    again = await taken(store, ogg(), file=first.id)
    assert again == first
    assert await read(store, first.id) == long_document()
    assert names(folder) == {str(first.id)}


async def test_two_tries_at_once_agree_on_one_file(store: FileStore, folder: Path) -> None:
    file = new_file()
    one, two = await asyncio.gather(*(taken(store, long_document(), file=file) for _ in range(2)))
    assert one == two
    assert await read(store, file) == long_document()
    assert names(folder) == {str(file)}


async def test_the_id_of_another_threads_file_gives_nothing_away(store: FileStore) -> None:
    await taken(store, document(), thread=JAN)
    kept = await taken(store, document())
    with pytest.raises(FileUnreadable):
        await taken(store, document(), file=kept.id, thread=JAN)
    with pytest.raises(FileUnreadable):
        await read(store, kept.id, JAN)
    assert await read(store, kept.id) == document()


async def test_a_destroyed_key_takes_its_files_along(store: FileStore, vault: Vault) -> None:
    kept, other = await taken(store, photo()), await taken(store, document(), thread=JAN)
    await vault.destroy(of_thread(FATIMA))
    with pytest.raises(FileUnreadable) as refused:
        await read(store, kept.id)
    assert refused.value.detail == "key"
    await taken(store, document())
    with pytest.raises(FileUnreadable):
        await read(store, kept.id)
    assert await read(store, other.id, JAN) == document()


async def test_files_that_changed_places_are_refused_and_reported(
    store: FileStore, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = await taken(store, document()), await taken(store, ogg())
    (folder / str(one.id)).write_bytes((folder / str(two.id)).read_bytes())
    with pytest.raises(FileUnreadable):
        await read(store, one.id)
    assert [record.getMessage() for record in caplog.records] == ["storage.tampered"]


async def test_a_cut_or_reordered_file_is_refused_before_its_first_byte(
    store: FileStore, folder: Path
) -> None:
    kept = await taken(store, long_document())
    path = folder / str(kept.id)
    path.write_bytes(path.read_bytes()[: -(CHUNK + 16)])
    with pytest.raises(FileUnreadable) as refused:
        await store.open(file=kept.id, thread=FATIMA)
    assert refused.value.detail == "changed"


async def test_a_removed_file_is_gone_also_for_who_was_reading(store: FileStore, folder: Path) -> None:
    kept = await taken(store, long_document())
    blocks = await store.open(file=kept.id, thread=FATIMA)
    assert await anext(aiter(blocks))
    await store.remove(kept.id)
    await store.remove(kept.id)
    assert not names(folder)
    with pytest.raises(FileUnreadable) as refused:
        await anext(aiter(blocks))
    assert refused.value.detail == "missing"


async def test_what_a_crash_left_stands_in_nobodys_way_and_is_swept(store: FileStore, folder: Path) -> None:
    known, unknown = await taken(store, document()), await taken(store, document())
    crashed = new_file()
    writer = SealedWriter(crashed, FileCipher(crashed, FileCipher.new_secret()), b"wrapped")
    Folder(folder).begin(writer)
    writer.add(document())
    writer.finish()
    (folder / "notes.txt").write_text("not ours")
    with pytest.raises(FileUnreadable):
        await read(store, crashed)
    kept = await taken(store, document(), file=crashed)
    assert await read(store, crashed) == document()
    left = {str(known.id), str(kept.id), str(unknown.id), f"{crashed}.part", "notes.txt"}
    assert names(folder) == left

    last_written_at_start(folder)
    assert await store.sweep({known.id, crashed}, now=START + timedelta(hours=23)) == 0
    assert names(folder) == left
    assert await store.sweep({known.id, crashed}, now=START + timedelta(hours=25)) == 2
    assert names(folder) == {str(known.id), str(crashed), "notes.txt"}


async def test_a_folder_that_was_never_needed_has_nothing_to_sweep(store: FileStore, folder: Path) -> None:
    assert await store.sweep(set(), now=START) == 0
    await store.remove(new_file())
    assert not names(folder.parent)


async def _behind(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for block in rest:
        yield block
