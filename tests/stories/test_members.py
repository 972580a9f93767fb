"""Members of a circle: in two families at once, invited through somebody else's hands, removed, and out of reach."""

from datetime import date, timedelta

from domain.actors import NetworkMember
from domain.circle import MemberState
from domain.people import PersonId
from domain.tasks import Task, TaskTurn, TurnState
from domain.work_items import WorkKind
from tests.support.joining import words_shown
from tests.support.members import added, gives_task, invited, joins, manager_of
from tests.support.plans import plan_visit
from tests.support.world import KringUnderTest
from usecases import circle

TOLD = "opa is gevallen"


async def told(kring: KringUnderTest, person: PersonId) -> list[str]:
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(person)
        return [] if thread is None else [m.body.reveal() for m in await uow.messages.all_of(thread)]


async def turn_of(kring: KringUnderTest, task: Task) -> TaskTurn:
    async with kring.reading() as uow:
        (turn,) = await uow.tasks.turns_of(task.id, task.made_at - timedelta(days=1))
        return turn


def wil_of(kring: KringUnderTest) -> NetworkMember:
    who = kring.cast.participant("wil")
    assert isinstance(who, NetworkMember)
    return who


async def test_a_button_acts_for_the_family_it_stands_under(kring: KringUnderTest) -> None:
    await joins(kring, kring.wil, "Wil Jansen", "Maan")
    async with kring.unit() as uow:
        (visit,) = await plan_visit(uow, kring.cast, "wil")
    await kring.move_to("2026-11-23 09:30")
    asked = await kring.wil.waits_for("26 november")
    assert asked is not None
    assert asked.text.startswith("⭐ ")
    await kring.wil.says("/afspraken")
    await kring.idle()
    assert kring.wil.last().text.startswith("🌙 ")
    assert "26 november" not in kring.wil.last().text
    await kring.wil.taps("Ik kom", message=asked)
    await kring.idle()
    async with kring.reading() as uow:
        found = await uow.appointments.get(visit.id)
    assert found is not None
    assert found.of(kring.cast.people["wil"].id).answer.value == "coming"


async def test_a_command_is_about_the_family_that_was_chosen_last(kring: KringUnderTest) -> None:
    await joins(kring, kring.wil, "Wil Jansen", "Maan")
    async with kring.unit() as uow:
        await plan_visit(uow, kring.cast, "wil")
    await kring.move_to("2026-11-23 09:30")
    await kring.wil.says("/afspraken")
    await kring.wil.taps("Kring ⭐")
    await kring.wil.waits_for("⭐ Vanaf nu")
    await kring.wil.says("/afspraken")
    await kring.idle()
    assert kring.wil.last().text.startswith("⭐ ")
    assert "26 november" in kring.wil.last().text
    assert kring.wil.buttons()[-1] == "Kring 🌙"


async def test_who_takes_part_in_one_family_sees_no_mark_and_no_choice(kring: KringUnderTest) -> None:
    await kring.wil.says("/afspraken")
    await kring.idle()
    assert "⭐" not in kring.wil.last().text
    assert not [label for label in kring.wil.buttons() if label.startswith("Kring")]


async def test_what_is_typed_is_asked_about_and_filed_once_where_it_belongs(kring: KringUnderTest) -> None:
    twin = await joins(kring, kring.wil, "Wil Jansen", "Maan")
    await kring.wil.says(TOLD)
    await kring.wil.waits_for("Voor welke kring")
    await kring.idle()
    asked = kring.wil.last()
    assert TOLD not in kring.wil.screen()
    assert await told(kring, twin.person) == await told(kring, kring.cast.people["wil"].id) == []
    await kring.wil.taps("Kring ⭐", message=asked)
    await kring.wil.waits_for("⭐ Bewaard")
    await kring.idle()
    assert await told(kring, kring.cast.people["wil"].id) == [TOLD]
    assert await told(kring, twin.person) == []
    await kring.mehmet.says("/lijst")
    await kring.idle()
    assert "⭐" not in kring.mehmet.last().text


async def test_words_behind_a_command_and_a_voice_are_asked_about_too(kring: KringUnderTest) -> None:
    twin = await joins(kring, kring.wil, "Wil Jansen", "Maan")
    await kring.wil.says(f"/afspraken {TOLD}")
    await kring.wil.waits_for("Voor welke kring")
    await kring.wil.sends_voice()
    await kring.idle()
    await kring.wil.taps("Kring 🌙")
    await kring.wil.waits_for("🌙 Bewaard")
    kept = await told(kring, twin.person)
    assert len(kept) == 2
    assert kept[0] == f"/afspraken {TOLD}"
    assert await told(kring, kring.cast.people["wil"].id) == []


async def test_after_leaving_the_one_the_other_goes_on_without_a_mark(kring: KringUnderTest) -> None:
    twin = await joins(kring, kring.wil, "Wil Jansen", "Maan")
    await kring.wil.says("/instellingen")
    await kring.wil.taps("Helemaal stoppen")
    await kring.wil.taps("Ja, ik stop")
    await kring.idle()
    async with kring.reading() as uow:
        membership = await uow.circle.membership(twin.person)
    assert membership is not None
    assert membership.state is MemberState.ENDED
    await kring.wil.says("/afspraken")
    await kring.idle()
    assert kring.wil.last().text.startswith("U heeft nu geen afspraken")
    assert not [label for label in kring.wil.buttons() if label.startswith("Kring")]


async def test_an_invitation_that_was_forwarded_leads_nobody_in(kring: KringUnderTest) -> None:
    bob = await added(kring, "Bob Smit")
    issued = await invited(kring, bob)
    await kring.stranger.says(f"/start {issued.token.reveal()}")
    await kring.stranger.waits_for("zes cijfers")
    await kring.stranger.says("123456" if issued.code.reveal() != "123456" else "654321")
    await kring.stranger.waits_for("Dit lukt zo niet.")
    await kring.idle()
    assert not kring.sanne.heard("koppelen")
    async with kring.reading() as uow:
        membership = await uow.circle.membership(bob.id)
    assert membership is not None
    assert membership.state is MemberState.INVITED
    # Whoever passed it on cannot come in by the same link either; the gezinsmanager makes another.
    again = await invited(kring, bob)
    await kring.stranger.says(issued.code.reveal())
    await kring.idle()
    assert kring.stranger.last().text.startswith("Dit lukt zo niet.")
    assert again.token != issued.token


async def test_who_has_link_and_code_still_needs_the_voice_of_who_was_meant(kring: KringUnderTest) -> None:
    bob = await added(kring, "Bob Smit")
    await words_shown(kring, kring.stranger, await invited(kring, bob))
    await kring.sanne.waits_for("wil koppelen")
    await kring.stranger.says("/taken")
    await kring.idle()
    assert "uitnodiging" in kring.stranger.last().text
    async with kring.unit() as uow:
        await circle.remove(uow, manager_of(kring, "Ster"), person=bob.id)
    await kring.stranger.says("/afspraken")
    await kring.idle()
    assert "uitnodiging" in kring.stranger.last().text


async def test_a_member_removed_while_a_task_is_open_answers_nothing_any_more(kring: KringUnderTest) -> None:
    bob = await joins(kring, kring.stranger, "Bob Smit")
    task = await gives_task(kring, wil_of(kring), bob, on=date(2026, 11, 26))
    await kring.move_to("2026-11-25 17:30")
    reminded = await kring.wil.waits_for("Ophalen van school")
    assert reminded is not None
    async with kring.unit() as uow:
        await circle.remove(uow, manager_of(kring, "Ster"), person=kring.cast.people["wil"].id)
    await kring.idle()
    await kring.wil.taps("Gedaan", message=reminded)
    await kring.idle()
    turn = await turn_of(kring, task)
    assert (turn.state, turn.by) == (TurnState.OFFERED, None)
    offered = await kring.stranger.waits_for("Ophalen van school")
    assert offered is not None
    await kring.stranger.taps("ik doe het", message=offered)
    await kring.idle()
    assert (await turn_of(kring, task)).holder == bob.person
    said = len(kring.wil.messages())
    await kring.move_to("2026-11-27 12:00")
    assert len(kring.wil.messages()) == said


async def test_the_turn_of_a_member_who_blocked_the_bot_goes_to_the_next(kring: KringUnderTest) -> None:
    bob = await joins(kring, kring.stranger, "Bob Smit")
    task = await gives_task(kring, wil_of(kring), bob, on=date(2026, 11, 26))
    await kring.idle()
    await kring.wil.blocks()
    await kring.idle()
    await kring.move_to("2026-11-25 17:30")
    turn = await turn_of(kring, task)
    assert turn.holder != kring.cast.people["wil"].id
    assert turn.asked == {bob.person}
    async with kring.reading() as uow:
        items = [item for item in await uow.work_items.all_open() if item.kind is WorkKind.CALL_NOT_REACHED]
    assert kring.cast.people["wil"].id in {item.person for item in items}
    await kring.stranger.waits_for("Ophalen van school")
