"""Has a picture made anew by a process of its own, which may take little and can be ended at any moment."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from domain.files import MOST_BYTES, FileNotAccepted
from storage.files.kinds import Content

WORKER = Path(__file__).with_name("picture_worker.py")

SECONDS = 20.0
"""On a slow and busy machine a telephone's photo takes about two."""

_BLOCK = 64 * 1024


async def made_anew(picture: bytes, content: Content, *, seconds: float = SECONDS) -> bytes:
    """The same picture as a JPEG of at most 2000 pixels a side, upright, with nothing but what is seen.

    Raises:
        FileNotAccepted: it cannot be read, asks for too much, or takes longer than ``seconds``.
    """
    # The environment holds our secrets, and -I keeps the folder we stand in out of what can be imported.
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-B", str(WORKER), content.name,
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd="/",
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            made = await _exchanged(process, picture)
            failed = len(made) > MOST_BYTES or await process.wait()
    except TimeoutError:
        raise FileNotAccepted(detail="picture") from None
    finally:
        await _ended(process)
    if failed or not made.startswith(b"\xff\xd8\xff"):
        raise FileNotAccepted(detail="picture")
    return made


async def _exchanged(process: Process, picture: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the pipes were asked for")
    async with asyncio.TaskGroup() as group:
        group.create_task(_feed(process.stdin, picture))
        made = group.create_task(_gathered(process.stdout))
    return made.result()


async def _feed(into: asyncio.StreamWriter, picture: bytes) -> None:
    # It may refuse after the first bytes, and then nobody reads the others.
    with suppress(BrokenPipeError, ConnectionResetError):
        into.write(picture)
        await into.drain()
    into.close()


async def _gathered(out: asyncio.StreamReader) -> bytes:
    """What it says, until that is more than a picture can be: a decoder that was taken over may go on."""
    made = bytearray()
    while len(made) <= MOST_BYTES and (block := await out.read(_BLOCK)):
        made += block
    return bytes(made)


async def _ended(process: Process) -> None:
    """It runs no more and its pipes are closed."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    if process.stdin is not None:
        process.stdin.close()
    if process.stdout is not None:
        # Its end is not noticed before what it said was taken out of the pipe.
        while await process.stdout.read(_BLOCK):
            pass
    await process.wait()
