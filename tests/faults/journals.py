"""Journals as the program leaves them when it is killed, and other ones made of them."""

import zlib

import mutate
from program import Home, Program, TEXT

# In front of each line: a sum over it and all before it, in hexadecimal, and a blank.
SUM_BYTES = 9


def made(binary):
    """Journals of a project that was never saved, of one that was, and of one that was opened; and the file of the last two."""
    edits = [
        "select 17 52", "tag assertion", "note first", "link https://example.org/1", "undo", "redo", "tag fact", "select 60 80", "tag claim",
        "note “twice”, \\n\\\\ é", "undo", "undo", "redo", "type being typed, not done",
    ]
    with Home() as home:
        never_saved = _left(binary, home, [f"paste {TEXT}", *edits])
    with Home() as home:
        path = home.work / "mill.ron"
        saved = _left(binary, home, [f"paste {TEXT}", *edits[:4], f"saveas {path}", "wait saved", *edits[4:8], "save", "wait saved", *edits[8:]])
        file = path.read_bytes()
    with Home() as home:
        path = home.work / "mill.ron"
        path.write_bytes(file)
        opened = _left(binary, home, [f"open {path}", "settle", "next", *edits[2:]])
    return [never_saved, saved, opened], file


def _left(binary, home, lines):
    """What is in the journal once the lines are done and the program has been killed."""
    with Program(binary, home) as program:
        program.send(*lines, "settle")
        for _ in range(1 + lines.count("settle")):
            program.expect("idle")
        program.kill()
    return next((home.state / "journals").glob("*.journal")).read_bytes()


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
