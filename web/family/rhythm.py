"""One's own rhythm among the choices: on which day and at what time the goals are asked, on which scale, a pause."""

from dataclasses import dataclass
from datetime import time

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.checkins import DAYTIMES, Rhythm, Scale
from domain.errors import Outdated
from locales import dates
from usecases import rhythms
from web import addresses
from web.doorway import family, go
from web.family.talk import talker
from web.visits import FamilyVisit

ADDRESS = f"{addresses.SETTINGS}/hoe-gaat-het"
SAVED = "bewaard"
OFF, ON = "off", "on"


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices with what is chosen now; each choice is its value in the form, and how it reads."""

    day: str
    days: tuple[tuple[str, str], ...]
    at: str
    times: tuple[tuple[str, str], ...]
    scale: str
    paused: bool


async def choices(visit: FamilyVisit) -> Choices | None:
    """What somebody can choose; None for who is not asked how it goes."""
    if not isinstance(visit.who, Talker):
        return None
    rhythm = await rhythms.see(visit.uow, visit.who)
    return _choices(rhythm)


async def save(visit: FamilyVisit) -> Response:
    """Day, time and scale at once."""
    day, at, scale = visit.data.get("day"), visit.data.get("at"), visit.data.get("scale")
    known = {str(one.hour): one for one in DAYTIMES}
    if day not in _DAYS or at not in known or scale not in tuple(Scale):
        raise Outdated(detail="choice")
    chosen: time = known[at]
    await rhythms.change(visit.uow, talker(visit), weekday=int(day), at=chosen, scale=Scale(scale))
    return go(f"{addresses.SETTINGS}?{SAVED}")


async def pause(visit: FamilyVisit) -> Response:
    """Ask nothing for a while, or ask again."""
    given = visit.data.get("rounds")
    if given == OFF:
        await rhythms.pause(visit.uow, talker(visit))
    elif given == ON:
        await rhythms.resume(visit.uow, talker(visit))
    return go(f"{addresses.SETTINGS}?{SAVED}")


def _choices(rhythm: Rhythm) -> Choices:
    return Choices(
        day=str(rhythm.weekday),
        days=tuple((day, dates.weekday(int(day))) for day in _DAYS),
        at=str(rhythm.at.hour),
        times=tuple((str(one.hour), dates.clock(one)) for one in DAYTIMES),
        scale=rhythm.scale.value,
        paused=rhythm.paused_since is not None,
    )


_DAYS = tuple(str(day) for day in rhythms.DAYS)

ROUTES = (
    Route(ADDRESS, family(save), methods=["POST"]),
    Route(f"{ADDRESS}/pauze", family(pause), methods=["POST"]),
)
