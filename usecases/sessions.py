"""Sessions of the window: begun, found again by their token, and ended by whoever they belong to."""

from domain.access import Scope
from domain.actions import Action
from domain.actors import Administrator, Colleague, Participant, colleague, participant
from domain.audit import Mode
from domain.errors import NotFound
from domain.linking import Recipient
from domain.people import Form, Professional, ProfessionalId
from domain.window import UNOPENED_KEPT, Session, SessionId, SessionOver, Via
from usecases.permission import permit, person_of
from usecases.ports import Unit


async def session_of(uow: Unit, *, token: str, touch: bool = True) -> Session | None:
    """The live session with this token; None for every other text.

    ``touch`` notes that somebody is there, at most every 20 seconds; in a reading unit leave it out. A session that
    came in from Telegram lives as long as the link of that account.
    """
    session = await uow.sessions.by_token(token_hash(uow, token))
    if session is None or not session.is_live(uow.now) or not await _has_ground(uow, session):
        return None
    if touch and session.wants_touch(uow.now):
        await uow.sessions.touch(session.id, uow.now)
    return session


async def last_known(uow: Unit, *, token: str) -> Session | None:
    """The session that once had this token, also when it is over: for Verberg, which may come too late for it."""
    return await uow.sessions.by_token(token_hash(uow, token))


async def faded(uow: Unit, *, token: str) -> Session | None:
    """The session with this token that was open and closed by itself; one that was ended is nobody's."""
    session = await uow.sessions.by_token(token_hash(uow, token))
    if session is None or not session.has_faded(uow.now) or not await _has_ground(uow, session):
        return None
    return session


async def who_of(uow: Unit, session: Session) -> Participant | Colleague:
    """As whom somebody acts in this session; also before the PIN, since to be called back needs none.

    Raises:
        SessionOver: there is no such person any more.
    """
    if session.holder.person is not None:
        person = await uow.families.person(session.holder.person)
        if person is None:
            raise SessionOver(detail="person")
        return participant(person)
    return colleague(await _professional_of(uow, session.holder))


async def form_of(uow: Unit, session: Session) -> Form:
    """How to address whoever is at the door; a professional is *u*."""
    if session.holder.person is None:
        return Form.U
    return (await person_of(uow, session.holder.person)).preferences.form


async def end(uow: Unit, *, session: Session) -> None:
    """Leave; saying so twice changes nothing."""
    await uow.sessions.end(session.id, uow.now)


async def end_everywhere(uow: Unit, *, session: Session) -> None:
    """Hide: close the window on every telephone and computer on which this person has it open."""
    await uow.sessions.end_of(session.holder, uow.now)


async def sessions_of(uow: Unit, who: Colleague) -> tuple[Session, ...]:
    """The own live sessions, last seen first."""
    await permit(uow, who, Action.SEE_SESSIONS, own_office(who), mode=Mode.READ, kind="session")
    found = await uow.sessions.of(Recipient(professional=who.professional))
    return tuple(session for session in found if session.is_live(uow.now))


async def end_session(uow: Unit, who: Colleague | Administrator, *, session_id: SessionId) -> None:
    """End a session of a professional: one's own, or by the administrator or team leader a colleague's.

    Raises:
        NotFound, NotAllowed: no such session for this actor.
    """
    session = await uow.sessions.get(session_id)
    if session is None or session.holder.professional is None:
        raise NotFound(detail="session")
    scope = scope_of_professional(await _professional_of(uow, session.holder))
    await permit(uow, who, Action.END_SESSION, scope, mode=Mode.DELETE, kind="session", object_id=session_id)
    await uow.sessions.end(session_id, uow.now)


async def end_others(uow: Unit, who: Colleague, *, session: Session) -> None:
    """End every session of one's own but this one."""
    await permit(uow, who, Action.END_SESSION, own_office(who), mode=Mode.DELETE, kind="session")
    await uow.sessions.end_of(Recipient(professional=who.professional), uow.now, but=session.id)


async def end_all(uow: Unit, who: Administrator, *, professional: ProfessionalId) -> None:
    """End every session of a professional, whose telephone was stolen for instance.

    Raises:
        NotFound: there is no such professional.
    """
    scope = scope_of_professional(await professional_of(uow, professional))
    await permit(uow, who, Action.END_SESSION, scope, mode=Mode.DELETE, kind="session")
    await uow.sessions.end_of(Recipient(professional=professional), uow.now)


async def begin(uow: Unit, holder: Recipient, via: Via, *, is_open: bool = False) -> tuple[Session, str]:
    """A fresh session and its token, which is shown once; too many that wait for the PIN make room."""
    for old in await _too_many(uow, holder):
        await uow.sessions.end(old.id, uow.now)
    token = uow.new_token()
    session = Session(
        id=SessionId(uow.new_id()),
        holder=holder,
        token_hash=token_hash(uow, token),
        via=via,
        began_at=uow.now,
        seen_at=uow.now,
        opened_at=uow.now if is_open else None,
    )
    await uow.sessions.add(session)
    return session, token


async def present(uow: Unit, session: Session) -> Session:
    """The session as it stands in this very transaction.

    Raises:
        SessionOver: it has ended meanwhile.
    """
    now = await uow.sessions.get(session.id)
    if now is None or not now.is_live(uow.now) or not await _has_ground(uow, now):
        raise SessionOver(detail="session")
    return now


def token_hash(uow: Unit, token: str) -> bytes:
    """How a session's token is kept."""
    return uow.index("session", token)


def own_office(who: Colleague) -> Scope:
    """Whose a professional's own things are."""
    return Scope(case_manager=who.professional, team=who.team)


def scope_of_professional(professional: Professional) -> Scope:
    """Whose the things of this professional are: their own and, for a lost telephone, their team leader's."""
    return Scope(case_manager=professional.id, team=professional.team)


async def professional_of(uow: Unit, which: ProfessionalId) -> Professional:
    """The professional.

    Raises:
        NotFound: there is none.
    """
    found = await uow.organisation.professional(which)
    if found is None:
        raise NotFound(detail="professional")
    return found


async def _professional_of(uow: Unit, holder: Recipient) -> Professional:
    if holder.professional is None:
        raise SessionOver(detail="professional")
    found = await uow.organisation.professional(holder.professional)
    if found is None:
        raise SessionOver(detail="professional")
    return found


async def _has_ground(uow: Unit, session: Session) -> bool:
    return session.via is not Via.TELEGRAM or await uow.links.of(session.holder) is not None


async def _too_many(uow: Unit, holder: Recipient) -> tuple[Session, ...]:
    waiting = [session for session in await uow.sessions.of(holder) if not session.is_open]
    return tuple(waiting[UNOPENED_KEPT - 1 :])
