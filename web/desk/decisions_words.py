"""What stands on the page of a meeting about afterwards: who was there, what was decided, and who agrees with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.calendar import local
from domain.meetings import LONGEST_DECISION, Agreement, MeetingState, Says
from domain.people import Form, PersonId
from domain.tasks import TaskId
from locales import dates
from locales.catalogue import text
from usecases import tasks
from usecases.meetings import MeetingSeen
from web.desk import words
from web.desk.task_asked import Asked, asked_in, offered
from web.visits import DeskVisit

_LOOKS = {Says.RIGHT: "good", Says.WRONG: "danger", None: "plain"}


@dataclass(frozen=True, slots=True)
class Said:
    """A decision that could not be kept: sentences by the name of a field; what was typed is shown again."""

    errors: dict[str, str] = field(default_factory=dict)
    status: int = 422


def names_in(seen: MeetingSeen) -> dict[PersonId, str]:
    """Everybody of the family by full name."""
    return {person.id: words.who(person) for person in seen.people}


async def after(visit: DeskVisit, seen: MeetingSeen, said: Said | None) -> dict[str, object]:
    """What the page needs once a meeting was held; of one that was not, empty places."""
    if seen.meeting.state is not MeetingState.HELD:
        return {"decisions": (), "agreements": (), "wrong": (), "errors": {}}
    known, data = names_in(seen), visit.data
    family = seen.family.id
    choices = await tasks.choices(visit.uow, visit.case_manager, family=family)
    goals = {goal.id: f"{goal.symbol} {goal.nickname}" for goal in choices.goals}
    made = await _task_words(visit, seen)
    at_home = tuple(str(one.id) for one in choices.family_people)
    errors = said.errors if said else {}
    return {
        "decisions": [
            (
                one.words.reveal(),
                ", ".join(sorted(known[p] for p in one.people if p in known)),
                (str(one.task), made.get(one.task, "")) if one.task else None,
                goals.get(one.goal, "") if one.goal else "",
            )
            for one in seen.decisions
        ],
        "agreements": [_agreement(one, known, visit) for one in _sorted(seen.agreements)],
        "wrong": [
            (known.get(one.person, ""), one.note.reveal() if one.note else "")
            for one in seen.agreements
            if one.says is Says.WRONG
        ],
        "there": [(str(one), known[one]) for one in sorted(seen.meeting.people) if one in known],
        "goals": [("", text("overleg.goal.none", Form.U)), *((str(k), v) for k, v in goals.items())],
        "typed": {"besluit": data.get("besluit"), "met": data.all("met"), "doel": data.get("doel")},
        "asked": asked_in(data) if said else Asked(people=at_home),
        "task_open": bool(said and data.get("woorden")),
        "most": LONGEST_DECISION,
        "errors": errors,
        **offered(choices),
    }


async def _task_words(visit: DeskVisit, seen: MeetingSeen) -> Mapping[TaskId, str]:
    wanted = [one.task for one in seen.decisions if one.task is not None]
    found = [await tasks.see(visit.uow, visit.case_manager, task=one) for one in dict.fromkeys(wanted)]
    return {one.task.id: one.task.words.reveal() for one in found}


def _sorted(agreements: tuple[Agreement, ...]) -> list[Agreement]:
    order = {Says.WRONG: 0, None: 1, Says.RIGHT: 2}
    return sorted(agreements, key=lambda one: order[one.says])


def _agreement(one: Agreement, known: dict[PersonId, str], visit: DeskVisit) -> tuple[str, str, str, str]:
    """Who, what they say, the look of it, and when."""
    said = one.says.value if one.says else "none"
    day = dates.day_in_full(local(one.answered_at or one.asked_at).date(), local(visit.uow.now).date())
    return known.get(one.person, ""), text(f"overleg.says.{said}", Form.U), _LOOKS[one.says], day
