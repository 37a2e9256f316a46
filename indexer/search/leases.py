"""The live generation, shared between threads: opened once, noticed when it is replaced, let go when nobody uses it."""

from __future__ import annotations

import logging
import math
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import IndexDamagedError, IndexStateError
from indexer.index import generations, holding
from indexer.index.writer import open_writer
from indexer.search.snapshot import Snapshot

NOTICED_WITHIN = 0.2  # seconds between two looks at CURRENT
log = logging.getLogger(__name__)
_TRIES = 5  # to open a generation while a writer replaces it again and again


@dataclass(slots=True)
class _Lease:
    snapshot: Snapshot
    users: int = 0
    retired: bool = False


class Leases:
    """Snapshots of an index folder's live generation."""

    def __init__(self, folder: Path, prepare: Callable[[Snapshot], None], *, follow: bool = False) -> None:
        """`prepare` is called with a generation that takes the place of another, before anybody is answered from it.

        With `follow` a thread of its own looks for a newer one, opens it, and lets go of the one before, as long as
        these leases are in use: nobody who asks has to wait for that.
        """
        self._folder = folder
        self._prepare = prepare
        self._lock = threading.Lock()  # held for moments only
        self._opening = threading.Lock()  # held while a generation is opened; others go on with the one before
        self._current: _Lease | None = None
        self._stamp: bytes | None = None
        self._looked = 0.0
        self._own = threading.local()
        self._trouble = ""
        self._over: list[Snapshot] | None = [] if follow else None  # replaced, used by nobody, for the thread to close
        if follow:
            threading.Thread(target=_follow, args=(weakref.ref(self),), name="follow", daemon=True).start()

    @property
    def trouble(self) -> str:
        """Why an older generation goes on answering than the one that should; empty where all is well."""
        return self._trouble

    @property
    def kept(self) -> Snapshot | None:
        """The generation to which this thread keeps, if it does."""
        lease: _Lease | None = getattr(self._own, "lease", None)
        return lease.snapshot if lease else None

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """While it lasts this thread gets the same snapshot each time. Raises IndexStateError."""
        if self.kept is not None:
            yield
            return
        lease = self._own.lease = self._take()
        try:
            yield
        finally:
            self._own.lease = None
            self._leave(lease)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The live generation, which stays open while the context lasts. Raises IndexStateError."""
        kept: _Lease | None = getattr(self._own, "lease", None)
        lease = kept or self._take()
        try:
            yield lease.snapshot
        except (LookupError, ValueError, TypeError) as error:
            if lease.snapshot.live.is_sound():
                raise
            raise IndexDamagedError(self._folder, f"the arrays are damaged: {error}",
                                    mend=generations.REBUILD) from error
        finally:
            if kept is None:
                self._leave(lease)

    def _leave(self, lease: _Lease) -> None:
        with self._lock:
            lease.users -= 1
            over = lease.retired and not lease.users
        if over and self._over is not None:
            self._over.append(lease.snapshot)
        elif over:
            self._let_go(lease.snapshot)

    def _take(self) -> _Lease:
        if (self._over is None or self._current is None) and self._is_old():
            self._renew()
        with self._lock:
            if self._current is None:
                generations.current(self._folder)  # says what is wrong
                raise IndexDamagedError(self._folder, "it changed while it was opened", mend="try again")
            self._current.users += 1
            return self._current

    def _is_old(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if self._current is not None and now - self._looked < NOTICED_WITHIN:
                return False
            self._looked = now
            if self._current is not None and generations.stamp(self._folder) == self._stamp:
                self._trouble = ""
                return False
            return True

    def _renew(self) -> None:
        """Open the live generation; one thread does, those that have an older one need not wait for it."""
        if not self._opening.acquire(blocking=self._current is None):
            return
        try:
            stamp = generations.stamp(self._folder)
            if self._current is not None and (stamp is None or stamp == self._stamp):
                self._note("" if stamp else "there is no index any more")
                return
            try:
                snapshot = self._open()
                if self._current is not None:
                    self._derive(snapshot)
            except IndexStateError as error:
                if self._current is None:
                    raise
                self._note(error.problem)
                return
            self._put(snapshot, stamp)
            self._note("")
        finally:
            self._opening.release()

    def look_again(self) -> None:
        """Look for a newer generation when the next question comes: this process has just written one."""
        with self._lock:
            self._looked = -math.inf

    def look(self) -> None:
        """Take over a newer generation where there is one, and let go of those that nobody uses any more."""
        while self._over:
            self._let_go(self._over.pop())
        if self._current is not None and self._is_old():
            self._renew()

    def _derive(self, snapshot: Snapshot) -> None:
        try:
            self._prepare(snapshot)
        except (LookupError, ValueError, TypeError) as error:
            snapshot.close()
            raise IndexDamagedError(self._folder, f"the arrays are damaged: {error}",
                                    mend=generations.REBUILD) from error

    def _note(self, trouble: str) -> None:
        """Say once what is wrong while the generation that is open goes on answering."""
        if trouble and trouble != self._trouble:
            log.warning("%s: %s; the generation before goes on answering", self._folder, trouble)
        self._trouble = trouble

    def _open(self) -> Snapshot:
        for left in reversed(range(_TRIES)):
            try:
                return Snapshot(self._folder)
            except FileNotFoundError as error:
                if not left:
                    raise IndexDamagedError(self._folder, f"{error.filename} is missing",
                                            mend=generations.REBUILD) from error
            except generations.ArraysDamagedError as error:
                self._mend(error)
            except IndexDamagedError:
                if not left or generations.stamp(self._folder) is None:
                    raise
            time.sleep(0.01)
        raise AssertionError

    def _mend(self, damage: generations.ArraysDamagedError) -> None:
        """Have the arrays derived again, as taking up the writer does; it may be that another process is at it."""
        try:
            with open_writer(self._folder):
                pass
        except IndexStateError as error:
            raise damage from error

    def _put(self, snapshot: Snapshot, stamp: bytes | None) -> None:
        with self._lock:
            before, self._current, self._stamp = self._current, _Lease(snapshot), stamp
            if before is not None:
                before.retired = True
        if before is not None and not before.users:
            self._let_go(before.snapshot)

    def _let_go(self, snapshot: Snapshot) -> None:
        """Close a generation that was replaced; the last of its readers to do so removes it."""
        snapshot.close()
        holding.clean(self._folder)


def _follow(leases: weakref.ref[Leases]) -> None:
    while (own := leases()) is not None:
        try:
            own.look()
        except Exception:
            log.exception("looking for a newer index")
        del own
        time.sleep(NOTICED_WITHIN)
