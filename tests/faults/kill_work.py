"""kill -9 at every system call while work that no file has is brought back or moved aside, and while a version is restored."""

from kills import at_each_call, killed
from program import GaveUp, Home, PATIENCE_SECS, Program, TEXT, make_project
from told import panics, with_notes
from tracer import Tracer, calls_in, state_paths, temp_files

BEING_TYPED = "The mill st"
# In place of the digest of what was not told yet. None is that nothing lies there.
NOT_TOLD = "not told"


class Work:
    """A project with work that no file has, and the digests of what may be found of it, each later than those before."""

    def __init__(self, binary, home, data, digests):
        self.binary, self.home, self.digests = binary, home, digests
        self.path = home.work / "mill.ron"
        self.data = data
        if data is not None:
            self.path.write_bytes(data)
        self.program = Program(binary, home)
        self.order, self.committed = [], 0
        # What must lie aside in any case, and what must lie there where it does not lie in its place.
        self.aside = self.aside_else = None

    def __enter__(self):
        self.program.expect("ready")
        return self

    def __exit__(self, *_):
        self.program.kill()

    def settle(self):
        heard = len(self.program.heard)
        self.program.ask("settle", "idle")
        return self.program.heard[heard:]

    def edit(self, text):
        self.program.ask(f"note {text}", "did ")
        return self.program.hash()

    def start_again(self):
        """The program dies, and the next one has found what it left."""
        killed(self.program)
        self.program.kill()
        self.program = Program(self.binary, self.home)
        self.program.expect("ready")
        self.settle()

    def goes_on(self, text="three"):
        """One more edit, which counts once it was told as committed."""
        self.order.append(self.digests.get(text, NOT_TOLD))
        self.program.ask("next", "did ")
        self.order[-1] = self.edit(text)
        self.settle()
        self.committed = len(self.order) - 1

    def found(self, line, folder):
        """The digests of all that the next start finds in a folder, one by one, each killed then; and what does not hold meanwhile."""
        journals = sorted((self.home.state / folder).glob("*.journal"))
        digests, wrong = [], []
        for shown in journals or [None]:
            hidden = [journal for journal in journals if journal != shown]
            for journal in hidden:
                journal.rename(journal.with_suffix(".hidden"))
            digest, answer = self._found_alone(line, wrong)
            digests += [digest] if digest else []
            if answer.startswith("notice error"):
                wrong.append(f"{line}: {answer}")
            for journal in hidden:
                journal.with_suffix(".hidden").rename(journal)
        return digests, wrong

    def _found_alone(self, line, wrong):
        with Program(self.binary, self.home) as program:
            program.expect("ready")
            program.ask("settle", "idle")
            answer = program.ask(line, "recovered ", "nothing to recover", "notice error")
            digest = program.hash() if answer.startswith("recovered ") else None
            program.ask("settle", "idle")
            killed(program)
            wrong += panics(program)
            return digest, answer

    def wrong(self):
        """What does not hold after the program's death, in words."""
        before = self.path.read_bytes() if self.path.exists() else None
        wrong = panics(self.program)
        if before != self.data:
            wrong.append("the file was touched")
        # What is brought back from aside lies in the other folder too then.
        back, wrong_back = self.found("recover", "journals")
        aside, wrong_aside = self.found("recover aside", "set-aside")
        wrong += wrong_back + wrong_aside
        may_be = self.order[self.committed:]
        is_back = any(digest in may_be or NOT_TOLD in may_be and digest not in self.order for digest in back)
        if not is_back and not (None in may_be and not back):
            wrong.append(f"found is {self._places(back)}, committed was {self.committed}")
        if self.aside and self.aside not in aside:
            wrong.append(f"aside lies {self._places(aside)}")
        if self.aside_else and self.aside_else not in back + aside:
            wrong.append(f"gone: in its place lies {self._places(back)}, aside {self._places(aside)}")
        if (self.path.read_bytes() if self.path.exists() else None) != before:
            wrong.append("the next start changes the file")
        if self.home.leftovers():
            wrong.append(f"left over: {', '.join(self.home.leftovers())}")
        return wrong

    def _places(self, digests):
        return [self.order.index(digest) if digest in self.order else "something else" for digest in digests]


def _open(work):
    work.program.send(f"open {work.path}", "settle")
    work.program.expect("idle")
    work.program.ask("next", "did ")


def left(work):
    """The program has died over two edits."""
    _open(work)
    work.edit("one")
    work.order = [work.edit("two")]
    work.settle()
    work.start_again()


def left_typing(work):
    _open(work)
    work.edit("one")
    work.program.send(f"type {BEING_TYPED}")
    work.settle()
    work.order = [work.digests[BEING_TYPED]]
    work.start_again()


def _left_without_a_file(work):
    for line in (f"paste {TEXT}", "select 17 52", "tag assertion", "note one"):
        work.program.ask(line, "did ")
    work.order = [work.program.hash()]
    work.settle()
    work.start_again()


def left_aside(work):
    left(work)
    work.program.send("discard")
    work.settle()
    # In its place lies nothing now.
    work.order, work.aside = [None], work.order[0]


def _saved_before(work):
    """Two saves that are versions, and an edit since."""
    _open(work)
    for text in ("one", "two"):
        work.edit(text)
        work.program.send("save")
        work.settle()
    work.data = work.path.read_bytes()
    work.order = [work.edit("three")]
    work.settle()
    work.program.send("versions")
    work.settle()


def _bring_back(work):
    work.program.send("recover")
    heard = work.settle()
    if not any(line.startswith("recovered ") for line in heard):
        raise GaveUp(f"it was not brought back: {heard}")
    work.goes_on()


def _bring_back_without_the_last(work):
    work.aside_else = work.order[0]
    work.order.append(work.digests["one"])
    work.program.send("recover without the last")
    work.settle()
    work.committed = 1
    work.goes_on()


def _bring_back_from_aside(work):
    work.order.append(work.aside)
    work.program.send("recover aside")
    work.settle()
    work.committed = 1
    work.goes_on()


def _move_aside(work):
    work.aside_else = work.order[0]
    work.order.append(None)
    work.program.send("discard")
    if any(line == "discarded" for line in work.settle()):
        work.committed, work.aside = 1, work.aside_else


def _restore(work):
    work.order.append(work.digests["one"])
    work.program.send("restore 1")
    if not any(line.startswith("became ") for line in work.settle()):
        raise GaveUp("the version was not restored")
    work.committed = 1
    work.goes_on("four")


STAGES = [
    ("bringing work back", left, _bring_back, True),
    ("bringing back what was being typed", left_typing, _bring_back, True),
    ("bringing back what has no file", _left_without_a_file, _bring_back, False),
    ("bringing work back without the last change", left, _bring_back_without_the_last, True),
    ("bringing back what was moved aside", left_aside, _bring_back_from_aside, True),
    ("moving work aside", left, _move_aside, True),
    ("restoring a version", _saved_before, _restore, True),
]


def _watched(binary, data, digests, before, stage, look, is_whole):
    """Does a stage while strace looks: whether the program survived, what does not hold, the calls that it made."""
    with Home() as home, Work(binary, home, data, digests) as work:
        before(work)
        pid, log = work.program.child.pid, home.root / "calls"
        paths = () if is_whole else [home.work, work.path, *temp_files(home.work, pid), *state_paths(home, pid, work.path)]
        tracer = Tracer(pid, look, paths, log)
        try:
            stage(work)
            is_alive = True
        except GaveUp as error:
            is_alive = False
            if not work.program.hear_out(PATIENCE_SECS):
                return True, [f"it hangs: {error}"], {}
        finally:
            tracer.let_go()
        work.program.kill()
        return is_alive, work.wrong(), calls_in(log.read_text(errors="replace"))


def at_every_call(report, options):
    """kill -9 at every system call of bringing work back, moving it aside, and restoring a version"""
    data = make_project(options.program)
    digests = with_notes(options.program, data, ["one", "three", "four", BEING_TYPED])
    for name, before, stage, has_file in STAGES:
        row = report.row("kill -9 at every call", name)
        file, known = (data, digests) if has_file else (None, {})

        def one(call, before=before, stage=stage, file=file, known=known):
            look = [f"inject={call[0]}:signal=KILL:when={call[1]}"]
            return _watched(options.program, file, known, before, stage, look, options.is_full)[:2]

        is_alive, wrong, calls = _watched(options.program, file, known, before, stage, ["trace=all"], options.is_full)
        row.case("watched only", wrong if is_alive else [*wrong, "it did not come to its end"])
        at_each_call(row, calls, one)
        report.end(row, "file as it was, the work is found again, next start in order")
