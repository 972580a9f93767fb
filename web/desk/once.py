"""A form that counts once, whatever happens to the connection or to an impatient finger."""

from datetime import timedelta

from web.visits import DeskVisit

REMEMBERED = timedelta(hours=24)
"""Longer than any session lives, so no page with the form is left by then."""


async def is_first(visit: DeskVisit) -> bool:
    """Whether this very form was not sent before; a form without its mark is none of ours, and never first."""
    mark = visit.data.get("once")
    if not mark:
        return False
    return await visit.uow.spent.spend(visit.uow.index("form", mark), visit.uow.now + REMEMBERED)
