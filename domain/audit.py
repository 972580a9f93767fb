"""Audit events: who did what to whom, on which ground, with what outcome; never with content (NEN 7513)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Mode(StrEnum):
    """EventActionCode: create, read, update, delete, execute."""

    CREATE = "C"
    READ = "R"
    UPDATE = "U"
    DELETE = "D"
    EXECUTE = "E"


class Result(StrEnum):
    """EventOutcomeIndicator: done, or refused."""

    DONE = "0"
    REFUSED = "8"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the access log; ids only, so that it stays true after a person has been erased."""

    at: datetime
    event: str
    mode: Mode
    result: Result
    role: str
    actor: UUID | None
    ground: str
    family: UUID | None = None
    person: UUID | None = None
    object_kind: str = ""
    object_id: UUID | None = None
    detail: str = ""
