"""Coming to the window: from Telegram or by personal link; inside one gets with a PIN, see `usecases/pins.py`."""

from dataclasses import dataclass

from domain.access import Scope
from domain.actions import Action
from domain.actors import Stranger, participant
from domain.audit import AuditEvent, Mode, Result
from domain.keyrings import Keyring
from domain.launch import Launch, read_launch
from domain.linking import Link, Recipient
from domain.people import PersonId
from domain.secret import Secret
from domain.window import EntryFailed, Needs, Session, Via
from domain.window import needs as needed
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit
from usecases.roles import Role, roles_of
from usecases.sessions import begin

ACCOUNT = "account"
"""The purpose under which the whole house indexes Telegram accounts."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the page at the door shows; ``picture`` only where the PIN is asked, ``wait`` in whole seconds."""

    needs: Needs
    picture: str | None
    left: int
    wait: int


async def choices_of_launch(uow: Unit, who: Stranger, *, init_data: str, key: bytes) -> tuple[Role, ...]:
    """As whom somebody who opens the window in Telegram can come in; empty when there is nothing to choose.

    It is asked once per opening, so that data somebody got hold of later tells nothing. Arguments as below.

    Raises:
        EntryFailed: the data is not right, or this was asked before.
    """
    launch = read_launch(init_data, key, uow.now)
    await permit(uow, who, Action.OPEN_WINDOW, Scope(), mode=Mode.READ, kind="launch")
    roles = await roles_of(uow, await _links_of(uow, launch), None)
    if roles:
        asked = uow.index("launch_asked", launch.digest.hex())
        if not await uow.spent.spend(asked, launch.good_until):
            raise EntryFailed
    return roles


async def enter_by_launch(
    uow: Unit, who: Stranger, *, init_data: str, key: bytes, person: PersonId | None = None
) -> str:
    """Somebody opens the window in Telegram; the token of a session in which nothing is open yet.

    Args:
        uow: the transaction.
        who: nobody knows them yet.
        init_data: what the page got from Telegram.
        key: that of `domain.launch.launch_key`.
        person: as whom, for somebody who takes part in several families.

    Raises:
        EntryFailed: the data is not right or was used before, or the account is nobody's of a family, or not theirs.
    """
    launch = read_launch(init_data, key, uow.now)
    await permit(uow, who, Action.OPEN_WINDOW, Scope(), mode=Mode.EXECUTE, kind="launch")
    people = [link.holder.person for link in await _links_of(uow, launch)]
    only = people[0] if len(people) == 1 else None
    chosen = only if person is None else person
    if (
        not await uow.spent.spend(spent_launch(uow, launch), launch.good_until)
        or chosen is None
        or chosen not in people
    ):
        _log_refusal(uow, only, "launch")
        raise EntryFailed
    return await _enter(uow, chosen, Via.TELEGRAM)


async def enter_by_link(uow: Unit, who: Stranger, *, key: Secret) -> str:
    """Somebody opens a personal link in any browser; the token of a session in which nothing is open yet.

    Raises:
        EntryFailed: it is nobody's link, or no longer.
    """
    await permit(uow, who, Action.OPEN_WINDOW, Scope(), mode=Mode.EXECUTE, kind="window_link")
    keyring = await uow.keyrings.by_link(uow.index("window_link", key.reveal()))
    if keyring is None:
        _log_refusal(uow, None, "window_link")
        raise EntryFailed
    return await _enter(uow, keyring.person, Via.LINK)


async def needs(uow: Unit, *, session: Session) -> Needs:
    """What is still to be shown in this session."""
    return (await door(uow, session=session)).needs


async def door(uow: Unit, *, session: Session) -> Door:
    """What the page at the door shows to whoever came in by this session."""
    if session.holder.person is None:
        return Door(Needs.NOTHING if session.is_open else Needs.LOCKED, None, 0, 0)
    keyring = await keyring_of(uow, session.holder.person)
    what = needed(session, keyring)
    # Who has not given the code yet may have found the letter: with the word they could play the window (phishing).
    known = keyring.picture if what in (Needs.PIN, Needs.NOTHING) else None
    return Door(what, known.reveal() if known else None, keyring.tries_left, keyring.wait(uow.now))


async def keyring_of(uow: Unit, person: PersonId) -> Keyring:
    """What this person holds; an empty ring when nothing was ever given or chosen."""
    return await uow.keyrings.of(person) or Keyring(person)


def spent_launch(uow: Unit, launch: Launch) -> bytes:
    """The mark by which a second use of the same launch data is noticed."""
    return uow.index("launch", launch.digest.hex())


async def _links_of(uow: Unit, launch: Launch) -> tuple[Link, ...]:
    """Of the people of families with this account; a professional never comes in by Telegram alone (DESIGN §9)."""
    links = await uow.links.all_of(uow.index(ACCOUNT, str(launch.user)))
    return tuple(link for link in links if link.consented_at is not None and link.holder.person is not None)


async def _enter(uow: Unit, which: PersonId, via: Via) -> str:
    person = await person_of(uow, which)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    session, token = await begin(uow, Recipient(person=which), via)
    await permit(
        uow,
        participant(person),
        Action.OPEN_WINDOW,
        scope,
        mode=Mode.EXECUTE,
        kind="session",
        object_id=session.id,
    )
    return token


def _log_refusal(uow: Unit, person: PersonId | None, kind: str) -> None:
    uow.refused(
        AuditEvent(
            at=uow.now,
            event=Action.OPEN_WINDOW.value,
            mode=Mode.EXECUTE,
            result=Result.REFUSED,
            role=Stranger.__name__,
            actor=None,
            ground="",
            person=person,
            object_kind=kind,
        )
    )
