"""The language rules of DESIGN §7 and §3, as measures of a message that somebody reads."""

import re

LONGEST_SENTENCE = 18
AVERAGE_SENTENCE = 12
MOST_SENTENCES = 4
TELEGRAM_TEXT = 4096
BUTTON_TEXT = 40

NEVER_OF_ITSELF = re.compile(
    r"jeugdbescherm|rechter|zitting|\bots\b|verplicht|veilig thuis|gecertificeerd|instelling\b", re.IGNORECASE
)
"""Words that never stand in a message Kring starts (DESIGN §3); 'instellingen' is a command."""

U = re.compile(r"\b(u|uw|uwe|uzelf)\b", re.IGNORECASE)
JE = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)


def sentences(message: str) -> list[str]:
    """The message cut at line ends and at full stops, question and exclamation marks before a space."""
    return [
        part for line in message.splitlines() for part in re.split(r"(?<=[.!?])\s+", line) if part.strip()
    ]


def words(sentence: str) -> int:
    """How many words a sentence has; a pictogram or a bare mark is none."""
    return sum(any(c.isalnum() for c in token) for token in sentence.split())


def longest(message: str) -> int:
    """The number of words of its longest sentence."""
    return max((words(s) for s in sentences(message)), default=0)


def average(message: str) -> float:
    """The number of words a sentence has on average."""
    counts = [words(s) for s in sentences(message)]
    return sum(counts) / len(counts) if counts else 0.0
