"""What repeats, on the telephone: said behind a doorbell, in an agenda as a whole, and a task that changes hands."""

from dataclasses import replace
from datetime import date, time

from domain.appointments import Kind
from domain.secret import Secret
from domain.series import Every, Series
from domain.task_forms import filled_of
from tests.stories.test_circle import taps
from tests.support.circle_made import given, neighbour_joins
from tests.support.plans_made import manager_of
from tests.support.world import KringUnderTest
from usecases import repeating, tasks
from usecases.planning import Filled

TUESDAYS = Series(date(2026, 12, 8), time(10), Every.WEEK, times=6)


async def planned(kring: KringUnderTest) -> None:
    """Six Tuesdays for the mother, of which she has heard."""
    people, place = (kring.cast.people["fatima"].id,), Secret("Wijkhuis")
    filled = Filled(Kind.HOME_VISIT, None, 60, obligatory=False, people=people, place=place, number=None)
    family = kring.cast.families["Ster"].id
    async with kring.unit() as uow:
        await repeating.plan_series(
            uow, manager_of(kring.cast), family=family, filled=filled, series=TUESDAYS
        )
    await kring.move_to("2026-11-23 09:11")


async def looks_along(kring: KringUnderTest, phone: str) -> None:
    """Somebody looks along on this telephone."""
    await getattr(kring, phone).says("/instellingen")
    await taps(kring, getattr(kring, phone), "Iemand kijkt mee")


def files_sent(kring: KringUnderTest) -> list[str]:
    """The words under each file that was sent."""
    calls = kring.stand_in.journal.calls
    return [str(call.params["caption"]) for call in calls if call.method == "sendDocument"]


async def test_a_shared_phone_says_behind_its_doorbell_that_it_repeats(kring: KringUnderTest) -> None:
    await looks_along(kring, "fatima")
    await planned(kring)
    assert kring.fatima.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.fatima, "Bekijk")
    assert "En daarna elke week op dinsdag." in kring.fatima.last().text
    assert "dinsdag 8 december om 10.00 uur" in kring.fatima.last().text


async def test_the_whole_series_goes_into_an_agenda(kring: KringUnderTest) -> None:
    await planned(kring)
    await taps(kring, kring.fatima, "Ik kom", "Zet in agenda")
    (said,) = files_sent(kring)
    assert said.startswith("Hiermee zet u de hele reeks afspraken in uw agenda.")


async def test_all_the_turns_of_an_own_task_go_into_an_agenda(kring: KringUnderTest) -> None:
    await given(kring, others=())
    await kring.move_to("2026-11-29 17:01")
    await taps(kring, kring.wil, "Zet in agenda")
    (said,) = files_sent(kring)
    assert said.startswith("Hiermee zet u alle keren dat u dit doet in uw agenda.")


async def test_whose_task_it_was_hears_it_kindly_and_no_name(kring: KringUnderTest) -> None:
    person, _ = await neighbour_joins(kring)
    task = await given(kring, others=())
    await taps(kring, kring.wil, "Ja, dat is goed")
    await looks_along(kring, "wil")
    filled = replace(filled_of(task), owner=person.id)
    async with kring.unit() as uow:
        await tasks.change(uow, manager_of(kring.cast), task=task.id, revision=1, filled=filled)
    await kring.idle()
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk")
    said = kring.wil.last().text
    assert said == (
        "Van school halen\nVanaf maandag 30 november hoeft u dit niet meer te doen.\nDank u wel dat u wilde helpen."
    )
    await taps(kring, kring.wil, "Verberg")
    assert kring.wil.last().text == "Er staat iets voor u klaar."
