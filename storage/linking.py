"""The drawers of links and invitations; accounts are found by a keyed index, chat ids are sealed."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from domain.linking import (
    OPEN_STATES,
    Invitation,
    InvitationId,
    InvitationState,
    Link,
    LinkId,
    Reachability,
    Recipient,
)
from storage.desk import Desk, holder, holder_columns, of_person
from storage.statements import Row, Statement, among, changing, literal
from storage.tables.linking import invitations, links, tries

_IN_FORCE = links.c.ended_at.is_(None)
_ADD_LINK = Statement(insert(links))
_OF_ACCOUNT = select(links).where(links.c.account == bindparam("of_account"), _IN_FORCE)
_LAST_CHOSEN = func.coalesce(links.c.chosen_at, links.c.linked_at).desc()
_BY_ACCOUNT = Statement(_OF_ACCOUNT.order_by(_LAST_CHOSEN, links.c.id.desc()).limit(1))
_ALL_OF_ACCOUNT = Statement(_OF_ACCOUNT.order_by(links.c.linked_at, links.c.id))
_OF_HOLDER = Statement(select(links).where(links.c.holder == bindparam("of_holder"), _IN_FORCE))
_REACH = changing(links, "reachability")
_CONSENT = changing(links, "consented_at")
_END = changing(links, "ended_at")
_CHOOSE = changing(links, "chosen_at")

_OPEN = among(invitations.c.state, *(state.value for state in sorted(OPEN_STATES)))
_NEWEST = invitations.c.id.desc()
_ADD_INVITATION = Statement(insert(invitations))
_INVITATION = Statement(select(invitations).where(invitations.c.id == bindparam("which")))
_BY_TOKEN = Statement(select(invitations).where(invitations.c.token_hash == bindparam("of_token")))
_OPENED_BY = Statement(
    select(invitations)
    .where(invitations.c.account == bindparam("of_account"), _OPEN)
    .order_by(_NEWEST)
    .limit(1)
)
_AWAITING = Statement(
    select(invitations)
    .where(invitations.c.state == literal(InvitationState.CODE_GIVEN.value))
    .order_by(invitations.c.id)
)
_OPEN_FOR = Statement(
    select(invitations)
    .where(invitations.c.holder == bindparam("of_holder"), _OPEN)
    .order_by(invitations.c.id)
)
_SAVE_INVITATION = changing(
    invitations,
    "code_hash",
    "expires_at",
    "state",
    "account",
    "chat",
    "words_hash",
    "code_tries",
    "word_tries",
)
_NOTE_TRY = Statement(insert(tries).values(account=bindparam("account"), at=bindparam("at")))
_SWEEP_TRIES = Statement(delete(tries).where(tries.c.at < bindparam("before")))
_COUNT_TRIES = Statement(
    select(func.count().label("tries")).where(
        tries.c.account == bindparam("of_account"), tries.c.at >= bindparam("since")
    )
)


class LinksDrawer:
    """Only the link in force is found; ended ones are kept for the history."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, link: Link) -> None:
        self._desk.tx.later(
            _ADD_LINK,
            id=link.id,
            **holder_columns(link.holder),
            account=link.account,
            chat=await self._desk.seal(of_person(link.holder.id), "links", link.id, "chat", link.chat),
            linked_at=link.linked_at,
            reachability=link.reachability.value,
            consented_at=link.consented_at,
            ended_at=link.ended_at,
            chosen_at=link.chosen_at,
        )

    async def by_account(self, account: bytes) -> Link | None:
        """The one link of this account, or of several the one that was chosen last; a new one counts as chosen."""
        return await self._one(await self._desk.tx.first(_BY_ACCOUNT, of_account=account))

    async def all_of(self, account: bytes) -> tuple[Link, ...]:
        """Every link in force of this account, oldest first."""
        rows = await self._desk.tx.all(_ALL_OF_ACCOUNT, of_account=account)
        return tuple([await self._link(row) for row in rows])

    async def choose(self, which: LinkId, at: datetime) -> None:
        """From now on this account speaks as the holder of this link, until another is chosen."""
        self._desk.tx.later(_CHOOSE, which=which, chosen_at=at)

    async def of(self, holder: Recipient) -> Link | None:
        return await self._one(await self._desk.tx.first(_OF_HOLDER, of_holder=holder.id))

    async def set_reachability(self, which: LinkId, reachability: Reachability) -> None:
        self._desk.tx.later(_REACH, which=which, reachability=reachability.value)

    async def consent(self, which: LinkId, at: datetime) -> None:
        self._desk.tx.later(_CONSENT, which=which, consented_at=at)

    async def end(self, which: LinkId, at: datetime) -> None:
        """End it; the row is kept."""
        self._desk.tx.later(_END, which=which, ended_at=at)

    async def _one(self, row: Row | None) -> Link | None:
        return None if row is None else await self._link(row)

    async def _link(self, row: Row) -> Link:
        return Link(
            id=LinkId(row["id"]),
            holder=holder(row),
            account=row["account"],
            chat=await self._desk.read(of_person(row["holder"]), "links", row, "chat"),
            linked_at=row["linked_at"],
            reachability=Reachability(row["reachability"]),
            consented_at=row["consented_at"],
            ended_at=row["ended_at"],
            chosen_at=row["chosen_at"],
        )


class InvitationsDrawer:
    """Only keyed hashes of token, code and words are kept; the chat that opened one is sealed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, invitation: Invitation) -> None:
        self._desk.tx.later(
            _ADD_INVITATION,
            id=invitation.id,
            **holder_columns(invitation.invitee),
            token_hash=invitation.token_hash,
            made_at=invitation.made_at,
            **await self._columns(invitation),
        )

    async def get(self, which: InvitationId) -> Invitation | None:
        return await self._one(await self._desk.tx.first(_INVITATION, which=which))

    async def by_token(self, token_hash: bytes) -> Invitation | None:
        return await self._one(await self._desk.tx.first(_BY_TOKEN, of_token=token_hash))

    async def by_account(self, account: bytes) -> Invitation | None:
        """The newest open invitation this account has opened."""
        return await self._one(await self._desk.tx.first(_OPENED_BY, of_account=account))

    async def awaiting_words(self) -> tuple[Invitation, ...]:
        """Invitations in state CODE_GIVEN."""
        return tuple([await self._invitation(row) for row in await self._desk.tx.all(_AWAITING)])

    async def open_for(self, invitee: Recipient) -> tuple[Invitation, ...]:
        """Those in an open state, oldest first; whether their time has passed is for the rules to say."""
        rows = await self._desk.tx.all(_OPEN_FOR, of_holder=invitee.id)
        return tuple([await self._invitation(row) for row in rows])

    async def save(self, invitation: Invitation) -> None:
        self._desk.tx.later(_SAVE_INVITATION, which=invitation.id, **await self._columns(invitation))

    async def note_try(self, account: bytes, at: datetime) -> None:
        self._desk.tx.later(_NOTE_TRY, account=account, at=at)

    async def tries_since(self, account: bytes, since: datetime) -> int:
        """How often this account has tried from this instant on."""
        row = await self._desk.tx.first(_COUNT_TRIES, of_account=account, since=since)
        return int(row["tries"]) if row else 0

    async def sweep_tries(self, before: datetime) -> int:
        """Forget tries before this instant, which count no more; how many there were."""
        return await self._desk.tx.run(_SWEEP_TRIES, before=before)

    async def _columns(self, invitation: Invitation) -> dict[str, Any]:
        owner = of_person(invitation.invitee.id)
        return {
            "code_hash": invitation.code_hash,
            "expires_at": invitation.expires_at,
            "state": invitation.state.value,
            "account": invitation.account,
            "chat": await self._desk.seal(owner, "invitations", invitation.id, "chat", invitation.chat),
            "words_hash": invitation.words_hash,
            "code_tries": invitation.code_tries,
            "word_tries": invitation.word_tries,
        }

    async def _one(self, row: Row | None) -> Invitation | None:
        return None if row is None else await self._invitation(row)

    async def _invitation(self, row: Row) -> Invitation:
        return Invitation(
            id=InvitationId(row["id"]),
            invitee=holder(row),
            token_hash=row["token_hash"],
            code_hash=row["code_hash"],
            made_at=row["made_at"],
            expires_at=row["expires_at"],
            state=InvitationState(row["state"]),
            account=row["account"],
            chat=await self._desk.open(of_person(row["holder"]), "invitations", row, "chat"),
            words_hash=row["words_hash"],
            code_tries=row["code_tries"],
            word_tries=row["word_tries"],
        )
