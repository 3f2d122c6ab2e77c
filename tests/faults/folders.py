"""A state folder that is full, protected or somebody else's; a drive that is taken away while a project on it is open."""

import os
import re
import shutil

from compaction import LONG
from journal_errors import has_version
from kills import Session, killed
from places import FILLER, NOBODY, mount, umount
from program import TEXT, GaveUp, Home, make_project, sha256
from said import IN_DANGER, NO_BACKUP
from told import panics

# A save that has failed is tried again after 5 s, a journal after 2.
TRIED_AGAIN_SECS = 20


def _work_without(session, breaks, mend, is_broken):
    """Work while the state folder takes nothing: that is told, saving goes on, and once it takes something again all is in the journal by itself."""
    program, wrong = session.program, []
    session.open()
    session.edit("one")
    program.ask("settle", "idle")
    if not is_broken:
        breaks()
    # More than what is left of a block of the disk.
    session.edit(LONG)
    program.send("rest", "settle")
    program.expect("idle")
    if not re.search(IN_DANGER, program.notices()):
        wrong.append(f"told as: {program.notices()!r}")
    digest, heard = program.hash(), len(program.heard)
    program.send("save", "settle")
    program.expect("idle")
    if not any(line.startswith("saved ") for line in program.heard[heard:]) or sha256(session.path.read_bytes()) != digest:
        wrong.append(f"it cannot be saved meanwhile: {program.heard[heard:]}")
    if not has_version(session, digest) and not re.search(NO_BACKUP, program.notices()):
        wrong.append(f"that no version was kept is told as: {program.notices()!r}")
    last = int(program.ask("note three, while it takes nothing", "did ").split()[1])
    program.hash()
    program.ask("settle", "idle")
    mend()
    try:
        while not any(line.startswith("committed ") and int(line.split()[1]) >= last for line in program.heard):
            program.expect("committed ", secs=TRIED_AGAIN_SECS)
    except GaveUp:
        wrong.append("what was done is not brought into the journal by itself")
    killed(program)
    return wrong + session.wrong()


def state_folder(report, options):
    """A state folder that is full, read-only or somebody else's, from the start or while the program runs"""
    data = make_project(options.program)
    for when in ("from the start", "while it runs"):
        _full(report, options, data, when)
        _read_only(report, options, data, when)
        _somebody_elses(report, options, data, when)
    _too_small(report, options)
    _for_its_owner(report, options, data)


def _for_its_owner(report, options, data):
    """What is kept of projects is for their owner's eyes alone, and nothing is kept beside them."""
    row = report.row("who may read it", "journals, backups, work that was let go of")
    with Home() as home:
        with Session(options.program, home, data) as session:
            program, wrong = session.program, []
            session.open()
            for text in ("one", "two"):
                session.edit(text)
                program.send("save", "settle")
                program.expect("idle")
            session.edit("three, let go of")
            program.ask("settle", "idle")
            program.end()
            kept = [home.state, *home.state.rglob("*")]
            for folder in ("journals", "versions", "set-aside"):
                if not any(path.is_file() for path in (home.state / folder).rglob("*")):
                    wrong.append(f"nothing is in {folder}")
            wrong += [f"{path.name}: {path.stat().st_mode & 0o777:o}" for path in kept if path.stat().st_mode & 0o077]
            beside = sorted(os.listdir(home.work))
            if beside != ["mill.ron"]:
                wrong.append(f"beside the project lie {beside}")
        row.case("after two saves and leaving without one", wrong + panics(program))
    report.end(row, "folders 0700, files 0600, nothing beside the project")


def _state_case(report, options, home, data, row_of, breaks, mend, wrap=()):
    """One row: the program with a state folder that takes nothing; `wrap` runs it as somebody else."""
    is_broken = row_of[1].endswith("from the start")
    row = report.row(*row_of)
    binary = options.program
    if wrap:
        binary = home.root / "factmark"
        shutil.copy(options.program, binary)
        binary.chmod(0o755)
        for folder in (home.state, home.config, home.work):
            os.chown(folder, NOBODY, NOBODY)
    if is_broken:
        breaks()
    with Session(binary, home, data, wrap) as session:
        if wrap:
            os.chown(session.path, NOBODY, NOBODY)
        try:
            wrong = _work_without(session, breaks, mend, is_broken)
        except GaveUp as error:
            wrong = [str(error)]
        row.case("a small project", wrong + panics(session.program))
    report.end(row, "told, saving goes on, nothing is lost, the journal is tried again by itself")


def _full(report, options, data, when):
    row_of = ("state folder full", f"tmpfs of 256 KiB, {when}")
    with Home() as home:
        home.state.mkdir()
        is_mounted, why = mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", home.state)
        if not is_mounted:
            report.skip(*row_of, why)
            return
        filler = home.state / "filler"

        def fill():
            with filler.open("ab", buffering=0) as out:
                try:
                    while out.write(bytes(4096)):
                        pass
                except OSError:
                    pass

        try:
            _state_case(report, options, home, data, row_of, fill, filler.unlink)
        finally:
            umount(home.state)


def _read_only(report, options, data, when):
    row_of = ("state folder read-only", f"bind mount, {when}")
    with Home() as home:
        home.state.mkdir()
        is_mounted, why = mount("--bind", home.state, home.state)
        umount(home.state)
        if not is_mounted:
            report.skip(*row_of, why)
            return

        def protect():
            # Over the folder: one in which something is open for writing, as the lock is, does not become read-only.
            for arguments in (("--bind", home.state, home.state), ("-o", "remount,ro,bind", home.state)):
                done, why = mount(*arguments)
                if not done:
                    raise GaveUp(why)

        try:
            _state_case(report, options, home, data, row_of, protect, lambda: umount(home.state))
        finally:
            umount(home.state)


def _somebody_elses(report, options, data, when):
    row_of = ("state folder of somebody else", f"the program as nobody, {when}")
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        report.skip(*row_of, "only root can run it as somebody else, with setpriv")
        return
    wrap = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    with Home() as home:
        home.state.mkdir()

        def owned_by(user):
            for path in (home.state, *home.state.rglob("*")):
                os.chown(path, user, user)

        home.state.chmod(0o700)
        _state_case(report, options, home, data, row_of, lambda: owned_by(0), lambda: owned_by(NOBODY), wrap)


def _too_small(report, options):
    """Room for one version of the project, and not for two."""
    row_of = ("state folder full", "tmpfs of 256 KiB, by its versions")
    large = make_project(options.program, TEXT + FILLER * (150_000 // len(FILLER)))
    with Home() as home:
        home.state.mkdir()
        is_mounted, why = mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", home.state)
        if not is_mounted:
            report.skip(*row_of, why)
            return
        try:
            row = report.row(*row_of)
            with Session(options.program, home, large) as session:
                program, wrong = session.program, []
                session.open()
                for text in ("one", "two"):
                    session.edit(text)
                    digest = program.hash()
                    program.send("save", "settle")
                    program.expect("idle")
                    if sha256(session.path.read_bytes()) != digest:
                        wrong.append(f"it is not saved: {program.heard[-4:]}")
                if len(re.findall(NO_BACKUP, program.notices())) != 1:
                    wrong.append(f"told otherwise than once: {program.notices()!r}")
                mount("-o", "remount,size=2m", home.state)
                session.edit("three")
                digest = program.hash()
                program.send("save", "settle")
                program.expect("idle")
                if not has_version(session, digest):
                    wrong.append("the next save has no version, though there is room")
                killed(program)
                row.case("a project of 150 KB", wrong + session.wrong())
            report.end(row, "saved all the same, told once, the next save has a version once there is room")
        finally:
            umount(home.state)


def taken_away(report, options):
    """A drive that is taken away while a project on it is open, and put back"""
    data = make_project(options.program)
    with Home() as home:
        is_mounted, why = mount("--bind", home.work, home.work)
        umount(home.work)
    for name, is_mount in (("its folder renamed", False), ("unmounted, and its folder gone", True)):
        row_of = ("drive taken away", name)
        if is_mount and not is_mounted:
            report.skip(*row_of, why)
            continue
        row = report.row(*row_of)
        for saves_elsewhere in (False, True):
            case = "saved elsewhere meanwhile" if saves_elsewhere else "put back"
            try:
                row.case(case, _away(options, data, is_mount, saves_elsewhere))
            except GaveUp as error:
                row.case(case, [str(error)])
        report.end(row, "told, work goes on, can be saved elsewhere, is saved by itself once it is back")


def _away(options, data, is_mount, saves_elsewhere):
    with Home() as home:
        drive, aside, elsewhere = home.root / "drive", home.root / "aside", home.root / "elsewhere.ron"
        home.work = drive
        drive.mkdir()
        if is_mount:
            aside.mkdir()
            mount("--bind", aside, drive)

        def away():
            if is_mount:
                umount(drive)
                drive.rmdir()
            else:
                drive.rename(aside)

        def back():
            if is_mount:
                drive.mkdir()
                mount("--bind", aside, drive)
            else:
                aside.rename(drive)

        try:
            with Session(options.program, home, data) as session:
                program, wrong = session.program, []
                session.open()
                session.edit("one")
                away()
                session.edit("two, while it is away")
                heard = len(program.heard)
                program.send("save", "settle")
                program.expect("idle")
                if any(line.startswith("saved ") for line in program.heard[heard:]):
                    wrong.append("it was saved: where?")
                notices = program.notices()
                if not re.search(r"notice error .*(folder|not there)", notices) or str(session.path) not in notices:
                    wrong.append(f"told as: {notices!r}")
                if sha256((aside / "mill.ron").read_bytes()) != session.old:
                    wrong.append("the old file is not there byte for byte")
                if saves_elsewhere:
                    digest = program.hash()
                    program.send(f"saveas {elsewhere}", "settle")
                    program.expect("idle")
                    if not elsewhere.exists() or sha256(elsewhere.read_bytes()) != digest:
                        wrong.append(f"it cannot be saved elsewhere: {program.heard[-4:]}")
                    back()
                    program.ask("settle", "idle")
                    if sha256(session.path.read_bytes()) != session.old:
                        wrong.append("the file on the drive was touched, though the project was saved elsewhere")
                else:
                    session.edit("three, before it is back")
                    digest = program.hash()
                    back()
                    try:
                        program.expect("saved ", secs=TRIED_AGAIN_SECS)
                    except GaveUp:
                        wrong.append(f"it is not tried again by itself: {program.heard[-4:]}")
                    program.ask("settle", "idle")
                    if sha256(session.path.read_bytes()) != digest:
                        wrong.append("what was done is not in the file once the drive is back")
                if program.end() != 0:
                    wrong.append("it does not end in order")
                return wrong + panics(program)
        finally:
            if is_mount:
                umount(drive)
