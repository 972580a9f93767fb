"""Chance against delivery: what does not arrive is on a list, nothing comes more than twice, nobody is woken."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.appointments import Answer, Appointment, AppointmentId, Told
from domain.calendar import AMSTERDAM, QuietHours, at_local, local
from domain.delivery import Dispatch, DispatchState, Failure
from domain.errors import Refusal
from domain.notices import (
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    WorkWaits,
)
from domain.people import PersonId
from domain.work_items import TELLING, OnList
from tests.support.cast import Cast, Files
from tests.usecases.world import (
    DIED,
    SLOW,
    UNSEEN,
    Fate,
    Sending,
    World,
    arrives,
    of_colleagues,
    of_families,
    opened,
)
from usecases import appointments, attendance, preferences, work_items
from usecases.delivery import Outgoing
from usecases.membership import come_back

PEOPLE = ("fatima", "wil")
FATES: tuple[Fate, ...] = (
    None,
    UNSEEN,
    DIED,
    SLOW,
    Failure.UNKNOWN,
    Failure.BLOCKED,
    Failure.DEFECT,
    Failure.RETRY,
    timedelta(seconds=90),
)
ON_A_LIST = {DispatchState.REFUSED, DispatchState.TOO_LATE, DispatchState.UNREACHABLE, DispatchState.PARKED}
HOURS = st.sampled_from([0.5, 2, 14, 20, 26, 50, 100, 200])
NIGHT = QuietHours(time(20), time(9))


class Life(RuleBasedStateMachine):
    """Two appointments, a mother, a grandmother who may have no telephone, and everything that can go wrong."""

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.run(self.opening.__aenter__())
        self.made: list[AppointmentId] = []
        self.knows: dict[tuple[AppointmentId, PersonId], Told] = {}
        self.ended: set[Dispatch] = set()
        self.judged = 0
        self.fate: Callable[[Outgoing], Fate] = arrives

    def run(self, awaitable: Any) -> Any:
        return self.runner.run(awaitable)

    def teardown(self) -> None:
        try:
            self._let_it_all_come_to_rest()
        finally:
            self.run(self.opening.__aexit__(None, None, None))
            self.runner.close()

    # What people do.

    @rule(hours=HOURS, people=st.sampled_from([("fatima",), ("fatima", "wil")]), second=st.integers(0, 9))
    def sanne_plans(self, hours: float, people: tuple[str, ...], second: int) -> None:
        if len(self.made) > 1 or (self.made and second < 9):
            return
        self.made.append(self.run(self.world.plan(*people, at=self._in(hours))).id)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 1), hours=HOURS)
    def sanne_moves(self, which: int, hours: float) -> None:
        self._try(lambda a: self.world.move(a, self._in(hours)), which)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 1), back=st.booleans())
    def sanne_cancels_or_takes_that_back(self, which: int, back: bool) -> None:
        self._try(self.world.restore if back else self.world.cancel, which)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 1), minutes=st.sampled_from([10, 40]))
    def sanne_is_late(self, which: int, minutes: int) -> None:
        def late(a: Appointment) -> Awaitable[object]:
            return self.world.do(
                appointments.delay, self.world.sanne, appointment_id=a.id, version=a.sequence, minutes=minutes
            )

        self._try(late, which)

    @rule(first=st.booleans())
    def sanne_has_called_and_says_so(self, first: bool) -> None:
        items = self.run(self.world.items())
        own = [item for item in items if item.on is OnList.CASE_MANAGER]
        if not own:
            return
        item = own[0 if first else -1]
        self.run(self.world.do(work_items.close, self.world.sanne, item_id=item.id))
        if item.task in TELLING and item.appointment is not None:
            self.knows[(item.appointment, item.person)] = self._state(item.appointment)

    @precondition(lambda self: self.made)
    @rule(who=st.sampled_from(PEOPLE), which=st.integers(0, 1), said=st.sampled_from(list(Answer)[1:]))
    def somebody_answers(self, who: str, which: int, said: Answer) -> None:
        def say(a: Appointment) -> Awaitable[object]:
            return self.world.do(
                attendance.answer, self.world.who(who), appointment_id=a.id, version=a.sequence, said=said
            )

        self._try(say, which)

    @rule(who=st.sampled_from(PEOPLE))
    def somebody_looks_at_their_list(self, who: str) -> None:
        for shown in self.run(self.world.do(attendance.agenda, self.world.who(who))):
            self.knows[(shown.id, self.world.id(who))] = Told(shown.starts_at)

    @rule(who=st.sampled_from(PEOPLE), what=st.sampled_from(["pause", "resume", "blocked", "unblocked"]))
    def somebody_stops_or_starts(self, who: str, what: str) -> None:
        self.run(self.world.do(getattr(preferences, what), self.world.who(who)))

    @rule(hours=st.sampled_from([NIGHT, QuietHours(time(0), time(0)), QuietHours(time(8), time(15))]))
    def fatima_chooses_her_hours(self, hours: QuietHours) -> None:
        self.run(self.world.prefer("fatima", quiet_hours=hours))

    @precondition(lambda self: not self.made)
    @rule()
    def grandmother_has_no_telephone(self) -> None:
        if self.run(self.world.has_telephone("wil")):
            self.run(self.world.unlink("wil"))

    @rule()
    def sanne_comes_back(self) -> None:
        self.run(self.world.do(come_back, self.world.sanne))

    # What the machine does, and what happens to it.

    @rule(fate=st.sampled_from(FATES), whose=st.sampled_from(["families", "families", "colleagues"]))
    def messages_meet_this_from_now_on(self, fate: Fate, whose: str) -> None:
        self.fate = of_families(fate) if whose == "families" else of_colleagues(fate)

    @rule(minutes=st.sampled_from([1, 11, 60, 400, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.run(self.world.at(timedelta(minutes=minutes), self.fate))

    @rule(minutes=st.sampled_from([11, 700, 3000]))
    def nothing_runs_for_a_while(self, minutes: int) -> None:
        self.world.clock.now += timedelta(minutes=minutes)

    @rule(restarts=st.booleans())
    def what_hung_comes_loose(self, restarts: bool) -> None:
        self.run(self.world.restart() if restarts else self.world.settle())

    # What must be true, whatever happens.

    @invariant()
    def every_sending_was_a_good_one(self) -> None:
        for sending in self.world.sendings[self.judged :]:
            self._judge(sending)
        self.judged = len(self.world.sendings)

    @invariant()
    def nothing_comes_more_than_twice_and_the_second_is_labelled(self) -> None:
        copies: dict[object, list[bool]] = {}
        for sending in self.world.sendings:
            if sending.may_have_arrived:
                letter = sending.outgoing.letter
                copies.setdefault(sending.outgoing.dispatch.id, []).append(letter.labelled)
        assert all(labels in ([False], [False, True]) for labels in copies.values())

    @invariant()
    def what_did_not_arrive_stands_on_a_list(self) -> None:
        dispatches = self.run(self.world.dispatches())
        new = {d for d in dispatches if d.state in ON_A_LIST} - self.ended
        items = self.run(self.world.all_items()) if new else ()
        for dispatch in new:
            keys = self._expected_keys(dispatch)
            found = [item for item in items if item.key in keys or item.id in keys]
            assert found, dispatch
            open_ones = [item for item in found if item.closed_at is None]
            assert len(open_ones) == 1 or isinstance(dispatch.notice, WorkWaits), dispatch
        self.ended |= new

    @invariant()
    def only_what_was_superseded_is_void(self) -> None:
        for dispatch in self.run(self.world.dispatches(*PEOPLE)):
            if dispatch.state is DispatchState.VOID:
                appointment = self.run(self.world.appointment(dispatch.notice.appointment))
                assert appointment.sequence != dispatch.notice.sequence

    def _let_it_all_come_to_rest(self) -> None:
        """Everything works again and nobody changes anything: at the end all know how it stands, or are called."""
        for who in PEOPLE:
            self.run(self.world.do(preferences.resume, self.world.who(who)))
        self.run(self.world.restart())
        self.run(self.world.at(timedelta(days=1)))
        self.every_sending_was_a_good_one()
        self.what_did_not_arrive_stands_on_a_list()
        open_keys = {item.key for item in self.run(self.world.items())}
        for which in self.made:
            appointment = self.run(self.world.appointment(which))
            for person in appointment.people:
                told, state = self.knows.get((which, person)), self._state(which)
                nothing_to_tell = appointment.is_cancelled and (told is None or told.cancelled)
                on_list = f"undelivered:{which.hex}:{person.hex}" in open_keys
                assert told == state or nothing_to_tell or on_list, (told, state)

    def _judge(self, sending: Sending) -> None:
        recipient, notice = sending.outgoing.dispatch.recipient, sending.outgoing.dispatch.notice
        if recipient.person is None or not isinstance(
            notice,
            AppointmentMade
            | AppointmentMoved
            | AppointmentCancelled
            | AppointmentReminder
            | AppointmentDelayed,
        ):
            return
        appointment = self.run(self.world.appointment(notice.appointment))
        person = next(p for p in self.world.cast.people.values() if p.id == recipient.person)
        if isinstance(notice, AppointmentReminder):
            assert appointment.sequence != notice.sequence or sending.at < appointment.starts_at
        if sending.outgoing.silent:
            self._assert_may_disturb(notice, sending.at)
        if sending.fate in (None, UNSEEN, SLOW):
            match notice:
                case AppointmentMade(at=at) | AppointmentMoved(at=at):
                    self.knows[(notice.appointment, person.id)] = Told(at)
                case AppointmentCancelled(was=was):
                    self.knows[(notice.appointment, person.id)] = Told(was, cancelled=True)
                case _:
                    pass

    def _assert_may_disturb(self, notice: object, at: datetime) -> None:
        """Silent means that it is quiet for this person."""
        noon = at_local(local(at).date() + timedelta(days=1), time(12))
        match notice:
            case AppointmentMoved(was=was, at=new):
                assert min(was, new) < noon
            case AppointmentCancelled(was=was):
                assert was < noon
            case other:
                raise AssertionError(f"{type(other).__name__} in quiet hours")

    def _expected_keys(self, dispatch: Dispatch) -> set[object]:
        person, notice = dispatch.recipient.person, dispatch.notice
        if person is not None:
            about = getattr(notice, "appointment", dispatch.id)
            return {f"undelivered:{about.hex}:{person.hex}"}
        if isinstance(notice, WorkWaits):
            return {notice.work_item}
        return {f"colleague:{dispatch.recipient.id.hex}:{dispatch.id.hex}"}

    def _state(self, which: AppointmentId) -> Told:
        appointment = self.run(self.world.appointment(which))
        return Told(appointment.starts_at, appointment.is_cancelled)

    def _in(self, hours: float) -> str:
        moment = self.world.clock.now.astimezone(AMSTERDAM) + timedelta(hours=hours)
        return moment.replace(tzinfo=None).isoformat()

    def _try(self, act: Callable[[Appointment], Awaitable[object]], which: int) -> None:
        appointment = self.run(self.world.appointment(self.made[which % len(self.made)]))

        async def acting() -> None:
            with contextlib.suppress(Refusal):
                await act(appointment)

        self.run(acting())


def test_whatever_happens_nothing_is_silently_lost(template: tuple[Files, Cast], tmp_path: Path) -> None:
    number = itertools.count()

    class Here(Life):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
