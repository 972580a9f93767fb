"""A plan that was written elsewhere: what is understood finds its place, and nothing is lost."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan_checks import GOAL_SYMBOLS
from domain.plan_file import read_plan
from domain.plan_file_words import day_span
from domain.plans import PlanText
from domain.secret import Secret

WRITTEN = """\
\ufeffFamiliegroepsplan van de familie
## Wat gaat er goed?
- We eten samen.
- Oma helpt.

**Zorgen:** ruzie in de avond
en weinig slaap

3. Wat moet er gebeuren
Rust in huis
Verplicht: elke week een gesprek
Eigen keuze
Wie er meedoet

Doelen
Doel 1: Rustig naar bed
zonder ruzie
0: elke avond ruzie
10 = iedereen slaapt om negen uur
Stap 1: Vaste tijd afspreken (mama) vóór 12 maart 2027
- Stap: Samen lezen (papa, uiterlijk 1-4-2027)
Stap: Boekje kopen
Wie helpt: oma
Voor wie: alle kinderen
Tot: 1 juni 2027
Iets dat niemand snapt
Doel: Op tijd op school
Roepnaam: op tijd
Teken: 🚲
Tot: de vakantie
Evaluatie: 2027-09-01
"""


def _ids() -> Iterator[UUID]:
    return (UUID(int=number) for number in count(1))


def _read(text: str) -> PlanText:
    ids = _ids()
    return read_plan(text, lambda: next(ids))


def test_every_part_finds_its_place() -> None:
    plan = _read(WRITTEN)
    assert plan.strengths.reveal().splitlines() == ["- We eten samen.", "- Oma helpt."]
    assert plan.worries.reveal().splitlines() == ["ruzie in de avond", "en weinig slaap"]
    assert plan.must.reveal() == "elke week een gesprek"
    assert plan.may.reveal() == "Wie er meedoet"
    assert plan.evaluate_on == date(2027, 9, 1)
    assert plan.needed.reveal().splitlines() == [
        "Rust in huis",
        "Familiegroepsplan van de familie",
        "Iets dat niemand snapt",
        "Tot: de vakantie",
    ]


def test_goals_come_with_all_that_belongs_to_them() -> None:
    bed, school = _read(WRITTEN).goals
    assert bed.words.reveal() == "Rustig naar bed\nzonder ruzie"
    assert (bed.zero.reveal(), bed.ten.reveal()) == (
        "elke avond ruzie",
        "iedereen slaapt om negen uur",
    )
    assert (bed.helpers.reveal(), bed.child.reveal()) == ("oma", "alle kinderen")
    assert bed.until == date(2027, 6, 1)
    assert [(s.words.reveal(), s.who.reveal(), s.until) for s in bed.steps] == [
        ("Vaste tijd afspreken", "mama", date(2027, 3, 12)),
        ("Samen lezen", "papa", date(2027, 4, 1)),
        ("Boekje kopen", "", None),
    ]
    assert (school.symbol, school.nickname, school.until) == ("🚲", "op tijd", None)
    assert bed.symbol in GOAL_SYMBOLS
    assert bed.symbol != school.symbol
    assert (bed.nickname, bed.people) == ("", frozenset())
    assert len({bed.id, school.id, *(step.id for step in bed.steps)}) == 5


def test_a_sixth_goal_is_kept_as_text_with_all_that_belongs_to_it() -> None:
    plan = _read("".join(f"Doel {n}: wens nummer {n}\nStap: stap van {n}\n" for n in range(1, 8)))
    assert len(plan.goals) == 5
    assert plan.needed.reveal().splitlines() == [
        "Doel 6: wens nummer 6",
        "Stap: stap van 6",
        "Doel 7: wens nummer 7",
        "Stap: stap van 7",
    ]


@pytest.mark.parametrize(
    "longest", ["Doel: ", "Doel: iets\nStap: ", "Doel: iets\n0: ", "Doel: iets\nWie helpt: "]
)
def test_what_is_too_long_for_its_place_is_kept_as_text(longest: str) -> None:
    plan = _read(longest + "a" * 5_000)
    assert "a" * 5_000 in plan.needed.reveal()


def test_a_ninth_step_and_a_second_answer_are_kept_as_text() -> None:
    plan = _read("Doel: iets\n" + "".join(f"Stap: nummer {n}\n" for n in range(10)) + "0: een\n0: twee\n")
    assert len(plan.goals[0].steps) == 8
    assert plan.goals[0].zero.reveal() == "een"
    assert plan.needed.reveal().splitlines() == ["Stap: nummer 8", "Stap: nummer 9", "0: twee"]


def test_a_part_that_is_far_too_long_is_kept_as_text_too() -> None:
    plan = _read("Zorgen\n" + "zorg\n" * 1_000)
    assert not plan.worries
    assert plan.needed.reveal().count("zorg") == 1_000


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("12 maart 2027", date(2027, 3, 12)),
        ("vóór 1 mrt 2027", date(2027, 3, 1)),
        ("1 Juni 2027.", date(2027, 6, 1)),
        ("31 februari 2027", None),
        ("12 maart", None),
        ("12-03-2027", date(2027, 3, 12)),
        ("12/3/2027", date(2027, 3, 12)),
        ("2027-03-12", date(2027, 3, 12)),
        ("112-03-2027", None),
        ("12 kilo 2027", None),
    ],
)
def test_days_are_read_with_their_year(said: str, day: date | None) -> None:
    found = day_span(said)
    assert (None if found is None else found[0]) == day


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Doel 1 - Rustig naar bed",
            "Doel 1 – Rustig naar bed",
            "Doel 1) Rustig naar bed",
            "Doel 1—Rustig naar bed",
        ),
        *("Doel vier: Rustig naar bed", "Doel één: Rustig naar bed", "DOEL VIJF – Rustig naar bed"),
        *("Doel: Rustig naar bed", "Doel - Rustig naar bed", "Werkdoel 2. Rustig naar bed"),
        *("Doel 1\nRustig naar bed", "Doel 1:\n\nRustig naar bed", "Doel\n- Rustig naar bed"),
        *("**Doel 1:** Rustig naar bed", "**Doel 1**: Rustig naar bed", "__Doel 1__\n**Rustig naar bed**"),
        *("# Doel 1\nRustig naar bed", "## Doel 1: Rustig naar bed", "# Doel 1\n\n## Rustig naar bed"),
        *("- Doel 1: Rustig naar bed", "• Doel 1 – Rustig naar bed", "* Doel 1: Rustig naar bed"),
        *("1. **Doel 1:** Rustig naar bed", "▪ Doel nr. 1: Rustig naar bed", "Doel 1 Rustig naar bed"),
    ],
)
def test_a_goal_begins_in_any_ordinary_way_of_writing(written: str) -> None:
    plan = _read(f"Doelen\n{written}\n0: ruzie")
    assert [(goal.words.reveal(), goal.zero.reveal()) for goal in plan.goals] == [
        ("Rustig naar bed", "ruzie")
    ]
    assert not plan.needed


@pytest.mark.parametrize(
    "written", ["Doelgericht werken", "Doel-gericht werken", "Doel 1 is gehaald", "Doelwit: nee"]
)
def test_a_line_that_only_looks_like_a_goal_is_none(written: str) -> None:
    assert _read(written).goals == ()
    assert _read(written).needed.reveal() == written


@pytest.mark.parametrize(
    "line",
    [
        *("{} = ruzie", "{}: ruzie", "{} - ruzie", "{} – ruzie"),
        *("Een {} betekent ruzie", "Een {} betekent: ruzie"),
        "**{}:** ruzie",
        "- **{}** = ruzie",
        "Bij een {}: ruzie",
        "Een {} is ruzie",
        "{}=ruzie",
        "Cijfer {}: ruzie",
    ],
)
@pytest.mark.parametrize(("number", "name"), [("0", "zero"), ("10", "ten")])
def test_what_0_and_10_mean_is_read_however_it_is_written(line: str, number: str, name: str) -> None:
    plan = _read(f"Doel 1 - Rustig naar bed\n{line.format(number)}")
    assert getattr(plan.goals[0], name).reveal() == "ruzie"
    assert plan.goals[0].words.reveal() == "Rustig naar bed"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        *(
            ("Wat mag - zelf koken", "may"),
            ("Wat mag: zelf koken", "may"),
            ("Eigen keuze\nzelf koken", "may"),
        ),
        *(
            ("**Eigen keuze:** zelf koken", "may"),
            ("# Wat mag\nzelf koken", "may"),
            ("Eigen keuze – zelf koken", "may"),
        ),
        *(
            ("Wat moet - zelf koken", "must"),
            ("Wat moet\nzelf koken", "must"),
            ("Wat moet: zelf koken", "must"),
        ),
        *(("Zorgen – zelf koken", "worries"), ("**Wat gaat goed** - zelf koken", "strengths")),
    ],
)
def test_a_part_begins_in_any_ordinary_way_of_writing(written: str, place: str) -> None:
    plan = _read(f"Doel 1 - Rustig naar bed\n{written}")
    assert getattr(plan, place).reveal() == "zelf koken"
    assert plan.goals[0].words.reveal() == "Rustig naar bed"
    assert not plan.needed


@pytest.mark.parametrize(
    "stray",
    [
        *("Ondertekening: mama en oma", "Datum: 12 maart 2027", "datum: 12 maart 2027", "Plaats: Utrecht"),
        *("| Wie | Wat |", "|---|---|", "Wie | Wat", "Ondertekening", "## Bijlage", "Tot: de vakantie"),
        *("Aanwezig bij het gesprek: oma", "Handtekening moeder: ______"),
    ],
)
@pytest.mark.parametrize("goal", ["Doel 1 - Rustig naar bed", "Doel 1\nRustig naar bed"])
def test_what_is_no_part_of_a_goal_stands_by_itself_with_what_follows(goal: str, stray: str) -> None:
    plan = _read(f"{goal}\n{stray}\nmama\n0: ruzie\nDoel 2: Samen eten")
    assert [one.words.reveal() for one in plan.goals] == ["Rustig naar bed", "Samen eten"]
    assert (plan.goals[0].zero.reveal(), plan.goals[0].until) == ("ruzie", None)
    assert plan.needed.reveal().splitlines() == [stray, "mama"]


@pytest.mark.parametrize("stray", ["Datum: 12 maart 2027", "| Wie | Wat |", "Ondertekening: oma"])
def test_a_goal_without_words_yet_does_not_begin_with_what_is_no_part_of_it(stray: str) -> None:
    plan = _read(f"Doel 1\n{stray}\nRustig naar bed")
    assert plan.goals[0].words.reveal() == "Rustig naar bed"
    assert plan.needed.reveal() == stray


@pytest.mark.parametrize("words", ["Aanwezig zijn op school", "Plaats maken voor rust", "Datumprikker maken"])
def test_the_words_of_a_goal_may_begin_like_a_line_beside_it(words: str) -> None:
    assert _read(f"Doel 1\n{words}").goals[0].words.reveal() == words


@pytest.mark.parametrize(
    "more", ["en wij eten om 18:00 uur", "en wij zeggen: welterusten", "met oma - elke week"]
)
def test_a_goal_goes_on_over_lines(more: str) -> None:
    assert _read(f"Doel 1 - Rustig naar bed\n{more}").goals[0].words.reveal() == f"Rustig naar bed\n{more}"


@pytest.mark.parametrize(
    "line",
    ["Stap 1 - Boekje kopen", "Stap 1) Boekje kopen", "**Stap 1:** Boekje kopen", "Stap 1. Boekje kopen"],
)
def test_a_step_begins_in_any_ordinary_way_of_writing(line: str) -> None:
    assert [step.words.reveal() for step in _read(f"Doel: iets\n{line}").goals[0].steps] == ["Boekje kopen"]


def test_an_empty_file_is_an_empty_plan() -> None:
    assert _read("") == _read(" \n\n") == PlanText(strengths=Secret(""))


_SHAPES = (
    *(
        "{}",
        "- {}",
        "Zorgen: {}",
        "## Zorgen",
        "Wat gaat goed",
        "Doelen: {}",
        "Doel: {}",
        "Doel 3",
        "Doel 4: {}",
    ),
    *(
        "0: {}",
        "10 = {}",
        "Stap: {} ({}) vóór 1 mei 2027",
        "Stap: ({})",
        "Stap: {} ({}) ({}",
        "Stap: {}, 1-2-2027 {}",
    ),
    *(
        "Stap: (",
        "Tot: {}",
        "Tot: 1 mei 2027, {}",
        "Wie helpt: {}",
        "Voor wie: {}",
        "Roepnaam: {}",
        "Teken: {}",
    ),
    *(
        "Evaluatie: {}",
        "Evaluatie: 1 mei 2027 {}",
        "{}: {}",
        "{}:",
        ": {}",
        "Verplicht: {}",
        "# {} #",
        "3. {}",
    ),
    *(
        "Doel 1 - {}",
        "Doel 2) {}",
        "Doel vier – {}",
        "Doel {}",
        "**Doel 1:** {} **{}**",
        "# Doel 1",
        "Doel",
        "Doel {}: {}",
    ),
    *(
        "Een 0 betekent {}",
        "Een {} betekent {}",
        "10 - {} - {}",
        "{} - {}",
        "Wat mag - {}",
        "Eigen keuze – {}: {}",
    ),
    *(
        "| {} | {} |",
        "{} | {}",
        "Doel | {} | {}",
        "Ondertekening: {}",
        "Datum: {}",
        "Stap 2) {}",
        "Namen {}: {}",
    ),
)


@st.composite
def _plans(draw: st.DrawFn) -> str:
    """Lines of every shape, with a word in each place that stands nowhere else."""
    shapes = draw(st.lists(st.sampled_from(_SHAPES), max_size=40))
    numbers = count()
    return "\n".join(re.sub(r"\{\}", lambda _: f"woord{next(numbers)}x", shape) for shape in shapes)


def _said(plan: PlanText) -> str:
    """Everything the plan says."""
    parts = [plan.strengths, plan.worries, plan.needed, plan.must, plan.may]
    for goal in plan.goals:
        parts += [goal.words, goal.zero, goal.ten, goal.child, goal.helpers, Secret(goal.nickname)]
        parts += [said for step in goal.steps for said in (step.words, step.who)]
    return "\n".join(part.reveal() for part in parts)


@given(_plans())
def test_no_word_is_lost(text: str) -> None:
    assert set(re.findall(r"woord\d+x", text)) == set(re.findall(r"woord\d+x", _said(_read(text))))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert len(_read(text).goals) <= 5
