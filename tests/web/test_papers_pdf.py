"""The plan and the summary on paper: what stands there, in which order, and what never does."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.checkins import Scale
from domain.people import Form, PersonId
from domain.plans import NOTHING, Frame, Goal, GoalEnd, GoalId, PlanText, Step, StepId
from domain.secret import Secret
from tests.web.pdf_reader import pages, properties
from web.papers.charts import Chart, ChartLine
from web.papers.plan_paper import PlanPaper, Shared, plan_file, plan_pdf
from web.papers.summary_paper import Block, SummaryPaper, summary_file, summary_pdf

TODAY = date(2027, 3, 4)
STEP, OPEN_STEP = StepId(UUID(int=1)), StepId(UUID(int=2))
SLEEP, TABLE = GoalId(UUID(int=3)), GoalId(UUID(int=4))

GOALS = (
    Goal(
        SLEEP,
        "🚀",
        "Op tijd",
        Secret("Noor ligt om negen uur in bed."),
        zero=Secret("Elke avond ruzie"),
        ten=Secret("Rustig voorlezen"),
        child=Secret("de jongste"),
        helpers=Secret("oma"),
        until=date(2027, 6, 1),
        steps=(
            Step(STEP, Secret("Een vaste tijd kiezen"), Secret("moeder"), date(2027, 3, 12)),
            Step(OPEN_STEP, Secret("Een boek lenen")),
        ),
        people=frozenset({PersonId(UUID(int=9))}),
    ),
    Goal(TABLE, "🌈", "Rust", Secret("Samen eten zonder telefoon.")),
)
TEXT = PlanText(
    strengths=Secret("Wij lachen veel."),
    worries=Secret("De avonden zijn onrustig."),
    needed=Secret("Er komt rust in huis."),
    frame=Frame.OBLIGED,
    must=Secret("Elke week een gesprek."),
    may=Secret("Wie er helpt."),
    goals=GOALS,
    evaluate_on=date(2027, 8, 30),
)
PAPER = PlanPaper(
    TEXT,
    3,
    TODAY,
    established_on=date(2027, 3, 1),
    family="⭐ Ster",
    shared=(Shared("moeder", date(2027, 2, 20), date(2027, 2, 21), agreed=date(2027, 3, 1)), Shared("zoon")),
    views=(("moeder", Secret("Ik vind het veel."), date(2027, 3, 1)),),
    done={STEP: date(2027, 3, 3)},
    ended={TABLE: (GoalEnd.REACHED, date(2027, 3, 2))},
    case_manager="Sanne",
)


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_everything_of_the_plan_stands_there_and_strengths_come_first() -> None:
    said = _words(plan_pdf(PAPER, Form.U))
    in_order = (
        "Het plan", "Ster", "Versie 3, vastgesteld op 1 maart 2027.", "Gezinsmanager: Sanne", "Wij lachen veel.",
        "De avonden zijn onrustig.", "Er komt rust in huis.", "De rechter heeft beslist", "Elke week een gesprek.",
        "Wie er helpt.", "1. Op tijd", "Noor ligt om negen uur in bed.", "de jongste", "Elke avond ruzie",
        "Rustig voorlezen", "oma", "1 juni 2027",
        "☑ Een vaste tijd kiezen (wie: moeder, uiterlijk 12 maart 2027, gedaan op 3 maart 2027)",
        "☐ Een boek lenen", "2. Rust", "Samen eten zonder telefoon.", "Dit doel is klaar sinds 2 maart 2027.",
        "30 augustus 2027", "moeder, op 1 maart 2027", "Ik vind het veel.",
        "moeder: gekregen op 20 februari 2027, gelezen op 21 februari 2027, akkoord op 1 maart 2027.",
        "zoon: nog niet gekregen.",
    )  # fmt: skip
    at = 0
    for words in in_order:
        assert words in said[at:], words
        at += said[at:].index(words)


@pytest.mark.parametrize("form", Form)
def test_a_goal_that_was_stopped_is_not_called_done(form: Form) -> None:
    said = _words(plan_pdf(replace(PAPER, ended={TABLE: (GoalEnd.STOPPED, date(2027, 3, 2))}), form))
    assert "Dit doel is gestopt op 2 maart 2027." in said
    assert "klaar" not in said


@pytest.mark.parametrize("frame", Frame)
@pytest.mark.parametrize("form", Form)
def test_what_must_and_what_may_is_said_also_when_nothing_was_filled_in(frame: Frame, form: Form) -> None:
    said = _words(plan_pdf(PlanPaper(PlanText(frame=frame), 1, TODAY), form))
    assert "Wat moet en wat mag" in said
    assert ("rechter heeft" in said) == (frame is Frame.OBLIGED)
    assert ("zonder rechter" in said) == (frame is Frame.VOLUNTARY)
    assert bool(re.search(r"\b(u|uw)\b", said)) == (form is Form.U)
    assert bool(re.search(r"\b(je|jij|jouw)\b", said)) == (form is Form.JE)


def test_who_sees_a_part_reads_nothing_of_the_family_as_a_whole() -> None:
    part = replace(PAPER, whole=False, views=(), shared=())
    said = _words(plan_pdf(part, Form.JE))
    assert "Noor ligt om negen uur in bed." in said
    for hidden in (TEXT.strengths, TEXT.worries, TEXT.needed, TEXT.must, TEXT.may):
        assert hidden.reveal() not in said


def test_the_properties_tell_nobodys_name() -> None:
    told = properties(plan_pdf(PAPER, Form.U))
    assert "/Title (Het plan)" in told
    assert "/Lang (nl)" in told
    assert "/DisplayDocTitle true" in told
    assert not re.search("author|creator|subject|keywords|moeder|noor|sanne|ster", told, re.IGNORECASE)
    assert b"/Producer (Kring)" in plan_pdf(PAPER, Form.U)


def test_every_page_has_its_number() -> None:
    long = replace(TEXT, worries=Secret("Dit is een zin over zorgen. " * 178), needed=Secret("x" * 5_000))
    found = pages(plan_pdf(replace(PAPER, text=long), Form.U))
    assert len(found) > 3
    for number, page in enumerate(found, 1):
        assert f"Bladzijde {number} van {len(found)}" in " ".join(page.split())
    assert "".join(found).count("zorgen.") == 178
    assert "".join(found).count("x") >= 5_000


def test_nobodys_language_is_lost() -> None:
    words = Secret("Çağla, Đorđe, Ελένη, Михаил, ሰላም 🚀\nنحن نأكل معا مع Noor كل يوم")
    said = _words(plan_pdf(replace(PAPER, text=replace(TEXT, needed=words)), Form.U))
    assert "Çağla, Đorđe, Ελένη, Михаил, □□□" in said
    assert "ziet u als □" in said
    # Drawn from left to right: the last word comes first, each with its letters joined and turned.
    assert "ﻡﻮﻳ ﻞﻛ Noor ﻊﻣ ﺎﻌﻣ ﻞﻛﺄﻧ ﻦﺤﻧ" in said
    assert "ziet u als" not in _words(plan_pdf(PAPER, Form.U))


async def test_what_is_empty_has_no_heading() -> None:
    said = _words(await plan_file(PlanPaper(PlanText(strengths=NOTHING), 1, TODAY), Form.U))
    assert "nog niet vastgesteld" in said
    for heading in (
        "Wat gaat er goed?",
        "De doelen",
        "Eigen reactie",
        "Samen terugkijken",
        "Wie heeft dit plan?",
    ):
        assert heading not in said


async def test_a_summary_has_its_sentences_its_pictures_and_their_telling() -> None:
    weeks = (TODAY - timedelta(weeks=2), TODAY)
    lines = (ChartLine("moeder", 0, Scale.NUMBERS, tuple(zip(weeks, (4, 8), strict=True))),)
    chart = Chart("🚀 Op tijd", lines, weeks[0], weeks[1])
    paper = SummaryPaper(
        "⭐ Ster",
        TODAY,
        date(2027, 2, 28),
        (Block("Wat gaat goed", ("moeder: het slapen gaat beter.",)), Block("Zorgen", ())),
        (chart, chart),
    )
    packed = await summary_file(paper, Form.U)
    said = _words(packed)

    assert "Ronde tot en met 28 februari 2027." in said
    assert said.index("Wat gaat goed") < said.index("het slapen gaat beter.") < said.index("Moeder: eerst 4")
    assert "Zorgen" not in said
    assert packed.count(b"/Subtype /Image") >= 1
    assert summary_pdf(replace(paper, charts=()), Form.U).count(b"/Subtype /Image") == 0
