"""Making a link: the words are asked for, and when they were right an account is tied to its holder."""

from dataclasses import replace

from domain.buttons import Awaiting, Expectation
from domain.delivery import Dispatch, DispatchId
from domain.errors import NotFound
from domain.linking import Invitation, InvitationState, Link, LinkId, Reachability, Recipient
from domain.notices import ControlWordsAsked, Welcome
from domain.people import Family, PersonId
from domain.window import Via
from domain.work_items import WorkKind
from usecases.outbox import put_on_list, tell_case_manager
from usecases.permission import family_of, person_of
from usecases.ports import Unit


async def ask_words(uow: Unit, invitation: Invitation) -> None:
    """Ask the gezinsmanager for the words that were shown, and wait for them if nothing else is waited for."""
    if invitation.invitee.person is None:
        return
    person = await person_of(uow, invitation.invitee.person)
    family = await family_of(uow, person.family)
    notice = ControlWordsAsked(invitation.id, family.id)
    key = f"words:{invitation.id.hex}"
    if not await tell_case_manager(uow, family, notice, key=key, until=invitation.expires_at):
        await put_on_list(uow, family, WorkKind.TYPE_WORDS, key=key, person=person.id)
    await _expect_words(uow, family, invitation)


async def _expect_words(uow: Unit, family: Family, invitation: Invitation) -> None:
    link = await uow.links.of(Recipient(professional=family.case_manager))
    if link is None:
        return
    present = await uow.expectations.get(link.account)
    if present is not None and uow.now < present.expires_at:
        return
    until, of = invitation.expires_at, link.holder
    await uow.expectations.set(Expectation(link.account, Awaiting.CONTROL_WORDS, until, of=of))


async def belongs_elsewhere(uow: Unit, account: bytes, invitee: Recipient) -> bool:
    """Whether this account cannot become the invitee's: it is a colleague's, or another's of the same family.

    Somebody can take part in several families; what they are at work never mixes with that.
    """
    others = [link.holder for link in await uow.links.all_of(account) if link.holder != invitee]
    if not others or invitee.person is None:
        return bool(others)
    family = (await person_of(uow, invitee.person)).family
    for other in others:
        if other.person is None or (await person_of(uow, other.person)).family == family:
            return True
    return False


async def set_reach(uow: Unit, link: Link, reach: Reachability) -> tuple[PersonId, ...]:
    """Whoever blocks Kring or lets it in again does so as every person they are; those for whom it changed."""
    changed = [one for one in await uow.links.all_of(link.account) if one.reachability is not reach]
    for one in changed:
        await uow.links.set_reachability(one.id, reach)
    return tuple(one.holder.person for one in changed if one.holder.person is not None)


async def make_link(uow: Unit, invitation: Invitation) -> None:
    """Tie the account to the invitee; an earlier account of theirs (an old phone) is let go.

    As whom the account takes part in other families stays as it is; from now on it speaks as the invitee first.
    """
    if invitation.account is None or invitation.chat is None:
        raise NotFound(detail="account")
    professional = invitation.invitee.professional is not None
    old = await uow.links.of(invitation.invitee)
    if old is not None:
        await uow.links.end(old.id, uow.now)
        await uow.sessions.end_of(old.holder, uow.now, via=Via.TELEGRAM)
    link = Link(
        id=LinkId(uow.new_id()),
        holder=invitation.invitee,
        account=invitation.account,
        chat=invitation.chat,
        linked_at=uow.now,
        consented_at=uow.now if professional else None,
        chosen_at=uow.now,
    )
    await uow.links.add(link)
    await uow.work_items.close_by_key(f"words:{invitation.id.hex}", uow.now)
    await uow.invitations.save(replace(invitation, state=InvitationState.USED))
    await _expect_no_code(uow, invitation.account)
    await uow.dispatches.add(
        Dispatch(
            id=DispatchId(uow.new_id()),
            key=f"welcome:{link.id.hex}",
            recipient=invitation.invitee,
            notice=Welcome(),
            not_before=uow.now,
            valid_until=None,
            urgent=True,
        )
    )


async def _expect_no_code(uow: Unit, account: bytes) -> None:
    """The code has done its work; until here it could be given again."""
    present = await uow.expectations.get(account)
    if present is not None and present.awaiting is Awaiting.INVITATION_CODE:
        await uow.expectations.clear(account)
