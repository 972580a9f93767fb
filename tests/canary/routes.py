"""Every address of the window, what its form carries, and with which ids it is tried; a new one must be added here."""

import itertools
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from starlette.routing import Route

from domain.people import FlagKind
from tests.canary.grown import once
from tests.canary.planting import Planted
from web.app import all_routes

FORMS: dict[str, dict[str, str]] = {
    # A family's doors; leaving comes last, since it ends the session.
    "/binnen": {"launch": "user=1&hash=0"},
    "/sleutel": {"key": "A" * 22},
    "/code": {"code": "123456"},
    # Stretching a PIN takes long on purpose; these are found wrong before that.
    "/pin": {"pin": "5839"},
    "/pin/nieuw": {"pin": "111111", "again": "111111", "picture": "tulip"},
    "/bel": {"wish": "whenever"},
    "/schrijven": {"topic": "practical", "once": "{once}", "text": "Dag, hoe laat was het ook weer?"},
    "/schrijven/concept": {"text": ""},
    "/afspraken/vraag": {"typed": "volgende week dinsdag 10 uur"},
    "/afspraken/{id}": {"said": "other_time", "version": "0"},
    "/afspraken/{id}/tijd": {"typed": "volgende week dinsdag 10 uur", "version": "0"},
    "/plan/akkoord": {"version": "{version}", "agrees": "no"},
    "/plan/reactie": {"version": "{version}", "reaction": "Dit klopt zo.", "shared": "no"},
    "/plan/reactie/concept": {"reaction": ""},
    "/plan/stap": {"step": "{person}", "done": "yes"},
    "/plan/klopt": {"question": "{question}", "fits": "fits"},
    "/plan/voorstel": {"once": "{once}", "proposal": "Samen koken op zaterdag."},
    "/plan/voorstel/concept": {"proposal": ""},
    "/hoe-gaat-het": {"turn": "{turn}", "scale": "numbers", "what": "answer", "keep_up": "Wat rust."},
    "/hoe-gaat-het/concept": {"well": ""},
    "/verloop/delen": {"shares": "no"},
    "/instellingen/hoe-gaat-het": {"day": "4", "at": "16", "scale": "numbers"},
    "/instellingen/hoe-gaat-het/pauze": {"rounds": "on"},
    "/instellingen": {"form": "nl", "quiet_from": "20:00", "quiet_until": "09:00", "morning": "no"},
    "/instellingen/berichten": {"messages": "on"},
    "/kring/voorstel": {"once": "{once}", "name": "Samira", "called": "aunt", "purpose": "Oppassen op maandag"},
    "/kring/voorstel/concept": {"purpose": ""},
    "/kring/verder": {"said": "yes"},
    "/kring/terug": {"said": "yes"},
    "/doorgeven": {"once": "{once}", "over": "iets", "remark": "Alles ging goed."},
    "/doorgeven/concept": {"remark": ""},
    "/overleg/concept": {"point": ""},
    "/overleg/{id}/wanneer": {"version": "1", "what": "some", "option": "0"},
    "/overleg/{id}/mee": {"version": "0"},
    "/overleg/{id}/punt": {"once": "{once}", "point": "Wie haalt er op vrijdag?"},
    # What its writer shares is theirs to share.
    "/overleg/{id}/punt/{point}": {"what": "withdraw"},
    "/overleg/{id}/klopt": {"says": "right"},
    # A form with a mistake comes back with everything in it.
    "/taken/nieuw": {"once": "{once}", "words": "", "owner": "{person}", "dag": "2026-12-04", "van": "10:00"},
    "/taken/taak/{task}/wijzig": {"revision": "1", "words": "", "owner": "{person}"},
    "/taken/taak/{task}/keer/{turn}": {},
    "/taken/taak/{task}/antwoord": {"said": "yes", "version": "1"},
    "/taken/{id}": {"said": "take", "version": "1"},
    "/taken/{id}/later": {"typed": "morgen half vijf", "version": "0"},
    "/taken/taak/{task}/stop": {},
    "/kring/stop": {},
    "/verberg": {},
    # The desk; what changes much comes last.
    "/werk/opties": {},
    "/werk/in": {"credential": "{}"},
    "/werk/proef": {"professional": "{professional}"},
    "/werk/begin/opties": {"token": "A" * 22},
    "/werk/begin": {"token": "A" * 22, "credential": "{}"},
    "/werk/sessies/{id}": {},
    "/werk/passkeys/{id}": {},
    "/werk/berichten": {"q": "a"},
    "/werk/gezinnen/zoek": {"zoek": "a"},
    "/werk/gezinnen/nieuw": {"naam": "a b", "teken": "x"},
    "/werk/gezin/{id}/wijzig": {"naam": "a b", "teken": "x"},
    "/werk/gezin/{id}/persoon": {"rol": "parent", "naam": "", "once": "{once}"},
    "/werk/gezin/{id}/afspraak": {
        "soort": "office", "wanneer": "", "dag": "2026-12-04", "tijd": "10:00", "wie": "{person}", "duur": "30",
    },
    "/werk/gezin/{id}/afspraak/{draft}": {},
    "/werk/gezin/{id}/afspraak/{draft}/weg": {},
    # A form with a mistake comes back with everything in it.
    "/werk/gezin/{id}/plan/wijzig": {"versie": "", "revisie": "0", "evaluatie": "ooit", "wie": "{person}"},
    "/werk/gezin/{id}/plan/bestand": {"tekst": "Doel: Samen eten"},
    "/werk/gezin/{id}/plan/samen": {"versie": "{version}", "wie": "{person}", "wat": "gelezen"},
    "/werk/gezin/{id}/plan/besproken": {"versie": "{version}", "wie": "{person}"},
    "/werk/gezin/{id}/plan/geef": {"versie": "{version}", "revisie": "1"},
    "/werk/gezin/{id}/plan/vaststellen": {"versie": "{version}", "revisie": "1"},
    "/werk/gezin/{id}/plan/stap/{step}": {"gedaan": "1"},
    "/werk/gezin/{id}/plan/doel/{goal}": {"wat": "keep"},
    "/werk/gezin/{id}/plan/voorstel/{proposal}": {"over": "nee", "antwoord": ""},
    "/werk/gezin/{id}/cijfers": {"ronde": "{round}", "opmerking": ""},
    "/werk/gezin/{id}/kring/nieuw": {"naam": "", "woord": "aunt", "once": "{once}"},
    "/werk/gezin/{id}/kring/voorstel/{voorstel}": {"waarvoor": ""},
    "/werk/gezin/{id}/kring/{person}": {"tot": "ooit"},
    "/werk/gezin/{id}/kring/{person}/terug": {"terug_op": "ooit"},
    "/werk/gezin/{id}/kring/{person}/weer": {},
    "/werk/gezin/{id}/taken/nieuw": {"woorden": "", "wie": "{person}", "once": "{once}"},
    "/werk/gezin/{id}/taken/{task}/wijzig": {"woorden": "", "wie": "{person}", "revisie": "1"},
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/vanaf": {"woorden": ""},
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/geef": {"aan": ""},
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/verplaats": {"wanneer": "ooit"},
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/uitkomst": {"uitkomst": "done"},
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/weg": {},
    "/werk/gezin/{id}/overleg/nieuw": {"soort": "team", "wie": "{person}", "momenten": "ooit"},
    "/werk/gezin/{id}/overleg/{meeting}/punt": {"punt": "", "once": "{once}"},
    "/werk/gezin/{id}/overleg/{meeting}/besluit": {"besluit": ""},
    "/werk/gezin/{id}/overleg/{meeting}/kies": {"moment": "9"},
    "/werk/gezin/{id}/overleg/{meeting}/wie": {},
    "/werk/gezin/{id}/overleg/{meeting}/geweest": {},
    "/werk/gezin/{id}/overleg/{meeting}/klopt": {},
    "/werk/gezin/{id}/reeks": {"soort": "office", "herhaal": "week", "wie": "{person}"},
    "/werk/afspraak/{id}/vanaf": {"soort": "office", "herhaal": "week", "wie": "{person}"},
    "/werk/signaal/{id}": {},
    "/werk/koppelen": {"woorden": "tulp molen"},
    "/werk/plannen": {"regel": "⭐ donderdag half drie huisbezoek"},
    "/werk/afwezig": {"first": "2026-12-07", "last": "2026-12-08", "substitute": "{professional}"},
    "/werk/afwezig/uren": {"days": "9"},
    "/werk/gesprek/{person}/controle": {"once": "{once}", "seen": "", "text": "Dag, tot dinsdag."},
    "/werk/gesprek/{person}/verstuur": {"once": "{once}", "seen": "", "text": "Dag, tot dinsdag."},
    "/werk/gesprek/{person}/concept": {"text": "Dag"},
    "/werk/gesprek/{person}/terug/{message}": {},
    "/werk/gesprek/{person}/klaar": {},
    "/werk/gesprek/{person}/sluit": {},
    "/werk/gesprek/{person}/open": {},
    "/werk/persoon/{id}/wijzig": {"rol": "parent", "naam": ""},
    "/werk/persoon/{id}/bijzonder/{kind}": {"ander": "{person}"},
    "/werk/persoon/{id}/uitnodiging": {"once": "{once}"},
    "/werk/persoon/{id}/toegang": {"once": "{once}"},
    "/werk/persoon/{id}/herstel": {"gesproken": "1"},
    "/werk/persoon/{id}/einde": {},
    "/werk/afspraak/{id}/verzet": {"dag": "2026-12-04", "tijd": "10:00", "versie": "0"},
    "/werk/afspraak/{id}/later": {"minuten": "10", "versie": "0", "once": "{once}"},
    "/werk/afspraak/{id}/uitkomst": {"uitkomst": "held"},
    "/werk/afspraak/{id}/naar": {"naar": "2026-12-04T09:00:00+00:00", "versie": "7"},
    "/werk/afspraak/{id}/toch": {"versie": "0"},
    "/werk/afspraak/{id}/afzeggen": {"versie": "0"},
    "/werk/afspraak/{id}/reeks/stop": {},
    "/werk/gezin/{id}/overleg/{meeting}/niet": {},
    "/werk/gezin/{id}/taken/{task}/stop": {},
    "/werk/gezin/{id}/kring/voorstel/{voorstel}/nee": {"antwoord": ""},
    "/werk/gezin/{id}/kring/{person}/stop": {},
    "/werk/taak/{id}": {},
    "/werk/afwezig/{absence}/einde": {},
    "/werk/sessies": {},
    "/werk/uit": {},
}  # fmt: skip
"""What is posted where, in this order; ``{person}`` and its like are filled in, ``{once}`` is new each time."""

PAGES = frozenset({
    "/", "/sleutel", "/slot", "/rust", "/hulp", "/levend", "/code", "/pin", "/pin/nieuw", "/bel", "/thuis",
    "/berichten", "/schrijven", "/klacht", "/bestand/{id}", "/afspraken", "/afspraken/vraag", "/afspraken/{id}",
    "/afspraken/{id}/agenda", "/instellingen", "/wie-leest", "/plan", "/plan.pdf", "/plan/voorstel", "/hoe-gaat-het",
    "/hoe-gaat-het/{id}", "/verloop", "/verloop.png", "/taken", "/taken/nieuw", "/taken/taak", "/taken/taak/{task}",
    "/taken/taak/{task}/wijzig", "/taken/taak/{task}/stop", "/taken/{id}", "/taken/{id}/later", "/taken/{id}/agenda",
    "/week", "/kring", "/kring/voorstel", "/kring/stop", "/overleg", "/overleg/{id}", "/doorgeven",
    "/werk", "/werk/begin", "/werk/sessies", "/werk/vandaag", "/werk/afspraken", "/werk/berichten",
    "/werk/gesprek/{person}", "/werk/bestand/{person}/{file}", "/werk/afwezig", "/werk/gezinnen",
    "/werk/gezinnen/nieuw", "/werk/gezin/{id}", "/werk/gezin/{id}/wijzig", "/werk/gezin/{id}/persoon",
    "/werk/gezin/{id}/afspraak", "/werk/gezin/{id}/afspraak/{draft}",
    "/werk/gezin/{id}/afspraak/{draft}/wijzig", "/werk/persoon/{id}", "/werk/persoon/{id}/wijzig",
    "/werk/persoon/{id}/bijzonder/{kind}", "/werk/afspraak/{id}", "/werk/afspraak/{id}/afzeggen",
    "/werk/afspraak/{id}/brief/{person}", "/werk/gezin/{id}/plan", "/werk/gezin/{id}/plan/wijzig",
    "/werk/gezin/{id}/plan/bestand", "/werk/gezin/{id}/plan/geef", "/werk/gezin/{id}/plan/vaststellen",
    "/werk/gezin/{id}/plan.pdf", "/werk/gezin/{id}/cijfers", "/werk/gezin/{id}/cijfers.png",
    "/werk/gezin/{id}/cijfers.pdf", "/werk/gezin/{id}/cijfers.csv", "/werk/cijfers", "/werk/levend",
    "/werk/gezin/{id}/kring", "/werk/gezin/{id}/kring/nieuw", "/werk/gezin/{id}/kring/voorstel/{voorstel}",
    "/werk/gezin/{id}/kring/{person}", "/werk/gezin/{id}/kring/{person}/stop", "/werk/gezin/{id}/taken",
    "/werk/gezin/{id}/taken/nieuw", "/werk/gezin/{id}/taken/{task}", "/werk/gezin/{id}/taken/{task}/wijzig",
    "/werk/gezin/{id}/taken/{task}/stop", "/werk/gezin/{id}/taken/{task}/beurt/{beurt}",
    "/werk/gezin/{id}/taken/{task}/beurt/{beurt}/vanaf", "/werk/gezin/{id}/week", "/werk/gezin/{id}/overleg",
    "/werk/gezin/{id}/overleg/nieuw", "/werk/gezin/{id}/overleg/{meeting}", "/werk/afspraak/{id}/reeks",
    "/werk/afspraak/{id}/vanaf",
    "/static/{name}",
})  # fmt: skip
"""What is opened."""

SEEKS = {
    "/plan.pdf": ("?nieuw=1",),
    "/verloop.png": ("?doel=1", "?doel=2"),
    "/week": ("?van=2026-12-02",),
    "/werk/gezin/{id}/week": ("?van=2026-12-02",),
    "/doorgeven": ("?over=iets", "?over=veiligheid"),
    "/berichten": ("?eerder=30",),
    "/werk/afwezig": ("?collega={professional}",),
    "/werk/berichten": ("?q=a",),
    "/werk/gezin/{id}/plan": ("?versie=1",),
    "/werk/gezin/{id}/plan.pdf": ("?versie=1", "?versie=1&dossier=ja"),
}
"""What else some pages are asked for in their address."""

SUBJECTS = (
    ("/werk/gezin/", "families"), ("/werk/persoon/", "people"), ("/werk/afspraak/", "appointments"),
    ("/werk/sessies/", "sessions"), ("/werk/passkeys/", "families"), ("/werk/taak/", "work_items"),
    ("/afspraken/", "appointments"), ("/bestand/", "files"), ("/hoe-gaat-het/", "turns"),
    ("/werk/signaal/", "signals"), ("/taken/", "task_turns"), ("/overleg/", "meetings"),
)  # fmt: skip
"""What the ``{id}`` of an address is of; every other name in an address says so itself."""

NAMED = {
    "person": "people", "draft": "drafts", "message": "messages", "file": "files", "absence": "absences",
    "task": "tasks", "turn": "task_turns", "point": "meeting_points",
    "beurt": "task_turns", "meeting": "meetings", "voorstel": "member_proposals",
    "goal": "goal_stands", "proposal": "proposals", "step": "steps_taken",
}  # fmt: skip
TABLES = {"people": "persons"}
CARRIED = {
    "{turn}": "turns", "{question}": "plan_questions", "{version}": "plan_versions", "{round}": "rounds",
}  # fmt: skip
"""What a form says it is about: it is sent with each of these there is."""

STRAY = ("people", "threads", "messages")
FEW = 6
FULLY = frozenset({
    "/bestand/{id}", "/afspraken/{id}", "/hoe-gaat-het/{id}", "/werk/persoon/{id}", "/werk/gesprek/{person}",
    "/taken/taak/{task}", "/overleg/{id}",
    "/werk/afspraak/{id}", "/werk/gezin/{id}/afspraak/{draft}", "/werk/bestand/{person}/{file}",
})  # fmt: skip
"""Tried with every id there is; the others with some of each family."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Every id in the data file by what it is of, read past the program; ``some`` are a few of each family.

    ``turns`` are some turns with their task, each of them in every family.
    """

    every: Mapping[str, tuple[UUID, ...]]
    some: Mapping[str, tuple[UUID, ...]]
    turns: tuple[tuple[UUID, UUID, UUID], ...]

    def fewer(self) -> "Ids":
        """Some of them, also where every one would be tried."""
        return Ids(self.some, self.some, self.turns[:FEW])

    def of(self, pool: str, path: str) -> tuple[str, ...]:
        """The ids to try in this address, and one of everything else, which is none of its own."""
        chosen = (self.every if path in FULLY else self.some)[pool]
        others = (self.every[kind][0] for kind in STRAY if kind != pool) if path in FULLY else ()
        return tuple(str(one) for one in (*chosen, *others))


def known() -> set[str]:
    """The addresses that this table knows, as method and path."""
    return {f"GET {path}" for path in PAGES} | {f"POST {path}" for path in FORMS}


def served() -> set[str]:
    """The addresses that the window has."""
    routes: list[Route] = all_routes()
    return {
        f"{method} {route.path}" for route in routes for method in (route.methods or ()) if method != "HEAD"
    }


def ids_in(database: Path, planted: Planted) -> Ids:
    """Read every id from the tables themselves."""
    pools = ("families", "people", "appointments", "drafts", "messages", "threads", "files", "sessions",
             "work_items", "absences", "turns", "plan_questions", "plan_versions", "rounds",
             "goal_stands", "proposals", "signals", "steps_taken", "tasks", "task_turns", "meetings",
             "meeting_points", "member_proposals")  # fmt: skip
    with sqlite3.connect(database) as tables:
        every = {
            pool: tuple(
                UUID(bytes=row[0])
                for row in tables.execute(f"SELECT id FROM {TABLES.get(pool, pool)} ORDER BY id")  # noqa: S608 - our own names
            )
            for pool in pools
        }
        rows = tables.execute("SELECT family, task, id FROM task_turns ORDER BY id").fetchall()
    tables.close()
    people = planted.cast.people
    chosen = ("a.mother", "a.father", "a.young1", "a.net1", "b.mother", "b.net1")
    some = {pool: ids[:: max(1, len(ids) // FEW)] for pool, ids in every.items()}
    some["people"] = tuple(people[key].id for key in chosen)
    some["appointments"] = tuple(planted.meetings[key] for key in chosen)
    turns = [tuple(UUID(bytes=one) for one in row) for row in rows[:: max(1, len(rows) // FEW)]]
    crossed = [(family, task, which) for _, task, which in turns for family in every["families"]]
    return Ids(every, some, tuple(crossed))


def addresses(path: str, ids: Ids, planted: Planted) -> Iterator[str]:
    """This address with ids of every family in it."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    product = itertools.product(*(_values(name, path, ids) for name in names))
    related = (tuple(str(one) for one in turn) for turn in ids.turns)
    for values in related if "{beurt}" in path else product:
        filled = path
        for name, value in zip(names, values, strict=True):
            filled = filled.replace(f"{{{name}}}", value)
        yield filled
        for query in SEEKS.get(path, ()):
            for one in _people_of(query, planted):
                yield filled + one


def forms(path: str, ids: Ids, planted: Planted) -> Iterator[dict[str, str]]:
    """What the form of this address carries, about each thing that it may be about."""
    person, professional = planted.cast.people["a.father"].id, planted.cast.professionals["bram"].id
    carried = [name for name in FORMS[path].values() if name in CARRIED]
    for values in itertools.product(*(ids.every[CARRIED[name]] for name in carried)):
        fill = {"{once}": once(), "{person}": str(person), "{professional}": str(professional)}
        fill |= {name: str(value) for name, value in zip(carried, values, strict=True)}
        yield {name: fill.get(value, value) for name, value in FORMS[path].items()}


def _values(name: str, path: str, ids: Ids) -> tuple[str, ...]:
    if name == "kind":
        return tuple(kind.value for kind in FlagKind)
    if name == "name":
        return ("kring.css", "bestaat-niet.js")
    pool = NAMED.get(name) or next(pool for begin, pool in SUBJECTS if path.startswith(begin))
    # Of two ids in one address the first is of somebody, the second of anything.
    first = path.index(f"{{{name}}}") == path.index("{")
    if first and path.count("{") > 1:
        return tuple(str(one) for one in ids.some[pool][:: 4 if pool in ("people", "appointments") else 1])
    return ids.of(pool, path)


def _people_of(query: str, planted: Planted) -> list[str]:
    return [query.format(professional=one.id) for one in planted.cast.professionals.values()]
