"""Whoever steals the files, or reads the log, finds no task, purpose, proposal, point or decision (T08)."""

import base64
import logging
from dataclasses import replace

import pytest

from domain.linking import Recipient
from domain.meetings import Agreement, Decision, DecisionId, MeetingPoint, PointId, Says
from domain.secret import Secret
from storage.archive import Archive
from tests.storage.circle_world import (
    HELD,
    PROPOSED_NAME,
    PURPOSE,
    REPLY,
    TASK_WORDS,
    held_of,
    joined,
    meeting_of,
    membership_of,
    proposal_of,
    series_of,
    task_of,
    turn_of,
)
from tests.storage.world import NUMBER, PLACE, START, Cast, Place, new_id

POINTS = ("kanariezorg van moeder", "kanariepunt van Sanne")
DECIDED, DIFFERENT = "kanariebesluit: oma haalt op", "kanariemening: het was dinsdag"
CANARIES = (
    *(HELD, PROPOSED_NAME, PURPOSE, REPLY, TASK_WORDS, PLACE, NUMBER, DECIDED, DIFFERENT, *POINTS),
    *("Kanari", "kanari"),
)


def _spellings(text: str) -> list[bytes]:
    plain = text.encode()
    escaped = text.encode("unicode-escape")
    return [plain, escaped, text.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-4]]


async def _plant(archive: Archive, cast: Cast) -> None:
    oma, ben = await joined(archive, cast)
    proposal, meeting = proposal_of(cast), meeting_of(cast, oma.id)
    task = task_of(cast, oma.id, ben.id)
    writers = (Recipient(person=cast.fatima.id), Recipient(professional=cast.sanne.id))
    async with archive.unit() as unit:
        await unit.circle.save(membership_of(oma))
        await unit.circle.propose(proposal)
        await unit.circle.settle(replace(proposal, reply=Secret(REPLY)))
        await unit.held.keep(held_of(b"a" * 32))
        await unit.tasks.keep(task)
        await unit.tasks.add_turns((turn_of(task, oma.id),))
        await unit.meetings.keep(meeting)
        for writer, words in zip(writers, POINTS, strict=True):
            await unit.meetings.keep_point(
                MeetingPoint(PointId(new_id()), meeting.id, writer, Secret(words), START)
            )
        await unit.meetings.keep_decision(Decision(DecisionId(new_id()), meeting.id, Secret(DECIDED), START))
        await unit.meetings.agree(
            Agreement(meeting.id, cast.fatima.id, START, Says.WRONG, START, Secret(DIFFERENT))
        )
        await unit.series.keep(series_of(cast))


async def test_nothing_of_the_circle_is_found_in_any_file_or_in_the_log(
    archive: Archive, cast: Cast, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await _plant(archive, cast)
        async with archive.reading() as unit:
            (task,) = await unit.tasks.of_family(cast.family.id, ended=True)
            (meeting,) = await unit.meetings.of_family(cast.family.id)
            points = await unit.meetings.points(meeting.id)
    assert task.words.reveal() == TASK_WORDS
    assert [point.body.reveal() for point in points] == list(POINTS)

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
