"""Damaged journals: what stands before the damage is brought back as it was told to be, and the line of the damage is told."""

import os
import random
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import journals
from damage import BLOCK, LIMIT_MICROS
from kills import killed
from probe import Probe
from program import GaveUp, Home, Program, sha256
from told import panics

DAMAGED = r"The journal is damaged in line (\d+); what stood after it could not be used"
UNREADABLE = "the first line of the journal is damaged"


def _cut(data, at):
    return data[:at]


def _zeroed(data, at):
    return data[:at] + bytes(min(BLOCK, len(data) - at)) + data[at + BLOCK:]


def _flipped(data, place):
    at, bit = divmod(place, 8)
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1:]


# How it is damaged, at which places, and the byte that a place begins with.
KINDS = {
    "cut": (_cut, lambda data: range(len(data)), lambda place: place),
    "zeroed block": (_zeroed, lambda data: range(0, len(data), BLOCK), lambda place: place),
    "flipped bit": (_flipped, lambda data: range(len(data) * 8), lambda place: place // 8),
}


def judge(made, kind, place, answer):
    """What is wrong with an answer about a journal damaged there, in words."""
    if answer is None:
        return ["the program died or did not answer"]
    wrong = [f"it took {answer.micros / 1e6:.1f} s"] if answer.micros > LIMIT_MICROS else []
    damage, _, byte_of = KINDS[kind]
    at = byte_of(place)
    whole_lines = made.data.count(b"\n", 0, at)
    if whole_lines == 0:
        if answer.is_ok or answer.place != "1:0":
            wrong.append(f"its head is damaged, and it is told as: {answer.line}")
        return wrong
    if not answer.is_ok:
        return [*wrong, f"what stands before the damage is not brought back: {answer.line}"]
    expected = made.after(whole_lines)
    is_in_file = made.file is not None and sha256(made.file) == expected
    if answer.digest != expected and not (answer.digest is None and is_in_file):
        wrong.append(f"not what was done before line {whole_lines + 1} is brought back: {answer.line}")
    # What is cut off at the end of a line, or in it, is what a crash leaves; anything else is damage.
    rest = damage(made.data, place)[len(b"\n".join(made.lines()[:whole_lines])) + 1:]
    is_all_zero = rest.strip(b"\0") == b""
    tail = ("whole", 0) if not rest else ("torn" if b"\n" not in rest and not is_all_zero else "damaged", whole_lines + 1)
    if answer.tail != tail:
        wrong.append(f"it is to be {tail}, and told as: {answer.line}")
    if rest and not answer.notes:
        wrong.append(f"not noticed: {answer.line}")
    return wrong


def _shard(job):
    binary, made, kind, places = job
    wrong, told = [], {}
    with tempfile.TemporaryDirectory(prefix="factmark-damaged-") as folder:
        path = Path(folder) / "mill.ron"
        path.write_bytes(made.file or b"")
        damage = KINDS[kind][0]
        with Probe(binary, path) as probe:
            for first in range(0, len(places), 480):
                some = places[first:first + 480]
                for place, answer in zip(some, probe.ask([damage(made.data, place) for place in some])):
                    faults = judge(made, kind, place, answer)
                    if faults:
                        wrong.append((place, faults))
                    else:
                        how = answer.tail[0] if answer.is_ok else "its head"
                        told[how] = told.get(how, 0) + 1
            if "panicked" in probe.wrote():
                wrong.append(("somewhere", [probe.wrote()[-300:]]))
    return wrong, told


def samples(report, options):
    """Truncations, flipped bits and zeroed blocks of journals, and work brought back from damaged ones"""
    rng = random.Random(options.seed)
    cores = os.cpu_count() or 2
    all_made = journals.told(options.program)
    with ProcessPoolExecutor(cores) as pool:
        for made in all_made:
            for kind, (_, places_in, _) in KINDS.items():
                row = report.row(kind, f"journal, {made.name}")
                places = list(places_in(made.data))
                most = 4_000
                is_all = options.is_full or kind != "flipped bit" or len(places) <= most
                if not is_all:
                    places = rng.sample(places, most)
                told = {}
                for wrong, some in pool.map(_shard, [(options.program, made, kind, places[shard::cores]) for shard in range(cores)]):
                    for how, count in some.items():
                        told[how] = told.get(how, 0) + count
                    for place, faults in wrong:
                        row.case(f"at {place}", faults)
                row.passed += sum(told.values())
                how = "each" if is_all else "drawn at random"
                ends = ", ".join(f"{count} {name}" for name, count in sorted(told.items()))
                report.end(row, f"{how}: told with its line, all before it brought back as it was told ({ends})")
    for made in all_made:
        _driven(report, options, made, rng)


def _driven(report, options, made, rng):
    """The real program is started with a damaged journal, opens the work in it, goes on with it, is killed and started again."""
    row = report.row("damaged, and opened", f"journal, {made.name}")
    for number in range(300 if options.is_full else 12):
        kind = list(KINDS)[number % len(KINDS)]
        damage, places_in, _ = KINDS[kind]
        place = rng.choice(places_in(made.data))
        try:
            row.case(f"{kind} at {place}", _opened(options.program, made, kind, place, damage))
        except GaveUp as error:
            row.case(f"{kind} at {place}", [str(error)])
    report.end(row, "told with its line, all before it is opened, the journal is kept as it was, work goes on and outlives a kill")


def _opened(binary, made, kind, place, damage):
    whole_lines = made.data.count(b"\n", 0, KINDS[kind][2](place))
    with Home() as home:
        journal = home.state / "journals" / "0000000000000000.journal"
        journal.parent.mkdir(parents=True)
        damaged = damage(made.at(home.root), place)
        journal.write_bytes(damaged)
        file = home.work / "mill.ron"
        if made.file is not None:
            file.write_bytes(made.file)
        wrong = []
        with Program(binary, home) as program:
            program.expect("ready")
            program.ask("settle", "idle")
            answer = program.ask("recover", "recovered ", "nothing to recover", "notice error")
            program.ask("settle", "idle")
            if whole_lines == 0:
                if answer != "nothing to recover" or journal.read_bytes() != damaged:
                    wrong.append(f"a journal without a head is not left as it was: {answer}")
                return wrong + panics(program)
            expected = made.after(whole_lines)
            if answer == "nothing to recover":
                if made.file is None or sha256(made.file) != expected:
                    wrong.append(f"what stands before line {whole_lines + 1} is not brought back")
                return wrong + panics(program)
            digest = program.hash()
            if digest != expected:
                wrong.append("what is brought back is not what was done before the damage")
            rest = damaged.split(b"\n", whole_lines)[whole_lines]
            is_crash = b"\n" not in rest and (not rest or rest.strip(b"\0") != b"")
            told = re.search(DAMAGED, program.notices())
            if not is_crash and (not told or int(told.group(1)) != whole_lines + 1):
                wrong.append(f"line {whole_lines + 1} is not told: {program.notices()!r}")
            if not is_crash and not any(path.read_bytes() == damaged for path in (home.state / "set-aside").glob("*.journal")):
                wrong.append("the damaged journal is not kept as it was")
            # Work goes on, and is in the journal.
            last = int(program.ask("paste What was written after the damage.\\n", "did ").split()[1])
            digest = program.hash()
            while not any(line.startswith("committed ") and int(line.split()[1]) >= last for line in program.heard):
                program.expect("committed ")
            killed(program)
        with Program(binary, home) as program:
            program.expect("ready")
            program.ask("settle", "idle")
            answer = program.ask("recover", "recovered ", "nothing to recover", "notice error")
            if not answer.startswith("recovered ") or program.hash() != digest:
                wrong.append(f"what was done after the damage is not brought back: {answer}")
            program.end()
        if made.file is not None and file.read_bytes() != made.file:
            wrong.append("the file was touched")
        return wrong + panics(program)
