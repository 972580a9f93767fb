"""The questions that are asked all the time are answered from an index, however full the tables are."""

import sqlite3

import pytest

from storage import dispatches, followups, inbox, linking, work_items
from storage.archive import Archive
from storage.database import DIALECT
from storage.statements import Statement

ASKED_ALL_THE_TIME = {
    "follow-ups due": (followups._DUE, "ix_follow_ups_due_at"),
    "next follow-up": (followups._NEXT, "ix_follow_ups_due_at"),
    "dispatches due": (dispatches._DUE, "ix_dispatches_not_before"),
    "dispatches of the same chat": (dispatches._DUE, "ix_dispatches_holder"),
    "next dispatch": (dispatches._NEXT, "ix_dispatches_not_before"),
    "in flight": (dispatches._IN_FLIGHT, "ix_dispatches_sending"),
    "link by account": (linking._BY_ACCOUNT, "uq_links_account"),
    "link of a holder": (linking._OF_HOLDER, "uq_links_holder"),
    "invitation by token": (linking._BY_TOKEN, "uq_invitations_token_hash"),
    "open items of a team": (work_items._OPEN_OF_TEAM, "ix_work_items_team"),
    "unfinished updates": (inbox._PENDING, "ix_inbox_state"),
}


@pytest.mark.parametrize("question", ASKED_ALL_THE_TIME)
async def test_it_is_answered_from_its_index(archive: Archive, question: str) -> None:
    statement, index = ASKED_ALL_THE_TIME[question]
    plan = await _plan(archive, statement)
    assert f"INDEX {index}" in plan
    # To walk along an index of what waits, in its order and to its first row, is no search through the table.
    assert {line for line in plan.splitlines() if "SCAN" in line} <= {
        f"SCAN {table} USING {how} {index}"
        for table in ("follow_ups", "dispatches")
        for how in ("INDEX", "COVERING INDEX")
    }


async def _plan(archive: Archive, statement: Statement) -> str:
    sql = statement.sql(DIALECT)

    def explain(raw: sqlite3.Connection) -> str:
        nothing = [None] * sql.count("?")
        return "\n".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", nothing))

    return await archive._database._writer.do(explain)
