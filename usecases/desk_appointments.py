"""One appointment at the desk: everybody's answer and what they were told; and what stands in a letter about it."""

from dataclasses import dataclass

from domain.actions import Action
from domain.actors import CaseManager
from domain.appointments import AppointmentId, Attendance
from domain.audit import Mode
from domain.errors import NotFound
from domain.linking import Recipient
from domain.people import Person, PersonId, Professional
from domain.reach import Reach, reach_of
from domain.secret import Secret
from usecases.desk import Meeting, Side, meetings
from usecases.permission import permit, scope_of_appointment
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Told:
    """A participant with how Kring can reach them, for whoever decides to write a letter."""

    side: Side
    reach: Reach


@dataclass(frozen=True, slots=True)
class Appointed:
    """An appointment with everything that its gezinsmanager may see of it."""

    meeting: Meeting
    everybody: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What a letter about an appointment needs: of its reader only, and of nobody else who takes part."""

    meeting: Meeting
    person: Person
    attendance: Attendance
    case_manager: Professional | None
    organisation: Secret | None


async def see(uow: Unit, who: CaseManager, *, appointment_id: AppointmentId) -> Appointed:
    """One appointment.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor.
    """
    meeting = await _meeting(uow, who, appointment_id)
    flags = await uow.families.flags_of(meeting.family.id)
    everybody: list[Told] = []
    for side in meeting.sides:
        holder = Recipient(person=side.person.id)
        link, invitations = await uow.links.of(holder), await uow.invitations.open_for(holder)
        everybody.append(Told(side, reach_of(side.person, flags, link, invitations, uow.now)))
    return Appointed(meeting, tuple(everybody))


async def on_paper(
    uow: Unit, who: CaseManager, *, appointment_id: AppointmentId, person: PersonId
) -> OnPaper:
    """What to write to one participant.

    Raises:
        NotFound, NotAllowed: no such appointment for this actor, or this person does not take part.
    """
    meeting = await _meeting(uow, who, appointment_id)
    side = next((side for side in meeting.sides if side.person.id == person), None)
    if side is None:
        raise NotFound(detail="participant")
    organisation = await uow.organisation.organisation()
    return OnPaper(
        meeting=meeting,
        person=side.person,
        attendance=side.attendance,
        case_manager=await uow.organisation.professional(meeting.family.case_manager),
        organisation=None if organisation is None else organisation.name,
    )


async def _meeting(uow: Unit, who: CaseManager, which: AppointmentId) -> Meeting:
    appointment = await uow.appointments.get(which)
    if appointment is None:
        raise NotFound(detail="appointment")
    family, scope = await scope_of_appointment(uow, appointment)
    action = Action.SEE_APPOINTMENT
    await permit(uow, who, action, scope, mode=Mode.READ, kind="appointment", object_id=which)
    (meeting,) = await meetings(uow, {family.id: family}, (appointment,))
    return meeting
