"""Doors for somebody with an invitation: opening it, and giving the code that was told by voice."""

from domain.actors import Stranger
from domain.secret import Secret
from handlers.doorway import Door, Visit
from handlers.views import linking as views
from handlers.views.view import View
from usecases.linking import give_code, open_invitation
from usecases.threads import wipe

CODE_LENGTH = 6


async def open_link(visit: Visit) -> View:
    """`/start` with an invitation. An account is invited, not a person, so everybody is a stranger here."""
    await _wipe(visit)
    token = visit.text.partition(" ")[2].strip()
    opened = await open_invitation(
        visit.uow, Stranger(), account=visit.account, chat=Secret(str(visit.chat)), token=token
    )
    return views.code_asked(visit.form) if opened else views.failed(visit.form)


async def typed_code(visit: Visit) -> View:
    """The code; every failure sounds the same."""
    await _wipe(visit)
    words = await give_code(visit.uow, Stranger(), account=visit.account, code=visit.text)
    return views.failed(visit.form) if words is None else views.words_shown(words, visit.form)


def code_or(otherwise: Door, *, first_time: Door | None = None) -> Door:
    """The code of somebody who need not be typing one: what is not just six digits they say for another reason.

    ``first_time`` opens for whoever has not given the code yet.
    """

    async def door(visit: Visit) -> View | None:
        if first_time is not None and visit.expectation is not None and not visit.expectation.version:
            return await first_time(visit)
        digits = "".join(visit.text.split())
        is_code = len(digits) == CODE_LENGTH and digits.isascii() and digits.isdecimal()
        return await (typed_code if is_code else otherwise)(visit)

    return door


async def _wipe(visit: Visit) -> None:
    """Neither invitation nor code stays behind in the chat."""
    await wipe(visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient)
