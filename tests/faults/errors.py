"""Every system call that writes fails in turn: the old file stays, the message is right, work goes on, the next save succeeds."""

import re
from concurrent.futures import ThreadPoolExecutor

import promises
from kills import AT_ONCE, Session, panics
from program import GaveUp, Home, PATIENCE_SECS, check, make_project, sha256
from tracer import Tracer, calls_in, temp_files

ERRORS = ["ENOSPC", "EIO", "EDQUOT", "EFBIG", "EACCES", "EROFS", "EPERM", "EINTR"]
# EINTR is tried once only: who is interrupted for ever may wait for ever.
FOR_EVER = [error for error in ERRORS if error != "EINTR"]

# Whoever is interrupted tries again, and there may be nothing to tell.
MENDED = ["EINTR"]

# What is said of a save that failed with an error. The file is as it was in each of these.
FULL = r"The disk is full\. The file is as it was before"
FORBIDDEN = r"(You are not allowed to write in this folder|The file is protected against writing)\. Nothing was written"
FAILED = r"The file could not be written: .*\. It is as it was before"
SAID = {
    "ENOSPC": FULL, "EDQUOT": FULL,
    "EACCES": FORBIDDEN, "EPERM": FORBIDDEN, "EROFS": FORBIDDEN,
    "EIO": FAILED, "EFBIG": FAILED, "EINTR": FAILED,
}
# The file is whole and the new one, but nobody knows whether the disk has it: not saved, and said so.
UNSETTLED = r"The file was written, but the disk did not confirm it"
SETTINGS = r"The settings could not be kept for the next time"
IN_DANGER = r"What you do is in this window alone: the journal that keeps it safe could not be written"

# Calls that change something on disk, or lead to it. Reading is not among them.
WRITING = {
    "openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate", "truncate", "fallocate", "fchmod", "chmod",
    "fchmodat", "fchown", "chown", "fchownat", "fsync", "fdatasync", "sync_file_range", "rename", "renameat", "renameat2", "link", "linkat",
    "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "flock", "symlink", "fsetxattr", "setxattr", "copy_file_range", "sendfile",
}


def _project_paths(home, pid):
    return [home.work, home.work / "mill.ron", *temp_files(home.work, pid)]


def _settings_paths(home, pid):
    return [home.config, home.config / "settings.ron", *temp_files(home.config, pid)]


def _state_paths(home, pid):
    return [home.state, *home.state.rglob("*"), *temp_files(home.state, pid)]


def _save_with(binary, data, look):
    """Saves an edit while calls on the project's file and folder fail; what does not hold, in words, what strace saw, whether it was not saved."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            session.open()
            session.edit("one")
            edited = program.hash()
            log = home.root / "calls"
            with Tracer(program.child.pid, look, _project_paths(home, program.child.pid), log):
                heard = len(program.heard)
                program.send("save", "settle")
                program.expect("idle")
                lines = program.heard[heard:]
                # The program goes on while the fault is there.
                session.edit("two, while it fails")
            wrong = _judged(session, lines, edited, look)
            # Its cause is gone: the next save must succeed.
            heard = len(program.heard)
            digest = program.hash()
            program.send("save", "settle")
            program.expect("idle")
            if not any(line.startswith("saved ") for line in program.heard[heard:]) or sha256(session.path.read_bytes()) != digest:
                wrong.append(f"the next save fails: {program.heard[heard:]}")
            program.ask("notices", "notices ")
            if any(line.startswith("shown error") for line in program.heard[heard:]):
                wrong.append("the old message still stands after the next save")
            if program.end() != 0:
                wrong.append("it does not end in order")
            wrong += panics(program)
            if check(binary, home, session.path)[0] not in (0, 1):
                wrong.append("the saved file does not open")
            left = [name for name in home.leftovers() if name.startswith("work/")]
            is_removable = not any("unlink" in one for one in look)
            if left and is_removable:
                wrong.append(f"left over: {left}")
            return wrong, log.read_text(errors="replace"), not any(line.startswith("saved ") for line in lines)


def _judged(session, lines, edited, look):
    wrong = []
    digest = sha256(session.path.read_bytes()) if session.path.exists() else None
    said = "\n".join(line for line in lines if line.startswith("notice ")).replace("\\n", "\n")
    is_saved = any(line.startswith("saved ") for line in lines)
    if is_saved:
        if digest != edited:
            wrong.append("a false “saved”: the file is another one")
        if said:
            wrong.append(f"saved, and yet said: {said}")
        return wrong
    error = next((error for error in ERRORS if any(f"error={error}" in one for one in look)), None)
    if error is None:
        return [f"not saved without a fault: {lines}"]
    if re.search(UNSETTLED, said):
        if digest != edited:
            wrong.append("said to be written, and is not")
    else:
        if digest != session.old:
            wrong.append("not saved, and yet the old file is not there byte for byte")
        if not re.search(SAID[error], said):
            wrong.append(f"{error} is told as: {said!r}")
    if str(session.path) not in said:
        wrong.append(f"the path is not told: {said!r}")
    return wrong


def _settings_with(binary, data, look):
    """Opens a project while calls on the settings fail: that is told, and neither the project nor work suffers."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            program.expect("ready")
            log = home.root / "calls"
            with Tracer(program.child.pid, look, _settings_paths(home, program.child.pid), log):
                session.open()
                said = program.notices()
                session.edit("while it fails")
                digest = program.hash()
                program.send("save", "settle")
                program.expect("idle")
            wrong = []
            settings = home.config / "settings.ron"
            is_written = settings.exists() and str(session.path) in settings.read_text()
            if not is_written and not re.search(SETTINGS, said):
                wrong.append(f"settings that were not kept are told as: {said!r}")
            if sha256(session.path.read_bytes()) != digest:
                wrong.append("the project was not saved")
            if program.end() != 0:
                wrong.append("it does not end in order")
            wrong += panics(program)
            return wrong, log.read_text(errors="replace"), bool(re.search(SETTINGS, said))


def _journal_with(binary, data, look):
    """Edits while calls on the journal fail: that is told, work goes on, and once the cause is gone all of it is in the journal."""
    with Home() as home:
        session = Session(binary, home, data)
        with session.program as program:
            session.open()
            session.edit("zero")
            program.ask("settle", "idle")
            log = home.root / "calls"
            with Tracer(program.child.pid, look, _state_paths(home, program.child.pid), log):
                heard = len(program.heard)
                session.edit("one, while it fails")
                program.send("rest", "settle")
                program.expect("idle")
                said = program.notices()
                lines = program.heard[heard:]
                session.edit("two, while it fails")
                program.ask("settle", "idle")
            wrong = []
            is_committed = any(line.startswith("committed ") for line in lines)
            is_told = bool(re.search(IN_DANGER, said))
            if not is_committed and not is_told:
                wrong.append(f"neither committed nor told: {lines}")
            # It is tried again by itself, or with the next edit.
            last = int(program.ask("note three", "did ").split()[1])
            program.hash()

            def is_kept():
                told = (line.split() for line in program.heard)
                return any(words[0] == "committed" and int(words[1]) >= last for words in told if len(words) == 2)

            try:
                while not is_kept():
                    program.expect("committed ", secs=10)
            except GaveUp:
                wrong.append("what was done is not in the journal, though nothing fails any more")
            if sha256(session.path.read_bytes()) != session.old:
                wrong.append("the file was touched")
            program.child.kill()
            program.hear_out()
            wrong += session.wrong()
            return wrong, log.read_text(errors="replace"), is_told


PLACES = [("the project’s file", _save_with), ("the settings", _settings_with)]
if promises.JOURNAL:
    PLACES.append(("the journal", _journal_with))


def every_call_fails(report, options):
    """Every system call that writes fails, once and for ever"""
    data = make_project(options.program)
    for place, one in PLACES:
        row = report.row("no call fails", place)
        wrong, seen, _ = one(options.program, data, ["trace=all"])
        calls = {name: count for name, count in calls_in(seen).items() if name in WRITING}
        row.case(", ".join(sorted(calls)), wrong if calls else ["no writing was seen"])
        report.end(row, ", ".join(f"{name} {count}" for name, count in sorted(calls.items())))

        def case(fault, one=one):
            name, error, when = fault
            try:
                wrong, seen, is_told = one(options.program, data, [f"inject={name}:error={error}:when={when}"])
                return wrong, "(INJECTED)" in seen, is_told
            except GaveUp as error:
                return [str(error)], True, False

        for error in ERRORS:
            told = 0
            row = report.row(f"{error}", place)
            # A retry makes more calls than were seen: one more of each is tried.
            whens = [(name, error, str(number)) for name, count in sorted(calls.items()) for number in range(1, count + 2)]
            if error in FOR_EVER:
                whens += [(name, error, f"{number}+") for name, count in sorted(calls.items()) for number in range(1, count + 1)]
            with ThreadPoolExecutor(AT_ONCE) as pool:
                for fault, (wrong, is_met, is_told) in zip(whens, pool.map(case, whens)):
                    told += is_told
                    if is_met or wrong:
                        row.case(" ".join(fault), wrong)
            if error not in MENDED and not told:
                row.case("any of them", ["no fault was told of: they were not met"])
            report.end(row, f"old file intact, work goes on, next save succeeds; {told} told, rightly, the others mended")
    row = report.row("two faults at once", "the project’s file")
    pairs = [(name, error, other) for name in ("write", "fchmod", "fsync", "rename") for error in ("ENOSPC", "EIO") for other in ("unlink", "fchown")]
    for name, error, other in pairs:
        try:
            wrong = _save_with(options.program, data, [f"inject={name}:error={error}:when=1+", f"inject={other}:error={error}:when=1+"])[0]
        except GaveUp as gave_up:
            wrong = [str(gave_up)]
        row.case(f"{name} and {other}, {error}", wrong)
    report.end(row, "old file intact, message right, work goes on, next save succeeds")
