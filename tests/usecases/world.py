"""The cast with an archive of their own: a clock that one moves, a timer, and a sender that notes who heard what."""

import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.checkins import CheckIns
from bot.circle import Memberships
from bot.meetings import Meetings
from bot.tasks import Tasks
from domain.actors import Actor, Administrator, CaseManager, Clockwork, Participant, TeamLeader
from domain.appointments import Appointment, AppointmentId, Kind
from domain.delivery import Dispatch, DispatchId, Failure
from domain.drafts import DraftChange
from domain.linking import Link, LinkId, Reachability
from domain.notices import Notice
from domain.people import FlagKind, PersonId
from domain.secret import Secret
from domain.work_items import WorkItem, WorkItemId, WorkKind
from locales.control_words import control_words
from storage.archive import Archive
from storage.opening import open_archive
from storage.vault import read_master_key
from tests.support.cast import START, Cast, Files
from usecases import appointments, delivery, planning, preferences
from usecases.delivery import Outgoing
from usecases.digest import plan_digests
from usecases.families import lift_flag, set_flag
from usecases.followups import run_due
from usecases.planning import Planned

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOCKWORK = Clockwork()
ADMINISTRATOR = Administrator()
ENOUGH = 60
T = TypeVar("T")


def wall(text: str) -> datetime:
    """The instant at which clocks in Amsterdam show '2026-11-24 10:00'."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until somebody moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that reached a phone."""

    at: datetime
    who: str
    notice: Notice
    labelled: bool
    silent: bool
    dispatch: DispatchId


@dataclass(frozen=True, slots=True)
class Sending:
    """A call to Telegram, and what became of it."""

    at: datetime
    outgoing: Outgoing
    fate: "Fate"

    @property
    def may_have_arrived(self) -> bool:
        """Whether nobody can be sure that it did not."""
        return self.fate in (None, UNSEEN, DIED, SLOW, Failure.UNKNOWN)


Fate = Failure | timedelta | str | None
"""What becomes of a sending: None arrives, a timedelta is a 429.

'unseen' arrives but nobody can know, 'slow' arrives and is settled later, at 'died' the process ends.
"""

UNSEEN, DIED, SLOW = "unseen", "died", "slow"


def arrives(_outgoing: Outgoing) -> Fate:
    """All is well."""
    return None


def of_families(fate: Fate) -> Callable[[Outgoing], Fate]:
    """This fate for every message to somebody of a family; those to colleagues arrive."""
    return lambda outgoing: fate if outgoing.dispatch.recipient.person is not None else None


def of_colleagues(fate: Fate) -> Callable[[Outgoing], Fate]:
    """This fate for every message to a professional; those to families arrive."""
    return lambda outgoing: None if outgoing.dispatch.recipient.person is not None else fate


@dataclass(slots=True)
class World:
    """An archive with the cast in it, and what they heard."""

    files: Files
    cast: Cast
    archive: Archive
    clock: Clock
    heard: list[Heard] = field(default_factory=list)
    sendings: list[Sending] = field(default_factory=list)
    slow: list[DispatchId] = field(default_factory=list)

    @property
    def sanne(self) -> CaseManager:
        return self._case_manager("sanne")

    @property
    def mehmet(self) -> CaseManager:
        return self._case_manager("mehmet")

    @property
    def ria(self) -> TeamLeader:
        ria = self.cast.professionals["ria"]
        return TeamLeader(ria.id, ria.team)

    def who(self, key: str) -> Participant:
        return self.cast.participant(key)

    def id(self, key: str) -> PersonId:
        return self.cast.people[key].id

    def unit(self) -> Any:
        """A transaction of its own."""
        return self.archive.unit()

    async def do(self, use_case: Callable[..., Awaitable[T]], who: Actor, **asked: Any) -> T:
        """One use case in a transaction of its own."""
        async with self.unit() as uow:
            return await use_case(uow, who, **asked)

    async def at(self, moment: str | timedelta, fate: Callable[[Outgoing], Fate] = arrives) -> None:
        """Move the clock, and do at each instant on the way what a timer and a sender do then."""
        target = self.clock.now + moment if isinstance(moment, timedelta) else wall(moment)
        await self.tick(fate)
        while (coming := self._next_moment()) is not None and coming < target:
            self.clock.now = coming
            await self.tick(fate)
        self.clock.now = target
        await self.tick(fate)

    async def tick(self, fate: Callable[[Outgoing], Fate] = arrives) -> None:
        """What is due is taken and sent."""
        await self.look()
        await self.deliver(fate)

    async def look(self) -> None:
        """What a timer does."""
        async with self.unit() as uow:
            await run_due(uow, CLOCKWORK)
        for timer in (CheckIns, Memberships, Tasks, Meetings):
            await timer(self.archive, lambda: None).tick()
        async with self.unit() as uow:
            await plan_digests(uow, CLOCKWORK)

    async def deliver(self, fate: Callable[[Outgoing], Fate] = arrives) -> None:
        """What a sender does, until nothing may leave at this instant; whatever leaves meets this fate."""
        for _ in range(ENOUGH):
            async with self.archive.reading() as uow:
                due = await delivery.due(uow, CLOCKWORK)
            if not due:
                return
            for which in due:
                await self.send(which, fate)
        raise AssertionError("it never ends")

    async def send(self, which: DispatchId, fate: Callable[[Outgoing], Fate] = arrives) -> None:
        """One sending, from the intent to what came of it."""
        async with self.unit() as uow:
            outgoing = await delivery.begin(uow, CLOCKWORK, dispatch_id=which)
        if outgoing is None:
            return
        met = fate(outgoing)
        self.sendings.append(Sending(self.clock.now, outgoing, met))
        if met in (None, UNSEEN, SLOW):
            self._note(outgoing)
        if met == SLOW:
            self.slow.append(which)
        if met in (DIED, SLOW):
            return
        async with self.unit() as uow:
            match met:
                case None:
                    await delivery.sent(uow, CLOCKWORK, dispatch_id=which, message=len(self.heard))
                case timedelta() as wait:
                    await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=Failure.RETRY, wait=wait)
                case Failure() as failure:
                    await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=failure)
                case _:
                    await delivery.failed(uow, CLOCKWORK, dispatch_id=which, failure=Failure.UNKNOWN)

    async def settle(self) -> None:
        """What was slow is settled as sent."""
        for which in self.slow:
            await self.do(delivery.sent, CLOCKWORK, dispatch_id=which, message=len(self.heard))
        self.slow.clear()

    async def restart(self) -> None:
        """The process ends wherever it is, and begins again."""
        self.slow.clear()
        await self.do(delivery.recover, CLOCKWORK)

    async def plan(self, *people: str, at: str, **wishes: Any) -> Appointment:
        """Sanne plans one appointment with these people of ⭐; ``wishes`` are those of `planned`."""
        made = (await self.planned(*people, at=at, **wishes)).appointments
        assert len(made) == 1
        return made[0]

    async def planned(
        self,
        *people: str,
        at: str,
        kind: Kind = Kind.HOME_VISIT,
        obligatory: bool = False,
        place: str | None = None,
    ) -> Planned:
        """What came of a draft that Sanne filled in and confirmed."""
        async with self.unit() as uow:
            family = self.cast.families["Ster"].id
            drafted = await planning.start_draft(
                uow, self.sanne, family=family, kind=kind, starts_at=wall(at), obligatory=obligatory
            )
            changes = [
                DraftChange(toggle=p) for p in {self.id(k) for k in people} ^ set(drafted.draft.people)
            ]
            for change in (*changes, *((DraftChange(place=Secret(place)),) if place else ())):
                await planning.change_draft(uow, self.sanne, draft_id=drafted.draft.id, change=change)
            return await planning.confirm_draft(uow, self.sanne, draft_id=drafted.draft.id)

    async def move(self, appointment: Appointment, to: str) -> Appointment:
        """Sanne moves it."""
        return await self._change(appointments.move, appointment, to=wall(to))

    async def cancel(self, appointment: Appointment) -> Appointment:
        """Sanne calls it off."""
        return await self._change(appointments.cancel, appointment)

    async def restore(self, appointment: Appointment) -> Appointment:
        """Sanne takes that back."""
        return await self._change(appointments.restore, appointment)

    async def flag(self, kind: FlagKind, person: str, other: str | None = None) -> None:
        """The administrator puts a flag on somebody of ⭐, or between two."""
        async with self.unit() as uow:
            against = self.id(other) if other else None
            await set_flag(uow, ADMINISTRATOR, kind=kind, person=self.id(person), other=against)

    async def unflag(self, kind: FlagKind, person: str) -> None:
        """The administrator lifts it again."""
        async with self.unit() as uow:
            await lift_flag(uow, ADMINISTRATOR, kind=kind, person=self.id(person))

    async def prefer(self, key: str, **choices: Any) -> None:
        """Somebody changes their own settings."""
        async with self.unit() as uow:
            await preferences.change(uow, self.who(key), **choices)

    async def link(self, key: str) -> Link:
        """The link of somebody that is in force."""
        async with self.archive.reading() as uow:
            found = await uow.links.of(self.cast.recipient(key))
        assert found is not None
        return found

    async def unlink(self, key: str) -> None:
        """As if somebody never had an account here."""
        old = await self.link(key)
        async with self.unit() as uow:
            await uow.links.end(old.id, uow.now)

    async def unconsent(self, key: str) -> None:
        """As if somebody was confirmed but has not agreed yet."""
        old = await self.link(key)
        await self.unlink(key)
        async with self.unit() as uow:
            await uow.links.add(replace(old, id=LinkId(uow.new_id()), consented_at=None))

    async def block(self, key: str) -> None:
        """As if Telegram said that somebody blocked the bot."""
        old = await self.link(key)
        async with self.unit() as uow:
            await uow.links.set_reachability(old.id, Reachability.BLOCKED)

    async def appointment(self, which: AppointmentId) -> Appointment:
        """How it stands now."""
        async with self.archive.reading() as uow:
            found = await uow.appointments.get(which)
        assert found is not None
        return found

    async def dispatches(self, *to: str) -> tuple[Dispatch, ...]:
        """Everything in the outbox, settled or not, in the order in which it was planned; or only to these."""
        meant = {self.cast.recipient(key) for key in to}
        ids = [UUID(bytes=row[0]) for row in self.rows("SELECT id FROM dispatches ORDER BY id")]
        async with self.archive.reading() as uow:
            found = [await uow.dispatches.get(DispatchId(which)) for which in ids]
        return tuple(d for d in found if d is not None and (not to or d.recipient in meant))

    async def items(self, *tasks: WorkKind) -> tuple[WorkItem, ...]:
        """What is open on any list, or only these tasks."""
        async with self.archive.reading() as uow:
            return tuple(i for i in await uow.work_items.all_open() if not tasks or i.kind in tasks)

    async def all_items(self) -> tuple[WorkItem, ...]:
        """Everything that ever stood on a list."""
        ids = [UUID(bytes=row[0]) for row in self.rows("SELECT id FROM work_items ORDER BY id")]
        async with self.archive.reading() as uow:
            found = [await uow.work_items.get(WorkItemId(which)) for which in ids]
        return tuple(i for i in found if i is not None)

    def said_to(self, key: str) -> list[Notice]:
        """What somebody heard, in order."""
        return [h.notice for h in self.heard if h.who == key]

    def kinds_said_to(self, key: str) -> list[str]:
        """The kinds of notices that somebody heard, in order."""
        return [type(notice).__name__ for notice in self.said_to(key)]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """A look at the file itself."""
        with closing(sqlite3.connect(self.files.database)) as raw:
            return raw.execute(sql, values).fetchall()

    def audit(self, *, after: int = 0) -> list[tuple[str, str, str]]:
        """The access log as event, result and role."""
        query = "SELECT event, result, role FROM audit WHERE writer = 'test' AND n > ? ORDER BY n"
        return self.rows(query, after)

    def _next_moment(self) -> datetime | None:
        now = (self.clock.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        (found,) = self.rows(
            "SELECT min(at) FROM (SELECT due_at AS at FROM follow_ups WHERE state = 'planned'"
            " UNION SELECT not_before FROM dispatches WHERE state IN ('planned', 'unknown')"
            " UNION SELECT closes_at FROM rounds WHERE closed_at IS NULL UNION SELECT look_at FROM turns"
            " UNION SELECT look_at FROM plans UNION SELECT look_at FROM memberships"
            " UNION SELECT look_at FROM task_turns UNION SELECT look_at FROM meetings"
            " UNION SELECT look_at FROM appointment_series) WHERE at > ?1",
            now,
        )[0]
        return None if found is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=found)

    def _note(self, outgoing: Outgoing) -> None:
        everybody: dict[UUID, str] = {person.id: key for key, person in self.cast.people.items()}
        everybody |= {professional.id: key for key, professional in self.cast.professionals.items()}
        who = everybody[outgoing.dispatch.recipient.id]
        letter, dispatch = outgoing.letter, outgoing.dispatch
        self.heard.append(
            Heard(self.clock.now, who, dispatch.notice, letter.labelled, outgoing.silent, dispatch.id)
        )

    def _case_manager(self, key: str) -> CaseManager:
        professional = self.cast.professionals[key]
        return CaseManager(professional.id, professional.team)

    async def _change(
        self, verb: Callable[..., Any], appointment: Appointment, **to: datetime
    ) -> Appointment:
        async with self.unit() as uow:
            now = await uow.appointments.get(appointment.id)
            assert now is not None
            changed = await verb(uow, self.sanne, appointment_id=appointment.id, version=now.sequence, **to)
        after: Appointment = changed.appointment
        return after


@asynccontextmanager
async def opened(files: Files, cast: Cast, seed: int = 1) -> AsyncIterator[World]:
    """A world in these files; ids, tokens and codes repeat themselves for the same seed."""
    clock = Clock()
    archive = await open_archive(
        files.database,
        read_master_key(files.master),
        clock=clock,
        writer="test",
        entropy=random.Random(seed).randbytes,
        words=control_words(),
        keys_url=files.keys,
    )
    try:
        yield World(files, cast, archive, clock)
    finally:
        await archive.close()
