"""Today: what this day asks, and the few presses with which most of it is done; a team leader sees the team's list."""

from itertools import groupby

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import CaseManager
from domain.appointment_text import read_appointment
from domain.calendar import local
from domain.people import Form
from domain.work_items import WorkItemId
from locales.catalogue import text
from locales.control_words import control_words
from usecases import desk as desks
from usecases import desk_signals, families, inbox, work_items
from usecases import week as weeks
from usecases.linking import confirm_words
from web.addresses import DESK_ALIVE, DESK_HOME
from web.desk import planning, signals, turn_words, week, words
from web.desk.moments import day_and_clock, error_at, when_of
from web.doorway import desk, go
from web.pages import page
from web.visits import DeskVisit

WAITING_SHOWN = 8
TWO = 2


async def today(visit: DeskVisit) -> Response:
    """The first page of a working day."""
    if not isinstance(visit.who, CaseManager):
        work = await work_items.see(visit.uow, visit.who)
        return page(visit, "desk/team.html", work=work, words=words)
    return await _today(visit)


async def still_here(_visit: DeskVisit) -> Response:
    """Somebody is busy on a long form; that it was asked for keeps the desk open."""
    return Response(status_code=204)


async def done(visit: DeskVisit) -> Response:
    """Gedaan: twice is once."""
    await work_items.close(visit.uow, visit.who, item_id=WorkItemId(visit.id()))
    return go(DESK_HOME)


async def confirm(visit: DeskVisit) -> Response:
    """The two control words that somebody reads out; what cannot be two of ours costs nobody a try."""
    typed = visit.data.get("woorden")
    if not _are_words(typed):
        return await _today(visit, words_error=text("today.words.two", Form.U), status=422)
    if not await confirm_words(visit.uow, visit.case_manager, words=typed, professionals=False):
        return await _today(visit, words_error=text("today.words.wrong", Form.U), status=422)
    return await _today(visit, said=text("today.words.right", Form.U))


async def plan_line(visit: DeskVisit) -> Response:
    """One line as in the chat: "⭐ donderdag half drie huisbezoek"; whatever could be read is filled in."""
    typed = visit.data.get("regel")
    own = await families.own_families(visit.uow, visit.case_manager)
    read = read_appointment(typed, own, now=visit.uow.now)
    if len(read.families) != 1:
        sentence = text("today.line.family" if typed else "today.line.empty", Form.U)
        return await _today(visit, line=typed, line_error=sentence, status=422)
    when = None if read.moment is None else when_of(read.moment, visit.uow.now)
    day, clock = day_and_clock(when.instant if when else None)
    asked = planning.Asked(
        kind=read.kind, day=day, clock=clock, minutes=read.minutes, obligatory=read.obligatory
    )
    family = read.families[0].id
    return await planning.form_for(visit, family, asked, when=when, errors=error_at(when))


async def agenda(visit: DeskVisit) -> Response:
    """Every coming appointment of all families."""
    coming = await desks.coming(visit.uow, visit.case_manager)
    by_day = groupby(coming, key=lambda meeting: local(meeting.appointment.starts_at).date())
    return page(visit, "desk/agenda.html", coming=[(day, list(group)) for day, group in by_day], words=words)


async def _today(
    visit: DeskVisit,
    *,
    status: int = 200,
    said: str | None = None,
    words_error: str | None = None,
    line: str = "",
    line_error: str | None = None,
) -> Response:
    who = visit.case_manager
    waiting = await inbox.see(visit.uow, who, at_ease=0, most=WAITING_SHOWN + 1)
    return page(
        visit,
        "desk/today.html",
        status,
        today=await desks.today(visit.uow, who),
        waiting=waiting[:WAITING_SHOWN],
        more_waiting=len(waiting) > WAITING_SHOWN,
        gaps=[
            (gap, turn_words.state(gap.turn.turn), week.address(gap.family.id, gap.turn))
            for gap in await weeks.gaps(visit.uow, who)
        ],
        going=[(one, signals.rows_of(one)) for one in await desk_signals.waiting(visit.uow, who)],
        said=said,
        words_error=words_error,
        line=line,
        line_error=line_error,
        words=words,
    )


def _are_words(typed: str) -> bool:
    said = [word.strip(".,!").casefold() for word in typed.split()]
    return len(said) == TWO and set(said) <= set(control_words())


ROUTES = (
    Route(DESK_HOME, desk(today), methods=["GET"]),
    Route(DESK_ALIVE, desk(still_here), methods=["GET"]),
    Route("/werk/taak/{id}", desk(done), methods=["POST"]),
    Route("/werk/koppelen", desk(confirm), methods=["POST"]),
    Route("/werk/plannen", desk(plan_line), methods=["POST"]),
    Route("/werk/afspraken", desk(agenda), methods=["GET"]),
)
