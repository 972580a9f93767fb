"""`pin`: how long a PIN is stretched, and whether the time of a try tells anything.

`ms` is the stretching alone, which makes every guess cost; `right`, `wrong` and `none` are a whole try as the window
does it (claimed and kept, stretched, judged) with the right PIN, a wrong one, and for somebody who never chose one.
`apart` is how far the medians of the last two are from that of the first: 0.1 is a tenth.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.figures import Json, spread
from bench.population import Invited, archive_in, people
from domain.linking import Recipient
from domain.secret import Secret
from domain.window import Session, Via
from storage.archive import Archive
from usecases.pins import begin_try, choose_pin, finish_try
from usecases.sessions import begin

RIGHT, WRONG = Secret("481516"), Secret("230815")
FIRST_CHAT = 60_000


async def pin_time(folder: Path, *, tries: int) -> Json:
    """So many tries of each kind in turn; a right one follows every wrong one, so that it is never too soon."""
    taken: dict[str, list[float]] = {"stretch": [], "right": [], "wrong": [], "none": []}
    async with _two_people(folder) as (archive, chosen, unchosen):
        for _ in range(tries):
            taken["stretch"].append(await _stretch(archive))
            for name, session, pin in (
                ("wrong", chosen, WRONG),
                ("none", unchosen, WRONG),
                ("right", chosen, RIGHT),
            ):
                taken[name].append(await _try(archive, session, pin))
    right = median(taken["right"])
    apart = max(abs(median(taken[name]) / right - 1) for name in ("wrong", "none"))
    middles = {name: spread(taken[name], 1)["median"] for name in ("right", "wrong", "none")}
    return {"ms": spread(taken["stretch"], 1)["median"], **middles, "apart": round(apart, 3), "tries": tries}


@asynccontextmanager
async def _two_people(folder: Path) -> AsyncIterator[tuple[Archive, Session, Session]]:
    """Somebody with a PIN and somebody without, each before the inner door."""
    async with archive_in(folder) as archive:
        async with archive.reading() as uow:
            starts_at = uow.now + timedelta(days=9)
        first, second = await people(archive, range(FIRST_CHAT, FIRST_CHAT + 2), starts_at=starts_at)
        chosen, unchosen = await _arrives(archive, first), await _arrives(archive, second)
        salt = archive.new_salt()
        verifier = await archive.stretch(RIGHT, salt)
        async with archive.unit() as uow:
            await choose_pin(uow, session=chosen, verifier=verifier, salt=salt, picture="tulip")
        yield archive, chosen, unchosen


async def _arrives(archive: Archive, who: Invited) -> Session:
    async with archive.unit() as uow:
        session, _ = await begin(uow, Recipient(person=who.person), Via.TELEGRAM)
    return session


async def _stretch(archive: Archive) -> float:
    salt, begun = archive.new_salt(), time.perf_counter()
    await archive.stretch(RIGHT, salt)
    return (time.perf_counter() - begun) * 1000


async def _try(archive: Archive, session: Session, pin: Secret) -> float:
    begun = time.perf_counter()
    async with archive.unit() as uow:
        salt = await begin_try(uow, session=session)
    verifier = await archive.stretch(pin, salt)
    async with archive.unit() as uow:
        await finish_try(uow, session=session, verifier=verifier)
    return (time.perf_counter() - begun) * 1000
