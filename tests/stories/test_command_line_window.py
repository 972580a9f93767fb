"""The command line for the window: links that are shown once, and what must be said before a PIN is restored."""

import asyncio
import json
import sys

from domain.actors import CaseManager
from domain.secret import Secret
from domain.window import Needs
from tests.house.sources import ROOT
from tests.support.world import KringUnderTest, environment_for
from tests.usecases.browsers import STRANGER
from usecases import keyrings, passkeys, sessions, window

WINDOW = "http://localhost:8099"


async def command(kring: KringUnderTest, *words: str, url: str = WINDOW) -> tuple[int, str, str]:
    """Run one command as its own process, with this address for the window."""
    environment = {**environment_for(kring.files, kring.settings.api_base), "KRING_WINDOW_URL": url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        env={"PATH": "/usr/bin:/bin", **environment},
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await process.communicate()
    return process.returncode or 0, said.decode(), complained.decode()


async def test_a_colleague_gets_a_one_time_link(kring: KringUnderTest) -> None:
    code, said, _ = await command(kring, "professional", "enrol", "--name", "Sanne Vermeulen", "--json")
    assert code == 0
    link = json.loads(said)["link"]
    assert link.startswith(f"{WINDOW}/werk/begin#")
    async with kring.machine.archive.unit() as uow:
        token = Secret(link.partition("#")[2])
        found = await passkeys.enrolment_of(uow, STRANGER, token=token)
    assert found == kring.cast.professionals["sanne"]


async def test_a_parent_gets_a_link_on_paper_and_a_code_by_voice(kring: KringUnderTest) -> None:
    person = str(kring.cast.people["fatima"].id)
    words = ("person", "key", "--person", person, "--as", "Sanne Vermeulen")
    code, said, _ = await command(kring, *words, "--json")
    assert code == 0
    given = json.loads(said)
    key = given["link"].removeprefix(f"{WINDOW}/sleutel#")
    async with kring.machine.archive.unit() as uow:
        token = await window.enter_by_link(uow, STRANGER, key=Secret(key))
        session = await sessions.session_of(uow, token=token)
        assert session is not None
        assert await window.needs(uow, session=session) is Needs.CODE
    code, said, _ = await command(kring, *words)
    assert "hardop" in said


async def test_a_pin_is_restored_only_by_who_says_that_they_spoke_the_person(kring: KringUnderTest) -> None:
    person = str(kring.cast.people["fatima"].id)
    words = ("person", "restore", "--person", person, "--as", "Sanne Vermeulen", "--json")
    code, said, complained = await command(kring, *words)
    assert (code, said) == (1, "")
    assert "--spoken" in complained
    code, said, _ = await command(kring, *words, "--spoken")
    assert len(json.loads(said)["code"]) == 6
    async with kring.machine.archive.unit() as uow:
        sanne = kring.cast.professionals["sanne"]
        who = CaseManager(sanne.id, sanne.team)
        view = await keyrings.see(uow, who, person=kring.cast.people["fatima"].id)
    assert view.code_until is not None
    other = ("person", "restore", "--person", person, "--as", "Mehmet Demir", "--spoken")
    assert (await command(kring, *other))[0] == 1


async def test_every_window_of_a_colleague_closes(kring: KringUnderTest) -> None:
    async with kring.machine.archive.unit() as uow:
        sanne = kring.cast.professionals["sanne"].id
        token = await passkeys.demo_sign_in(uow, STRANGER, professional=sanne)
    code, _, _ = await command(kring, "session", "end", "--professional", "Sanne Vermeulen")
    assert code == 0
    async with kring.reading() as uow:
        assert await sessions.session_of(uow, token=token, touch=False) is None


async def test_without_a_window_there_are_no_links(kring: KringUnderTest) -> None:
    code, _, complained = await command(kring, "professional", "enrol", "--name", "Sanne Vermeulen", url="")
    assert code == 2
    assert "KRING_WINDOW_URL" in complained
