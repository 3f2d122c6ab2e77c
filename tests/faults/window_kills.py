"""Two windows on one project: what is done with them, and kill -9 of either while one takes the project over from the other."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import windows as cases
from kills import killed
from program import GaveUp, Home, Program, make_project
from told import EDITS, panics, with_notes
from windows import HEARD_OUT_SECS, TYPED, Windows, edited, hear_for, read_only, settled, wrong_end

# Most of each case is waiting: a window asks for the project every fifth of a second.
AT_ONCE = 8

# As long as a takeover takes, and a little longer.
TAKEOVER_SECS = 0.75
# A kill comes so soon after something was heard.
SOON_SECS = 0.015
EVERY_SECS = 0.02


class Course:
    """The digests that the project had in two windows one after the other, and how much of them was told as committed and as saved."""

    def __init__(self, old, typed):
        self.order, self.typed = [old], typed
        self.committed = self.saved = None

    def add(self, heard, sent):
        """What one window told as long as the project was its own; each text is noted and typed once."""
        edits = [line for line in sent if line.partition(" ")[0] in EDITS]
        state, states = 0, {0: 0}
        for line in heard:
            word, _, rest = line.partition(" ")
            if word == "did":
                state = int(rest)
                kind, _, text = edits.pop(0).partition(" ")
                if kind == "type":
                    self.order.append(self.typed[text])
            elif word == "hash":
                digest = rest.split()[0]
                if digest not in self.order:
                    self.order.append(digest)
                states[state] = self.order.index(digest)
            elif word == "committed":
                self.committed = max(self.committed or 0, states.get(int(rest), 0))
            elif word == "idle":
                self.committed = len(self.order) - 1
            elif word == "saved":
                self.saved = max(self.saved or 0, states.get(int(rest.rsplit(" ", 1)[1]), 0))

    def is_back(self, digest):
        """Whether it is not older than what was told as committed; what was never told is later than all that was."""
        return digest not in self.order[: self.committed or 0]

    def may_be_filed(self, digest):
        """The same of what was told as saved."""
        return digest not in self.order[: self.saved or 0]

    def place(self, digest):
        return f"{self.order.index(digest) if digest in self.order else 'none'} of {len(self.order)}, committed {self.committed}, saved {self.saved}"


def _until(windows, rng, kill_at, anchor):
    """Works in both windows, as far as they let, until it is time for a kill."""
    has, reads = windows.one, windows.other
    began, last, number, is_here = time.monotonic(), 0, 0, None
    while time.monotonic() < began + kill_at:
        hear_for(has, 0.001)
        hear_for(reads, 0.001)
        if anchor and any(line.startswith(anchor[1]) for line in (has, reads)[anchor[0]].heard[anchor[2]:]):
            anchor = None
            kill_at = time.monotonic() - began + rng.uniform(0, SOON_SECS)
        if time.monotonic() < last + EVERY_SECS:
            continue
        last, number = time.monotonic(), number + 1
        if not read_only(has.heard):
            has.send(f"note first {number} {rng.random()}", "hash", *rng.choice([["save"], [], [], ["settle"]]))
        if is_here is None and not read_only(reads.heard):
            is_here = len(reads.heard)
            reads.send("settle", "next", "hash")
        if is_here is not None and not read_only(reads.heard):
            reads.send(f"note second {number} {rng.random()}", "hash", *rng.choice([["save"], [], ["settle"]]))


def _course(windows, typed):
    """What both told: the first window until it handed over, the other one from when it had all of it."""
    course = Course(windows.old, typed)
    has, reads = windows.one, windows.other
    end = next((at for at, line in enumerate(has.heard) if line == "reads only, taken over"), len(has.heard))
    course.add(has.heard[:end], has.sent)
    begin = next((at for at, line in enumerate(reads.heard) if line == "may write"), None)
    if begin is not None:
        # What is heard there before its first edit is of what was brought back.
        begin = next((at for at in range(begin, len(reads.heard)) if reads.heard[at] == "idle"), len(reads.heard))
        edits = [line for line in reads.sent[reads.sent.index("takeover"):] if line != "takeover"]
        course.add(reads.heard[begin + 1:], edits)
    return course


def killed_meanwhile(binary, data, typed, is_owner, seed):
    """One window is killed, and in half of the cases the other one soon after; what does not hold, in words."""
    rng = random.Random(seed)
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        for number in range(rng.randrange(4)):
            edited(has, f"{number} {rng.random()}")
        for line in rng.choice([[], ["save"], [f"type {TYPED[0]}"], ["save", f"type {TYPED[0]}"]]):
            has.send(line)
        if rng.random() < 0.7:
            settled(has)
        anchors = [(0, "reads only, taken over", len(has.heard)), (1, "opened ", len(reads.heard)), (1, "may write", len(reads.heard))]
        anchor = rng.choice([None, None, *anchors])
        reads.send("takeover")
        _until(windows, rng, 5 if anchor else rng.uniform(0, TAKEOVER_SECS), anchor)
        victim, survivor = (has, reads) if is_owner else (reads, has)
        killed(victim)
        if rng.random() < 0.5:
            time.sleep(rng.choice([0, rng.uniform(0, TAKEOVER_SECS)]))
            killed(survivor)
            wrong = _wrong_next_start(windows, _course(windows, typed))
        else:
            wrong = _wrong_survivor(windows, survivor, typed)
        return wrong + panics(has)


def _wrong_next_start(windows, course):
    """Both are gone: all that either told as committed is found."""
    filed, wrong = windows.filed(), []
    if not course.may_be_filed(filed):
        wrong.append(f"the file is neither the old one nor one saved: {course.place(filed)}")
    with Program(windows.binary, windows.home) as program:
        program.expect("ready")
        settled(program)
        if not course.is_back(filed):
            answer = program.ask("recover", "recovered ", "nothing to recover", "notice error")
            found = program.hash()
            if not answer.startswith("recovered ") or not course.is_back(found):
                wrong.append(f"what was committed is lost: found {course.place(found)} ({answer})")
        if program.end() != 0:
            wrong.append("the next start does not end in order")
    if windows.filed() != filed:
        wrong.append("the next start changes the file")
    if windows.home.leftovers():
        wrong.append(f"left over: {windows.home.leftovers()}")
    return wrong


def _wrong_survivor(windows, window, typed):
    """The other window goes on; where it may not write it says so, and takes the project over."""
    wrong = []
    hear_for(window, HEARD_OUT_SECS)
    heard = len(window.heard)
    settled(window)
    course = _course(windows, typed)
    for _ in range(2):
        if read_only(window.heard):
            window.send("takeover")
            window.expect("may write", "notice warning The other window")
            settled(window)
    found = window.hash()
    if read_only(window.heard):
        return [f"nobody has the project, and it cannot be taken over: {window.heard[heard:]}"]
    if not course.is_back(found):
        wrong.append(f"what was committed is lost: found {course.place(found)}, {window.heard[heard:]}")
    window.ask("next", "did ")
    digest = edited(window, "the end")
    window.send("save")
    settled(window)
    hear_for(window, HEARD_OUT_SECS)
    return wrong + wrong_end(windows, [window], digest)


def two_windows(report, options):
    """Two windows on one project: one takes it over from the other, either is killed meanwhile"""
    data = make_project(options.program)
    typed = with_notes(options.program, data, TYPED)
    rng = random.Random(options.seed)
    full = options.is_full

    def seeds(count):
        return [rng.getrandbits(32) for _ in range(count)]

    def row(pool, place, one, arguments, held):
        row = report.row("two windows", place)

        def case(argument):
            return _ended(one, options.program, data, *argument)

        for argument, wrong in zip(arguments, pool.map(case, arguments)):
            row.case(f"seed {argument[-1]}", wrong)
        report.end(row, held)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        # It takes as long as a window waits for another one, whatever is done meanwhile.
        silent = pool.submit(_ended, cases.unanswered, options.program, data)
        rounds = 100 if full else 10
        row(pool, "taken over and back", cases.to_and_fro, [(typed, rounds, seed) for seed in seeds(20 if full else 6)],
            "the other one has all of it, only one writes, both leave in order, the file is what was saved last")
        row(pool, "taken over from one that was killed", cases.after_a_kill, [(typed, seed) for seed in seeds(500 if full else 16)],
            "all that was committed is there, work goes on")
        row(pool, "taken over while it is being saved", cases.while_saving, [(seed,) for seed in seeds(300 if full else 10)],
            "the one that had it stops, the other one has all of it, the file is what was saved last")
        for is_owner, who in ((True, "that has it"), (False, "that asks for it")):
            row(pool, f"the one {who} is killed meanwhile", killed_meanwhile, [(typed, is_owner, seed) for seed in seeds(1_000 if full else 30)],
                "file old or saved, all that was committed is found, the other window goes on")
        row(pool, "both open the file at once", cases.at_the_same_moment, [(seed,) for seed in seeds(500 if full else 20)], "one of them may write")
        row(pool, "one saves elsewhere", cases.saved_elsewhere, [(seed,) for seed in seeds(50 if full else 4)], "each has a file of its own")
        last = report.row("two windows", "the one that has it does not answer")
        last.case("stopped", silent.result())
        report.end(last, "told, nothing changed, it goes on and saves once it wakes")


def _ended(one, *arguments):
    try:
        return one(*arguments)
    except GaveUp as error:
        return [str(error)]
