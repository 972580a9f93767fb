"""Stopping for good: something that going on would not mend."""


class Stopped(Exception):
    """Kring must end; ``key`` finds the one sentence about it, ``values`` fill it in."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
