"""Every system call that writes fails in turn: the old file stays, the message is right, work goes on, the next save succeeds."""

import re
from concurrent.futures import ThreadPoolExecutor

import journal_errors
import promises
import work_errors
from kills import AT_ONCE, Session
from program import GaveUp, Home, check, make_project, sha256
from said import SAID, SETTINGS, UNSETTLED
from told import panics
from tracer import Tracer, calls_in, temp_files

ERRORS = ["ENOSPC", "EIO", "EDQUOT", "EFBIG", "EACCES", "EROFS", "EPERM", "EINTR"]
# EINTR is tried once only: who is interrupted for ever may wait for ever.
FOR_EVER = [error for error in ERRORS if error != "EINTR"]

# Whoever is interrupted tries again, and there may be nothing to tell.
MENDED = ["EINTR"]

# In a quick run those are tried on the journal and the backups that differ in what the program does with them.
QUICK = ["ENOSPC", "EIO", "EACCES", "EINTR"]

# And those of what is done with work that no file has.
QUICK_OF_WORK = ["ENOSPC"]

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


OLD_OR_SAVED = "old file intact, work goes on, next save succeeds"
KEPT = "told or committed, work goes on, all of it is in the journal once nothing fails"
# Where, what is done there, the errors of a quick run, what has to hold, and whether one that is not told of at all means that none was met.
PLACES = [("the project’s file", _save_with, ERRORS, OLD_OR_SAVED, True), ("the settings", _settings_with, ERRORS, OLD_OR_SAVED, True)]
if promises.JOURNAL:
    PLACES += [
        ("the journal", journal_errors.journal_with, ERRORS, KEPT, True),
        ("the start of a journal", journal_errors.started_with, QUICK, KEPT, True),
        ("a journal written anew", journal_errors.anew_with, QUICK, KEPT, True),
        ("what a save keeps beside", journal_errors.announced_with, QUICK, "saved all the same, no backup is told, the next save has one", True),
        ("opening", journal_errors.opened_with, QUICK, "it opens or says why not, can be saved, all of it is in the journal", False),
        ("leaving without saving", journal_errors.left_with, QUICK, "it ends in order, old file intact, what was let go of is found again", False),
        *((place, one, QUICK_OF_WORK, held, True) for place, one, held in work_errors.PLACES),
    ]


def every_call_fails(report, options):
    """Every system call that writes fails, once and for ever"""
    data = make_project(options.program)
    for place, one, quick, held, is_told_of in PLACES:
        row = report.row("no call fails", place)
        wrong, seen, _ = one(options.program, data, ["trace=all"])
        calls = {name: count for name, count in calls_in(seen).items() if name in WRITING}
        row.case(", ".join(sorted(calls)), wrong if calls else ["no writing was seen"])
        report.end(row, ", ".join(f"{name} {count}" for name, count in sorted(calls.items())))
        for error in ERRORS if options.is_full else quick:
            # A retry makes more calls than were seen: one more of each is tried.
            whens = [(name, error, str(number)) for name, count in sorted(calls.items()) for number in range(1, count + 2)]
            if error in FOR_EVER:
                whens += [(name, error, f"{number}+") for name, count in sorted(calls.items()) for number in range(1, count + 1)]
            cases = [(" ".join(when), [f"inject={when[0]}:error={error}:when={when[2]}"]) for when in whens]
            _each(report, options, data, (error, place, one), cases, held, is_told_of and error not in MENDED)
    pairs = [(name, error, other) for name in ("write", "fchmod", "fsync", "rename") for error in ("ENOSPC", "EIO") for other in ("unlink", "fchown")]
    _each(report, options, data, ("two faults at once", "the project’s file", _save_with), [
        (f"{name} and {other}, {error}", [f"inject={name}:error={error}:when=1+", f"inject={other}:error={error}:when=1+"]) for name, error, other in pairs
    ], OLD_OR_SAVED, True)
    # A sync that fails is mended by the thread that asked for it, with calls that are made nowhere else.
    mending = [("openat", number) for number in range(2, 6)] + [("write", 1), ("write", 2), ("fchmod", 1), ("fchown", 1), ("rename", 1), ("unlink", 1)]
    if promises.JOURNAL:
        _each(report, options, data, ("two faults at once", "mending the journal", journal_errors.journal_with), [
            (f"fsync and {name} {number}{ever}, {error}", ["inject=fsync:error=EIO:when=1", f"inject={name}:error={error}:when={number}{ever}"])
            for name, number in mending for ever in ("", "+") for error in (QUICK[:2] if not options.is_full else FOR_EVER)
        ], KEPT, True)


def _each(report, options, data, row_of, cases, held, must_be_told):
    """A row of cases, each with what strace is to put in its way; one whose fault was not met is none."""
    fault, place, one = row_of
    row, told = report.row(fault, place), 0

    def case(named):
        try:
            wrong, seen, is_told = one(options.program, data, named[1])
            return wrong, "(INJECTED)" in seen, is_told
        except GaveUp as gave_up:
            return [str(gave_up)], True, False

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (name, _), (wrong, is_met, is_told) in zip(cases, pool.map(case, cases)):
            told += is_told
            if is_met or wrong:
                row.case(name, wrong)
    if must_be_told and not told:
        row.case("any of them", ["no fault was told of: they were not met"])
    report.end(row, f"{held}; {told} told, rightly, the others mended or without effect")
