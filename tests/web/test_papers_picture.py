"""The picture: every line where its scores are, everybody told apart, moments with their words, light and quick."""

import asyncio
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import combinations
from time import perf_counter
from uuid import UUID

import pytest
from PIL import Image, ImageChops, ImageColor

from domain.checkins import Scale, Score
from domain.histories import Line, Point
from domain.linking import Recipient
from domain.people import PersonId
from domain.plans import GoalId
from tests.house.sources import ROOT
from web.papers import picture
from web.papers.charts import Chart, ChartLine, chart_of
from web.papers.panel import GRID, LOOKS, WIDTH, WORDS
from web.papers.picture import draw, drawn
from web.papers.sheet import MARKS

FIRST = date(2027, 1, 4)
WEEKS = [FIRST + timedelta(weeks=number) for number in range(6)]
NOW = datetime(2027, 1, 8, 15, tzinfo=UTC)
ON_A_PHONE = 360
NEAR = 24
"""Colours are a little off after the picture was made lighter."""


def _line(label: str, style: int, *values: int, scale: Scale = Scale.NUMBERS) -> ChartLine:
    return ChartLine(label, style, scale, tuple(zip(WEEKS, values, strict=False)))


def _chart(*lines: ChartLine, title: str = "Op tijd", moments: tuple[tuple[date, str], ...] = ()) -> Chart:
    return Chart(title, lines, WEEKS[0], WEEKS[-1], moments)


def _opened(*charts: Chart) -> Image.Image:
    return Image.open(BytesIO(draw(*charts))).convert("RGB")


def _spots(image: Image.Image, style: int) -> list[tuple[int, int]]:
    """Every pixel that is about the colour of this style."""
    return _coloured(image, LOOKS[style][0])


def _coloured(image: Image.Image, colour: str) -> list[tuple[int, int]]:
    near = ImageChops.difference(image, Image.new("RGB", image.size, colour)).point(
        lambda part: part < NEAR and 255
    )
    red, green, blue = near.split()
    found = ImageChops.darker(ImageChops.darker(red, green), blue).tobytes()
    return [(at % image.width, at // image.width) for at, part in enumerate(found) if part]


def _rulers(image: Image.Image) -> list[int]:
    """How high the strong rulers lie, from the top: those of 10, 5 and 0."""
    often = Counter(y for _, y in _coloured(image, GRID))
    rows = sorted(y for y, times in often.items() if times > 150)
    # Under them lies the edge of the axis, of nearly the same grey.
    return [y for y in rows if y - 1 not in rows][:3]


def _differs(first: Image.Image, second: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.difference(first, second).convert("L").point(lambda part: part > NEAR and 255).getbbox()
    assert box is not None
    return box


def test_it_is_a_light_png_of_twice_a_narrow_phone() -> None:
    packed = draw(_chart(_line("moeder", 0, 4, 5, 6)))
    image = Image.open(BytesIO(packed))

    assert (image.format, image.width, WIDTH) == ("PNG", 2 * ON_A_PHONE, 2 * ON_A_PHONE)
    assert image.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert len(packed) < 40_000
    assert WORDS / 2 >= 12


@pytest.mark.parametrize(("score", "ruler"), [(10, 0), (5, 1), (0, 2)])
def test_every_score_lies_on_its_ruler(score: int, ruler: int) -> None:
    image = _opened(_chart(_line("m", 0, score)))
    rulers = _rulers(image)
    spots = [y for x, y in _spots(image, 0) if x < image.width * 0.8]

    assert sum(spots) / len(spots) == pytest.approx(rulers[ruler], abs=3)


def test_a_line_that_goes_up_evenly_is_straight() -> None:
    image = _opened(_chart(_line("m", 0, 0, 2, 4, 6, 8, 10)))
    spots = _spots(image, 0)
    left = min(x for x, _ in spots)
    # The mark beside the name, at the end, is of the same colour.
    right = max(x for x, _ in spots if x < image.width * 0.8)
    begin = [y for x, y in spots if x < left + 6]
    end = [y for x, y in spots if right - 6 < x <= right]
    middle = [y for x, y in spots if abs(x - (left + right) / 2) < 3]

    assert min(begin) - max(end) > 250
    assert sum(middle) / len(middle) == pytest.approx((min(begin) + max(end)) / 2, abs=12)


def test_a_higher_score_lies_higher_on_both_scales() -> None:
    for scale in Scale:
        high = _spots(_opened(_chart(_line("m", 0, 4, scale=scale))), 0)
        low = _spots(_opened(_chart(_line("m", 0, 2, scale=scale))), 0)
        assert max(y for _, y in high) < min(y for _, y in low)


def test_numbers_and_faces_are_never_mixed() -> None:
    """Each scale has a panel of its own: one line of each makes two panels under each other."""
    numbers, faces = _line("moeder", 0, 5, 6), _line("zoon", 1, 5, 1, scale=Scale.FACES)
    alone, both = _opened(_chart(numbers)), _opened(_chart(numbers, faces))

    assert both.height > alone.height + 200
    assert max(y for _, y in _spots(both, 0)) < alone.height < min(y for _, y in _spots(both, 1))


def test_who_it_is_stands_at_the_end_of_the_line() -> None:
    widest = _line("de buurvrouw van boven", 1, 1, 1)
    moeder = _opened(_chart(_line("moeder", 0, 2, 8), widest))
    vader = _opened(_chart(_line("vader", 0, 2, 8), widest))
    left, top, right, bottom = _differs(moeder, vader)
    ends = [y for x, y in _spots(moeder, 0) if x > 400]

    assert left > WIDTH / 2
    assert right < WIDTH
    assert top - 10 < min(ends) < max(ends) < bottom + 10


@pytest.mark.parametrize("last", [0, 7, 10])
def test_labels_of_lines_that_end_together_are_all_readable(last: int) -> None:
    """Nobody's mark beside their name covers that of another."""
    # Letters have the colour of the fourth style.
    styles = (0, 1, 2, 4, 5)
    image = _opened(_chart(*(_line("iemand", style, 3, last) for style in styles)))
    marks = [
        [y for x, y in spots if x > max(x for x, _ in spots) - 12]
        for spots in (_spots(image, style) for style in styles)
    ]
    assert all(max(a) < min(b) or max(b) < min(a) for a, b in combinations(marks, 2))
    top, _, bottom = _rulers(_opened(_chart()))
    assert top - 24 < min(map(min, marks)) < max(map(max, marks)) < bottom + 24


def test_a_long_name_and_title_end_in_dots_and_never_at_the_edge() -> None:
    image = _opened(
        _chart(_line("de oudste zus van de buurvrouw", 0, 5), title="Een heel lange naam voor een doel " * 3)
    )
    edge = image.crop((WIDTH - 8, 0, WIDTH, image.height))
    assert edge.getextrema() == ((255, 255), (255, 255), (255, 255))


def test_a_symbol_that_no_letter_can_show_is_left_out() -> None:
    assert draw(_chart(title="🚀 Op tijd")) == draw(_chart(title="Op tijd"))


def test_a_moment_has_a_mark_and_its_words() -> None:
    line = _line("moeder", 0, 4, 5, 6)
    bare, marked = _opened(_chart(line)), _opened(_chart(line, moments=((WEEKS[2], "nieuw plan"),)))
    other = _opened(_chart(line, moments=((WEEKS[2], "nieuw huis"),)))

    assert marked.height > bare.height
    assert _differs(marked, other)[3] < marked.height - bare.height + 60
    assert draw(_chart(line, moments=((WEEKS[-1] + timedelta(weeks=1), "later"),))) == draw(_chart(line))


def test_many_moments_are_numbered_and_listed_below() -> None:
    line = _line("moeder", 0, 4, 5, 6)
    many = tuple((FIRST + timedelta(days=5 * number), f"iets groots nummer {number}") for number in range(7))
    bare, listed = _opened(_chart(line)), _opened(_chart(line, moments=many))

    assert listed.height > bare.height + 7 * 24
    foot = listed.crop((0, listed.height - 60, WIDTH, listed.height))
    assert foot.getextrema() != ((255, 255), (255, 255), (255, 255))
    crowd = tuple((FIRST + timedelta(days=number % 42), f"moment {number}") for number in range(60))
    assert _opened(_chart(line, moments=crowd)).width == WIDTH


def test_without_scores_it_says_so() -> None:
    empty = _opened(_chart())
    assert not [spot for style in range(len(LOOKS)) if style != 3 for spot in _spots(empty, style)]
    assert empty.crop((150, 150, 500, 400)).getextrema() != ((255, 255), (255, 255), (255, 255))
    assert _opened(Chart("Een", (), FIRST, FIRST)).width == WIDTH
    with pytest.raises(ValueError, match="chart"):
        draw()


def test_small_multiples_stand_under_each_other() -> None:
    one = _chart(_line("moeder", 0, 4, 5))
    assert _opened(one, one, one).height == 3 * _opened(one).height


def test_people_who_are_colour_blind_tell_the_lines_apart() -> None:
    """For each kind of colour-blindness two lines differ in lightness or hue, and always in dashes and mark."""
    kinds = {
        "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
        "deutan": ((0.367, 0.861, -0.228), (0.28, 0.673, 0.047), (-0.012, 0.043, 0.969)),
        "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    }  # Machado, Oliveira and Fernandes (2009), severity 1
    for kind, matrix in kinds.items():
        seen = [
            [sum(f * c for f, c in zip(row, ImageColor.getrgb(colour), strict=False)) for row in matrix]
            for colour, _ in LOOKS
        ]
        apart = min(
            sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 for a, b in combinations(seen, 2)
        )
        assert apart > 30, kind
    assert len({dashes for _, dashes in LOOKS}) == len(LOOKS) == len(set(MARKS))


def test_somebody_looks_the_same_in_the_chart_of_every_goal() -> None:
    mother, son = (Recipient(person=PersonId(UUID(int=number))) for number in (1, 2))
    at = Score(Scale.NUMBERS, 5, NOW, NOW)

    def chart(*holders: Recipient | None) -> Chart:
        found = [Line(GoalId(UUID(int=9)), one, Scale.NUMBERS, (Point(FIRST, at),)) for one in holders]
        return chart_of("Een", found, label=str, first=FIRST, last=FIRST, order=(mother, son, None))

    assert [line.style for line in chart(None, son).lines] == [2, 1]
    assert [line.style for line in chart(son, mother).lines] == [1, 0]
    assert chart(son).lines[0].points == ((FIRST, 5),)


async def test_it_is_drawn_off_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def watched(*charts: Chart) -> bytes:
        threads.append(threading.get_ident())
        return draw(*charts)

    monkeypatch.setattr(picture, "draw", watched)
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        beating = group.create_task(beat())
        assert (await drawn(_chart(_line("moeder", 0, 4, 5, 6)))).startswith(b"\x89PNG")
        beating.cancel()
    assert threads != [threading.get_ident()]
    assert beats > 1


def test_it_is_drawn_in_a_moment() -> None:
    """Far from tight, for a machine that does more; `make bench` measures it."""
    chart = _chart(*(_line("iemand", style, 3, 7, 5, 6, 2, 9) for style in range(5)))
    draw(chart)
    begun = perf_counter()
    draw(chart)
    assert perf_counter() - begun < 1


def test_a_start_takes_neither_pillow_nor_fpdf_along() -> None:
    asked = (
        "import sys, web.papers.picture, web.papers.telling, web.papers.plan_paper, web.papers.summary_paper, "
        "web.papers.table, web.papers.answers; "
        "print(sorted({'PIL', 'fpdf', 'fontTools'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
