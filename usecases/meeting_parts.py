"""What every step of a meeting needs: whom it can be with, its family, and the appointment that it becomes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from domain.actions import Action
from domain.actors import CaseManager
from domain.appointment_text import LONGEST_MINUTES
from domain.appointments import Appointment, AppointmentId, Attendance, Kind, effective_at
from domain.audit import Mode
from domain.circle import are_apart
from domain.errors import KeptApart, NotFound, NotTheFuture, Unsuitable
from domain.meetings import Meeting, MeetingId
from domain.people import Family, FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.circle_people import takes_part
from usecases.followups import replan
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, scope_of_family
from usecases.planning import LONGEST_PLACE, has_secret_address, list_unlinked
from usecases.ports import Unit


def choose_key(meeting: MeetingId) -> str:
    """Under which key it stands on a list that a moment can be chosen."""
    return f"choose:{meeting.hex}"


def wrong_key(meeting: MeetingId, person: PersonId) -> str:
    """Under which key it stands on a list that what was agreed with somebody is not right in their eyes."""
    return f"wrong:{meeting.hex}:{person.hex}"


def id_of(within: UUID, once: str) -> UUID:
    """The one id of what a form with this mark makes, so that the same form twice makes one thing."""
    return uuid5(within, once)


async def meeting_of(
    uow: Unit, which: MeetingId, who: CaseManager, action: Action, mode: Mode
) -> tuple[Meeting, Family]:
    """The meeting and its family, for a gezinsmanager who may.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor.
    """
    meeting = await uow.meetings.get(which)
    if meeting is None:
        raise NotFound(detail="meeting")
    family = await family_of(uow, meeting.family)
    scope = scope_of_family(family)
    await permit(uow, who, action, scope, mode=mode, kind="meeting", object_id=which)
    return meeting, family


async def check_people(uow: Unit, family: FamilyId, people: Iterable[PersonId]) -> frozenset[PersonId]:
    """Who can be in one meeting.

    Raises:
        Unsuitable: nobody, or somebody who takes no part now. KeptApart: two of them may have no contact.
    """
    chosen = frozenset(people)
    if not chosen or not chosen <= await takes_part(uow, family):
        raise Unsuitable(detail="participant")
    await must_not_be_apart(uow, family, chosen)
    return chosen


async def must_not_be_apart(uow: Unit, family: FamilyId, people: Iterable[PersonId]) -> None:
    """Refuse to bring people together who may have no contact.

    Raises:
        KeptApart: two of them may not.
    """
    if are_apart(await uow.families.flags_of(family), people):
        raise KeptApart


def check_place(place: Secret | None) -> Secret | None:
    """A place as it can be kept; blank is none.

    Raises:
        Unsuitable: it is too long.
    """
    text = "" if place is None else place.reveal().strip()
    if len(text) > LONGEST_PLACE:
        raise Unsuitable(detail="place")
    return Secret(text) if text else None


def check_minutes(minutes: int) -> int:
    """A length that an appointment can have.

    Raises:
        Unsuitable: it cannot.
    """
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Unsuitable(detail="minutes")
    return minutes


async def make_appointment(
    uow: Unit, family: Family, meeting: Meeting, starts_at: datetime, by: ProfessionalId
) -> Appointment:
    """The appointment of a meeting; its ladder tells everybody of it.

    Raises:
        NotTheFuture: the moment has passed.
    """
    if starts_at <= uow.now:
        raise NotTheFuture
    appointment = Appointment(
        id=AppointmentId(uow.new_id()),
        family=family.id,
        kind=Kind.CIRCLE_MEETING,
        starts_at=starts_at,
        minutes=meeting.minutes,
        obligatory=False,
        made_by=by,
        made_at=uow.now,
        effective_at=effective_at(uow.now, starts_at),
        attendances=tuple(Attendance(person) for person in sorted(meeting.people)),
        place=meeting.place,
        place_may_be_shown=not await has_secret_address(uow, family),
    )
    await uow.appointments.add(appointment)
    await replan(uow, appointment)
    await list_unlinked(uow, family, (appointment,))
    return appointment


async def choose_when_all_said(uow: Unit, family: Family, meeting: Meeting) -> None:
    """When everybody who is asked now, and takes part, said which moments suit them, nobody waits any longer."""
    said = {vote.person for vote in await uow.meetings.votes(meeting.id)}
    awaited = meeting.people & await takes_part(uow, family.id)
    if meeting.is_polling(uow.now) and awaited and awaited <= said:
        await ask_to_choose(uow, family, meeting)


async def ask_to_choose(uow: Unit, family: Family, meeting: Meeting) -> None:
    """Put it on the list, once, that a moment can be chosen from what people said."""
    if not await uow.work_items.was_put(choose_key(meeting.id)):
        await put_on_list(uow, family, WorkKind.MEETING_CHOOSE, key=choose_key(meeting.id))
