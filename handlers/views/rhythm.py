"""One's own rhythm: on which day and at what time the goals are asked, on which scale, and a pause."""

from domain.buttons import Press
from domain.checkins import DAYTIMES, Rhythm, Scale
from domain.people import Form
from handlers.views.parts import button, in_rows, lines
from handlers.views.view import Row, View
from locales import dates
from locales.catalogue import text

DAYS = range(7)


def page(rhythm: Rhythm, form: Form, *, saved: bool = False) -> View:
    """How it stands, each with a button; ``saved`` after something was changed."""
    paused = rhythm.paused_since is not None
    said = lines(
        text("rhythm.saved" if saved else "rhythm.title", form),
        text("rhythm.moment", form, day=dates.weekday(rhythm.weekday), clock=dates.clock(rhythm.at)),
        text("rhythm.faces" if rhythm.scale is Scale.FACES else "rhythm.numbers", form),
        text("rhythm.paused" if paused else "rhythm.asked", form),
    )
    return View(said, _rows(rhythm, form))


def days(form: Form) -> View:
    """Which day of the week suits."""
    choices = [
        button("rhythm.button.one", form, Press.CHOOSE_DAY, value=str(day), one=dates.weekday(day))
        for day in DAYS
    ]
    return View(text("rhythm.day", form), (*in_rows(choices, 2), _back(form)))


def times(form: Form) -> View:
    """Which time of the day suits."""
    choices = [
        button("rhythm.button.one", form, Press.CHOOSE_TIME, value=str(at.hour), one=dates.clock(at))
        for at in DAYTIMES
    ]
    return View(text("rhythm.time", form), (*in_rows(choices, 2), _back(form)))


def _rows(rhythm: Rhythm, form: Form) -> tuple[Row, ...]:
    other = Scale.NUMBERS if rhythm.scale is Scale.FACES else Scale.FACES
    scale = "rhythm.button.faces" if other is Scale.FACES else "rhythm.button.numbers"
    pause = (
        button("rhythm.button.pause", form, Press.PAUSE_ROUNDS)
        if rhythm.paused_since is None
        else button("rhythm.button.resume", form, Press.RESUME_ROUNDS)
    )
    return (
        (
            button("rhythm.button.day", form, Press.CHOOSE_DAY),
            button("rhythm.button.time", form, Press.CHOOSE_TIME),
        ),
        (button(scale, form, Press.CHOOSE_SCALE, value=other.value),),
        (pause,),
        (button("appointments.button.back", form, Press.SETTINGS),),
    )


def _back(form: Form) -> Row:
    return (button("appointments.button.back", form, Press.SEE_RHYTHM),)
