"""Writing a plan at the desk, in one form; of two people who write at once nobody loses a word."""

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import Refusal, Unsuitable
from domain.people import FamilyId, Form
from domain.plan_changes import changes
from domain.plan_checks import GOAL_SYMBOLS, check
from domain.plan_standing import ended_goals
from domain.plan_views import apart_from
from domain.plans import (
    LONGEST_GOAL,
    LONGEST_LINE,
    LONGEST_NICKNAME,
    LONGEST_TEXT,
    MOST_GOALS,
    Frame,
    GoalId,
    NicknameTells,
    NotInTheMaking,
    PlanChanged,
    PlanText,
    PlanVersionId,
    TooManyGoals,
)
from locales.catalogue import text
from usecases import plans
from usecases.plan_desk import PlanDesk
from web.desk import words
from web.desk.mentioned import mentions_in_words, sure_of
from web.desk.plan_asked import (
    Asked,
    asked_of_data,
    asked_of_text,
    field_of,
    text_of,
    wrong_days,
)
from web.desk.plan_changes import Altered, in_words
from web.desk.plan_rescue import as_plain_text
from web.desk.plan_together import Mark, marks_of, together
from web.doorway import Words, desk, go
from web.forms import as_id, as_number
from web.pages import page, sentence
from web.refusals import OldPage
from web.visits import DeskVisit

CANNOT = (TooManyGoals, NicknameTells, Unsuitable)
MEANWHILE = (PlanChanged, NotInTheMaking)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands above the form: mistakes by field, what is to be thought about, what somebody else wrote."""

    errors: tuple[tuple[str, str], ...] = ()
    found: tuple[tuple[str, str], ...] = ()
    sure: str = ""
    meanwhile: tuple[Altered, ...] | None = None
    notice: str = ""


async def form(visit: DeskVisit) -> Response:
    """The version in the making, or a new one that begins with what was established."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return show(visit, seen, asked_now(visit, seen))


async def write(visit: DeskVisit) -> Response:
    """Keep what was written, once it can be a plan and whoever wrote it thought of the names in it."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    asked = asked_of_data(visit.data, visit.uow.new_id)
    if days := wrong_days(asked):
        wrong = tuple((name, text("plan.wrong.day", Form.U)) for name in days)
        return show(visit, seen, asked, Said(errors=wrong), status=422)
    own = text_of(asked)
    new = _with_ended(own, seen)
    skipped = len(new.goals) - len(own.goals)
    try:
        check(new, people=seen.people, flags=seen.flags, ended=_ended(seen))
        found = await plans.warnings(visit.uow, visit.case_manager, family=seen.family.id, text=new)
        if found and visit.data.get("toch") != (sure := sure_of(visit, found)):
            return show(visit, seen, asked, Said(found=mentions_in_words(found), sure=sure))
        await _save(visit, seen, asked, new)
    except CANNOT as refusal:
        return show(visit, seen, asked, Said(errors=(_beside(refusal, asked, skipped),)), status=422)
    except MEANWHILE:
        return _meanwhile(visit, seen, asked)
    return go(f"/werk/gezin/{seen.family.id}/plan")


async def once_more(visit: DeskVisit) -> Response:
    """The form of an earlier page: everything typed stays in it."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    asked = asked_of_data(visit.data, visit.uow.new_id)
    return show(visit, seen, asked, Said(notice=sentence(OldPage(), Form.U)), status=403)


async def keep(visit: DeskVisit) -> None:
    """What was sent when the window had closed by itself: kept as the version in the making.

    A goal that cannot be one yet stands in it as text, for whoever goes on with it.

    Raises:
        Refusal: somebody else wrote meanwhile, or it is far too much; then it is not kept.
    """
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    asked = asked_of_data(visit.data, visit.uow.new_id)
    new = _with_ended(text_of(asked), seen)
    try:
        await _save(visit, seen, asked, new)
    except CANNOT:
        await _save(visit, seen, asked, as_plain_text(new, _now(seen)))


def asked_now(visit: DeskVisit, seen: PlanDesk) -> Asked:
    """The form as the plan now stands; goals that ended stay in the plan, but there is nothing to write about them."""
    now, opened, ended = _now(seen), seen.plan.open if seen.plan else None, _ended(seen)
    # Nobody stands in it whom the form does not offer: that would look as if the writer had left them out.
    offered = frozenset(one.id for one in seen.people)
    goals = (replace(g, people=g.people & offered) for g in now.goals if g.id not in ended)
    going = replace(now, goals=tuple(goals), people=now.people & offered)
    # Who is kept apart from somebody is never ticked for anybody.
    ticked = frozenset(one for one in going.people if not apart_from(seen.flags, one))
    asked = asked_of_text(
        going,
        visit.uow.new_id,
        version=str(opened.id) if opened else "",
        revision=opened.revision if opened else 0,
        ticked=ticked,
    )
    return replace(asked, begun=marks_of(asked, _mark(visit)))


def show(
    visit: DeskVisit, seen: PlanDesk, asked: Asked, said: Said | None = None, *, status: int = 200
) -> Response:
    """The form with everything in it."""
    return page(
        visit,
        "desk/plan_form.html",
        status,
        family=seen.family,
        asked=asked,
        said=said or Said(),
        errors=dict((said or Said()).errors),
        opened=_opened(asked, said or Said()),
        people=[(str(p.id), words.who(p)) for p in seen.people],
        frames=[(f.value, text(f"plan.frame.{f.value}", Form.U)) for f in Frame],
        symbols=GOAL_SYMBOLS,
        longest={"goal": LONGEST_GOAL, "line": LONGEST_LINE, "text": LONGEST_TEXT, "name": LONGEST_NICKNAME},
        most_goals=MOST_GOALS,
        words=words,
    )


def _opened(asked: Asked, said: Said) -> set[str]:
    """Which goals are folded out: those with a mistake; all of them when names or differences are to be looked for."""
    wrong = {name.partition("_")[0] for name, _ in said.errors}
    if not said.found and said.meanwhile is None:
        return wrong
    return wrong | {f"d{n}" for n, goal in enumerate(asked.goals) if not goal.is_empty}


async def _save(visit: DeskVisit, seen: PlanDesk, asked: Asked, new: PlanText) -> None:
    await plans.save(
        visit.uow,
        visit.case_manager,
        family=seen.family.id,
        version=PlanVersionId(as_id(asked.version)) if asked.version else None,
        revision=as_number(asked.revision),
        text=new,
    )


def _meanwhile(visit: DeskVisit, seen: PlanDesk, asked: Asked) -> Response:
    """Somebody else was first: theirs wherever one changed nothing, one's own elsewhere, and what both changed."""
    now = asked_now(visit, seen)
    both, clashing = together(asked, now, _mark(visit))
    rows = in_words(changes(text_of(now), text_of(clashing)), local(visit.uow.now).date())
    return show(visit, seen, both, Said(meanwhile=rows), status=409)


def _mark(visit: DeskVisit) -> Mark:
    return lambda field: visit.uow.index("begun", field).hex()[:16]


def _now(seen: PlanDesk) -> PlanText:
    """What the plan says: the version in the making, else the established one, else nothing yet."""
    version = (seen.plan.open or seen.plan.established) if seen.plan else None
    return version.text if version else PlanText(people=frozenset(p.id for p in seen.people))


def _ended(seen: PlanDesk) -> frozenset[GoalId]:
    return ended_goals(seen.plan) if seen.plan else frozenset()


def _with_ended(text: PlanText, seen: PlanDesk) -> PlanText:
    """The text with the goals that ended before those of the form, shown to nobody who left the plan.

    One that ended while the form stood open is still in it.
    """
    ended = _ended(seen) - {goal.id for goal in text.goals}
    gone = [replace(g, people=g.people & text.people) for g in _now(seen).goals if g.id in ended]
    return replace(text, goals=(*gone, *text.goals))


def _beside(refusal: Refusal, asked: Asked, skipped: int) -> tuple[str, str]:
    if isinstance(refusal, TooManyGoals):
        return f"d{MOST_GOALS}_woorden", sentence(refusal, Form.U)
    name = field_of(refusal.detail, asked, skipped=skipped)
    if isinstance(refusal, NicknameTells):
        return name, sentence(refusal, Form.U)
    kind = "stappen" if refusal.detail.endswith(".steps") else name.rpartition("_")[2]
    return name, text(f"plan.wrong.{kind}", Form.U, most=LONGEST_GOAL)


_FORM = "/werk/gezin/{id}/plan/wijzig"
ROUTES = (
    Route(_FORM, desk(form), methods=["GET"]),
    Route(_FORM, desk(write, words=Words(keep, once_more)), methods=["POST"]),
)
