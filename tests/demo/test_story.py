"""The demo as a newcomer starts it: the whole story plays, and no process stays behind."""

import subprocess
import sys

import pytest

from tests.house.sources import ROOT


@pytest.mark.timeout(600)
def test_the_story_is_told_to_its_end_and_leaves_nothing_running() -> None:
    played = subprocess.run(
        [sys.executable, "-m", "demo", "--headless", "--script"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=560,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stdout.splitlines()[-1] == "The story is told."
    assert played.stderr == ""
