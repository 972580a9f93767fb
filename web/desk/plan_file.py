"""A plan that exists already, from a file or pasted: read into the form, and kept once somebody looked it over."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from domain.people import FamilyId, Form
from domain.plan_file import read_plan
from domain.plans import NotInTheMaking
from locales.catalogue import text
from usecases import plans
from usecases.plan_desk import PlanDesk
from web.desk import plan, plan_form, words
from web.desk.plan_asked import asked_of_text
from web.doorway import Words, desk
from web.forms import Sent
from web.pages import page, sentence
from web.refusals import OldPage
from web.visits import DeskVisit

MOST_BYTES = 200_000
"""A plan of fifty pages of plain text."""


async def form(visit: DeskVisit) -> Response:
    """Where a file is chosen or a text is pasted; while there is a version in the making, that one is shown."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    if seen.plan is not None and seen.plan.open is not None:
        return await plan.shown(visit, error=NotInTheMaking(detail="import"))
    return _form(visit, seen)


async def read(visit: DeskVisit) -> Response:
    """What could be read of it, in the form; nothing is kept before somebody looked it over."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    if seen.plan is not None and seen.plan.open is not None:
        return await plan.shown(visit, error=NotInTheMaking(detail="import"))
    pasted, sent = visit.data.get("tekst"), visit.data.sent("file")
    said = pasted or (_as_text(sent[0]) if sent else "")
    if said is None:
        return _form(visit, seen, error=text("plan.file.no_text", Form.U), status=415)
    if len(said) > MOST_BYTES:
        return _form(visit, seen, error=text("plan.file.too_long", Form.U), status=413)
    if not said.strip():
        return _form(visit, seen, error=text("plan.file.empty", Form.U), status=422)
    found = read_plan(said, visit.uow.new_id)
    shared = frozenset(person.id for person in seen.people)
    asked = asked_of_text(replace(found, people=shared), visit.uow.new_id)
    asked = replace(asked, begun=plan_form.asked_now(visit, seen).begun)
    return plan_form.show(visit, seen, asked, plan_form.Said(notice=text("plan.file.look", Form.U)))


async def once_more(visit: DeskVisit) -> Response:
    """The form of an earlier page: what was pasted stays in it."""
    seen = await plans.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return _form(visit, seen, error=sentence(OldPage(), Form.U), status=403)


def _form(visit: DeskVisit, seen: PlanDesk, *, error: str | None = None, status: int = 200) -> Response:
    return page(
        visit,
        "desk/plan_file.html",
        status,
        family=seen.family,
        said=visit.data.get("tekst"),
        error=error,
        words=words,
    )


def _as_text(sent: Sent) -> str | None:
    """The file as text; None when it is none: a picture, or a document of another program."""
    content = sent.content[: MOST_BYTES * 4 + 2]
    # Older Windows programs say "Unicode text" for what begins with this mark.
    is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(sign < " " and sign not in "\t\r\n\f" for sign in found) else found
    return None


async def _keep(visit: DeskVisit) -> None:
    """The text came from elsewhere, where it still is.

    Raises:
        NotInTheMaking: always, so that nobody is told that it was kept here.
    """
    raise NotInTheMaking(detail="import")


_FILE = "/werk/gezin/{id}/plan/bestand"
ROUTES = (
    Route(_FILE, desk(form), methods=["GET"]),
    Route(_FILE, desk(read, files=True, words=Words(_keep, once_more)), methods=["POST"]),
)
