"""The gallery of the check-ins: every view of a round, of the question about the plan, and of one's own rhythm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from domain import checkins as refusals
from domain.checkins import Rhythm, Scale
from domain.errors import Refusal
from domain.letters import PlanFitLetter
from domain.people import Form
from domain.plan_questions import Fits
from domain.plans import Goal, GoalId
from domain.secret import Secret
from handlers.views import checkins, errors, planfit, rhythm
from handlers.views.checkins import Asking
from handlers.views.planfit import Fitting
from tests.handlers import views_gallery as g
from tests.handlers.views_gallery import Shown

GOALS = tuple(
    Goal(GoalId(g.an_id(70 + number)), g.SYMBOL, g.NICKNAME, Secret("Fatima de Vries")) for number in range(5)
)
LONG_AGO = date(2026, 9, 28)


def rounds(form: Form) -> Iterator[Shown]:
    """All of it."""
    yield from _questions(form)
    yield from _after(form)
    yield from _plan_fit(form)
    yield from _rhythm(form)
    for kind in vars(refusals).values():
        if isinstance(kind, type) and issubclass(kind, Refusal):
            yield Shown(errors.refusal_view, errors.refusal_view(kind(), form), form)


def askings(form: Form) -> list[Asking]:
    """Where somebody can stand."""
    plain = Asking(g.TURN, form)
    everything = Asking(g.TURN, form, discreet=True, week=LONG_AGO, is_low=True, window=True)
    return [plain, everything, replace(everything, window=False), replace(plain, window=True)]


def _questions(form: Form) -> Iterator[Shown]:
    for letter in g.check_in_letters(form):
        yield Shown(checkins.check_in_view, checkins.check_in_view(letter), form)
        for of in askings(form):
            before = checkins.gone(form)
            asked = checkins.question(replace(letter, is_nudge=False), of, before=before)
            yield Shown(checkins.question, asked, form)
    yield Shown(checkins.doorbell, checkins.doorbell(g.TURN, form), form)


def _after(form: Form) -> Iterator[Shown]:
    for of in askings(form):
        for helped in (True, False):
            for before in ("", *(planfit.said(fits, form) for fits in Fits)):
                done = checkins.thanks(of, can_change=helped, before=before, helped=helped)
                yield Shown(checkins.thanks, done, form)
        yield Shown(checkins.which, checkins.which(of, GOALS), form)
        yield Shown(checkins.skipped, checkins.skipped(of), form)
        yield Shown(checkins.why, checkins.why(of), form)
    for window in (True, False):
        yield Shown(checkins.nothing, checkins.nothing(form, window=window), form)


def _plan_fit(form: Form) -> Iterator[Shown]:
    for discreet in (True, False):
        for turn in (None, g.TURN):
            of = Fitting(g.QUESTION, form, discreet, turn)
            yield Shown(planfit.doorbell, planfit.doorbell(of), form)
            yield Shown(planfit.over, planfit.over(of), form)
            under, before = checkins.low_row(form), checkins.kept(form)
            yield Shown(planfit.question, planfit.question(of, before=before, under=under), form)
            for fits in Fits:
                for window in (True, False):
                    yield Shown(planfit.kept, planfit.kept(of, fits, window=window), form)
        letter = PlanFitLetter(g.QUESTION, form, discreet)
        yield Shown(planfit.plan_fit_view, planfit.plan_fit_view(letter), form)


def _rhythm(form: Form) -> Iterator[Shown]:
    for scale in Scale:
        for paused in (None, g.NOW):
            chosen = Rhythm(g.MOTHER, 3, time(19), scale, paused)
            for saved in (True, False):
                yield Shown(rhythm.page, rhythm.page(chosen, form, saved=saved), form, is_list=True)
    yield Shown(rhythm.days, rhythm.days(form), form)
    yield Shown(rhythm.times, rhythm.times(form), form)
