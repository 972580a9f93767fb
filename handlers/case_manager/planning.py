"""The gezinsmanager's doors to a new appointment: ``/afspraak``, the draft page, and confirming it."""

from uuid import UUID

from domain.appointment_text import read_appointment
from domain.appointments import Kind
from domain.buttons import Awaiting
from domain.drafts import DraftChange
from domain.errors import Outdated
from domain.people import PersonId
from domain.secret import Secret
from domain.spoken import Doubt, Moment, Unread, read_moment
from handlers.case_manager.wiped import wipe_typed
from handlers.doorway import Visit, as_case_manager, the_press
from handlers.presses import draft_id, expect, moment, no_longer, number
from handlers.views import planning as views
from handlers.views import times
from handlers.views.view import View
from usecases import planning
from usecases.families import own_families

OF_THE_DRAFT = (Awaiting.DRAFT_TIME, Awaiting.DRAFT_PLACE, Awaiting.DRAFT_NUMBER)


async def start(visit: Visit) -> View:
    """`/afspraak ⭐ do half drie huisbezoek`: whatever could be read is filled in, the rest is asked."""
    who = as_case_manager(visit)
    families = await own_families(visit.uow, who)
    typed = visit.text.partition(" ")[2].strip() if visit.text.startswith("/") else visit.text
    if not typed:
        return views.how(families)
    # The line may say what sort of meeting it is, which no chat keeps (DESIGN §3); the page says it neutrally.
    await wipe_typed(visit)
    read = read_appointment(typed, families, now=visit.uow.now)
    if not read.families:
        return views.family_unknown(families)
    if len(read.families) > 1:
        return views.family_doubt(read.families)
    if isinstance(read.moment, Unread) and not read.is_named:
        return views.how(families)
    drafted = await planning.start_draft(
        visit.uow,
        who,
        family=read.families[0].id,
        kind=read.kind,
        starts_at=read.moment.starts_at if isinstance(read.moment, Moment) else None,
        minutes=read.minutes,
        obligatory=read.obligatory,
    )
    match read.moment:
        case Moment() | None:
            return views.draft(drafted, now=visit.uow.now)
        case Doubt() as doubt:
            await expect(visit, Awaiting.DRAFT_TIME, drafted.draft.id)
            return views.time_doubt(drafted.draft, doubt, now=visit.uow.now)
        case Unread() as unread:
            await expect(visit, Awaiting.DRAFT_TIME, drafted.draft.id)
            return times.unread(unread, visit.form)


async def toggle(visit: Visit) -> View:
    """Somebody comes along, or not."""
    try:
        which = PersonId(UUID(the_press(visit).value))
    except ValueError:
        raise Outdated(detail="button") from None
    return await _change(visit, DraftChange(toggle=which))


async def kind(visit: Visit) -> View:
    """Which sort of meeting."""
    value = the_press(visit).value
    if value == views.OPEN_PAGE:
        return views.kinds(await _same(visit))
    if value not in tuple(Kind):
        raise Outdated(detail="button")
    return await _change(visit, DraftChange(kind=Kind(value)))


async def minutes(visit: Visit) -> View:
    """How long it takes."""
    value = the_press(visit).value
    if value == views.OPEN_PAGE:
        return views.lengths(await _same(visit))
    return await _change(visit, DraftChange(minutes=number(value)))


async def time(visit: Visit) -> View:
    """Another moment: chosen from a doubt, or to be typed."""
    value = the_press(visit).value
    if value:
        await visit.uow.expectations.clear(visit.account)
        return await _change(visit, DraftChange(starts_at=moment(value)))
    await expect(visit, Awaiting.DRAFT_TIME, draft_id(visit))
    return views.time_asked()


async def obligatory(visit: Visit) -> View:
    """One extra reminder a week before, or not."""
    return await _change(visit, DraftChange(toggle_obligatory=True))


async def place(visit: Visit) -> View:
    """Wait for the place."""
    drafted = await _same(visit)
    await expect(visit, Awaiting.DRAFT_PLACE, drafted.draft.id)
    return views.place_asked(drafted.family)


async def phone_number(visit: Visit) -> View:
    """Wait for the number to call."""
    drafted = await _same(visit)
    await expect(visit, Awaiting.DRAFT_NUMBER, drafted.draft.id)
    return views.number_asked(drafted.family)


async def drop(visit: Visit) -> View:
    """Throw it away."""
    await planning.drop_draft(visit.uow, as_case_manager(visit), draft_id=draft_id(visit))
    await no_longer(visit, *OF_THE_DRAFT)
    return views.dropped()


async def confirm(visit: Visit) -> View:
    """Make the appointment."""
    made = await planning.confirm_draft(visit.uow, as_case_manager(visit), draft_id=draft_id(visit))
    await no_longer(visit, *OF_THE_DRAFT)
    return views.planned(made, now=visit.uow.now)


async def typed_time(visit: Visit) -> View:
    """A typed moment for the draft; it is shown in full before it counts."""
    drafted = await _same(visit)
    match read_moment(visit.text, now=visit.uow.now):
        case Moment(starts_at=instant):
            await visit.uow.expectations.clear(visit.account)
            return await _change(visit, DraftChange(starts_at=instant))
        case Doubt() as doubt:
            return views.time_doubt(drafted.draft, doubt, now=visit.uow.now)
        case Unread() as unread:
            return times.unread(unread, visit.form)


async def typed_place(visit: Visit) -> View:
    """A typed place."""
    view = await _change(visit, DraftChange(place=Secret(visit.text)))
    await visit.uow.expectations.clear(visit.account)
    return view


async def typed_number(visit: Visit) -> View:
    """A typed number to call."""
    view = await _change(visit, DraftChange(number=Secret(visit.text)))
    await visit.uow.expectations.clear(visit.account)
    return view


async def _same(visit: Visit) -> planning.Drafted:
    return await planning.change_draft(
        visit.uow, as_case_manager(visit), draft_id=draft_id(visit), change=DraftChange()
    )


async def _change(visit: Visit, change: DraftChange) -> View:
    drafted = await planning.change_draft(
        visit.uow, as_case_manager(visit), draft_id=draft_id(visit), change=change
    )
    return views.draft(drafted, now=visit.uow.now)
