"""What a gezinsmanager types without a command: an appointment, a delay, or something that must not stay in a chat."""

from domain.appointment_text import read_appointment
from domain.buttons import Awaiting
from domain.calendar import local
from domain.spoken import read_delay
from handlers.case_manager import planning, work
from handlers.case_manager.wiped import wipe_typed
from handlers.doorway import Visit, as_case_manager
from handlers.presses import expect
from handlers.views import changes, planned
from handlers.views.view import View
from usecases import appointments
from usecases.families import own_families


async def typed(visit: Visit) -> View:
    """The symbol of an own family begins an appointment; "20 minuten later" is about today's."""
    return await _meant(visit) or await work.typed(visit)


async def or_words(visit: Visit) -> View:
    """The same while we wait for two words; anything else is asked for those again."""
    return await _meant(visit) or await work.typed_words(visit)


async def _meant(visit: Visit) -> View | None:
    """What a line means that stands on its own; None when it means nothing."""
    who = as_case_manager(visit)
    if visit.is_edit:
        return None
    families = await own_families(visit.uow, who)
    if read_appointment(visit.text, families, now=visit.uow.now).is_named:
        return await planning.start(visit)
    if read_delay(visit.text) is not None:
        await wipe_typed(visit)
        return await _later(visit)
    return None


async def _later(visit: Visit) -> View:
    """Which appointment comes later? With one today that is clear, and still asked; else there is a list."""
    today = local(visit.uow.now).date()
    coming = await appointments.overview(visit.uow, as_case_manager(visit))
    open_today = [
        entry
        for entry in coming
        if local(entry.appointment.starts_at).date() == today and visit.uow.now < entry.appointment.ends_at
    ]
    if len(open_today) != 1:
        return planned.overview(tuple(open_today) or coming, now=visit.uow.now)
    (entry,) = open_today
    await expect(visit, Awaiting.DELAY, entry.appointment.id, entry.appointment.sequence)
    return changes.delay(entry.family, entry.appointment, now=visit.uow.now)
