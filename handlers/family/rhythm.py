"""A person's doors to their own rhythm: which day and time the goals are asked, on which scale, and a pause."""

from datetime import time

from domain.checkins import DAYTIMES, Rhythm, Scale
from domain.errors import Outdated
from handlers.doorway import Visit, the_press
from handlers.family.talking import as_talker
from handlers.presses import number
from handlers.views import rhythm as views
from handlers.views.view import View
from usecases import rhythms


async def page(visit: Visit) -> View:
    """How it stands."""
    return views.page(await rhythms.see(visit.uow, as_talker(visit)), visit.form)


async def day(visit: Visit) -> View:
    """Which day: the choice, or first the page to choose from."""
    value = the_press(visit).value
    if not value:
        return views.days(visit.form)
    if number(value) not in views.DAYS:
        raise Outdated(detail="button")
    return _saved(visit, await rhythms.change(visit.uow, as_talker(visit), weekday=number(value)))


async def daytime(visit: Visit) -> View:
    """Which time: the choice, or first the page to choose from."""
    value = the_press(visit).value
    if not value:
        return views.times(visit.form)
    if number(value) not in [at.hour for at in DAYTIMES]:
        raise Outdated(detail="button")
    return _saved(visit, await rhythms.change(visit.uow, as_talker(visit), at=time(number(value))))


async def scale(visit: Visit) -> View:
    """Numbers or faces; what was answered before stays on its own scale."""
    value = the_press(visit).value
    if value not in tuple(Scale):
        raise Outdated(detail="button")
    return _saved(visit, await rhythms.change(visit.uow, as_talker(visit), scale=Scale(value)))


async def pause(visit: Visit) -> View:
    """No questions for the time being."""
    return _saved(visit, await rhythms.pause(visit.uow, as_talker(visit)))


async def resume(visit: Visit) -> View:
    """Questions again."""
    return _saved(visit, await rhythms.resume(visit.uow, as_talker(visit)))


def _saved(visit: Visit, rhythm: Rhythm) -> View:
    return views.page(rhythm, visit.form, saved=True)
