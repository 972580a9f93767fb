"""A person's doors to their own choices, while joining and afterwards: consent, u or je, hours, phone, pause."""

from domain.actors import NetworkMember
from domain.buttons import Awaiting
from domain.calendar import QuietHours
from domain.errors import Outdated
from domain.people import Form, Preferences
from domain.typed_hours import read_quiet_hours, tries_quiet_hours
from handlers.doorway import Door, Visit, as_participant, the_press
from handlers.family import circle
from handlers.family.typed import keep_typed
from handlers.presses import expect, no_longer
from handlers.views import linking as joining
from handlers.views import public
from handlers.views import settings as views
from handlers.views.view import View
from usecases import preferences
from usecases.linking import consent as agree

YES = "1"


def agreed(door: Door) -> Door:
    """This door for who agreed that messages come; whose welcome got lost on the way reads it first."""

    async def welcoming(visit: Visit) -> View | None:
        return await welcome(visit) if visit.must_agree else await door(visit)

    return welcoming


async def welcome(visit: Visit) -> View:
    """What they are asked to agree to; somebody from around the family reads what taking part is."""
    is_member = isinstance(visit.who, NetworkMember)
    return await circle.welcome(visit) if is_member else joining.welcome(visit.form)


async def page(visit: Visit) -> View:
    """`/instellingen`."""
    return await _page(visit, await preferences.read(visit.uow, as_participant(visit)))


async def consent(visit: Visit) -> View:
    """Ik begrijp het, or ik doe mee: from now on messages may come. Or rather not."""
    if the_press(visit).value and isinstance(visit.who, NetworkMember):
        return await circle.rather_not(visit)
    await agree(visit.uow, as_participant(visit))
    return joining.form_asked(visit.form)


async def form(visit: Visit) -> View:
    """U or je."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    if chosen not in tuple(Form):
        raise Outdated(detail="button")
    made = await preferences.change(visit.uow, as_participant(visit), form=Form(chosen))
    return joining.quiet_asked(made.form) if is_joining else await _page(visit, made, saved=True)


async def quiet(visit: Visit) -> View:
    """When messages are not welcome: chosen, or to be typed."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    if chosen == views.HOURS_PAGE:
        await no_longer(visit, Awaiting.QUIET_HOURS)
        return views.hours(visit.form)
    if chosen == views.TYPE:
        await expect(visit, Awaiting.QUIET_HOURS, version=int(is_joining))
        return views.hours_typed(visit.form)
    if chosen not in views.HOURS:
        raise Outdated(detail="button")
    return await _keep_hours(visit, views.HOURS[chosen], is_joining=is_joining)


async def typed_hours(visit: Visit) -> View:
    """Typed hours; those that are not clear are asked again.

    What is not about hours at all is kept as something told: nobody's words are thrown away.
    """
    hours = read_quiet_hours(visit.text)
    if hours is None:
        if tries_quiet_hours(visit.text):
            return views.hours_unclear(visit.form)
        return await keep_typed(visit)
    is_joining = visit.expectation is not None and bool(visit.expectation.version)
    return await _keep_hours(visit, hours, is_joining=is_joining)


async def phone(visit: Visit) -> View:
    """Whether others look at this phone."""
    chosen, is_joining = views.choice_of(the_press(visit).value)
    made = await preferences.change(visit.uow, as_participant(visit), shared_phone=chosen == YES)
    if is_joining:
        await no_longer(visit, Awaiting.QUIET_HOURS)
        return joining.done(made.form)
    return await _page(visit, made, saved=True)


async def morning(visit: Visit) -> View:
    """A reminder on the day itself, or not."""
    chosen, _ = views.choice_of(the_press(visit).value)
    made = await preferences.change(visit.uow, as_participant(visit), morning_reminder=chosen == YES)
    return await _page(visit, made, saved=True)


async def tasks(visit: Visit) -> View:
    """Of a task they hear the evening before, or in the morning."""
    chosen, _ = views.choice_of(the_press(visit).value)
    made = await preferences.change(visit.uow, as_participant(visit), tasks_day_before=chosen == YES)
    return await _page(visit, made, saved=True)


async def stop(visit: Visit) -> View:
    """`/stop`: nothing more is sent, and the gezinsmanager uses another way."""
    await preferences.pause(visit.uow, as_participant(visit))
    return public.paused(visit.who, visit.form)


async def start(visit: Visit) -> View:
    """`/start` of somebody who is linked: messages come again when they had stopped, if nobody else stopped them."""
    who = as_participant(visit)
    resumed = await preferences.resume(visit.uow, who)
    if visit.must_agree:
        return await welcome(visit)
    if await preferences.hears_nothing(visit.uow, who):
        return public.held(visit.form)
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
    await no_longer(visit, Awaiting.QUIET_HOURS)
    return joining.phone_asked(made.form) if is_joining else await _page(visit, made, saved=True)


async def _page(visit: Visit, made: Preferences, *, saved: bool = False) -> View:
    """The page as things are; whoever looks at it is no longer typing hours."""
    await no_longer(visit, Awaiting.QUIET_HOURS)
    silent = await preferences.hears_nothing(visit.uow, as_participant(visit))
    held = silent and made.paused_since is None
    is_member = isinstance(visit.who, NetworkMember)
    return views.page(made, saved=saved, held=held, rounds=not is_member, member=is_member)
