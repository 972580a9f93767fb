"""Series by chance: whatever is moved, called off or changed, no slot is lost or doubled and nothing told twice."""

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import Awaitable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from domain.appointments import Appointment, AppointmentId, Told
from domain.calendar import ONE_DAY, at_local, local
from domain.errors import Refusal
from domain.notices import AppointmentCancelled, AppointmentMade, AppointmentMoved
from domain.repeating import AppointmentSeries
from domain.series import Every, Series, SeriesId
from tests.support.cast import Cast, Files
from tests.usecases.test_repeating import filled
from tests.usecases.world import World, opened
from usecases import appointments, repeating

PEOPLE = ("fatima", "noor")
WHEN = st.sampled_from([time(9, 30), time(14), time(2, 30)])
RHYTHM = st.sampled_from([(Every.WEEK, ()), (Every.WEEK, (0, 3)), (Every.TWO_WEEKS, ()), (Every.DAY, ())])
NUMBER = st.integers(0, 11)
ANNOUNCEMENTS = AppointmentMade | AppointmentMoved | AppointmentCancelled


class SeriesLife(RuleBasedStateMachine):
    """A mother and her daughter with a gezinsmanager who keeps changing her mind about their appointments."""

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.runner.run(self.opening.__aenter__())
        self.newest: SeriesId | None = None
        self.told_at_most = 1
        self.taken_back: set[AppointmentId] = set()

    def teardown(self) -> None:
        try:
            if self.newest is not None:
                self._do(self.world.at(timedelta(days=2, hours=3)))
                self.every_slot_has_one_appointment()
                self.nobody_comes_for_nothing()
                self.everybody_knows_how_it_stands()
        finally:
            self.runner.run(self.opening.__aexit__(None, None, None))
            self.runner.close()

    @initialize(rhythm=RHYTHM, at=WHEN, skips=st.booleans())
    def a_series_is_planned(self, rhythm: tuple[Every, tuple[int, ...]], at: time, skips: bool) -> None:
        every, weekdays = rhythm
        series = Series(date(2026, 11, 25), at, every, frozenset(weekdays), times=20, skips_holidays=skips)
        family, form = self.world.cast.families["Ster"].id, filled(self.world, *PEOPLE)
        asked = {"family": family, "filled": form, "series": series}
        made = self._do(self.world.do(repeating.plan_series, self.world.sanne, **asked))
        self.newest = made.id

    @rule(hours=st.sampled_from([1, 5, 30, 9 * 24]))
    def time_passes(self, hours: int) -> None:
        self._do(self.world.at(timedelta(hours=hours)))

    @rule(hours=st.sampled_from([3, 40, 21 * 24]))
    def nothing_works_for_a_while(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @rule(number=NUMBER, days=st.integers(-2, 6), at=WHEN)
    def one_is_moved(self, number: int, days: int, at: time) -> None:
        if (one := self._one(number)) is not None:
            to = at_local(local(one.starts_at).date() + ONE_DAY * days, at)
            self._change(appointments.move, one, to=to)

    @rule(number=NUMBER)
    def one_is_called_off(self, number: int) -> None:
        if (one := self._one(number)) is not None:
            self._change(appointments.cancel, one)
            self.told_at_most += 1

    @rule(number=NUMBER)
    def that_is_taken_back(self, number: int) -> None:
        if (one := self._one(number, off=True)) is not None:
            self._change(appointments.restore, one)
            self.taken_back.add(one.id)
            self.told_at_most += 1

    @rule(
        number=NUMBER,
        rhythm=RHYTHM,
        at=WHEN,
        later=st.integers(0, 2),
        who=st.sampled_from([PEOPLE, PEOPLE[:1]]),
    )
    def this_one_and_those_after_it_change(
        self,
        number: int,
        rhythm: tuple[Every, tuple[int, ...]],
        at: time,
        later: int,
        who: tuple[str, ...],
    ) -> None:
        slot = self._slot(number)
        if slot is None:
            return
        every, weekdays = rhythm
        rule_new = Series(slot + ONE_DAY * later, at, every, frozenset(weekdays), times=15)
        asked = {"series": self.newest, "slot": slot, "filled": filled(self.world, *who)}
        with contextlib.suppress(Refusal):
            changed = self._do(
                self.world.do(repeating.change_from, self.world.sanne, **asked, series_new=rule_new)
            )
            self.newest = changed.id
            self.told_at_most += 1

    @rule(number=st.integers(5, 11))
    def it_ends_from_here(self, number: int) -> None:
        slot = self._slot(number)
        if slot is not None:
            with contextlib.suppress(Refusal):
                asked = {"series": self.newest, "slot": slot}
                self._do(self.world.do(repeating.end_from, self.world.sanne, **asked))

    def every_slot_has_one_appointment(self) -> None:
        rows = self._rows()
        counted = Counter((row.series, row.slot) for row in rows if row.series and row.slot)
        for one in self._all_series():
            if one.ended_at is not None:
                continue
            today = local(self.world.clock.now).date()
            wanted = {
                found.slot
                for found in one.series.between(one.series.first, today + timedelta(days=50))
                if found.starts_at > self.world.clock.now + timedelta(days=21)
            }
            standing = {row.slot for row in rows if row.series == one.id and not row.is_cancelled}
            assert wanted <= standing, (one.series, wanted - standing)
            for slot in one.series.slots():
                open_rows = [r for r in rows if (r.series, r.slot) == (one.id, slot) and not r.is_cancelled]
                assert len(open_rows) <= 1
        assert all(counted[key] <= 1 + len(PEOPLE) for key in counted)

    def nobody_comes_for_nothing(self) -> None:
        """What stands belongs to a day that its series still has, or somebody said that it takes place after all."""
        for row in self._rows():
            if row.is_cancelled or row.starts_at <= self.world.clock.now or row.id in self.taken_back:
                continue
            assert row.series is not None
            one = self._series(row.series)
            assert row.slot in set(one.series.slots()) - one.series.dropped

    def everybody_knows_how_it_stands(self) -> None:
        coming = [row for row in self._rows() if row.starts_at > self.world.clock.now]
        for row in coming:
            for side in row.attendances:
                if side.told is None:
                    assert row.is_cancelled
                elif side.told != Told(row.starts_at, row.is_cancelled):
                    # A cancelled one counts by what was told of it, wherever it had been moved to.
                    assert row.is_cancelled
                    assert side.told.cancelled
        for key in PEOPLE:
            said = [one for one in self.world.said_to(key) if isinstance(one, ANNOUNCEMENTS)]
            assert max(Counter(said).values(), default=0) <= 1
            made = [one for one in said if isinstance(one, AppointmentMade)]
            assert len(made) <= self.told_at_most

    def _one(self, number: int, *, off: bool = False) -> Appointment | None:
        now = self.world.clock.now
        found = [
            row
            for row in self._rows()
            if row.series == self.newest and row.starts_at > now and row.is_cancelled is off
        ]
        return found[number % len(found)] if found else None

    def _slot(self, number: int) -> date | None:
        one = self._one(number)
        return None if one is None else one.slot

    def _change(self, verb: Any, one: Appointment, **to: Any) -> None:
        with contextlib.suppress(Refusal):
            asked = {"appointment_id": one.id, "version": one.sequence} | to
            self._do(self.world.do(verb, self.world.sanne, **asked))

    def _rows(self) -> tuple[Appointment, ...]:
        async def found() -> tuple[Appointment, ...]:
            async with self.world.archive.reading() as uow:
                family = self.world.cast.families["Ster"].id
                start = self.world.clock.now - timedelta(days=400)
                return await uow.appointments.of_family(family, start, start + timedelta(days=1000))

        rows: tuple[Appointment, ...] = self._do(found())
        return rows

    def _series(self, which: SeriesId) -> AppointmentSeries:
        async def found() -> AppointmentSeries | None:
            async with self.world.archive.reading() as uow:
                return await uow.series.get(which)

        one: AppointmentSeries | None = self._do(found())
        assert one is not None
        return one

    def _all_series(self) -> tuple[AppointmentSeries, ...]:
        async def found() -> tuple[AppointmentSeries, ...]:
            async with self.world.archive.reading() as uow:
                return await uow.series.of_family(self.world.cast.families["Ster"].id)

        series: tuple[AppointmentSeries, ...] = self._do(found())
        return series

    def _do(self, doing: Awaitable[Any]) -> Any:
        async def done() -> Any:
            return await doing

        return self.runner.run(done())


@pytest.mark.timeout(240)  # twenty whole lives; a busy machine takes its time
def test_no_order_of_changes_loses_or_doubles_an_appointment_or_tells_it_twice(
    template: tuple[Files, Cast], tmp_path: Path
) -> None:
    number = itertools.count()

    class Here(SeriesLife):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
