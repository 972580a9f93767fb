"""Doors to somebody's own tasks: what they would do, and what they say of it by one tap."""

from collections.abc import Awaitable, Callable
from datetime import date

from domain import calendar_file
from domain.actors import NetworkMember
from domain.buttons import Awaiting, Press, Pressed
from domain.calendar import local
from domain.errors import Outdated, Unsuitable
from domain.letters_circle import TaskGivenLetter
from domain.notices_circle import AboutTask, TaskGiven, TurnChanged, TurnNews, TurnTrouble
from domain.tasks import TaskId, TaskTurnId, TurnEnded, TurnState
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.spoken_times import read_typed_time
from handlers.family.talking import as_talker, others_look_along, subject_of
from handlers.presses import expect, moment, no_longer
from handlers.views import circle as circle_views
from handlers.views import notices_turns, times
from handlers.views import turns as views
from handlers.views.turn_parts import HIDDEN, Looking, bell, doorbell
from handlers.views.turns import TurnPage
from handlers.views.view import Attachment, View
from locales.catalogue import text
from usecases import own_turns
from usecases.circle_letters import task_letter
from usecases.own_tasks import given
from usecases.own_turns import OwnTurn
from usecases.permission import person_of

Answering = Callable[..., Awaitable[OwnTurn]]
"""A use case that says something of a turn."""


async def agenda(visit: Visit) -> View:
    """`/taken`, or everything of one day."""
    value = "" if visit.pressed is None else visit.pressed.value
    if not value:
        return await _everything(visit)
    hidden, day = _day_in(value)
    if hidden:
        return bell(visit.form, Pressed(Press.SEE_TURNS, value=day.isoformat()))
    return await _of_day(visit, day)


async def show(visit: Visit) -> View:
    """One turn as it stands, what was told of it, or the doorbell again."""
    own, value = await _see(visit), the_press(visit).value
    if value == HIDDEN or value.startswith(f"{HIDDEN}."):
        return doorbell(views.line_of(own), visit.form, value.partition(".")[2])
    notice = _told(own, value)
    person = await person_of(visit.uow, as_participant(visit).person)
    letter = None if notice is None else await task_letter(visit.uow, notice, person, discreet=False)
    if letter is None or isinstance(letter, TaskGivenLetter | views.TurnsLetter):
        return await _one(visit, own)
    return notices_turns.turn_letter(letter, await _looking(visit), now=visit.uow.now)
