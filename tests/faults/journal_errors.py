"""The calls that write in the state folder fail: the project is opened and saved all the same, and all of it is in its journal once nothing fails."""

import re

from compaction import COMPACT_FROM, LONG, renames
from kills import Session, killed
from program import GaveUp, Home, sha256
from said import IN_DANGER, NO_BACKUP
from told import panics
from tracer import Tracer, key_of, state_paths


def journal_with(binary, data, look, is_begun=True, compact_from=None):
    """Edits while calls on the journal fail: that is told, work goes on, and once the cause is gone all of it is in the journal. Where
    it is not begun its start is met, with what it begins from; where it is to be written anew, that."""
    with Home() as home:
        home.compact_from = compact_from
        session = Session(binary, home, data)
        with session.program as program:
            session.open()
            if is_begun:
                session.edit("zero")
                program.ask("settle", "idle")
            log = home.root / "calls"
            with Tracer(program.child.pid, look, state_paths(home, program.child.pid, session.path), log):
                heard = len(program.heard)
                session.edit("one, while it fails" if compact_from is None else LONG)
                program.send("rest", "settle")
                program.expect("idle")
                session.edit("two, while it fails")
                program.ask("settle", "idle")
                lines = program.heard[heard:]
                said = program.notices()
            wrong = []
            is_committed = any(line.startswith("committed ") for line in lines)
            is_told = bool(re.search(IN_DANGER, said))
            if not is_committed and not is_told:
                wrong.append(f"neither committed nor told: {lines}")
            # It is tried again by itself, or with the next edit.
            wrong += kept_again(session)
            if sha256(session.path.read_bytes()) != session.old:
                wrong.append("the file was touched")
            killed(program)
            seen = log.read_text(errors="replace")
            if compact_from is not None and look == ["trace=all"] and not renames(seen):
                wrong.append("the journal was not written anew")
            return wrong + session.wrong(), seen, is_told


def kept_again(session):
    """One more edit, now that nothing fails: it has to come into the journal, with all before it."""
    program = session.program
    last = int(program.ask("note three", "did ").split()[1])
    program.hash()

    def is_kept():
        told = (line.split() for line in program.heard)
        return any(words[0] == "committed" and int(words[1]) >= last for words in told if len(words) == 2)

    try:
        while not is_kept():
            program.expect("committed ", secs=10)
    except GaveUp:
        return ["what was done is not in the journal, though nothing fails any more"]
    return []


def started_with(binary, data, look):
    return journal_with(binary, data, look, is_begun=False)


def anew_with(binary, data, look):
    return journal_with(binary, data, look, compact_from=COMPACT_FROM)


def has_version(session, digest):
    """Whether a save with this sum is among the versions in the state folder."""
    return any(digest in path.name for path in (session.home.state / "versions" / key_of(session.path)).glob("*"))


def announced_with(binary, data, look):
    """Saves while calls on the state folder fail, where the save is announced and settled and its version kept: the project is saved all the
    same, that no version was kept is told, and once the cause is gone the next save has one and the journal is whole."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            session.open()
            session.edit("one")
            program.ask("settle", "idle")
            edited = program.hash()
            log = home.root / "calls"
            with Tracer(program.child.pid, look, state_paths(home, program.child.pid, session.path), log):
                heard = len(program.heard)
                program.send("save", "settle")
                program.expect("idle")
                lines = program.heard[heard:]
            wrong = []
            said = "\n".join(line for line in lines if line.startswith("notice ")).replace("\\n", "\n")
            if not any(line.startswith("saved ") for line in lines) or sha256(session.path.read_bytes()) != edited:
                wrong.append(f"the project was not saved: {lines}")
            if not has_version(session, edited) and not re.search(NO_BACKUP, said):
                wrong.append(f"that no version was kept is told as: {said!r}")
            if [line for line in lines if line.startswith("notice ") and not re.search(f"{NO_BACKUP}|{IN_DANGER}", line)]:
                wrong.append(f"something else is said: {said!r}")
            # Its cause is gone.
            session.edit("two")
            digest = program.hash()
            program.send("save", "settle")
            program.expect("idle")
            if sha256(session.path.read_bytes()) != digest or not has_version(session, digest):
                wrong.append("the next save is not in its place, or has no version")
            wrong += kept_again(session)
            killed(program)
            return wrong + session.wrong(), log.read_text(errors="replace"), bool(said)


def opened_with(binary, data, look):
    """Opens a project while calls on the state folder fail: it opens, and can be saved; or it is said why not."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            program.expect("ready")
            program.ask("settle", "idle")
            log = home.root / "calls"
            with Tracer(program.child.pid, look, state_paths(home, program.child.pid, session.path), log):
                session.open()
                is_open = any(line.startswith("opened ") for line in program.heard)
            wrong = []
            if not is_open and not program.notices():
                wrong.append(f"neither opened nor told: {program.heard}")
            if not is_open:
                session.open()
            session.edit("one")
            digest = program.hash()
            program.send("save", "settle")
            program.expect("idle")
            if sha256(session.path.read_bytes()) != digest:
                wrong.append(f"the project was not saved: {program.heard[-5:]}")
            wrong += kept_again(session)
            killed(program)
            return wrong + session.wrong(), log.read_text(errors="replace"), not is_open


def left_with(binary, data, look):
    """Leaves without saving while calls on the state folder fail: the file is as it was, and what was let go of is found again, aside or in its
    place."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            session.open()
            session.edit("one")
            program.ask("settle", "idle")
            log = home.root / "calls"
            with Tracer(program.child.pid, look, state_paths(home, program.child.pid, session.path), log):
                try:
                    code = program.end()
                except GaveUp as error:
                    return [str(error)], "(INJECTED)", False
            wrong = panics(program)
            if code != 0:
                wrong.append(f"it ends with {code}: {program.heard[-4:]}")
            if sha256(session.path.read_bytes()) != session.old:
                wrong.append("the file was touched")
            if not [*home.state.glob("journals/*.journal"), *home.state.glob("set-aside/*.journal")]:
                wrong.append("what was let go of is nowhere")
            is_aside = any(home.state.glob("set-aside/*.journal"))
            return wrong + session.wrong(), log.read_text(errors="replace"), not is_aside
