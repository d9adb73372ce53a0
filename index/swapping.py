"""One thing made from an index folder, in service while a newer one is built and put in its place.

Whoever builds writes a folder beside the one in service and calls `put_in_place`. Every process
that serves holds a `Swapping`, which looks at the manifest at most once a second and opens a new
folder in the background: requests in flight finish with what they began with.
"""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

Opened = TypeVar("Opened")
#: What a manifest is known by: number of the file, time of its change, size.
Mark = tuple[int, int, int]
#: How often the manifest is looked at.
CHECK_S = 1.0
#: While one folder takes the place of another there is none for a moment.
TRIES, PAUSE_S = 20, 0.05

_log = logging.getLogger(__name__)


class MovedError(OSError):
    """The folder was exchanged, again and again, while it was being opened."""


class Swapping(Generic[Opened]):
    """Serves what is made from a folder, and notices when the folder is a new one.

    Args:
        folder: holds a `manifest.json`, which is written when all the rest is.
        open_folder: makes from the folder what is served; the result must not depend on later
            changes of the folder. Called in a thread of its own after the first time.
        check_s: how often the manifest is looked at.
    """

    def __init__(
        self, folder: Path, open_folder: Callable[[Path], Opened], *, check_s: float = CHECK_S
    ) -> None:
        self._folder, self._open_folder, self._check_s = folder, open_folder, check_s
        # Renewing never waits for this lock: one thread opens, the others serve the old one.
        self._opening = threading.Lock()
        self._tried, self._current = self._open()
        self._next_check_s = time.monotonic() + check_s

    def current(self) -> Opened:
        """What is in service now; take it once a request, and use that to its end."""
        now_s = time.monotonic()
        if now_s >= self._next_check_s:
            self._next_check_s = now_s + self._check_s
            mark = mark_of(self._folder)
            if mark is not None and mark != self._tried:
                threading.Thread(target=self.renew, name="new index", daemon=True).start()
        return self._current

    def renew(self) -> bool:
        """Open the folder now if it is another one than that in service.

        Returns:
            Whether a new one is in service. A broken one is told of in the log, and not tried
            again until it changes.
        """
        if not self._opening.acquire(blocking=False):
            return False
        try:
            return self._renew()
        finally:
            self._opening.release()

    def _renew(self) -> bool:
        seen = mark_of(self._folder)
        if seen is None or seen == self._tried:
            return False
        try:
            self._tried, self._current = self._open()
        except MovedError:
            return False  # looked at again with the next check
        except Exception:  # noqa: BLE001 - whatever it is, the old one goes on serving
            self._tried = seen
            _log.exception("the new index in %s cannot be used; the old one serves", self._folder)
            return False
        _log.info("a new index is in service: %s", self._folder)
        return True

    def _open(self) -> tuple[Mark | None, Opened]:
        """Open the folder, anew when it was exchanged meanwhile: files of two are never mixed."""
        for _ in range(TRIES):
            before = mark_of(self._folder)
            try:
                opened = self._open_folder(self._folder)
            except Exception:
                if before is not None and before == mark_of(self._folder):
                    raise  # the folder itself is broken
                if before is None and not _coming(self._folder):
                    raise  # there is none, and nobody is putting one there
            else:
                if before is not None and before == mark_of(self._folder):
                    return before, opened
            time.sleep(PAUSE_S)
        raise MovedError(f"{self._folder} does not stay long enough to be opened")


def mark_of(folder: Path) -> Mark | None:
    """What the manifest of a folder is known by; None while there is none."""
    try:
        status = (folder / "manifest.json").stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def put_in_place(finished: Path, folder: Path) -> None:
    """Put a finished folder in the place of the one in service.

    Args:
        finished: stands beside `folder`, on the same disk; is gone afterwards.
        folder: the one in service, if there is one; files that are still mapped live on.
    """
    old = _old(folder)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        finished.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(folder.name + ".old")


def _coming(folder: Path) -> bool:
    """Whether an exchange is under way, or has just been made."""
    return _old(folder).exists() or mark_of(folder) is not None
