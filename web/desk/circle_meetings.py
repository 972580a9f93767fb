"""Meetings of the circle at the desk: all of a family, and one with what people said before it."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import (
    AlreadyStarted,
    KeptApart,
    NotFound,
    NotTheFuture,
    Outdated,
    Refusal,
    Unsuitable,
)
from domain.meetings import LONGEST_POINT, MeetingId, MeetingKind, MeetingState, suits
from domain.people import FamilyId, Form, PersonId
from locales.catalogue import text
from usecases import desk_families, meetings
from usecases.meetings import MeetingRow, MeetingSeen
from web.desk import words
from web.desk.decisions_words import Said, after, names_in
from web.doorway import desk, go
from web.forms import as_id, as_number
from web.pages import page, sentence
from web.refusals import status_of
from web.visits import DeskVisit

_LOOKS = {MeetingState.POLLING: "warn", MeetingState.HELD: "good"}
CANNOT = (Outdated, Unsuitable, KeptApart, NotTheFuture, AlreadyStarted)


@dataclass(frozen=True, slots=True)
class Option:
    """One moment of a poll: whom it suits, and whether it suits most."""

    number: int
    moment: datetime
    count: int
    names: str
    is_best: bool


def kind_of(which: MeetingKind) -> str:
    """'evaluatie'."""
    return text(f"overleg.kind.{which.value}", Form.U)


def state_of(which: MeetingState) -> tuple[str, str]:
    """How far a meeting is in a few words, and the look of its badge."""
    return text(f"overleg.state.{which.value}", Form.U), _LOOKS.get(which, "plain")


async def everything(visit: DeskVisit) -> Response:
    """All meetings of a family: what is to come first, what is over after it."""
    family = FamilyId(visit.id())
    rows = await meetings.of_family(visit.uow, visit.case_manager, family=family)
    household = await desk_families.see(visit.uow, visit.case_manager, family=family)
    coming = [row for row in rows if row.meeting.state in (MeetingState.POLLING, MeetingState.PLANNED)]
    return page(
        visit,
        "desk/circle_meetings.html",
        family=household.family,
        coming=sorted(coming, key=_moment),
        past=[row for row in rows if row not in coming],
        kind_of=kind_of,
        state_of=state_of,
        words=words,
    )


async def one(visit: DeskVisit) -> Response:
    """One meeting."""
    return await shown(visit)


async def choose(visit: DeskVisit) -> Response:
    """Take one of the moments."""
    seen = await seen_in(visit)
    option = as_number(visit.data.get("moment"))
    try:
        await meetings.choose(visit.uow, visit.case_manager, meeting=seen.meeting.id, option=option)
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen)


async def change_people(visit: DeskVisit) -> Response:
    """Who is asked, or comes."""
    seen = await seen_in(visit)
    chosen = [PersonId(as_id(one)) for one in visit.data.all("wie")]
    try:
        await meetings.change_people(visit.uow, visit.case_manager, meeting=seen.meeting.id, people=chosen)
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen)


async def call_off(visit: DeskVisit) -> Response:
    """It does not take place; twice is once."""
    seen = await seen_in(visit)
    try:
        await meetings.call_off(visit.uow, visit.case_manager, meeting=seen.meeting.id)
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen)


async def add_point(visit: DeskVisit) -> Response:
    """What the gezinsmanager wants to discuss; the same form twice is one point."""
    seen = await seen_in(visit)
    try:
        await meetings.point(
            visit.uow,
            visit.case_manager,
            meeting=seen.meeting.id,
            body=visit.data.secret("punt"),
            shared=bool(visit.data.get("delen")),
            once=visit.data.get("once"),
        )
    except CANNOT as refusal:
        return await shown(visit, refusal=refusal)
    return _back(seen, "#punten")


async def seen_in(visit: DeskVisit) -> MeetingSeen:
    """The meeting in the address, which is of the family in the address.

    Raises:
        NotFound, NotAllowed: there is no such meeting for this actor.
    """
    seen = await meetings.see(visit.uow, visit.case_manager, meeting=MeetingId(visit.id("meeting")))
    if seen.family.id != visit.id():
        raise NotFound(detail="meeting")
    return seen


async def shown(
    visit: DeskVisit,
    *,
    refusal: Refusal | None = None,
    said: Said | None = None,
) -> Response:
    """The page of a meeting, with what could not be above it."""
    seen, now = await seen_in(visit), visit.uow.now
    meeting = seen.meeting
    known = names_in(seen)
    voted = {vote.person for vote in seen.votes}
    begun = seen.appointment is not None and seen.appointment.starts_at <= now
    status = said.status if said else (status_of(refusal) if refusal else 200)
    return page(
        visit,
        "desk/circle_meeting.html",
        status,
        seen=seen,
        meeting=meeting,
        family=seen.family,
        title=kind_of(meeting.kind),
        state=state_of(meeting.state),
        error=_said(refusal),
        options=_options(seen, known) if meeting.state is MeetingState.POLLING else (),
        waits_for=", ".join(sorted(known[one] for one in meeting.people - voted if one in known)),
        polling=meeting.is_polling(now),
        people=sorted(known[one] for one in meeting.people if one in known),
        can_come=[(str(p.id), words.who(p)) for p in seen.people if p.id in seen.can_come | meeting.people],
        ticked=[str(one) for one in meeting.people],
        points=[
            (point, known.get(point.by.person, "") if point.by.person else text("overleg.by.desk", Form.U))
            for point in seen.points
        ],
        begun=begun,
        most_point=LONGEST_POINT,
        once=visit.uow.new_token(),
        words=words,
        **await after(visit, seen, said),
    )


def _options(seen: MeetingSeen, known: dict[PersonId, str]) -> list[Option]:
    counts = [suits(seen.votes, number) for number in range(len(seen.meeting.options))]
    best = max(counts, default=0)
    return [
        Option(
            number,
            moment,
            counts[number],
            ", ".join(sorted(known.get(v.person, "") for v in seen.votes if number in v.options)),
            best > 0 and counts[number] == best,
        )
        for number, moment in enumerate(seen.meeting.options)
    ]


def _said(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    if isinstance(refusal, Unsuitable):
        place = refusal.detail if refusal.detail in ("participant", "decisions", "point") else "other"
        return text(f"overleg.wrong.{place}", Form.U)
    return text("overleg.outdated", Form.U) if type(refusal) is Outdated else sentence(refusal, Form.U)


def _moment(row: MeetingRow) -> datetime:
    if row.appointment is not None:
        return row.appointment.starts_at
    return min(row.meeting.options, default=row.meeting.made_at)


def _back(seen: MeetingSeen, part: str = "") -> Response:
    return go(f"/werk/gezin/{seen.family.id}/overleg/{seen.meeting.id}{part}")


_ALL, _ONE = "/werk/gezin/{id}/overleg", "/werk/gezin/{id}/overleg/{meeting}"
ROUTES = (
    Route(_ALL, desk(everything), methods=["GET"]),
    Route(_ONE, desk(one), methods=["GET"]),
    Route(f"{_ONE}/kies", desk(choose), methods=["POST"]),
    Route(f"{_ONE}/wie", desk(change_people), methods=["POST"]),
    Route(f"{_ONE}/niet", desk(call_off), methods=["POST"]),
    Route(f"{_ONE}/punt", desk(add_point), methods=["POST"]),
)
