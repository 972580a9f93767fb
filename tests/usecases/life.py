"""A life in which everything can go wrong, and what must be true of it at every moment and in the end."""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any

from domain.appointments import Answer, Appointment, AppointmentId, Told
from domain.calendar import AMSTERDAM, QuietHours, at_local, local
from domain.delivery import Dispatch, DispatchState
from domain.errors import Refusal
from domain.notices import (
    AboutAppointment,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    Notice,
    WorkWaits,
)
from domain.people import PersonId
from domain.work_items import TELLING, OnList
from tests.usecases.world import (
    SLOW,
    UNSEEN,
    Fate,
    Sending,
    World,
    arrives,
    of_colleagues,
    of_families,
)
from usecases import appointments, attendance, preferences, work_items
from usecases.delivery import Outgoing
from usecases.membership import come_back

PEOPLE = ("fatima", "wil")
ON_A_LIST = {DispatchState.REFUSED, DispatchState.TOO_LATE, DispatchState.UNREACHABLE, DispatchState.PARKED}


class Life:
    """A mother, a grandmother who may have no telephone, their gezinsmanager, and one or two appointments.

    ``knows`` is what each really knows: what reached their screen, or was told them by voice.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: list[AppointmentId] = []
        self.knows: dict[tuple[AppointmentId, PersonId], Told] = {}
        self._fate: Callable[[Outgoing], Fate] = arrives
        self._ended: set[Dispatch] = set()
        self._judged = 0
        self._copies: dict[object, list[bool]] = {}

    # What people do.

    async def plan(self, hours: float, *people: str) -> None:
        """Sanne plans an appointment in so many hours."""
        self.made.append((await self.world.plan(*people, at=self._in(hours))).id)

    async def move(self, which: int, hours: float) -> None:
        """Sanne moves it."""
        await self._try(which, lambda a: self.world.move(a, self._in(hours)))

    async def cancel(self, which: int) -> None:
        """Sanne calls it off."""
        await self._try(which, self.world.cancel)

    async def restore(self, which: int) -> None:
        """Sanne takes that back."""
        await self._try(which, self.world.restore)

    async def delay(self, which: int, minutes: int) -> None:
        """Sanne comes later."""
        await self._try(which, lambda a: self._of(appointments.delay, self.world.sanne, a, minutes=minutes))

    async def answer(self, which: int, who: str, said: Answer) -> None:
        """Somebody answers."""
        await self._try(which, lambda a: self._of(attendance.answer, self.world.who(who), a, said=said))

    async def call(self, last: bool) -> None:
        """Sanne has done what stands first or last on her list, and says so."""
        items = [item for item in await self.world.items() if item.on is OnList.CASE_MANAGER]
        if not items:
            return
        item = items[-1 if last else 0]
        await self.world.do(work_items.close, self.world.sanne, item_id=item.id)
        if item.appointment is None or item.person is None:
            return
        if item.kind in TELLING:
            self.knows[(item.appointment, item.person)] = await self._state(item.appointment)

    async def look(self, who: str) -> None:
        """Somebody looks at their own list."""
        for shown in await self.world.do(attendance.agenda, self.world.who(who)):
            self.knows[(shown.id, self.world.id(who))] = Told(shown.starts_at)

    async def set(self, who: str, what: str) -> None:
        """Somebody pauses, resumes, blocks or lets in again."""
        await self.world.do(getattr(preferences, what), self.world.who(who))

    async def choose(self, hours: QuietHours) -> None:
        """Fatima chooses her quiet hours."""
        await self.world.prefer("fatima", quiet_hours=hours)

    async def come_back(self) -> None:
        """Sanne lets the bot in again."""
        await self.world.do(come_back, self.world.sanne)

    # What the machine does, and what happens to it.

    async def meet(self, fate: Fate, colleagues: bool) -> None:
        """This is what becomes of messages from now on."""
        self._fate = of_colleagues(fate) if colleagues else of_families(fate)

    async def wait(self, minutes: int) -> None:
        """Time passes, and timer and sender do their work."""
        await self.world.at(timedelta(minutes=minutes), self._fate)

    async def sleep(self, minutes: int) -> None:
        """Time passes, and nothing runs."""
        self.world.clock.now += timedelta(minutes=minutes)

    async def loosen(self, restarts: bool) -> None:
        """What hung is settled at last, or the process starts again."""
        await (self.world.restart() if restarts else self.world.settle())

    # What must be true.

    async def assert_all_is_well(self) -> None:
        """What must be true at every moment."""
        for sending in self.world.sendings[self._judged :]:
            await self._judge(sending)
        self._judged = len(self.world.sendings)
        dispatches = await self.world.dispatches()
        new = {d for d in dispatches if d.state in ON_A_LIST} - self._ended
        for dispatch in new:
            await self._assert_on_one_list(dispatch)
        self._ended |= new
        for dispatch in dispatches:
            if dispatch.state is DispatchState.VOID and isinstance(dispatch.notice, AboutAppointment):
                appointment = await self.world.appointment(dispatch.notice.appointment)
                assert appointment.sequence != dispatch.notice.sequence, "void without a reason"

    async def assert_nothing_was_lost(self) -> None:
        """When all works again and nobody changes anything: all know how it stands, or are on a list."""
        self._fate = arrives
        for who in PEOPLE:
            await self.set(who, "resume")
        await self.world.restart()
        await self.wait(24 * 60)
        await self.assert_all_is_well()
        open_keys = {item.key for item in await self.world.items()}
        for which in self.made:
            appointment, state = await self.world.appointment(which), await self._state(which)
            for person in appointment.people:
                told = self.knows.get((which, person))
                nothing_to_tell = appointment.is_cancelled and (told is None or told.cancelled)
                on_list = f"undelivered:{which.hex}:{person.hex}" in open_keys
                assert told == state or nothing_to_tell or on_list, (told, state)

    async def _judge(self, sending: Sending) -> None:
        dispatch, letter = sending.outgoing.dispatch, sending.outgoing.letter
        if sending.may_have_arrived:
            labels = self._copies.setdefault(dispatch.id, [])
            labels.append(letter.labelled)
            assert labels in ([False], [False, True]), "more than two copies, or the second without a label"
        person, notice = dispatch.recipient.person, dispatch.notice
        if person is None or not isinstance(notice, AboutAppointment):
            return
        if sending.outgoing.silent:
            _assert_may_disturb(notice, sending.at)
        if isinstance(notice, AppointmentReminder):
            appointment = await self.world.appointment(notice.appointment)
            assert appointment.sequence != notice.sequence or sending.at < appointment.starts_at
        if sending.fate in (None, UNSEEN, SLOW) and (told := _told(notice)) is not None:
            self.knows[(notice.appointment, person)] = told

    async def _assert_on_one_list(self, dispatch: Dispatch) -> None:
        items = await self.world.all_items()
        notice, person = dispatch.notice, dispatch.recipient.person
        if isinstance(notice, WorkWaits):
            (item,) = [i for i in items if i.id == notice.work_item]
            assert item.closed_at is not None or item.on is OnList.TEAM
            return
        about = getattr(notice, "appointment", dispatch.id)
        key = f"colleague:{dispatch.recipient.id.hex}:{dispatch.id.hex}"
        if person is not None:
            key = f"undelivered:{about.hex}:{person.hex}"
        assert len([i for i in items if i.key == key and i.closed_at is None]) == 1, dispatch

    async def _state(self, which: AppointmentId) -> Told:
        appointment = await self.world.appointment(which)
        return Told(appointment.starts_at, appointment.is_cancelled)

    async def _try(self, which: int, act: Callable[[Appointment], Awaitable[object]]) -> None:
        appointment = await self.world.appointment(self.made[which % len(self.made)])
        with contextlib.suppress(Refusal):
            await act(appointment)

    async def _of(
        self, verb: Callable[..., Awaitable[object]], who: Any, a: Appointment, **asked: Any
    ) -> None:
        await self.world.do(verb, who, appointment_id=a.id, version=a.sequence, **asked)

    def _in(self, hours: float) -> str:
        moment = self.world.clock.now.astimezone(AMSTERDAM) + timedelta(hours=hours)
        return moment.replace(tzinfo=None).isoformat()


def _told(notice: Notice) -> Told | None:
    match notice:
        case AppointmentMade(at=at) | AppointmentMoved(at=at):
            return Told(at)
        case AppointmentCancelled(was=was):
            return Told(was, cancelled=True)
        case _:
            return None


def _assert_may_disturb(notice: Notice, at: datetime) -> None:
    """What is sent silently is sent in somebody's quiet hours."""
    noon = at_local(local(at).date() + timedelta(days=1), time(12))
    match notice:
        case AppointmentMoved(was=was, at=new):
            assert min(was, new) < noon
        case AppointmentCancelled(was=was):
            assert was < noon
        case other:
            raise AssertionError(f"{type(other).__name__} in quiet hours")
