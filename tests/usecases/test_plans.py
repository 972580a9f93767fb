"""The plan at the desk: written by two at once, given, discussed, established, version by version."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import NotFound, Unsuitable
from domain.notices import PlanReady
from domain.people import FlagKind
from domain.plan_changes import Part, changes
from domain.plan_copies import PlanCopy
from domain.plans import (
    NicknameTells,
    NoGoals,
    NotInTheMaking,
    PlanChanged,
    PlanState,
    PlanVersion,
    TooManyGoals,
)
from domain.secret import Secret
from tests.usecases.planned_plan import (
    at_desk,
    bedtime,
    begin,
    establish,
    give,
    rewrite,
    school,
    talker,
    text_of,
)
from tests.usecases.world import World
from usecases import plans, rhythms


async def _copy(world: World, version: PlanVersion, key: str) -> PlanCopy:
    copies = (await at_desk(world)).copies[version.id]
    return next(copy for copy in copies if copy.person == world.id(key))


async def test_a_version_is_begun_and_kept_word_for_word(world: World) -> None:
    made = await begin(world)
    seen = await at_desk(world)
    assert seen.versions == (made,)
    assert (made.number, made.revision, made.state) == (1, 1, PlanState.PROPOSED)
    assert made.text.goals[0].words == Secret("Om acht uur in bed")
    assert made.text.goals[0].steps[0].until == date(2026, 12, 20)
    assert {p.id for p in seen.people} == {world.id(key) for key in ("fatima", "jan", "noor")}
    assert seen.colleagues[world.sanne.professional] == Secret("Sanne Vermeulen")


async def test_the_same_text_twice_is_one_version(world: World) -> None:
    first = await begin(world)
    assert await begin(world) == first
    assert await rewrite(world, first) == first
    assert len((await at_desk(world)).versions) == 1


async def test_two_who_write_at_once_lose_nothing_and_see_what_differs(world: World) -> None:
    opened = await begin(world)
    of_sanne = await rewrite(world, opened, worries=Secret("De ochtenden zijn druk"))
    with pytest.raises(PlanChanged):
        await rewrite(world, opened, needed=Secret("Rust in de ochtend"))
    assert (await at_desk(world)).versions == (of_sanne,)
    of_colleague = replace(opened.text, needed=Secret("Rust in de ochtend"))
    assert [change.part for change in changes(of_sanne.text, of_colleague)] == [Part.WORRIES, Part.NEEDED]
    settled = await rewrite(world, of_sanne, needed=of_colleague.needed)
    assert (settled.revision, settled.text.worries.reveal()) == (3, "De ochtenden zijn druk")


async def test_two_who_begin_at_once_have_one_version(world: World) -> None:
    await begin(world)
    with pytest.raises(PlanChanged):
        await begin(world, replace(text_of(world), worries=Secret("Iets anders")))


async def test_goals_keep_their_id_and_new_ones_get_one_that_no_form_can_choose(world: World) -> None:
    first = await begin(world)
    invented = {goal.id for goal in text_of(world).goals}
    assert not {goal.id for goal in first.text.goals} & invented
    people = frozenset({world.id("fatima")})
    third = replace(school(people), symbol="🎨", nickname="tekenen")
    second = await rewrite(world, first, goals=(first.text.goals[1], first.text.goals[0], third))
    assert [goal.id for goal in second.text.goals[:2]] == [goal.id for goal in reversed(first.text.goals)]
    assert second.text.goals[2].id not in invented
    assert second.text.goals[1].steps == first.text.goals[0].steps


async def test_two_goals_with_one_id_become_two_goals(world: World) -> None:
    first = await begin(world)
    twin = replace(first.text.goals[0], symbol="🎨", nickname="tekenen")
    second = await rewrite(world, first, goals=(*first.text.goals, twin))
    assert len({goal.id for goal in second.text.goals}) == 3


@pytest.mark.parametrize(
    ("wrong", "refusal", "where"),
    [
        ({"words": Secret("")}, Unsuitable, "goals.0.words"),
        ({"words": Secret(" \u200b\n ")}, Unsuitable, "goals.0.words"),
        ({"words": Secret("a" * 5_000)}, Unsuitable, "goals.0.words"),
        ({"zero": Secret("a" * 201)}, Unsuitable, "goals.0.zero"),
        ({"nickname": ""}, Unsuitable, "goals.0.nickname"),
        ({"nickname": "rustig bij jan"}, NicknameTells, "goals.0.nickname"),
        ({"nickname": "bellen met sanne"}, NicknameTells, "goals.0.nickname"),
        ({"nickname": "op tijd"}, Unsuitable, "goals.1.nickname"),
        ({"symbol": "🚲"}, Unsuitable, "goals.1.symbol"),
        ({"symbol": "⭐"}, Unsuitable, "goals.0.symbol"),
    ],
)
async def test_a_goal_that_cannot_be_is_refused_and_nothing_is_kept(
    world: World, wrong: dict[str, object], refusal: type[Unsuitable], where: str
) -> None:
    first = await begin(world)
    goal = replace(first.text.goals[0], **wrong)  # type: ignore[arg-type]  # whatever the row names
    with pytest.raises(refusal) as caught:
        await rewrite(world, first, goals=(goal, first.text.goals[1]))
    assert caught.value.detail == where
    assert (await at_desk(world)).versions == (first,)


async def test_a_sixth_goal_is_refused(world: World) -> None:
    people = frozenset({world.id("fatima")})
    words = ("een", "twee", "drie", "vier", "vijf", "zes")
    many = tuple(
        replace(school(people), symbol=symbol, nickname=word)
        for symbol, word in zip("🎨🎈🍎🎵🧩🪁", words, strict=True)
    )
    assert len((await begin(world, text_of(world, goals=many[:5]))).text.goals) == 5
    with pytest.raises(TooManyGoals):
        await rewrite(world, (await at_desk(world)).versions[0], goals=many)


async def test_nobody_of_the_network_gets_the_plan(world: World) -> None:
    with pytest.raises(Unsuitable):
        await begin(world, text_of(world, "fatima", "wil"))


async def test_two_who_may_have_no_contact_share_no_goal(world: World) -> None:
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    with pytest.raises(Unsuitable) as caught:
        await begin(world, text_of(world, "fatima", "jan"))
    assert caught.value.detail == "goals.0.people"


async def test_a_flag_that_came_later_stops_what_was_written_before(world: World) -> None:
    made = await begin(world, text_of(world, "fatima", "jan"))
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    with pytest.raises(Unsuitable):
        await give(world, made)
    with pytest.raises(Unsuitable):
        await establish(world, made)


async def test_a_name_of_the_other_parent_in_a_goal_is_a_warning(world: World) -> None:
    text = text_of(world, "fatima", "jan")
    mine = replace(bedtime(frozenset({world.id("fatima")})), words=Secret("Jan komt op tijd"))
    family = world.cast.families["Ster"].id
    both = replace(mine, people=text.people)
    for goals, said in (((mine,), ["Jan"]), ((both,), [])):
        found = await world.do(plans.warnings, world.sanne, family=family, text=replace(text, goals=goals))
        assert [mention.said.reveal() for mention in found] == said


async def test_a_helper_of_the_network_may_be_named_where_helpers_stand_and_others_are_seen_there(
    world: World,
) -> None:
    goal = replace(
        bedtime(frozenset({world.id("fatima")})),
        helpers=Secret("Oma Wil en Jan, 06-12345678"),
        words=Secret("Naar de Kerkstraat 12"),
    )
    text = text_of(world, goals=(goal,))
    found = await world.do(plans.warnings, world.sanne, family=world.cast.families["Ster"].id, text=text)
    assert {m.said.reveal() for m in found} == {"Kerkstraat 12", "Jan", "06-12345678"}


async def test_a_citizen_service_number_is_not_kept(world: World) -> None:
    made = await begin(world, replace(text_of(world), needed=Secret("BSN 111222333 \r\n weg")))
    assert made.text.needed.reveal() == "BSN ••••••••• \n weg"


async def test_a_version_is_given_once_and_everybody_hears_once(world: World) -> None:
    made = await begin(world)
    given = await give(world, made)
    assert await give(world, made) == given
    assert (await _copy(world, given, "noor")).delivered_at == world.clock.now
    await world.tick()
    assert world.said_to("fatima") == [PlanReady(made.id)]
    assert world.said_to("noor") == [PlanReady(made.id)]
    assert not world.said_to("jan")


async def test_a_text_that_changed_is_given_and_agreed_with_anew(world: World) -> None:
    given = await give(world, await begin(world))
    await world.tick()
    await _note(world, given, "fatima")
    talked = await world.do(
        plans.discussed, world.sanne, version=given.id, people=frozenset({world.id("noor")})
    )
    changed = await rewrite(world, talked, needed=Secret("Meer rust"))
    assert (changed.proposed_at, changed.state) == (None, PlanState.DISCUSSED)
    copy = await _copy(world, changed, "fatima")
    assert (copy.delivered_at, copy.read_at, copy.agreed_at) == (None, None, None)
    assert (await _copy(world, changed, "noor")).discussed_at == world.clock.now
    await world.at("2026-11-24 10:00")
    await give(world, changed)
    await world.tick()
    assert world.said_to("fatima") == [PlanReady(given.id)] * 2


async def _note(world: World, version: PlanVersion, key: str, *, agreed: bool = True) -> PlanCopy:
    return await world.do(
        plans.note_copy, world.sanne, version=version.id, person=world.id(key), read=True, agreed=agreed
    )


async def test_what_happened_on_paper_is_noted_and_stays(world: World) -> None:
    made = await begin(world)
    noted = await _note(world, made, "fatima")
    world.clock.now += timedelta(days=1)
    assert await _note(world, made, "fatima", agreed=False) == noted
    assert noted.read_at == noted.agreed_at == noted.delivered_at
    with pytest.raises(NotFound):
        await _note(world, made, "jan")


async def test_it_was_discussed_with_who_was_there(world: World) -> None:
    made = await begin(world)
    people = frozenset({world.id("noor")})
    talked = await world.do(plans.discussed, world.sanne, version=made.id, people=people)
    assert (talked.state, talked.discussed_at) == (PlanState.DISCUSSED, world.clock.now)
    assert [c.person for c in (await at_desk(world)).copies[made.id]] == [world.id("noor")]
    for nobody in (frozenset[object](), frozenset({world.id("jan")})):
        with pytest.raises(Unsuitable):
            await world.do(plans.discussed, world.sanne, version=made.id, people=nobody)


async def test_establishing_begins_the_rounds_in_the_week_after(world: World) -> None:
    plan = await establish(world)
    assert (plan.rounds_from, plan.next_round) == (date(2026, 11, 30), date(2026, 11, 30))
    assert plan.look_at == world.clock.now
    assert plan.established is not None
    assert {s.goal for s in plan.stands} == {g.id for g in plan.established.text.goals}
    assert plan.open is None


async def test_establishing_twice_is_once(world: World) -> None:
    made = await begin(world)
    first = await establish(world, made)
    world.clock.now += timedelta(days=1)
    assert await establish(world, made) == first
    await world.tick()
    assert world.said_to("fatima") == [PlanReady(made.id)]


async def test_the_next_version_takes_the_place_of_the_first_and_rounds_go_on(world: World) -> None:
    first = await establish(world)
    assert first.established is not None
    await world.at("2026-12-09 10:00")
    kept, dropped = first.established.text.goals
    second = await begin(world, replace(first.established.text, goals=(kept,)))
    assert second.number == 2
    plan = await establish(world, second)
    assert plan.established is not None
    assert [g.id for g in plan.established.text.goals] == [kept.id]
    assert (plan.rounds_from, plan.asked) == (date(2026, 11, 30), 0)
    stopped = plan.stand_of(dropped.id)
    assert stopped is not None
    assert stopped.ended_at == world.clock.now
    states = [version.state for version in (await at_desk(world)).versions]
    assert states == [PlanState.ESTABLISHED, PlanState.REPLACED]


async def test_who_shared_their_line_is_asked_anew_when_somebody_joins_the_goal(world: World) -> None:
    first = await establish(world, await begin(world, text_of(world, "fatima", "noor")))
    for key in ("fatima", "noor"):
        await world.do(rhythms.change, talker(world, key), shares_lines=True)
    assert first.established is not None
    same = await establish(world, await begin(world, replace(first.established.text, may=Secret("Anders"))))
    assert (await world.do(rhythms.see, talker(world, "fatima"))).shares_lines
    assert same.established is not None
    everybody = same.established.text.people | {world.id("jan")}
    kept, other = same.established.text.goals
    joined = replace(same.established.text, people=everybody, goals=(replace(kept, people=everybody), other))
    await establish(world, await begin(world, joined))
    for key in ("fatima", "noor"):
        assert not (await world.do(rhythms.see, talker(world, key))).shares_lines


async def test_a_plan_without_a_goal_or_anybody_is_not_established(world: World) -> None:
    empty = await begin(world, text_of(world, goals=()))
    with pytest.raises(NoGoals):
        await establish(world, empty)
    lonely = await rewrite(world, empty, people=frozenset(), goals=(school(frozenset()),))
    for verb in (give, establish):
        with pytest.raises(Unsuitable):
            await verb(world, lonely)


async def test_who_acts_on_a_page_from_before_a_change_is_told(world: World) -> None:
    old = await begin(world)
    await rewrite(world, old, needed=Secret("Anders"))
    for verb in (give, establish):
        with pytest.raises(PlanChanged):
            await verb(world, old)


async def test_what_is_settled_is_not_written_in(world: World) -> None:
    made = await begin(world)
    await establish(world, made)
    with pytest.raises(NotInTheMaking):
        await rewrite(world, made, needed=Secret("Anders"))
    with pytest.raises(NotInTheMaking):
        await give(world, made)


async def test_a_version_of_another_family_is_not_found(world: World) -> None:
    made = await begin(world)
    moon = world.cast.families["Maan"].id
    with pytest.raises(NotFound):
        await world.do(
            plans.save, world.mehmet, family=moon, version=made.id, revision=1, text=text_of(world, goals=())
        )


async def test_taking_it_out_on_paper_is_logged_as_such(world: World) -> None:
    made = await begin(world)
    before = len(world.rows("SELECT n FROM audit WHERE mode = 'E'"))
    desk = await world.do(plans.for_paper, world.sanne, version=made.id)
    assert desk.version(made.id) == made
    assert len(world.rows("SELECT n FROM audit WHERE mode = 'E'")) == before + 1


async def test_what_was_given_anew_before_the_morning_rings_once(world: World) -> None:
    await world.at("2026-11-23 21:00")
    given = await give(world, await begin(world))
    again = await give(world, await rewrite(world, given, worries=Secret("De ochtenden zijn druk")))
    await establish(world, again)
    await world.at("2026-11-24 10:00")
    assert world.said_to("fatima") == [PlanReady(given.id)]
