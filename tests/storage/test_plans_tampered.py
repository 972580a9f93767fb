"""A plan or an answer that was changed on the disk, or whose key is gone, is never shown; all the rest is."""

import logging
from dataclasses import replace

import pytest

from domain.linking import Recipient
from domain.people import PersonId
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plans import GoalId, GoalStand, Plan, PlanState, PlanVersion
from domain.rounds import Round
from domain.secret import Secret
from storage.archive import Archive
from storage.desk import of_family, of_person
from storage.keystore import KeyOwner
from tests.storage.plan_world import (
    DAY,
    HOUR,
    SAID_WORDS,
    WEEK,
    change,
    copy_of,
    round_of,
    scores_of,
    turn_of,
    version_of,
)
from tests.storage.world import START, Cast, Place, new_id


def _reported(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.__dict__["table"] for r in caplog.records if r.msg == "storage.tampered"]


async def _two_versions(archive: Archive, cast: Cast) -> tuple[PlanVersion, PlanVersion]:
    """One that is established and the next, with copies of the first."""
    first = version_of(cast, state=PlanState.ESTABLISHED)
    second = version_of(cast, number=2)
    async with archive.unit() as unit:
        for version in (first, second):
            await unit.plans.keep_version(version)
        for person in (cast.fatima.id, cast.jan.id):
            await unit.plan_copies.save(copy_of(first, person))
    return first, second


@pytest.mark.parametrize(
    "how",
    [
        "text = zeroblob(200)",
        "text = x'00'",
        "text = (SELECT text FROM plan_versions WHERE number = 2)",
        "state = 'replaced'",
        "state = CAST(x'ff80' AS TEXT)",
        "established_at = 5",
        "proposed_at = 'x'",
        "number = 9",
        "revision = revision + 1",
        "holder = zeroblob(16)",
        "mark = zeroblob(16)",
    ],
)
async def test_a_changed_version_is_left_out(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    first, second = await _two_versions(archive, cast)
    change(place, "plan_versions", how, first.id)
    with caplog.at_level(logging.ERROR):
        async with archive.reading() as unit:
            assert await unit.plans.version(first.id) is None
            assert await unit.plans.versions(cast.family.id) == (second,)
            assert await unit.plans.of(cast.family.id) == Plan(cast.family.id, open=second)
    assert set(_reported(caplog)) == {"plan_versions"}


async def test_the_text_of_another_family_opens_nowhere(archive: Archive, cast: Cast, place: Place) -> None:
    first, _ = await _two_versions(archive, cast)
    change(place, "plan_versions", "family = (SELECT id FROM families WHERE alias = 'Maan')", first.id)
    async with archive.reading() as unit:
        assert await unit.plans.versions(cast.other_family.id) == ()


async def test_without_the_key_of_the_family_nothing_of_the_plan_is_left(
    archive: Archive, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = await _two_versions(archive, cast)
    proposal = Proposal(
        ProposalId(new_id()), cast.family.id, cast.jan.id, Secret("rust"), START, reply=Secret("ja")
    )
    stand = GoalStand(GoalId(new_id()), cast.family.id, START, helped=Secret("oma"))
    async with archive.unit() as unit:
        await unit.plans.keep_stand(stand)
        await unit.plan_copies.keep_proposal(proposal)
    await archive.destroy_key(of_family(cast.family.id))
    with caplog.at_level(logging.ERROR):
        async with archive.reading() as unit:
            assert await unit.plans.version(first.id) is None
            assert await unit.plans.versions(cast.family.id) == ()
            nothing_helped = replace(stand, helped=Secret(""))
            assert await unit.plans.of(cast.family.id) == Plan(cast.family.id, stands=(nothing_helped,))
            # What somebody said themselves is sealed with their own key, so it stays theirs.
            assert await unit.plan_copies.proposal(proposal.id) == replace(proposal, reply=None)
            assert [copy.reaction for copy in await unit.plan_copies.of(first.id)] == [
                copy_of(first, cast.fatima.id).reaction
            ] * 2
    assert _reported(caplog) == []


async def test_an_erased_person_takes_their_own_words_along(archive: Archive, cast: Cast) -> None:
    first, _ = await _two_versions(archive, cast)
    fatimas, jans = (
        Proposal(ProposalId(new_id()), cast.family.id, who, Secret("rust"), START)
        for who in (cast.fatima.id, cast.jan.id)
    )
    async with archive.unit() as unit:
        for proposal in (fatimas, jans):
            await unit.plan_copies.keep_proposal(proposal)
    await archive.destroy_key(of_person(cast.fatima.id))
    async with archive.reading() as unit:
        assert await unit.plan_copies.of(first.id) == (
            replace(copy_of(first, cast.fatima.id), reaction=None),
            copy_of(first, cast.jan.id),
        )
        assert await unit.plan_copies.proposals(cast.family.id) == (jans,)
        assert await unit.plan_copies.proposal(fatimas.id) is None


async def test_a_reaction_does_not_open_beside_another_name(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    _, second = await _two_versions(archive, cast)
    jans = PlanCopy(second.id, cast.jan.id)
    async with archive.unit() as unit:
        await unit.plan_copies.save(jans)
        await unit.plan_copies.save(PlanCopy(second.id, cast.fatima.id))
    # Neither what Jan said of another version, nor what Fatima said of that.
    for whose in (cast.jan.id, cast.fatima.id):
        own = f"SELECT reaction FROM plan_copies WHERE person = x'{whose.hex}' AND reaction NOT NULL"  # noqa: S608 - nothing from outside
        how = f"reaction = ({own})"
        change(place, "plan_copies", how, cast.jan.id, by=f"version = x'{second.id.hex}' AND person")
        with caplog.at_level(logging.ERROR):
            async with archive.reading() as unit:
                assert jans in await unit.plan_copies.of(second.id)


async def _answers(archive: Archive, cast: Cast, *holders: Recipient) -> Round:
    one = round_of(cast.family.id)
    async with archive.unit() as unit:
        await unit.check_ins.add_round(one)
        for who in holders:
            told = scores_of([GoalId(new_id())])
            await unit.check_ins.keep_turn(replace(turn_of(one, who), scores=told, words=SAID_WORDS))
    return one


@pytest.mark.parametrize(
    "how",
    [
        "told = NULL",
        "told = zeroblob(90)",
        "told = x'01'",
        "told = (SELECT told FROM turns ORDER BY id DESC LIMIT 1)",
        "skipped_at = 5",
        "ask_at = ask_at + 1",
        "asked_at = 'x'",
        "look_at = look_at - 3600000000",
        "holder_kind = 'professional'",
        "holder = zeroblob(16)",
        "mark = zeroblob(16)",
    ],
)
async def test_a_changed_turn_is_left_out_of_the_history(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    fatima, jan = Recipient(person=cast.fatima.id), Recipient(person=cast.jan.id)
    one = await _answers(archive, cast, fatima, jan)
    async with archive.reading() as unit:
        mine, jans = (await unit.check_ins.history(cast.family.id)).turns[one.id]
    change(place, "turns", how, mine.id)
    with caplog.at_level(logging.ERROR):
        async with archive.reading() as unit:
            assert (await unit.check_ins.history(cast.family.id)).turns == {one.id: (jans,)}
            bare = (await unit.check_ins.bare((cast.family.id,), WEEK))[cast.family.id]
            assert [turn.person for turn in bare.turns] == [cast.jan.id]
            assert await unit.check_ins.turn(mine.id) is None
    assert set(_reported(caplog)) == {"turns"}


async def test_a_turn_that_cannot_be_read_is_due_once_and_can_be_given_anew(
    archive: Archive, cast: Cast, place: Place
) -> None:
    fatima = Recipient(person=cast.fatima.id)
    one = await _answers(archive, cast, fatima)
    async with archive.reading() as unit:
        (turn,) = (await unit.check_ins.history(cast.family.id)).turns[one.id]
    change(place, "turns", "skipped_at = 5", turn.id)
    async with archive.reading() as unit:
        assert await unit.check_ins.turn(turn.id) is None
        assert await unit.check_ins.due(START + DAY, 9) == (turn.id,)
    async with archive.unit() as unit:
        assert await unit.check_ins.turn_of(one.id, fatima) is None
        assert await unit.check_ins.due(START + DAY, 9) == ()
    async with archive.unit() as unit:
        assert await unit.check_ins.turn(turn.id) is None
        again = turn_of(one, fatima)
        await unit.check_ins.keep_turn(again)
        assert await unit.check_ins.turn_of(one.id, fatima) == again


@pytest.mark.parametrize("erased", ["person", "family"])
async def test_who_is_erased_is_gone_from_the_history_and_nobody_else(
    archive: Archive, cast: Cast, caplog: pytest.LogCaptureFixture, erased: str
) -> None:
    fatima, jan = Recipient(person=cast.fatima.id), Recipient(person=cast.jan.id)
    sanne = Recipient(professional=cast.sanne.id)
    one = await _answers(archive, cast, fatima, jan, sanne)
    keys: dict[str, KeyOwner] = {"person": of_person(cast.fatima.id), "family": of_family(cast.family.id)}
    await archive.destroy_key(keys[erased])
    with caplog.at_level(logging.ERROR):
        async with archive.reading() as unit:
            left = (await unit.check_ins.history(cast.family.id)).turns[one.id]
            bare = (await unit.check_ins.bare((cast.family.id,), WEEK))[cast.family.id]
    assert [turn.person for turn in bare.turns] == [turn.holder.person for turn in left]
    assert [turn.holder for turn in left] == {"person": [jan, sanne], "family": [fatima, jan]}[erased]
    assert _reported(caplog) == []


async def test_a_line_of_the_professionals_outlives_who_scored(archive: Archive, cast: Cast) -> None:
    sanne = Recipient(professional=cast.sanne.id)
    one = await _answers(archive, cast, sanne)
    await archive.destroy_key(of_person(cast.sanne.id))
    async with archive.reading() as unit:
        (turn,) = (await unit.check_ins.history(cast.family.id)).turns[one.id]
    assert turn.scores


async def test_a_day_that_was_damaged_is_the_last_one_there_is(
    archive: Archive, cast: Cast, place: Place
) -> None:
    one = await _answers(archive, cast, Recipient(person=PersonId(new_id())))
    change(place, "rounds", "week = 'x'", one.id)
    async with archive.reading() as unit:
        found = await unit.check_ins.round(one.id)
    assert found is not None
    assert found.week > WEEK
    assert found.closes_at == one.closes_at
    assert found.closes_at > START + HOUR
