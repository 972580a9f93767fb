"""Pages: a template filled in with words in the reader's own form of address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from domain.calendar import local
from domain.errors import Refusal
from domain.people import Form
from locales import dates
from locales.catalogue import plural, text
from web.addresses import is_desk
from web.statics import asset

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a page is for: how they are addressed, what their forms carry, and where they are.

    ``now`` is the instant at which the page is made. ``alive_url`` is asked by the page while its reader is busy.
    """

    form: Form
    path: str
    csrf: str = ""
    now: datetime | None = None
    alive_url: str = ""

    @property
    def reader(self) -> "Reader":
        """Itself, so that a page can be made for a visit and for nobody in particular alike."""
        return self


class Seen(Protocol):
    """A visit, or a reader by itself."""

    @property
    def reader(self) -> Reader: ...


def page(visit: Seen, template: str, /, status: int = 200, **context: object) -> HTMLResponse:
    """The page of this template, such as ``"family/home.html"``; ``context`` is what stands in it by name.

    Raises:
        jinja2.UndefinedError: the template names something that it was not given.
    """
    reader = visit.reader
    given: dict[str, object] = {"csrf": reader.csrf, "path": reader.path, "now": reader.now}
    if reader.alive_url:
        given["alive_url"] = reader.alive_url
    words = {"t": _teller(reader.form), "plural": _counter(reader.form)}
    return HTMLResponse(_environment().get_template(template).render({**given, **words, **context}), status)


def refused(visit: Seen, refusal: Refusal, status: int) -> HTMLResponse:
    """One kind sentence, found by the refusal's code; it never says what exists."""
    return told(visit, sentence(refusal, visit.reader.form), status)


def told(visit: Seen, said: str, status: int) -> HTMLResponse:
    """A page with one sentence, in the frame of whoever reads it."""
    return page(
        visit, "desk/told.html" if is_desk(visit.reader.path) else "family/told.html", status, said=said
    )


def sentence(refusal: Refusal, form: Form) -> str:
    """What a refusal says to a person; its public fields may stand in the sentence."""
    values = {name: value for name, value in vars(refusal).items() if name != "detail"}
    return text(refusal.code, form, **values)


def _teller(form: Form) -> Callable[..., str]:
    return lambda key, **values: text(key, form, **values)


def _counter(form: Form) -> Callable[..., str]:
    return lambda key, n, **values: plural(key, form, n, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.globals["asset"] = asset
    environment.filters.update(
        moment=_moment, when=_when, day=_day, near_day=_near_day, clock=_clock, hours=_hours, short=_short
    )
    return environment


def _today(context: Context) -> date:
    now = context["now"]
    return local(now).date()


@pass_context
def _moment(context: Context, instant: datetime) -> str:
    return dates.moment_in_full(local(instant), _today(context))


@pass_context
def _when(context: Context, instant: datetime) -> str:
    return dates.when(local(instant), _today(context))


@pass_context
def _day(context: Context, value: Any) -> str:
    return dates.day_in_full(_as_day(value), _today(context))


@pass_context
def _near_day(context: Context, value: Any) -> str:
    return dates.relative_day(_as_day(value), _today(context))


@pass_context
def _short(context: Context, instant: datetime) -> str:
    return dates.on_a_button(local(instant), _today(context))


def _clock(instant: datetime) -> str:
    return dates.clock(local(instant).time())


def _hours(instant: datetime) -> str:
    return dates.hours_and_minutes(local(instant).time())


def _as_day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value
