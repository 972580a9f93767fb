"""The folder that holds the sealed files, each named by its id alone; everything here blocks."""

import os
import re
from collections.abc import Container
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Lock
from uuid import UUID

from storage.files.sealed import SealedWriter, spoil

_OURS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})((?:\.\d+)?\.part)?")


class Folder:
    """Made when it is first needed, for its owner's eyes only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = Lock()

    def place_of(self, file: UUID) -> Path:
        """Where the file stands when it is complete."""
        return self._path / str(file)

    def begin(self, writer: SealedWriter) -> None:
        """Open the writer on a part of its own, beside those of who tries the same, or crashed."""
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.chmod(0o700)
        for attempt in count(1):
            suffix = ".part" if attempt == 1 else f".{attempt}.part"
            with suppress(FileExistsError):
                writer.open(self._path / f"{writer.file}{suffix}")
                return

    def publish(self, writer: SealedWriter) -> bool:
        """Give the complete part its name; False when there is such a file already, which stays as it is.

        It survives a power cut from here on.
        """
        part, place = writer.finish(), self.place_of(writer.file)
        with self._turn:
            if place.exists():
                part.unlink()
                return False
            part.rename(place)
            writer.published = True
        self._settle()
        return True

    def undo(self, writer: SealedWriter) -> None:
        """Leave nothing of it, wherever it had come."""
        writer.abandon()
        if writer.published:
            self.remove(writer.file)

    def remove(self, file: UUID) -> None:
        """Remove a file for good; one that is not there is fine."""
        self._drop(self.place_of(file))
        self._settle()

    def sweep(self, known: Container[UUID], before: datetime) -> int:
        """Remove parts, and files that are not known, last written before this instant; how many.

        What has a name that we do not give is left alone.
        """
        if not self._path.is_dir():
            return 0
        swept = 0
        for path in list(self._path.iterdir()):
            ours = _OURS.fullmatch(path.name)
            if ours is None or (ours[2] is None and UUID(ours[1]) in known):
                continue
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    self._drop(path)
                    swept += 1
        if swept:
            self._settle()
        return swept

    def _drop(self, path: Path) -> None:
        with suppress(FileNotFoundError):
            spoil(path)
            path.unlink()

    def _settle(self) -> None:
        """Make a new name, or one that is gone, survive a power cut."""
        if not self._path.is_dir():
            return
        handle = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
