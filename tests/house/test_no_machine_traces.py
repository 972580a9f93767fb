"""The repository says nothing of the machine or the tools it was written with."""

import re

from tests.house.sources import inside, project_files

# Each needle is put together here, so that this file does not hold what it looks for.
TRACES = {
    "a folder of one machine": r"(?<![\w.])/" + "work" + r"/|/" + "tmp/" + r"kring|/" + r"root/|/home/\w+/",
    "a package registry's address": "|".join(
        ["pypi" + r"\.org", "files\\.python" + "hosted", "registry\\.npm" + "js", "deb\\." + "debian"]
    ),
    "a writing tool": "|".join(
        [r"\b" + "clau" + r"de\b", "anthro" + "pic", "chat" + "gpt", "co-" + "authored-by", "as an " + "ai"]
    ),
}


def test_no_trace_of_a_machine_stands_in_the_repository() -> None:
    found = [
        f"{inside(path)}: {kind}: {hit.group().decode()}"
        for path in project_files()
        for kind, pattern in TRACES.items()
        for hit in re.finditer(pattern.encode(), path.read_bytes(), re.IGNORECASE)
    ]
    assert not found, "\n".join(found)


def test_the_files_looked_at_are_the_projects_own() -> None:
    names = {inside(path) for path in project_files()}
    assert {"pyproject.toml", "Makefile", ".ci/run", "tests/house/test_no_machine_traces.py"} <= names
    assert not [name for name in names if name.startswith((".venv/", ".git/"))]
