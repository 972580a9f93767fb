"""Every table, by the word of its room; importing this package makes the description complete."""

from storage.tables import (
    appointments,
    audit,
    buttons,
    dispatches,
    families,
    followups,
    inbox,
    linking,
    organisation,
    threads,
    work_items,
)
from storage.tables.base import METADATA

__all__ = [
    "METADATA",
    "appointments",
    "audit",
    "buttons",
    "dispatches",
    "families",
    "followups",
    "inbox",
    "linking",
    "organisation",
    "threads",
    "work_items",
]
