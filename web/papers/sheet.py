"""A white sheet to draw on with Pillow: shapes at twice the size, so that edges are smooth, and then the words."""

import math
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from web.papers.fonts import BOLD, REGULAR, drawable

TWICE = 2
PAPER = "#ffffff"
NEARLY_WHITE = 250
INK = "#1f2928"

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True, repr=False)
class _Said:
    spot: Spot
    words: str
    font: ImageFont.FreeTypeFont
    colour: str
    anchor: str
    edge: int


class Sheet:
    """A sheet of so many pixels; every measure handed over is in pixels of the finished picture."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width * TWICE, height * TWICE), PAPER)
        self._shapes = ImageDraw.Draw(self._image)
        self._said: list[_Said] = []

    def line(self, spots: list[Spot], colour: str, width: float = 2, dashes: tuple[int, ...] = ()) -> None:
        """A line through these spots; ``dashes`` are the lengths of stroke and gap in turn."""
        for piece in _pieces(spots, dashes) if dashes else [spots]:
            scaled = [(x * TWICE, y * TWICE) for x, y in piece]
            self._shapes.line(scaled, colour, round(width * TWICE), "curve")

    def mark(self, kind: int, spot: Spot, colour: str, size: float) -> None:
        """One of the marks, filled and with a white edge so that it stands out from its line."""
        corners, turned = MARKS[kind % len(MARKS)]
        for radius, fill in ((size + 3, PAPER), (size, colour)):
            x, y, r = spot[0] * TWICE, spot[1] * TWICE, radius * TWICE
            if corners == 0:
                self._shapes.ellipse((x - r, y - r, x + r, y + r), fill)
            else:
                self._shapes.regular_polygon((x, y, r * 1.2), corners, turned, fill)

    def face(self, level: int, spot: Spot, size: float) -> None:
        """A face from 1 (mouth far down) to 5 (mouth far up)."""
        x, y, r = spot[0] * TWICE, spot[1] * TWICE, size * TWICE
        thin = round(2 * TWICE)
        self._shapes.ellipse((x - r, y - r, x + r, y + r), PAPER, INK, thin)
        for side in (-1, 1):
            eye, high, dot = x + side * r * 0.36, y - r * 0.25, r * 0.12
            self._shapes.ellipse((eye - dot, high - dot, eye + dot, high + dot), INK)
        bend = (level - 3) * 0.16 * r
        mouth = [(x + r * step / 10, y + r * 0.4 + bend * (0.5 - (step / 5) ** 2)) for step in range(-5, 6)]
        self._shapes.line(mouth, INK, thin, "curve")

    def write(
        self,
        spot: Spot,
        said: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = INK,
        anchor: str = "lm",
        edge: int = 0,
    ) -> None:
        """Words at this spot; ``anchor`` is Pillow's: left, middle or right, then ascender, middle or baseline.

        A white ``edge`` of so many pixels keeps them readable on a line.
        """
        self._said.append(_Said(spot, drawable(said), _font(size, bold=bold), colour, anchor, edge))

    def png(self) -> bytes:
        """The finished picture, in few colours so that it is light to send."""
        small = self._image.reduce(TWICE)
        pen = ImageDraw.Draw(small)
        for one in self._said:
            pen.text(
                one.spot,
                one.words,
                one.colour,
                one.font,
                one.anchor,
                stroke_width=one.edge,
                stroke_fill=PAPER,
            )
        packed = BytesIO()
        few = small.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        # Taking fewer colours makes white a little grey.
        few.putpalette([255 if part > NEARLY_WHITE else part for part in few.getpalette() or []])
        few.save(packed, "PNG")
        return packed.getvalue()


MARKS = ((0, 0), (4, 0), (3, 0), (4, 45), (3, 180), (6, 0), (5, 0))
"""Corners (0 is round) and a turn in degrees."""


def wide(said: str, size: int, *, bold: bool = False) -> float:
    """How many pixels wide these words become."""
    return _font(size, bold=bold).getlength(drawable(said))


def shortened(said: str, size: int, room: float, *, bold: bool = False) -> str:
    """The words, cut off with three dots when there is no room for all of them."""
    said = drawable(said)
    if wide(said, size, bold=bold) <= room:
        return said
    while said and wide(said + "…", size, bold=bold) > room:
        said = said[:-1]
    return said.rstrip() + "…"


@lru_cache(16)
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BOLD if bold else REGULAR, size)


def _pieces(spots: list[Spot], dashes: tuple[int, ...]) -> list[list[Spot]]:
    """The strokes of a dashed line; the pattern goes on round the corners."""
    strokes: list[list[Spot]] = []
    turn, left = 0, float(dashes[0])
    stroke: list[Spot] = [spots[0]]
    for (x, y), (to_x, to_y) in pairwise(spots):
        whole = math.hypot(to_x - x, to_y - y)
        gone = 0.0
        while whole - gone > left:
            gone += left
            spot = (x + (to_x - x) * gone / whole, y + (to_y - y) * gone / whole)
            if turn % 2 == 0:
                strokes.append([*stroke, spot])
            stroke = [spot]
            turn += 1
            left = float(dashes[turn % len(dashes)])
        left -= whole - gone
        if turn % 2 == 0:
            stroke.append((to_x, to_y))
        else:
            stroke = [(to_x, to_y)]
    return [*strokes, stroke] if turn % 2 == 0 and len(stroke) > 1 else strokes
