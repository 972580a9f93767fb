"""Learns the points of words from sentences: `python -m tests.domain.crisis_learning` writes the table anew.

A plain logistic regression, without any library, so that everybody can see how a word came by its points. The two
limits are set on sentences that the phrase list was not written for, each judged by points learnt without it.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from domain.crisis import Phrases, read_phrases
from domain.crisis_points import Points, traits
from locales.crisis import POINTS, crisis_phrases

CORPUS = Path(__file__).parent / "crisis_nl"
FALSE_AT_MOST = 0.09
"""Of the sentences without danger, how many may show the card; people bear a card too many better than one too few."""

ROUNDS, PACE, SHRINK, SEED = 14, 0.5, 1e-3, 113
FOLDS = 5
LEAST = 0.12
"""Points smaller than this say nothing and are left out."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the corpus; ``fresh``: the phrase list was not written for it."""

    words: tuple[str, ...]
    alarming: bool
    phrase: bool
    fresh: bool


def learn(sentences: Sequence[Sentence]) -> tuple[float, dict[str, float]]:
    """What a text begins with, and the points of every trait that occurs at least twice."""
    seen = Counter(trait for one in sentences for trait in set(traits(one.words)))
    shown = [([t for t in set(traits(one.words)) if seen[t] > 1], one) for one in sentences]
    alarms = sum(one.alarming for one in sentences)
    weights = {True: len(sentences) / (2 * alarms), False: len(sentences) / (2 * (len(sentences) - alarms))}
    start, points = 0.0, {trait: 0.0 for known, _ in shown for trait in known}
    gained = dict.fromkeys(points, 0.0)
    order = random.Random(SEED)
    for _ in range(ROUNDS):
        order.shuffle(shown)
        for known, one in shown:
            size = sqrt(max(1, len(set(traits(one.words)))))
            score = start + sum(points[trait] for trait in known) / size
            error = (one.alarming - 1 / (1 + exp(-max(-30.0, min(30.0, score))))) * weights[one.alarming]
            start += 0.02 * error
            for trait in known:
                slope = error / size - SHRINK * points[trait]
                gained[trait] += slope * slope
                points[trait] += PACE * slope / sqrt(1e-6 + gained[trait])
    return start, points


def limits(sentences: Sequence[Sentence]) -> tuple[float, float]:
    """From how many points on it is danger: by points alone, and beside a phrase of the list."""
    judged: list[tuple[float, Sentence]] = []
    for fold in range(FOLDS):
        start, points = learn([one for place, one in enumerate(sentences) if place % FOLDS != fold])
        table = Points(start, 0.0, 0.0, points)
        kept = [one for place, one in enumerate(sentences) if place % FOLDS == fold and one.fresh]
        judged += [(table.total(one.words), one) for one in kept]
    scores = sorted(score for score, _ in judged)
    steps = [scores[int(len(scores) * share / 60)] for share in range(60)]
    best = (0.0, 0.0, 0.0)
    for alone in steps[15:]:
        for beside in [-9.0, *(step for step in steps if step <= alone)]:
            found, false = _rates(judged, alone, beside)
            if false <= FALSE_AT_MOST and found > best[0]:
                best = (found, alone, beside)
    return best[1], best[2]


def sentences_of(phrases: Phrases) -> list[Sentence]:
    """The whole corpus but what is held out."""
    found: list[Sentence] = []
    for file in sorted(CORPUS.glob("*.txt")):
        if file.stem.endswith("unseen"):
            continue
        alarming, fresh = file.stem.startswith("alarm"), file.stem.endswith("fresh")
        for line in file.read_text(encoding="utf-8").splitlines():
            words = phrases.words(line)
            found.append(Sentence(tuple(words), alarming, phrases.danger(line) is not None, fresh))
    random.Random(SEED).shuffle(found)
    return found


def write(start: float, alone: float, beside: float, points: dict[str, float]) -> None:
    """The table below its own heading, which says how to read it; the heaviest words first."""
    heading = [line for line in POINTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    kept = sorted((t for t in points if abs(points[t]) >= LEAST), key=lambda t: (-abs(points[t]), t))
    lines = [f"{start:+.2f} start", f"{alone:+.2f} alone", f"{beside:+.2f} beside", ""]
    lines += [f"{points[trait]:+.2f} {trait}" for trait in kept]
    POINTS.write_text("\n".join([*heading, "", *lines, ""]), encoding="utf-8")


def _rates(judged: Sequence[tuple[float, Sentence]], alone: float, beside: float) -> tuple[float, float]:
    """Of the sentences with danger how many are found, and of the others how many by mistake."""
    all_of, found = Counter[bool](), Counter[bool]()
    for score, one in judged:
        all_of[one.alarming] += 1
        found[one.alarming] += score >= (beside if one.phrase else alone)
    return found[True] / max(1, all_of[True]), found[False] / max(1, all_of[False])


if __name__ == "__main__":
    corpus = sentences_of(read_phrases(crisis_phrases()))
    begins, learnt = learn(corpus)
    write(begins, *limits(corpus), learnt)
