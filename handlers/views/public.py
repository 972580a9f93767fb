"""What everybody may ask: start, help, privacy, stop; and the answers to what Kring does not understand."""

from domain.actors import Actor, CaseManager, NetworkMember, Parent, Stranger, TeamLeader, YoungPerson
from domain.people import Form
from handlers.views import professional
from handlers.views.circle import pass_on_button
from handlers.views.menus import keyboard
from handlers.views.parts import clean, help_now, lines, wipe
from handlers.views.view import View
from locales.catalogue import text


def start(who: Actor, form: Form) -> View:
    """`/start` without an invitation, with the permanent button."""
    match who:
        case CaseManager() | TeamLeader():
            return professional.start()
        case Parent() | YoungPerson() | NetworkMember():
            return View(text("public.start.linked", form), menu=keyboard(form))
        case _:
            return View(text("public.start.stranger", form), menu=keyboard(form))


def help_page(who: Actor, form: Form) -> View:
    """`/help` for this role."""
    match who:
        case CaseManager() | TeamLeader():
            return professional.help_page(who)
        case NetworkMember():
            said = lines(text("public.help.tasks", form), text("public.help.family", form))
            said = lines(said, text("public.help.network", form))
            return View(said, ((help_now(form), pass_on_button(form)), (wipe(form),)))
        case Parent() | YoungPerson():
            said = lines(text("public.help.goals", form), text("public.help.tasks", form))
            said = lines(said, text("public.help.family", form))
            return View(said, ((help_now(form), wipe(form)),))
        case _:
            return View(text("public.help.stranger", form), ((help_now(form), wipe(form)),))


def privacy(form: Form, *, number: str, organisation: str = "") -> View:
    """`/privacy`: who reads what, where it is, how long, one's rights; honest about Telegram.

    ``organisation`` is its name where it may be told; it was asked for, and the page can be wiped.
    """
    owner = text("public.privacy.where_named", form, organisation=clean(organisation)) if organisation else ""
    parts = (
        text("public.privacy.who", form),
        lines(text("public.privacy.where", form), owner),
        text("public.privacy.how_long", form),
        text("public.privacy.rights", form),
        text("public.privacy.no_emergency", form, number=number),
    )
    return View("\n\n".join(parts), ((wipe(form),),))


def paused(who: Actor, form: Form) -> View:
    """`/stop`: nothing more is sent, and how to begin again."""
    match who:
        case CaseManager() | TeamLeader():
            return professional.paused()
        case Stranger():
            return View(text("public.paused.stranger", form))
        case _:
            return View(text("public.paused", form))


def resumed(form: Form) -> View:
    """Messages come again."""
    return View(text("public.resumed", form), menu=keyboard(form))


def held(form: Form) -> View:
    """`/start` while the gezinsmanager has stopped the messages: only they can let them come again."""
    return View(text("public.held", form), menu=keyboard(form))


def unknown_command(form: Form) -> View:
    """There is no such command."""
    return View(text("public.unknown_command", form))


def stranger_typed(form: Form) -> View:
    """A stranger typed something: it was not kept, and how to take part."""
    return View(text("public.stranger_typed", form), ((help_now(form),),))


def group() -> View:
    """Kring was put in a group, says why it leaves, and leaves."""
    return View(text("public.group", Form.U))
