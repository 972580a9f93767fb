"""A paper of A4 pages with fpdf2: a title, headings, plain paragraphs and pictures; every page has its number."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO

from fpdf import FPDF, ViewerPreferences
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from domain.people import Form
from locales.catalogue import text
from web.papers.arabic import has_left, joined, runs_left
from web.papers.fonts import BOLD, MISSING, REGULAR, drawable

FAMILY = "DejaVu"
LANGUAGE = "nl"
KRING = "Kring"
MARGIN, FOOT = 20, 18
INK, SOFT, BRAND, LINE = (31, 41, 40), (86, 98, 96), (23, 100, 93), (190, 198, 195)
BODY, SMALL = 11, 9
LEADING = 0.56
"""Millimetres of one line for each point of its letters; one and a half times their height."""

TOTAL = "{nb}"
NOON = time(12)


class Document(FPDF):
    """A paper on the way; ``title`` is all that its properties tell, beside language and day."""

    def __init__(self, title: str, today: date, form: Form) -> None:
        super().__init__("portrait", "mm", "A4")
        self._form = form
        self._lacks = False
        self.set_lang(LANGUAGE)
        self.set_title(title)
        self.set_producer(KRING)
        self.set_creation_date(datetime.combine(today, NOON, UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + FOOT / 2)
        self.add_font(FAMILY, "", REGULAR)
        self.add_font(FAMILY, "B", BOLD)
        self.add_page()

    def footer(self) -> None:
        """The number of the page, and of how many."""
        self.set_y(-FOOT)
        self._pen(SMALL, SOFT)
        said = text("paper.page", self._form, number=self.page_no(), total=TOTAL)
        self.cell(0, SMALL * LEADING, said, align="R")

    def opens(self, title: str, *under: str) -> None:
        """The title at the top of the first page, with a line or more under it."""
        self.start_section(drawable(title), 0)
        self._flow(title, 22, BRAND, bold=True)
        for said in under:
            self._flow(said, BODY, SOFT)
        self._gap(3)

    def heading(self, said: str, level: int = 1) -> None:
        """A heading, never alone at the foot of a page; it can be found in the outline."""
        size = 15 if level == 1 else 12
        if self.will_page_break(35):
            self.add_page()
        elif level == 1:
            self._gap(3)
            self.set_draw_color(*LINE)
            self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
            self._gap(2)
        else:
            self._gap(2)
        self.start_section(drawable(said) or MISSING, level)
        self._flow(said, size, BRAND if level == 1 else INK, bold=True)
        self._gap(0.5)

    def says(self, said: str, *, bold: bool = False, soft: bool = False, indent: float = 0) -> None:
        """A text of one or more paragraphs."""
        self._flow(said, BODY, SOFT if soft else INK, bold=bold, indent=indent)
        self._gap(1)

    def names(self, label: str, said: str) -> None:
        """A small heading with its text right under it; nothing at all where there is no text."""
        if said.strip():
            if self.will_page_break(3 * BODY * LEADING):
                self.add_page()
            self._flow(label, BODY, SOFT, bold=True)
            self.says(said)

    def shows(self, png: bytes, told: str, width: float) -> None:
        """A picture of so many millimetres, with what it shows in words for who listens to the paper."""
        image = BytesIO(png)
        high = self._high(png, width)
        if self.will_page_break(high):
            self.add_page()
        self.image(image, w=width, h=high, alt_text=drawable(told))
        self._gap(2)

    def finished(self) -> bytes:
        """The paper; at its end it says so when a letter could not be shown."""
        if self._lacks:
            self._gap(3)
            self._lacks = False
            self._flow(text("paper.lacks", self._form, sign=MISSING), SMALL, SOFT)
        return bytes(self.output())

    def _high(self, png: bytes, width: float) -> float:
        # Width and height stand in the first chunk of every PNG, at these places.
        wide, high = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
        return width * high / wide

    def _pen(self, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _gap(self, high: float) -> None:
        self.ln(high)

    def _flow(
        self, said: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, indent: float = 0
    ) -> None:
        self._pen(size, colour, bold=bold)
        shown = drawable(said)
        self._lacks = self._lacks or MISSING in shown
        high = size * LEADING
        for paragraph in shown.split("\n"):
            if has_left(paragraph):
                self._flow_left(paragraph, high, indent)
                continue
            self.set_x(MARGIN + indent)
            self.multi_cell(0, high, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")

    def _flow_left(self, paragraph: str, high: float, indent: float) -> None:
        """Broken into lines first and only then turned, as the rules for two directions ask."""
        leftward = runs_left(paragraph)
        base = TextDirection.RTL if leftward else TextDirection.LTR
        for line in self._broken(joined(paragraph), self.epw - indent - 2 * self.c_margin):
            self.set_x(MARGIN + indent)
            shown = BidiParagraph(line, base).get_reordered_string()
            self.cell(0, high, shown, align="R" if leftward else "L", new_x="LMARGIN", new_y="NEXT")

    def _broken(self, paragraph: str, room: float) -> Iterator[str]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and self.get_string_width(longer) > room:
                yield line
                longer = word
            line = longer
        yield line
