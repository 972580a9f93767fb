"""A person's doors to their own choices, while joining and afterwards: consent, u or je, hours, phone, pause."""

from domain.buttons import Awaiting
from domain.calendar import QuietHours
from domain.errors import Outdated
from domain.people import Form
from domain.typed_hours import read_quiet_hours
from handlers.doorway import Visit, as_participant, the_press
from handlers.presses import expect
from handlers.views import linking as joining
from handlers.views import public
from handlers.views import settings as views
from handlers.views.view import View
from usecases import preferences
from usecases.linking import consent as agree

YES = "1"


async def page(visit: Visit) -> View:
    """`/instellingen`."""
    return views.page(await preferences.read(visit.uow, as_participant(visit)))


async def consent(visit: Visit) -> View:
    """Ik begrijp het: from now on messages may come."""
    await agree(visit.uow, as_participant(visit))
    return joining.form_asked(visit.form)


async def form(visit: Visit) -> View:
    """U or je."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    if chosen not in tuple(Form):
        raise Outdated(detail="button")
    made = await preferences.change(visit.uow, as_participant(visit), form=Form(chosen))
    return joining.quiet_asked(made.form) if is_joining else views.page(made, saved=True)


async def quiet(visit: Visit) -> View:
    """When messages are not welcome: chosen, or to be typed."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    if chosen == views.HOURS_PAGE:
        return views.hours(visit.form)
    if chosen == views.TYPE:
        await expect(visit, Awaiting.QUIET_HOURS, version=int(is_joining))
        return views.hours_typed(visit.form)
    if chosen not in views.HOURS:
        raise Outdated(detail="button")
    return await _keep_hours(visit, views.HOURS[chosen], is_joining=is_joining)


async def typed_hours(visit: Visit) -> View:
    """Typed hours; what is not clear is asked again."""
    hours = read_quiet_hours(visit.text)
    if hours is None:
        return views.hours_unclear(visit.form)
    is_joining = visit.expectation is not None and bool(visit.expectation.version)
    await visit.uow.expectations.clear(visit.account)
    return await _keep_hours(visit, hours, is_joining=is_joining)


async def phone(visit: Visit) -> View:
    """Whether others look at this phone."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    made = await preferences.change(visit.uow, as_participant(visit), shared_phone=chosen == YES)
    return joining.done(made.form) if is_joining else views.page(made, saved=True)


async def morning(visit: Visit) -> View:
    """A reminder on the day itself, or not."""
    chosen, _ = views.choice_of(the_press(visit).value)
    made = await preferences.change(visit.uow, as_participant(visit), morning_reminder=chosen == YES)
    return views.page(made, saved=True)


async def stop(visit: Visit) -> View:
    """`/stop`: nothing more is sent, and the gezinsmanager uses another way."""
    await preferences.pause(visit.uow, as_participant(visit))
    return public.paused(visit.who, visit.form)


async def start(visit: Visit) -> View:
    """`/start` of somebody who is linked: messages come again when they had stopped."""
    resumed = await preferences.resume(visit.uow, as_participant(visit))
    return public.resumed(visit.form) if resumed else public.start(visit.who, visit.form)


async def resume(visit: Visit) -> View:
    """Start berichten, by button."""
    await preferences.resume(visit.uow, as_participant(visit))
    return await page(visit)


async def pause(visit: Visit) -> View:
    """Stop berichten, by button."""
    await preferences.pause(visit.uow, as_participant(visit))
    return await page(visit)


async def _keep_hours(visit: Visit, hours: QuietHours, *, is_joining: bool) -> View:
    made = await preferences.change(visit.uow, as_participant(visit), quiet_hours=hours)
    return joining.phone_asked(made.form) if is_joining else views.page(made, saved=True)
