"""What the desk shows: by name only what is one's own, and each family with its last contact and next appointment."""

import pytest

from domain.actors import CaseManager, NetworkMember, Parent
from domain.appointments import Answer, Kind, Outcome
from domain.glance import Glance
from domain.people import ProfessionalRole, Role
from domain.secret import Secret
from domain.threads import MessageKind
from storage.statements import Row
from storage.transactions import Ask, Transaction
from tests.usecases.world import ADMINISTRATOR, World, wall
from usecases import attendance, desk, desk_families, planning
from usecases.appointments import record_outcome
from usecases.families import add_family, add_person
from usecases.organisation import add_professional, add_team
from usecases.planning import Filled
from usecases.threads import Incoming, keep

SYMBOLS = "🌵🌷🌹🌻🌽🍀🍁🍄🍇🍉🍋🍌🍍🍎🍐🍒🍓🍔🍕🍩"


async def glance(world: World) -> Glance:
    """Family ⭐ in Sanne's list."""
    (row,) = await world.do(desk_families.see_all, world.sanne)
    return row.glance


async def test_a_family_of_which_nothing_is_known_is_in_the_list(world: World) -> None:
    assert await glance(world) == Glance()


async def test_the_last_contact_is_the_newest_of_a_message_an_answer_and_a_visit(world: World) -> None:
    visit = await world.plan("fatima", at="2026-11-23 11:00")
    later = await world.plan("fatima", at="2026-12-03 11:00")
    assert await glance(world) == Glance(next_at=wall("2026-11-23 11:00"))
    world.clock.now = wall("2026-11-23 12:30")
    await world.do(record_outcome, world.sanne, appointment_id=visit.id, outcome=Outcome.HELD)
    assert await glance(world) == Glance(wall("2026-12-03 11:00"), wall("2026-11-23 11:00"))
    world.clock.now = wall("2026-11-24 09:00")
    who = world.who("fatima")
    await world.do(attendance.answer, who, appointment_id=later.id, version=0, said=Answer.COMING)
    assert (await glance(world)).last_at == wall("2026-11-24 09:00")
    world.clock.now = wall("2026-11-25 09:00")
    incoming = Incoming(MessageKind.TEXT, Secret("hallo"), 1, 2)
    await world.do(keep, who, incoming=incoming, account=b"f" * 32, chat=601)
    seen = await glance(world)
    assert (seen.last_at, seen.waiting, seen.urgent) == (wall("2026-11-25 09:00"), True, False)


async def test_what_was_called_off_is_no_next_appointment(world: World) -> None:
    await world.cancel(await world.plan("fatima", at="2026-12-03 11:00"))
    assert (await glance(world)).next_at is None


async def test_a_list_that_a_team_shares_names_nobody_of_a_colleague(world: World) -> None:
    team = await world.do(add_team, ADMINISTRATOR, name=Secret("Team Zuid"))
    everybody: list[CaseManager] = []
    for name in ("Anna", "Bert"):
        made = await world.do(
            add_professional,
            ADMINISTRATOR,
            name=Secret(name),
            role=ProfessionalRole.CASE_MANAGER,
            team=team.id,
        )
        everybody.append(CaseManager(made.id, made.team))
    anna, bert = everybody
    family = await world.do(
        add_family, ADMINISTRATOR, alias="Zon", symbol="🌞", case_manager=anna.professional
    )
    person = await world.do(
        add_person, ADMINISTRATOR, family=family.id, role=Role.NETWORK_MEMBER, name=Secret("Truus")
    )
    async with world.unit() as uow:
        await attendance.ask_call(uow, NetworkMember(person.id, family.id))
        (item,) = await uow.work_items.open_of(anna.professional)
        await uow.work_items.move_to_team(item.id)
    (hers,) = (await world.do(desk.today, anna)).work
    (his,) = (await world.do(desk.today, bert)).work
    assert hers.name == Secret("Truus")
    assert his.item.id == hers.item.id
    assert his.name is None
    assert his.family is not None


async def test_more_families_cost_no_more_trips(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    once = Transaction.several

    async def counting(self: Transaction, *asks: Ask) -> list[list[Row]]:
        counted.append(self)
        return await once(self, *asks)

    async def trips() -> tuple[int, int]:
        counted.clear()
        await world.do(desk_families.see_all, world.sanne)
        families = len(counted)
        await world.do(desk.today, world.sanne)
        return families, len(counted) - families

    monkeypatch.setattr(Transaction, "several", counting)
    await _busy_family(world, 0)
    # The first time keys are opened too, which then stay in memory.
    await trips()
    few = await trips()
    for number in range(1, 20):
        await _busy_family(world, number)
    await trips()
    assert await trips() == few


async def _busy_family(world: World, number: int) -> None:
    """A family with an appointment today, in which somebody asked to be called."""
    async with world.unit() as uow:
        family = await add_family(
            uow,
            world.sanne,
            alias=f"Gezin{number}",
            symbol=SYMBOLS[number],
            case_manager=world.sanne.professional,
        )
        someone = await add_person(
            uow, world.sanne, family=family.id, role=Role.PARENT, name=Secret(f"Iemand {number}")
        )
        filled = Filled(Kind.PHONE, wall("2026-11-23 15:00"), 30, False, (someone.id,), None, None)
        drafted = await planning.write_draft(uow, world.sanne, family=family.id, filled=filled)
        await planning.confirm_draft(uow, world.sanne, draft_id=drafted.draft.id)
        await attendance.ask_call(uow, Parent(someone.id, family.id))
