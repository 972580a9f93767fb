"""The questions that are asked all the time are answered from an index, however full the tables are."""

import sqlite3

import pytest

from storage import (
    checkins,
    circle,
    dispatches,
    followups,
    held,
    inbox,
    linking,
    meeting_words,
    meetings,
    plan_copies,
    plans,
    series,
    signals,
    task_turns,
    tasks,
    work_items,
)
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
    "link by account": (linking._BY_ACCOUNT, "ix_links_account"),
    "link of a holder": (linking._OF_HOLDER, "uq_links_holder"),
    "invitation by token": (linking._BY_TOKEN, "uq_invitations_token_hash"),
    "open items of a team": (work_items._OPEN_OF_TEAM, "ix_work_items_team"),
    "unfinished updates": (inbox._PENDING, "ix_inbox_state"),
    "plans due": (plans._DUE, "ix_plans_look_at"),
    "next look at a plan": (plans._NEXT_LOOK, "ix_plans_look_at"),
    "plans due for a round": (plans._DUE_FOR_ROUND, "ix_plans_next_round"),
    "next round of a plan": (plans._NEXT_ROUND, "ix_plans_next_round"),
    "versions of a family": (plans._LIVE_VERSIONS, "uq_plan_versions_family_number"),
    "copies of a version": (plan_copies._OF, "uq_plan_copies_version_person"),
    "question that waits": (plan_copies._WAITING, "ix_plan_questions_person"),
    "turns due": (checkins._DUE, "ix_turns_look_at"),
    "next look at a turn": (checkins._NEXT_LOOK, "ix_turns_look_at"),
    "rounds to close": (checkins._TO_CLOSE, "ix_rounds_closes_at"),
    "next closing": (checkins._NEXT_CLOSING, "ix_rounds_closes_at"),
    "newest round": (checkins._NEWEST, "uq_rounds_family_week"),
    "turns of a family": (checkins._TURNS_OF, "uq_turns_round_holder"),
    "turn of a holder": (checkins._TURN_OF, "uq_turns_round_holder"),
    "signals that wait": (signals._OPEN_OF, "ix_signals_waiting"),
    "links of an account": (linking._ALL_OF_ACCOUNT, "ix_links_account"),
    "held words of an account": (held._OF_ACCOUNT, "ix_held_words_account"),
    "memberships due": (circle._DUE, "ix_memberships_look_at"),
    "next look at a membership": (circle._NEXT_LOOK, "ix_memberships_look_at"),
    "memberships of a family": (circle._OF_FAMILY, "ix_memberships_family"),
    "tasks of a family": (tasks._GOING_ON, "ix_tasks_family"),
    "tasks to plan": (tasks._TO_PLAN, "ix_tasks_planned_until"),
    "turns of tasks due": (task_turns._DUE, "ix_task_turns_look_at"),
    "next look at a turn of a task": (task_turns._NEXT_LOOK, "ix_task_turns_look_at"),
    "turns of a task": (task_turns._OF_TASK, "ix_task_turns_task_starts_at"),
    "turns of tasks of a family": (task_turns._BETWEEN, "ix_task_turns_family_starts_at"),
    "turns that somebody has": (task_turns._FOR_PERSON, "ix_task_turns_holder_starts_at"),
    "turns that are offered": (task_turns._FOR_PERSON, "ix_turn_offers_person"),
    "history of a task": (task_turns._HISTORY, "ix_turn_events_turn"),
    "meetings due": (meetings._DUE, "ix_meetings_look_at"),
    "meeting of an appointment": (meetings._OF_APPOINTMENT, "ix_meetings_appointment"),
    "points of a meeting": (meeting_words._POINTS, "ix_meeting_points_meeting"),
    "series due": (series._DUE, "ix_appointment_series_look_at"),
    "next look at a series": (series._NEXT_LOOK, "ix_appointment_series_look_at"),
    "slots of a series": (series._SLOTS, "ix_appointments_series_slot"),
}

WALKED = (
    *("follow_ups", "dispatches", "plans", "turns", "rounds"),
    *("memberships", "tasks", "task_turns", "appointment_series"),
)


@pytest.mark.parametrize("question", ASKED_ALL_THE_TIME)
async def test_it_is_answered_from_its_index(archive: Archive, question: str) -> None:
    statement, index = ASKED_ALL_THE_TIME[question]
    plan = await _plan(archive, statement)
    assert f"INDEX {index}" in plan
    # To walk along an index of what waits, in its order and to its first row, is no search through the table.
    assert {line for line in plan.splitlines() if "SCAN" in line} <= {
        f"SCAN {table} USING {how} {index}" for table in WALKED for how in ("INDEX", "COVERING INDEX")
    }


async def _plan(archive: Archive, statement: Statement) -> str:
    sql = statement.sql(DIALECT)

    def explain(raw: sqlite3.Connection) -> str:
        nothing = [None] * sql.count("?")
        return "\n".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", nothing))

    return await archive._database._writer.do(explain)
