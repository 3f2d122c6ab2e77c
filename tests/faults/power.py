"""Power cuts: the file system stops in the middle of the work, and is mounted again. What stands there then is the last save or the one before."""

import fcntl
import os
import random
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import promises
from compaction import COMPACT_FROM, LONG
from program import GaveUp, Home, Program, TEXT, make_project, sha256
from told import Told, panics, wrong_after

MIB = 1 << 20
# `_IOR('X', 125, __u32)`, which ext4 and XFS share: nothing reaches the disk from now on, and the journal in memory is thrown away.
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2

FILE_SYSTEMS = [
    # Name, program that makes it, options of mount, size of the disk, whether it can be shut down.
    ("ext4, auto_da_alloc", ["mkfs.ext4", "-q", "-F"], "auto_da_alloc", 64 * MIB, True),
    ("ext4, noauto_da_alloc", ["mkfs.ext4", "-q", "-F"], "noauto_da_alloc", 64 * MIB, True),
    ("XFS", ["mkfs.xfs", "-q", "-f"], "defaults", 320 * MIB, True),
    ("btrfs", ["mkfs.btrfs", "-q", "-f"], "defaults", 256 * MIB, False),
]


class Disk:
    """A file system on a loop device of its own."""

    def __init__(self, folder, make, options, size):
        self.image = folder / "disk"
        self.mounted = folder / "mounted"
        self.mounted.mkdir()
        self.options = options
        with self.image.open("wb") as image:
            image.truncate(size)
        _run(*make, self.image)
        self.mount()

    def mount(self):
        _run("mount", "-o", f"loop,{self.options}", self.image, self.mounted)

    def umount(self):
        # Whoever has just died may hold it a moment longer.
        for _ in range(100):
            if subprocess.run(["umount", str(self.mounted)], capture_output=True, timeout=60).returncode == 0:
                return
            time.sleep(0.05)
        _run("umount", "-l", self.mounted)

    def sync(self):
        _run("sync", "-f", self.mounted)

    def shut_down(self):
        """Cuts the power, as far as the file system goes."""
        folder = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def copy(self, pid):
        """What the disk holds at a moment between two calls of the program; the program stands still for as long as the copy takes."""
        os.kill(pid, signal.SIGSTOP)
        copy = self.image.with_name("copy")
        while True:
            before = self._writes()
            _run("cp", "--sparse=always", self.image, copy)
            if self._writes() == before:
                return copy

    def _writes(self):
        """How much has been written to the device so far."""
        for device in Path("/sys/block").glob("loop*"):
            backing = device / "loop/backing_file"
            if backing.exists() and backing.read_text().strip() == str(self.image):
                fields = (device / "stat").read_text().split()
                # Those done, and those under way.
                return fields[4], fields[8]
        raise GaveUp("the loop device is not found")


def _run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise GaveUp(f"{' '.join(map(str, command))}: {done.stderr.strip()}")


def _work_and_save(program, rng):
    """Edits and saves as fast as they go; comes back in the middle of them."""
    for number in range(400):
        program.send(f"note {number} {rng.random()}", "hash", *rng.choice([["save", "wait saved"], ["save"], ["save", "wait saved"], []]))
    until = time.monotonic() + rng.uniform(0.002, 0.6)
    try:
        while program.read_line(until) is not None:
            pass
    except GaveUp:
        return  # That was the moment.
    raise GaveUp("it ended before the cut")


def _work_only(program, rng):
    """Edits and no save, for longer than they may be on their way to the disk: nothing but the journal's own sync keeps them."""
    until = time.monotonic() + promises.JOURNAL_SYNCED_SECS + rng.uniform(0.1, 2)
    number = 0
    while time.monotonic() < until:
        number += 1
        program.send(f"note {number} {rng.random()}", "hash")
        program.expect("hash ")
        time.sleep(rng.uniform(0, 0.05))


def _work_written_anew(program, rng):
    """Edits that are long, and no save: the journal is written anew again and again, and comes back in the middle of that."""
    until = time.monotonic() + promises.JOURNAL_SYNCED_SECS + rng.uniform(0.1, 2)
    number = 0
    while time.monotonic() < until:
        number += 1
        program.send(f"note {number} {LONG[:rng.choice([900, 4000])]}", "hash")
        program.expect("hash ")
        time.sleep(rng.uniform(0, 0.1))


def _cut(options, disk, data, rng, can_shut_down, work):
    """One cut at a random moment, what is wrong afterwards, in words, and how many edits only the journal had for so long that they must be there."""
    for name in ("work", "state", "config"):
        shutil.rmtree(disk.mounted / name, ignore_errors=True)
    with Home(disk.mounted) as home:
        home.compact_from = COMPACT_FROM if work is _work_written_anew else None
        path = home.work / "mill.ron"
        path.write_bytes(data)
        disk.sync()
        with Program(options.program, home) as program:
            program.send(f"open {path}", "settle", "next", "hash")
            program.expect("hash ")
            work(program, rng)
            # What was heard up to here was said before the cut.
            before, times, cut_at = list(program.heard), list(program.times), time.monotonic()
            if can_shut_down:
                disk.shut_down()
            else:
                copy = disk.copy(program.child.pid)
            program.child.kill()
            program.hear_out()
            heard, wrong = program.heard, panics(program)
        disk.umount()
        if not can_shut_down:
            copy.replace(disk.image)
        disk.mount()
        saved = [line for line in before if line.startswith("saved ")][-1:]
        states = [line for line in heard if line.startswith(("opened ", "did ", "hash "))]
        committed = [line for line, when in zip(before, times) if line.startswith("committed ") and when < cut_at - promises.JOURNAL_SYNCED_SECS]
        wrong += wrong_after(options.program, home, path, sha256(data), Told(states + committed + saved))
        return wrong, 0 if saved else len(committed)


def cuts(report, options):
    """Power cuts on ext4, XFS and btrfs"""
    small = make_project(options.program)
    large = make_project(options.program, TEXT + "The mill stood by the river. " * 4_000)
    rng = random.Random(options.seed)
    for name, make, mount_options, size, can_shut_down in FILE_SYSTEMS:
        row_of = ("power cut", name)
        if not shutil.which(make[0]):
            report.skip(*row_of, f"{make[0]} is not there")
            continue
        folder = Path(tempfile.mkdtemp(prefix="factmark-disk-"))
        try:
            try:
                disk = Disk(folder, make, mount_options, size)
            except GaveUp as error:
                report.skip(*row_of, str(error))
                continue
            row = report.row(*row_of)
            try:
                held = 0
                for number in range(200 if options.is_full else 10):
                    # Of four two are of what is not saved at all, one of them with a journal that is written anew.
                    kinds = [(large, _work_and_save), (small, _work_only), (small, _work_and_save), (small, _work_written_anew)]
                    data, work = kinds[number % len(kinds)]
                    try:
                        wrong, more = _cut(options, disk, data, rng, can_shut_down, work)
                        held += more
                    except GaveUp as error:
                        wrong = [str(error)]
                    row.case(f"cut {number + 1}", wrong)
                row.case("work that is not saved", [] if held else ["no edit was old enough to be looked for"])
                how = "shutdown without a flush of the journal" if can_shut_down else "the image copied between two calls"
                report.end(row, f"{how}: the last save or the one before, never the one before what was told as saved; {held} edits by the journal alone")
            finally:
                disk.umount()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if not promises.JOURNAL:
        report.not_promised("at most 1.5 s of edits are lost in a power cut")
