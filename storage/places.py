"""Where the files stand."""

from pathlib import Path


def path_of(url: str | Path) -> Path:
    """The file that is meant by a plain path or ``sqlite:///path``."""
    return Path(str(url).removeprefix("sqlite:///")).expanduser().absolute()


def keys_beside(url: str | Path) -> Path:
    """Where the key store stands when nothing else was said: beside the data file."""
    path = path_of(url)
    return path.with_name(f"{path.stem}.keys.db")


def identity(path: Path) -> tuple[int, int] | None:
    """What tells this very file from another one of the same name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
