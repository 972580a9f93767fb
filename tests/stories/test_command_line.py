"""The command line beside the running bot: what a gezinsmanager reads there, and what it refuses."""

import asyncio
import json
import sys
from pathlib import Path

from tests.house.sources import ROOT
from tests.storage.file_samples import ogg
from tests.support.world import KringUnderTest, environment_for


async def command(kring: KringUnderTest, *words: str) -> tuple[int, str, str]:
    """Run one command as its own process, against the same files and the same stand-in."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        env={"PATH": "/usr/bin:/bin", **environment_for(kring.files, kring.settings.api_base)},
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await process.communicate()
    return process.returncode or 0, said.decode(), complained.decode()


def contents(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir()]


async def test_a_thread_is_read_under_ones_own_name_with_its_files(
    kring: KringUnderTest, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    await kring.fatima.says("ik wil u iets vertellen")
    await kring.fatima.sends_voice(ogg())
    await kring.idle()
    person = str(kring.cast.people["fatima"].id)
    words = (
        "thread",
        "read",
        "--person",
        person,
        "--as",
        "Sanne Vermeulen",
        "--save",
        str(saved),
        "--json",
    )
    code, said, _ = await command(kring, *words)
    assert code == 0
    text, voice = json.loads(said)
    assert text["text"] == "ik wil u iets vertellen"
    assert contents(saved) == [ogg()]
    assert voice["kind"] == "voice"
    async with kring.reading() as uow:
        assert not await uow.work_items.open_of(kring.cast.professionals["sanne"].id)


async def test_another_gezinsmanager_reads_nothing_and_hears_one_sentence(kring: KringUnderTest) -> None:
    await kring.fatima.says("ik wil u iets vertellen")
    await kring.idle()
    person = str(kring.cast.people["fatima"].id)
    code, said, complained = await command(
        kring, "thread", "read", "--person", person, "--as", "Mehmet Demir"
    )
    assert code == 1
    assert said == ""
    assert complained.strip() == "Dit is hier niet te vinden."


async def test_the_digest_and_the_status_are_for_people_and_for_scripts(kring: KringUnderTest) -> None:
    await kring.sanne.says("/afspraak ⭐ vandaag 13:00 huisbezoek")
    await kring.sanne.taps("Voeg moeder toe")
    await kring.sanne.taps("Bevestig")
    await kring.idle()
    code, said, _ = await command(kring, "digest", "--professional", "Sanne Vermeulen", "--json")
    assert code == 0
    (today,) = json.loads(said)["today"]
    assert (today["family"], today["unconfirmed"]) == ("⭐", ["mother"])
    code, said, _ = await command(kring, "digest", "--professional", "Sanne Vermeulen")
    assert "13.00 uur" in said
    assert "Amrani" not in said
    code, said, _ = await command(kring, "status", "--json")
    assert json.loads(said)["families"] == 2


async def test_an_unknown_person_or_a_missing_answer_is_one_sentence(kring: KringUnderTest) -> None:
    for words in (
        ("invite", "--person", "bestaat-niet"),
        ("setup",),
        ("family", "add", "--alias", "twee woorden"),
    ):
        code, _, complained = await command(kring, *words)
        assert code == 1
        assert "Traceback" not in complained
        assert complained.strip().count("\n") == 0
