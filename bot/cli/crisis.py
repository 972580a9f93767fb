"""Trying the phrase list of danger on sentences from a file: one sentence a line, one verdict a line."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from domain.crisis import read_phrases
from domain.crisis_points import read_points
from locales.crisis import crisis_phrases, crisis_points

ALARM, NONE = "alarm", "none"
STANDARD_INPUT = "-"


class SentencesUnreadable(Exception):
    """The file with sentences is not there, may not be read, or is not UTF-8."""


def check(args: Namespace) -> int:
    """Print `alarm` or `none` for each line of the file, an empty line included; as a JSON list with --json.

    Raises:
        SentencesUnreadable: the file cannot be read.
    """
    phrases = read_phrases(crisis_phrases(), read_points(crisis_points()))
    verdicts = [ALARM if phrases.alarms(line) else NONE for line in _lines(args.check)]
    written = json.dumps(verdicts) if args.json else "\n".join(verdicts)
    sys.stdout.write(written + "\n" if written else "")
    return 0


def _lines(name: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        # Only these end a line: the other marks that Python's splitlines knows may stand inside a sentence.
        lines = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError) as failed:
        raise SentencesUnreadable from failed
    return lines[:-1] if not lines[-1] else lines
