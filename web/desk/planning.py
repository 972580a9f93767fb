"""A new appointment at the desk: one form, said back in full, and confirmed; nobody hears of it before that."""

from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import DEFAULT_MINUTES, Kind
from domain.drafts import DraftChange, DraftId
from domain.errors import NotTheFuture, Outdated, Unsuitable
from domain.people import FamilyId, Form, Role, kept_apart
from locales.catalogue import text
from usecases import desk_families, planning
from web.desk import words
from web.desk.moments import When, read_when
from web.desk.planning_asked import FIELDS, Asked, asked_in, filled_in, missing, of_draft
from web.desk.repeat_sure import repeats, series_in, sure
from web.doorway import desk, go
from web.forms import as_id
from web.pages import page, sentence
from web.visits import DeskVisit

__all__ = ["ROUTES", "Asked", "form_for"]


async def form(visit: DeskVisit) -> Response:
    """The empty form, with whoever it was opened for ticked already."""
    person = visit.request.query_params.get("wie", "")
    return await form_for(visit, FamilyId(visit.id()), Asked(people=(person,) if person else None))


async def write(visit: DeskVisit) -> Response:
    """What was filled in: back with what is missing, or on to see it in full."""
    family, data = FamilyId(visit.id()), visit.data
    when = read_when(data, visit.uow.now)
    errors = missing(data, when)
    if when.instant is not None and not errors and repeats(data):
        read = series_in(data, when.instant)
        if read.series is not None:
            return await sure(visit, family, read.series, when.instant, f"/werk/gezin/{family}/reeks")
        errors = read.errors
    if not errors:
        try:
            draft_id = DraftId(as_id(data.get("concept"))) if data.get("concept") else None
            drafted = await planning.write_draft(
                visit.uow, visit.case_manager, family=family, filled=filled_in(data, when), draft_id=draft_id
            )
            return go(f"/werk/gezin/{family}/afspraak/{drafted.draft.id}")
        except Unsuitable as refusal:
            errors = {FIELDS.get(refusal.detail, "plaats"): text("meeting.plan.unsuitable", Form.U)}
        except Outdated:
            return await _gone(visit, family)
    return await form_for(visit, family, asked_in(data), when=when, errors=errors, status=422)


async def look(visit: DeskVisit) -> Response:
    """Everything in full, before anybody hears of it."""
    return await _look(visit)


async def change(visit: DeskVisit) -> Response:
    """The form again, with what was filled in."""
    try:
        drafted = await _drafted(visit)
    except Outdated:
        return await _gone(visit, FamilyId(visit.id()))
    return await form_for(visit, drafted.family.id, of_draft(drafted.draft))


async def confirm(visit: DeskVisit) -> Response:
    """Make it; a second press finds it made."""
    which = DraftId(visit.id("draft"))
    try:
        made = await planning.confirm_draft(visit.uow, visit.case_manager, draft_id=which)
    except Outdated:
        return await _gone(visit, FamilyId(visit.id()))
    except NotTheFuture as refusal:
        return await _look(visit, error=sentence(refusal, Form.U), status=422)
    if len(made.appointments) > 1:
        return go(f"/werk/gezin/{made.family.id}")
    return go(f"/werk/afspraak/{made.appointments[0].id}")


async def drop(visit: DeskVisit) -> Response:
    """Throw it away; also when that was done already."""
    family = FamilyId(visit.id())
    try:
        await planning.drop_draft(visit.uow, visit.case_manager, draft_id=DraftId(visit.id("draft")))
    except Outdated:
        await desk_families.see(visit.uow, visit.case_manager, family=family)
    return go(f"/werk/gezin/{family}")


async def form_for(
    visit: DeskVisit,
    family: FamilyId,
    asked: Asked,
    *,
    when: When | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
    of_series: str = "",
) -> Response:
    """The form with what is known so far; ``of_series`` is the appointment from which on a series changes."""
    household = await desk_families.see(visit.uow, visit.case_manager, family=family)
    close = [c.person for c in household.cards if c.person.role is not Role.NETWORK_MEMBER]
    ticked = asked.people if asked.people is not None else tuple(str(p.id) for p in close if len(close) == 1)
    return page(
        visit,
        "desk/planning.html",
        status,
        household=household,
        asked=asked,
        ticked=ticked,
        kinds=[(k.value, words.kind(k)) for k in Kind],
        people=[(str(c.person.id), words.who(c.person), words.reach(c.reach)) for c in household.cards],
        options=when.options if when else (),
        of_series=of_series,
        errors=errors or {},
        words=words,
    )


async def _look(visit: DeskVisit, *, error: str | None = None, status: int = 200) -> Response:
    try:
        drafted = await _drafted(visit)
    except Outdated:
        return await _gone(visit, FamilyId(visit.id()))
    if not drafted.draft.is_complete:  # One begun in the chat is filled in first.
        return await form_for(visit, drafted.family.id, of_draft(drafted.draft))
    household = await desk_families.see(visit.uow, visit.case_manager, family=drafted.family.id)
    flags = tuple(flag for card in household.cards for flag in card.flags)
    return page(
        visit,
        "desk/planning_sure.html",
        status,
        drafted=drafted,
        rows=_rows(drafted),
        apart=len(kept_apart(flags, drafted.draft.people)) > 1,
        error=error,
        words=words,
    )


def _rows(drafted: planning.Drafted) -> list[tuple[str, str]]:
    draft = drafted.draft
    chosen = [words.who(p) for p in drafted.people if p.id in draft.people]
    length = draft.minutes or (DEFAULT_MINUTES[draft.kind] if draft.kind else 0)
    return words.rows(
        ("meeting.kind", words.kind(draft.kind) if draft.kind else None),
        ("meeting.who", ", ".join(chosen)),
        ("meeting.place", draft.place.reveal() if draft.place else None),
        ("meeting.number", draft.number.reveal() if draft.number else None),
        ("meeting.length", words.minutes(length)),
        ("meeting.extra", text("household.yes" if draft.obligatory else "household.no", Form.U)),
    )


async def _drafted(visit: DeskVisit) -> planning.Drafted:
    which = DraftId(visit.id("draft"))
    drafted = await planning.change_draft(visit.uow, visit.case_manager, draft_id=which, change=DraftChange())
    if drafted.family.id != visit.id():
        raise Outdated(detail="draft")
    return drafted


async def _gone(visit: DeskVisit, family: FamilyId) -> Response:
    """It was confirmed or thrown away before: this is how the family's appointments stand."""
    household = await desk_families.see(visit.uow, visit.case_manager, family=family)
    return page(visit, "desk/planning_gone.html", 409, household=household, words=words)


_DRAFT = "/werk/gezin/{id}/afspraak/{draft}"
ROUTES = (
    Route("/werk/gezin/{id}/afspraak", desk(form), methods=["GET"]),
    Route("/werk/gezin/{id}/afspraak", desk(write), methods=["POST"]),
    Route(_DRAFT, desk(look), methods=["GET"]),
    Route(_DRAFT, desk(confirm), methods=["POST"]),
    Route(f"{_DRAFT}/wijzig", desk(change), methods=["GET"]),
    Route(f"{_DRAFT}/weg", desk(drop), methods=["POST"]),
)
