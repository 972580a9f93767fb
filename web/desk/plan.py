"""The plan of a family at the desk: what it says, who has it, what they say about it, and how it gets established."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import NotFound, Refusal, Unsuitable
from domain.mentions import Mention
from domain.people import FamilyId, Form, PersonId
from domain.plan_changes import changes
from domain.plan_views import kept_apart_goals
from domain.plans import (
    NicknameTells,
    NoGoals,
    NotInTheMaking,
    PlanChanged,
    PlanVersion,
    PlanVersionId,
    TooManyGoals,
)
from locales.catalogue import text
from usecases import plans
from usecases.plan_desk import PlanDesk
from web.desk import plan_words, words
from web.desk.mentioned import mentions_in_words
from web.desk.plan_changes import Altered, in_words
from web.doorway import desk, go
from web.forms import as_id, as_number
from web.pages import page, sentence
from web.refusals import status_of
from web.visits import DeskVisit

MEANWHILE = (PlanChanged, NotInTheMaking, NoGoals, TooManyGoals, NicknameTells, Unsuitable)
GIVE, ESTABLISH = "geef", "vaststellen"


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that could not be taken, and the id of the goal or proposal in whose form they stand."""

    at: str = ""
    said: str = field(default="", repr=False)


async def look(visit: DeskVisit) -> Response:
    """The plan as it stands, or an earlier version with ``?versie=2``."""
    return await shown(visit)


async def give(visit: DeskVisit) -> Response:
    """Who gets it, before anybody does."""
    return await _sure(visit, GIVE)


async def give_sure(visit: DeskVisit) -> Response:
    """Give it to everybody with whom it is shared; a second time is no change."""

    async def act(version: PlanVersionId) -> None:
        revision = as_number(visit.data.get("revisie"))
        await plans.give(visit.uow, visit.case_manager, version=version, revision=revision)

    return await _unless_changed(visit, act)


async def discussed(visit: DeskVisit) -> Response:
    """It was talked over with these people."""
    people = frozenset(PersonId(as_id(one)) for one in visit.data.all("wie"))

    async def act(version: PlanVersionId) -> None:
        await plans.discussed(visit.uow, visit.case_manager, version=version, people=people)

    return await _unless_changed(visit, act)


async def together(visit: DeskVisit) -> Response:
    """Somebody read it on paper, or agreed at the table."""
    agreed = visit.data.get("wat") == "akkoord"
    who = PersonId(as_id(visit.data.get("wie")))

    async def act(version: PlanVersionId) -> None:
        await plans.note_copy(
            visit.uow, visit.case_manager, version=version, person=who, read=True, agreed=agreed
        )

    return await _unless_changed(visit, act)


async def establish(visit: DeskVisit) -> Response:
    """How it stands with everybody, before it is established."""
    return await _sure(visit, ESTABLISH)


async def establish_sure(visit: DeskVisit) -> Response:
    """Establish it: from the next week on everybody is asked how it goes."""

    async def act(version: PlanVersionId) -> None:
        await plans.establish(
            visit.uow, visit.case_manager, version=version, revision=as_number(visit.data.get("revisie"))
        )

    return await _unless_changed(visit, act)


async def shown(visit: DeskVisit, *, error: Refusal | None = None, kept: Kept = Kept()) -> Response:
    """The page of the plan, with one sentence above it when something could not be done."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    plan = seen.plan
    established, offered = (plan.established, plan.open) if plan else (None, None)
    asked = _asked(visit, seen)
    version = asked or established or offered
    current = tuple(one for one in (offered, established) if one is not None)
    copies = [(one, seen.copies.get(one.id, ())) for one in current]
    return page(
        visit,
        "desk/plan.html",
        status_of(error) if error else 200,
        error=_said(error) if error else "",
        kept=kept,
        seen=seen,
        family=seen.family,
        here=f"/werk/gezin/{seen.family.id}/plan",
        established=established,
        offered=offered,
        version=version,
        is_earlier=asked is not None,
        altered_rows=_altered(visit, seen, version) if asked else _altered(visit, seen, offered),
        copies={one.id: plan_words.copy_rows(one, given, seen.people) for one, given in copies},
        views=plan_words.views(copies, seen.people),
        goals=plan_words.goal_rows(version, plan, seen.people) if version else (),
        may_act=version is not None and version is established,
        apart=kept_apart_goals(version.text, seen.flags) if version else (),
        proposals=plan_words.proposal_rows(
            seen.proposals, tuple(g for one in seen.versions for g in one.text.goals), seen.people
        ),
        plan_words=plan_words,
        words=words,
    )


async def _unless_changed(visit: DeskVisit, act: Callable[[PlanVersionId], Awaitable[None]]) -> Response:
    """Do it; what somebody else did meanwhile is shown with the reason above it.

    Each of these is refused before anything is changed, so the page may be shown in the same transaction.
    """
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    version = seen.version(PlanVersionId(as_id(visit.data.get("versie"))))
    if version is None:
        raise NotFound(detail="version")
    try:
        await act(version.id)
    except MEANWHILE as refusal:
        return await shown(visit, error=refusal)
    return go(f"/werk/gezin/{visit.id()}/plan")


async def _sure(visit: DeskVisit, what: str) -> Response:
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    offered = seen.plan.open if seen.plan else None
    if offered is None:
        return await shown(visit, error=NotInTheMaking(detail="version"))
    found: tuple[Mention, ...] = ()
    if what == GIVE:
        found = await plans.warnings(visit.uow, visit.case_manager, family=seen.family.id, text=offered.text)
    return page(
        visit,
        "desk/plan_sure.html",
        what=what,
        family=seen.family,
        here=f"/werk/gezin/{seen.family.id}/plan",
        offered=offered,
        rows=plan_words.copy_rows(offered, seen.copies.get(offered.id, ()), seen.people),
        goals=plan_words.goal_rows(offered, seen.plan, seen.people),
        found=mentions_in_words(found),
        words=words,
    )


def _said(refusal: Refusal) -> str:
    """Why it could not be done; whom a plan is shared with is said in more words than what is unsuitable elsewhere."""
    if not isinstance(refusal, Unsuitable) or not refusal.detail.endswith("people"):
        return sentence(refusal, Form.U)
    return text("plan.wrong.nobody" if refusal.detail == "people" else "plan.wrong.apart", Form.U)


def _altered(visit: DeskVisit, seen: PlanDesk, version: PlanVersion | None) -> tuple[Altered, ...]:
    """What is different in this version from the one before it; nothing for the very first."""
    before = next((one for one in seen.versions if version and one.number < version.number), None)
    if version is None or before is None:
        return ()
    return in_words(changes(before.text, version.text), local(visit.uow.now).date())


def _asked(visit: DeskVisit, seen: PlanDesk) -> PlanVersion | None:
    given = visit.request.query_params.get("versie", "")
    if not given:
        return None
    found = next((one for one in seen.versions if str(one.number) == given), None)
    if found is None:
        raise NotFound(detail="version")
    return found


_PLAN = "/werk/gezin/{id}/plan"
ROUTES = (
    Route(_PLAN, desk(look), methods=["GET"]),
    Route(f"{_PLAN}/{GIVE}", desk(give), methods=["GET"]),
    Route(f"{_PLAN}/{GIVE}", desk(give_sure), methods=["POST"]),
    Route(f"{_PLAN}/besproken", desk(discussed), methods=["POST"]),
    Route(f"{_PLAN}/samen", desk(together), methods=["POST"]),
    Route(f"{_PLAN}/{ESTABLISH}", desk(establish), methods=["GET"]),
    Route(f"{_PLAN}/{ESTABLISH}", desk(establish_sure), methods=["POST"]),
)
