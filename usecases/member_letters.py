"""Composing the letters about taking part: what somebody is asked for, going on, until when, and coming back."""

from dataclasses import replace

from domain.circle import Membership, MemberState
from domain.letters import WelcomeLetter
from domain.letters_circle import MemberLetter
from domain.notices_circle import AboutCircle, MemberProlonged, ReturnAsked, StayAsked
from domain.people import Form, Person, Role
from usecases.circle_people import circle_mark, membership_of, part_of
from usecases.ports import Unit


async def member_letter(
    uow: Unit, notice: AboutCircle, person: Person, *, discreet: bool
) -> MemberLetter | None:
    """What is to be said as things stand now; None when it was answered, or is not asked any more."""
    membership = await uow.circle.membership(person.id)
    if membership is None or membership.state is MemberState.ENDED:
        return None
    said = _as_it_stands(notice, membership)
    if said is None:
        return None
    return MemberLetter(said, person.preferences.form, discreet, await circle_mark(uow, person))


async def welcome_letter(uow: Unit, person: Person | None) -> WelcomeLetter:
    """To somebody just confirmed; a member reads what they are asked for before they agree. Nobody: a professional."""
    if person is None:
        return WelcomeLetter(Form.U, professional=True)
    part = None
    if person.role is Role.NETWORK_MEMBER:
        part = await part_of(uow, person, await membership_of(uow, person))
    mark = await circle_mark(uow, person)
    return WelcomeLetter(person.preferences.form, professional=False, part=part, circle=mark)


def _as_it_stands(notice: AboutCircle, membership: Membership) -> AboutCircle | None:
    match notice:
        case StayAsked(until=day):
            return notice if membership.until == day and membership.goes_on is None else None
        case ReturnAsked(back_on=day):
            is_away = membership.state is MemberState.STEPPED_BACK
            return notice if is_away and membership.back_on == day else None
        case MemberProlonged():
            # When it changed once more meanwhile, the day of now is said.
            if membership.until is None or membership.asked_at is not None:
                return None
            return replace(notice, until=membership.until)
