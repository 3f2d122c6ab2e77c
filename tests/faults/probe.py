"""Asks the program about many files in one process: `factmark probe`."""

import os
import select
import struct
import subprocess
import tempfile
import time
from pathlib import Path

# What one answer may take on a busy machine; what it may take of a processor is held against the figure that comes back.
PATIENCE_SECS = 60
# So many answers always fit into a pipe that nobody reads yet.
BATCH = 48

OUT = Path(__file__).resolve().parent / "out"


class Died(Exception):
    """The program ended, or did not answer, on one of the files."""


class Answer:
    """What was said of one file."""

    def __init__(self, line):
        words = line.split(" ", 3)
        self.line = line
        self.is_ok = words[0] == "ok"
        if self.is_ok:
            self.place, self.micros, self.notes = None, int(words[1]), int(words[2])
            # Of a journal the digest is always told, and after it how it ends: whole, torn or damaged, and in which line.
            rest = line.split()[4:]
            self.digest = rest[0] if rest and rest[0] != "-" else None
            self.tail = (rest[1], int(rest[2])) if len(rest) > 2 else None
        else:
            self.place, self.micros, self.notes, self.digest = words[1], int(words[2]), None, None
            self.message = words[3]


class Probe:
    """A running `factmark probe`; of journals, where it is said which file they belong to."""

    def __init__(self, binary, journals_of=None):
        self.command = [str(binary), "probe", *(["--journals", str(journals_of)] if journals_of else [])]
        self.log = tempfile.TemporaryFile()
        self._start()

    def _start(self):
        self.child = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, bufsize=0
        )
        self.pending = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()
        self.child.stdin.close()
        self.child.stdout.close()
        self.log.close()

    def ask(self, files):
        """An answer for each file; None for one on which the program died, which is kept, and the program started again."""
        answers = []
        for first in range(0, len(files), BATCH):
            answers += self._ask_batch(files[first:first + BATCH])
        return answers

    def _ask_batch(self, files):
        answers = []
        while len(answers) < len(files):
            rest = files[len(answers):]
            try:
                self.child.stdin.write(b"".join(struct.pack("<I", len(data)) + data for data in rest))
            except BrokenPipeError:
                pass
            try:
                for _ in rest:
                    answers.append(Answer(self._read_line()))
            except Died:
                keep(files[len(answers)])
                answers.append(None)
                self.child.kill()
                self.child.wait()
                self._start()
        return answers

    def _read_line(self):
        until = time.monotonic() + PATIENCE_SECS
        while b"\n" not in self.pending:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.child.stdout], [], [], left)[0]:
                raise Died("no answer in time")
            more = os.read(self.child.stdout.fileno(), 65536)
            if not more:
                raise Died("it ended")
            self.pending += more
        line, self.pending = self.pending.split(b"\n", 1)
        return line.decode(errors="replace")

    def wrote(self):
        """What it wrote to its terminal."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")


def keep(data):
    """Keeps a file that did harm, to be looked at."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"harm-{abs(hash(data)):016x}.ron"
    path.write_bytes(data)
    return path
