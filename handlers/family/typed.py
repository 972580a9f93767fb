"""Whatever a person types, speaks or sends that is no command: kept sealed, wiped from the chat, answered honestly."""

from domain.actors import NetworkMember
from domain.bsn import without_bsn
from domain.secret import Secret
from domain.threads import MessageKind
from handlers.doorway import Visit, as_participant
from handlers.views import roles as roles_views
from handlers.views import typed as views
from handlers.views.circle import passed_on
from handlers.views.view import View
from usecases import roles, threads


async def keep_typed(visit: Visit) -> View:
    """A text; an edit of one that still arrives is kept as a second version."""
    told = without_bsn(visit.text)
    if visit.roles:
        return await _hold(visit, MessageKind.TEXT, told)
    receipt = await keep(visit, MessageKind.TEXT, told)
    return kept(visit, receipt, without=told != visit.text)


async def keep_words(visit: Visit) -> View | None:
    """What was typed behind a command, with the command: it may be more than that command asks for.

    Nothing to see, unless it is not clear for which family it was: then that is asked first.
    """
    if visit.roles:
        return await _hold(visit, MessageKind.TEXT, without_bsn(visit.text))
    await keep(visit, MessageKind.TEXT, without_bsn(visit.text))
    return None


async def keep_sent(visit: Visit) -> View:
    """A voice message, photo, film or document, with what was written beside it."""
    if visit.sent is None:
        return views.other(visit.form)
    kind, file = visit.sent
    told = f"{file}\n{without_bsn(visit.text)}"
    if visit.roles:
        return await _hold(visit, kind, told)
    receipt = await keep(visit, kind, told)
    return kept(visit, receipt)


async def sticker(visit: Visit) -> View:
    """A sticker."""
    return views.sticker(visit.form)


async def contact(visit: Visit) -> View:
    """A contact card: not kept, and wiped, since it holds somebody else's number."""
    await threads.wipe(
        visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient
    )
    return views.contact(visit.form)


async def other(visit: Visit) -> View:
    """A place on a map, a poll, a game: not kept, and wiped."""
    await threads.wipe(
        visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient
    )
    return views.other(visit.form)


async def keep(visit: Visit, kind: MessageKind, body: str) -> threads.Receipt:
    """Keep something in the person's thread and plan that it disappears from the chat."""
    incoming = _incoming(visit, kind, body)
    return await threads.keep(
        visit.uow, as_participant(visit), incoming=incoming, account=visit.account, chat=visit.chat
    )


async def _hold(visit: Visit, kind: MessageKind, body: str) -> View:
    """Nobody's words enter a file on a guess: it waits, sealed, until they say for which family it is."""
    incoming = _incoming(visit, kind, body)
    await roles.hold(
        visit.uow,
        visit.roles,
        incoming=incoming,
        account=visit.account,
        chat=visit.chat,
        of=visit.recipient,
    )
    return roles_views.which(visit.roles, visit.form, number=visit.house.emergency_number)


def _incoming(visit: Visit, kind: MessageKind, body: str) -> threads.Incoming:
    return threads.Incoming(
        kind,
        Secret(body),
        visit.update,
        visit.message,
        is_edit=visit.is_edit,
        alarming=bool(visit.text) and visit.house.alarms(visit.text),
    )


def kept(visit: Visit, receipt: threads.Receipt, *, without: bool = False) -> View:
    """What may honestly be said: by when there is an answer, and whether anybody reads now.

    Somebody from around the family hears that no answer comes here, and who can ask to read it.
    """
    if isinstance(visit.who, NetworkMember) and not receipt.alarming:
        number = visit.house.emergency_number
        return passed_on(visit.form, number=number, is_edit=visit.is_edit, without_bsn=without)
    return views.kept(
        visit.form,
        receipt,
        number=visit.house.emergency_number,
        now=visit.uow.now,
        is_edit=visit.is_edit,
        without_bsn=without,
        window=bool(visit.house.window),
    )
