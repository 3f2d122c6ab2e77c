"""Drives the scripted mode of the real program, each time in folders of its own, with a limit on every wait."""

import hashlib
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

# Far more than anything takes; the machine may be busy.
PATIENCE_SECS = 30


class GaveUp(Exception):
    """Something did not happen in time, or the program ended before."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Home:
    """Folders that belong to one case."""

    def __init__(self, disk=None, parent=None):
        self.root = Path(tempfile.mkdtemp(prefix="factmark-fault-", dir=parent))
        # Somebody else may have to look into it.
        self.root.chmod(0o755)
        # What must outlive the program, on a disk of its own where one is given.
        self.disk = disk or self.root
        self.work = self.disk / "work"
        self.state = self.disk / "state"
        self.config = self.disk / "config"
        # From so many bytes on journals are written anew, where it is not the usual 8 MiB.
        self.compact_from = None
        for folder in (self.work, self.config):
            folder.mkdir(exist_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def env(self):
        compact = {} if self.compact_from is None else {"FACTMARK_COMPACT_FROM_BYTES": str(self.compact_from)}
        return {
            **compact,
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.root),
            "LANG": "C.UTF-8",
            "FACTMARK_STATE_DIR": str(self.state),
            "FACTMARK_CONFIG_DIR": str(self.config),
        }

    def leftovers(self):
        """Half-written files that nobody will look at again."""
        return sorted(str(path.relative_to(self.disk)) for path in self.disk.rglob(".factmark-*"))


class Program:
    """`factmark script`, running."""

    def __init__(self, binary, home, wrap=()):
        self.home = home
        self.heard = []
        self.sent = []
        # When each line was heard, by the clock that only goes forward.
        self.times = []
        self.pending = b""
        self.log = (home.root / "log").open("ab")
        self.child = subprocess.Popen(
            [*wrap, str(binary), "script"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            cwd=home.root, env=home.env(), bufsize=0, start_new_session=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def send(self, *lines):
        """Sends lines; a program that is gone hears nothing."""
        self.sent += lines
        try:
            self.child.stdin.write("".join(f"{line}\n" for line in lines).encode())
        except (BrokenPipeError, ValueError):
            pass

    def read_line(self, until):
        """The next line; None where the program ended; GaveUp where it takes too long."""
        while b"\n" not in self.pending:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.child.stdout], [], [], left)[0]:
                raise GaveUp(f"nothing was heard in time; before: {self.heard[-3:]}")
            more = os.read(self.child.stdout.fileno(), 65536)
            if not more:
                return None
            self.pending += more
        line, self.pending = self.pending.split(b"\n", 1)
        line = line.decode(errors="replace")
        self.heard.append(line)
        self.times.append(time.monotonic())
        return line

    def expect(self, *words, secs=PATIENCE_SECS):
        """Hears lines until one begins with one of the words; answers with it."""
        until = time.monotonic() + secs
        while True:
            line = self.read_line(until)
            if line is None:
                raise GaveUp(f"the program ended instead of {words}; before: {self.heard[-3:]}")
            if line.startswith(words):
                return line

    def ask(self, line, *words):
        self.send(line)
        return self.expect(*words)

    def hash(self):
        """The digest of the project as it would be written."""
        return self.ask("hash", "hash ").split()[1]

    def hear_out(self, secs=PATIENCE_SECS):
        """Hears everything until the program ends; whether it does."""
        until = time.monotonic() + secs
        try:
            while self.read_line(until) is not None:
                pass
        except GaveUp:
            return False
        return True

    def end(self, secs=PATIENCE_SECS):
        """The end of input: the program leaves in order. Its exit code."""
        self.child.stdin.close()
        if not self.hear_out(secs):
            self.kill()
            raise GaveUp(f"it does not end; before: {self.heard[-3:]}")
        return self.child.wait(secs)

    def kill(self):
        """Ends it as a power cut would; also what runs around it."""
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        try:
            self.child.wait(PATIENCE_SECS)
        finally:
            for pipe in (self.child.stdin, self.child.stdout, self.log):
                try:
                    pipe.close()
                except OSError:
                    pass

    def notices(self):
        """What was said, as one text."""
        return "\n".join(line for line in self.heard if line.startswith("notice ")).replace("\\n", "\n")

    def wrote(self):
        """What it wrote to its terminal: nothing, as long as it makes no mistake."""
        return (self.home.root / "log").read_text(errors="replace")


def check(binary, home, path):
    """`factmark check`: its exit code and what it says to errors."""
    done = subprocess.run(
        [str(binary), "check", str(path)], env=home.env(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        timeout=PATIENCE_SECS,
    )
    return done.returncode, done.stderr.decode(errors="replace")


TEXT = (
    "Mill burns down\\n\\nThe old mill burned down on Tuesday. “We lost everything,” said Ada Brook. "
    "The town will build a new one, the mayor said on Thursday.\\n"
)


def make_project(binary, text=TEXT):
    """The bytes of a project with one statement, as the program itself saves it."""
    with Home() as home, Program(binary, home) as program:
        path = home.work / "mill.ron"
        program.send(f"paste {text}", "select 17 52", "tag assertion", "note first", f"saveas {path}", "wait saved")
        program.expect("is saved")
        program.end()
        return path.read_bytes()
