"""Damaged project files: every damage is noticed with its place, or without effect; no file whatever takes the program down or holds it up."""

import os
import random
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import journals
from mutate import mutated
from probe import Probe, keep
from program import Home, Program, make_project

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = 512
# No answer may take longer than this of a processor.
LIMIT_MICROS = 1_000_000


def generated(binary, articles=2, statements=20):
    """A project with more in it, as the program itself saves it."""
    rng = random.Random(7)
    with Home() as home, Program(binary, home) as program:
        path = home.work / "generated.ron"
        for article in range(articles):
            sentences = [f"In year {1900 + rng.randrange(99)} the mill number {rng.randrange(9)} burned “down”, said é Brook." for _ in range(40)]
            program.send("paste Mill number " + str(article) + "\\n\\n" + "\\n\\n".join(sentences) + "\\n")
            for number in range(statements):
                start = 20 + number * 70 + rng.randrange(20)
                program.send(f"select {start} {start + 20 + rng.randrange(30)}", "tag " + rng.choice(["claim", "assertion", "fact"]))
                program.send(f"note seen {number}, \\n“twice”", f"link https://example.org/{rng.randrange(9)}")
        program.send(f"saveas {path}", "wait saved")
        program.expect("is saved")
        program.end()
        return path.read_bytes()


def bases(binary):
    data = ROOT / "tests/data"
    return {
        "the sample": (ROOT / "assets/sample.ron").read_bytes(),
        "a small project of format 4, with what a merge leaves": (data / "format-4/small.ron").read_bytes(),
        "a small project of format 3": (data / "format-3/small.ron").read_bytes(),
        "a small project of format 1": (data / "format-1/small.ron").read_bytes(),
        "a generated project": generated(binary),
    }


def judge(answer, whole):
    """What is wrong with an answer about a damaged file, in words."""
    if answer is None:
        return ["the program died or did not answer"]
    wrong = []
    if answer.micros > LIMIT_MICROS:
        wrong.append(f"it took {answer.micros / 1e6:.1f} s")
    if not answer.is_ok and answer.place == "-" and "The file is empty" not in answer.message:
        wrong.append(f"an error without a place: {answer.message}")
    if answer.is_ok and answer.notes == 0 and answer.digest != whole:
        wrong.append("the damage was not noticed, and the project is another one")
    return wrong


def _judge_shard(job):
    """Damages a file at places, and answers with what was wrong, and how many were errors, named and harmless."""
    binary, data, whole, kind, places = job
    wrong, errors, named, harmless = [], 0, 0, 0

    def damaged(place):
        if kind == "cut":
            return data[:place]
        if kind == "zeroed block":
            return data[:place] + bytes(min(BLOCK, len(data) - place)) + data[place + BLOCK:]
        at, bit = divmod(place, 8)
        return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1:]

    with Probe(binary) as probe:
        for first in range(0, len(places), 480):
            some = places[first:first + 480]
            for place, answer in zip(some, probe.ask([damaged(place) for place in some])):
                faults = judge(answer, whole)
                if faults:
                    wrong.append((place, faults))
                elif not answer.is_ok:
                    errors += 1
                elif answer.notes:
                    named += 1
                else:
                    harmless += 1
        if "panicked" in probe.wrote():
            wrong.append(("somewhere", [probe.wrote()[-300:]]))
    return wrong, (errors, named, harmless)


def samples(report, options):
    """Truncations, flipped bits and zeroed blocks of sample projects"""
    rng = random.Random(options.seed)
    cores = os.cpu_count() or 2
    with ProcessPoolExecutor(cores) as pool:
        for name, data in bases(options.program).items():
            with Probe(options.program) as probe:
                base = probe.ask([data])[0]
            kinds = {
                "cut": range(len(data)),
                "zeroed block": range(0, len(data), BLOCK),
                "flipped bit": range(len(data) * 8),
            }
            for kind, places in kinds.items():
                row = report.row(kind, name)
                places = list(places)
                most = 12_000
                is_all = options.is_full or len(places) <= most
                if not is_all:
                    places = rng.sample(places, most)
                if base is None or not base.is_ok or base.notes:
                    row.case("the whole file", [f"it does not open without a note: {base and base.line}"])
                jobs = [(options.program, data, base.digest, kind, places[shard::cores]) for shard in range(cores)]
                sums = [0, 0, 0]
                for wrong, counts in pool.map(_judge_shard, jobs):
                    sums = [a + b for a, b in zip(sums, counts)]
                    for place, faults in wrong:
                        row.case(f"at {place}", faults)
                row.passed += sum(sums)
                how = "each" if is_all else "drawn at random"
                report.end(row, f"{how}: {sums[0]} errors with their place, {sums[1]} named, {sums[2]} without effect; 0 died")


def _fuzz_shard(job):
    binary, files, journals_of, seed, count = job
    rng = random.Random(seed)
    change = journals.mutated if journals_of else mutated
    wrong, longest, opened = [], 0, 0
    with Probe(binary, journals_of) as probe:
        done = 0
        while done < count:
            some = [change(rng, rng.choice(files), files) for _ in range(min(480, count - done))]
            for number, (data, answer) in enumerate(zip(some, probe.ask(some)), done):
                if answer is None:
                    wrong.append((f"seed {seed}, file {number}", ["the program died or did not answer; see tests/faults/out"]))
                    continue
                longest = max(longest, answer.micros)
                opened += answer.is_ok
                if answer.micros > LIMIT_MICROS:
                    wrong.append((f"seed {seed}, file {number}", [f"it took {answer.micros / 1e6:.1f} s; kept as {keep(data)}"]))
            done += len(some)
        if "panicked" in probe.wrote():
            wrong.append((f"seed {seed}", [probe.wrote()[-300:]]))
    return wrong, longest, opened


def fuzz(report, options):
    """Mutated project files and journals, half of each"""
    count = 10_000_000 if options.is_full else 100_000
    files = [data for data in bases(options.program).values() if len(data) < 20_000]
    # What is written today more often than the rest.
    files += [(ROOT / f"tests/data/format-{number}/small.ron").read_bytes() for number in (2, 4, 4)] + [make_project(options.program)] * 2
    _fuzz(report, options, "projects", files, None, count)
    with tempfile.TemporaryDirectory(prefix="factmark-fuzz-") as folder:
        made, file = journals.made(options.program)
        path = Path(folder) / "mill.ron"
        path.write_bytes(file)
        _fuzz(report, options, "journals", made, path, count)


def _fuzz(report, options, name, files, journals_of, count):
    cores = os.cpu_count() or 2
    row = report.row("mutated files", name)
    shard_count = max(cores, count // 50_000)
    each = count // shard_count
    jobs = [(options.program, files, journals_of, options.seed * 1000 + shard, each) for shard in range(shard_count)]
    longest, opened = 0, 0
    with ProcessPoolExecutor(cores) as pool:
        for wrong, shard_longest, shard_opened in pool.map(_fuzz_shard, jobs):
            longest, opened = max(longest, shard_longest), opened + shard_opened
            row.passed += each - len(wrong)
            for case, faults in wrong:
                row.case(case, faults)
    report.end(row, f"0 died; the longest answer took {longest / 1000:.0f} ms; {opened} still opened")
