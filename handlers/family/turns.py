"""Doors to somebody's own tasks: all of them, those of a day, one of them, and why a message about one came."""

from datetime import date, datetime

from domain import calendar_file
from domain.actors import NetworkMember
from domain.buttons import Press, Pressed
from domain.errors import Outdated, Refusal
from domain.letters_circle import TaskGivenLetter, TurnLetter
from domain.notices_circle import TaskGiven, TurnArranged, TurnChanged, TurnNews, TurnTrouble
from domain.tasks import TaskId
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.talking import subject_of
from handlers.family.turn_pages import looking, page, see, turn_of
from handlers.views import circle as circle_views
from handlers.views import notices_turns, turn_lists
from handlers.views import turns as views
from handlers.views.notices_turns import HELPED, NEWS, WHOLE
from handlers.views.turn_parts import HIDDEN, bell, doorbell
from handlers.views.view import Attachment, View
from handlers.views.waiting import open_button
from usecases import own_tasks, own_turns
from usecases.circle_letters import task_letter
from usecases.own_turns import OwnTurn
from usecases.permission import person_of

GIVEN = "given"
"""The value of WHY_TURN under a question about a whole task."""


async def agenda(visit: Visit) -> View:
    """`/taken`, or everything of one day."""
    value = "" if visit.pressed is None else visit.pressed.value
    if not value:
        return await _everything(visit)
    hides, _, rest = value.rpartition(".")
    try:
        day = date.fromisoformat(rest)
    except ValueError:
        raise Outdated(detail="button") from None
    if hides == HIDDEN:
        return bell(visit.form, Pressed(Press.SEE_TURNS, value=rest))
    found = await own_turns.on_day(visit.uow, as_participant(visit), day=day)
    turns = tuple(views.line_of(own) for own in found if own.can_answer)
    if not turns:
        return turn_lists.day_empty(visit.form)
    return notices_turns.day(day, turns, await looking(visit), now=visit.uow.now)


async def show(visit: Visit) -> View:
    """One turn as it stands, what was told of it, or the doorbell in front of it again."""
    value = the_press(visit).value
    try:
        own = await see(visit)
    except Refusal:
        if not value.startswith(WHOLE):
            raise
        # It went on to others since; what is still theirs says enough.
        return await _everything(visit)
    if value.partition(".")[0] == HIDDEN:
        return doorbell(views.line_of(own), visit.form, value.partition(".")[2])
    letter = await _told(visit, own, value)
    if letter is not None:
        return notices_turns.turn_letter(letter, await looking(visit), now=visit.uow.now)
    return views.one(await page(visit, own), now=visit.uow.now)


async def why(visit: Visit) -> View:
    """Waarom krijg ik dit?"""
    pressed = the_press(visit)
    if pressed.value == GIVEN:
        return notices_turns.task_why(TaskGiven(TaskId(subject_of(visit)), pressed.version), visit.form)
    return views.why(views.line_of(await see(visit)), pressed.value, await looking(visit))


async def calendar(visit: Visit) -> View:
    """The turn as a file for an agenda."""
    found = await own_turns.calendar(visit.uow, as_participant(visit), turn=turn_of(visit))
    attachment = Attachment(calendar_file.FILENAME, found.content)
    return views.calendar_sent(visit.form, attachment, is_series=found.is_series)


async def show_task(visit: Visit) -> View:
    """A task that is meant for them and waits for a yes or no, or the doorbell in front of it again."""
    pressed = the_press(visit)
    if pressed.value == HIDDEN:
        return bell(visit.form, Pressed(Press.SHOW_TASK, pressed.subject, pressed.version))
    which = TaskId(subject_of(visit))
    for task in await own_tasks.given(visit.uow, as_participant(visit)):
        if task.id == which:
            notice = TaskGiven(task.id, task.revision)
            letter = TaskGivenLetter(
                notice, task.words, task.series, task.minutes, visit.form, discreet=False
            )
            return notices_turns.task_given(letter, await looking(visit), now=visit.uow.now)
    return await _everything(visit)


async def answer_task(visit: Visit) -> View:
    """Yes or no to a whole task."""
    pressed = the_press(visit)
    fine = pressed.press is Press.TASK_FINE
    answer = own_turns.accept_task if fine else own_turns.decline_task
    which = TaskId(subject_of(visit))
    await answer(visit.uow, as_participant(visit), task=which, revision=pressed.version)
    return notices_turns.task_answered(visit.form, fine=fine)


async def _everything(visit: Visit) -> View:
    who = as_participant(visit)
    found = await own_turns.mine(visit.uow, who)
    window = (open_button(visit.form),) if visit.house.window else ()
    # Who has a conversation types what they want to say; of the network it is said first where it goes.
    pass_on = (circle_views.pass_on_button(visit.form),) if isinstance(who, NetworkMember) else ()
    return turn_lists.agenda(
        tuple(views.line_of(own) for own in found.mine),
        tuple(views.line_of(own) for own in found.open_to_take),
        visit.form,
        now=visit.uow.now,
        waiting=await own_tasks.given(visit.uow, who),
        under=(*window, *pass_on),
    )


async def _told(visit: Visit, own: OwnTurn, value: str) -> TurnLetter | None:
    """What stood behind a doorbell or before Waarom, when it is still true; ``value`` is that of the button."""
    notice: TurnNews | TurnArranged | TurnChanged
    trouble = value.removeprefix(NEWS)
    if trouble != value and trouble in tuple(TurnTrouble):
        notice = TurnNews(own.turn.id, TurnTrouble(trouble))
    elif value == HELPED:
        notice = TurnArranged(own.turn.id)
    elif value:
        try:
            was = datetime.fromisoformat(value.removeprefix(WHOLE))
            notice = TurnChanged(own.turn.id, was, whole=value.startswith(WHOLE))
        except ValueError:
            return None
    else:
        return None
    person = await person_of(visit.uow, as_participant(visit).person)
    letter = await task_letter(visit.uow, notice, person, discreet=False)
    return letter if isinstance(letter, TurnLetter) else None
