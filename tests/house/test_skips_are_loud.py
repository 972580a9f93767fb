"""The rule of tests/conftest.py about skipped tests, tried on a suite of three lines."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

SUITE = """
import pytest
def test_well(): pass
def test_skipped(): pytest.skip("no browser here")
@pytest.mark.xfail(reason="known")
def test_known(): assert False
"""


@pytest.mark.parametrize(
    ("ci", "code", "said"),
    [
        ("", 0, "1 NOT TRIED on this machine"),
        ("true", 1, "skipped, which counts as a failure where CI=true: Skipped: no browser here"),
    ],
)
def test_a_skip_is_loud_here_and_fails_in_ci(ci: str, code: int, said: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)],
        env=os.environ | {"CI": ci, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, said in ran.stdout) == (code, True), ran.stdout
    assert "1 xfailed" in ran.stdout
