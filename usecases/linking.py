"""Linking somebody to a Telegram account: invitation, code by voice, control words typed by another (DESIGN §4)."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.access import Allowed, Scope, decide
from domain.actions import Action
from domain.actors import Administrator, CaseManager, Participant, Stranger
from domain.audit import Mode
from domain.buttons import Awaiting, Expectation
from domain.circle import CircleEvent, CircleStep
from domain.errors import NotAllowed, NotFound, Outdated
from domain.linking import (
    ACCOUNT_TRIES_A_DAY,
    CODE_TRIES,
    INVITATION_LIVES,
    WORD_TRIES,
    Invitation,
    InvitationId,
    InvitationState,
    Recipient,
)
from domain.people import Person, Role
from domain.secret import Secret
from usecases.circle_people import has_ended, taking_part
from usecases.links import ask_words, belongs_elsewhere, make_link
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

CODE_AGAIN = 1
"""The version of an expectation for which the right code was given already, and may be given once more."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh invitation: the token goes into link and QR, the code is told by voice; shown once, never kept."""

    invitation: InvitationId
    token: Secret
    code: Secret


async def invite(uow: Unit, who: Administrator | CaseManager, *, invitee: Recipient) -> Issued:
    """Invite an existing person or professional; earlier invitations for them stop working.

    Raises:
        NotFound, NotAllowed: no such person for this actor. Outdated: they do not take part any more.
    """
    action = Action.INVITE_PERSON if invitee.person is not None else Action.INVITE_PROFESSIONAL
    await permit(uow, who, action, await _scope_of(uow, invitee), mode=Mode.EXECUTE, kind="invitation")
    if invitee.person is not None and await has_ended(uow, await person_of(uow, invitee.person)):
        raise Outdated(detail="membership")
    for earlier in await uow.invitations.open_for(invitee):
        await uow.invitations.save(replace(earlier, state=InvitationState.REVOKED))
    which, token, code = InvitationId(uow.new_id()), uow.new_token(), uow.new_code()
    await uow.invitations.add(
        Invitation(
            id=which,
            invitee=invitee,
            token_hash=uow.index("invitation", token),
            code_hash=uow.index("code", f"{which.hex}:{code}"),
            made_at=uow.now,
            expires_at=uow.now + INVITATION_LIVES,
        )
    )
    return Issued(which, Secret(token), Secret(code))


async def open_invitation(uow: Unit, who: Stranger, *, account: bytes, chat: Secret, token: str) -> bool:
    """Somebody opened an invitation link; the next text of this account is the code. False: one neutral answer.

    The count of tries is kept whatever happens, so this returns and does not raise.
    """
    await permit(uow, who, Action.ACCEPT_INVITATION, Scope(), mode=Mode.UPDATE, kind="invitation")
    if not await _may_try(uow, account):
        return False
    invitation = await uow.invitations.by_token(uow.index("invitation", token))
    if invitation is None or not invitation.is_open(uow.now):
        return False
    if invitation.state not in (InvitationState.MADE, InvitationState.OPENED):
        return False
    if invitation.account not in (None, account):
        return False
    if await belongs_elsewhere(uow, account, invitation.invitee):
        return False
    await uow.invitations.save(replace(invitation, state=InvitationState.OPENED, account=account, chat=chat))
    await uow.expectations.set(
        # It outlives the invitation, so that a late code gets the same neutral answer as a wrong one.
        Expectation(account, Awaiting.INVITATION_CODE, invitation.expires_at + WEEK, subject=invitation.id)
    )
    return True


async def give_code(uow: Unit, who: Stranger, *, account: bytes, code: str) -> tuple[str, str] | None:
    """The code told by voice; the right one gives the two control words to read out. None: one neutral answer.

    The same account may give it again when the words never reached its screen: it gets new ones, and the old are
    void. A slip after that costs nothing, since who typed it had the code already.
    """
    await permit(uow, who, Action.ACCEPT_INVITATION, Scope(), mode=Mode.UPDATE, kind="invitation")
    invitation = await uow.invitations.by_account(account)
    if (
        invitation is None
        or not invitation.is_open(uow.now)
        or invitation.state not in (InvitationState.OPENED, InvitationState.CODE_GIVEN)
    ):
        return None
    if not await _may_try(uow, account) or await belongs_elsewhere(uow, account, invitation.invitee):
        return None
    digits = "".join(c for c in code if c.isdecimal() and c.isascii())
    if uow.index("code", f"{invitation.id.hex}:{digits}") != invitation.code_hash:
        if invitation.state is InvitationState.CODE_GIVEN:
            return None
        tries = invitation.code_tries + 1
        state = InvitationState.REVOKED if tries >= CODE_TRIES else invitation.state
        await uow.invitations.save(replace(invitation, code_tries=tries, state=state))
        return None
    words = uow.new_words()
    given = replace(invitation, state=InvitationState.CODE_GIVEN, words_hash=_hash_of(uow, *words))
    await uow.invitations.save(given)
    await uow.expectations.set(
        Expectation(account, Awaiting.INVITATION_CODE, given.expires_at, subject=given.id, version=CODE_AGAIN)
    )
    await ask_words(uow, given)
    return words


async def confirm_words(
    uow: Unit, who: Administrator | CaseManager, *, words: str, professionals: bool, is_try: bool = True
) -> bool:
    """Type the words that were read out; the right ones make the link. Three wrong tries end the invitation.

    ``professionals`` says whose invitations are meant: of colleagues (by the administrator) or of families.
    Words that match nobody count as a wrong try for every invitation that this actor might have meant. Those of
    somebody else's family sound just as wrong; that they were typed is logged as a refusal. Without ``is_try`` they
    were typed while we waited for something else, and cost nobody a try.
    """
    typed = _hash_of(uow, *words.split())
    awaiting = [
        invitation
        for invitation in await uow.invitations.awaiting_words()
        if (invitation.invitee.professional is not None) == professionals and invitation.is_open(uow.now)
    ]
    for invitation in awaiting:
        if invitation.words_hash == typed and await _may_link(uow, who, invitation):
            await make_link(uow, invitation)
            return True
    for invitation in awaiting if is_try else ():
        if invitation.words_hash != typed and await _could_be_meant(uow, who, invitation):
            tries = invitation.word_tries + 1
            state = InvitationState.REVOKED if tries >= WORD_TRIES else invitation.state
            await uow.invitations.save(replace(invitation, word_tries=tries, state=state))
    return False


async def consent(uow: Unit, who: Participant) -> None:
    """The person understands who reads along and agrees; from now on messages may come, and a member takes part.

    Raises:
        NotFound, NotAllowed: this is not somebody who was linked. Outdated: they do not take part any more.
    """
    person = await person_of(uow, who.person)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    await permit(uow, who, Action.CHANGE_PREFERENCES, scope, mode=Mode.UPDATE, kind="consent")
    link = await uow.links.of(Recipient(person=who.person))
    if link is None:
        raise NotFound(detail="link")
    if link.consented_at is None:
        await uow.links.consent(link.id, uow.now)
    if person.role is Role.NETWORK_MEMBER:
        await _join(uow, person)


async def _join(uow: Unit, person: Person) -> None:
    """They agreed to what they were asked for; of who was never asked it is kept from now on that they take part."""
    kept = await uow.circle.membership(person.id)
    joined = taking_part(person, consented=uow.now, now=uow.now) if kept is None else kept.joined(now=uow.now)
    if joined == kept:
        return
    await uow.circle.save(joined)
    by = Recipient(person=person.id)
    await uow.circle.note(CircleEvent(person.id, person.family, CircleStep.JOINED, uow.now, by))


async def _may_try(uow: Unit, account: bytes) -> bool:
    await uow.invitations.note_try(account, uow.now)
    return await uow.invitations.tries_since(account, uow.now - DAY) <= ACCOUNT_TRIES_A_DAY


async def _may_link(uow: Unit, who: Administrator | CaseManager, invitation: Invitation) -> bool:
    action, scope = _confirming(invitation.invitee), await _scope_of(uow, invitation.invitee)
    try:
        await permit(uow, who, action, scope, mode=Mode.EXECUTE, kind="invitation")
    except NotAllowed:
        return False
    account = invitation.account
    # It may have come to belong to another since it opened the link.
    return account is not None and not await belongs_elsewhere(uow, account, invitation.invitee)


async def _could_be_meant(uow: Unit, who: Administrator | CaseManager, invitation: Invitation) -> bool:
    verdict = decide(who, _confirming(invitation.invitee), await _scope_of(uow, invitation.invitee))
    return isinstance(verdict, Allowed)


async def _scope_of(uow: Unit, invitee: Recipient) -> Scope:
    if invitee.person is not None:
        person = await person_of(uow, invitee.person)
        return scope_of_family(await family_of(uow, person.family), person.id)
    assert invitee.professional is not None  # noqa: S101 - a recipient is one of the two
    professional = await uow.organisation.professional(invitee.professional)
    if professional is None:
        raise NotFound(detail="professional")
    return Scope(team=professional.team)


def _confirming(invitee: Recipient) -> Action:
    return Action.CONFIRM_PERSON if invitee.person is not None else Action.CONFIRM_PROFESSIONAL


def _hash_of(uow: Unit, *words: str) -> bytes:
    return uow.index("words", " ".join(word.casefold().strip(".,!") for word in words if word))
