"""The circle of a family at the desk: who helps, what waits for the gezinsmanager, and how it came about."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.circle import CircleEvent, MemberProposal, MemberState
from domain.errors import NotFound
from domain.people import FamilyId, Form, Person, PersonId
from locales import dates
from locales.catalogue import text
from usecases import circle
from usecases.circle import Circle, Member
from web.desk import words
from web.doorway import desk
from web.pages import page
from web.visits import DeskVisit

_STATE_KINDS = {MemberState.MEMBER: "good", MemberState.STEPPED_BACK: "warn"}
_ORDER = {MemberState.INVITED: 1, MemberState.MEMBER: 2, MemberState.STEPPED_BACK: 3}


@dataclass(frozen=True, slots=True)
class Row:
    """One member in a list: ``needs`` is a sentence about what the gezinsmanager can do now, empty when nothing."""

    member: Member
    needs: str
    state: str
    state_kind: str

    @property
    def asks(self) -> bool:
        """Whether something has to be done."""
        return bool(self.needs)


async def look(visit: DeskVisit) -> Response:
    """The whole circle, with what waits first."""
    seen = await circle.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()))
    now_there = [row_of(m, today(visit)) for m in seen.members if m.membership.state is not MemberState.ENDED]
    now_there.sort(key=lambda row: (not row.asks, _ORDER[row.member.membership.state]))
    return page(
        visit,
        "desk/circle.html",
        family=seen.family,
        rows=now_there,
        gone=[
            (m, text(f"deskcircle.end.{m.membership.end.value}", Form.U) if m.membership.end else "")
            for m in seen.members
            if m.membership.state is MemberState.ENDED
        ],
        open=[(one, by(seen, one)) for one in seen.proposals if one.settled_at is None],
        settled=[(one, by(seen, one)) for one in seen.proposals if one.settled_at is not None],
        history=[_line(event, seen, today(visit)) for event in reversed(seen.history)],
        once=visit.uow.new_token(),
        words=words,
    )


def row_of(member: Member, now: date) -> Row:
    """A member with how it stands and what it asks."""
    state = member.membership.state
    return Row(
        member,
        _needs(member, now),
        text(f"deskcircle.state.{state.value}", Form.U),
        _STATE_KINDS.get(state, "plain"),
    )


def member_of(seen: Circle, which: PersonId) -> Member:
    """The member of this id.

    Raises:
        NotFound: nobody of this family's circle has it.
    """
    found = next((one for one in seen.members if one.person.id == which), None)
    if found is None:
        raise NotFound(detail="member")
    return found


def by(seen: Circle, proposal: MemberProposal) -> str:
    """Who proposed somebody, by full name."""
    found = _person(seen, proposal.by)
    return words.who(found) if found else text("called.somebody", Form.U)


def today(visit: DeskVisit) -> date:
    """The day it is in Amsterdam."""
    return local(visit.uow.now).date()


def _needs(member: Member, now: date) -> str:
    part = member.membership
    if part.state is MemberState.STEPPED_BACK and part.back_on is not None and part.back_on <= now:
        return text("deskcircle.needs.back", Form.U, day=dates.day_in_full(part.back_on, now))
    if part.asked_at is not None and part.until is not None and part.state is MemberState.MEMBER:
        said = {True: "goes_on", False: "stops", None: "unsure"}[part.goes_on]
        return text(f"deskcircle.needs.{said}", Form.U, day=dates.day_in_full(part.until, now))
    if part.state is MemberState.INVITED:
        return text("deskcircle.needs.invited", Form.U)
    return ""


def _line(event: CircleEvent, seen: Circle, now: date) -> tuple[str, str]:
    """One line of the history: the day, and what became of whom."""
    found = _person(seen, event.person)
    name = words.who(found) if found else text("called.somebody", Form.U)
    day = dates.day_in_full(local(event.at).date(), now)
    return day, text(f"deskcircle.step.{event.step.value}", Form.U, name=name)


def _person(seen: Circle, which: PersonId) -> Person | None:
    everybody = (*seen.people, *(member.person for member in seen.members))
    return next((one for one in everybody if one.id == which), None)


ROUTES = (Route("/werk/gezin/{id}/kring", desk(look), methods=["GET"]),)
