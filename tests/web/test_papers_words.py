"""Papers in words: the telling of a picture, the table for a spreadsheet, the letters, and how they are given out."""

import csv
import io
from datetime import date, timedelta
from uuid import UUID

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools ships no types

from domain.checkins import Scale
from domain.moments import Moment, MomentKind
from domain.people import Form
from domain.plans import GoalId
from tests.house.sources import ROOT
from web.papers import fonts
from web.papers.answers import PaperName, csv_answer, pdf_answer, png_answer
from web.papers.arabic import has_left, joined, runs_left
from web.papers.charts import Chart, ChartLine
from web.papers.table import BOM, csv_file
from web.papers.telling import moment_words, sentences

FIRST = date(2027, 1, 4)
WEEKS = [FIRST + timedelta(weeks=number) for number in range(4)]


def _chart(*lines: tuple[str, Scale, tuple[int, ...]], moments: tuple[tuple[date, str], ...] = ()) -> Chart:
    drawn = (
        ChartLine(label, number, scale, tuple(zip(WEEKS, values, strict=False)))
        for number, (label, scale, values) in enumerate(lines)
    )
    return Chart("Een", tuple(drawn), WEEKS[0], WEEKS[-1], moments)


def test_a_line_is_told_from_begin_to_end() -> None:
    (told,) = sentences(_chart(("moeder", Scale.NUMBERS, (4, 5, 7))), Form.U)
    assert told == (
        "Moeder: eerst 4, in de week van 4 januari. Het laatst 7, in de week van 18 januari. "
        "Dat is 3 stappen hoger dan eerst. Keer voor keer: 4, 5, 7."
    )


def test_lower_the_same_and_once_are_told_as_such() -> None:
    chart = _chart(("a", Scale.NUMBERS, (4, 3)), ("b", Scale.NUMBERS, (4, 4)), ("c", Scale.NUMBERS, (4,)))
    lower, same, once = sentences(chart, Form.JE)
    assert lower.endswith("Dat is 1 stap lager dan eerst.")
    assert same.endswith("Het eerste en het laatste zijn even hoog.")
    assert once == "C: 4, in de week van 4 januari."


def test_faces_are_told_in_words() -> None:
    told = sentences(_chart(("zoon", Scale.FACES, (1, 5))), Form.U)
    assert "heel slecht" in told[0]
    assert "heel goed" in told[0]


def test_moments_and_emptiness_are_told() -> None:
    moments = ((WEEKS[1], "nieuw plan"), (WEEKS[-1] + timedelta(weeks=1), "later"))
    assert sentences(_chart(moments=moments), Form.U) == (
        "Er zijn nog geen cijfers.",
        "Op 11 januari: nieuw plan.",
    )


def test_that_another_goal_ended_is_not_told_with_this_one() -> None:
    this, other = GoalId(UUID(int=1)), GoalId(UUID(int=2))
    found = [
        Moment(WEEKS[0], MomentKind.PLAN_ESTABLISHED),
        Moment(WEEKS[1], MomentKind.GOAL_REACHED, other),
        Moment(WEEKS[1], MomentKind.GOAL_STOPPED, other),
        Moment(WEEKS[2], MomentKind.GOAL_REACHED, this),
        Moment(WEEKS[3], MomentKind.GOAL_STOPPED, this),
    ]
    assert moment_words(found, Form.U, this) == (
        (WEEKS[0], "nieuw plan"),
        (WEEKS[2], "doel klaar"),
        (WEEKS[3], "doel gestopt"),
    )


def test_a_spreadsheet_reads_the_table_and_calculates_nothing() -> None:
    evil = (
        "=1+1",
        "+31",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u200b=1",
        "\u3000=1",
        "\u202e=1",
        "\x0b=1",
        "\uff1d1",
        '"=1"',
        "a;b\nc",
        "0",
    )
    packed = csv_file(("wat", "week", "cijfer"), [(one, FIRST, None if one == "0" else -3) for one in evil])
    assert packed.decode().startswith(BOM)
    rows = list(csv.reader(io.StringIO(packed.decode("utf-8-sig"), newline=""), delimiter=";"))

    assert rows[0] == ["wat", "week", "cijfer"]
    assert [row[0].removeprefix("'") for row in rows[1:]] == list(evil)
    assert {one for one, row in zip(evil, rows[1:], strict=True) if row[0] != one} == set(evil[:12])
    assert {row[1] for row in rows[1:]} == {"2027-01-04"}
    assert [row[2] for row in rows[-2:]] == ["-3", ""]
    with pytest.raises(ValueError, match="row"):
        csv_file(("one",), [("a", "b")])


def test_the_letters_are_small_and_have_their_licence() -> None:
    assert fonts.REGULAR.stat().st_size + fonts.BOLD.stat().st_size < 400_000
    assert "Bitstream" in (fonts.HOME / "LICENSE.txt").read_text("utf-8")


def test_the_signs_of_the_letters_are_known_without_opening_them_with_a_library() -> None:
    known = [set(TTFont(path).getBestCmap()) for path in (fonts.REGULAR, fonts.BOLD)]
    assert fonts.signs() == known[0] & known[1]
    assert {ord(sign) for sign in "éïçğőłĐışαβжЩسلام☐☑→…€□–’"} <= fonts.signs()


def test_what_cannot_be_shown_is_left_out_or_marked() -> None:
    assert fonts.drawable("🚀 Op\u00a0 tijd 👩\u200d👧 naar ሰላም\nbed\ufe0f") == "Op tijd naar □□□\nbed"
    assert fonts.drawable("e\u0301") == "é"


def test_the_letters_go_along_in_the_wheel() -> None:
    """Everything inside a package goes along unless git leaves it out."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert not {"*.ttf", "*.txt", "fonts/", "fonts"} & set(ignored)
    assert fonts.HOME.is_relative_to(ROOT / "web")


def test_arabic_letters_join_their_neighbours() -> None:
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert joined("بيت Noor") == "\ufe91\ufef4\ufe96 Noor"
    assert joined("دار") == "\ufea9\ufe8d\ufead"
    assert joined("بَيت") == "\ufe91\u064e\ufef4\ufe96"
    assert joined("Gewoon") == "Gewoon"


def test_which_way_a_paragraph_runs() -> None:
    assert runs_left("3 سلام Noor")
    assert not runs_left("Noor سلام")
    assert not runs_left("123")
    assert has_left("Noor سلام")
    assert not has_left("Noor")


def test_a_file_has_a_name_that_tells_nothing() -> None:
    for answer, media_type, name in (
        (png_answer(b"x"), "image/png", "inline"),
        (pdf_answer(b"x", PaperName.PLAN), "application/pdf", 'attachment; filename="plan.pdf"'),
        (
            csv_answer(b"x", PaperName.NUMBERS),
            "text/csv; charset=utf-8",
            'attachment; filename="cijfers.csv"',
        ),
    ):
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-disposition"].startswith(name)
