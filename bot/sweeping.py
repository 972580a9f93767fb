"""Sweeping: forgets what nobody needs any more, and once a night looks everything through."""

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.logs import event
from domain.calendar import local
from storage.archive import Archive
from storage.files.store import FileStore

LOG = logging.getLogger("kring.sweeping")

QUIET_HOUR = 3
"""The local hour in which everything is looked through, which reads all there is."""

FINISHED_KEPT = timedelta(days=30)
"""How long the bare number of a finished update is remembered, and what a failed one said."""

EXPECTATIONS_KEPT = timedelta(days=1)
"""How long after its end an expectation still tells that a text comes too late."""

BEGUN_KEPT = timedelta(days=2)
"""How long a draft waits to be confirmed, and a wrong invitation code counts."""

SESSIONS_KEPT = timedelta(days=7)
"""How long a session that is over is kept; the access log remembers longer who came in."""


async def sweep(archive: Archive, clock: Clock, files: FileStore) -> None:
    """Forget buttons, expectations, held words, drafts, tries, the window's leftovers, old numbers, ownerless keys."""
    async with archive.unit() as uow:
        await uow.sheets.sweep(uow.now)
        await uow.expectations.sweep(uow.now - EXPECTATIONS_KEPT)
        await uow.held.sweep(uow.now)
        await uow.drafts.sweep(uow.now - BEGUN_KEPT)
        await uow.invitations.sweep_tries(uow.now - BEGUN_KEPT)
        await uow.traces.sweep(uow.now - BEGUN_KEPT)
        await uow.sessions.sweep(uow.now - SESSIONS_KEPT)
        await uow.spent.sweep(uow.now - BEGUN_KEPT)
        await uow.passkeys.sweep_enrolments(uow.now - BEGUN_KEPT)
    await archive.inbox.sweep(clock.now() - FINISHED_KEPT)
    await archive.sweep_orphans()
    async with archive.reading() as uow:
        known = await uow.files.known()
    await files.sweep(known, now=clock.now())
    if local(clock.now()).hour == QUIET_HOUR:
        await look_through(archive)


async def look_through(archive: Archive) -> None:
    """Check every mark and the access log, at night; what was changed behind our back is set apart and shouted."""
    found = await archive.inspect()
    broken = await archive.verify_audit()
    if found or broken is not None:
        rows = len(found.appointments) + len(found.follow_ups) + len(found.dispatches)
        event(LOG, "archive.changed", level=logging.ERROR, rows=rows, audit_line=broken)
