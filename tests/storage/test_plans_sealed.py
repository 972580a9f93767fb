"""Whoever steals the files, or reads the log, finds no goal, score in words, reaction or proposal (T08)."""

import base64
import logging
from dataclasses import replace

import pytest

from domain.linking import Recipient
from domain.plan_copies import Proposal, ProposalId
from domain.plans import GoalEnd, GoalStand, PlanState
from domain.secret import Secret
from domain.signals import Finding, Signal, SignalId, SignalRule
from storage.archive import Archive
from storage.desk import of_person
from tests.storage.plan_world import (
    GOAL_WORDS,
    REACTION,
    SAID,
    SAID_WORDS,
    copy_of,
    round_of,
    scores_of,
    turn_of,
    version_of,
)
from tests.storage.world import START, Cast, Place, new_id

HELPED, PROPOSED, REPLIED = "kanariehulp van oma", "kanariewens voor later", "kanarieantwoord daarop"
NICKNAME = "Bedtijd"
FOUND = f"{SignalRule.FELL.value}:kanariesleutel"
CANARIES = (FOUND, GOAL_WORDS, SAID, REACTION, HELPED, PROPOSED, REPLIED, NICKNAME, "Kanarie", "kanarie")


def _spellings(text: str) -> list[bytes]:
    plain = text.encode()
    escaped = text.encode("unicode-escape")
    return [plain, escaped, text.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-4]]


async def _plant(archive: Archive, cast: Cast) -> None:
    version = version_of(cast, state=PlanState.ESTABLISHED)
    one = round_of(cast.family.id)
    goals = [goal.id for goal in version.text.goals]
    async with archive.unit() as unit:
        await unit.plans.keep_version(version)
        await unit.plans.keep_stand(
            GoalStand(goals[0], cast.family.id, START, START, GoalEnd.REACHED, helped=Secret(HELPED))
        )
        await unit.plan_copies.save(copy_of(version, cast.fatima.id))
        await unit.plan_copies.keep_proposal(
            Proposal(
                ProposalId(new_id()),
                cast.family.id,
                cast.fatima.id,
                Secret(PROPOSED),
                START,
                reply=Secret(REPLIED),
            )
        )
        await unit.check_ins.add_round(one)
        for who in (Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id)):
            turn = replace(turn_of(one, who), scores=scores_of(goals), words=SAID_WORDS)
            await unit.check_ins.keep_turn(turn)
        await unit.signals.add(_found(cast))


def _found(cast: Cast) -> Signal:
    """A signal that somebody's number fell; by how much says nearly what it was."""
    finding = Finding(FOUND, SignalRule.FELL, START.date(), person=cast.fatima.id, count=8)
    return Signal(SignalId(new_id()), cast.family.id, finding, found_at=START)


async def test_what_a_rule_found_about_somebody_goes_with_their_key(archive: Archive, cast: Cast) -> None:
    signal = _found(cast)
    async with archive.unit() as unit:
        await unit.signals.add(signal)
    await archive.destroy_key(of_person(cast.fatima.id))
    async with archive.reading() as unit:
        assert await unit.signals.of(cast.family.id) == ()
        assert await unit.signals.open_of((cast.family.id,)) == ()
        assert await unit.signals.get(signal.id) is None


async def test_nothing_of_a_plan_is_found_in_any_file_or_in_the_log(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await _plant(archive, cast)
        async with archive.reading() as unit:
            plan = await unit.plans.of(cast.family.id)
            history = await unit.check_ins.history(cast.family.id)
    assert plan is not None
    assert plan.established is not None
    assert plan.established.text.goals[0].words.reveal() == GOAL_WORDS
    assert [turn.words for turns in history.turns.values() for turn in turns] == [SAID_WORDS] * 2

    on_disk = place.bytes_on_disk()
    await archive.checkpoint()
    on_disk += place.bytes_on_disk()
    written = caplog.text.encode() + "".join(map(repr, caplog.records)).encode()
    assert cast.family.alias.encode() in on_disk
    assert b"aiosqlite" in written
    for canary in CANARIES:
        for spelling in _spellings(canary):
            assert spelling not in on_disk, canary
            assert spelling not in written, canary
