"""Who may: every use case, found by introspection, against every member of the cast, called for real."""

import asyncio
import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import usecases
from domain import access
from domain.access import RULES, Allowed, Refused, Rule, Scope, decide
from domain.actions import Action, Ground
from domain.actors import Actor, CaseManager, Clockwork, NetworkMember, Parent, TeamLeader, YoungPerson
from domain.audit import AuditEvent
from domain.errors import AlreadySetUp, NotAllowed, NotFound, Outdated
from tests.support.cast import Cast, Files
from tests.usecases.rights import ASKED, Row, Stage, read_grid, set_stage
from tests.usecases.world import opened

ROWS = read_grid()
NOT_ASKED_FOR = {
    "permission.permit": "it is the asking itself",
    "entries.open_work": "`work_items.see` and `digest.read_digest` ask, and then show this",
    "digest.digest_rounds": "`digest.read_digest` and `desk_signals.waiting` ask, and then show this",
    "entries.open_items": "`desk.today` asks, and then shows this",
}
EXCEPT_THE_LOG = ("audit", "sqlite_sequence")

UseCase = Callable[..., Awaitable[object]]


class _RolledBack(Exception):
    """No error: it keeps the stage as it was."""


def _found() -> dict[str, UseCase]:
    """Every public coroutine of the house that begins with (uow, who)."""
    found: dict[str, UseCase] = {}
    for module in pkgutil.iter_modules(usecases.__path__):
        loaded = importlib.import_module(f"usecases.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.iscoroutinefunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and list(inspect.signature(function).parameters)[:2] == ["uow", "who"]:
                found[f"{module.name}.{name}"] = function
    return found


FOUND = _found()


@pytest.fixture(scope="module")
def staged(template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Stage]:
    """The stage, set once; tests work on copies."""
    files, cast = template[0].copied_to(tmp_path_factory.mktemp("stage")), template[1]

    async def setting() -> Stage:
        async with opened(files, cast) as world:
            return await set_stage(world)

    return files, asyncio.run(setting())


@pytest.fixture
async def stage(staged: tuple[Files, Stage], tmp_path: Path) -> AsyncIterator[Stage]:
    files, made = staged
    async with opened(files.copied_to(tmp_path / "data"), made.world.cast) as world:
        world.clock.now = made.world.clock.now
        yield replace(made, world=world)


def _serves(use_case: UseCase, actor: Actor) -> bool:
    """Whether the call type-checks."""
    kind = get_type_hints(use_case)["who"]
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return type(actor) in kinds


async def _call(stage: Stage, row: Row, actor: Actor) -> tuple[object, list[AuditEvent]]:
    """Call it for real and leave everything as it was; what it answered, and what it would have logged."""
    asked = ASKED[row.name](stage) if row.name in ASKED else {}
    kept: list[tuple[object, list[AuditEvent]]] = []
    with contextlib.suppress(_RolledBack):
        async with stage.world.unit() as uow:
            answered = await FOUND[row.use_case](uow, actor, **asked)
            kept.append((answered, list(uow.audit._events)))
            raise _RolledBack
    return kept[0]


async def _try(stage: Stage, row: Row, actor: Actor) -> str:
    """X when it was allowed, on a ground that is logged; a dot when it was refused; the legend is in `rights`."""
    try:
        answered, logged = await _call(stage, row, actor)
    except AlreadySetUp:
        return "x"
    except Outdated:
        return "o"
    except (NotAllowed, NotFound):
        return "."
    if row.use_case == "linking.confirm_words" and answered is False:
        # The words of somebody else's family sound just as wrong as any.
        return "."
    lines = [event for event in logged if event.event == row.action.value]
    # What Kring only looks at for itself is no event.
    assert lines or isinstance(actor, Clockwork)
    assert all(event.ground in set(Ground) for event in lines)
    return "x"


async def _mark(stage: Stage, row: Row, who: str) -> str:
    actor = stage.cast[who]
    if _serves(FOUND[row.use_case], actor):
        return await _try(stage, row, actor)
    return "-" if isinstance(decide(actor, row.action, stage.scope(row)), Refused) else "~"


async def _mismatches(
    stage: Stage, rows: tuple[Row, ...], *, only: type | None = None, first: bool = False
) -> list[str]:
    """Where the house does not do what the grid says."""
    wrong: list[str] = []
    for row in rows:
        for who, expected in row.marks.items():
            if only is not None and type(stage.cast[who]) is not only:
                continue
            mark = await _mark(stage, row, who)
            if mark != expected:
                wrong.append(f"{row.name}: {who} is {mark!r}, not {expected!r}")
                if first:
                    return wrong
    return wrong


def test_every_use_case_stands_in_the_grid_and_nothing_else() -> None:
    missing = set(FOUND) - {row.use_case for row in ROWS} - set(NOT_ASKED_FOR)
    assert not missing, f"no row in tests/usecases/rights.py for {sorted(missing)}"
    assert {row.use_case for row in ROWS} <= set(FOUND)
    assert set(ASKED) <= {row.name for row in ROWS}
    assert len(ROWS) == len({row.name for row in ROWS})
    assert not set(NOT_ASKED_FOR) & {row.use_case for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_who_may(stage: Stage, row: Row) -> None:
    assert await _mismatches(stage, (row,)) == []


@pytest.mark.parametrize("row", [row for row in ROWS if "." in row.marks.values()], ids=lambda row: row.name)
async def test_a_refusal_is_logged_and_changes_nothing(stage: Stage, row: Row) -> None:
    for who in (who for who, mark in row.marks.items() if mark == "."):
        before, logged = _everything(stage), len(stage.world.audit())
        assert await _try(stage, row, stage.cast[who]) == "."
        assert _everything(stage) == before
        added = stage.world.audit(after=logged)
        assert (row.action.value, "8", type(stage.cast[who]).__name__) in added


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.actor.__name__} {rule.action.value}")
async def test_no_rule_can_be_left_out(stage: Stage, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(row for row in ROWS if row.action is rule.action)
    assert await _mismatches(stage, rows, only=rule.actor) == []
    monkeypatch.setattr(access, "RULES", tuple(other for other in RULES if other != rule))
    assert await _mismatches(stage, rows, only=rule.actor, first=True)


def _without_own_person(ground: Ground, actor: Actor, scope: Scope) -> bool:
    if ground is Ground.OWN and isinstance(actor, Parent | YoungPerson | NetworkMember):
        return actor.family == scope.family
    return HOLDS(ground, actor, scope)


def _without_own_family(ground: Ground, actor: Actor, scope: Scope) -> bool:
    if ground is Ground.OWN and isinstance(actor, Parent | YoungPerson | NetworkMember):
        return actor.person in scope.people
    return HOLDS(ground, actor, scope)


def _without_assigned(ground: Ground, actor: Actor, scope: Scope) -> bool:
    return (ground is Ground.ASSIGNED and isinstance(actor, CaseManager)) or HOLDS(ground, actor, scope)


def _without_entrusted(ground: Ground, actor: Actor, scope: Scope) -> bool:
    return (ground is Ground.ENTRUSTED and isinstance(actor, CaseManager)) or HOLDS(ground, actor, scope)


def _without_team(ground: Ground, actor: Actor, scope: Scope) -> bool:
    return (ground is Ground.TEAM and isinstance(actor, TeamLeader)) or HOLDS(ground, actor, scope)


HOLDS = access.holds


@pytest.mark.parametrize(
    "loosened",
    [_without_own_person, _without_own_family, _without_assigned, _without_entrusted, _without_team],
)
async def test_no_condition_can_be_loosened(
    stage: Stage, loosened: Callable[[Ground, Actor, Scope], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "holds", loosened)
    assert await _mismatches(stage, ROWS, first=True)


async def test_no_rule_serves_for_another_action(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def any_action(actor: Actor, _action: object, scope: Scope) -> Allowed | Refused:
        of_this_kind = (rule for rule in RULES if type(actor) is rule.actor)
        held = next((rule for rule in of_this_kind if HOLDS(rule.ground, actor, scope)), None)
        return Refused() if held is None else Allowed(held.ground)

    monkeypatch.setattr(f"{__name__}.decide", any_action)
    assert await _mismatches(stage, ROWS, first=True)


async def test_what_no_rule_names_is_refused_for_everybody(stage: Stage) -> None:
    named = {(rule.actor, rule.action) for rule in RULES}
    for actor in stage.cast.values():
        for action in Action:
            if (type(actor), action) not in named:
                assert isinstance(decide(actor, action, stage.scope(ROWS[0])), Refused)


def _everything(stage: Stage) -> dict[str, list[tuple[Any, ...]]]:
    tables = [row[0] for row in stage.world.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: stage.world.rows(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 -- our own table names
        for table in tables
        if table not in EXCEPT_THE_LOG
    }
