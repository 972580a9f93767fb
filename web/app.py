"""Every door of the window on one page: which module's addresses lead where; order is top to bottom."""

from collections.abc import Callable, Sequence
from types import ModuleType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.people import Form
from locales.catalogue import text
from web import statics
from web.addresses import STATIC
from web.desk import (
    absence,
    answering,
    circle_form,
    circle_meeting_form,
    circle_meetings,
    circle_member,
    conversation,
    decisions,
    families,
    inbox,
    letters,
    meetings,
    papers,
    people,
    plan_file,
    plan_form,
    plan_goals,
    planning,
    repeating,
    signals,
    summary,
    task_turn,
    tasks,
    today,
    trends,
    week,
)
from web.desk import circle as desk_circle
from web.desk import entry as desk_entry
from web.desk import plan as desk_plan
from web.desk import task_form as desk_task_form
from web.doorway import takes_files
from web.family import (
    appointments,
    callback,
    checkin,
    complaint,
    course,
    entry,
    files,
    home,
    pin,
    plan_on_paper,
    proposal,
    readers,
    remark,
    rhythm,
    settings,
    task,
    task_form,
    thread,
    turns,
    write,
)
from web.family import circle as family_circle
from web.family import meeting as family_meeting
from web.family import plan as family_plan
from web.family import week as family_week
from web.guard import Guard
from web.lobby import Lobby
from web.pages import Reader, told

FAMILY: tuple[ModuleType, ...] = (
    entry,
    pin,
    home,
    thread,
    write,
    complaint,
    files,
    callback,
    appointments,
    family_plan,
    plan_on_paper,
    proposal,
    checkin,
    course,
    settings,
    rhythm,
    readers,
    task_form,
    task,
    turns,
    family_week,
    family_circle,
    family_meeting,
    remark,
)
DESK: tuple[ModuleType, ...] = (
    desk_entry,
    inbox,
    answering,
    conversation,
    absence,
    today,
    families,
    people,
    planning,
    meetings,
    letters,
    desk_plan,
    plan_form,
    plan_file,
    plan_goals,
    summary,
    trends,
    signals,
    papers,
    repeating,
    circle_form,
    circle_member,
    desk_circle,
    desk_task_form,
    task_turn,
    tasks,
    week,
    circle_meeting_form,
    circle_meetings,
    decisions,
)
"""Modules with doors: each has ``ROUTES``, a tuple of Starlette routes with full addresses."""


def build_window(lobby: Lobby) -> Starlette:
    """The window as an ASGI application; `bot/window.py` serves it."""
    routes = all_routes()
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, lobby=lobby, takes_files=_with_files(routes))],
        exception_handlers={HTTPException: _not_here},
    )
    app.router.redirect_slashes = False
    app.state.lobby = lobby
    return app


def all_routes() -> list[Route]:
    """Every address of the window."""
    doors = [route for module in (*FAMILY, *DESK) for route in module.ROUTES]
    return [*doors, Route(f"{STATIC}/{{name}}", statics.serve, methods=["GET"])]


def _with_files(routes: Sequence[Route]) -> Callable[[str], bool]:
    patterns = [route.path_regex for route in routes if takes_files(route.endpoint)]
    return lambda path: any(pattern.match(path) for pattern in patterns)


async def _not_here(request: Request, error: Exception) -> Response:
    """No such page, or not with this method: the same kind sentence."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    said = text("doors.refused.address", Form.U)
    return told(Reader(Form.U, request.url.path), said, error.status_code)
