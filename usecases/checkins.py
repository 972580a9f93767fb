"""Answering a check-in: goal by goal in the chat, or the whole page in the window; and the gezinsmanager's own part."""

from collections.abc import Mapping
from dataclasses import replace

from domain.actions import Action
from domain.actors import CaseManager, Talker
from domain.audit import Mode
from domain.checkins import OWN_QUESTIONS, GoalGone, Question, Scale, Turn, TurnId, scored, skipped, worded
from domain.errors import NotFound
from domain.linking import Recipient
from domain.notices import WorkWaits
from domain.people import Family, Person
from domain.plans import GoalId
from domain.rounds import Round, RoundId
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases import signals
from usecases.outbox import put_on_list, tell_professional
from usecases.own_rounds import Around, OwnRound, around, own_round, unasked_turn
from usecases.permission import family_of, permit, person_of, refuse, scope_of_family, stand_in_of
from usecases.ports import Unit
from usecases.turns import undelivered_check_in_key

__all__ = ["OwnRound", "answer", "say", "score", "score_as_professional", "see", "skip", "waits"]


async def see(uow: Unit, who: Talker, *, turn: TurnId | None = None) -> OwnRound | None:
    """One's own turn; without ``turn`` that of the newest round, which is made for who was not asked while it is open.

    None when there is no round that still takes answers, or nothing to ask. In a round that is over no turn is made:
    whoever looks then would change who was not asked.

    Raises:
        NotFound, NotAllowed: there is no such turn, or it is somebody else's.
    """
    person, family = await _own(uow, who, Mode.READ, turn)
    about = await around(uow, person, family)
    if turn is not None:
        of, found = await _turn(uow, who, about, turn)
        return await own_round(uow, about, of, found)
    newest = await uow.check_ins.newest_round(family.id)
    if newest is None or not newest.takes_answers(uow.now):
        return None
    own = await uow.check_ins.turn_of(newest.id, Recipient(person=person.id))
    if own is None:
        if not about.goals or not newest.is_open(uow.now):
            return None
        own = unasked_turn(uow, newest, person)
        await uow.check_ins.keep_turn(own)
    return await own_round(uow, about, newest, own)


async def waits(uow: Unit, who: Talker) -> bool:
    """Whether a round is open in which they have goals to score and did not react; nothing is made by looking.

    Raises:
        NotFound, NotAllowed: this is not somebody of that family.
    """
    person, family = await _own(uow, who, Mode.READ, None)
    newest = await uow.check_ins.newest_round(family.id)
    if newest is None or not newest.is_open(uow.now):
        return False
    own = await uow.check_ins.turn_of(newest.id, Recipient(person=person.id))
    return not (own is not None and own.has_spoken) and bool((await around(uow, person, family)).goals)


async def score(uow: Unit, who: Talker, *, turn: TurnId, goal: GoalId, scale: Scale, value: int) -> OwnRound:
    """Score one goal, once or anew on the same day; the same score once more changes nothing.

    Raises:
        GoalGone, NotOnScale, CheckInOver, CheckInSettled: nothing was kept.
    """
    person, family = await _own(uow, who, Mode.UPDATE, turn)
    about = await around(uow, person, family)
    of, found = await _turn(uow, who, about, turn)
    if goal not in {one.id for one in about.goals}:
        raise GoalGone(detail="goal")
    fresh = scored(found, goal, scale, value, of=of, now=uow.now)
    return await own_round(uow, about, of, await _keep(uow, about.family, of, found, fresh))


async def skip(uow: Unit, who: Talker, *, turn: TurnId) -> OwnRound:
    """Say "deze week niet"; who answered already keeps their answer.

    Raises:
        CheckInOver: the round is too long ago.
    """
    person, family = await _own(uow, who, Mode.UPDATE, turn)
    about = await around(uow, person, family)
    of, found = await _turn(uow, who, about, turn)
    fresh = skipped(found, of=of, now=uow.now)
    return await own_round(uow, about, of, await _keep(uow, family, of, found, fresh))


async def say(
    uow: Unit, who: Talker, *, turn: TurnId, words: Mapping[Question, Secret], alarming: bool = False
) -> OwnRound:
    """Tell something in words; ``alarming`` says that the door found words of danger in them.

    Raises:
        Unsuitable, CheckInOver: nothing was kept.
    """
    return await answer(uow, who, turn=turn, scores={}, words=words, alarming=alarming)


async def answer(
    uow: Unit,
    who: Talker,
    *,
    turn: TurnId,
    scores: Mapping[GoalId, int],
    words: Mapping[Question, Secret],
    scale: Scale | None = None,
    alarming: bool = False,
) -> OwnRound:
    """Answer the whole page; without ``scale`` on the one this person chose.

    A goal that is in the plan no more is left out and named in ``gone``; all the rest is kept.

    Raises:
        NotOnScale, Unsuitable, CheckInOver, CheckInSettled: nothing was kept.
    """
    person, family = await _own(uow, who, Mode.UPDATE, turn)
    about = await around(uow, person, family)
    of, found = await _turn(uow, who, about, turn)
    if scale is None:
        scale = (await uow.check_ins.rhythm(person.id)).scale
    open_goals = {goal.id for goal in about.goals}
    fresh = found
    for goal, value in scores.items():
        if goal in open_goals:
            fresh = scored(fresh, goal, scale, value, of=of, now=uow.now)
    own_words = {question: text for question, text in words.items() if question in OWN_QUESTIONS}
    fresh = worded(fresh, own_words, of=of, now=uow.now)
    kept = await _keep(uow, family, of, found, fresh)
    if alarming:
        await _alarm(uow, family, person, kept)
    return await own_round(
        uow, about, of, kept, gone=tuple(goal for goal in scores if goal not in open_goals)
    )


async def score_as_professional(
    uow: Unit,
    who: CaseManager,
    *,
    round: RoundId,  # noqa: A002 - the word of the house
    scores: Mapping[GoalId, int],
    remark: Secret,
) -> Turn:
    """The gezinsmanager's own scores, 0 to 10, and a remark that the family can read.

    Raises:
        NotFound, NotAllowed: no such round for this actor.
        GoalGone, NotOnScale, Unsuitable, CheckInOver, CheckInSettled: nothing was kept.
    """
    of = await uow.check_ins.round(round)
    if of is None:
        raise NotFound(detail="round")
    family = await family_of(uow, of.family)
    scope = scope_of_family(family)
    await permit(uow, who, Action.ANSWER_CHECK_IN, scope, mode=Mode.UPDATE, kind="round", object_id=round)
    plan = await uow.plans.of(family.id)
    open_goals = {goal.id for goal in plan.open_goals} if plan else set()
    if not open_goals.issuperset(scores):
        raise GoalGone(detail="goal")
    holder = Recipient(professional=who.professional)
    found = await uow.check_ins.turn_of(of.id, holder) or Turn(TurnId(uow.new_id()), of.id, holder)
    fresh = found
    for goal, value in scores.items():
        fresh = scored(fresh, goal, Scale.NUMBERS, value, of=of, now=uow.now)
    fresh = worded(fresh, {Question.REMARK: remark}, of=of, now=uow.now)
    return await _keep(uow, family, of, found, fresh)


async def _keep(uow: Unit, family: Family, of: Round, before: Turn, fresh: Turn) -> Turn:
    """Keep what was said; who reacted hears nothing more about it, and nobody needs to call about it."""
    if fresh == before:
        return before
    kept = replace(fresh, look_at=None) if fresh.has_spoken else fresh
    await uow.check_ins.keep_turn(kept)
    if kept.holder.person is not None:
        await uow.work_items.close_by_key(undelivered_check_in_key(kept.holder.person), uow.now)
    if of.closed_at is not None:
        # What comes late counts for its own round: the facts are looked at once more.
        await signals.look(uow, family)
    return kept


async def _alarm(uow: Unit, family: Family, person: Person, turn: Turn) -> None:
    """Words of danger come before the gezinsmanager and whoever stands in, at once (DESIGN §8)."""
    key = f"checkin_urgent:{turn.id.hex}"
    item = await put_on_list(uow, family, WorkKind.POSSIBLY_URGENT, key=key, person=person.id, urgent=True)
    stand_in = await stand_in_of(uow, family.case_manager)
    if stand_in is not None:
        # Whoever stands in has been told; the gezinsmanager hears it too.
        notice = WorkWaits(item.id)
        await tell_professional(uow, family, family.case_manager, notice, key=f"work:{item.id.hex}")


async def _turn(uow: Unit, who: Talker, about: Around, which: TurnId) -> tuple[Round, Turn]:
    """One's own turn with its round; that somebody asked for another's is logged."""
    found = await uow.check_ins.turn(which)
    of = None if found is None else await uow.check_ins.round(found.round)
    if found is None or of is None:
        raise NotFound(detail="turn")
    if found.holder.person != who.person:
        scope = scope_of_family(about.family, about.person.id)
        refuse(uow, who, Action.ANSWER_CHECK_IN, scope, mode=Mode.READ, kind="turn", object_id=which)
    return of, found


async def _own(uow: Unit, who: Talker, mode: Mode, turn: TurnId | None) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.ANSWER_CHECK_IN, scope, mode=mode, kind="turn", object_id=turn)
    return person, family
