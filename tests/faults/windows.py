"""Two windows on one project, as two processes: one reads only, takes the project over, and gets all that was not saved."""

import random
import signal
import time

from kills import killed
from program import GaveUp, Home, PATIENCE_SECS, Program, sha256
from told import Told, panics

READS_ONLY = "Nothing was changed: another window has this project open"
SILENT = "The other window does not answer"
# So long after something was written every window has heard of it.
HEARD_OUT_SECS = 0.7
# What is being typed when the project is taken away.
TYPED = [f"typed {number}" for number in range(4)]


class Windows:
    """Two windows on the file of one project."""

    def __init__(self, binary, home, data):
        self.binary, self.home = binary, home
        self.path = home.work / "mill.ron"
        self.path.write_bytes(data)
        self.old = sha256(data)
        self.one, self.other = Program(binary, home), Program(binary, home)

    def __enter__(self):
        for window in (self.one, self.other):
            window.expect("ready")
            settled(window)
        return self

    def __exit__(self, *_):
        self.one.kill()
        self.other.kill()

    def filed(self):
        return sha256(self.path.read_bytes())

    def open_both(self):
        """The first one has it, the other one may only read."""
        heard = opened(self.one, self.path)
        heard_by_other = opened(self.other, self.path)
        if read_only(heard) or not read_only(heard_by_other):
            raise GaveUp(f"the first window is not the one that writes: {heard}, {heard_by_other}")

    def left_over(self):
        """What should be cleared away: also a wish that nobody waits for any more."""
        return self.home.leftovers() + [path.name for path in self.home.state.glob("journals/*.wanted")]


def settled(window):
    """Waits until nothing is under way; what was heard meanwhile."""
    heard = len(window.heard)
    window.ask("settle", "idle")
    return window.heard[heard:]


def hear_for(window, secs):
    """Hears what is told in so many seconds."""
    until = time.monotonic() + secs
    try:
        while window.read_line(until) is not None:
            pass
    except GaveUp:
        pass


def opened(window, path):
    heard = len(window.heard)
    window.send(f"open {path}")
    settled(window)
    window.ask("next", "did ")
    return window.heard[heard:]


def read_only(heard):
    """Whether the last word on it is that this window reads only."""
    words = [line for line in heard if line.startswith(("reads only", "may write"))]
    return bool(words) and words[-1] != "may write"


def edited(window, text):
    """Does an edit; the digest of the project then."""
    window.ask(f"note {text}", "did ")
    return window.hash()


def taken_over(window, has_work, secs=PATIENCE_SECS):
    """Asks for the project, and waits until it is here; where there is unsaved work, until that is."""
    heard = len(window.heard)
    window.send("takeover")
    window.expect("may write", "notice warning The other window", secs=secs)
    settled(window)
    if has_work and not any(line.startswith("recovered ") for line in window.heard[heard:]):
        raise GaveUp(f"taken over, and the work is not there: {window.heard[heard:]}")
    return window.heard[heard:]


def wrong_reader(windows, window):
    """What a window that only reads does all the same, in words."""
    wrong = []
    before, filed, heard = window.hash(), windows.filed(), len(window.heard)
    for line in ("note refused", "type refused", "undo"):
        window.send(line)
    window.send("save", "settle")
    window.expect("idle")
    # What the other window has saved is taken in.
    if window.hash() != before and not any(line.startswith("became ") for line in window.heard[heard:]):
        wrong.append("a window that only reads has changed the project")
    if windows.filed() != filed:
        wrong.append("a window that only reads has written the file")
    if not any(READS_ONLY in line for line in window.heard[heard:]):
        wrong.append(f"that it only reads is not told: {window.heard[heard:]}")
    return wrong


def handed_over(window):
    """Waits until a window has heard that the project is another one's."""
    if not read_only(window.heard):
        window.expect("reads only, taken over")


def to_and_fro(binary, data, typed, rounds, seed):
    """Takes a project over and back, edits it here and there; what does not hold, in words."""
    rng = random.Random(seed)
    wrong = []
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        wrong += wrong_reader(windows, reads)
        saved, digest = windows.old, windows.old
        for number in range(rounds):
            for edit in range(rng.randrange(3)):
                digest = edited(has, f"{number} {edit} {rng.random()}")
            if rng.random() < 0.3:
                has.send("save")
                settled(has)
                saved = digest
            if rng.random() < 0.4:
                text = rng.choice(TYPED)
                has.send(f"type {text}", *rng.choice([[], ["settle"]]))
                digest = typed[text]
            heard = taken_over(reads, digest != saved)
            handed_over(has)
            has, reads = reads, has
            has.ask("next", "did ")
            if has.hash() != digest:
                wrong.append(f"round {number}: it is not what the other window had: {heard}")
                break
            if windows.filed() != saved:
                wrong.append(f"round {number}: the file was touched")
                break
            if rng.random() < 0.5:
                wrong += wrong_reader(windows, reads)
        digest = edited(has, "the end")
        has.send("save")
        settled(has)
        return wrong + wrong_end(windows, [reads, has], digest)


def wrong_end(windows, leaving, digest):
    """All leave in order, and the file is what was saved last: the next start finds nothing else, and nothing left over."""
    wrong = []
    for window in leaving:
        code = window.end()
        if code != 0 or window.heard[-1] != "left":
            wrong.append(f"a window ends with {code}: {window.heard[-3:]}")
        wrong += panics(window)
    if windows.filed() != digest:
        wrong.append("the file is not what was saved last")
    with Program(windows.binary, windows.home) as program:
        program.expect("ready")
        heard = settled(program)
        if any(line.startswith("unsaved ") for line in heard):
            wrong.append(f"what was saved is told as unsaved: {heard}")
        opened(program, windows.path)
        if program.end() != 0:
            wrong.append("the next start does not end in order")
    if windows.left_over():
        wrong.append(f"left over: {windows.left_over()}")
    return wrong


def unanswered(binary, data):
    """The window that has the project stands still: it stays its own."""
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        digest = edited(has, "one")
        settled(has)
        before = reads.hash()
        has.child.send_signal(signal.SIGSTOP)
        try:
            heard = taken_over(reads, False)
        finally:
            has.child.send_signal(signal.SIGCONT)
        wrong = []
        if not any(SILENT in line for line in heard):
            wrong.append(f"that the other window does not answer is told as: {heard}")
        if reads.hash() != before or windows.filed() != windows.old:
            wrong.append("something was changed")
        wrong += wrong_reader(windows, reads)
        if has.hash() != digest:
            wrong.append("the window that stood still has something else now")
        digest = edited(has, "two")
        has.send("save")
        settled(has)
        if read_only(has.heard):
            wrong.append(f"the window that stood still only reads now: {has.heard[-4:]}")
        return wrong + wrong_end(windows, [reads, has], digest)


def after_a_kill(binary, data, typed, seed):
    """The window that has the project is killed, and the other one takes over all that was told as committed."""
    rng = random.Random(seed)
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        lines = []
        for number in range(12):
            lines += [f"note {number} {rng.random()}", "hash", *rng.choice([["save"], ["settle"], [], [f"type {rng.choice(TYPED)}", "settle"]])]
        has.send(*lines)
        time.sleep(rng.uniform(0, 0.03))
        killed(has)
        told = Told(has.heard, has.sent, typed)
        filed = windows.filed()
        heard = taken_over(reads, told.is_lost(filed))
        wrong = []
        if told.is_lost(filed) and not told.is_back(reads.hash()):
            wrong.append(f"state {told.what_was_committed()} was committed and is lost: {heard}")
        if windows.filed() != filed:
            wrong.append("taking over has touched the file")
        reads.ask("next", "did ")
        # Its own wish is no other window's: it has to be heard out.
        time.sleep(HEARD_OUT_SECS)
        digest = edited(reads, "the end")
        reads.send("save")
        settled(reads)
        if read_only(reads.heard):
            wrong.append(f"the only window there is only reads now: {reads.heard[-4:]}")
        has.kill()
        return wrong + wrong_end(windows, [reads], digest)


def at_the_same_moment(binary, data, seed):
    """Both open the file at once, in half of the cases with a journal of it: one of them may write, and what it saves is in the file."""
    rng = random.Random(seed)
    with Home() as home:
        if rng.random() < 0.5:
            with Windows(binary, home, data) as windows:
                windows.open_both()
                edited(windows.one, "before")
                windows.one.send("save")
                settled(windows.one)
                data = windows.path.read_bytes()
        windows = Windows(binary, home, data)
        try:
            both = [windows.one, windows.other]
            lines = [f"open {windows.path}", "settle", "next", "hash", f"note {seed}", "hash", "save", "settle"]
            if rng.random() < 0.5:
                for window in both:
                    window.expect("ready")
            for window in rng.sample(both, 2):
                window.send(*lines)
                time.sleep(rng.choice([0, rng.uniform(0, 0.004)]))
            for window in both:
                window.expect("idle")
                window.expect("idle")
            writers = [window for window in both if not read_only(window.heard)]
            if len(writers) != 1:
                return [f"{len(writers)} of two windows may write: {[window.heard for window in both]}"]
            has, reads = writers[0], both[1 - both.index(writers[0])]
            hashes = [line.split()[1] for line in has.heard if line.startswith("hash ")]
            wrong = [] if windows.filed() == hashes[-1] else ["the file is not what was saved"]
            wrong += wrong_reader(windows, reads)
            digest = edited(has, "the end")
            has.send("save")
            settled(has)
            return wrong + wrong_end(windows, [reads, has], digest)
        finally:
            windows.__exit__()


def saved_elsewhere(binary, data, seed):
    """A window that only reads saves under another name: each goes on with a file of its own."""
    rng = random.Random(seed)
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        digest = edited(has, "one")
        if rng.random() < 0.5:
            settled(has)
        elsewhere = home.work / "elsewhere.ron"
        reads.send(f"saveas {elsewhere}")
        settled(reads)
        wrong = []
        if read_only(reads.heard) or not elsewhere.exists() or sha256(elsewhere.read_bytes()) != windows.old:
            wrong.append(f"it was not saved elsewhere: {reads.heard[-4:]}")
        other = edited(reads, "elsewhere")
        if has.hash() != digest or windows.filed() != windows.old:
            wrong.append("the window that has the project is not as it was")
        for window in rng.sample([has, reads], 2):
            window.send("save")
            settled(window)
        if windows.filed() != digest or sha256(elsewhere.read_bytes()) != other:
            wrong.append("the two files are not what was saved in each")
        # Neither is the other one's any more.
        digest = edited(has, "two")
        has.send("save")
        settled(has)
        return wrong + wrong_end(windows, [reads, has], digest)


def while_saving(binary, data, seed):
    """The project is taken from a window that edits and saves all the time: it stops, and the other one has what was saved and what was not."""
    rng = random.Random(seed)
    with Home() as home, Windows(binary, home, data) as windows:
        windows.open_both()
        has, reads = windows.one, windows.other
        reads.send("takeover")
        until = time.monotonic() + PATIENCE_SECS
        while not read_only(has.heard) and time.monotonic() < until:
            for number in range(3):
                has.send(f"note {number} {rng.random()}", "hash", "save")
            hear_for(has, rng.uniform(0.001, 0.008))
        settled(has)
        wrong = []
        if not read_only(has.heard):
            told = [line for line in has.heard if line.startswith(("reads only", "may write", "saved", "notice warning"))]
            wrong.append(f"the window that was asked for the project writes again: {told[-5:]}")
        last = has.hash()
        reads.expect("may write", "notice warning The other window")
        settled(reads)
        if read_only(reads.heard):
            return [*wrong, f"the project was not taken over: {reads.heard[-4:]}"]
        if reads.hash() != last:
            wrong.append("it is not what the other window had")
        reads.ask("next", "did ")
        digest = edited(reads, "the end")
        reads.send("save")
        settled(reads)
        return wrong + wrong_end(windows, [has, reads], digest)
