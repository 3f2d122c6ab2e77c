"""The calls that write fail while work that no file has is brought back or moved aside, and while a new project is saved for the first time."""

import re

import kill_work
from journal_errors import kept_again
from kill_work import Work
from kills import Session, killed, pasted
from program import Home, sha256
from said import IN_DANGER, UNSETTLED
from told import with_notes
from tracer import Tracer, state_paths, temp_files

NOT_OPENED = (
    r"The unsaved work (was not opened|could not be read)"
    r"|The file that the unsaved work was done to cannot be read now"
    r"|Another window has this work open|Something was done with this work"
)
NOT_MOVED = r"The unsaved work lies where it was, and can be opened; it could not be moved aside"
NOT_SAVED = r"Nothing was written|as it was before|could not be written"


def _paths(home, pid, path):
    return list(dict.fromkeys([home.work, path, *temp_files(home.work, pid), *state_paths(home, pid, path)]))


def _said(lines):
    return "\n".join(line for line in lines if line.startswith("notice ")).replace("\\n", "\n")


def _brought_back(binary, data, look, before, line, without):
    """Brings work back while calls fail: it is open and in a journal, or it is said why not, and it lies where it was. Once nothing fails it can
    be brought back, and what is done then is kept."""
    with Home() as home, Work(binary, home, data, with_notes(binary, data, ["one", kill_work.BEING_TYPED])) as work:
        before(work)
        program = work.program
        digest = work.aside or (work.digests["one"] if without else work.order[0])
        if without:
            work.aside_else = work.order[0]
        work.order.append(digest)
        log = home.root / "calls"
        with Tracer(program.child.pid, look, _paths(home, program.child.pid, work.path), log):
            begun = len(program.heard)
            program.send(line)
            is_back = _is_back(work.settle())
            if is_back:
                found = program.hash()
                program.ask("next", "did ")
                work.order.append(work.edit("two, while it fails"))
                work.settle()
            heard = program.heard[begun:]
        wrong = []
        said = _said(heard)
        if is_back and found != digest:
            wrong.append(f"something else was brought back: {heard}")
        if is_back and not re.search(IN_DANGER, said) and not any(word.startswith("committed ") for word in heard):
            wrong.append(f"neither committed nor told: {heard}")
        if not is_back:
            if not re.search(NOT_OPENED, said):
                wrong.append(f"that it was not brought back is told as: {said!r}")
            program.send(line)
            heard = work.settle()
            if "nothing to recover" in heard:
                # It could not be read when it was looked for again; a window looks once more where somebody asks for the list.
                work.start_again()
                program = work.program
                program.send(line)
                heard = work.settle()
            if not _is_back(heard) or program.hash() != digest:
                return [*wrong, f"it is not brought back once nothing fails: {heard}"], log.read_text(errors="replace"), True
            program.ask("next", "did ")
        wrong += kept_again(work)
        work.order.append(program.hash())
        work.committed = len(work.order) - 1
        killed(program)
        return wrong + work.wrong(), log.read_text(errors="replace"), bool(said and not is_back) or bool(re.search(IN_DANGER, said))


def _is_back(heard):
    return any(line.startswith("recovered ") for line in heard)


def back_with(binary, data, look):
    return _brought_back(binary, data, look, kill_work.left_typing, "recover", False)


def without_the_last_with(binary, data, look):
    return _brought_back(binary, data, look, kill_work.left, "recover without the last", True)


def from_aside_with(binary, data, look):
    return _brought_back(binary, data, look, kill_work.left_aside, "recover aside", False)


def moved_aside_with(binary, data, look):
    """Moves work aside while calls fail: it lies aside, or it is said why not, and it lies where it was, and can be moved once nothing fails."""
    with Home() as home, Work(binary, home, data, {}) as work:
        kill_work.left(work)
        log = home.root / "calls"
        with Tracer(work.program.child.pid, look, _paths(home, work.program.child.pid, work.path), log):
            work.program.send("discard")
            heard = work.settle()
        is_aside, wrong = "discarded" in heard, []
        if not is_aside:
            if not re.search(NOT_MOVED, _said(heard)):
                wrong.append(f"that it was not moved aside is told as: {_said(heard)!r}")
            work.program.send("discard")
            heard = work.settle()
            if "discarded" not in heard:
                wrong.append(f"it is not moved aside once nothing fails: {heard}")
        work.aside = work.order[0]
        work.order, work.committed = [None], 0
        killed(work.program)
        return wrong + work.wrong(), log.read_text(errors="replace"), not is_aside


def first_saved_with(binary, _, look):
    """Saves a new project for the first time while calls on its file and on the state folder fail: the file is whole or not there, rightly told,
    and once nothing fails it is saved, and what is done then is in its journal."""
    with Home() as home:
        session = Session(binary, home, None)
        with session.program as program:
            program.expect("ready")
            pasted(session)
            program.ask("settle", "idle")
            edited, log = program.hash(), home.root / "calls"
            with Tracer(program.child.pid, look, _paths(home, program.child.pid, session.path), log):
                heard = len(program.heard)
                program.send(f"saveas {session.path}", "settle")
                program.expect("idle")
                lines = program.heard[heard:]
                session.edit("while it fails")
                program.ask("settle", "idle")
            wrong, said = [], _said(lines)
            is_saved = any(line.startswith("saved ") for line in lines)
            filed = sha256(session.path.read_bytes()) if session.path.exists() else None
            if filed != edited and (is_saved or filed is not None or re.search(UNSETTLED, said)):
                wrong.append(f"the file is another one than told: {lines}")
            if not is_saved and (str(session.path) not in said or not re.search(f"{UNSETTLED}|{NOT_SAVED}", said)):
                wrong.append(f"that it was not saved is told as: {said!r}")
            digest = program.hash()
            program.send(f"saveas {session.path}", "settle")
            program.expect("idle")
            if sha256(session.path.read_bytes()) != digest:
                wrong.append(f"the next save is not in its place: {program.heard[-4:]}")
            wrong += kept_again(session)
            killed(program)
            wrong += session.wrong()
            return wrong, log.read_text(errors="replace"), bool(said)


BACK = "it is brought back and kept, or it is said why not, and lies where it was; once nothing fails it is brought back, and work goes on"
# Where, what is done there, what has to hold.
PLACES = [
    ("bringing work back", back_with, BACK),
    ("bringing work back without the last change", without_the_last_with, BACK),
    ("bringing back what was moved aside", from_aside_with, BACK),
    ("moving work aside", moved_aside_with, "it lies aside, or it is said why not, and lies where it was; once nothing fails it is moved"),
    ("a new project’s first save", first_saved_with, "whole or not there, rightly told, all of it is in the journal, the next save succeeds"),
]
