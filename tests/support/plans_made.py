"""Plans of goals, made the way a gezinsmanager makes them but without the typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actors import CaseManager
from domain.plans import Goal, GoalId, Plan, PlanText
from domain.secret import Secret
from tests.support.cast import Cast
from tests.support.world import KringUnderTest
from usecases import plans
from usecases.ports import Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal to be made: by what symbol and nickname it goes, who of the cast works on it, and what it says."""

    symbol: str
    nickname: str
    people: tuple[str, ...] = ("fatima", "noor")
    words: str = "Wij willen het weer leuk hebben samen"


FOOTBALL = Wish("⚽", "voetbal", ("fatima", "noor"), "Elke zaterdag gaan wij zonder ruzie naar het voetbal")
BEDTIME = Wish("⏰", "slaaptijd", ("fatima",), "De kinderen liggen om acht uur in bed")
TWO_GOALS = (FOOTBALL, BEDTIME)


async def established(
    kring: KringUnderTest, family: str = "Ster", *, goals: Sequence[Wish] = TWO_GOALS
) -> Plan:
    """The family of this alias has a plan with these goals, established now; who hears of it, has heard."""
    async with kring.unit() as uow:
        plan = await establish_in(uow, kring.cast, family, goals=goals)
    await kring.idle()
    return plan


async def establish_in(
    uow: Unit, cast: Cast, family: str = "Ster", *, goals: Sequence[Wish] = TWO_GOALS
) -> Plan:
    """The same within a transaction; a plan that was there already gets these goals in the place of its own."""
    who, household = manager_of(cast, family), cast.families[family]
    present = await uow.plans.of(household.id)
    known = present.established.text.goals if present is not None and present.established else ()
    made = await plans.save(
        uow, who, family=household.id, version=None, revision=0, text=plan_text(cast, goals, known)
    )
    return await plans.establish(uow, who, version=made.id, revision=made.revision)


def manager_of(cast: Cast, family: str = "Ster") -> CaseManager:
    """The gezinsmanager of the family of this alias, as an acting type."""
    professional = next(p for p in cast.professionals.values() if p.id == cast.families[family].case_manager)
    return CaseManager(professional.id, professional.team)


def plan_text(cast: Cast, goals: Sequence[Wish] = TWO_GOALS, known: Sequence[Goal] = ()) -> PlanText:
    """A plan with these goals, shared with whoever works on one; a goal that is known by its nickname stays itself."""
    made = tuple(a_goal(cast, wish, number, known) for number, wish in enumerate(goals, start=1))
    return PlanText(
        strengths=Secret("Jullie lachen veel samen"),
        worries=Secret("De avonden zijn druk"),
        needed=Secret("Rust in huis"),
        goals=made,
        people=frozenset(person for goal in made for person in goal.people),
    )


def a_goal(cast: Cast, wish: Wish, number: int = 1, known: Sequence[Goal] = ()) -> Goal:
    """One goal; its id is made up, unless it is known."""
    before = next((goal.id for goal in known if goal.nickname == wish.nickname), GoalId(UUID(int=number)))
    return Goal(
        id=before,
        symbol=wish.symbol,
        nickname=wish.nickname,
        words=Secret(wish.words),
        zero=Secret("Elke dag ruzie"),
        ten=Secret("Geen ruzie meer"),
        people=frozenset(cast.people[key].id for key in wish.people),
    )
