"""The permanent button below the typing field, the command menu of each role, and the words that ask for help."""

from dataclasses import dataclass
from functools import cache

from domain.actors import Actor, CaseManager, NetworkMember, Parent, TeamLeader, YoungPerson
from domain.people import Form
from handlers.views.view import Menu
from locales.catalogue import text

EVERYBODY = ("start", "help", "afspraken", "instellingen", "privacy", "stop", "nood")
MEMBERS = ("start", "help", "afspraken", "taken", *EVERYBODY[3:])
"""Of somebody around the family, who is never asked about goals."""

TALKERS = ("start", "help", "afspraken", "taken", "doelen", *EVERYBODY[3:])
"""Of parents and young people, who are asked how their goals go."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of Telegram's command menu: the word after the slash, and what it does."""

    name: str
    description: str


def keyboard(form: Form) -> Menu:
    """The permanent buttons: only help, since everybody who holds the phone can read them."""
    return Menu(((text("menus.help_now", form),),))


def commands(who: Actor, form: Form) -> tuple[Command, ...]:
    """The commands of this role, in the order in which the menu shows them."""
    match who:
        case CaseManager():
            return (
                *_of_professionals("afspraak", "afspraken", "lijst", "bevestig"),
                *_of_everybody(("start", "help", "instellingen", "privacy", "stop", "nood"), Form.U),
            )
        case TeamLeader():
            return (
                *_of_professionals("lijst"),
                *_of_everybody(("start", "help", "privacy", "nood"), Form.U),
            )
        case Parent() | YoungPerson():
            return _of_everybody(TALKERS, form)
        case NetworkMember():
            return _of_everybody(MEMBERS, form)
        case _:
            return _of_everybody(EVERYBODY, form)


@cache
def help_words() -> frozenset[str]:
    """What somebody may type, in small letters, to get the help card; the permanent button types one of them."""
    return frozenset(word.strip().casefold() for word in text("emergency.words", Form.U).split(","))


def _of_everybody(names: tuple[str, ...], form: Form) -> tuple[Command, ...]:
    return tuple(Command(name, text(f"menus.command.{name}", form)) for name in names)


def _of_professionals(*names: str) -> tuple[Command, ...]:
    return tuple(Command(name, text(f"professional.command.{name}", Form.U)) for name in names)
