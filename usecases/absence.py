"""Working hours and absence: who reads along, from when to when; the people concerned are told in the window."""

from dataclasses import replace
from datetime import date

from domain.absence import Absence, AbsenceId, WorkingHours, check
from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator, Colleague
from domain.audit import Mode
from domain.calendar import local
from domain.errors import Unsuitable
from domain.linking import Recipient
from domain.people import ProfessionalId, ProfessionalRole, Role
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread
from usecases.permission import family_of, permit, person_of
from usecases.ports import Unit
from usecases.sessions import professional_of
from usecases.standing import restand

Recorder = Colleague | Administrator


async def hours_of(uow: Unit, who: Recorder, *, professional: ProfessionalId) -> WorkingHours:
    """When this professional works."""
    await _permitted(uow, who, professional, Action.SEE_ABSENCE, Mode.READ)
    return await uow.absences.hours_of(professional)


async def set_hours(uow: Unit, who: Recorder, *, professional: ProfessionalId, hours: WorkingHours) -> None:
    """Say when this professional works.

    Raises:
        Unsuitable: no day, or an end that is not after the start.
    """
    await _permitted(uow, who, professional, Action.RECORD_ABSENCE, Mode.UPDATE)
    if not hours.days or not hours.days <= frozenset(range(7)) or hours.start >= hours.end:
        raise Unsuitable(detail="hours")
    await uow.absences.save_hours(professional, hours)


async def record(
    uow: Unit,
    who: Recorder,
    *,
    professional: ProfessionalId,
    first: date,
    last: date,
    substitute: ProfessionalId,
) -> Absence:
    """Record an absence; whoever has a conversation with this professional reads who reads along, and until when.

    Raises:
        NeedsSubstitute, SubstituteLoop, AbsenceOverlaps. Unsuitable: it lies in the past. NotFound: no such colleague.
    """
    await _permitted(uow, who, professional, Action.RECORD_ABSENCE, Mode.CREATE)
    absence = await _checked(uow, professional, first, last, substitute)
    await uow.absences.add(absence)
    await _tell(uow, absence)
    return absence


async def consider(
    uow: Unit,
    who: Recorder,
    *,
    professional: ProfessionalId,
    first: date,
    last: date,
    substitute: ProfessionalId,
) -> Absence:
    """The absence as `record` would keep it, while nothing is kept yet and nobody is told.

    Raises:
        As `record`.
    """
    await _permitted(uow, who, professional, Action.RECORD_ABSENCE, Mode.READ)
    return await _checked(uow, professional, first, last, substitute)


async def end(uow: Unit, who: Recorder, *, absence_id: AbsenceId) -> None:
    """End an absence now; what nobody has read about it yet is taken back. Ending it twice changes nothing."""
    today = local(uow.now).date()
    found = [a for a in await uow.absences.from_day(today) if a.id == absence_id]
    for absence in found:
        await _permitted(uow, who, absence.professional, Action.RECORD_ABSENCE, Mode.UPDATE)
        await uow.absences.end(absence.id, uow.now)
        await _take_back(uow, absence)


async def see(uow: Unit, who: Recorder) -> tuple[Absence, ...]:
    """Everybody's present and coming absences, first ones first."""
    own = Scope() if isinstance(who, Administrator) else Scope(case_manager=who.professional, team=who.team)
    await permit(uow, who, Action.SEE_ABSENCE, own, mode=Mode.READ, kind="absence")
    return await uow.absences.from_day(local(uow.now).date())


async def _checked(
    uow: Unit, professional: ProfessionalId, first: date, last: date, substitute: ProfessionalId
) -> Absence:
    other = await professional_of(uow, substitute)
    if other.role is not ProfessionalRole.CASE_MANAGER:
        raise Unsuitable(detail="substitute")
    today = local(uow.now).date()
    if last < today:
        raise Unsuitable(detail="day")
    absence = Absence(AbsenceId(uow.new_id()), professional, first, last, substitute, uow.now)
    check(await uow.absences.from_day(today), absence)
    return absence


async def _tell(uow: Unit, absence: Absence) -> None:
    """A line in every conversation, by the professional themselves; it is told as every message is."""
    for thread in await uow.threads.of_case_manager(absence.professional):
        if thread.closed_at is not None:
            continue
        person = await person_of(uow, thread.person)
        if person.role is Role.NETWORK_MEMBER:
            continue
        await uow.messages.keep(
            Message(
                id=MessageId(uow.new_id()),
                thread=thread.id,
                author=Recipient(professional=absence.professional),
                kind=MessageKind.STAND_IN,
                body=Secret(
                    f"{absence.first.isoformat()} {absence.last.isoformat()} {absence.substitute.hex}"
                ),
                received_at=uow.now,
                source=_source(absence, thread),
            )
        )
        await restand(uow, await family_of(uow, person.family), person, thread)


async def _take_back(uow: Unit, absence: Absence) -> None:
    """The lines that were not read yet, since they are no longer true."""
    for thread in await uow.threads.of_case_manager(absence.professional):
        line = await uow.messages.by_source(_source(absence, thread))
        if line is not None and line.read_at is None and line.withdrawn_at is None:
            await uow.messages.save(replace(line, withdrawn_at=uow.now))
            person = await person_of(uow, thread.person)
            await restand(uow, await family_of(uow, person.family), person, thread)


def _source(absence: Absence, thread: Thread) -> str:
    return f"absence:{absence.id.hex}:{thread.id.hex}"


async def _permitted(uow: Unit, who: Recorder, which: ProfessionalId, action: Action, mode: Mode) -> None:
    professional = await professional_of(uow, which)
    scope = Scope(case_manager=professional.id, team=professional.team)
    await permit(uow, who, action, scope, mode=mode, kind="absence", object_id=which)
