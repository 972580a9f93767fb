"""These tests can fail: each permission that is taken away lets a canary out; and rights end with the day."""

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import bindparam, or_, select

import storage.families
import storage.threads
from domain import access
from domain.access import Scope
from domain.actions import Ground
from domain.actors import Actor, Participant
from domain.appointments import Appointment, Attendance
from domain.errors import NotFound
from domain.files import FileId
from domain.people import PersonId
from domain.secret import Secret
from domain.threads import Message
from storage.statements import Statement
from storage.tables.families import families
from storage.tables.threads import threads
from tests.canary.grown import Grown
from tests.canary.rounds import opens_everything
from tests.canary.rules import MANAGER_OF, Kind
from usecases.answers import Answer, answer
from usecases.own_thread import OwnFile
from usecases.ports import Unit
from web.family import files, thread

pytestmark = pytest.mark.asyncio(loop_scope="module")

Broken = Callable[[pytest.MonkeyPatch], None]
HOLDS = access.holds


def _assigned_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(ground: Ground, actor: Actor, scope: Scope) -> bool:
        return ground is Ground.ASSIGNED or HOLDS(ground, actor, scope)

    monkeypatch.setattr(access, "holds", loose)


def _own_is_of_the_family(monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(ground: Ground, actor: Actor, scope: Scope) -> bool:
        return ground is Ground.OWN or HOLDS(ground, actor, scope)

    def anybody(appointment: Appointment, person: PersonId) -> Attendance:
        return replace(appointment.attendances[0], person=person)

    monkeypatch.setattr(access, "holds", loose)
    monkeypatch.setattr(Appointment, "of", anybody)


def _any_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    of_person = threads.c.person == bindparam("of_person")
    everything = select(threads).where(or_(of_person, threads.c.id.is_not(None)))
    monkeypatch.setattr(storage.threads, "_OF_PERSON", Statement(everything))


def _any_family(monkeypatch: pytest.MonkeyPatch) -> None:
    of_manager = families.c.case_manager == bindparam("of_manager")
    everything = select(families).where(or_(of_manager, families.c.id.is_not(None)))
    monkeypatch.setattr(storage.families, "_FAMILIES_OF", Statement(everything))


def _any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    async def of_anybody(uow: Unit, _who: Participant, *, file: FileId) -> OwnFile:
        found = await uow.files.get(file)
        if found is None:
            raise NotFound
        return OwnFile(*found)

    monkeypatch.setattr(files, "own_file", of_anybody)


def _taken_back_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Message, "may_be_seen_by_person", lambda *_: True)
    monkeypatch.setattr(Message, "seen_by_person", lambda message: message)
    # The page has a sentence of its own in the place of the words.
    monkeypatch.setattr(thread, "_line", lambda *_: "")


def _no_secret_address(monkeypatch: pytest.MonkeyPatch) -> None:
    # A field of a class with slots: what is written to it is thrown away.
    always = property(lambda _: True, lambda _, __: None)
    monkeypatch.setattr(Appointment, "place_may_be_shown", always)


AT_DESK = frozenset(
    {"/werk/gezin/{id}", "/werk/persoon/{id}", "/werk/gesprek/{person}", "/werk/afspraak/{id}"}
)
BROKEN: tuple[tuple[Broken, str, frozenset[str], frozenset[Kind]], ...] = (
    (_assigned_to_everybody, "bram", AT_DESK, frozenset({Kind.NAME, Kind.SAID, Kind.PLACE, Kind.ALIAS})),
    (_own_is_of_the_family, "a.father", frozenset({"/afspraken/{id}"}), frozenset({Kind.PLACE, Kind.MOMENT})),
    (_any_thread, "a.father", frozenset({"/berichten"}), frozenset({Kind.SAID, Kind.ANSWERED})),
    (_any_family, "bram", frozenset({"/werk/gezinnen"}), frozenset({Kind.ALIAS})),
    (_any_file, "a.young1", frozenset({"/bestand/{id}"}), frozenset({Kind.FILE, Kind.TAKEN_BACK})),
    (_taken_back_all_the_same, "a.mother", frozenset({"/berichten"}), frozenset({Kind.TAKEN_BACK})),
    (_no_secret_address, "b.mother", frozenset({"/afspraken/{id}"}), frozenset({Kind.HIDDEN_PLACE})),
)


@pytest.mark.parametrize(("breaks", "who", "pages", "kinds"), BROKEN, ids=[b[0].__name__[1:] for b in BROKEN])
async def test_what_is_taken_away_lets_a_canary_out(
    grown: Grown,
    monkeypatch: pytest.MonkeyPatch,
    breaks: Broken,
    who: str,
    pages: frozenset[str],
    kinds: frozenset[Kind],
) -> None:
    watch = grown.watched_anew()
    await opens_everything(grown, (who,), pages)
    assert not watch.leaks
    breaks(monkeypatch)
    watch = grown.watched_anew()
    await opens_everything(grown, (who,), pages)
    assert {leak.kind for leak in watch.leaks} >= kinds


async def test_whoever_stood_in_sees_nothing_the_day_after(grown: Grown) -> None:
    watch = grown.watched_anew()
    await opens_everything(grown, ("carla",), AT_DESK)
    assert Kind.SAID in watch.kinds_seen("carla")
    await grown.kring.move_to("2026-11-25 10:00")
    watch = grown.watched_anew()
    watch.is_away = False
    await opens_everything(grown, ("carla",))
    await opens_everything(grown, ("anna",), AT_DESK)
    assert not watch.leaks, watch.told()
    assert not {canary for canary in watch.seen["carla"] if canary.family in MANAGER_OF}
    assert {Kind.SAID, Kind.NAME} <= watch.kinds_seen("anna")


async def test_an_answer_that_has_not_left_is_not_there_yet(grown: Grown) -> None:
    visitor = await grown.visitor("a.mother")
    word = await _answers(grown, "a.mother")
    assert word.encode() not in (await visitor.get("/berichten")).content
    assert word.encode() not in (await visitor.get("/thuis")).content
    await grown.kring.move_to("2026-11-25 10:20")
    visitor = await grown.visitor("a.mother")
    assert word.encode() in (await visitor.get("/berichten")).content


async def _answers(grown: Grown, key: str) -> str:
    word = grown.planted.word(Kind.ANSWERED, key)
    who, person = grown.planted.manager(key[0]), grown.planted.cast.people[key].id
    async with grown.kring.unit() as uow:
        said = Answer(uow.new_token(), Secret(word), sure=True)
        await answer(uow, who, person=person, said=said)
    return word


async def test_a_word_is_seen_wherever_it_stands_in_an_answer(grown: Grown) -> None:
    watch = grown.watched_anew()
    said = next(one for one in grown.planted.canaries if one.kind is Kind.SAID and one.owner == "a.mother")
    asked = httpx.Request("GET", f"{grown.kring.settings.window_url}/thuis")
    for headers, body in (
        ({}, f"<p>{said.text.upper()}</p>"),
        ({"x-note": said.text}, ""),
        ({"location": f"/zoek?q={said.text}"}, ""),
        ({}, f'<title>{said.text}</title><a href="/zoek?q={said.text}">'),
    ):
        answer = httpx.Response(200, headers=headers, content=body.encode(), request=asked)
        assert watch.look_at_answer("a.father", answer) == {said}
    # Once for each of the two that stand in an address, however often it is allowed to be read.
    assert len(watch.addresses) == 2
    assert watch.titles == {said.text.encode()}
    assert {leak.owner for leak in watch.leaks} == {"a.mother"}
    watch.look("a.mother", "", said.text.encode())
    assert {leak.actor for leak in watch.leaks} == {"a.father"}
