"""A meeting of the circle in the window: which moments suit, what to discuss, and whether what came of it is right."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember, Participant
from domain.appointments import Answer, Attendance
from domain.errors import Outdated, Refusal, Unsuitable
from domain.meetings import LONGEST_POINT, MeetingId, PointId, Says
from domain.secret import Secret
from locales.catalogue import text
from usecases import own_meetings
from usecases.own_meetings import OwnMeeting
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.begun import NOTE, POINT
from web.family.talk import help_card_lines, once_of, source_of
from web.forms import as_number
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
NONE = "none"
ONE = f"{addresses.MEETINGS}/{{id}}"
CONCEPT = f"{addresses.MEETINGS}/concept"


@dataclass(frozen=True, slots=True)
class Said:
    """What the page tells about what was just done: ``done``, or a ``mistake`` about the field ``where``."""

    done: str = ""
    mistake: str = ""
    where: str = ""
    alarming: bool = False


async def own(visit: FamilyVisit) -> Response:
    """One's own meetings: those that are asked about, those that are planned, and those of the last weeks."""
    found = await own_meetings.mine(visit.uow, visit.who)
    return page(visit, "family/meetings.html", meetings=found, is_member=_is_member(visit))


async def one(visit: FamilyVisit) -> Response:
    """One of them, with all that can be said of it now."""
    return await _one(visit)


async def vote(visit: FamilyVisit) -> Response:
    """Which moments suit; that none does is an answer too, but only when it is said."""
    options = frozenset(as_number(one) for one in visit.data.all("option"))
    if not options and visit.data.get("what") != NONE:
        said = Said(mistake=text("ownmeeting.poll.choose", visit.form), where="option")
        return await _one(visit, said, UNPROCESSABLE)
    try:
        found = await own_meetings.vote(
            visit.uow,
            visit.who,
            meeting=_id(visit),
            revision=as_number(visit.data.get("version")),
            options=frozenset() if visit.data.get("what") == NONE else options,
        )
    except (Outdated, Unsuitable) as refusal:
        return await _changed(visit, refusal)
    return await _show(visit, found, Said(done=text("gather.voted", visit.form)))


async def sends(visit: FamilyVisit) -> Response:
    """They do not come, and send something along: what they write below goes to the meeting."""
    found = await own_meetings.see(visit.uow, visit.who, meeting=_id(visit))
    if found.appointment is None:
        return await _changed(visit, Outdated())
    version = as_number(visit.data.get("version"))
    try:
        await own_meetings.sends(visit.uow, visit.who, appointment=found.appointment.id, version=version)
    except Refusal as refusal:
        return await _changed(visit, refusal)
    return await _one(visit, Said(done=text("ownmeeting.sends.kept", visit.form)))


async def point(visit: FamilyVisit) -> Response:
    """Something to discuss, kept once; for the gezinsmanager alone until its writer shares it."""
    words = begun.typed_in(visit, POINT)[POINT]
    mistake = _mistake(visit, words, "ownmeeting.point.empty")
    if mistake:
        await begun.keep(visit, visit.who, {POINT: words})
        return await _one(visit, Said(mistake=mistake, where=POINT), UNPROCESSABLE)
    alarming = visit.lobby.phrases.alarms(words)
    try:
        await own_meetings.point(
            visit.uow,
            visit.who,
            meeting=_id(visit),
            body=Secret(words),
            once=source_of(visit, once_of(visit), words.encode()),
            alarming=alarming,
        )
    except Refusal as refusal:
        await begun.keep(visit, visit.who, {POINT: words})
        said = Said(mistake=sentence(refusal, visit.form), where=POINT, alarming=alarming)
        return await _one(visit, said, status_of(refusal))
    await begun.keep(visit, visit.who, {POINT: ""})
    return await _one(visit, Said(done=text("ownmeeting.point.kept", visit.form), alarming=alarming))


async def change_point(visit: FamilyVisit) -> Response:
    """Share a point of one's own with all who come, or take it back."""
    which = PointId(visit.id("point"))
    try:
        if visit.data.get("what") == "share":
            await own_meetings.share_point(visit.uow, visit.who, point=which)
            return await _one(visit, Said(done=text("ownmeeting.point.shared.kept", visit.form)))
        await own_meetings.withdraw_point(visit.uow, visit.who, point=which)
    except Outdated as refusal:
        return await _changed(visit, refusal)
    return await _one(visit, Said(done=text("ownmeeting.point.withdrawn.kept", visit.form)))


async def agree(visit: FamilyVisit) -> Response:
    """Klopt, or klopt niet with what is different."""
    says = Says.RIGHT if visit.data.get("says") == Says.RIGHT else Says.WRONG
    words = begun.typed_in(visit, NOTE)[NOTE] if says is Says.WRONG else ""
    mistake = _mistake(visit, words)
    if mistake:
        await begun.keep(visit, visit.who, {NOTE: words})
        return await _one(visit, Said(mistake=mistake, where=NOTE), UNPROCESSABLE)
    alarming = visit.lobby.phrases.alarms(words)
    note = Secret(words) if words else None
    found = await own_meetings.say(
        visit.uow, visit.who, meeting=_id(visit), says=says, note=note, alarming=alarming
    )
    await begun.keep(visit, visit.who, {NOTE: ""})
    key = "ownmeeting.said.kept" if says is Says.RIGHT else "ownmeeting.agreed.said.wrong"
    return await _show(visit, found, Said(done=text(key, visit.form), alarming=alarming))


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The page again, with the words of a form of an earlier one."""
    await _keep_words(visit)
    said = Said(mistake=sentence(OldPage(), visit.form), where=POINT if POINT in visit.data.fields else NOTE)
    return await _one(visit, said, status_of(OldPage()))


async def _one(visit: FamilyVisit, said: Said | None = None, status: int = 200) -> Response:
    found = await own_meetings.see(visit.uow, visit.who, meeting=_id(visit))
    return await _show(visit, found, said or Said(), status)


async def _changed(visit: FamilyVisit, refusal: Refusal) -> Response:
    """It changed since the page was made: here is how it stands now, and nothing was kept."""
    said = Said(mistake=text("ownmeeting.changed", visit.form), where="inhoud")
    return await _one(visit, said, status_of(refusal))


async def _show(visit: FamilyVisit, found: OwnMeeting, said: Said, status: int = 200) -> Response:
    side = _side(found, visit.who)
    place = found.appointment.place if found.appointment else found.meeting.place
    if found.appointment is not None and not found.appointment.place_may_be_shown:
        place = None
    return page(
        visit,
        "family/meeting.html",
        status,
        own=found,
        meeting=found.meeting,
        appointment=found.appointment,
        place=place.reveal() if place else "",
        side=side,
        can_send=side is not None and side.answer is not Answer.SENDS and _is_ahead(visit, found),
        is_ahead=_is_ahead(visit, found),
        is_member=_is_member(visit),
        words=await begun.begun(visit, visit.who, POINT, NOTE),
        said=said,
        once=visit.uow.new_token(),
        address=f"{addresses.MEETINGS}/{found.meeting.id}",
        concept=CONCEPT,
        longest=LONGEST_POINT,
        lines=help_card_lines(visit),
    )


def _side(found: OwnMeeting, who: Participant) -> Attendance | None:
    """Their own side of the appointment that it became; nobody else's answer is shown."""
    if found.appointment is None or who.person not in found.appointment.people:
        return None
    return found.appointment.of(who.person)


def _is_ahead(visit: FamilyVisit, found: OwnMeeting) -> bool:
    """Whether it is still to come, so that something can be prepared."""
    if found.meeting.state.value not in ("polling", "planned"):
        return False
    appointment = found.appointment
    return appointment is None or not (appointment.is_cancelled or visit.uow.now >= appointment.starts_at)


def _is_member(visit: FamilyVisit) -> bool:
    return isinstance(visit.who, NetworkMember)


def _mistake(visit: FamilyVisit, words: str, empty: str = "") -> str:
    """Why these words cannot be kept, if so."""
    if empty and not words:
        return text(empty, visit.form)
    return text("asking.too_long", visit.form, most=LONGEST_POINT) if len(words) > LONGEST_POINT else ""


async def _keep_words(visit: FamilyVisit) -> None:
    names = tuple(name for name in (POINT, NOTE) if name in visit.data.fields)
    await begun.keep_typed(visit, visit.who, *names)


def _id(visit: FamilyVisit) -> MeetingId:
    return MeetingId(visit.id())


_WORDS = Words(_keep_words, once_more)

ROUTES = (
    Route(addresses.MEETINGS, family(own), methods=["GET"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
    Route(ONE, family(one), methods=["GET"]),
    Route(f"{ONE}/wanneer", family(vote), methods=["POST"]),
    Route(f"{ONE}/mee", family(sends), methods=["POST"]),
    Route(f"{ONE}/punt", family(point, words=_WORDS), methods=["POST"]),
    Route(f"{ONE}/punt/{{point}}", family(change_point), methods=["POST"]),
    Route(f"{ONE}/klopt", family(agree, words=_WORDS), methods=["POST"]),
)
