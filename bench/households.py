"""Many families with a plan that lives: four people, four goals, and weeks of check-ins behind them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.population import ADMINISTRATOR
from domain.checkins import Question, Scale, Score, Turn, TurnId
from domain.linking import Recipient
from domain.people import (
    Called,
    Family,
    FamilyId,
    Person,
    PersonId,
    Professional,
    ProfessionalId,
    ProfessionalRole,
    Role,
    TeamId,
)
from domain.plans import (
    Goal,
    GoalId,
    GoalStand,
    Plan,
    PlanState,
    PlanText,
    PlanVersion,
    PlanVersionId,
    Step,
    StepId,
)
from domain.rounds import WEEK, Round, RoundId, closes_at
from domain.secret import Secret
from storage.archive import Archive
from usecases.organisation import add_professional, set_up
from usecases.ports import Unit

WHO = (
    (Role.PARENT, Called.MOTHER),
    (Role.PARENT, Called.FATHER),
    (Role.YOUNG_PERSON, Called.YOUNG_PERSON),
    (Role.YOUNG_PERSON, Called.YOUNG_PERSON),
)
SYMBOLS = ("🚀", "🌈", "🍎", "🎈")
WORDS = Secret("Wij eten elke avond samen aan tafel en praten rustig over de dag.")
SAID = Secret("Het ging deze week wat beter. Wij hebben er samen over gepraat.")
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Household:
    """One family, everybody in it and its goals; ``newest`` is its round that is open, if one was made."""

    family: FamilyId
    people: tuple[PersonId, ...]
    goals: tuple[GoalId, ...]


@dataclass(frozen=True, slots=True)
class Houses:
    """The gezinsmanager of all of them, and the families."""

    case_manager: ProfessionalId
    team: TeamId
    families: tuple[Household, ...]


async def households(archive: Archive, count: int, *, weeks: int, monday: date) -> Houses:
    """So many families; ``weeks`` rounds before that of ``monday`` were closed, with an answer of everybody."""
    async with archive.unit() as uow:
        await set_up(uow, ADMINISTRATOR, organisation=Secret("Bench"), team=Secret("Bench"))
        sanne = await add_professional(
            uow, ADMINISTRATOR, name=Secret("Sanne de Visser"), role=ProfessionalRole.CASE_MANAGER
        )
    made: list[Household] = []
    for begin in range(0, count, AT_ONCE):
        async with archive.unit() as uow:
            for number in range(begin, min(begin + AT_ONCE, count)):
                household = await _household(uow, sanne, number, monday - WEEK * weeks, monday)
                made.append(household)
                for back in range(weeks, 0, -1):
                    week = monday - WEEK * back
                    one = Round(
                        RoundId(uow.new_id()), household.family, week, weeks - back + 1, closes_at(week)
                    )
                    await uow.check_ins.add_round(one)
                    await uow.check_ins.save_round(
                        Round(one.id, one.family, one.week, one.number, one.closes_at, one.closes_at)
                    )
                    await answered(uow, sanne.id, household, one)
    return Houses(sanne.id, sanne.team, tuple(made))


async def answered(uow: Unit, case_manager: ProfessionalId, household: Household, one: Round) -> None:
    """Everybody gave every goal a score and said something; so did the gezinsmanager."""
    at = one.closes_at - timedelta(days=2)
    holders = [Recipient(person=person) for person in household.people]
    for which, holder in enumerate([*holders, Recipient(professional=case_manager)]):
        found = await uow.check_ins.turn_of(one.id, holder)
        question = Question.WELL if holder.person else Question.REMARK
        await uow.check_ins.keep_turn(
            Turn(
                id=found.id if found else TurnId(uow.new_id()),
                round=one.id,
                holder=holder,
                asked_at=at,
                scores=_scores(household, which + one.number, at),
                words={question: SAID},
            )
        )


def _scores(household: Household, turn: int, at: datetime) -> dict[GoalId, Score]:
    return {
        goal: Score(Scale.NUMBERS, (3 + turn + 2 * number) % 11, at, at)
        for number, goal in enumerate(household.goals)
    }


async def _household(uow: Unit, sanne: Professional, number: int, since: date, monday: date) -> Household:
    family = Family(FamilyId(uow.new_id()), f"Huis{number}", f"S{number}", sanne.team, sanne.id)
    await uow.families.add_family(family)
    people = []
    for which, (role, called) in enumerate(WHO):
        name = Secret(f"Persoon{which} van {family.alias}")
        person = Person(PersonId(uow.new_id()), family.id, role, called, name)
        await uow.families.add_person(person)
        people.append(person.id)
    version = _version(uow, family, people, sanne, since)
    await uow.plans.keep_version(version)
    for goal in version.text.goals:
        await uow.plans.keep_stand(GoalStand(goal.id, family.id, version.made_at))
    await uow.plans.save(Plan(family.id, established=version, rounds_from=since, next_round=monday))
    return Household(family.id, tuple(people), tuple(goal.id for goal in version.text.goals))


def _version(
    uow: Unit, family: Family, people: list[PersonId], sanne: Professional, since: date
) -> PlanVersion:
    at = closes_at(since - WEEK)
    everybody = frozenset(people)
    goals = tuple(
        Goal(
            GoalId(uow.new_id()),
            symbol,
            f"Doel {number}",
            WORDS,
            zero=WORDS,
            ten=WORDS,
            steps=(Step(StepId(uow.new_id()), WORDS),),
            people=everybody,
        )
        for number, symbol in enumerate(SYMBOLS)
    )
    return PlanVersion(
        id=PlanVersionId(uow.new_id()),
        family=family.id,
        number=1,
        text=PlanText(strengths=WORDS, worries=WORDS, needed=WORDS, goals=goals, people=everybody),
        made_at=at,
        made_by=Recipient(professional=sanne.id),
        state=PlanState.ESTABLISHED,
        proposed_at=at,
        discussed_at=at,
        established_at=at,
    )
