"""What leaves the desk as a file: a plan and a summary on paper, the lines as a picture, the scores as a table."""

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.errors import NotFound
from domain.histories import lines
from domain.people import FamilyId, Form, Person
from domain.plan_copies import PlanCopy
from domain.plans import GoalId, PlanVersion
from domain.rounds import RoundId
from locales.catalogue import text
from usecases import plans, summaries
from usecases.plan_desk import PlanDesk
from usecases.summaries import FamilySummary
from web.desk import summary_words, words
from web.desk.summary_charts import charts
from web.doorway import desk
from web.forms import as_id
from web.later import Later
from web.papers.answers import PaperName, csv_answer, pdf_answer, png_answer
from web.papers.picture import drawn
from web.papers.plan_paper import PlanPaper, Shared, ended_goals, plan_file
from web.papers.summary_paper import Block, SummaryPaper, summary_file
from web.papers.table import csv_file
from web.visits import DeskVisit

HEADS = ("summary.week_of", "summary.goal", "summary.who", "summary.scale", "summary.score")


async def plan(visit: DeskVisit) -> Response:
    """A version of the plan on paper; the newest that is established, or the one asked for with ``?versie=2``.

    It is made to be handed out, so it has no own views that were meant for the gezinsmanager, and not who read what;
    with ``?dossier=ja`` it is the organisation's own copy, which has them.
    """
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    version = _version(visit, seen)
    seen = await plans.for_paper(visit.uow, visit.case_manager, version=version.id)
    paper = _plan_paper(visit, seen, version, for_file=visit.request.query_params.get("dossier") == "ja")
    return Later(lambda: _as_pdf(paper))


async def picture(visit: DeskVisit) -> Response:
    """The lines of one goal with ``?doel=``, else of all of them under each other."""
    found = await summaries.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    made, given = charts(found), visit.request.query_params.get("doel", "")
    wanted = [made.get(GoalId(as_id(given)))] if given else list(made.values())
    shown = [chart for chart in wanted if chart is not None]
    if not shown:
        raise NotFound(detail="picture")

    async def answer() -> Response:
        return png_answer(await drawn(*shown))

    return Later(answer)


async def summary(visit: DeskVisit) -> Response:
    """A round on paper, with the pictures."""
    given = visit.request.query_params.get("ronde", "")
    which = RoundId(as_id(given)) if given else None
    found = await summaries.export(visit.uow, visit.case_manager, family=FamilyId(visit.id()), round=which)
    if found.summary is None:
        raise NotFound(detail="round")
    closed = found.summary.round.closed_at
    paper = SummaryPaper(
        family=words.family(found.family),
        today=local(visit.uow.now).date(),
        closed_on=local(closed).date() if closed else None,
        blocks=_blocks(found),
        charts=tuple(charts(found).values()),
    )

    async def answer() -> Response:
        return pdf_answer(await summary_file(paper, Form.U), PaperName.SUMMARY)

    return Later(answer)


async def table(visit: DeskVisit) -> Response:
    """Every score of this family, one a row, oldest first."""
    found = await summaries.export(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    goals = {goal.id: goal.nickname for goal in found.goals}
    rows = [
        (
            point.week,
            goals.get(line.goal, ""),
            summary_words.name_of(line.holder, found.people),
            text(f"summary.scale.{line.scale.value}", Form.U),
            point.score.value,
        )
        for line in lines(found.history)
        for point in line.points
    ]
    rows.sort(key=lambda row: row[0])
    return csv_answer(csv_file(tuple(text(head, Form.U) for head in HEADS), rows), PaperName.NUMBERS)


async def _as_pdf(paper: PlanPaper) -> Response:
    return pdf_answer(await plan_file(paper, Form.U), PaperName.PLAN)


def _version(visit: DeskVisit, seen: PlanDesk) -> PlanVersion:
    given = visit.request.query_params.get("versie", "")
    current = (seen.plan.established or seen.plan.open) if seen.plan else None
    found = next((one for one in seen.versions if str(one.number) == given), None) if given else current
    if found is None:
        raise NotFound(detail="version")
    return found


def _plan_paper(visit: DeskVisit, seen: PlanDesk, version: PlanVersion, *, for_file: bool) -> PlanPaper:
    names = {person.id: words.who(person) for person in seen.people}
    copies = seen.copies.get(version.id, ())
    done = seen.plan.done_steps if seen.plan else {}
    stands = seen.plan.stands if seen.plan else ()
    manager = seen.colleagues.get(seen.family.case_manager)
    return PlanPaper(
        text=version.text,
        number=version.number,
        today=local(visit.uow.now).date(),
        established_on=local(version.established_at).date() if version.established_at else None,
        family=words.family(seen.family),
        for_file=for_file,
        shared=tuple(
            _shared(person, copies) for person in seen.people if for_file and person.id in version.text.people
        ),
        views=tuple(
            (names.get(copy.person, ""), copy.reaction, local(copy.reaction_at).date())
            for copy in copies
            if copy.reaction and copy.reaction_at and (for_file or copy.reaction_shared)
        ),
        done={step: local(at).date() for step, at in done.items()},
        ended=ended_goals(stands),
        case_manager=manager.reveal() if manager else "",
    )


def _shared(person: Person, copies: tuple[PlanCopy, ...]) -> Shared:
    copy = next((one for one in copies if one.person == person.id), None)
    if copy is None:
        return Shared(words.who(person))
    given, read, discussed, agreed = (
        local(at).date() if at else None
        for at in (copy.delivered_at, copy.read_at, copy.discussed_at, copy.agreed_at)
    )
    return Shared(words.who(person), given, read, discussed, agreed)


def _blocks(found: FamilySummary) -> tuple[Block, ...]:
    """The page in the order in which it is read: who answered, strengths, steps, goals, concerns, remarks."""
    shown = found.summary
    if shown is None:
        return ()
    count = text("summary.count", Form.U, answered=len(shown.answered), asked=len(shown.asked))
    who = tuple(f"{name}: {said}" for name, said, _ in summary_words.who_rows(found, shown))
    steps = tuple(f"{goal}: {step}" for goal, step in summary_words.step_rows(found, shown))
    goals = tuple(
        Block(row.goal.nickname, summary_words.goal_lines(row))
        for row in summary_words.goal_rows(found, shown)
    )
    return (
        Block(count, who),
        Block(text("summary.strengths", Form.U), summary_words.told(found, summary_words.STRENGTHS)),
        Block(text("summary.steps", Form.U), steps),
        *goals,
        Block(text("summary.concerns", Form.U), summary_words.told(found, summary_words.CONCERNS)),
        Block(text("summary.remarks", Form.U), summary_words.told(found, summary_words.REMARKS)),
    )


_HERE = "/werk/gezin/{id}"
ROUTES = (
    Route(f"{_HERE}/plan.pdf", desk(plan), methods=["GET"]),
    Route(f"{_HERE}/cijfers.png", desk(picture), methods=["GET"]),
    Route(f"{_HERE}/cijfers.pdf", desk(summary), methods=["GET"]),
    Route(f"{_HERE}/cijfers.csv", desk(table), methods=["GET"]),
)
