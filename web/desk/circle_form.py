"""Somebody for the circle at the desk: new, or proposed by the family and then agreed or not."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.circle import (
    CALLED_OF_MEMBERS,
    LONGEST_PURPOSE,
    MemberKind,
    MemberProposal,
    MemberProposalId,
)
from domain.errors import NotFound, Unsuitable
from domain.neutral import NotNeutral
from domain.people import Called, FamilyId, Form, Person
from domain.secret import Secret
from locales.catalogue import text
from usecases import circle
from web.desk import words
from web.desk.circle import by
from web.desk.circle_member import beside, in_half_a_year
from web.desk.once import is_first
from web.doorway import desk, go
from web.forms import Data
from web.pages import page
from web.series_form import as_day
from web.visits import DeskVisit


@dataclass(frozen=True, slots=True)
class Asked:
    """What is filled in about a member."""

    name: str = ""
    called: str = Called.FRIEND.value
    kind: str = MemberKind.OWN.value
    purpose: str = ""
    until: str = ""


async def new(visit: DeskVisit) -> Response:
    """The form for somebody new."""
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    return _form(visit, seen, Asked(until=in_half_a_year(visit)))


async def add(visit: DeskVisit) -> Response:
    """Somebody new; on to where they are invited."""
    family, asked = FamilyId(visit.id()), _asked(visit.data)
    seen = await circle.see(visit.uow, visit.case_manager, family=family)
    if errors := _missing(asked, named=True):
        return _form(visit, seen, asked, errors=errors)
    if not await is_first(visit):
        return go(f"/werk/gezin/{family}/kring")
    try:
        made = await circle.add_member(
            visit.uow,
            visit.case_manager,
            family=family,
            name=Secret(asked.name),
            called=Called(asked.called),
            kind=MemberKind(asked.kind),
            purpose=Secret(asked.purpose),
            until=_day(asked.until),
        )
    except (Unsuitable, NotNeutral) as refusal:
        return _form(visit, seen, asked, errors=beside(refusal))
    return go(f"/werk/persoon/{made.id}")


async def proposal(visit: DeskVisit) -> Response:
    """Somebody whom the family would like to help: agree, or say why not."""
    seen, which = await _proposal(visit)
    return _form(visit, seen, _of(which, visit), of=which)


async def agree(visit: DeskVisit) -> Response:
    """It is agreed; on to where they are invited."""
    seen, which = await _proposal(visit)
    asked = replace(_asked(visit.data), name=which.name.reveal())
    if which.settled_at is not None:
        return go(f"/werk/gezin/{seen.family.id}/kring")
    if errors := _missing(asked, named=False):
        return _form(visit, seen, asked, of=which, errors=errors)
    try:
        made: Person = await circle.agree(
            visit.uow,
            visit.case_manager,
            proposal=which.id,
            kind=MemberKind(asked.kind),
            until=_day(asked.until),
            purpose=Secret(asked.purpose),
            called=Called(asked.called),
        )
    except (Unsuitable, NotNeutral) as refusal:
        return _form(visit, seen, asked, of=which, errors=beside(refusal))
    return go(f"/werk/persoon/{made.id}")


async def refuse(visit: DeskVisit) -> Response:
    """Not now, with a word for whoever proposed it."""
    seen, which = await _proposal(visit)
    if which.settled_at is None:
        reply = visit.data.secret("antwoord") if visit.data.get("antwoord") else None
        try:
            await circle.refuse(visit.uow, visit.case_manager, proposal=which.id, reply=reply)
        except Unsuitable:
            errors = {"antwoord": text("deskcircle.wrong.antwoord", Form.U)}
            return _form(visit, seen, _of(which, visit), of=which, errors=errors)
    return go(f"/werk/gezin/{seen.family.id}/kring")


def _form(
    visit: DeskVisit,
    seen: circle.Circle,
    asked: Asked,
    *,
    of: MemberProposal | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    return page(
        visit,
        "desk/circle_form.html",
        422 if errors else 200,
        family=seen.family,
        asked=asked,
        proposal=of,
        by=by(seen, of) if of else "",
        kinds=[(k.value, text(f"deskcircle.kind.{k.value}", Form.U)) for k in MemberKind],
        calleds=[(c.value, words.called(c)) for c in Called if c in CALLED_OF_MEMBERS],
        most=LONGEST_PURPOSE,
        reply=visit.data.get("antwoord"),
        once=visit.uow.new_token(),
        errors=errors or {},
        words=words,
    )


async def _proposal(visit: DeskVisit) -> tuple[circle.Circle, MemberProposal]:
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    which = MemberProposalId(visit.id("voorstel"))
    found = next((one for one in seen.proposals if one.id == which), None)
    if found is None:
        raise NotFound(detail="proposal")
    return seen, found


def _of(which: MemberProposal, visit: DeskVisit) -> Asked:
    return Asked(
        name=which.name.reveal(),
        called=which.called.value,
        purpose=which.purpose.reveal(),
        until=in_half_a_year(visit),
    )


def _asked(data: Data) -> Asked:
    return Asked(
        data.get("naam"), data.get("woord"), data.get("soort"), data.get("waarvoor"), data.get("tot")
    )


def _missing(asked: Asked, *, named: bool) -> dict[str, str]:
    wrong = {
        "naam": named and not asked.name,
        "woord": asked.called not in {one.value for one in CALLED_OF_MEMBERS},
        "soort": asked.kind not in tuple(MemberKind),
        "waarvoor": not asked.purpose,
        "tot": as_day(asked.until) is None,
    }
    return {name: text(f"deskcircle.wrong.{name}", Form.U) for name, is_wrong in wrong.items() if is_wrong}


def _day(given: str) -> date:
    found = as_day(given)
    if found is None:
        raise Unsuitable(detail="until")
    return found


_ALL = "/werk/gezin/{id}/kring"
_PROPOSAL = f"{_ALL}/voorstel/{{voorstel}}"
ROUTES = (
    Route(f"{_ALL}/nieuw", desk(new), methods=["GET"]),
    Route(f"{_ALL}/nieuw", desk(add), methods=["POST"]),
    Route(_PROPOSAL, desk(proposal), methods=["GET"]),
    Route(_PROPOSAL, desk(agree), methods=["POST"]),
    Route(f"{_PROPOSAL}/nee", desk(refuse), methods=["POST"]),
)
