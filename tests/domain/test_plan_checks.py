"""What a plan may say: five goals, each whole, and nicknames by which a stranger learns nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal, Unsuitable
from domain.names import is_symbol
from domain.people import Called, FamilyId, Flag, FlagKind, Person, PersonId, Role
from domain.plan_checks import GOAL_SYMBOLS, check, may_share
from domain.plans import (
    LONGEST_GOAL,
    LONGEST_NICKNAME,
    MOST_GOALS,
    Goal,
    GoalId,
    NicknameTells,
    PlanText,
    Step,
    StepId,
    TooManyGoals,
)
from domain.secret import Secret

FAMILY = FamilyId(UUID(int=1))
FATIMA, JAN, NOOR, WIL = (PersonId(UUID(int=n)) for n in range(11, 15))
PEOPLE = tuple(
    Person(which, FAMILY, role, called, Secret(name))
    for which, role, called, name in (
        (FATIMA, Role.PARENT, Called.MOTHER, "Fatima el Amrani"),
        (JAN, Role.PARENT, Called.FATHER, "Jan de Wit"),
        (NOOR, Role.YOUNG_PERSON, Called.YOUNG_PERSON, "Noor de Wit"),
        (WIL, Role.NETWORK_MEMBER, Called.GRANDMOTHER, "Wil Bo"),
    )
)
SANNE = (Secret("Sanne Vermeulen"),)


def _goal(number: int = 0, **different: object) -> Goal:
    goal = Goal(
        id=GoalId(UUID(int=100 + number)),
        symbol=GOAL_SYMBOLS[number],
        nickname=f"doel {'abcdefgh'[number]}",
        words=Secret("Elke dag buiten spelen"),
        people=frozenset({FATIMA, NOOR}),
    )
    return replace(goal, **different)  # type: ignore[arg-type]  # whatever the test names


def _text(*goals: Goal, **different: object) -> PlanText:
    text = PlanText(goals=goals, people=frozenset({FATIMA, NOOR}))
    return replace(text, **different)  # type: ignore[arg-type]  # whatever the test names


def _refused(text: PlanText, *flags: Flag, ended: frozenset[GoalId] = frozenset()) -> tuple[type, str] | None:
    try:
        check(text, people=PEOPLE, flags=flags, ended=ended, names=SANNE)
    except Refusal as refusal:
        return type(refusal), refusal.detail
    return None


def test_an_empty_plan_and_one_with_five_goals_can_be() -> None:
    assert _refused(PlanText()) is None
    assert _refused(_text(*(_goal(n) for n in range(MOST_GOALS)))) is None


def test_a_sixth_goal_cannot_but_one_that_ended_is_no_sixth() -> None:
    six = _text(*(_goal(n) for n in range(6)))
    assert _refused(six) == (TooManyGoals, "goals")
    assert _refused(six, ended=frozenset({six.goals[2].id})) is None


@pytest.mark.parametrize("symbol", GOAL_SYMBOLS)
def test_each_symbol_is_one_pictogram(symbol: str) -> None:
    assert is_symbol(symbol)


def test_there_are_enough_symbols_and_each_is_there_once() -> None:
    assert len(set(GOAL_SYMBOLS)) == len(GOAL_SYMBOLS) == 24


@pytest.mark.parametrize(
    "nickname",
    [
        *("fatima", "FATIMA", "rust bij Jan", "naar jan's huis", "noor slaapt", "vrede met amrani"),
        *("bij bo", "praten met sanne", "wit", "elamrani"),
        *("0612345678", "12", "🙂", "bel 0612345678"),
        *("weg van rechter", "kinderrechter", "de zitting", "OTS weg", "veilig thuis"),
        *("Veilig-Thuis", "jeugdbescherming", "verplicht", "geen politie"),
        *("O.T.S.", "zonder o t s", "f a t i m a"),
        *(
            "Fa tima",
            "F.a.t.i.m.a",
            "fat-ima",
            "Fati ma slaapt",
            "san_ne",
            "Fat1ma",
            "f4tima",
            "N00r",
            "5anne",
        ),
        *(
            "F\u0430tim\u0430",
            "N\u03bf\u03bfr",
            "\u0405\u0430nn\u0435",
            "Noortje",
            "noortjes rust",
            "bij Jantje",
        ),
        *("sannetje slaapt", "Fatimaatje", "0T5 weg", "Willetje"),
    ],
)
def test_a_nickname_that_tells_something_is_refused(nickname: str) -> None:
    assert _refused(_text(_goal(nickname=nickname))) == (NicknameTells, "goals.0.nickname")


@pytest.mark.parametrize(
    "nickname",
    [
        "voetbal",
        "op tijd",
        "januari fit",
        "buiten spelen",
        "rust",
        "ge-zel-lig",
        "5 keer per week",
        "é",
        "a.u.b.",
        *("slaaptijd", "de ochtend", "samen koken", "op de fiets", "rustig naar bed", "2 keer buiten"),
        *("beetje buiten", "kwartiertje", "uurtje lezen", "1 boek per dag", "boodschappen", "een appeltje"),
        *("om 7 uur wakker", "zo vaak", "en nu jij", "dit jaar", "of anders", "brood", "ei of brood"),
        *("te laat", "ga na", "van de bank", "tijd voor elkaar", "van natuur", "elk maal samen", "een ronde"),
    ],
)
def test_an_everyday_nickname_can_be(nickname: str) -> None:
    assert _refused(_text(_goal(nickname=nickname))) is None


@pytest.mark.parametrize(
    "nickname",
    [
        *("", "   ", "a" * (LONGEST_NICKNAME + 1), "a\nb", "a\u202eb", "a\u200bb"),
        *("/stop", "weg met /stop", "@iemand", "#rust", "http://x.nl", "kijk op x.nl"),
    ],
)
def test_a_nickname_is_one_short_line(nickname: str) -> None:
    assert _refused(_text(_goal(nickname=nickname))) == (Unsuitable, "goals.0.nickname")


def test_symbols_and_nicknames_stand_once() -> None:
    first = _goal(0)
    assert _refused(_text(first, _goal(1, symbol=first.symbol))) == (Unsuitable, "goals.1.symbol")
    same = _goal(1, nickname=f" {first.nickname.upper()}!")
    assert _refused(_text(first, same)) == (Unsuitable, "goals.1.nickname")
    assert _refused(_text(first, same), ended=frozenset({first.id})) is None
    assert _refused(_text(_goal(symbol="⭐"))) == (Unsuitable, "goals.0.symbol")


@pytest.mark.parametrize(
    ("different", "where"),
    [
        ({"words": Secret("")}, "words"),
        ({"words": Secret("\u200b \n")}, "words"),
        ({"words": Secret("a" * (LONGEST_GOAL + 1))}, "words"),
        ({"words": Secret("a" * 5_000)}, "words"),
        ({"zero": Secret("a" * 201)}, "zero"),
        ({"ten": Secret("a" * 201)}, "ten"),
        ({"child": Secret("a" * 201)}, "child"),
        ({"helpers": Secret("a" * 201)}, "helpers"),
        ({"people": frozenset({JAN})}, "people"),
        ({"steps": tuple(Step(StepId(UUID(int=n)), Secret("a")) for n in range(9))}, "steps"),
        ({"steps": (Step(StepId(UUID(int=1)), Secret(" ")),)}, "steps.0.words"),
        ({"steps": (Step(StepId(UUID(int=1)), Secret("a" * 201)),)}, "steps.0.words"),
        ({"steps": (Step(StepId(UUID(int=1)), Secret("a"), Secret("a" * 201)),)}, "steps.0.who"),
    ],
)
def test_a_goal_says_where_it_cannot_be(different: dict[str, object], where: str) -> None:
    assert _refused(_text(_goal(0), _goal(1, **different))) == (Unsuitable, f"goals.1.{where}")


@pytest.mark.parametrize("place", ["strengths", "worries", "needed", "must", "may"])
def test_what_is_said_of_the_family_has_an_end(place: str) -> None:
    assert _refused(_text(**{place: Secret("a" * 4_000)})) is None
    assert _refused(_text(**{place: Secret("a" * 4_001)})) == (Unsuitable, place)


def test_it_is_shared_with_parents_and_young_people_of_this_family_only() -> None:
    assert [may_share(person) for person in PEOPLE] == [True, True, True, False]
    for person in (WIL, PersonId(UUID(int=99))):
        assert _refused(_text(people=frozenset({person}))) == (Unsuitable, "people")


def test_two_who_may_have_no_contact_do_not_share_a_goal() -> None:
    flag = Flag(UUID(int=5), FAMILY, FlagKind.NO_CONTACT, JAN, FATIMA, datetime(2026, 1, 1, tzinfo=UTC))
    both = frozenset({FATIMA, JAN})
    text = _text(_goal(0), _goal(1, people=both), people=both | {NOOR})
    assert _refused(text, flag) == (Unsuitable, "goals.1.people")
    assert _refused(text) is None
    assert _refused(text, replace(flag, ended=datetime(2026, 2, 1, tzinfo=UTC))) is None
    assert _refused(text, flag, ended=frozenset({text.goals[1].id})) is None


@given(st.text(max_size=30))
def test_any_nickname_that_passes_is_one_short_line_with_a_letter_in_it(nickname: str) -> None:
    if _refused(_text(_goal(nickname=nickname))) is None:
        assert len(nickname.strip()) <= LONGEST_NICKNAME
        assert len(nickname.splitlines()) == 1
        assert any(sign.isalpha() for sign in nickname)
        assert "fatima" not in nickname.casefold().split()
