"""A meeting as one of those who come sees it: what is their own, what was shared, and nothing else."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from domain.circle import Membership, MemberState
from domain.errors import NotAllowed, NotFound, Outdated, Unsuitable
from domain.letters_circle import AgreedLetter, PollLetter
from domain.meetings import MeetingId, MeetingKind, MeetingPoint, Says
from domain.notices_circle import MeetingAgreed, MeetingPolled
from domain.people import FlagKind
from domain.secret import Secret
from domain.series import Every, Series
from domain.work_items import WorkKind
from tests.usecases.meeting import SOON, agreed, held, ids, planned, polled, task_for, vote
from tests.usecases.world import World, wall
from usecases import meetings, own_meetings
from usecases.meeting_letters import meeting_letter

MONDAYS = Series(date(2026, 12, 14), time(15), Every.WEEK, times=4)
LETTER = Secret("De brief van school")


async def write(world: World, key: str, meeting: MeetingId, once: str = "1", **other: Any) -> MeetingPoint:
    """Somebody writes down what they would like to discuss."""
    asked = {"meeting": meeting, "body": LETTER, "once": once} | other
    return await world.do(own_meetings.point, world.who(key), **asked)


async def seen_by(world: World, key: str, meeting: MeetingId) -> own_meetings.OwnMeeting:
    """How somebody sees it."""
    return await world.do(own_meetings.see, world.who(key), meeting=meeting)


async def test_a_point_is_for_the_gezinsmanager_until_its_writer_shares_it(world: World) -> None:
    meeting = await planned(world)
    made = await write(world, "noor", meeting.id)
    assert (await write(world, "noor", meeting.id)).id == made.id
    assert [one.body for one in (await seen_by(world, "noor", meeting.id)).points] == [LETTER]
    assert (await seen_by(world, "fatima", meeting.id)).shared == ()
    seen = await world.do(meetings.see, world.sanne, meeting=meeting.id)
    assert [one.body for one in seen.points] == [LETTER]
    await world.do(own_meetings.share_point, world.who("noor"), point=made.id)
    (shared,) = (await seen_by(world, "wil", meeting.id)).shared
    assert (shared.body, shared.by) == (LETTER, world.cast.people["noor"].called)
    await world.do(own_meetings.withdraw_point, world.who("noor"), point=made.id)
    assert (await seen_by(world, "wil", meeting.id)).shared == ()
    assert (await world.do(meetings.see, world.sanne, meeting=meeting.id)).points == ()


async def test_nobody_touches_a_point_of_somebody_else(world: World) -> None:
    meeting = await planned(world)
    made = await write(world, "noor", meeting.id)
    for verb in (own_meetings.share_point, own_meetings.withdraw_point):
        with pytest.raises(NotAllowed):
            await world.do(verb, world.who("fatima"), point=made.id)


async def test_a_point_of_somebody_kept_apart_is_never_shown(world: World) -> None:
    meeting = await planned(world)
    made = await write(world, "wil", meeting.id)
    await world.do(own_meetings.share_point, world.who("wil"), point=made.id)
    assert len((await seen_by(world, "fatima", meeting.id)).shared) == 1
    await world.flag(FlagKind.NO_CONTACT, "wil", "fatima")
    assert (await seen_by(world, "fatima", meeting.id)).shared == ()
    assert len((await seen_by(world, "noor", meeting.id)).shared) == 1


async def test_the_gezinsmanager_can_share_a_point_too(world: World) -> None:
    meeting = await planned(world)
    for shared in (True, False):
        await world.do(
            meetings.point, world.sanne, meeting=meeting.id, body=LETTER, shared=shared, once=str(shared)
        )
    (point,) = (await seen_by(world, "wil", meeting.id)).shared
    assert (point.body, point.by) == (LETTER, None)


async def test_words_of_danger_are_looked_at_first(world: World) -> None:
    meeting = await planned(world)
    await write(world, "noor", meeting.id, alarming=True)
    (item,) = await world.items(WorkKind.POSSIBLY_URGENT)
    assert (item.person, item.urgent) == (world.id("noor"), True)


async def test_a_point_that_cannot_be_is_refused(world: World) -> None:
    meeting = await planned(world)
    for text in ("  ", "x" * 2001):
        with pytest.raises(Unsuitable):
            await write(world, "noor", meeting.id, body=Secret(text))
    for number in range(20):
        await write(world, "noor", meeting.id, once=f"n{number}")
    with pytest.raises(Unsuitable):
        await write(world, "noor", meeting.id, once="more")
    await world.do(meetings.call_off, world.sanne, meeting=meeting.id)
    with pytest.raises(Outdated):
        await write(world, "fatima", meeting.id)


async def test_who_does_not_come_sees_nothing_of_it(world: World) -> None:
    meeting = await planned(world)
    assert await world.do(own_meetings.mine, world.who("jan")) == ()
    for verb, more in (
        (own_meetings.see, {}),
        (own_meetings.vote, {"revision": 1, "options": ()}),
        (own_meetings.point, {"body": LETTER, "once": "1"}),
        (own_meetings.say, {"says": Says.RIGHT}),
    ):
        for key in ("jan", "lotte"):
            with pytest.raises(NotAllowed):
                await world.do(verb, world.who(key), meeting=meeting.id, **more)


async def test_who_takes_no_part_now_sees_nothing_of_it(world: World) -> None:
    meeting = await planned(world)
    family = world.cast.families["Ster"].id
    async with world.unit() as uow:
        away = Membership(world.id("wil"), family, uow.now, state=MemberState.STEPPED_BACK)
        await uow.circle.save(away)
    assert await world.do(own_meetings.mine, world.who("wil")) == ()
    with pytest.raises(NotAllowed):
        await seen_by(world, "wil", meeting.id)


async def test_somebody_of_the_network_sees_their_own_task_and_no_decision(world: World) -> None:
    meeting = await held(world)
    task = await task_for(world, "wil", MONDAYS)
    await agreed(world, meeting, "fatima", "wil", words="Geheim van het plan", task=task.id)
    await agreed(world, meeting, "wil", words="Ook geheim")
    own = await seen_by(world, "wil", meeting.id)
    assert [one.reveal() for one in own.tasks] == ["Kind ophalen"]
    assert own.decisions == ()
    assert own.meeting.kind is MeetingKind.NETWORK
    assert own.meeting.people == ids(world, "wil")
    parent = await seen_by(world, "fatima", meeting.id)
    assert [one.reveal() for one in parent.decisions] == ["Geheim van het plan"]
    assert parent.meeting.kind is MeetingKind.TEAM


async def test_a_decision_with_somebody_kept_apart_is_never_shown(world: World) -> None:
    meeting = await held(world)
    await agreed(world, meeting, "fatima", "noor", words="Samen naar school")
    await world.flag(FlagKind.NO_CONTACT, "noor", "fatima")
    assert (await seen_by(world, "fatima", meeting.id)).decisions == ()


async def test_nobody_says_anything_about_what_they_were_not_asked(world: World) -> None:
    meeting = await held(world)
    with pytest.raises(NotFound):
        await world.do(own_meetings.say, world.who("fatima"), meeting=meeting.id, says=Says.WRONG)


async def test_ones_own_meetings_are_those_that_matter_now(world: World) -> None:
    first = await held(world)
    coming = await planned(world, at="2026-12-20 10:00")
    off = await planned(world, at="2026-12-21 10:00")
    await world.do(meetings.call_off, world.sanne, meeting=off.id)
    mine = await world.do(own_meetings.mine, world.who("wil"))
    assert {own.meeting.id for own in mine} == {first.id, coming.id}
    await world.at(timedelta(days=60))
    assert [own.meeting.id for own in await world.do(own_meetings.mine, world.who("wil"))] == [coming.id]


async def test_a_vote_that_cannot_be_is_refused(world: World) -> None:
    meeting = await polled(world)
    with pytest.raises(Unsuitable):
        await vote(world, "wil", meeting, 3)
    with pytest.raises(Outdated):
        await world.do(own_meetings.vote, world.who("wil"), meeting=meeting.id, revision=2, options=(0,))


async def letter(
    world: World, key: str, notice: MeetingPolled | MeetingAgreed
) -> PollLetter | AgreedLetter | None:
    """What would be sent now."""
    async with world.archive.reading() as uow:
        person = await uow.families.person(world.id(key))
        assert person is not None
        return await meeting_letter(uow, notice, person, discreet=False)


async def test_the_poll_says_what_was_chosen_and_stops_when_it_is_over(world: World) -> None:
    meeting = await polled(world)
    notice = MeetingPolled(meeting.id, 1)
    await vote(world, "wil", meeting, 0, 2)
    found = await letter(world, "wil", notice)
    assert isinstance(found, PollLetter)
    assert (found.chosen, found.answered, found.is_off) == (frozenset({0, 2}), True, False)
    assert found.options[0] == wall("2026-12-07 15:00")
    assert await letter(world, "jan", notice) is None
    await world.do(meetings.choose, world.sanne, meeting=meeting.id, option=0)
    assert await letter(world, "wil", notice) is None


async def test_the_letter_about_what_was_agreed_holds_the_own_tasks_only(world: World) -> None:
    meeting = await held(world)
    task = await task_for(world, "wil", MONDAYS)
    await agreed(world, meeting, "fatima", "wil", words="Geheim", task=task.id)
    await agreed(world, meeting, "fatima", words="Ook geheim")
    await world.do(meetings.ask_agreement, world.sanne, meeting=meeting.id)
    member, parent = [await letter(world, who, MeetingAgreed(meeting.id)) for who in ("wil", "fatima")]
    assert isinstance(member, AgreedLetter)
    assert isinstance(parent, AgreedLetter)
    assert ([one.reveal() for one in member.tasks], member.more) == (["Kind ophalen"], False)
    assert (parent.tasks, parent.more) == ((), True)
    await world.do(own_meetings.say, world.who("wil"), meeting=meeting.id, says=Says.RIGHT)
    assert await letter(world, "wil", MeetingAgreed(meeting.id)) is None


async def test_what_did_not_arrive_is_somebodys_work_until_it_does(world: World) -> None:
    await world.unlink("noor")
    meeting = await polled(world)
    await world.at(SOON)
    items = [one for one in await world.items() if one.person == world.id("noor")]
    assert [one.kind for one in items] == [WorkKind.CALL_OR_WRITE]
    assert items[0].key == f"undelivered:{meeting.id.hex}:{world.id('noor').hex}"
