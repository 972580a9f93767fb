"""Nothing planted stands readable in the log, in the audit log, or in any file of the server."""

import base64
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from bot.logs import event
from tests.canary import chatting
from tests.canary.grown import Grown, Harvest, debug_log
from tests.canary.planting import USERS
from tests.canary.rounds import opens_everything, posts_everything
from tests.canary.rules import Canary, Kind
from tests.canary.watching import ALIAS_MARK, MARK, by_text
from tests.support.world import TOKEN

in_the_loop = pytest.mark.asyncio(loop_scope="module")

NOT_WORDS = frozenset({Kind.MOMENT, Kind.PROPOSAL})
"""A time of the day is kept as an instant, by which what is due is found."""


def spellings(text: str) -> set[bytes]:
    """A text as it could stand in a file without having been sealed."""
    found: set[bytes] = set()
    for plain in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
        for offset in range(3):
            # At the edges the letters of base64 depend on what stands beside.
            inner = base64.b64encode(bytes(offset) + plain)[4 if offset else 0 :]
            found |= {part[: len(part) // 4 * 4 - 4] for part in (inner, inner.replace(b"+", b"-"))}
    return found


def wanted(canaries: Iterable[Canary]) -> dict[bytes, Kind | None]:
    """What must be in no file: how each word begins, in every spelling; each number, and accounts also as such."""
    found: dict[bytes, Kind | None] = {}
    for text in (MARK, MARK.capitalize(), MARK.upper()):
        found |= dict.fromkeys(spellings(text))
    for canary in canaries:
        if canary.kind in (Kind.NUMBER, Kind.ACCOUNT):
            found |= dict.fromkeys(spellings(canary.text), canary.kind)
        if canary.kind is Kind.ACCOUNT:
            number = int(canary.text)
            found |= {number.to_bytes(5, order): canary.kind for order in ("big", "little")}
    return found


def readable_in(folder: Path, wanted: Mapping[bytes, Kind | None]) -> set[tuple[str, Kind | None]]:
    """Which of them stand in which file."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    contents = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    return {
        (name, kind)
        for name, content in contents.items()
        for spelling, kind in wanted.items()
        if spelling in content
    }


async def a_day(grown: Grown) -> None:
    """Some of everything: pages, forms, commands, buttons, and a good many refusals."""
    await opens_everything(grown, ("a.young2", "stranger"))
    await posts_everything(grown, ("a.father",))
    await opens_everything(grown, ("bram",), ("/werk/persoon/{id}", "/werk/vandaag", "/werk/gezinnen"))
    await chatting.tries_commands(grown, "a.mother", "b.net1", "bram")
    await chatting.taps_around(grown, "a.mother", "b.net1", "bram")


@in_the_loop
async def test_neither_the_log_nor_the_audit_log_nor_any_file_tells(grown: Grown, harvest: Harvest) -> None:
    with debug_log() as log:
        await a_day(grown)
        folder = grown.kring.files.folder
        with_the_writer_busy = readable_in(folder, wanted(grown.planted.canaries))
    assert not with_the_writer_busy
    assert not grown.watch.leaks
    said = (harvest.log + log.getvalue()).encode()
    known = by_text(c for c in grown.planted.canaries if c.kind not in NOT_WORDS)
    assert not {canary.kind for word, canary in known.items() if word in said.lower()}
    assert not [key for key in grown.planted.keys if key.encode() in said]
    assert TOKEN.partition(":")[2].encode() not in said
    assert b"event=process" in said or said.count(b"event=") > 10, said[:500]
    rows = audited(grown)
    assert len(rows) > 300
    written = b"\n".join(rows).lower()
    assert not {canary.kind for word, canary in known.items() if word in written}


def audited(grown: Grown) -> list[bytes]:
    """Every line of the audit log, with all that it says."""
    with sqlite3.connect(grown.kring.files.database) as tables:
        rows = tables.execute("SELECT * FROM audit").fetchall()
    tables.close()
    return [
        b" ".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row) for row in rows
    ]


def test_nothing_is_readable_once_everything_is_written(harvest: Harvest) -> None:
    assert not readable_in(harvest.files.folder, wanted(harvest.planted.canaries))


def test_looking_in_files_finds_what_stands_there(harvest: Harvest, tmp_path: Path) -> None:
    alias = {ALIAS_MARK.capitalize().encode(): Kind.ALIAS}
    assert readable_in(harvest.files.folder, alias) == {("kring.db", Kind.ALIAS)}
    said = next(one for one in harvest.planted.canaries if one.kind is Kind.SAID)
    for n, spelled in enumerate((
        f"{{'text': '{said.text}'}}".encode(),
        f"--{said.text}--".encode("utf-16-le"),
        *(base64.b64encode(b"-" * around + said.text.encode() + b"--") for around in range(3)),
        base64.urlsafe_b64encode(f"~~{said.text.capitalize()}~~".encode("utf-16-be")),
        said.text.encode().hex().encode(),
    )):  # fmt: skip
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "note").write_bytes(b"\x00\xff" + spelled)
        assert readable_in(folder, wanted([])) == {("note", None)}, spelled
    account = next(one for one in harvest.planted.canaries if one.kind is Kind.ACCOUNT)
    (tmp_path / "note").write_bytes(b"\x01" + USERS[account.owner].to_bytes(8, "big"))
    assert ("note", Kind.ACCOUNT) in readable_in(tmp_path, wanted([account]))


def test_a_word_in_the_log_would_be_found() -> None:
    with debug_log() as log:
        event(logging.getLogger("kring.test"), "probe", text=f"{MARK}aaaaaa")
    assert f"{MARK}aaaaaa" in log.getvalue()
