"""What somebody reads after typing, speaking or sending something: kept or not, and who reads it when."""

from datetime import datetime

from domain.people import Form
from handlers.views.choices import call_button
from handlers.views.parts import lines, moment
from handlers.views.view import View
from handlers.views.waiting import open_button
from locales.catalogue import text
from usecases.threads import Receipt


def kept(
    form: Form,
    receipt: Receipt,
    *,
    number: str,
    now: datetime,
    is_edit: bool = False,
    without_bsn: bool = False,
    window: bool = False,
) -> View:
    """A text, voice message or picture was kept, and by when there is an answer; nobody is said to have read it.

    ``is_edit``: it was kept beside the first version. ``without_bsn``: a citizen service number was left out. After
    words of danger it says plainly whether anybody reads now; the help card stands above it already.
    """
    row = (open_button(form), call_button(form)) if window else (call_button(form),)
    if receipt.alarming:
        who = "somebody" if receipt.somebody_reads else "nobody"
        return View(text(f"typed.danger.{who}", form, number=number), (row,))
    said = "bsn" if without_bsn else "edit_kept" if is_edit else "kept"
    promised = receipt.promised_by
    answer = (
        text("typed.working_day", form)
        if promised is None
        else text("typed.promised", form, when=moment(promised, now))
    )
    return View(lines(text(f"typed.{said}", form), answer, text("typed.haste", form, number=number)), (row,))


def contact(form: Form) -> View:
    """A contact card is not kept: it holds somebody else's number."""
    return View(text("typed.contact", form), ((call_button(form),),))


def sticker(form: Form) -> View:
    """A sticker says nothing that could be kept."""
    return View(text("typed.sticker", form), ((call_button(form),),))


def other(form: Form) -> View:
    """Something else that is not kept: a place on a map, a poll, a game."""
    return View(text("typed.other", form), ((call_button(form),),))
