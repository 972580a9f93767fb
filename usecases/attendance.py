"""What a participant says about an appointment: I come, I cannot, another time, I am late; or asks for one."""

from datetime import datetime, timedelta

from domain.actions import Action
from domain.actors import Participant
from domain.appointments import Answer, Appointment, AppointmentId, Kind, Told
from domain.audit import Mode
from domain.calendar import local, working_days_between
from domain.callbacks import CallSlot, slots
from domain.errors import NotFound, NotTheFuture, Outdated, Unsuitable
from domain.notices import AnswerGiven, RunningLate, StepKey, WorkWaits
from domain.people import Family
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.outbox import put_on_list, tell_case_manager
from usecases.permission import family_of, permit, person_of, scope_of_appointment, scope_of_family
from usecases.ports import Unit
from usecases.standing import answering_hours

AT_ONCE_WITHIN_WORKING_DAYS = 2
LATEST_MINUTES = 240
FURTHEST = timedelta(days=366)


async def agenda(uow: Unit, who: Participant) -> tuple[Appointment, ...]:
    """The own coming appointments, earliest first; never anybody else's.

    One that is so fresh that it can still be put right unheard is not among them.
    """
    await _permit_own(uow, who, Action.SEE_APPOINTMENT, Mode.READ)
    coming = await uow.appointments.of_person(who.person, uow.now)
    return tuple([a for a in coming if await _is_heard_of(uow, a, who)])


async def look_at(uow: Unit, who: Participant, *, appointment_id: AppointmentId) -> Appointment:
    """One of the own appointments.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor.
    """
    appointment, _ = await _own(uow, who, appointment_id, Action.SEE_APPOINTMENT, Mode.READ)
    await _is_heard_of(uow, appointment, who)
    return appointment


async def host_of(uow: Unit, who: Participant, *, appointment_id: AppointmentId) -> Secret:
    """The name of the gezinsmanager whom they meet; it is never told in a chat.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor.
    """
    _, family = await _own(uow, who, appointment_id, Action.SEE_APPOINTMENT, Mode.READ)
    found = await uow.organisation.professional(family.case_manager)
    if found is None:
        raise NotFound(detail="professional")
    return found.name


async def answer(
    uow: Unit, who: Participant, *, appointment_id: AppointmentId, version: int, said: Answer
) -> Appointment:
    """Say whether you come; the answer may be changed until it begins, and the same answer twice is one.

    Raises:
        Outdated: it was moved since. AlreadyStarted, AlreadyCancelled.
        Unsuitable: something is only sent along to a meeting of the circle.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.ANSWER_APPOINTMENT, Mode.UPDATE)
    if said is Answer.SENDS and appointment.kind is not Kind.CIRCLE_MEETING:
        raise Unsuitable(detail="sends")
    _same_version(appointment, version)
    before = appointment.of(who.person)
    changed = appointment.answered(who.person, said, now=uow.now)
    if before.answer is said:
        return appointment
    await uow.appointments.save(changed)
    await _tell(uow, family, changed, who, before.answer)
    return changed


async def propose(
    uow: Unit, who: Participant, *, appointment_id: AppointmentId, version: int, moment: datetime
) -> Appointment:
    """Ask for another time and say which; the gezinsmanager decides.

    Raises:
        NotTheFuture: the moment has passed. Outdated, AlreadyStarted, AlreadyCancelled.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.ANSWER_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    _must_be_ahead(uow, moment)
    before = appointment.of(who.person)
    changed = appointment.answered(who.person, Answer.OTHER_TIME, now=uow.now, proposal=moment)
    if before.answer is Answer.OTHER_TIME and before.proposal == moment:
        return appointment
    await uow.appointments.save(changed)
    await _tell(uow, family, changed, who, before.answer)
    return changed


async def say_late(
    uow: Unit, who: Participant, *, appointment_id: AppointmentId, version: int, minutes: int
) -> Appointment:
    """Say that you come some minutes later; the gezinsmanager hears at once. Only on the day itself.

    Raises:
        Unsuitable: not between 1 and 240 minutes, or not today. Outdated, AlreadyStarted, AlreadyCancelled.
    """
    appointment, family = await _own(uow, who, appointment_id, Action.ANSWER_APPOINTMENT, Mode.UPDATE)
    _same_version(appointment, version)
    if not 1 <= minutes <= LATEST_MINUTES or local(appointment.starts_at).date() != local(uow.now).date():
        raise Unsuitable(detail="minutes")
    changed = appointment.running_late(who.person, minutes, now=uow.now)
    if appointment.of(who.person).late_minutes == minutes:
        return appointment
    await uow.appointments.save(changed)
    notice = RunningLate(appointment.id, family.id, who.person, minutes)
    key = f"late:{appointment.id.hex}:{who.person.hex}:{uow.now.isoformat()}"
    if not await tell_case_manager(uow, family, notice, key=key, until=appointment.ends_at):
        kind, about = WorkKind.SEE_LATE, f"late:{appointment.id.hex}:{who.person.hex}"
        await put_on_list(uow, family, kind, key=about, person=who.person, appointment=appointment)
    return changed


async def ask_appointment(uow: Unit, who: Participant, *, moment: datetime | None = None) -> None:
    """Ask for an appointment; it stands on the gezinsmanager's list until it is dealt with.

    Raises:
        NotTheFuture: the moment has passed.
    """
    family = await _permit_own(uow, who, Action.ASK_APPOINTMENT, Mode.CREATE)
    if moment is not None:
        _must_be_ahead(uow, moment)
    key = f"asked:{who.person.hex}"
    await put_on_list(uow, family, WorkKind.PLAN_ASKED, key=key, person=who.person, wish=moment)


async def call_slots(uow: Unit, who: Participant) -> tuple[CallSlot, ...]:
    """When somebody can ask to be called: parts of the next working days of whoever answers this family."""
    family = await _permit_own(uow, who, Action.ASK_APPOINTMENT, Mode.READ)
    return slots(await answering_hours(uow, family), uow.now)


async def ask_call(uow: Unit, who: Participant, *, wish: datetime | None = None) -> None:
    """Ask to be called back; it needs no PIN and no reason. ``wish`` is the beginning of one of `call_slots`.

    Raises:
        Outdated: that part of the day is nearly over, or nobody works then.
    """
    family = await _permit_own(uow, who, Action.ASK_APPOINTMENT, Mode.CREATE)
    offered = slots(await answering_hours(uow, family), uow.now)
    if wish is not None and wish not in [slot.starts_at for slot in offered]:
        raise Outdated(detail="slot")
    key = f"call:{who.person.hex}"
    item = await put_on_list(
        uow, family, WorkKind.CALL_BACK, key=key, person=who.person, wish=wish, urgent=True
    )
    # Who asks again hours later is still waiting; within the hour it is the same asking.
    hour = uow.now.strftime("%Y%m%d%H")
    if item.count > 1:
        await tell_case_manager(uow, family, WorkWaits(item.id), key=f"again:{item.id.hex}:{hour}")


async def _tell(
    uow: Unit, family: Family, appointment: Appointment, who: Participant, before: Answer
) -> None:
    """An answer closes the question; "cannot" and "another time" open one for the gezinsmanager.

    Within two working days it is told at once, otherwise with the next digest (DESIGN §6). Who comes after all is
    told of as well, or the gezinsmanager would stay away.
    """
    person, side = who.person, appointment.of(who.person)
    key = f"answer:{appointment.id.hex}:{person.hex}"
    for done in (f"unconfirmed:{appointment.id.hex}:{person.hex}", key):
        await uow.work_items.close_by_key(done, uow.now)
    if side.answer is Answer.COMING and before is Answer.NONE:
        return
    if side.answer is Answer.SENDS:
        await _tell_sends(uow, family, appointment, who)
        return
    if side.answer is not Answer.COMING:
        kind = WorkKind.SEE_CANNOT if side.answer is Answer.CANNOT else WorkKind.SEE_OTHER_TIME
        await put_on_list(uow, family, kind, key=key, person=person, appointment=appointment)
    today, day = local(uow.now).date(), local(appointment.starts_at).date()
    if working_days_between(today, day) > AT_ONCE_WITHIN_WORKING_DAYS:
        return
    notice = AnswerGiven(appointment.id, family.id, person, side.answer, side.proposal)
    await tell_case_manager(
        uow, family, notice, key=f"{key}:{side.answer.value}:{uow.now.isoformat()}", until=appointment.ends_at
    )


async def _tell_sends(uow: Unit, family: Family, appointment: Appointment, who: Participant) -> None:
    """Who sends something along does not come: no question for anybody, but the gezinsmanager hears it at once."""
    notice = AnswerGiven(appointment.id, family.id, who.person, Answer.SENDS)
    key = f"answer:{appointment.id.hex}:{who.person.hex}"
    about, until = f"{key}:{Answer.SENDS.value}:{uow.now.isoformat()}", appointment.ends_at
    if not await tell_case_manager(uow, family, notice, key=about, urgent=False, until=until):
        kind = WorkKind.SEE_CANNOT
        await put_on_list(uow, family, kind, key=key, person=who.person, appointment=appointment)


async def _is_heard_of(uow: Unit, appointment: Appointment, who: Participant) -> bool:
    """Whether this person knows of it, also because they see it now: what is shown counts as told (decision 0008).

    While a change still waits to be told, nothing is noted, so that it is told in a message of its own too.
    """
    told, now = appointment.of(who.person).told, Told(appointment.starts_at, appointment.is_cancelled)
    if told == now:
        return True
    for planned in await uow.follow_ups.planned_of(appointment.id):
        if planned.step is StepKey.ANNOUNCE and planned.person == who.person:
            return told is not None
    await uow.appointments.save(appointment.announced(who.person, now))
    return True


def _must_be_ahead(uow: Unit, moment: datetime) -> None:
    if not uow.now < moment <= uow.now + FURTHEST:
        raise NotTheFuture


def _same_version(appointment: Appointment, version: int) -> None:
    if appointment.sequence != version:
        raise Outdated(detail="appointment")


async def _own(
    uow: Unit, who: Participant, which: AppointmentId, action: Action, mode: Mode
) -> tuple[Appointment, Family]:
    appointment = await uow.appointments.get(which)
    if appointment is None:
        raise NotFound(detail="appointment")
    family, scope = await scope_of_appointment(uow, appointment)
    await permit(uow, who, action, scope, mode=mode, kind="appointment", object_id=which)
    return appointment, family


async def _permit_own(uow: Unit, who: Participant, action: Action, mode: Mode) -> Family:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    await permit(uow, who, action, scope_of_family(family, person.id), mode=mode, kind="appointment")
    return family
