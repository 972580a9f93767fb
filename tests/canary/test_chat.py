"""No foreign canary in any call to Telegram: every command, button and awaited text, as everybody."""

from uuid import UUID

import pytest

from domain import access
from domain.access import Scope
from domain.actions import Ground
from domain.actors import Actor
from domain.appointments import Appointment
from domain.buttons import Press
from domain.people import PersonId
from domain.plans import Goal
from domain.tasks import TaskTurn
from handlers.doors import (
    CASE_MANAGER_BUTTONS,
    CASE_MANAGER_TEXTS,
    TEAM_LEADER_BUTTONS,
)
from handlers.family.doors import FAMILY_BUTTONS, FAMILY_TEXTS
from handlers.views.view import Fixed
from tests.canary import chatting
from tests.canary.grown import Grown, Harvest
from tests.canary.rounds import LIKE_ANOTHER
from tests.canary.routes import ids_in
from tests.canary.rules import ACTORS, LEADER, PROFESSIONALS, Kind
from tests.canary.watching import Watch
from usecases import turns_shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOLDS = access.holds
NEVER_IN_A_CHAT = {
    Kind.NAME, Kind.FIRST_NAME, Kind.SAID, Kind.PASSED_ON, Kind.ANSWERED, Kind.TAKEN_BACK, Kind.FILE, Kind.UNSENT,
    Kind.COLLEAGUE,
    Kind.OFFICE_UNSENT, Kind.DRAFT, Kind.TEAM, Kind.HIDDEN_PLACE, Kind.FILE_NAME, Kind.KEY, Kind.PLAN, Kind.GOAL,
    Kind.REACTION, Kind.PLAN_PROPOSED, Kind.CHECKED_IN, Kind.REMARK, Kind.MEMBER_PROPOSED, Kind.POINT,
    Kind.SHARED_POINT, Kind.DECIDED,
}  # fmt: skip

ROUND_BUTTONS = (
    Press.CHECK_IN, Press.SCORE, Press.CHANGE_SCORES, Press.SKIP_ROUND, Press.WHY_CHECK_IN, Press.PLAN_FIT,
)  # fmt: skip

CIRCLE_BUTTONS = (
    Press.SHOW_TASK, Press.SHOW_TURN, Press.WHY_TURN, Press.TURN_CALENDAR, Press.TURN_LATER, Press.TURN_LATER_TO,
    Press.TURN_DONE, Press.TURN_CANNOT, Press.TURN_HELP, Press.TURN_TAKE, Press.TURN_DECLINE, Press.TURN_CORRECT,
    Press.TURN_SEEN_TO, Press.TASK_FINE, Press.TASK_NOT_ME, Press.MEETING, Press.VOTE, Press.POINT,
    Press.AGREED_RIGHT, Press.AGREED_WRONG,
)  # fmt: skip
AT_ONCE = 2
FOR_GOOD = {Press.LEAVE_SURE}
"""After it nobody stands there any more who could see what is not theirs."""


def looked(grown: Grown) -> Watch:
    """Everything that was sent so far, looked through anew."""
    watch = grown.watched_anew()
    stand_in = grown.kring.stand_in
    chatting.look_at_calls(watch, stand_in.journal.calls, stand_in.world.files)
    return watch


def everything_seen(watch: Watch) -> set[Kind]:
    """What was in any chat."""
    return {canary.kind for seen in watch.seen.values() for canary in seen}


async def test_no_reminder_doorbell_or_day_list_held_what_was_not_theirs(
    grown: Grown, harvest: Harvest
) -> None:
    watch = grown.watched_anew()
    chatting.look_at_calls(watch, harvest.calls)
    assert not watch.leaks, watch.told()
    assert Kind.MOMENT in watch.kinds_seen("b.net1")
    assert Kind.ALIAS in watch.kinds_seen("bram")
    assert not NEVER_IN_A_CHAT & everything_seen(watch)


async def test_no_command_and_no_button_says_what_is_not_theirs(grown: Grown) -> None:
    actors = [key for key in ACTORS if not key.endswith(LIKE_ANOTHER)]
    await chatting.tries_commands(grown, *actors)
    await chatting.taps_around(grown, *actors)
    watch = looked(grown)
    assert not watch.leaks, watch.told()
    assert not NEVER_IN_A_CHAT & everything_seen(watch)
    for key in (key for key in actors if "." in key):
        assert Kind.MOMENT in watch.kinds_seen(key), key
    assert {Kind.PLACE, Kind.NUMBER, Kind.NICKNAME} <= watch.kinds_seen("a.young1")
    assert {Kind.ALIAS, Kind.MOMENT} <= watch.kinds_seen("anna")


async def test_the_organisation_is_named_only_above_a_button_that_wipes_it(grown: Grown) -> None:
    watch = grown.watched_anew()
    await grown.phones["a.father"].says("/privacy")
    await grown.kring.idle()
    naming = [
        call
        for call in grown.kring.stand_in.journal.sent()
        if Kind.ORGANISATION in {c.kind for c in watch.found_in(str(call.params).encode())}
    ]
    assert naming
    assert all(Fixed.WIPE.value in str(call.params["reply_markup"]) for call in naming)


async def test_a_button_of_somebody_else_says_nothing(grown: Grown) -> None:
    for key in ("a.mother", "a.net1", "b.father", "bram", LEADER, "stranger"):
        await chatting.taps_what_others_have(grown, key, 20)
    watch = looked(grown)
    assert not watch.leaks, watch.told()


async def test_a_button_about_something_of_somebody_else_says_nothing(grown: Grown) -> None:
    await forged_by_families(grown)
    await forged_by_professionals(grown)
    watch = looked(grown)
    assert not watch.leaks, watch.told()


async def forged_by_families(grown: Grown) -> None:
    """Three of them, about appointments, rounds and questions that are not theirs."""
    meetings = grown.planted.meetings
    turns, questions = (
        ids_in(grown.kring.files.database, grown.planted).every[of] for of in ("turns", "plan_questions")
    )
    for key in ("a.father", "b.young1"):
        own = await chatting.own_of_rounds(grown, key)
        subjects = [which for which in (*turns, *questions) if which not in own]
        await chatting.taps_forged(grown, key, ROUND_BUTTONS, subjects)
    for key, others in (
        ("a.father", ("a.mother", "b.mother")),
        ("a.net1", ("a.net2",)),
        ("b.young1", ("b.net1",)),
    ):
        subjects = [meetings[other] for other in others]
        await chatting.taps_forged(
            grown, key, [one for one in FAMILY_BUTTONS if one not in FOR_GOOD], subjects
        )
        await chatting.types_forged(grown, key, FAMILY_TEXTS, subjects[:1])


async def test_a_button_about_a_task_or_meeting_of_others_says_nothing(grown: Grown) -> None:
    grown.kring.stand_in.journal.clear()
    for key in ("a.father", "a.net3", "b.net1", "b.young1"):
        # A button stands under a message.
        await grown.phones[key].says("/afspraken")
        await grown.kring.idle()
        for number in range(0, len(CIRCLE_BUTTONS), AT_ONCE):
            some = CIRCLE_BUTTONS[number : number + AT_ONCE]
            await chatting.taps_forged(grown, key, some, some_of_the_circle(grown))
    watch = looked(grown)
    assert not watch.leaks, watch.told()
    assert Kind.TASK in watch.kinds_seen("b.net1")
    assert not NEVER_IN_A_CHAT & everything_seen(watch)


def some_of_the_circle(grown: Grown) -> list[UUID]:
    """A few turns of each task, the tasks and the meetings, of both families."""
    every = ids_in(grown.kring.files.database, grown.planted).every
    turns = every["task_turns"]
    return [*turns[:: max(1, len(turns) // 4)], *every["tasks"], *every["meetings"]]


async def forged_by_professionals(grown: Grown) -> None:
    """A colleague, about an appointment, a draft and a task of the other family; the team leader too."""
    ids = ids_in(grown.kring.files.database, grown.planted).every
    drafts, tasks = ids["drafts"], ids["work_items"]
    subjects = [grown.planted.meetings["a.young1"], drafts[0], tasks[0]]
    await chatting.taps_forged(grown, "bram", CASE_MANAGER_BUTTONS, subjects)
    await chatting.types_forged(grown, "bram", CASE_MANAGER_TEXTS, subjects[:2])
    buttons = set(TEAM_LEADER_BUTTONS) | set(CASE_MANAGER_BUTTONS)
    await chatting.taps_forged(grown, LEADER, sorted(buttons), subjects[:1])


async def test_this_can_fail_for_a_colleague(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(ground: Ground, actor: Actor, scope: Scope) -> bool:
        return ground is Ground.ASSIGNED or HOLDS(ground, actor, scope)

    monkeypatch.setattr(access, "holds", loose)
    grown.kring.stand_in.journal.clear()
    subjects = [grown.planted.meetings["a.young1"]]
    await chatting.taps_forged(grown, "bram", (Press.SHOW_APPOINTMENT,), subjects)
    assert {Kind.ALIAS, Kind.MOMENT} <= {leak.kind for leak in looked(grown).leaks}


async def test_this_can_fail_for_a_secret_address(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Appointment, "place_may_be_shown", property(lambda _: True, lambda _, __: None))
    grown.kring.stand_in.journal.clear()
    await grown.phones["b.net2"].says("/afspraken")
    await grown.kring.idle()
    subjects = [grown.planted.meetings["b.net2"]]
    await chatting.taps_forged(grown, "b.net2", (Press.SHOW_PLACE,), subjects)
    assert Kind.HIDDEN_PLACE in {leak.kind for leak in looked(grown).leaks}


async def test_this_can_fail_for_a_goal(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Goal, "nickname", property(lambda self: self.words.reveal(), lambda _, __: None))
    grown.kring.stand_in.journal.clear()
    await grown.phones["b.young1"].says("/doelen")
    await grown.kring.idle()
    assert Kind.GOAL in {leak.kind for leak in looked(grown).leaks}


async def test_this_can_fail_for_a_task(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(ground: Ground, actor: Actor, scope: Scope) -> bool:
        return ground is Ground.OWN or HOLDS(ground, actor, scope)

    def anybody(_turn: TaskTurn, _person: PersonId) -> bool:
        return True

    monkeypatch.setattr(access, "holds", loose)
    monkeypatch.setattr(turns_shown, "_touches", anybody)
    grown.kring.stand_in.journal.clear()
    await grown.phones["a.net3"].says("/afspraken")
    await grown.kring.idle()
    await chatting.taps_forged(grown, "a.net3", (Press.SHOW_TURN,), some_of_the_circle(grown))
    assert Kind.TASK in {leak.kind for leak in looked(grown).leaks}


async def test_everybody_can_stop(grown: Grown) -> None:
    grown.kring.stand_in.journal.clear()
    for key in ("a.father", "b.net3", *PROFESSIONALS):
        await grown.phones[key].says("/stop")
    await grown.kring.idle()
    watch = looked(grown)
    assert watch.looked > len(PROFESSIONALS)
    assert not watch.leaks
