"""The PIN of a family's window, and the code told by voice that comes before it (security §2.4, §3.1).

Nothing here raises after a try was counted: a try is kept whatever comes of it.
"""

import hmac
from dataclasses import replace

from domain.actions import Action
from domain.actors import Participant, participant
from domain.audit import AuditEvent, Mode, Result
from domain.errors import Unsuitable
from domain.keyrings import PICTURES, Keyring, PinLocked, PinTooSoon
from domain.people import Family, PersonId
from domain.pins import SALT_BYTES, Pin
from domain.secret import Secret
from domain.window import Needs, NotFresh, Session, SessionOver
from domain.window import needs as needed
from domain.work_items import WorkKind
from usecases.outbox import put_on_list
from usecases.permission import actor_id, family_of, permit, person_of, scope_of_family
from usecases.ports import Unit
from usecases.sessions import present, token_hash
from usecases.window import keyring_of

NOBODYS = bytes(32)
"""What a verifier is compared with when there is nothing to compare it with: the same work, never a match."""


async def give_code(uow: Unit, *, session: Session, code: Secret) -> str | None:
    """The code told by voice; the right one gives the session's fresh token, and lets it go on to the PIN.

    None: wrong, too late, or not asked for. The fifth wrong one ends the code, and the gezinsmanager is told.

    Raises:
        SessionOver: the session has ended.
    """
    now = await present(uow, session)
    who, family, keyring = await _holder(uow, now)
    digits = "".join(sign for sign in code.reveal() if sign.isdecimal() and sign.isascii())
    asked = needed(now, keyring) is Needs.CODE and keyring.code is not None
    kept = keyring.code.hash if keyring.code is not None else NOBODYS
    is_right = hmac.compare_digest(code_hash(uow, who.person, digits), kept)
    if not asked or keyring.code is None or not keyring.code.can_be_tried(uow.now):
        return None
    if is_right:
        token = uow.new_token()
        await uow.sessions.save(replace(now, proved_at=uow.now, token_hash=token_hash(uow, token)))
        return token
    tried = replace(keyring.code, tries=keyring.code.tries + 1)
    await uow.keyrings.keep(replace(keyring, code=tried))
    await _log_wrong(uow, who, family, now, "code")
    if not tried.can_be_tried(uow.now):
        await _ask_help(uow, family, who)
    return None


async def begin_try(uow: Unit, *, session: Session) -> bytes:
    """Claim a try before the PIN is stretched; the salt to stretch it with. Commit this before hashing.

    Where no PIN is asked for, the salt is one of nobody's, and costs no try: stretch with it all the same, so that the
    time tells nothing. With the fifth claim the window locks and the person's other sessions end, as its outcome may
    never be heard; the right PIN unlocks again.

    Raises:
        PinLocked: no tries are left. PinTooSoon: the next one has to wait. SessionOver: the session has ended.
    """
    now = await present(uow, session)
    who, family, keyring = await _holder(uow, now)
    asked = now.is_open or needed(now, keyring) in (Needs.PIN, Needs.LOCKED)
    if keyring.pin is None or not asked:
        return uow.index("no_pin", now.id.hex)[:SALT_BYTES]
    try:
        claimed = keyring.claimed(uow.now)
    except (PinLocked, PinTooSoon):
        uow.refused(_wrong(uow, who, family, now, "pin"))
        raise
    await uow.keyrings.keep(claimed)
    if claimed.locked_at is not None:
        await uow.sessions.end_of(now.holder, uow.now, but=now.id)
        now = replace(now, opened_at=None)
        await _ask_help(uow, family, who)
    await uow.sessions.save(replace(now, claims=now.claims + 1))
    return keyring.pin.salt


async def finish_try(uow: Unit, *, session: Session, verifier: bytes) -> str | None:
    """Judge a claimed try; the right PIN opens the session and gives its fresh token. None: it was wrong.

    Without a claim nothing is ever right.

    Raises:
        SessionOver: the session has ended meanwhile.
    """
    now = await present(uow, session)
    who, family, keyring = await _holder(uow, now)
    kept = keyring.pin.verifier if keyring.pin is not None else NOBODYS
    is_right = hmac.compare_digest(verifier, kept) and keyring.pin is not None
    if now.claims < 1:
        return None
    if not is_right:
        await uow.sessions.save(replace(now, claims=now.claims - 1))
        await _log_wrong(uow, who, family, now, "pin")
        return None
    ring = keyring.was_right(uow.now)
    await uow.keyrings.keep(ring.without_code() if now.proved_at is not None else ring)
    await uow.work_items.close_by_key(help_key(who.person), uow.now)
    return await _open(uow, who, family, now)


async def choose_pin(uow: Unit, *, session: Session, verifier: bytes, salt: bytes, picture: str) -> str:
    """The first PIN, or the one after a restore, with the picture word; the session opens under a fresh token.

    Everybody else who waits at this person's door starts again. Check what was typed with `domain.pins.chosen` first.

    Raises:
        SessionOver: no new PIN is asked for in this session. Unsuitable: there is no such picture.
    """
    now = await present(uow, session)
    who, family, keyring = await _holder(uow, now)
    if needed(now, keyring) is not Needs.NEW_PIN:
        raise SessionOver(detail="pin")
    if picture not in PICTURES:
        raise Unsuitable(detail="picture")
    ring = keyring.with_pin(Pin(verifier, salt, uow.now), Secret(picture))
    await uow.keyrings.keep(ring.without_code() if now.proved_at is not None else ring)
    await uow.sessions.end_of(now.holder, uow.now, but=now.id)
    return await _open(uow, who, family, now)


async def change_pin(
    uow: Unit, *, session: Session, verifier: bytes, salt: bytes, picture: str | None = None
) -> str:
    """Another PIN, and another picture word if one is given; every other session of the person ends.

    Raises:
        SessionOver: the window is not open. NotFresh: the old PIN was typed more than two minutes ago. Unsuitable:
            there is no such picture.
    """
    now = await present(uow, session)
    who, family, keyring = await _holder(uow, now)
    if not now.is_open or keyring.pin is None:
        raise SessionOver(detail="pin")
    if not now.is_fresh(uow.now):
        raise NotFresh(detail="pin")
    if picture is not None and picture not in PICTURES:
        raise Unsuitable(detail="picture")
    await uow.keyrings.keep(
        keyring.with_pin(Pin(verifier, salt, uow.now), Secret(picture) if picture else None)
    )
    await uow.sessions.end_of(now.holder, uow.now, but=now.id)
    return await _open(uow, who, family, now)


def code_hash(uow: Unit, person: PersonId, digits: str) -> bytes:
    """How a spoken code is kept: of one person's alone."""
    return uow.index("window_code", f"{person.hex}:{digits}")


def help_key(person: PersonId) -> str:
    """The key of the work item about a person who cannot get in."""
    return f"pin:{person.hex}"


async def _holder(uow: Unit, session: Session) -> tuple[Participant, Family, Keyring]:
    if session.holder.person is None:
        raise SessionOver(detail="person")
    person = await person_of(uow, session.holder.person)
    return participant(person), await family_of(uow, person.family), await keyring_of(uow, person.id)


async def _open(uow: Unit, who: Participant, family: Family, session: Session) -> str:
    token = uow.new_token()
    await uow.sessions.save(session.opened(uow.now, token_hash(uow, token)))
    scope = scope_of_family(family, who.person)
    await permit(uow, who, Action.OPEN_WINDOW, scope, mode=Mode.EXECUTE, kind="session", object_id=session.id)
    return token


async def _ask_help(uow: Unit, family: Family, who: Participant) -> None:
    await put_on_list(uow, family, WorkKind.RESTORE_PIN, key=help_key(who.person), person=who.person)


async def _log_wrong(uow: Unit, who: Participant, family: Family, session: Session, what: str) -> None:
    await uow.audit.append(_wrong(uow, who, family, session, what))


def _wrong(uow: Unit, who: Participant, family: Family, session: Session, what: str) -> AuditEvent:
    return AuditEvent(
        at=uow.now,
        event=Action.OPEN_WINDOW.value,
        mode=Mode.EXECUTE,
        result=Result.REFUSED,
        role=type(who).__name__,
        actor=actor_id(who),
        ground="",
        family=family.id,
        person=who.person,
        object_kind="session",
        object_id=session.id,
        detail=what,
    )
