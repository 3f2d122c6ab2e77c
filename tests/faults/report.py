"""Counts what held, row by row, and prints the table."""

import threading
import time

SHOWN_FAILURES = 5


class Row:
    """One fault in one place: how many cases held, and what did not."""

    def __init__(self, fault, place):
        self.fault = fault
        self.place = place
        self.passed = 0
        self.failures = []
        self.held = ""
        self.began = time.monotonic()
        self.secs = 0.0
        self._lock = threading.Lock()

    def case(self, name, wrong):
        """One case: `wrong` lists, in words, what did not hold."""
        with self._lock:
            if wrong:
                self.failures.append(f"{name}: {'; '.join(wrong)}")
            else:
                self.passed += 1

    @property
    def cases(self):
        return self.passed + len(self.failures)


class Report:
    """The table of a run."""

    def __init__(self):
        self.rows = []
        self.skipped = []
        self.unkept = []
        # Each part with the seconds it took.
        self.parts = []

    def row(self, fault, place):
        row = Row(fault, place)
        self.rows.append(row)
        return row

    def end(self, row, held):
        """Prints a row; `held` says what was looked at."""
        row.secs = time.monotonic() - row.began
        row.held = held
        if not row.cases:
            row.failures.append("no case was done")
        mark = "FAILED" if row.failures else "ok"
        print(f"  {mark:7} {row.fault} | {row.place} | {row.cases} | {held} | {row.secs:.1f} s", flush=True)
        for failure in row.failures[:SHOWN_FAILURES]:
            print(f"          {failure}", flush=True)
        if len(row.failures) > SHOWN_FAILURES:
            print(f"          … and {len(row.failures) - SHOWN_FAILURES} more", flush=True)

    def skip(self, fault, place, reason):
        self.skipped.append((fault, place, reason))
        print(f"  skipped {fault} | {place} | {reason}", flush=True)

    def took(self, part, secs):
        """A part has come to its end."""
        self.parts.append((part, secs))
        print(f"  {secs:.1f} s", flush=True)

    def not_promised(self, what):
        """A promise that is not held against the program yet; see promises.py."""
        if what not in self.unkept:
            self.unkept.append(what)

    def table(self, secs):
        head = ("fault", "place", "cases", "seconds", "what held")
        lines = [
            (row.fault, row.place, str(row.cases), f"{row.secs:.1f}", "FAILED: " + row.failures[0] if row.failures else row.held) for row in self.rows
        ]
        lines += [(fault, place, "0", "", f"skipped: {reason}") for fault, place, reason in self.skipped]
        cases = sum(row.cases for row in self.rows)
        lines.append(("in all", ", ".join(f"{part} {took:.0f}" for part, took in self.parts), str(cases), f"{secs:.1f}", ""))
        widths = [max([len(head[at]), *(len(line[at]) for line in lines[:-1])]) for at in range(4)]
        print()
        for line in [head, *lines]:
            print("  ".join(word.ljust(width) for word, width in zip(line, widths)) + "  " + line[4])
        for what in self.unkept:
            print(f"not held against it yet: {what}")

    @property
    def passed(self):
        return sum(row.passed for row in self.rows)

    @property
    def failed(self):
        return sum(len(row.failures) for row in self.rows)
