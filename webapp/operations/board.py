"""Numbers that the processes of a site share: each writes its own row, any of them reads all rows."""

from __future__ import annotations

import mmap
import threading

ROW = 8192  # numbers in a row


class Board:
    """Rows of numbers in memory that processes started later by this one have in common."""

    def __init__(self, processes: int = 1) -> None:
        self.processes = processes
        self._cells = memoryview(mmap.mmap(-1, processes * ROW * 8)).cast("d")

    def row(self, process: int) -> Row:
        """The row in which a process writes, and nobody else."""
        return Row(self._cells[process * ROW : (process + 1) * ROW])

    def all_of(self, cell: int) -> list[float]:
        """A cell of each row."""
        return [self._cells[process * ROW + cell] for process in range(self.processes)]

    def sum_of(self, cell: int) -> float:
        return sum(self.all_of(cell))


class Row:
    """Safe between threads."""

    def __init__(self, cells: memoryview[float]) -> None:
        self._cells = cells
        self._lock = threading.Lock()

    def add(self, *amounts: tuple[int, float]) -> None:
        """Add to cells, all at once."""
        with self._lock:
            for cell, amount in amounts:
                self._cells[cell] += amount

    def put(self, cell: int, value: float) -> None:
        self._cells[cell] = value
