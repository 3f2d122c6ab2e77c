"""Journals as the program leaves them when it is killed, and other ones made of them."""

import json
import zlib

import mutate
from program import Home, Program, TEXT

# In front of each line: a sum over it and all before it, in hexadecimal, and a blank.
SUM_BYTES = 9
# Entries that change the project.
CHANGES = ("Did", "Undid", "Redid")


class Made:
    """A journal, and what the program told of the project while it was written."""

    def __init__(self, name, root, file, data, hashes):
        self.name = name
        # The folder that its paths begin with, and what the file that it is about had in the end; nothing where it was never saved.
        self.root = root
        self.file = file
        self.data = data
        # The digest of the project at each of its changes.
        self.hashes = hashes

    def lines(self):
        return self.data.split(b"\n")[:-1]

    def after(self, whole_lines):
        """The digest of the project after so many lines, the head among them."""
        entries = [json.loads(line[SUM_BYTES:]) for line in self.lines()[1:whole_lines]]
        changes = sum(next(iter(entry)) in CHANGES for entry in entries)
        return self.hashes[changes - sum(next(iter(json.loads(line[SUM_BYTES:]))) in CHANGES for line in self.lines()[1:]) - 1]

    def at(self, root):
        """The same journal in another folder."""
        return sealed(self.data.replace(str(self.root).encode(), str(root).encode()))


def told(binary):
    """Journals of a project that was never saved, of one that was, and of one that was opened."""
    edits = [
        "select 17 52", "tag assertion", "note first", "link https://example.org/1", "undo", "redo", "tag fact", "select 60 80", "tag claim",
        "note “twice”, \\n\\\\ é", "undo", "undo", "redo", "type being typed, not done",
    ]
    with Home() as home:
        never_saved = _left(binary, home, "never saved", [f"paste {TEXT}", *edits])
    with Home() as home:
        save = [f"saveas {home.work / 'mill.ron'}", "wait saved"]
        saved = _left(binary, home, "saved", [f"paste {TEXT}", *edits[:4], *save, *edits[4:8], "save", "wait saved", *edits[8:]])
    with Home() as home:
        path = home.work / "mill.ron"
        path.write_bytes(saved.file)
        opened = _left(binary, home, "opened", [f"open {path}", "settle", "next", *edits[2:]])
    return [never_saved, saved, opened]


def made(binary):
    """The bytes of the same journals, and of the file that is theirs."""
    journals = told(binary)
    return [journal.data for journal in journals], journals[-1].file


def _left(binary, home, name, lines):
    """What is in the journal once the lines are done and the program has been killed."""
    hashes = []
    with Program(binary, home) as program:
        for line in lines:
            program.send(line)
            if line == "settle":
                program.expect("idle")
            if line == "wait saved":
                program.expect("is saved")
            digest = program.hash()
            # Each change leads to another project.
            if hashes[-1:] != [digest]:
                hashes.append(digest)
        program.send("settle")
        program.expect("idle")
        program.kill()
    data = next((home.state / "journals").glob("*.journal")).read_bytes()
    path = home.work / "mill.ron"
    return Made(name, home.root, path.read_bytes() if path.exists() else None, data, hashes)


def mutated(rng, data, others):
    """Another journal; most of them with sums that hold, or what is in a line would hardly ever be read."""
    changed = mutate.mutated(rng, data, others)
    return changed if rng.randrange(4) == 0 else sealed(changed)


def sealed(data):
    """The same lines, each with the sum that it should have."""
    chain, lines = 0, data.split(b"\n")
    for at, line in enumerate(lines[:-1]):
        content = line[SUM_BYTES:]
        chain = zlib.crc32(chain.to_bytes(4, "little") + content)
        lines[at] = b"%08x " % chain + content
    return b"\n".join(lines)
