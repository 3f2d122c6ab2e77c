"""What the program told before it died, and what of it does not hold afterwards."""

import promises
from program import GaveUp, Home, Program, check, sha256

# The lines that the program answers with the state that they led to.
EDITS = ("paste", "select", "tag", "note", "type", "next", "undo")


def panics(program):
    wrote = program.wrote()
    return [f"it panicked: {wrote[-300:]}"] if "panicked" in wrote else []

# What is told where the journal could not be written.
NOT_KEPT = "What you do is in this window alone"


def with_notes(binary, data, texts):
    """The digest that the project in a file has with each of these texts as the note of its statement."""
    with Home() as home, Program(binary, home) as program:
        path = home.work / "mill.ron"
        path.write_bytes(data)
        program.send(f"open {path}", "settle", "next")
        program.expect("did ")
        digests = {}
        for text in texts:
            program.send(f"note {text}")
            digests[text] = program.hash()
        return digests


class Told:
    """What was told, and what may stand where it was told that something else was saved or committed.

    A state is called by its number; one that it `became` came of no line of its own. An undo leads back to a state that was there before: what is
    later counts by the order it was told in.
    What is being typed leads to no other state and is in no file; it has a place in the order, and counts as a step where work is brought back.
    `typed` has the digest of the project with each text that was typed. Where nobody says what was `sent`, it may have done more than it told."""

    def __init__(self, heard, sent=None, typed=None):
        # The states in the order in which they came to be, and the digests that were told of each.
        self.order, self.digests = [0], {}
        # The digests that it would be brought back with where something was being typed, by the place in the order.
        self.typing, typed = {}, typed or {}
        saved, committed, is_let_go, undo = [], [], False, [0]
        # Where nothing is under way all is committed, as long as the journal takes it: what is told later is of what came later.
        idle, is_kept = 0, True
        edits = [line for line in sent or () if line.partition(" ")[0] in EDITS]
        did = 0
        for line in heard:
            word, _, rest = line.partition(" ")
            if word in ("opened", "did", "became"):
                state = 0 if word == "opened" else int(rest)
                self.order.append(state)
                undo = undo[: undo.index(state) + 1] if state in undo else [*undo, state]
                if word == "did":
                    self._type(edits[did : did + 1], typed)
                    did += 1
            elif word == "hash":
                self.digests.setdefault(self.order[-1], set()).add(rest.split()[0])
            elif word == "saved":
                saved.append((int(rest.rsplit(" ", 1)[1]), 0))
            elif word == "committed":
                committed.append((int(rest), idle))
            elif word == "notice" and NOT_KEPT in line:
                is_kept = False
            elif line == "idle" and is_kept:
                idle = len(self.order)
            elif line == "question unsaved":
                # The end of the input answers it by letting the work go; what is told after it is told of that work too.
                is_let_go = True
        self.saved = self._last(saved)
        self.committed = None if is_let_go else self._last(committed)
        # It may have died when an undo was done, or something typed, and that was not told.
        after = edits[did : did + 1]
        if after == ["undo"] and len(undo) > 1:
            self.order.append(undo[-2])
        elif after and after[0].startswith("type "):
            self.order.append(self.order[-1])
            self._type(after, typed)
            after = []
        # Where nothing but typing came since it was told, all is known that may be brought back.
        since = range(self.committed or 0, len(self.order))
        self.is_all_known = sent is not None and not after and all(place in self.typing for place in since)

    def _type(self, line, typed):
        """The last in the order came of this line; where it was typed, it has the digest that it would be brought back with."""
        word, _, text = line[0].partition(" ") if line else ("", "", "")
        if word == "type":
            self.typing[len(self.order) - 1] = {typed[text]}

    def _last(self, states):
        """Where the last of them stands in the order, each of them not before the place that is told with it; None where there is none."""
        at = None
        for state, since in states:
            later = self.order.index(state, max(since, at or 0))
            # Told of a state again, it is the next time that it came to be, if it did.
            at = self.order.index(state, later + 1) if later == at and state in self.order[later + 1 :] else later
        return at

    def from_on(self, at):
        """The digests of a state and of those after it, as files have them."""
        return {digest for state in self.order[at or 0 :] for digest in self.digests.get(state, ())}

    def kept_from_on(self, at):
        """The same as they are brought back."""
        places = range(at or 0, len(self.order))
        return {digest for place in places for digest in self.typing.get(place) or self.digests.get(self.order[place], ())}

    def is_back(self, digest):
        """Whether what was told as committed is in this. What was never told may be later: it may have died before it told its last states."""
        if digest in self.kept_from_on(self.committed):
            return True
        return not self.is_all_known and digest not in self.from_on(0) | self.kept_from_on(0)

    def is_lost(self, digest):
        """Whether somebody who finds this in the file, None for no file, needs the journal for what was told as committed."""
        return self.committed is not None and digest not in self.kept_from_on(self.committed)

    def what_was_committed(self):
        """The state, in words."""
        return f"{self.order[self.committed]}{', with what was being typed' if self.committed in self.typing else ''}"

    def states_of(self, digest):
        return sorted(state for state, digests in self.digests.items() if digest in digests)


def wrong_after(binary, home, path, old, told):
    wrong = []
    before = path.read_bytes() if path.exists() else None
    if before is None:
        if old is not None or told.saved is not None:
            wrong.append("the file is gone")
    else:
        wrong += wrong_file(before, old, told)
        code, said = check(binary, home, path)
        if code not in (0, 1):
            wrong.append(f"it does not open: {said.strip()}")
    wrong += wrong_with_next_start(binary, home, path, before, told)
    return wrong


def wrong_file(data, old, told):
    digest = sha256(data)
    if digest in told.from_on(told.saved) or (told.saved is None and digest == old):
        return []
    found = f"{len(data)} bytes, of {told.states_of(digest)}, saved {told.order} at {told.saved}"
    return [f"the file is neither the old one nor one of those saved ({found})"]


def wrong_with_next_start(binary, home, path, before, told):
    wrong = []
    with Program(binary, home) as program:
        program.expect("ready")
        program.ask("settle", "idle")
        filed = sha256(before) if before is not None else None
        if promises.JOURNAL and told.is_lost(filed):
            wrong += wrong_with_recovery(program, told, filed)
        if before is not None:
            heard = len(program.heard)
            program.send(f"open {path}", "settle")
            program.expect("idle")
            if any(line == "question unsaved" for line in program.heard[heard:]):
                program.send("answer proceed", "settle")
                program.expect("idle")
            if not any(line.startswith("opened ") for line in program.heard[heard:]):
                wrong.append(f"the next start does not open it: {program.heard[heard:]}")
        if program.end() != 0:
            wrong.append("the next start does not end in order")
        wrong += panics(program)
    if before is not None and (not path.exists() or path.read_bytes() != before):
        wrong.append("the next start changes the file")
    if promises.NO_LEFTOVERS and home.leftovers():
        wrong.append(f"left over: {', '.join(home.leftovers())}")
    return wrong


def wrong_with_recovery(program, told, filed):
    """Brings back what was committed and is in no file; what does not hold, in words."""
    answer = program.ask("recover", "recovered ", "nothing to recover", "notice error")
    found = program.hash() if answer.startswith("recovered ") else None
    program.ask("settle", "idle")
    if found is not None and told.is_back(found):
        return []
    return [
        f"the edits up to state {told.what_was_committed()} were committed and are lost; "
        f"the file has state {told.states_of(filed)}, found {told.states_of(found)} ({answer})"
    ]
