"""The command for the numbers of a family's check-ins, for scripts and other systems."""

from argparse import Namespace

from bot.cli.office import Office, ask, find_case_manager, find_family
from domain.actors import Administrator
from domain.checkins import Scale
from domain.linking import Recipient
from domain.signals import Signal
from domain.summaries import CheckInSummary, Scored
from locales.catalogue import text
from usecases.numbers import GoalName, Numbers, export


async def summary(office: Office, args: Namespace) -> None:
    """`kring summary`: the numbers behind the picture; the access log says that they were carried out, and by whom."""
    wanted = ask(args.family, "cli.ask.family")
    async with office.archive.unit() as uow:
        who = await find_case_manager(uow, args.reader) if args.reader else Administrator()
        family = await find_family(uow, wanted)
        numbers = await export(uow, who, family=family.id)
    _say(office, numbers)
    office.give(
        {
            "family": numbers.family.symbol,
            "alias": numbers.family.alias,
            "goals": [_goal(goal) for goal in numbers.goals],
            "people": [
                {"person": str(person), "called": called.value} for person, called in numbers.people.items()
            ],
            "rounds": [_round(one) for one in numbers.rounds],
            "signals": [_signal(signal) for signal in numbers.signals],
        }
    )


def _say(office: Office, numbers: Numbers) -> None:
    if not numbers.rounds:
        office.say("cli.summary.none")
    for one in numbers.rounds:
        office.say(
            "cli.summary.round",
            number=one.round.number,
            week=one.round.week.isoformat(),
            answered=len(one.answered),
            asked=len(one.asked),
        )
        for goal in one.goals:
            name = next((_called(g) for g in numbers.goals if g.goal == goal.goal), "")
            for scored in goal.scored:
                office.say(
                    "cli.summary.score",
                    goal=name,
                    who=_who(scored, numbers),
                    score=_on_scale(scored),
                )
    for signal in numbers.signals:
        office.say("cli.summary.signal", rule=signal.finding.rule.value, since=signal.finding.since)


def _called(goal: GoalName) -> str:
    return f"{goal.symbol} {goal.nickname}" if goal.nickname is not None else goal.symbol


def _on_scale(scored: Scored) -> str:
    """The score with its scale, for a 5 is in the middle of the one and the best of the other."""
    key = "cli.summary.on.faces" if scored.score.scale is Scale.FACES else "cli.summary.on.numbers"
    return text(key, "nl", value=scored.score.value)


def _who(scored: Scored, numbers: Numbers) -> str:
    person = _person(scored.holder)
    called = next((called for one, called in numbers.people.items() if str(one) == person), None)
    return text("cli.role.case_manager" if called is None else f"called.{called.value}", "nl")


def _goal(goal: GoalName) -> dict[str, object]:
    return {
        "goal": str(goal.goal),
        "symbol": goal.symbol,
        "nickname": goal.nickname,
        "open": goal.is_open,
    }


def _round(one: CheckInSummary) -> dict[str, object]:
    return {
        "week": one.round.week.isoformat(),
        "number": one.round.number,
        "closed": one.round.closed_at is not None,
        "asked": [str(person) for person in one.asked],
        "unasked": [str(person) for person in one.unasked],
        "answered": [str(person) for person in one.answered],
        "skipped": [str(person) for person in one.skipped],
        "silent": [{"person": str(silence.person), "rounds": silence.rounds} for silence in one.silent],
        "scores": [_score(str(goal.goal), scored) for goal in one.goals for scored in goal.scored],
        "apart": [
            {
                "goal": str(goal.goal),
                "low": _person(goal.apart[0].holder),
                "high": _person(goal.apart[1].holder),
            }
            for goal in one.goals
            if goal.apart is not None
        ],
        "steps_done": len(one.steps),
    }


def _score(goal: str, scored: Scored) -> dict[str, object]:
    return {
        "goal": goal,
        "person": _person(scored.holder),
        "scale": scored.score.scale.value,
        "value": scored.score.value,
        "since_last": scored.since_last,
        "since_start": scored.since_start,
    }


def _signal(signal: Signal) -> dict[str, object]:
    finding = signal.finding
    return {
        "rule": finding.rule.value,
        "since": finding.since.isoformat(),
        "person": str(finding.person) if finding.person else None,
        "goal": str(finding.goal) if finding.goal else None,
        "count": finding.count,
        "seen": signal.seen_at is not None,
    }


def _person(holder: Recipient | None) -> str | None:
    """Whose score it is; none for the professionals."""
    return str(holder.person) if holder is not None else None
