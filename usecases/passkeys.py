"""How a professional comes in: a one-time link of the administrator, then a passkey; never by Telegram alone."""

from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator, Colleague, Stranger, colleague
from domain.audit import AuditEvent, Mode, Result
from domain.errors import NotFound
from domain.linking import Recipient
from domain.passkeys import ENROLMENT_LIVES, Enrolment, EnrolmentId, Passkey, PasskeyId
from domain.people import Professional, ProfessionalId
from domain.secret import Secret
from domain.window import EntryFailed, Session, Via
from usecases.permission import permit
from usecases.ports import Unit
from usecases.sessions import begin, own_office, professional_of, scope_of_professional


async def enrol(uow: Unit, who: Administrator, *, professional: ProfessionalId) -> Secret:
    """The token of a one-time link with which this professional makes a passkey within a day; earlier links end.

    Raises:
        NotFound: there is no such professional.
    """
    somebody = await professional_of(uow, professional)
    scope = scope_of_professional(somebody)
    await permit(uow, who, Action.ENROL_PROFESSIONAL, scope, mode=Mode.CREATE, kind="enrolment")
    await uow.passkeys.end_enrolments_of(professional, uow.now)
    token = uow.new_token()
    await uow.passkeys.add_enrolment(
        Enrolment(
            id=EnrolmentId(uow.new_id()),
            professional=professional,
            token_hash=uow.index("enrolment", token),
            made_at=uow.now,
            expires_at=uow.now + ENROLMENT_LIVES,
        )
    )
    return Secret(token)


async def enrolment_of(uow: Unit, who: Stranger, *, token: Secret) -> Professional:
    """For whom this link is, while it can be used.

    Raises:
        EntryFailed: it was used, replaced or is too old, or there never was one.
    """
    await permit(uow, who, Action.SIGN_IN, Scope(), mode=Mode.READ, kind="enrolment")
    enrolment = await _open_enrolment(uow, token)
    if enrolment is None:
        _refuse(uow, who, Mode.READ, "enrolment")
    return await professional_of(uow, enrolment.professional)


async def register(
    uow: Unit, who: Stranger, *, token: Secret, credential: bytes, public_key: bytes, counter: int
) -> str:
    """Keep a passkey that was made and verified on the page of a one-time link; the token of an open session.

    Raises:
        EntryFailed: the link was used, replaced or is too old, or the passkey is known already.
    """
    await permit(uow, who, Action.SIGN_IN, Scope(), mode=Mode.CREATE, kind="passkey")
    enrolment = await _open_enrolment(uow, token)
    if enrolment is None or await uow.passkeys.by_credential(credential) is not None:
        _refuse(uow, who, Mode.CREATE, "enrolment", None if enrolment is None else enrolment.id)
    await uow.passkeys.end_enrolments_of(enrolment.professional, uow.now)
    await uow.passkeys.add(
        Passkey(
            id=PasskeyId(uow.new_id()),
            professional=enrolment.professional,
            credential=credential,
            public_key=public_key,
            counter=counter,
            made_at=uow.now,
            used_at=uow.now,
        )
    )
    return await _sign_in(uow, enrolment.professional, Via.PASSKEY)


async def passkey_of(uow: Unit, *, credential: bytes) -> Passkey | None:
    """The passkey with this credential id, to verify a signature with; None when there is none or it has ended."""
    passkey = await uow.passkeys.by_credential(credential)
    return None if passkey is None or passkey.ended_at is not None else passkey


async def sign_in(uow: Unit, who: Stranger, *, passkey: Passkey | None, counter: int | None) -> str:
    """A signature of this passkey was verified, and counted so many; the token of an open session.

    Without a passkey, or a counter, it was none that we know, or was not signed as it should be: that is only logged.

    Raises:
        EntryFailed: so it was; or the passkey has ended meanwhile, or its count did not go on, so that there may be a
            copy of it.
    """
    which = None if passkey is None else passkey.id
    await permit(uow, who, Action.SIGN_IN, Scope(), mode=Mode.EXECUTE, kind="passkey", object_id=which)
    present = None if which is None else await uow.passkeys.get(which)
    if present is None or counter is None or present.ended_at is not None or not present.goes_on(counter):
        _refuse(uow, who, Mode.EXECUTE, "passkey", which)
    await uow.passkeys.save(replace(present, counter=counter, used_at=uow.now))
    return await _sign_in(uow, present.professional, Via.PASSKEY)


async def demo_sign_in(uow: Unit, who: Stranger, *, professional: ProfessionalId) -> str:
    """In the demo, on loopback, a click signs in; the page that calls this exists nowhere else.

    Raises:
        NotFound: there is no such professional.
    """
    await permit(uow, who, Action.SIGN_IN, Scope(), mode=Mode.EXECUTE, kind="demo")
    return await _sign_in(uow, professional, Via.DEMO)


async def passkeys_of(uow: Unit, who: Colleague) -> tuple[Passkey, ...]:
    """The own passkeys, oldest first."""
    await permit(uow, who, Action.SEE_SESSIONS, own_office(who), mode=Mode.READ, kind="passkey")
    return await uow.passkeys.of(who.professional)


async def end_passkey(uow: Unit, who: Colleague, *, passkey_id: PasskeyId, session: Session) -> None:
    """End a passkey, of a lost telephone for instance, and every session but this one. After the last, ask for a link.

    Raises:
        NotFound, NotAllowed: no such passkey for this actor.
    """
    passkey = await uow.passkeys.get(passkey_id)
    if passkey is None:
        raise NotFound(detail="passkey")
    scope = Scope(case_manager=passkey.professional)
    if passkey.professional == who.professional:
        scope = own_office(who)
    await permit(uow, who, Action.END_SESSION, scope, mode=Mode.DELETE, kind="passkey", object_id=passkey_id)
    if passkey.ended_at is None:
        await uow.passkeys.save(replace(passkey, ended_at=uow.now))
    await uow.sessions.end_of(Recipient(professional=passkey.professional), uow.now, but=session.id)


def _refuse(uow: Unit, who: Stranger, mode: Mode, kind: str, which: UUID | None = None) -> NoReturn:
    uow.refused(
        AuditEvent(
            at=uow.now,
            event=Action.SIGN_IN.value,
            mode=mode,
            result=Result.REFUSED,
            role=type(who).__name__,
            actor=None,
            ground="",
            object_kind=kind,
            object_id=which,
        )
    )
    raise EntryFailed


async def _open_enrolment(uow: Unit, token: Secret) -> Enrolment | None:
    enrolment = await uow.passkeys.enrolment_by_token(uow.index("enrolment", token.reveal()))
    return enrolment if enrolment is not None and enrolment.is_open(uow.now) else None


async def _sign_in(uow: Unit, which: ProfessionalId, via: Via) -> str:
    professional = await professional_of(uow, which)
    session, token = await begin(uow, Recipient(professional=which), via, is_open=True)
    await permit(
        uow,
        colleague(professional),
        Action.SIGN_IN,
        scope_of_professional(professional),
        mode=Mode.EXECUTE,
        kind="session",
        object_id=session.id,
    )
    return token
