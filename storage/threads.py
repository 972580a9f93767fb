"""The drawer of threads: how each conversation stands; what is said in it is in the drawer of messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select

from domain.people import PersonId, ProfessionalId
from domain.threads import Thread, ThreadId
from storage.desk import Desk
from storage.statements import Row, Statement, changing
from storage.tables.families import families, persons
from storage.tables.threads import threads

_STANDING = (
    "waiting_since",
    "promised_by",
    "urgent_since",
    "unread_since",
    "settled_at",
    "closed_at",
    "look_at",
)
_ADD = Statement(insert(threads))
_GET = Statement(select(threads).where(threads.c.id == bindparam("which")))
_SAVE = changing(threads, *_STANDING, "climbed")
_OF_PERSON = Statement(select(threads).where(threads.c.person == bindparam("of_person")))
_MANAGED = (
    select(threads)
    .select_from(
        threads.join(persons, persons.c.id == threads.c.person).join(
            families, families.c.id == persons.c.family
        )
    )
    .where(families.c.case_manager == bindparam("of_manager"))
)
_OF_CASE_MANAGER = Statement(_MANAGED.order_by(threads.c.id))
_WAITS = or_(threads.c.urgent_since.is_not(None), threads.c.waiting_since.is_not(None))
_WAITING = Statement(_MANAGED.where(_WAITS))
_AT_EASE = Statement(_MANAGED.where(~_WAITS).order_by(threads.c.id.desc()).limit(bindparam("at_most")))
EVERYTHING = 1_000_000
"""More conversations than anybody has."""
_DUE = Statement(
    select(threads)
    .where(threads.c.look_at <= bindparam("now", type_=threads.c.look_at.type))
    .order_by(threads.c.look_at)
    .limit(bindparam("at_most"))
)
_NEXT = Statement(select(func.min(threads.c.look_at).label("at")))
_RESTLESS = Statement(
    select(threads.c.id).where(
        or_(
            threads.c.waiting_since.is_not(None),
            threads.c.urgent_since.is_not(None),
            threads.c.unread_since.is_not(None),
        )
    )
)


class ThreadsDrawer:
    """A thread belongs to one person; only the standing of threads is looked at across people, never words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, thread: Thread) -> None:
        self._desk.tx.later(_ADD, id=thread.id, person=thread.person, **_standing(thread))

    async def get(self, which: ThreadId) -> Thread | None:
        return _thread(await self._desk.tx.first(_GET, which=which))

    async def of_person(self, person: PersonId) -> Thread | None:
        return _thread(await self._desk.tx.first(_OF_PERSON, of_person=person))

    async def of_case_manager(self, case_manager: ProfessionalId) -> tuple[Thread, ...]:
        """The threads of everybody in the families assigned to this gezinsmanager."""
        rows = await self._desk.tx.all(_OF_CASE_MANAGER, of_manager=case_manager)
        return tuple([_one(row) for row in rows])

    async def for_inbox(self, case_manager: ProfessionalId, *, at_ease: int | None) -> tuple[Thread, ...]:
        """Of those, all in which somebody waits, and so many of the others, newest first; None: all of them."""
        others = EVERYTHING if at_ease is None else at_ease
        waiting, resting = await self._desk.tx.several(
            (_WAITING, {"of_manager": case_manager}),
            (_AT_EASE, {"of_manager": case_manager, "at_most": others}),
        )
        return tuple([_one(row) for row in (*waiting, *resting)])

    async def save(self, thread: Thread) -> None:
        """Keep how it stands."""
        self._desk.tx.later(_SAVE, which=thread.id, **_standing(thread))

    async def due(self, now: datetime, limit: int) -> tuple[Thread, ...]:
        """Those whose ladder has something to say at or before ``now``, earliest first."""
        return tuple([_one(row) for row in await self._desk.tx.all(_DUE, now=now, at_most=limit)])

    async def next_look(self) -> datetime | None:
        """The first instant at which any thread has something to say."""
        row = await self._desk.tx.first(_NEXT)
        at: datetime | None = row["at"] if row else None
        return at

    async def restless(self) -> tuple[ThreadId, ...]:
        """Every thread in which somebody waits, whatever its next look says."""
        return tuple(ThreadId(row["id"]) for row in await self._desk.tx.all(_RESTLESS))


def _thread(row: Row | None) -> Thread | None:
    return None if row is None else _one(row)


def _one(row: Row) -> Thread:
    return Thread(
        ThreadId(row["id"]),
        PersonId(row["person"]),
        **{name: row[name] for name in _STANDING},
        climbed=frozenset(row["climbed"].split()),
    )


def _standing(thread: Thread) -> dict[str, Any]:
    return {
        **{name: getattr(thread, name) for name in _STANDING},
        "climbed": " ".join(sorted(thread.climbed)),
    }
