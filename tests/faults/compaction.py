"""A journal that is written anew, which happens past 8 MiB and here past a few KiB: kills in the middle of it, saves meanwhile, a second crash."""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor

from kills import AT_ONCE, Session, at_each_call, watched
from program import TEXT, GaveUp, Home, Program, make_project, sha256
from told import Told, panics, with_notes, wrong_after, wrong_file, wrong_with_recovery
from tracer import state_paths

# Past this a journal is written anew; less than what one note of LONG has.
COMPACT_FROM = 4_000
LONG = "The mill stood by the river. " * 200
# What is typed: letters, a long text that was pasted, and more letters while the journal is written anew.
TYPED = ["T", LONG, f"{LONG} T", f"{LONG} Th"]
# A file is put in the place of a journal: when one begins, and when one is written anew.
PUT_IN_PLACE = re.compile(r'rename\w*\(.*\.factmark-\d+-\d+".*/journals/\w+\.journal"')


def renames(seen):
    """How often a journal was put in its place."""
    return len(PUT_IN_PLACE.findall(seen))


def _edited(session):
    session.open()
    session.edit("one")
    session.program.ask("settle", "idle")


def _stage_long(session):
    session.edit(LONG)
    session.program.ask("settle", "idle")


def _stage_long_and_save(session):
    session.program.send(f"note {LONG}", "hash")
    # What comes back tells that it is long, and has it written anew at once.
    session.program.expect("committed ")
    session.program.send("note three", "hash", "save", "note four", "hash", "settle")
    session.program.expect("idle")
    session.edit("five")
    session.program.send("save", "settle")
    session.program.expect("idle")


def _stage_type_long(session):
    for text in TYPED:
        session.program.ask(f"type {text}", "committed ")
    session.program.ask("settle", "idle")


STAGES = [
    ("writing a journal anew", _stage_long),
    ("writing a journal anew, and saving", _stage_long_and_save),
    ("writing a journal anew while typing", _stage_type_long),
]


def _paths(home, pid):
    work = home.work / "mill.ron"
    return [*state_paths(home, pid, work), home.work, work]


def while_written_anew(report, options):
    """kill -9 while a journal is written anew: at every call, at random moments, and again in what the next start brings back"""
    data = make_project(options.program)
    typed = with_notes(options.program, data, TYPED)

    def edited(session):
        _edited(session)
        session.typed = typed

    for name, stage in STAGES:
        row = report.row("kill -9 at every call", name)
        _, wrong, calls, seen = watched(options.program, data, edited, stage, ["trace=all"], _paths, COMPACT_FROM)
        row.case("watched only", wrong if renames(seen) else [*wrong, "the journal was not written anew"])

        def one(call, stage=stage):
            look = [f"inject={call[0]}:signal=KILL:when={call[1]}"]
            return watched(options.program, data, edited, stage, look, _paths, COMPACT_FROM)[:2]

        at_each_call(row, calls, one)
        report.end(row, "file old or saved, all that was committed is brought back, next start in order")
    _twice(report, options, data)


def _work(rng):
    """Lines that make the journal long again and again, with saves in between."""
    lines = []
    for number in range(14):
        lines += [f"note {number} {rng.random()} {LONG[:rng.choice([40, 900, 4000])]}", "hash"]
        lines += rng.choice([["save"], ["save", "settle"], ["settle"], ["undo", "hash"], []])
    return lines


def _cut(program, lines, after):
    """Sends lines and kills the program so many seconds after; None waits until all is done."""
    began = time.monotonic()
    program.send(*lines, "settle", "notices")
    if after is None:
        program.expect("notices ")
        return time.monotonic() - began
    time.sleep(after)
    program.child.kill()
    if not program.hear_out():
        raise GaveUp("it does not die")
    program.child.wait()
    return after


def _once_more(binary, data, seed, first, second):
    """A crash, what is brought back, work on it, and a second crash; what does not hold, in words, and how long the work takes uncut."""
    rng = random.Random(seed)
    with Home() as home:
        home.compact_from = COMPACT_FROM
        session = Session(binary, home, data)
        with session.program as program:
            program.expect("ready")
            lasted = _cut(program, [f"open {session.path}", "settle", "next", "hash", *_work(rng)], first)
            if first is None:
                return [], lasted
            told = Told(program.heard, program.sent)
            wrong = panics(program)
        before = session.path.read_bytes()
        filed = sha256(before)
        wrong += wrong_file(before, session.old, told)
        with Program(binary, home) as program:
            program.expect("ready")
            program.ask("settle", "idle")
            is_left = told.is_lost(filed)
            if is_left:
                wrong += wrong_with_recovery(program, told, filed)
            if not is_left or wrong:
                program.send(f"open {session.path}", "settle", "answer proceed", "settle")
                program.expect("idle")
                program.expect("idle")
                program.hash()
            heard, sent = len(program.heard) - 2, len(program.sent)
            program.ask("next", "did")
            program.hash()
            _cut(program, _work(rng), second)
            # What was brought back once is there for good: it counts as committed, in the state with which this session began.
            again = Told((["committed 0"] if is_left else []) + program.heard[max(heard, 0):], program.sent[sent:])
            wrong += wrong_after(binary, home, session.path, filed, again) + panics(program)
        return wrong, lasted


def _twice(report, options, small):
    rng = random.Random(options.seed)
    row = report.row("kill -9 twice, at random", "journals written anew, saves, what is brought back")
    # Of every fourth the project is long too, and with it what a journal is written anew from.
    large = make_project(options.program, TEXT + LONG * 40)
    whole = {id(data): _once_more(options.program, data, 1, None, None)[1] for data in (small, large)}
    cases = []
    for number in range(2_000 if options.is_full else 60):
        data = large if number % 4 == 0 else small
        cases.append((data, rng.getrandbits(32), rng.uniform(0.05, 1.2 * whole[id(data)]), rng.uniform(0.02, 1.2 * whole[id(data)])))

    def one(case):
        try:
            return _once_more(options.program, *case)[0]
        except GaveUp as error:
            return [str(error)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (_, seed, first, second), wrong in zip(cases, pool.map(one, cases)):
            row.case(f"seed {seed}, after {first * 1000:.1f} and {second * 1000:.1f} ms", wrong)
    report.end(row, "after either crash the file is old or saved, and all that was committed is brought back")
