"""Planning: a draft becomes one appointment, or several kept apart; whom Kring cannot reach is on a list at once."""

from datetime import timedelta
from typing import Any

import pytest

from domain.appointments import DEFAULT_MINUTES, Kind
from domain.drafts import DRAFT_LIVES, DraftChange
from domain.errors import NotAllowed, NotTheFuture, Outdated, Unsuitable
from domain.people import FlagKind
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.usecases.world import ADMINISTRATOR, World, wall
from usecases import attendance, planning
from usecases.families import lift_flag
from usecases.planning import Drafted

THURSDAY = "2026-11-26 14:00"
PLACE = "Kanariepad 12"


async def _draft(world: World, **known: Any) -> Drafted:
    async with world.unit() as uow:
        return await planning.start_draft(uow, world.sanne, family=world.cast.families["Ster"].id, **known)


async def test_what_is_confirmed_is_what_was_put_together(world: World) -> None:
    drafted = await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    changes = (
        DraftChange(toggle=world.id("fatima")),
        DraftChange(toggle=world.id("noor")),
        DraftChange(toggle=world.id("noor")),
        DraftChange(minutes=45),
        DraftChange(toggle_obligatory=True),
        DraftChange(place=Secret(PLACE)),
        DraftChange(number=Secret("0113-276276")),
    )
    async with world.unit() as uow:
        for change in changes:
            await planning.change_draft(uow, world.sanne, draft_id=drafted.draft.id, change=change)
        planned = await planning.confirm_draft(uow, world.sanne, draft_id=drafted.draft.id)

    (made,) = planned.appointments
    kept = await world.appointment(made.id)
    assert (kept.kind, kept.starts_at, kept.minutes) == (Kind.OFFICE, wall(THURSDAY), 45)
    assert kept.people == (world.id("fatima"),)
    assert kept.obligatory
    assert kept.place == Secret(PLACE)
    assert kept.number == Secret("0113-276276")
    assert planned.to_write == ()


async def test_nobody_hears_of_a_draft(world: World) -> None:
    await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    await world.at(timedelta(days=1))
    assert world.said_to("fatima") == []


async def test_the_length_is_the_usual_one_when_none_is_given(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY, kind=Kind.CIRCLE_MEETING)
    assert made.minutes == DEFAULT_MINUTES[Kind.CIRCLE_MEETING]


async def test_nobody_is_chosen_beforehand_when_several_could_be_meant(world: World) -> None:
    assert (await _draft(world)).draft.people == ()


async def test_an_only_parent_is_chosen_beforehand(world: World) -> None:
    async with world.unit() as uow:
        family = world.cast.families["Maan"].id
        drafted = await planning.start_draft(uow, world.mehmet, family=family)
    assert drafted.draft.people == (world.id("lotte"),)


async def test_a_second_tap_on_confirm_makes_no_second_appointment(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    again = await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    async with world.unit() as uow:
        change = DraftChange(toggle=world.id("fatima"))
        await planning.change_draft(uow, world.sanne, draft_id=again.draft.id, change=change)
        await planning.confirm_draft(uow, world.sanne, draft_id=again.draft.id)
    before = world.rows("SELECT count(*) FROM appointments")
    with pytest.raises(Outdated):
        await world.do(planning.confirm_draft, world.sanne, draft_id=again.draft.id)
    assert world.rows("SELECT count(*) FROM appointments") == before == [(2,)]


async def test_a_dropped_draft_cannot_be_confirmed(world: World) -> None:
    drafted = await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    async with world.unit() as uow:
        await planning.drop_draft(uow, world.sanne, draft_id=drafted.draft.id)
    with pytest.raises(Outdated):
        await world.do(planning.confirm_draft, world.sanne, draft_id=drafted.draft.id)


async def test_a_draft_left_alone_for_half_a_day_is_gone(world: World) -> None:
    drafted = await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    world.clock.now += DRAFT_LIVES
    change = DraftChange(minutes=30)
    with pytest.raises(Outdated):
        await world.do(planning.change_draft, world.sanne, draft_id=drafted.draft.id, change=change)


async def test_a_draft_of_a_family_is_not_for_a_colleague_of_another(world: World) -> None:
    drafted = await _draft(world)
    with pytest.raises(NotAllowed):
        await world.do(planning.drop_draft, world.mehmet, draft_id=drafted.draft.id)


@pytest.mark.parametrize(
    "change",
    [DraftChange(place=Secret("")), DraftChange(place=Secret("x" * 201)), DraftChange(number=Secret(""))],
)
async def test_a_place_or_number_has_one_to_two_hundred_characters(world: World, change: DraftChange) -> None:
    drafted = await _draft(world)
    with pytest.raises(Unsuitable):
        await world.do(planning.change_draft, world.sanne, draft_id=drafted.draft.id, change=change)


async def test_somebody_of_another_family_cannot_take_part(world: World) -> None:
    drafted = await _draft(world)
    change = DraftChange(toggle=world.id("lotte"))
    with pytest.raises(Unsuitable):
        await world.do(planning.change_draft, world.sanne, draft_id=drafted.draft.id, change=change)


async def test_what_is_incomplete_cannot_be_confirmed(world: World) -> None:
    drafted = await _draft(world, kind=Kind.OFFICE, starts_at=wall(THURSDAY))
    with pytest.raises(Unsuitable):
        await world.do(planning.confirm_draft, world.sanne, draft_id=drafted.draft.id)


async def test_a_moment_that_passed_while_the_draft_lay_there_is_refused(world: World) -> None:
    drafted = await _draft(world, kind=Kind.OFFICE, starts_at=wall("2026-11-23 10:00"))
    async with world.unit() as uow:
        change = DraftChange(toggle=world.id("fatima"))
        await planning.change_draft(uow, world.sanne, draft_id=drafted.draft.id, change=change)
    world.clock.now = wall("2026-11-23 10:00")
    with pytest.raises(NotTheFuture):
        await world.do(planning.confirm_draft, world.sanne, draft_id=drafted.draft.id)


async def test_people_who_may_not_meet_get_rows_of_their_own(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    planned = await world.planned("fatima", "jan", "noor", at=THURSDAY)

    groups = {frozenset(a.people) for a in planned.appointments}
    assert groups == {frozenset({world.id(key)}) for key in ("fatima", "jan", "noor")}
    assert all(a.apart for a in planned.appointments)


async def test_what_one_of_them_does_cannot_be_seen_by_the_other(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    planned = await world.planned("fatima", "jan", at=THURSDAY)
    hers = next(a for a in planned.appointments if a.people == (world.id("fatima"),))
    his = next(a for a in planned.appointments if a.people == (world.id("jan"),))
    await world.move(hers, "2026-11-27 09:30")

    await world.at(timedelta(hours=1))  # Rows kept apart are told some minutes apart.
    assert world.kinds_said_to("jan") == ["AppointmentMade"]
    async with world.unit() as uow:
        assert await attendance.agenda(uow, world.who("jan")) == (await world.appointment(his.id),)


async def test_people_without_such_a_flag_share_one_row(world: World) -> None:
    made = await world.plan("fatima", "jan", "wil", at=THURSDAY)
    assert set(made.people) == {world.id("fatima"), world.id("jan"), world.id("wil")}
    assert not made.apart


async def test_a_lifted_no_contact_flag_keeps_nobody_apart(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    async with world.unit() as uow:
        await lift_flag(
            uow, ADMINISTRATOR, kind=FlagKind.NO_CONTACT, person=world.id("jan"), other=world.id("fatima")
        )
    assert len((await world.planned("fatima", "jan", at=THURSDAY)).appointments) == 1


async def test_a_participant_without_a_telephone_is_on_the_list_at_once(world: World) -> None:
    await world.unlink("wil")
    planned = await world.planned("fatima", "wil", at=THURSDAY)

    assert [c.value for c in planned.to_write] == ["grandmother"]
    (item,) = await world.items()
    assert (item.kind, item.person) == (WorkKind.CALL_OR_WRITE, world.id("wil"))
    assert item.appointment == planned.appointments[0].id


async def test_a_participant_who_did_not_agree_yet_is_on_the_list_too_and_hears_nothing(world: World) -> None:
    await world.unconsent("wil")
    planned = await world.planned("wil", at=THURSDAY)
    assert len(planned.to_write) == 1
    await world.at(timedelta(minutes=10))
    assert world.said_to("wil") == []
    (item,) = await world.items()
    assert (item.kind, item.count) == (WorkKind.CALL_OR_WRITE, 2)


async def test_a_secret_address_hides_the_place_from_everybody_in_the_family(world: World) -> None:
    await world.flag(FlagKind.SECRET_ADDRESS, "fatima")
    made = await world.plan("jan", at=THURSDAY, place=PLACE)
    assert not made.place_may_be_shown


async def test_an_address_that_becomes_secret_hides_the_places_of_what_was_planned_before(
    world: World,
) -> None:
    made = await world.plan("fatima", at=THURSDAY, place=PLACE)
    assert made.place_may_be_shown
    await world.flag(FlagKind.SECRET_ADDRESS, "fatima")
    assert not (await world.appointment(made.id)).place_may_be_shown


async def test_a_place_may_be_shown_when_no_address_is_secret(world: World) -> None:
    await world.flag(FlagKind.SHARED_PHONE, "fatima")
    assert (await world.plan("fatima", at=THURSDAY, place=PLACE)).place_may_be_shown
