"""Doors for everybody, linked or not: start, help, privacy, and whatever has no other door."""

from handlers.doorway import Visit
from handlers.views import public as views
from handlers.views.view import View


async def start(visit: Visit) -> View:
    """`/start` without an invitation."""
    return views.start(visit.who, visit.form)


async def help_page(visit: Visit) -> View:
    """`/help`."""
    return views.help_page(visit.who, visit.form)


async def privacy(visit: Visit) -> View:
    """`/privacy`; the organisation is named only to who is linked."""
    name = ""
    if visit.recipient is not None:
        organisation = await visit.uow.organisation.organisation()
        name = organisation.name.reveal() if organisation else ""
    return views.privacy(visit.form, number=visit.house.emergency_number, organisation=name)


async def stop(visit: Visit) -> View:
    """`/stop` of somebody to whom nothing is sent."""
    return views.paused(visit.who, visit.form)


async def unknown_command(visit: Visit) -> View:
    """There is no such command."""
    return views.unknown_command(visit.form)


async def typed(visit: Visit) -> View:
    """A stranger's text: not kept."""
    return views.stranger_typed(visit.form)
