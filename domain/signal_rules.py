"""The rules that find signals: each looks at the facts of this moment and says what it sees, never what to think of it.

What a rule finds again under the same key is the same signal; what it finds no more has passed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from domain.calendar import local
from domain.checkins import Scale
from domain.goal_runs import Run, good_runs
from domain.histories import History, Line, lines
from domain.people import FlagKind, PersonId, has_flag
from domain.plan_copies import PlanCopy
from domain.plan_questions import Fits
from domain.plans import GoalEnd, GoalId, Plan
from domain.signal_facts import Facts, last_active
from domain.signals import Finding, SignalRule
from domain.summarising import silences

FELL_BY = {Scale.NUMBERS: 2, Scale.FACES: 1}
"""So many points down since the score before it is worth a look (field, table (b) 50)."""

MISSED_ROUNDS = 2
SILENT_AFTER = timedelta(weeks=10)
READ_WITHIN = timedelta(days=7)


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Everything that holds now, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(facts))


def _fell(facts: Facts) -> Iterable[Finding]:
    """A score of a person is lower than their score before it; who changed to the other scale begins anew."""
    open_goals = {goal.id for goal in facts.plan.open_goals}
    closed = History(facts.history.family, facts.history.closed, facts.history.turns)
    latest: dict[tuple[GoalId, PersonId], Line] = {}
    for line in lines(closed):
        if line.goal in open_goals and line.holder is not None and line.holder.person is not None:
            which = (line.goal, line.holder.person)
            if which not in latest or latest[which].points[-1].week < line.points[-1].week:
                latest[which] = line
    for (_, person), line in latest.items():
        yield from _fall(line, person)


def _fall(line: Line, person: PersonId) -> Iterable[Finding]:
    if len(line.points) > 1:
        before, last = line.points[-2:]
        down = before.score.value - last.score.value
        if down >= FELL_BY[line.scale]:
            yield Finding(
                key=f"fell:{line.goal.hex}:{person.hex}:{line.scale}:{last.week}",
                rule=SignalRule.FELL,
                since=local(last.score.changed_at).date(),
                person=person,
                goal=line.goal,
                count=down,
            )


def _missed(facts: Facts) -> Iterable[Finding]:
    """Somebody did not react for two rounds in a row, or more."""
    for person, rounds in silences(facts.history).items():
        asked_no_more = (
            person in facts.paused
            or has_flag(facts.flags, FlagKind.PAUSED, person)
            or not facts.plan.goals_of(person)
        )
        if len(rounds) >= MISSED_ROUNDS and not asked_no_more:
            yield Finding(
                key=f"missed:{person.hex}:{rounds[0].week}",
                rule=SignalRule.MISSED,
                since=local(rounds[MISSED_ROUNDS - 1].closes_at).date(),
                person=person,
                count=len(rounds),
            )


def _silent(facts: Facts) -> Iterable[Finding]:
    """Nobody did anything with the plan for ten weeks."""
    last = last_active(facts)
    if facts.plan.established is not None and last is not None and facts.now - last >= SILENT_AFTER:
        yield Finding(
            key=f"silent:{local(last).date()}",
            rule=SignalRule.SILENT,
            since=local(last + SILENT_AFTER).date(),
            count=(facts.now - last) // timedelta(weeks=1),
        )


def _good(facts: Facts) -> Iterable[Finding]:
    """What goals that are good enough have to say: each by itself, and all of them together."""
    runs = good_runs(facts.plan, facts.history)
    yield from _reached(runs)
    yield from _all_good(facts.plan, runs)


def _reached(runs: Mapping[GoalId, Run]) -> Iterable[Finding]:
    """A goal was good enough twice in a row, or more, for each person who scored it."""
    for run in runs.values():
        yield Finding(
            key=f"reached:{run.goal.hex}:{run.weeks[0]}",
            rule=SignalRule.REACHED,
            since=run.since,
            goal=run.goal,
            count=len(run.weeks),
        )


def _all_good(plan: Plan, runs: Mapping[GoalId, Run]) -> Iterable[Finding]:
    """Every goal of the plan is good enough: less help may be needed."""
    if plan.established is None:
        return
    reached = [
        local(stand.ended_at).date()
        for stand in plan.stands
        if stand.ended_at is not None and stand.end is GoalEnd.REACHED
    ]
    if len(runs) == len(plan.open_goals) and (runs or reached):
        since = max((*(run.since for run in runs.values()), *(() if runs else reached)))
        yield Finding(
            key=f"all_good:{plan.established.id.hex}:{_latest_start(runs.values()) or since}",
            rule=SignalRule.ALL_GOOD,
            since=since,
            count=len(runs),
        )


def _latest_start(runs: Iterable[Run]) -> str:
    return max((run.weeks[0].isoformat() for run in runs), default="")


def _step_late(facts: Facts) -> Iterable[Finding]:
    """A step was not taken before its date."""
    today = local(facts.now).date()
    for goal in facts.plan.open_goals:
        for step in goal.steps:
            if step.until is not None and step.until < today and step.id not in facts.plan.done_steps:
                yield Finding(
                    key=f"step_late:{step.id.hex}:{step.until}",
                    rule=SignalRule.STEP_LATE,
                    since=step.until + timedelta(days=1),
                    goal=goal.id,
                    step=step.id,
                )


def _evaluation(facts: Facts) -> Iterable[Finding]:
    """The day has come on which the plan is looked at together."""
    plan = facts.plan.established
    if plan is not None and (due := plan.text.evaluate_on) and due <= local(facts.now).date():
        yield Finding(key=f"evaluation:{due}", rule=SignalRule.EVALUATION, since=due)


def _unread(facts: Facts) -> Iterable[Finding]:
    """A version that somebody was given has not been read after a week; only the newest that they have counts."""
    newest: dict[PersonId, PlanCopy] = {}
    for version in (facts.plan.established, facts.plan.open):
        for copy in facts.copies:
            if version is not None and copy.version == version.id and copy.delivered_at is not None:
                newest[copy.person] = copy
    for copy in newest.values():
        known = copy.read_at or copy.discussed_at or copy.agreed_at
        if known is None and copy.delivered_at is not None and facts.now - copy.delivered_at >= READ_WITHIN:
            yield Finding(
                key=f"unread:{copy.version.hex}:{copy.person.hex}",
                rule=SignalRule.UNREAD,
                since=local(copy.delivered_at + READ_WITHIN).date(),
                person=copy.person,
            )


def _not_fitting(facts: Facts) -> Iterable[Finding]:
    """Somebody said that the plan does not quite fit, or that they want to talk about it."""
    plan = facts.plan.established
    answers = [one for one in facts.questions if plan is not None and one.version == plan.id and one.answer]
    latest = {one.person: one for one in sorted(answers, key=lambda one: one.number)}
    for question in latest.values():
        if question.answer in (Fits.NOT_QUITE, Fits.TALK) and question.answered_at is not None:
            yield Finding(
                key=f"not_fitting:{question.id.hex}:{question.answer}",
                rule=SignalRule.NOT_FITTING,
                since=local(question.answered_at).date(),
                person=question.person,
            )


def _proposed(facts: Facts) -> Iterable[Finding]:
    """Somebody proposed something, and nobody has said yet what became of it."""
    for proposal in facts.proposals:
        if proposal.settled_at is None:
            yield Finding(
                key=f"proposed:{proposal.id.hex}",
                rule=SignalRule.PROPOSED,
                since=local(proposal.made_at).date(),
                person=proposal.person,
                goal=proposal.goal,
            )


def _kept_apart(facts: Facts) -> Iterable[Finding]:
    """A goal stands with two people who may have no contact; neither of them sees it now."""
    for goal in facts.plan.open_goals:
        for flag in facts.flags:
            apart = flag.kind is FlagKind.NO_CONTACT and flag.ended is None
            if apart and {flag.person, flag.other} <= goal.people:
                yield Finding(
                    key=f"kept_apart:{goal.id.hex}:{flag.id.hex}",
                    rule=SignalRule.KEPT_APART,
                    since=local(flag.since).date(),
                    goal=goal.id,
                )


RULES: tuple[Callable[[Facts], Iterable[Finding]], ...] = (
    _fell,
    _missed,
    _silent,
    _good,
    _step_late,
    _evaluation,
    _unread,
    _not_fitting,
    _proposed,
    _kept_apart,
)
