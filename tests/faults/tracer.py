"""Puts faults into system calls of a running program, with strace."""

import hashlib
import os
import re
import signal
import subprocess
import time

from program import GaveUp, PATIENCE_SECS


class Tracer:
    """strace, attached to all threads of a program; what they start is followed. Goes away without a trace when told to."""

    def __init__(self, pid, inject, paths=(), log=os.devnull):
        command = ["strace", "-f", "-qq", "-o", str(log), "-p", str(pid)]
        for path in paths:
            command += ["-P", str(path)]
        for one in inject:
            command += ["-e", one]
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0)
        self.pid = pid
        self._wait_until_attached(pid)

    def _wait_until_attached(self, pid):
        until = time.monotonic() + PATIENCE_SECS
        while time.monotonic() < until:
            if self.child.poll() is not None:
                # The fault has met it already.
                if not any(tracers(pid)) and is_gone(pid):
                    return
                raise GaveUp(f"strace ended: {self.child.stderr.read().decode(errors='replace')}")
            if all(tracer == self.child.pid for tracer in tracers(pid)):
                return
            time.sleep(0.002)
        raise GaveUp("strace did not attach")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.let_go()

    def let_go(self):
        """Takes the fault away; the program goes on."""
        if self.child.poll() is None and not is_gone(self.pid):
            self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(0.5)
        except subprocess.TimeoutExpired:
            # Of a program that dies just now strace sometimes waits in vain. Whom it traced goes on without it.
            self.child.kill()
            self.child.wait(PATIENCE_SECS)
        self.child.stderr.close()


def is_gone(pid):
    """Whether the program has ended, perhaps not yet waited for."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def tracers(pid):
    """Who traces each thread of the program: 0 is nobody."""
    found = []
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return found
    for thread in threads:
        try:
            with open(f"/proc/{pid}/task/{thread}/status", encoding="ascii", errors="replace") as status:
                found += [int(line.split()[1]) for line in status if line.startswith("TracerPid:")]
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


CALL = re.compile(r"^\d+ +(\w+)\(")


def calls_in(seen):
    """Of what strace wrote each call by its name, and how often the thread made it that made it most. strace counts for each thread apart."""
    count = {}
    for line in seen.splitlines():
        found = CALL.match(line)
        if found:
            thread, name = line.split(" ", 1)[0], found.group(1)
            count.setdefault(name, {}).setdefault(thread, 0)
            count[name][thread] += 1
    return {name: max(threads.values()) for name, threads in count.items()}


def key_of(project):
    """What the file of a project is called in the state folder."""
    return hashlib.sha256(os.path.realpath(project).encode()).hexdigest()[:16]


def state_paths(home, pid, project):
    """All that the program may write in the state folder for a project: the folders, the files by their names, those that are written beside others."""
    key, journals, versions = key_of(project), home.state / "journals", home.state / "versions"
    folders = [home.state, journals, versions, versions / key, home.state / "set-aside"]
    files = [journals / f"{key}.{ending}" for ending in ("journal", "lock", "wanted")] + [versions / key / "path.txt"]
    # A version has its number, its time and its sum in its name; what is there already is known by it.
    there = [path for path in home.state.rglob("*") if path.is_file() and not path.name.startswith(".factmark-")]
    beside = [path for folder in folders[1:] for path in temp_files(folder, pid, 40)]
    return list(dict.fromkeys([*folders, *files, *there, *beside]))


def temp_files(folder, pid, count=16):
    """The files that the program may write beside others in a folder, by their names."""
    return [folder / f".factmark-{pid}-{number}" for number in range(count)]
