"""kill -9, at every system call and at random moments: nothing that was saved is lost, nothing is unreadable."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import promises
from program import GaveUp, Home, PATIENCE_SECS, Program, TEXT, make_project, sha256
from told import Told, panics, with_notes, wrong_after
from tracer import Tracer, calls_in, state_paths, temp_files

# Two cores, and most of each case is waiting.
AT_ONCE = 4
# What somebody types, letter by letter.
TYPED = "The mill stood by the river"
LETTERS = [TYPED[:count] for count in (1, 2, 3)]


class Session:
    """A project on the disk of its own, a program that has it open, and what may be in its file whenever the program dies."""

    def __init__(self, binary, home, data, wrap=()):
        self.binary = binary
        self.home = home
        self.old = sha256(data) if data is not None else None
        self.path = home.work / "mill.ron"
        if data is not None:
            self.path.write_bytes(data)
        # A file that must stay as it was, whatever is saved elsewhere.
        self.untouched = None
        # The digests of the project with what is typed.
        self.typed = {}
        self.program = Program(binary, home, wrap)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.kill()

    def open(self):
        self.program.send(f"open {self.path}", "settle")
        self.program.expect("idle")
        self.program.ask("next", "did")
        self.program.hash()

    def edit(self, text):
        self.program.ask(f"note {text}", "did")
        self.program.hash()

    def wrong(self):
        """What does not hold after the program's death, in words."""
        told = Told(self.program.heard, self.program.sent, self.typed)
        wrong = wrong_after(self.binary, self.home, self.path, self.old, told) + panics(self.program)
        if self.untouched and self.untouched[0].read_bytes() != self.untouched[1]:
            wrong.append(f"{self.untouched[0].name} was changed, though it was saved elsewhere")
        return wrong


def killed(program):
    """Ends it at once; it is gone for good then, and the next start may tell what it has left from what is being written."""
    program.child.kill()
    program.hear_out()
    program.child.wait()


# Each stage: what is done before strace looks, what is done then, and the word that tells its end.

def _opened(session):
    session.open()


def _edited(session):
    session.open()
    session.edit("one")


def _stage_open(session):
    session.program.send(f"open {session.path}", "settle")
    session.program.expect("idle")


def _stage_edit(session):
    session.edit("two")
    session.program.ask("settle", "idle")


def _stage_type(session):
    # Told as committed each time, as nothing else waits for the journal.
    for text in LETTERS:
        session.program.ask(f"type {text}", "committed ")
    session.program.ask("settle", "idle")


def _stage_save(session):
    session.program.send("save", "settle")
    session.program.expect("idle")


def pasted(session):
    """A project that no file has."""
    for line in (f"paste {TEXT}", "select 17 52", "tag assertion", "note first"):
        session.program.ask(line, "did")
        session.program.hash()


def _edited_elsewhere(session):
    """A project that is about to be saved under another name."""
    _edited(session)
    session.untouched = (session.path, session.path.read_bytes())
    session.path, session.old = session.path.with_name("elsewhere.ron"), None


def _stage_save_as(session):
    session.program.send(f"saveas {session.path}", "settle")
    session.program.expect("idle")


def _stage_quit(session):
    code = session.program.end()
    if code != 0 or session.program.heard[-1] != "left":
        raise GaveUp(f"it ended with {code}")


def _stage_save_and_quit(session):
    session.program.send("save")
    _stage_quit(session)


STAGES = [
    ("open", lambda session: None, _stage_open),
    ("edit", _opened, _stage_edit),
    ("save", _edited, _stage_save),
    ("quit", _edited, _stage_quit),
    ("save, then quit at once", _edited, _stage_save_and_quit),
]
ELSEWHERE = ("save as, elsewhere", _edited_elsewhere, _stage_save_as)
# Of a project that has no file.
NEW = ("save as, a new project", pasted, _stage_save_as)


def watched(binary, data, before, stage, look, paths=None, compact_from=None):
    """Does a stage while strace looks: whether the program survived, what does not hold, the calls it made, and all that strace wrote."""
    with Home() as home:
        home.compact_from = compact_from
        session = Session(binary, home, data)
        with session.program as program:
            program.expect("ready")
            before(session)
            only = paths(home, program.child.pid) if paths else ()
            log = home.root / "calls"
            tracer = Tracer(program.child.pid, look, only, log)
            try:
                stage(session)
                is_alive = True
            except GaveUp:
                is_alive = False
                if not program.hear_out(PATIENCE_SECS):
                    return True, ["it hangs"], {}, ""
            finally:
                tracer.let_go()
            program.kill()
            seen = log.read_text(errors="replace")
            return is_alive, session.wrong(), calls_in(seen), seen


def at_each_call(row, calls, one):
    """One case for each call by name and number; those that were not reached this time are no cases."""
    numbers = [(name, number) for name, count in sorted(calls.items()) for number in range(1, count + 1)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (name, number), (is_alive, wrong) in zip(numbers, pool.map(one, numbers)):
            if not is_alive or wrong:
                row.case(f"{name} {number}", wrong)


def at_every_call(report, options):
    """kill -9 at every system call of open, edit, save and quit"""
    data = make_project(options.program)

    def settings(home, pid):
        return [home.config, home.config / "settings.ron", *temp_files(home.config, pid)]

    def state(home, pid):
        return state_paths(home, pid, home.work / "mill.ron")

    def kept(home, pid):
        files = [home.work / "mill.ron", home.work / "elsewhere.ron"]
        return list(dict.fromkeys([home.work, *files, *temp_files(home.work, pid), *(path for file in files for path in state_paths(home, pid, file))]))

    stages = [(*stage, None, data) for stage in STAGES]
    # Where a file is put is seen by the calls on it and on the state folder; a quick run leaves the others out, which are those of a save.
    only = None if options.is_full else kept
    stages += [(*ELSEWHERE, only, data), (*NEW, only, None)]
    typed = with_notes(options.program, data, LETTERS)

    def typing(session):
        _opened(session)
        session.program.ask("settle", "idle")
        session.typed = typed

    stages.append(("writing the settings", lambda session: None, _stage_open, settings, data))
    if promises.JOURNAL:
        stages.append(("writing the journal", _edited, _stage_edit, state, data))
        stages.append(("typing", typing, _stage_type, None, data))
    for name, before, stage, paths, file in stages:
        row = report.row("kill -9 at every call", name)
        _, wrong, calls, _ = watched(options.program, file, before, stage, ["trace=all"], paths)
        row.case("watched only", wrong)

        def one(call, before=before, stage=stage, paths=paths, file=file):
            look = [f"inject={call[0]}:signal=KILL:when={call[1]}"]
            return watched(options.program, file, before, stage, look, paths)[:2]

        at_each_call(row, calls, one)
        report.end(row, "file old or saved, opens, next start in order")
    if not promises.NO_LEFTOVERS:
        report.not_promised("no half-written file is left after the next start")
    if not promises.JOURNAL:
        report.not_promised("committed edits are recovered after a kill")


def whole_run(report, options):
    """kill -9 at calls of the whole run, from the first one of the loader on"""
    data = make_project(options.program)

    def run(look):
        with Home() as home:
            log = home.root / "calls"
            session = Session(options.program, home, data, ["strace", "-f", "-qq", "-o", str(log), "-e", look])
            with session.program as program:
                program.send(f"open {session.path}", "settle", "next", "hash", "note one", "hash", "save", "settle", "note two", "hash", "save")
                try:
                    is_alive = program.end() == 0
                except GaveUp:
                    return True, ["it hangs"], {}
                return is_alive and "left" in program.heard, session.wrong(), calls_in(log.read_text(errors="replace"))

    row = report.row("kill -9 at every call", "the whole run")
    is_alive, wrong, calls = run("trace=all")
    row.case("watched only", wrong if is_alive else ["it did not end in order"])
    at_each_call(row, calls, lambda call: run(f"inject={call[0]}:signal=KILL:when={call[1]}")[:2])
    report.end(row, "file old or saved, opens, next start in order")


def at_random(report, options):
    """kill -9 at random moments"""
    small = make_project(options.program)
    large = make_project(options.program, TEXT + "The mill stood by the river. " * 8_000)
    rng = random.Random(options.seed)

    rounds = 12
    letters = [[f"{number} {TYPED[:count]}" for count in (1, 4, 8, 13)] for number in range(rounds)]
    typed = {id(data): with_notes(options.program, data, sum(letters, [])) for data in (small, large)}

    def run(data, seed, kill_after):
        rng = random.Random(seed)
        with Home() as home:
            session = Session(options.program, home, data)
            session.typed = typed[id(data)]
            with session.program as program:
                program.expect("ready")
                lines = [f"open {session.path}", "settle", "next", "hash"]
                for number in range(rounds):
                    # Its field is left with what is the note then.
                    lines += rng.choice([[], [line for text in letters[number] for line in (f"type {text}", "settle")]])
                    lines += [f"note {number} {rng.random()}", "hash"]
                    lines += rng.choice([["save"], ["save"], ["save", "settle"], []])
                began = time.monotonic()
                program.send(*lines, "save", "leave")
                program.child.stdin.close()
                if kill_after is None:
                    program.hear_out()
                    return time.monotonic() - began, []
                time.sleep(kill_after)
                program.child.kill()
                if not program.hear_out():
                    return 0, ["it does not die"]
                program.child.wait()
                return 0, session.wrong()

    row = report.row("kill -9 at random moments", "open, type, edit, save, quit")
    count = 10_000 if options.is_full else 300
    whole = {id(data): run(data, 1, None)[0] for data in (small, large)}
    cases = []
    for number in range(count):
        data = large if number % 4 == 0 else small
        cases.append((data, rng.getrandbits(32), rng.uniform(0, 1.6 * whole[id(data)])))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (_, seed, after), (_, wrong) in zip(cases, pool.map(lambda case: run(*case), cases)):
            row.case(f"seed {seed}, after {after * 1000:.1f} ms", wrong)
    report.end(row, "file old or saved, opens, next start in order")
