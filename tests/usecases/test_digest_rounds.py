"""Check-ins in the digest: what closed since the digest of the working day before, and signals that wait."""

from datetime import date

from domain.digest import Digest, DigestRound, FamilyName
from domain.signals import SignalRule
from handlers.views.digest import digest_view
from tests.usecases.checking_in import begin, score, talker
from tests.usecases.test_signals import kept
from tests.usecases.world import World
from usecases import own_plan, signals
from usecases.digest import read_digest

STAR = FamilyName("⭐", "Ster")


async def begin_read(world: World) -> None:
    """The first round has begun, and everybody has read the plan."""
    await begin(world)
    for key in ("fatima", "noor"):
        await world.do(own_plan.see, talker(world, key))


async def digest(world: World, day: date) -> Digest:
    return await world.do(read_digest, world.sanne, day=day)


async def test_a_round_stands_in_the_digest_of_the_next_working_day_and_then_no_more(world: World) -> None:
    await begin_read(world)
    await score(world, "fatima", 4)
    await world.at("2026-12-07 08:00")
    assert (await digest(world, date(2026, 12, 7))).rounds == (DigestRound(STAR, 2, 1, 0),)
    await world.at("2026-12-08 08:00")
    assert (await digest(world, date(2026, 12, 8))).rounds == ()


async def test_after_a_holiday_it_stands_in_the_first_digest_that_follows(world: World) -> None:
    # The round of Sunday 27 December closes after Christmas; one of the 20th is in the digest of the 21st.
    await begin(world)
    await world.at("2026-12-28 08:00")
    shown = (await digest(world, date(2026, 12, 28))).rounds
    assert [(one.asked, one.answered) for one in shown] == [(2, 0)]


async def test_signals_stand_there_until_somebody_has_seen_to_them(world: World) -> None:
    await begin_read(world)
    await score(world, "fatima", 8)
    await score(world, "noor", 6)
    await world.at("2026-12-07 09:00")
    await score(world, "fatima", 2)
    await score(world, "noor", 6)
    await world.at("2026-12-14 08:00")
    made = await digest(world, date(2026, 12, 14))
    assert made.rounds == (DigestRound(STAR, 2, 2, 1),)
    assert "⭐ Ster: 2 van 2 ingevuld, 1 signaal" in digest_view(made, world.clock.now).text
    (fell,) = await kept(world, SignalRule.FELL)
    assert (await digest(world, date(2026, 12, 15))).rounds == (DigestRound(STAR, 0, 0, 1),)
    await world.do(signals.seen, world.sanne, signal=fell.id)
    assert (await digest(world, date(2026, 12, 15))).rounds == ()


async def test_the_digest_of_another_says_nothing_of_it(world: World) -> None:
    await begin(world)
    await world.at("2026-12-07 08:00")
    assert (await world.do(read_digest, world.mehmet, day=date(2026, 12, 7))).rounds == ()
    assert (await world.do(read_digest, world.ria, day=date(2026, 12, 7))).rounds == ()
