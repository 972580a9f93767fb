"""The words at the desk for a task and its turns: how one stands, who has it, and what became of it."""

from collections.abc import Mapping

from domain.linking import Recipient
from domain.people import Form, Person, PersonId
from domain.tasks import TaskTurn, TurnEvent, TurnState
from locales.catalogue import text
from web.desk import words

_LOOKS = {
    TurnState.DONE: "good",
    TurnState.OFFERED: "warn",
    TurnState.NOT_DONE: "warn",
    TurnState.UNANSWERED: "warn",
}


def state(turn: TaskTurn) -> tuple[str, str]:
    """How a turn stands in a word or two, and the look of its badge."""
    if turn.is_open and turn.help_at is not None:
        return text("desktasks.turn.help", Form.U), "danger"
    if turn.is_open and turn.holder is None and not turn.asked:
        return text("desktasks.turn.nobody", Form.U), "warn"
    return text(f"desktasks.turn.{turn.state.value}", Form.U), _LOOKS.get(turn.state, "plain")


def name(people: Mapping[PersonId, Person], which: PersonId | None) -> str:
    """Somebody by full name; a dash for nobody, and for whoever is not known here."""
    found = None if which is None else people.get(which)
    return words.who(found) if found else text("desktasks.nobody", Form.U)


def names(people: Mapping[PersonId, Person], which: frozenset[PersonId]) -> str:
    """Several people by full name, in a fixed order."""
    found = sorted(words.who(people[one]) for one in which if one in people)
    return ", ".join(found) or text("desktasks.nobody", Form.U)


def happened(event: TurnEvent, people: Mapping[PersonId, Person]) -> tuple[str, str]:
    """What became of a turn, and by whom."""
    said = text("desktasks.turn.help" if event.help else f"desktasks.turn.{event.state.value}", Form.U)
    if event.holder is not None and event.state in (TurnState.PLANNED, TurnState.OFFERED):
        said = text("desktasks.turn.of", Form.U, state=said, name=name(people, event.holder))
    return said, _by(event.by, people)


def _by(by: Recipient | None, people: Mapping[PersonId, Person]) -> str:
    if by is None:
        return text("desktasks.by.clock", Form.U)
    if by.person is not None:
        return name(people, by.person)
    return text("desktasks.by.desk", Form.U)
