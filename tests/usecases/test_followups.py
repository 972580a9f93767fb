"""What falls due is taken once, with the facts of that moment, however often and however late one looks."""

from datetime import timedelta

from domain.appointments import Answer, Appointment, Kind, Outcome
from domain.followups import FollowUpState
from domain.linking import Recipient
from domain.notices import AppointmentMade, AppointmentReminder, DigestReady, OutcomeAsked, StepKey
from domain.people import FlagKind
from domain.work_items import WorkKind
from tests.usecases.world import CLOCKWORK, World, wall
from usecases import appointments, attendance
from usecases.digest import plan_digests, read_digest
from usecases.followups import run_due

THURSDAY = "2026-12-03 14:00"


def _states(world: World) -> dict[str, int]:
    return dict(world.rows("SELECT state, count(*) FROM follow_ups GROUP BY state"))


async def _say(world: World, made: Appointment, said: Answer) -> None:
    version = (await world.appointment(made.id)).sequence
    await world.do(attendance.answer, world.who("fatima"), appointment_id=made.id, version=version, said=said)


def _steps(world: World, key: str = "fatima") -> list[tuple[str, str]]:
    said = [(h.at, h.notice) for h in world.heard if h.who == key]
    return [
        (notice.step.value, at.isoformat()) for at, notice in said if isinstance(notice, AppointmentReminder)
    ]


async def test_looking_when_nothing_is_due_does_nothing(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    assert await world.do(run_due, CLOCKWORK) == 0


async def test_looking_twice_takes_a_step_once(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    world.clock.now += timedelta(minutes=10)
    assert await world.do(run_due, CLOCKWORK) == 1
    assert await world.do(run_due, CLOCKWORK) == 0
    assert len(await world.dispatches("fatima")) == 1
    assert _states(world)["fired"] == 1


async def test_the_ladder_of_a_mother_who_says_nothing(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-12-03 15:00")
    assert [type(n).__name__ for n in world.said_to("fatima")] == [
        "AppointmentMade",
        "AppointmentReminder",
        "AppointmentReminder",
    ]
    assert _steps(world) == [
        ("three_days_before", wall("2026-11-30 10:00").isoformat()),
        ("day_before", wall("2026-12-02 10:00").isoformat()),
    ]


async def test_a_hearing_is_reminded_of_a_week_before_too(world: World) -> None:
    await world.plan("fatima", at="2026-12-10 14:00", kind=Kind.HEARING)
    await world.at("2026-12-10 15:00")
    assert [step for step, _ in _steps(world)] == ["week_before", "three_days_before", "day_before"]


async def test_the_morning_itself_is_for_who_asked_for_it(world: World) -> None:
    await world.prefer("fatima", morning_reminder=True)
    await world.plan("fatima", "jan", at=THURSDAY)
    await world.at("2026-12-03 12:00")
    assert ("morning_of", wall("2026-12-03 09:00").isoformat()) in _steps(world)
    assert "morning_of" not in [step for step, _ in _steps(world, "jan")]


async def test_who_cannot_come_is_not_reminded_and_who_comes_is(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-30 09:00")
    await _say(world, made, Answer.COMING)
    await world.at("2026-11-30 10:00")
    await _say(world, made, Answer.CANNOT)
    await world.at("2026-12-03 12:00")
    assert [step for step, _ in _steps(world)] == ["three_days_before"]


async def test_after_an_outage_only_the_latest_reminder_is_said(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-24 12:00")
    world.clock.now = wall("2026-12-02 12:00")
    await world.tick()
    assert world.said_to("fatima")[1:] == [AppointmentReminder(made.id, 0, StepKey.DAY_BEFORE)]
    assert _states(world)["resolved"] == 1


async def test_after_an_outage_over_the_night_the_morning_nobody_asked_for_silences_nothing(
    world: World,
) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-12-01 12:00")
    world.clock.now = wall("2026-12-03 09:30")
    await world.tick()
    assert world.said_to("fatima")[-1] == AppointmentReminder(made.id, 0, StepKey.DAY_BEFORE)


async def test_after_an_outage_over_the_night_who_wants_the_morning_hears_that_only(world: World) -> None:
    await world.prefer("fatima", morning_reminder=True)
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-12-01 12:00")
    world.clock.now = wall("2026-12-03 09:30")
    await world.tick()
    assert world.said_to("fatima")[2:] == [AppointmentReminder(made.id, 0, StepKey.MORNING_OF)]


async def test_after_an_outage_the_news_itself_is_not_followed_by_a_reminder(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now = wall("2026-12-02 12:00")
    await world.tick()
    assert world.said_to("fatima") == [AppointmentMade(made.id, 0, made.starts_at)]


async def test_after_an_outage_that_outlasted_the_appointment_nobody_is_reminded_but_somebody_calls(
    world: World,
) -> None:
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-24 12:00")
    world.clock.now = wall("2026-12-03 14:00")
    await world.tick()
    assert _steps(world) == []
    assert [i.kind for i in await world.items(WorkKind.CALL_TOO_LATE)] == [WorkKind.CALL_TOO_LATE]


async def test_who_has_not_answered_is_on_the_list_at_three_the_working_day_before(world: World) -> None:
    made = await world.plan("fatima", "jan", at="2026-11-30 09:30")
    await _say(world, made, Answer.COMING)
    await world.at("2026-11-27 14:59")
    assert await world.items() == ()
    await world.at("2026-11-27 15:00")
    (item,) = await world.items()
    assert (item.kind, item.person) == (WorkKind.CALL_UNCONFIRMED, world.id("jan"))


async def test_an_answer_after_all_takes_the_question_off_the_list(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-24 14:00")
    await world.at("2026-11-23 15:00")
    assert len(await world.items(WorkKind.CALL_UNCONFIRMED)) == 1
    await _say(world, made, Answer.COMING)
    assert await world.items() == ()


async def test_afterwards_the_gezinsmanager_is_asked_whether_it_took_place(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    await world.at("2026-11-23 15:00")
    family = world.cast.families["Ster"].id
    assert world.said_to("sanne")[-1] == OutcomeAsked(made.id, family)
    (item,) = await world.items(WorkKind.RECORD_OUTCOME)
    assert (item.appointment, item.urgent) == (made.id, False)


async def test_nobody_is_asked_about_what_is_recorded_or_was_called_off(world: World) -> None:
    held = await world.plan("fatima", at="2026-11-23 14:00")
    off = await world.plan("jan", at="2026-11-23 14:00")
    await world.cancel(off)
    world.clock.now = wall("2026-11-23 14:30")
    record = {"appointment_id": held.id, "outcome": Outcome.HELD}
    await world.do(appointments.record_outcome, world.sanne, **record)
    await world.at("2026-11-23 16:00")
    assert await world.items(WorkKind.RECORD_OUTCOME) == ()
    assert "OutcomeAsked" not in world.kinds_said_to("sanne")


async def test_people_kept_apart_are_not_reminded_at_the_same_minute(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    planned = await world.planned("fatima", "jan", at=THURSDAY)
    await world.at("2026-12-02 12:00")
    hers, his = _steps(world, "fatima"), _steps(world, "jan")
    assert {step for step, _ in hers} == {step for step, _ in his} == {"three_days_before", "day_before"}
    jitter = [a.id.int % 47 for a in planned.appointments]
    if jitter[0] != jitter[1]:
        assert not {at for _, at in hers} & {at for _, at in his}


async def test_a_step_of_a_changed_appointment_is_void(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    before = _states(world)[FollowUpState.PLANNED]
    await world.move(made, "2026-12-04 14:00")
    assert _states(world)[FollowUpState.VOID] == before


async def test_the_digest_comes_once_on_a_working_day_from_half_past_eight(world: World) -> None:
    await world.plan("fatima", at="2026-11-24 14:00")
    world.clock.now = wall("2026-11-24 08:29")
    assert await world.do(plan_digests, CLOCKWORK) == 0
    world.clock.now = wall("2026-11-24 08:30")
    for _ in range(3):
        await world.tick()
        world.clock.now += timedelta(hours=1)
    day = wall("2026-11-24 08:30").date()
    assert world.said_to("sanne").count(DigestReady(day)) == 1
    assert len([d for d in await world.dispatches("sanne") if d.notice == DigestReady(day)]) == 1


async def test_there_is_no_digest_on_a_weekend_a_holiday_or_after_six(world: World) -> None:
    for moment in ("2026-11-28 09:00", "2026-12-25 09:00", "2026-11-24 18:00"):
        world.clock.now = wall(moment)
        assert await world.do(plan_digests, CLOCKWORK) == 0


async def test_a_digest_with_nothing_in_it_is_not_sent(world: World) -> None:
    world.clock.now = wall("2026-11-24 08:30")
    await world.tick()
    assert world.heard == []


async def test_a_digest_that_could_not_leave_before_six_is_no_use_any_more(world: World) -> None:
    await world.plan("fatima", at="2026-11-23 14:00")
    await world.look()
    world.clock.now = wall("2026-11-23 18:00")
    await world.deliver()
    assert "DigestReady" not in world.kinds_said_to("sanne")
    assert WorkKind.REACH_COLLEAGUE in [i.kind for i in await world.items()]


async def test_who_has_no_telegram_gets_no_digest_planned(world: World) -> None:
    await world.unlink("sanne")
    await world.plan("fatima", at="2026-11-23 14:00")
    await world.do(plan_digests, CLOCKWORK)
    assert await world.dispatches("sanne") == ()
    assert [e.appointment.starts_at for e in (await world.do(read_digest, world.sanne)).today] == [
        wall("2026-11-23 14:00")
    ]


async def test_the_digest_holds_today_what_nobody_confirmed_and_the_list_urgent_first(world: World) -> None:
    today = await world.plan("fatima", at="2026-11-23 14:00")
    tomorrow = await world.plan("fatima", "jan", at="2026-11-24 14:00")
    confirmed = await world.plan("noor", at="2026-11-24 16:00")
    await world.do(
        attendance.answer, world.who("noor"), appointment_id=confirmed.id, version=0, said=Answer.COMING
    )
    await world.do(attendance.ask_appointment, world.who("wil"))
    await world.do(attendance.ask_call, world.who("noor"))

    digest = await world.do(read_digest, world.sanne)
    assert [e.appointment.id for e in digest.today] == [today.id]
    assert [e.appointment.id for e in digest.unconfirmed] == [tomorrow.id]
    assert {c.value for c in digest.unconfirmed[0].unconfirmed} == {"mother", "father"}
    assert [e.item.kind for e in digest.work] == [WorkKind.CALL_BACK, WorkKind.PLAN_ASKED]
    assert (digest.work[0].family.symbol, digest.work[0].called.value) == ("⭐", "young_person")  # type: ignore[union-attr] # both are there


async def test_the_digest_of_a_colleague_holds_nothing_of_another_family(world: World) -> None:
    await world.plan("fatima", at="2026-11-23 14:00")
    await world.do(attendance.ask_call, world.who("noor"))
    for who in (world.mehmet, world.ria):
        assert (await world.do(read_digest, who)).is_empty


async def test_steps_of_many_families_at_one_moment_are_all_taken(world: World) -> None:
    for key in ("fatima", "jan", "noor", "wil"):
        await world.plan(key, at=THURSDAY)
    world.clock.now += timedelta(minutes=10)
    assert await world.do(run_due, CLOCKWORK) == 4
    people = {d.recipient for d in await world.dispatches() if isinstance(d.notice, AppointmentMade)}
    assert people == {Recipient(person=world.id(k)) for k in ("fatima", "jan", "noor", "wil")}


async def test_a_reminder_due_while_a_cancellation_was_taken_back_is_still_said(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-26 14:00")
    await world.at("2026-11-25 09:55")
    cancelled = await world.cancel(made)
    await world.at("2026-11-25 09:58")
    await world.restore(cancelled)
    before = world.kinds_said_to("fatima")
    await world.at("2026-11-25 10:30")
    assert world.kinds_said_to("fatima") == [*before, "AppointmentReminder"]


async def test_what_is_made_just_before_a_reminder_is_said_once(world: World) -> None:
    await world.at("2026-11-25 09:55")
    await world.plan("fatima", at="2026-11-26 14:00")
    await world.at("2026-11-25 10:30")
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]
