"""`danger`: how long it takes to tell whether a text speaks of danger; it stands in the way of every message.

`us` is a sentence as people type it, in microseconds; `longest_ms` is the longest message that is taken, made of them.
"""

import time

from bench.figures import Json, spread
from bench.talkers import SENTENCES
from domain.crisis import read_phrases
from domain.crisis_points import read_points
from domain.threads import LONGEST
from locales.crisis import crisis_phrases, crisis_points

ALARMING = ("Ik wil niet meer leven.", "Hij heeft mij weer geslagen vannacht.")


def danger(*, rounds: int) -> Json:
    """Every sentence so many times, in a list that is ready."""
    phrases = read_phrases(crisis_phrases(), read_points(crisis_points()))
    sentences = (*SENTENCES, *ALARMING)
    each = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for sentence in sentences:
            phrases.alarms(sentence)
        each.append((time.perf_counter() - begun) / len(sentences) * 1e6)
    long = (" ".join(SENTENCES) * (LONGEST // 100))[:LONGEST]
    whole = []
    for _ in range(max(3, rounds // 20)):
        begun = time.perf_counter()
        phrases.alarms(long)
        whole.append((time.perf_counter() - begun) * 1000)
    return {"us": spread(each, 1)["median"], "longest_ms": spread(whole, 1)["median"], "rounds": rounds}
