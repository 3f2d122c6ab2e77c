"""Puts faults into system calls of a running program, with strace."""

import os
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
        self._wait_until_attached(pid)

    def _wait_until_attached(self, pid):
        until = time.monotonic() + PATIENCE_SECS
        while time.monotonic() < until:
            if self.child.poll() is not None:
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
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(PATIENCE_SECS)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child.stderr.close()


def tracers(pid):
    """Who traces each thread of the program; empty where it is gone, nobody is 0."""
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


def temp_files(folder, pid, count=16):
    """The files that the program may write beside others in a folder, by their names."""
    return [folder / f".factmark-{pid}-{number}" for number in range(count)]
