"""What a gezinsmanager gives and takes: the personal link, the code told by voice, a locked window opened again."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.actions import Action
from domain.actors import CaseManager
from domain.audit import Mode
from domain.errors import Unsuitable
from domain.keyrings import CODE_LIVES, Keyring, SpokenCode
from domain.linking import Recipient
from domain.people import PersonId
from domain.secret import Secret
from domain.window import Via
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.pins import code_hash, help_key
from usecases.ports import Unit
from usecases.window import keyring_of


@dataclass(frozen=True, slots=True)
class Given:
    """A fresh personal link: the key goes on paper, the code is told by voice; shown once, never kept."""

    key: Secret
    code: Secret


@dataclass(frozen=True, slots=True)
class KeyringView:
    """How a person can get in, for the gezinsmanager; nothing by which one could."""

    has_link: bool
    has_pin: bool
    code_until: datetime | None
    locked_at: datetime | None
    last_seen: datetime | None


async def give_link(uow: Unit, who: CaseManager, *, person: PersonId) -> Given:
    """A new personal link and its code; an earlier link, and whoever came in by it, is out at once.

    A PIN that was chosen before stays, and is asked for after the code.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    keyring = await _permitted(uow, who, person, Mode.CREATE)
    key, code = uow.new_token(), uow.new_code()
    for_all = keyring.code is not None and keyring.code.for_all
    spoken = _spoken(uow, person, code, for_all=for_all)
    await uow.keyrings.keep(replace(keyring, link=uow.index("window_link", key), code=spoken))
    await uow.sessions.end_of(Recipient(person=person), uow.now, via=Via.LINK)
    return Given(Secret(key), Secret(code))


async def restore(uow: Unit, who: CaseManager, *, person: PersonId, spoken: bool) -> Secret:
    """Let somebody who is locked out, or forgot the PIN, choose a new one; the code to tell them by voice.

    ``spoken`` is the gezinsmanager's word that they have met or called the person, and know that it is they. The PIN
    is gone, every session ends, and whoever comes in is asked for the code first.

    Raises:
        Unsuitable: nobody was met or called. NotFound, NotAllowed: no such person for this actor.
    """
    keyring = await _permitted(uow, who, person, Mode.UPDATE)
    if not spoken:
        raise Unsuitable(detail="spoken")
    code = uow.new_code()
    await uow.keyrings.keep(keyring.restored(_spoken(uow, person, code, for_all=True)))
    await uow.sessions.end_of(Recipient(person=person), uow.now)
    await uow.work_items.close_by_key(help_key(person), uow.now)
    return Secret(code)


async def end_access(uow: Unit, who: CaseManager, *, person: PersonId) -> None:
    """End the personal link and every session; the PIN stays, and so does the way in from a linked Telegram account.

    A code that was given to restore stays asked for.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    keyring = await _permitted(uow, who, person, Mode.DELETE)
    code = keyring.code if keyring.code is not None and keyring.code.for_all else None
    await uow.keyrings.keep(replace(keyring, link=None, code=code))
    await uow.sessions.end_of(Recipient(person=person), uow.now)


async def see(uow: Unit, who: CaseManager, *, person: PersonId) -> KeyringView:
    """How this person can get in.

    Raises:
        NotFound, NotAllowed: no such person for this actor.
    """
    keyring = await _permitted(uow, who, person, Mode.READ)
    code = keyring.code
    return KeyringView(
        has_link=keyring.link is not None,
        has_pin=keyring.pin is not None,
        code_until=code.expires_at if code is not None and code.can_be_tried(uow.now) else None,
        locked_at=keyring.locked_at,
        last_seen=keyring.opened_at,
    )


def _spoken(uow: Unit, person: PersonId, code: str, *, for_all: bool) -> SpokenCode:
    return SpokenCode(code_hash(uow, person, code), uow.now + CODE_LIVES, for_all=for_all)


async def _permitted(uow: Unit, who: CaseManager, which: PersonId, mode: Mode) -> Keyring:
    person = await person_of(uow, which)
    scope = scope_of_family(await family_of(uow, person.family), person.id)
    await permit(uow, who, Action.GIVE_KEY, scope, mode=mode, kind="keyring")
    return await keyring_of(uow, which)
