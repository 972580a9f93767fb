"""Signals at the desk: each with its sentence, the button that helps, and a press that says that somebody saw to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from domain.people import Family, Form, Person, PersonId
from domain.plans import Goal, Step
from domain.signals import Finding, Signal, SignalId, SignalRule
from locales.catalogue import plural, text
from usecases import signals
from usecases.desk_signals import FamilySignals
from web.addresses import DESK_HOME
from web.desk import words
from web.doorway import desk, go
from web.visits import DeskVisit

COUNTED = (SignalRule.FELL, SignalRule.MISSED, SignalRule.SILENT, SignalRule.REACHED)
"""Rules whose sentence says how often or by how much."""

TRENDS = "/werk/cijfers"


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal in words: what it says, since when, and where its button leads."""

    signal: Signal
    said: str = field(repr=False)
    label: str
    href: str


async def seen(visit: DeskVisit) -> Response:
    """Somebody saw to it; a second time is no change."""
    found = await signals.seen(visit.uow, visit.case_manager, signal=SignalId(visit.id()))
    here = f"/werk/gezin/{found.family}"
    back = {"gezin": here, "verloop": f"{here}/cijfers", "allemaal": TRENDS}
    return go(back.get(visit.data.get("van"), DESK_HOME))


def rows_of(found: FamilySignals) -> tuple[SignalRow, ...]:
    """The signals of one family in words."""
    goals = found.plan.established.text.goals if found.plan and found.plan.established else ()
    return signal_rows(found.family, found.signals, found.people, goals)


def signal_rows(
    family: Family, found: Iterable[Signal], people: Mapping[PersonId, Person], goals: tuple[Goal, ...]
) -> tuple[SignalRow, ...]:
    """These signals of a family in words, for who may see it."""
    return tuple(
        SignalRow(
            signal=signal,
            said=_said(signal.finding, people, goals),
            label=text(f"signals.go.{signal.finding.rule.value}", Form.U),
            href=_href(family, signal.finding),
        )
        for signal in found
    )


def _said(finding: Finding, people: Mapping[PersonId, Person], goals: tuple[Goal, ...]) -> str:
    person = people.get(finding.person) if finding.person else None
    goal = next((one for one in goals if one.id == finding.goal), None)
    step = next((one for one in goal.steps if one.id == finding.step), None) if goal else None
    values = {
        "who": words.who(person) if person else text("called.somebody", Form.U).capitalize(),
        "goal": f"{goal.symbol} {goal.nickname}" if goal else text("signals.a_goal", Form.U),
        "step": _words(step),
    }
    rule = finding.rule.value
    if finding.rule in COUNTED:
        return plural(f"signals.counted.{rule}", Form.U, finding.count, **values)
    return text(f"signals.said.{rule}", Form.U, **values)


def _words(step: Step | None) -> str:
    return step.words.reveal() if step else ""


def _href(family: Family, finding: Finding) -> str:
    here = f"/werk/gezin/{family.id}"
    match finding.rule:
        case SignalRule.FELL:
            return f"{here}/cijfers"
        case SignalRule.MISSED | SignalRule.UNREAD | SignalRule.NOT_FITTING if finding.person:
            return f"/werk/gesprek/{finding.person}"
        case SignalRule.SILENT | SignalRule.EVALUATION | SignalRule.ALL_GOOD:
            return f"{here}/afspraak"
        case SignalRule.REACHED:
            return f"{here}/plan#doel-{finding.goal}"
        case SignalRule.STEP_LATE:
            return f"{here}/plan#stap-{finding.step}"
        case SignalRule.PROPOSED:
            return f"{here}/plan#voorstellen"
        case SignalRule.KEPT_APART:
            return f"{here}/plan/wijzig#doelen"
        case _:
            return f"{here}/plan"


ROUTES = (Route("/werk/signaal/{id}", desk(seen), methods=["POST"]),)
