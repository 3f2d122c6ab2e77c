"""Every system call that writes fails in turn: the old file stays, the message is right, work goes on, the next save succeeds."""

import re
from concurrent.futures import ThreadPoolExecutor

import promises
from compaction import COMPACT_FROM, LONG, renames
from kills import AT_ONCE, Session
from program import GaveUp, Home, check, make_project, sha256
from told import panics
from tracer import Tracer, calls_in, key_of, state_paths, temp_files

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
NO_BACKUP = r"The project is saved, but no backup of this save was kept"
IN_DANGER = r"What you do is in this window alone: the journal that keeps it safe could not be written"

# In a quick run those are tried on the journal and the backups that differ in what the program does with them.
QUICK = ["ENOSPC", "EIO", "EACCES", "EINTR"]

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


def _journal_with(binary, data, look, is_begun=True, compact_from=None):
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
            wrong += _kept_again(session)
            if sha256(session.path.read_bytes()) != session.old:
                wrong.append("the file was touched")
            killed(program)
            seen = log.read_text(errors="replace")
            if compact_from is not None and look == ["trace=all"] and not renames(seen):
                wrong.append("the journal was not written anew")
            return wrong + session.wrong(), seen, is_told


def killed(program):
    """Ends it at once; it is gone for good then, and the next start may tell what it has left from what is being written."""
    program.child.kill()
    program.hear_out()
    program.child.wait()


def _kept_again(session):
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


def _started_with(binary, data, look):
    return _journal_with(binary, data, look, is_begun=False)


def _anew_with(binary, data, look):
    return _journal_with(binary, data, look, compact_from=COMPACT_FROM)


def has_version(session, digest):
    """Whether a save with this sum is among the versions in the state folder."""
    return any(digest in path.name for path in (session.home.state / "versions" / key_of(session.path)).glob("*"))


def _announced_with(binary, data, look):
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
            wrong += _kept_again(session)
            killed(program)
            return wrong + session.wrong(), log.read_text(errors="replace"), bool(said)


def _opened_with(binary, data, look):
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
            wrong += _kept_again(session)
            killed(program)
            return wrong + session.wrong(), log.read_text(errors="replace"), not is_open


def _left_with(binary, data, look):
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


OLD_OR_SAVED = "old file intact, work goes on, next save succeeds"
KEPT = "told or committed, work goes on, all of it is in the journal once nothing fails"
# Where, what is done there, the errors of a quick run, what has to hold, and whether one that is not told of at all means that none was met.
PLACES = [("the project’s file", _save_with, ERRORS, OLD_OR_SAVED, True), ("the settings", _settings_with, ERRORS, OLD_OR_SAVED, True)]
if promises.JOURNAL:
    PLACES += [
        ("the journal", _journal_with, ERRORS, KEPT, True),
        ("the start of a journal", _started_with, QUICK, KEPT, True),
        ("a journal written anew", _anew_with, QUICK, KEPT, True),
        ("what a save keeps beside", _announced_with, QUICK, "saved all the same, no backup is told, the next save has one", True),
        ("opening", _opened_with, QUICK, "it opens or says why not, can be saved, all of it is in the journal", False),
        ("leaving without saving", _left_with, QUICK, "it ends in order, old file intact, what was let go of is found again", False),
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
        _each(report, options, data, ("two faults at once", "mending the journal", _journal_with), [
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
