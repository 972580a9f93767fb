"""The command that tries the phrase list: one verdict a line, without settings, database or token."""

import json
import subprocess
import sys
from pathlib import Path

from locales.catalogue import text
from tests.house.sources import ROOT

SENTENCES = "\ufeffhij slaat me\r\n\r\nik ben moe\nmn baby ademt nie"


def crisis(*words: str, given: bytes = b"") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "crisis", *words],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_each_line_of_a_file_gets_one_verdict(tmp_path: Path) -> None:
    file = tmp_path / "sentences.txt"
    file.write_text(SENTENCES, encoding="utf-8", newline="")
    assert crisis("--check", str(file)) == (0, "alarm\nnone\nnone\nalarm\n", "")


def test_standard_input_is_read_and_json_is_a_list() -> None:
    code, said, complained = crisis("--check", "-", "--json", given=SENTENCES.encode())
    assert (code, json.loads(said), complained) == (0, ["alarm", "none", "none", "alarm"], "")


def test_an_empty_file_gets_no_verdict() -> None:
    assert crisis("--check", "-") == (0, "", "")
    assert crisis("--check", "-", "--json") == (0, "[]\n", "")


def test_what_cannot_be_read_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.txt"
    spoilt.write_bytes(b"hij slaat \xff\xfe me")
    for name in (tmp_path / "nowhere.txt", tmp_path, spoilt):
        assert crisis("--check", str(name)) == (2, "", text("cli.crisis.unreadable", "nl") + "\n")
