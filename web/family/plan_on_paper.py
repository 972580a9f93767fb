"""The plan as a file to keep or print: what its reader may see of one version, and nothing of what others said."""

from datetime import date, datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import NotFound
from domain.plan_copies import PlanCopy
from domain.plans import PlanVersion
from domain.secret import Secret
from locales.catalogue import text
from usecases import own_plan
from usecases.own_plan import OwnPlan
from web import addresses
from web.doorway import family
from web.family.talk import talker
from web.later import Later
from web.papers.answers import PaperName, pdf_answer
from web.papers.plan_paper import PlanPaper, Shared, ended_goals, plan_file
from web.visits import FamilyVisit

ADDRESS = f"{addresses.PLAN}.pdf"
NEW = "nieuw"
"""After the question mark: the version that waits, not the one that holds."""


async def paper(visit: FamilyVisit) -> Response:
    """The version that holds; with ``nieuw``, or while there is none, the one that waits."""
    who = talker(visit)
    own = await own_plan.see(visit.uow, who, in_full=False)
    version = own.waiting if NEW in visit.request.query_params or own.current is None else own.current
    if version is None:
        raise NotFound(detail="plan")
    own = await own_plan.for_paper(visit.uow, who, version=version.id)
    form, sheet = visit.form, _sheet(visit, own, version)

    async def answer() -> Response:
        return pdf_answer(await plan_file(sheet, form), PaperName.PLAN)

    return Later(answer)


def _sheet(visit: FamilyVisit, own: OwnPlan, version: PlanVersion) -> PlanPaper:
    copy = own.waiting_copy if version == own.waiting else own.copy
    stands = own.plan.stands if own.plan else ()
    done = own.plan.done_steps if own.plan else {}
    return PlanPaper(
        text=version.text,
        number=version.number,
        today=local(visit.uow.now).date(),
        established_on=_day(version.established_at),
        whole=own.is_whole,
        shared=(_shared(visit, copy),) if copy else (),
        views=_own_view(visit, copy),
        done={step: local(at).date() for step, at in done.items()},
        ended=ended_goals(stands),
        case_manager=own.case_manager.reveal(),
    )


def _shared(visit: FamilyVisit, copy: PlanCopy) -> Shared:
    return Shared(
        who=text("window.you", visit.form),
        given=_day(copy.delivered_at),
        read=_day(copy.read_at),
        discussed=_day(copy.discussed_at),
        agreed=_day(copy.agreed_at),
    )


def _own_view(visit: FamilyVisit, copy: PlanCopy | None) -> tuple[tuple[str, Secret, date], ...]:
    """Only one's own: what others let be read in the window, they did not give away on paper."""
    if copy is None or copy.reaction is None or copy.reaction_at is None:
        return ()
    return ((text("window.you", visit.form), copy.reaction, local(copy.reaction_at).date()),)


def _day(at: datetime | None) -> date | None:
    return None if at is None else local(at).date()


ROUTES = (Route(ADDRESS, family(paper), methods=["GET"]),)
