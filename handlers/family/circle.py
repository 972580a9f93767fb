"""Doors to somebody's own part in a circle: going on, coming back, stopping, and passing something on."""

from datetime import date

from domain.actors import NetworkMember
from domain.bsn import without_bsn
from domain.buttons import Awaiting, Press
from domain.errors import NotAllowed, Outdated
from domain.letters_circle import MemberLetter
from domain.notices_circle import MemberProlonged, ReturnAsked, StayAsked
from domain.threads import MessageKind
from handlers.doorway import Visit, the_press
from handlers.family.talking import others_look_along
from handlers.family.typed import keep, kept
from handlers.presses import expect, no_longer
from handlers.views import circle as views
from handlers.views.turn_parts import HIDDEN, Looking
from handlers.views.view import View
from usecases import taking_part


def as_member(visit: Visit) -> NetworkMember:
    """Whoever stands here, as somebody from around the family.

    Raises:
        NotAllowed: it is somebody else; a family is not asked whether it takes part.
    """
    if isinstance(visit.who, NetworkMember):
        return visit.who
    raise NotAllowed(detail="door")


async def welcome(visit: Visit) -> View:
    """What taking part is, to agree to or not."""
    part = await taking_part.part(visit.uow, as_member(visit))
    return views.welcome(visit.form, part, now=visit.uow.now)


async def rather_not(visit: Visit) -> View:
    """Liever niet: asked once more, and then nothing reaches them any more."""
    who = as_member(visit)
    if the_press(visit).value != views.SURE:
        return views.decline_sure(visit.form)
    await taking_part.decline(visit.uow, who)
    return views.declined(visit.form)


async def stay_or_return(visit: Visit) -> View:
    """Would you go on, or can you take part again: answered, hidden, or shown again."""
    who, pressed = as_member(visit), the_press(visit)
    choice, _, day = pressed.value.partition(".")
    if choice in (HIDDEN, views.SHOWN):
        return await _asked(visit, _day(day), hidden=choice == HIDDEN)
    if choice not in (views.YES, views.NO):
        raise Outdated(detail="button")
    yes = choice == views.YES
    if pressed.press is Press.STAY:
        await taking_part.answer_stay(visit.uow, who, goes_on=yes)
    else:
        await taking_part.answer_return(visit.uow, who, comes_back=yes)
    return views.member_answered(visit.form, pressed.press, yes=yes)


async def leave(visit: Visit) -> View:
    """Helemaal stoppen: sure?"""
    as_member(visit)
    return views.leave(visit.form)


async def leave_sure(visit: Visit) -> View:
    """They stop, at once and without a reason."""
    await taking_part.leave(visit.uow, as_member(visit))
    return views.left(visit.form)


async def pass_on(visit: Visit) -> View:
    """Iets doorgeven: first it is said where it goes, then it can be typed."""
    as_member(visit)
    await expect(visit, Awaiting.REMARK)
    return views.pass_on(visit.form)


async def typed_remark(visit: Visit) -> View:
    """What was typed after that; it was said for which family it is."""
    as_member(visit)
    told = without_bsn(visit.text)
    receipt = await keep(visit, MessageKind.TEXT, told)
    await no_longer(visit, Awaiting.REMARK)
    return kept(visit, receipt, without=told != visit.text)


async def _asked(visit: Visit, day: date, *, hidden: bool) -> View:
    who = as_member(visit)
    part = await taking_part.part(visit.uow, who)
    is_stay = the_press(visit).press is Press.STAY
    is_asked = (
        part.is_asked_to_stay and part.stays is None and part.until == day
        if is_stay
        else part.is_asked_back and part.back_on == day
    )
    notice: StayAsked | MemberProlonged | ReturnAsked
    if is_asked:
        notice = StayAsked(who.person, day) if is_stay else ReturnAsked(who.person, day)
    elif is_stay and not part.is_asked_to_stay and part.until == day:
        notice = MemberProlonged(who.person, day)
    else:
        return views.settled(visit.form)
    letter = MemberLetter(notice, visit.form, discreet=False)
    if hidden:
        return views.member_bell(letter)
    return views.member_asked(letter, Looking(visit.form, await others_look_along(visit)))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Outdated(detail="button") from None
