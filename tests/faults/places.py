"""A disk that is nearly full, a folder that is protected, a program that runs as nobody, names and links of every kind."""

import os
import re
import shutil
import stat
import subprocess

from kills import Session
from program import TEXT, Home, check, make_project, sha256
from said import FORBIDDEN, FULL
from told import panics

NOBODY = 65534
FILLER = "The mill stood by the river. "


def mount(*arguments):
    """Whether it could be mounted, else why not."""
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, text=True, timeout=60)
    return done.returncode == 0, done.stderr.strip()


def umount(path):
    subprocess.run(["umount", "-l", str(path)], capture_output=True, timeout=60)


def _fails_then_succeeds(session, said, mend):
    """An edit that cannot be saved, another one meanwhile, and the save that succeeds once `mend` has taken the cause away."""
    program, wrong = session.program, []
    session.open()
    session.edit("one")
    heard = len(program.heard)
    program.send("save", "settle")
    program.expect("idle")
    notices = program.notices()
    if any(line.startswith("saved ") for line in program.heard[heard:]):
        wrong.append("it was saved: the fault was not met")
    if not re.search(said, notices) or str(session.path) not in notices:
        wrong.append(f"told as: {notices!r}")
    if sha256(session.path.read_bytes()) != session.old:
        wrong.append("the old file is not there byte for byte")
    session.edit("two")
    mend()
    digest = program.hash()
    program.send("save", "settle")
    program.expect("idle")
    if sha256(session.path.read_bytes()) != digest:
        wrong.append(f"the next save fails: {program.heard[-3:]}")
    if program.end() != 0:
        wrong.append("it does not end in order")
    if check(session.binary, session.home, session.path)[0] not in (0, 1):
        wrong.append("the saved file does not open")
    if any(name.startswith(".factmark-") for name in os.listdir(session.path.parent)):
        wrong.append("something is left over")
    return wrong + panics(program)


def small_protected_and_foreign(report, options):
    """A tmpfs of 256 KiB, a read-only bind mount, the program as nobody, a file of somebody else's"""
    small = make_project(options.program)
    # Twice it has no room.
    large = make_project(options.program, TEXT + FILLER * (150_000 // len(FILLER)))
    full_disk(report, options, large)
    read_only(report, options, small)
    nobody(report, options, small)
    owner(report, options, small)


def full_disk(report, options, data):
    row_of = ("disk full", "tmpfs of 256 KiB")
    with Home() as home:
        is_mounted, why = mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", home.work)
        if not is_mounted:
            report.skip(*row_of, why)
            return
        try:
            row = report.row(*row_of)
            with Session(options.program, home, data) as session:
                wrong = _fails_then_succeeds(session, FULL, lambda: mount("-o", "remount,size=2m", home.work))
            row.case("a project of 150 KB", wrong)
            report.end(row, "old file intact, told as a full disk, next save succeeds once there is room")
        finally:
            umount(home.work)


def read_only(report, options, data):
    row_of = ("read-only mount", "bind mount")
    with Home() as home:
        is_mounted, why = mount("--bind", home.work, home.work)
        if not is_mounted:
            report.skip(*row_of, why)
            return
        try:
            row = report.row(*row_of)
            with Session(options.program, home, data) as session:
                is_mounted, why = mount("-o", "remount,ro,bind", home.work)
                wrong = _fails_then_succeeds(session, FORBIDDEN, lambda: mount("-o", "remount,rw,bind", home.work))
            row.case("a small project", wrong if is_mounted else [why])
            report.end(row, "old file intact, told as protected, next save succeeds once it is not")
        finally:
            umount(home.work)


def nobody(report, options, data):
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        report.skip("no permission", "the program as nobody", "only root can run it as somebody else, with setpriv")
        return
    wrap = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    # What is protected, by mode of the folder and of the file; whether the file is somebody else's.
    cases = [
        ("somebody else’s file in somebody else’s folder", 0o755, 0o644),
        ("a file for all in somebody else’s folder", 0o755, 0o666),
        ("somebody else’s file in a folder for all", 0o777, 0o644),
    ]
    row = report.row("no permission", "the program as nobody")
    for name, folder_mode, file_mode in cases:
        with Home() as home:
            binary = home.root / "factmark"
            shutil.copy(options.program, binary)
            binary.chmod(0o755)
            for folder in (home.state, home.config):
                folder.mkdir(exist_ok=True)
                os.chown(folder, NOBODY, NOBODY)
            with Session(binary, home, data, wrap) as session:
                session.path.chmod(file_mode)
                home.work.chmod(folder_mode)

                def mend(session=session, home=home):
                    home.work.chmod(0o777)
                    session.path.chmod(0o666)

                row.case(name, _fails_then_succeeds(session, FORBIDDEN, mend))
    report.end(row, "old file intact, told as not allowed, next save succeeds once it is")


def owner(report, options, data):
    if os.geteuid() != 0:
        report.skip("owner and mode", "a file of somebody else’s", "only root can give files away")
        return
    row = report.row("owner and mode", "a file of somebody else’s")
    # Owner, group and mode; by a link as well.
    cases = [(NOBODY, NOBODY, 0o640, False), (NOBODY, 0, 0o664, False), (0, NOBODY, 0o600, False), (NOBODY, NOBODY, 0o640, True)]
    for user, group, mode, is_linked in cases:
        with Home() as home, Session(options.program, home, data) as session:
            file = session.path
            if is_linked:
                file = file.rename(home.work / "end.ron")
                session.path.symlink_to(file.name)
            os.chown(file, user, group)
            file.chmod(mode)
            wrong = []
            session.open()
            # The first save puts a new file there, and the second one replaces that.
            for text in ("one", "two"):
                session.edit(text)
                digest = session.program.hash()
                session.program.send("save", "settle")
                session.program.expect("idle")
                if sha256(file.read_bytes()) != digest:
                    wrong.append(f"it is not saved: {session.program.heard[-3:]}")
                now = file.lstat()
                if (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) != (user, group, mode):
                    wrong.append(f"after {text} it is of {now.st_uid}:{now.st_gid} with mode {stat.S_IMODE(now.st_mode):o}")
                if session.path.is_symlink() != is_linked:
                    wrong.append("the link is gone")
            if session.program.end() != 0:
                wrong.append("it does not end in order")
            row.case(f"{user}:{group} {mode:o}{', by a link' if is_linked else ''}", wrong + panics(session.program))
    report.end(row, "saved twice, and owner, group and mode are what they were")
