"""One member of the circle at the desk: what for, until when, not taking part for a while, and stopping."""

from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import Route

from domain.circle import LONGEST_PURPOSE
from domain.errors import Outdated, Refusal, Unsuitable
from domain.neutral import NotNeutral
from domain.people import FamilyId, Form, PersonId
from locales.catalogue import text
from usecases import circle
from web.desk import words
from web.desk.circle import member_of, row_of, today
from web.doorway import desk, go
from web.pages import page, sentence
from web.refusals import status_of
from web.series_form import as_day
from web.visits import DeskVisit

HALF_A_YEAR = timedelta(days=182)
AGAIN = timedelta(days=28)
"""How long somebody steps back when nothing else is chosen."""

_PLACES = {"until": "tot", "back_on": "terug_op", "purpose": "waarvoor", "name": "naam", "called": "woord"}


async def member(visit: DeskVisit) -> Response:
    """One member, and everything that can change."""
    return await _member(visit)


async def change(visit: DeskVisit) -> Response:
    """What somebody takes part for, and until when; or only until when."""
    until = _until(visit)
    if until is None:
        return await _member(visit, errors={"tot": text("deskcircle.wrong.tot", Form.U)})
    which = await _which(visit)
    try:
        if "waarvoor" in visit.data.fields:
            await circle.change_member(
                visit.uow,
                visit.case_manager,
                person=which,
                purpose=visit.data.secret("waarvoor"),
                until=until,
            )
        else:
            await circle.prolong(visit.uow, visit.case_manager, person=which, until=until)
    except (Unsuitable, NotNeutral, Outdated) as refusal:
        return await _member(visit, errors=beside(refusal), status=status_of(refusal))
    return go(f"/werk/gezin/{visit.id()}/kring")


async def step_back(visit: DeskVisit) -> Response:
    """Not taking part until a day, on which they are asked back."""
    day = as_day(visit.data.get("terug_op"))
    if day is None:
        return await _member(visit, errors={"terug_op": text("deskcircle.wrong.terug_op", Form.U)})
    try:
        await circle.step_back(visit.uow, visit.case_manager, person=await _which(visit), back_on=day)
    except (Unsuitable, Outdated) as refusal:
        return await _member(visit, errors=beside(refusal), status=status_of(refusal))
    return go(f"/werk/gezin/{visit.id()}/kring")


async def bring_back(visit: DeskVisit) -> Response:
    """They take part again, or are asked anew when it had ended; twice is once."""
    which, until = await _which(visit), as_day(visit.data.get("tot"))
    try:
        await circle.bring_back(visit.uow, visit.case_manager, person=which, until=until)
    except Unsuitable as refusal:
        return await _member(visit, errors=beside(refusal))
    except Outdated:  # They take part already.
        return go(f"/werk/gezin/{visit.id()}/kring")
    if until is not None:
        return go(f"/werk/persoon/{which}")
    return go(f"/werk/gezin/{visit.id()}/kring")


async def stop(visit: DeskVisit) -> Response:
    """What ends with it, before it ends."""
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    found = member_of(seen, PersonId(visit.id("person")))
    return page(visit, "desk/circle_stop.html", family=seen.family, member=found, words=words)


async def stop_sure(visit: DeskVisit) -> Response:
    """They take part no longer; twice is once."""
    await circle.remove(visit.uow, visit.case_manager, person=await _which(visit))
    return go(f"/werk/gezin/{visit.id()}/kring")


async def _member(
    visit: DeskVisit, *, errors: dict[str, str] | None = None, status: int | None = None
) -> Response:
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    row = row_of(member_of(seen, PersonId(visit.id("person"))), today(visit))
    part, data = row.member.membership, visit.data
    purpose = part.purpose.reveal() if part.purpose else ""
    return page(
        visit,
        "desk/circle_member.html",
        status or (422 if errors else 200),
        family=seen.family,
        row=row,
        purpose=data.get("waarvoor", purpose),
        until=data.get("tot") or (part.until.isoformat() if part.until else in_half_a_year(visit)),
        back_on=data.get("terug_op") or (part.back_on or today(visit) + AGAIN).isoformat(),
        most=LONGEST_PURPOSE,
        errors=errors or {},
        words=words,
    )


async def _which(visit: DeskVisit) -> PersonId:
    """The member in the address, who is of the family in the address."""
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return member_of(seen, PersonId(visit.id("person"))).person.id


def _until(visit: DeskVisit) -> date | None:
    """The day that was chosen, or so long from now as a button says."""
    if visit.data.get("half_jaar"):
        return today(visit) + HALF_A_YEAR
    return as_day(visit.data.get("tot"))


def in_half_a_year(visit: DeskVisit) -> str:
    """The last day that is offered, as a field holds it."""
    return (today(visit) + HALF_A_YEAR).isoformat()


def beside(refusal: Refusal) -> dict[str, str]:
    """One sentence by the name of the field that a refusal is about."""
    name = _PLACES.get(refusal.detail, "tot" if isinstance(refusal, Outdated) else "waarvoor")
    if isinstance(refusal, Unsuitable):
        return {name: text(f"deskcircle.wrong.{name}", Form.U)}
    return {name: sentence(refusal, Form.U)}


_ONE = "/werk/gezin/{id}/kring/{person}"
ROUTES = (
    Route(_ONE, desk(member), methods=["GET"]),
    Route(_ONE, desk(change), methods=["POST"]),
    Route(f"{_ONE}/terug", desk(step_back), methods=["POST"]),
    Route(f"{_ONE}/weer", desk(bring_back), methods=["POST"]),
    Route(f"{_ONE}/stop", desk(stop), methods=["GET"]),
    Route(f"{_ONE}/stop", desk(stop_sure), methods=["POST"]),
)
