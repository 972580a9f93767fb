"""Planning: a gezinsmanager puts an appointment together and confirms it."""

from dataclasses import dataclass
from datetime import datetime

from domain.actions import Action
from domain.actors import CaseManager
from domain.appointment_text import LONGEST_MINUTES
from domain.appointments import DEFAULT_MINUTES, Appointment, AppointmentId, Attendance, Kind, effective_at
from domain.audit import Mode
from domain.drafts import Draft, DraftChange, DraftId
from domain.errors import NotFound, NotTheFuture, Outdated, Unsuitable
from domain.linking import Recipient
from domain.people import Called, Family, FamilyId, FlagKind, Person, PersonId, Role, kept_apart
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.followups import replan
from usecases.outbox import put_on_list
from usecases.permission import permit, scope_of_family
from usecases.ports import Unit

LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with what is needed to show it."""

    draft: Draft
    family: Family
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of a draft: one appointment, or several kept apart, and who must be called or written to."""

    family: Family
    appointments: tuple[Appointment, ...]
    to_write: tuple[Called, ...]


async def start_draft(
    uow: Unit,
    who: CaseManager,
    *,
    family: FamilyId,
    kind: Kind | None = None,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    obligatory: bool = False,
) -> Drafted:
    """Begin an appointment. Somebody is chosen beforehand only when there is just one who could be meant.

    Raises:
        NotFound, NotAllowed: no such family for this actor.
    """
    household = await _permitted(uow, who, family)
    people = await uow.families.people_of(family)
    close = [p for p in people if p.role is not Role.NETWORK_MEMBER]
    draft = Draft(
        id=DraftId(uow.new_id()),
        by=who.professional,
        family=family,
        made_at=uow.now,
        kind=kind,
        starts_at=starts_at,
        minutes=minutes,
        obligatory=obligatory,
        people=(close[0].id,) if len(close) == 1 else (),
    )
    await uow.drafts.keep(draft)
    return Drafted(draft, household, people)


async def change_draft(uow: Unit, who: CaseManager, *, draft_id: DraftId, change: DraftChange) -> Drafted:
    """Fill in or change one thing.

    Raises:
        Outdated: it was confirmed, dropped or left alone too long. Unsuitable: a place or number too long, or
        somebody who is not of this family.
    """
    draft, household = await _draft(uow, who, draft_id)
    people = await uow.families.people_of(draft.family)
    for text in (change.place, change.number):
        if text is not None and not 1 <= len(text.reveal()) <= LONGEST_PLACE:
            raise Unsuitable(detail="place")
    if change.toggle is not None and change.toggle not in {p.id for p in people}:
        raise Unsuitable(detail="participant")
    changed = draft.filled(change)
    await uow.drafts.keep(changed)
    return Drafted(changed, household, people)


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything about an appointment at once, as a form brings it; what is None was left open."""

    kind: Kind | None
    starts_at: datetime | None
    minutes: int | None
    obligatory: bool
    people: tuple[PersonId, ...]
    place: Secret | None
    number: Secret | None


async def write_draft(
    uow: Unit, who: CaseManager, *, family: FamilyId, filled: Filled, draft_id: DraftId | None = None
) -> Drafted:
    """Begin an appointment with everything filled in at once, or fill in a draft anew.

    Raises:
        NotFound, NotAllowed: no such family for this actor. Outdated: the draft is no longer there. Unsuitable: a
        place, number or length that cannot be, or somebody who is not of this family.
    """
    household = await _permitted(uow, who, family)
    people = await uow.families.people_of(family)
    for text in (filled.place, filled.number):
        if text is not None and not 1 <= len(text.reveal()) <= LONGEST_PLACE:
            raise Unsuitable(detail="place")
    if filled.minutes is not None and not 1 <= filled.minutes <= LONGEST_MINUTES:
        raise Unsuitable(detail="minutes")
    if not set(filled.people) <= {p.id for p in people}:
        raise Unsuitable(detail="participant")
    made_at = uow.now
    if draft_id is not None:
        present, _ = await _draft(uow, who, draft_id)
        if present.family != family:
            raise Outdated(detail="draft")
        made_at = present.made_at
    draft = Draft(
        id=draft_id or DraftId(uow.new_id()),
        by=who.professional,
        family=family,
        made_at=made_at,
        kind=filled.kind,
        starts_at=filled.starts_at,
        minutes=filled.minutes,
        obligatory=filled.obligatory,
        people=filled.people,
        place=filled.place,
        number=filled.number,
    )
    await uow.drafts.keep(draft)
    return Drafted(draft, household, people)


async def drop_draft(uow: Unit, who: CaseManager, *, draft_id: DraftId) -> None:
    """Forget it; nobody had heard of it."""
    await _draft(uow, who, draft_id)
    await uow.drafts.drop(draft_id)


async def confirm_draft(uow: Unit, who: CaseManager, *, draft_id: DraftId) -> Planned:
    """Make the appointment; people with a no-contact flag between them each get a row of their own.

    Raises:
        Outdated: it was confirmed or dropped before. NotTheFuture: its moment has passed.
        Unsuitable: something is missing.
    """
    draft, family = await _draft(uow, who, draft_id, planning=True)
    if draft.kind is None or draft.starts_at is None or not draft.people:
        raise Unsuitable(detail="incomplete")
    if draft.starts_at <= uow.now:
        raise NotTheFuture
    flags = await uow.families.flags_of(family.id)
    groups = kept_apart(flags, draft.people)
    shown = not await has_secret_address(uow, family)
    made: list[Appointment] = []
    for group in groups:
        appointment = Appointment(
            id=AppointmentId(uow.new_id()),
            family=family.id,
            kind=draft.kind,
            starts_at=draft.starts_at,
            minutes=draft.minutes or DEFAULT_MINUTES[draft.kind],
            obligatory=draft.obligatory,
            made_by=who.professional,
            made_at=uow.now,
            effective_at=effective_at(uow.now, draft.starts_at),
            attendances=tuple(Attendance(person) for person in group),
            place=draft.place,
            place_may_be_shown=shown,
            number=draft.number,
            apart=len(groups) > 1,
        )
        await uow.appointments.add(appointment)
        await replan(uow, appointment)
        made.append(appointment)
    await uow.drafts.drop(draft.id)
    to_write = await list_unlinked(uow, family, tuple(made))
    return Planned(family, tuple(made), to_write)


async def has_secret_address(uow: Unit, family: Family) -> bool:
    """Whether somebody in this family has a secret address: then no place is shown in any of their chats."""
    flags = await uow.families.flags_of(family.id)
    return any(flag.kind is FlagKind.SECRET_ADDRESS for flag in flags)


async def list_unlinked(
    uow: Unit, family: Family, appointments: tuple[Appointment, ...]
) -> tuple[Called, ...]:
    """Put "call or write" on the list for each participant whom Kring cannot reach, at once."""
    to_write: list[Called] = []
    for appointment in appointments:
        for which in appointment.people:
            person = await uow.families.person(which)
            link = await uow.links.of(Recipient(person=which))
            if person is None or (link is not None and link.consented_at is not None):
                continue
            key = write_key(appointment, which)
            await put_on_list(
                uow, family, WorkKind.CALL_OR_WRITE, key=key, person=which, appointment=appointment
            )
            to_write.append(person.called)
    return tuple(to_write)


def write_key(appointment: Appointment, person: PersonId) -> str:
    """The key of the "call or write" item of one participant."""
    return f"undelivered:{appointment.id.hex}:{person.hex}"


async def _draft(
    uow: Unit, who: CaseManager, which: DraftId, *, planning: bool = False
) -> tuple[Draft, Family]:
    draft = await uow.drafts.get(which)
    if draft is None:
        raise Outdated(detail="draft")
    family = await _permitted(uow, who, draft.family, planning=planning)
    if draft.by != who.professional or not draft.is_alive(uow.now):
        raise Outdated(detail="draft")
    return draft, family


async def _permitted(uow: Unit, who: CaseManager, which: FamilyId, *, planning: bool = False) -> Family:
    family = await uow.families.family(which)
    if family is None:
        raise NotFound(detail="family")
    mode = Mode.CREATE if planning else Mode.UPDATE
    await permit(uow, who, Action.PLAN_APPOINTMENT, scope_of_family(family), mode=mode, kind="appointment")
    return family
