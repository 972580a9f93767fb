"""Every table, by the word of its room; importing this package makes the description complete."""

from storage.tables import (
    absence,
    appointments,
    audit,
    buttons,
    checkins,
    dispatches,
    families,
    followups,
    inbox,
    linking,
    organisation,
    plans,
    threads,
    window,
    work_items,
)
from storage.tables.base import METADATA

__all__ = [
    "METADATA",
    "absence",
    "appointments",
    "audit",
    "buttons",
    "checkins",
    "dispatches",
    "families",
    "followups",
    "inbox",
    "linking",
    "organisation",
    "plans",
    "threads",
    "window",
    "work_items",
]
