"""Files made to do harm: an answer within two seconds of work, memory in proportion to the file."""

import os
import time

import promises
from hostile_files import CROWDED, FILES, OLDER_SIZE, QUICK_SIZE, SIZE, UNMERGED, of_newest
from program import GaveUp, Home, Program
from told import panics

LIMIT_CPU_SECS = 2.0
MIB = 1 << 20
IN_MEMORY = "/dev/shm"
# Searching and checking go on in the background; also that has to end.
LIMIT_SETTLE_SECS = 120
# An answer within the limit counts in whichever try it comes.
TRIES = 3
TOO_LONG = "the answer took"
TICKS = os.sysconf("SC_CLK_TCK")


def limit_memory(size):
    """What the program may have in memory at its peak for a file of so many bytes."""
    return 10 * size + 200 * MIB


def cpu_secs(pid):
    """What a process and its threads have worked."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_bytes(pid):
    """The most memory that it had so far."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def _one(options, data):
    """What is wrong with how a file was taken, and the figures, both in words."""
    size = len(data)
    # It is the reading that is looked at: writing gigabytes to a disk takes longer than all the rest.
    with Home(parent=IN_MEMORY if os.path.isdir(IN_MEMORY) else None) as home:
        path = home.work / "hostile.ron"
        path.write_bytes(data)
        del data
        with Program(options.program, home) as program:
            program.expect("ready")
            pid, before = program.child.pid, cpu_secs(program.child.pid)
            program.send(f"open {path}")
            try:
                answer = program.expect("opened ", "notice ", secs=60)
            except GaveUp as error:
                return [str(error)], "no answer"
            answered, peak = cpu_secs(pid) - before, peak_bytes(pid)
            began = time.monotonic()
            wrong = []
            try:
                program.send("settle")
                program.expect("idle", secs=LIMIT_SETTLE_SECS)
            except GaveUp as error:
                wrong.append(f"in the background: {error}")
            settled = time.monotonic() - began
            last_peak = peak_bytes(pid) if program.child.poll() is None else peak
            if answered > LIMIT_CPU_SECS:
                wrong.append(f"{TOO_LONG} {answered:.1f} s")
            if max(peak, last_peak) > limit_memory(size):
                wrong.append(f"{peak / MIB:.0f} MiB of memory at the answer, {last_peak / MIB:.0f} MiB later, for {size / MIB:.0f} MiB")
            if not answer.startswith("opened ") and answer.startswith("notice hint"):
                wrong.append(f"no answer: {answer}")
            wrong += panics(program)
        said = "opens" if answer.startswith("opened ") else answer.replace("notice error ", "").split("\\n")[0][:70]
        figures = f"{size / MIB:.0f} MiB: {answered:.2f} s, {peak / MIB:.0f} MiB; idle after {settled:.1f} s, {last_peak / MIB:.0f} MiB; {said}"
        return wrong, figures


def _taken(options, data):
    """The same, tried again where it took too long: the same work costs up to twice the CPU while the machine shares its cores with others."""
    for _ in range(TRIES):
        wrong, figures = _one(options, data)
        if not wrong or any(TOO_LONG not in one for one in wrong):
            break
    return wrong, figures


def same(data):
    """As it is made, which is in format 3."""
    return data


def files(report, options):
    """Hostile files of 64 MiB, in format 4 and in format 3, which is read another way"""
    less, older = (SIZE, SIZE) if options.is_full else (QUICK_SIZE, OLDER_SIZE)
    for kind, size, how, form in (
        (FILES, SIZE, of_newest, ""), (CROWDED, less, of_newest, ""), (UNMERGED, less, same, ""),
        (FILES, older, same, ", format 3"), (CROWDED, older, same, ", format 3"),
    ):
        for name, make in kind.items():
            row = report.row("hostile file", name + form)
            wrong, figures = _taken(options, how(make(size)))
            if wrong and name in promises.TOO_SLOW_OR_LARGE:
                report.not_promised(f"hostile file, {name}: {'; '.join(wrong)}")
                wrong = []
            row.case(figures, wrong)
            report.end(row, figures)
