"""A person's own choices: u or je, quiet hours, a message on the day itself, who looks along, messages or none."""

from dataclasses import replace
from datetime import time

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember
from domain.calendar import QuietHours
from domain.people import Form, Preferences
from locales.catalogue import text
from usecases import preferences
from web import addresses
from web.doorway import family
from web.family import rhythm
from web.pages import page
from web.visits import FamilyVisit

YES, NO = "yes", "no"
OFF, ON = "off", "on"
EVENING, MORNING = "evening", "morning"


async def settings(visit: FamilyVisit) -> Response:
    """The choices as they stand; after one of the rhythm was kept, with a word that it was."""
    saved = rhythm.SAVED in visit.request.query_params
    return await _page(visit, await preferences.read(visit.uow, visit.who), saved=saved)


async def save(visit: FamilyVisit) -> Response:
    """All of them at once; what makes no sense is shown again beside its field."""
    start, end = _clock(visit.data.get("quiet_from")), _clock(visit.data.get("quiet_until"))
    now = await preferences.read(visit.uow, visit.who)
    if start is None or end is None:
        said = text("inside.settings.hours_unclear", visit.form)
        return await _page(visit, now, mistake=said, status=422)
    form = visit.data.get("form")
    made = await preferences.change(
        visit.uow,
        visit.who,
        form=Form(form) if form in tuple(Form) else None,
        quiet_hours=QuietHours(start, end),
        morning_reminder=_choice(visit.data.get("morning")),
        shared_phone=_choice(visit.data.get("shared")),
        tasks_day_before={EVENING: True, MORNING: False}.get(visit.data.get("tasks")),
    )
    return await _page(visit, made, saved=True)


async def messages(visit: FamilyVisit) -> Response:
    """No more messages in Telegram, or again."""
    if visit.data.get("messages") == OFF:
        await preferences.pause(visit.uow, visit.who)
    elif visit.data.get("messages") == ON:
        await preferences.resume(visit.uow, visit.who)
    return await _page(visit, await preferences.read(visit.uow, visit.who), saved=True)


async def _page(
    visit: FamilyVisit, made: Preferences, *, saved: bool = False, mistake: str = "", status: int = 200
) -> Response:
    silent = await preferences.hears_nothing(visit.uow, visit.who)
    return page(
        replace(visit.reader, form=made.form),
        "family/settings.html",
        status,
        form_chosen=made.form.value,
        forms=tuple(form.value for form in Form),
        quiet_from=f"{made.quiet_hours.start:%H:%M}",
        quiet_until=f"{made.quiet_hours.end:%H:%M}",
        morning=YES if made.morning_reminder else NO,
        shared=YES if made.shared_phone else NO,
        tasks=EVENING if made.tasks_day_before else MORNING,
        can_leave=isinstance(visit.who, NetworkMember),
        paused=made.paused_since is not None,
        held=silent and made.paused_since is None,
        rhythm=await rhythm.choices(visit),
        saved=saved,
        mistake=mistake,
    )


def _choice(given: str) -> bool | None:
    return {YES: True, NO: False}.get(given)


def _clock(given: str) -> time | None:
    """A wall time as a browser's own field sends it, or as somebody types it."""
    hours, _, minutes = given.replace(".", ":").partition(":")
    if not (hours.isascii() and hours.isdecimal() and minutes.isascii() and (minutes or "0").isdecimal()):
        return None
    hour, minute = int(hours[:3]), int((minutes or "0")[:3])
    return time(hour, minute) if hour <= 23 and minute <= 59 else None


ROUTES = (
    Route(addresses.SETTINGS, family(settings), methods=["GET"]),
    Route(addresses.SETTINGS, family(save), methods=["POST"]),
    Route(f"{addresses.SETTINGS}/berichten", family(messages), methods=["POST"]),
)
