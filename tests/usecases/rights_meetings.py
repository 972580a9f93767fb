"""The part of the grid in `rights` about meetings of the circle and appointments that repeat."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from domain.appointments import Kind
from domain.meetings import Agreement, Meeting, MeetingPoint, MeetingState, Says
from domain.repeating import AppointmentSeries
from domain.secret import Secret
from domain.series import Every, Series
from tests.usecases.meeting import appointment, asked, ids, planned, polled
from tests.usecases.world import World, wall
from usecases import meetings, own_meetings, repeating
from usecases.planning import Filled

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
meetings.poll                  meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meetings.plan_once             meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meetings.choose                meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meetings.change_people         meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meetings.call_off              meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meeting_desk.see               meeting.see              ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
meeting_desk.of_family         meeting.see              ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
meeting_points.point           meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meeting_outcomes.held          meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meeting_outcomes.decide        meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meeting_outcomes.ask_agreement meeting.plan             -      -    -   -   -     -       x     .      x     -   -    -   -   -
meeting_looks.due              clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
meeting_looks.look             clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
meeting_looks.set_aside        clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
own_meetings.mine              meeting.see              x      x    x   x   x     .       ~     -      ~     -   -    -   -   -
own_meetings.see               meeting.see              x      x    x   .   .     .       ~     -      ~     -   -    -   -   -
own_meetings.vote              meeting.answer           x      x    x   .   .     .       -     -      -     -   -    -   -   -
own_meetings.sends             appointment.answer       x      x    x   .   .     .       -     -      -     -   -    -   -   -
own_meetings.say               meeting.answer           x      x    x   .   .     .       -     -      -     -   -    -   -   -
own_points.point               meeting.answer           x      x    x   .   .     .       -     -      -     -   -    -   -   -
own_points.share_point         meeting.answer           x      .    .   .   .     .       -     -      -     -   -    -   -   -
own_points.withdraw_point      meeting.answer           x      .    .   .   .     .       -     -      -     -   -    -   -   -
repeating.plan_series          appointment.plan         -      -    -   -   -     -       x     .      x     -   -    -   -   -
repeating.due                  clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
repeating.extend               clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
repeating.change_from          appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
repeating.end_from             appointment.change       -      -    -   -   -     -       x     .      x     -   -    -   -   -
repeating.see                  appointment.see          ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
repeating.of_family            appointment.see          ~      ~    ~   -   -     -       x     .      x     -   -    -   -   -
repeating.own_series           appointment.see          x      x    x   .   .     .       ~     -      ~     -   -    -   -   -
"""  # noqa: E501 -- one row is one line, or nobody can read it

SLOT = date(2026, 12, 8)
WEEKLY = Series(SLOT, time(10), Every.WEEK, times=4)
NOTE = Secret("De brief van school")


@dataclass(frozen=True, slots=True)
class MeetingStage:
    """Of family ⭐ with Fatima, Noor and Wil: a poll, a meeting to come, one just begun, one held, and a series."""

    polled: Meeting
    planned: Meeting
    begun: Meeting
    held: Meeting
    point: MeetingPoint
    series: AppointmentSeries


async def set_meetings(world: World) -> MeetingStage:
    """All of these, now."""
    who, coming = ("fatima", "noor", "wil"), await planned(world)
    begun = await planned(world, at="2026-12-09 10:00")
    held = await planned(world, at="2026-12-10 10:00")
    started = [await appointment(world, one) for one in (begun, held)]
    held = replace(held, state=MeetingState.HELD)
    async with world.unit() as uow:
        for one in started:
            await uow.appointments.save(replace(one, starts_at=uow.now - timedelta(hours=1)))
        await uow.meetings.keep(held)
        for key in who:
            await uow.meetings.agree(Agreement(held.id, world.id(key), uow.now))
    said = {"meeting": held.id, "words": NOTE, "people": ids(world, "fatima")}
    await world.do(meetings.decide, world.sanne, **said)
    point = await world.do(
        own_meetings.point, world.who("fatima"), meeting=coming.id, body=NOTE, once="fatima"
    )
    series = await world.do(
        repeating.plan_series,
        world.sanne,
        family=world.cast.families["Ster"].id,
        filled=_form(world),
        series=WEEKLY,
    )
    return MeetingStage(await polled(world), coming, begun, held, point, series)


def _form(world: World) -> Filled:
    people = tuple(world.id(key) for key in ("fatima", "noor", "wil"))
    return Filled(Kind.OFFICE, None, 60, obligatory=False, people=people, place=None, number=None)


Asked = Callable[["Stage"], dict[str, Any]]


def _meeting(which: str, **more: Any) -> Asked:
    return lambda stage: {"meeting": getattr(stage.meetings, which).id, **more}


def _of_family(stage: "Stage") -> dict[str, Any]:
    return {"family": stage.world.cast.families["Ster"].id}


def _series(**more: Any) -> Asked:
    return lambda stage: {"series": stage.meetings.series.id, **more}


def _point(stage: "Stage") -> dict[str, Any]:
    return {"point": stage.meetings.point.id}


MOMENTS = [wall("2026-12-14 10:00"), wall("2026-12-15 10:00")]

ASKED: dict[str, Asked] = {
    "meetings.poll": lambda stage: {**asked(stage.world, "fatima", "noor"), "options": MOMENTS},
    "meetings.plan_once": lambda stage: {**asked(stage.world, "fatima"), "starts_at": MOMENTS[0]},
    "meetings.choose": _meeting("polled", option=0),
    "meetings.change_people": lambda stage: {
        "meeting": stage.meetings.planned.id,
        "people": ids(stage.world, "fatima", "noor"),
    },
    "meetings.call_off": _meeting("planned"),
    "meeting_desk.see": _meeting("planned"),
    "meeting_desk.of_family": _of_family,
    "meeting_points.point": _meeting("planned", body=NOTE, shared=False, once="1"),
    "meeting_outcomes.held": lambda stage: {
        "meeting": stage.meetings.begun.id,
        "present": ids(stage.world, "fatima", "wil"),
    },
    "meeting_outcomes.decide": _meeting("held", words=Secret("Vaker bellen")),
    "meeting_outcomes.ask_agreement": _meeting("held"),
    "meeting_looks.due": lambda _: {"limit": 9},
    "meeting_looks.look": _meeting("polled"),
    "meeting_looks.set_aside": _of_family,
    "own_meetings.see": _meeting("planned"),
    "own_meetings.vote": _meeting("polled", revision=1, options=(0,)),
    "own_meetings.sends": lambda stage: {"appointment": stage.meetings.planned.appointment, "version": 0},
    "own_meetings.say": _meeting("held", says=Says.RIGHT),
    "own_points.point": _meeting("planned", body=NOTE, once="1"),
    "own_points.share_point": _point,
    "own_points.withdraw_point": _point,
    "repeating.plan_series": lambda stage: {
        **_of_family(stage),
        "filled": _form(stage.world),
        "series": replace(WEEKLY, at=time(15)),
    },
    "repeating.due": lambda _: {"limit": 9},
    "repeating.extend": _series(),
    "repeating.change_from": lambda stage: {
        "series": stage.meetings.series.id,
        "slot": SLOT,
        "filled": _form(stage.world),
        "series_new": replace(WEEKLY, at=time(15)),
    },
    "repeating.end_from": _series(slot=SLOT),
    "repeating.see": _series(),
    "repeating.of_family": _of_family,
    "repeating.own_series": lambda stage: {"appointment_id": stage.meetings.planned.appointment},
}
"""What each use case is asked; what is not here is asked nothing."""
