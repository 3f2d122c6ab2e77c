"""The sessions: what a person does, and what must have come of it. Each gets a fresh desktop and an empty home."""

import json
import time
from pathlib import Path

import ron
from book import a_book
from starting import starting
from driver import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent

# Tokens of the light look (src/ui/theme/palette.rs).
PAPER = (0xFC, 0xF9, 0xF3)
ASSERTION_FOCUSED = (0xAE, 0xC8, 0xEE)

# One line each, so that a line on the screen is a paragraph here.
HEADLINE = "Fire destroys mill at Aldwick"
ASSERTED = "The old mill burned down on Tuesday."
CLAIMED = "“We lost everything,” said Ada Brook."
CHECKED = "Rain fell at noon."
ARTICLE = "\n\n".join([HEADLINE, ASSERTED, CLAIMED, CHECKED]) + "\n"
URL = "https://aldwick.example/fire-brigade/report-12"
# What a busy machine may add to a time.
SLACK_SECS = 1


def is_ink(colour):
    # Dark and nearly grey: lines under marks are coloured.
    return sum(colour) < 330 and max(colour) - min(colour) < 45


def paper(desktop):
    """The part of the window where the article stands: (left, top, right, bottom)."""
    left, top, right, bottom = desktop.inside()
    picture = desktop.grab()
    x = left + (right - left) // 4
    rows = [y for y in range(top, bottom) if picture.at(x, y) == PAPER]
    assert rows, "no paper in the window"
    # In some of these rows something may stand over the paper.
    tried = [rows[len(rows) * part // 8] for part in range(1, 8)]
    columns = max(([x for x in range(left, right) if picture.at(x, y) == PAPER] for y in tried), key=len)
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def line_of(desktop, number):
    """The words of the article's line with this number, each (left, right), and the line's middle."""
    left, top, right, bottom = paper(desktop)
    picture = desktop.grab()
    lines = [line for line in picture.lines((left, top, right, bottom), is_ink, gap=6) if line[1] - line[0] >= 6]
    assert len(lines) > number, f"{len(lines)} lines on the paper, number {number} asked for"
    upper, lower = lines[number]
    return picture.words((left, upper, right, lower), is_ink, gap=4), (upper + lower) // 2


def select(desktop, number, first=0, last=-1):
    """Drags over words of a line."""
    words, y = line_of(desktop, number)
    desktop.drag((words[first][0] + 1, y), (words[last][1] - 1, y))
    desktop.settle()


def saved(path):
    """The project in a file, read without the program."""
    return ron.read(Path(path).read_text())


def words_of(statement):
    return [part["words"] for part in statement["parts"]]


def kind_of(statement):
    tag = statement["tag"]
    return tag if isinstance(tag, str) else tag["_"]


def first_start(desktop, report):
    """The first start shows the sample, and leaving it untouched asks nothing."""
    desktop.start()
    desktop.screenshot("first-start")
    report.check("the title names the program", "factmark" in desktop.title().lower(), desktop.title())
    report.check("the article stands on paper", paper(desktop))
    before = cpu_ticks(desktop)
    time.sleep(3)
    report.check("an idle window costs no processor time", cpu_ticks(desktop) - before <= 2, f"{cpu_ticks(desktop) - before} ticks in 3 s")
    report.same("leaving asks nothing", desktop.close(), 0)


def cpu_ticks(desktop):
    fields = Path(f"/proc/{desktop.running.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def mark_and_save(desktop, report):
    """Drag, tag by key, link a pasted link, save through the dialog, undo, redo, reopen."""
    work = desktop.home / "work"
    article, project = work / "aldwick.txt", work / "aldwick.ron"
    article.write_text(ARTICLE)
    desktop.start(article)
    desktop.screenshot("article")

    select(desktop, 1)
    desktop.screenshot("selection")
    desktop.key("2")
    desktop.settle()
    desktop.move(4, 4)
    report.check("the tagged words have the assertion's tint", desktop.grab().has(ASSERTION_FOCUSED, least=200))
    select(desktop, 2, 0, 2)
    desktop.key("1")
    # The bar with the tags stands over the next line until the frame with the tag is painted.
    desktop.settle()
    select(desktop, 3)
    desktop.key("3")
    desktop.settle()
    desktop.screenshot("three-tags")

    desktop.put_on_clipboard(URL)
    desktop.key("l")
    desktop.settle()
    desktop.screenshot("linking")
    desktop.key("ctrl+v")
    desktop.settle()
    desktop.key("Return")
    desktop.settle()
    desktop.screenshot("linked")

    desktop.key("ctrl+s")
    wait_until(desktop.dialogs_asked, "the save dialog")
    desktop.settle()
    report.check("a dialog that was cancelled saves nothing", not list(work.glob("*.ron")) and desktop.is_running())
    desktop.answer_dialog(project)
    desktop.key("ctrl+s")
    wait_until(project.exists, "the saved project")
    desktop.settle()
    desktop.screenshot("saved")
    report.check("the title names the project", "aldwick" in desktop.title().lower(), desktop.title())

    first = saved(project)
    report.same("the article is kept to the letter", "\n".join(first["articles"][0]["text"]), ARTICLE)
    found = [(kind_of(statement), words_of(statement)) for statement in first["statements"]]
    expected = [("Assertion", [ASSERTED]), ("Claim", ["“We lost everything,”"]), ("ConfirmedFact", [CHECKED])]
    bare = [(kind, [words.strip("“”,.") for words in parts]) for kind, parts in found]
    report.same("tags and words are in the file", bare, [(kind, [w.strip("“”,.") for w in parts]) for kind, parts in expected])
    report.same("the pasted link is a source", [source.get("url") for source in first["sources"]], [URL])
    links = [statement.get("evidence", []) for statement in first["statements"]]
    report.same("it is linked to the focused statement alone", [len(link) for link in links], [0, 0, 1])

    bytes_at_first = project.read_bytes()
    desktop.key("ctrl+z", "ctrl+s")
    wait_until(lambda: project.read_bytes() != bytes_at_first, "the project saved after undo")
    report.check("undo takes the link back", not any(statement.get("evidence") for statement in saved(project)["statements"]))
    desktop.key("ctrl+shift+z", "ctrl+s")
    wait_until(lambda: project.read_bytes() == bytes_at_first, "the project saved after redo, byte for byte")
    report.check("redo brings it back, byte for byte", True)
    report.same("leaving a saved project asks nothing", desktop.close(), 0)

    desktop.start(project)
    desktop.screenshot("reopened")
    report.check("the reopened window names the project", "aldwick" in desktop.title().lower(), desktop.title())
    select(desktop, 0)
    desktop.key("1")
    desktop.settle()
    desktop.ask_to_close()
    time.sleep(0.5)
    desktop.settle()
    desktop.screenshot("leaving")
    report.check("leaving unsaved work asks", desktop.is_running())
    desktop.key("Escape")
    desktop.key("ctrl+s")
    wait_until(lambda: len(saved(project)["statements"]) == 4, "the fourth statement in the file")
    report.same("it stands first, in reading order", words_of(saved(project)["statements"][0]), [HEADLINE])
    report.same("leaving asks nothing once it is saved", desktop.close(), 0)
    report.check("no temporary file is left", sorted(p.name for p in work.iterdir()) == ["aldwick.ron", "aldwick.txt"], str(list(work.iterdir())))

    code, out, err = desktop.check("check", project, "--json")
    counts = json.loads(out or "{}")
    report.check("the command line reads it", code in (0, 1) and counts, f"{code} {out} {err}")


def sample_project(desktop, report):
    """The sample in a narrow window and a wide one."""
    desktop.start(ROOT / "assets/sample.ron")
    desktop.screenshot("sample")
    desktop.resize(700, 800)
    desktop.screenshot("sample-narrow")
    report.check("the article keeps its place in a window of 700 points", paper(desktop)[2] - paper(desktop)[0] > 200, str(paper(desktop)))
    report.same("leaving asks nothing", desktop.close(), 0)


def without_dialogs(desktop, report):
    """No dialog service answers: the path is typed, and what is being typed elsewhere is saved with the rest."""
    (desktop.home / "bin/zenity").unlink()
    work = desktop.home / "work"
    article, project = work / "aldwick.txt", work / "typed.ron"
    article.write_text(ARTICLE)
    desktop.start(article)
    select(desktop, 1)
    desktop.key("1")
    desktop.settle()
    desktop.key("l")
    desktop.settle()
    desktop.type("call to the brigade")
    desktop.key("Return")
    desktop.settle()
    # The passage has the keyboard now: what is typed there is not lost by saving at once.
    desktop.type("It burned from 2 to 3")
    desktop.key("ctrl+s")
    desktop.settle()
    desktop.screenshot("typed-path")
    desktop.type(str(work / "typed"))
    desktop.key("Return")
    wait_until(project.exists, "the project at the typed path, with its ending")
    evidence = saved(project)["statements"][0]["evidence"]
    report.same("the passage was saved while it was being typed", [link.get("passage") for link in evidence], ["It burned from 2 to 3"])
    report.same("digits in a field tag nothing", kind_of(saved(project)["statements"][0]), "Claim")
    report.same("a title makes a source", [source["title"] for source in saved(project)["sources"]], ["call to the brigade"])
    report.same("leaving asks nothing once it is saved", desktop.close(), 0)
    desktop.start()
    report.check("the next start opens the last project", "typed" in desktop.title(), desktop.title())
    report.same("and leaves without a question", desktop.close(), 0)


def by_night(desktop, report):
    """The sample in the dark look, with every tab, hint and question."""
    settings = desktop.home / "config/factmark"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "settings.ron").write_text("(appearance: Dark)")
    desktop.start(ROOT / "assets/sample.ron")
    report.check("the paper is dark", desktop.grab().at(40, 300)[0] < 60)
    desktop.key("j", "j", "j", "j")
    desktop.settle()
    desktop.screenshot("night-card")
    desktop.key("alt+2")
    desktop.settle()
    desktop.screenshot("night-sources")
    desktop.key("alt+3")
    desktop.settle()
    desktop.screenshot("night-article")
    desktop.key("F1")
    desktop.settle()
    desktop.screenshot("night-keys")
    desktop.key("Escape")
    desktop.resize(1920, 1080)
    desktop.screenshot("night-wide")
    report.same("leaving asks nothing", desktop.close(), 0)


def copies_and_reading(desktop, report):
    """A project with a copy of a source, read with nothing around it and saved elsewhere with its copy."""
    work = desktop.home / "work"
    project, elsewhere = work / "ferry.ron", work / "further" / "ferry-2.ron"
    elsewhere.parent.mkdir()
    project.write_bytes((ROOT / "tests/data/format-3/small.ron").read_bytes())
    copies = work / "ferry.files"
    copies.mkdir()
    name = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.txt"
    (copies / name).write_text("test")
    desktop.start(project)
    left, top, right, bottom = desktop.inside()
    report.check("the panel stands beside the article", desktop.grab().at(right - 60, bottom - 60) != PAPER)
    desktop.key("F9")
    desktop.settle()
    desktop.screenshot("reading-view")
    report.check("in the reading view there is nothing but paper", desktop.grab().at(right - 60, bottom - 60) == PAPER)
    desktop.key("3", "Delete")
    desktop.settle()
    desktop.key("Escape")
    desktop.settle()
    report.check("Escape brings the panel back", desktop.grab().at(right - 60, bottom - 60) != PAPER)
    desktop.answer_dialog(elsewhere)
    desktop.key("ctrl+shift+s")
    wait_until(elsewhere.exists, "the project saved elsewhere")
    # It is of the format of then, and saved in the newest.
    expected = project.read_bytes().replace(b"format: 3", b"format: 4", 1)
    report.check("nothing was changed in it", elsewhere.read_bytes() == expected)
    copy = elsewhere.with_suffix(".files") / name
    report.check("its copy went along", copy.exists() and copy.read_text() == "test")
    desktop.settle()
    report.same("leaving asks nothing", desktop.close(), 0)
    report.same("the first copy is as it was", (copies / name).read_text(), "test")


def nothing_is_lost(desktop, report):
    """Killed in the middle of work, ended by the system, visited by another program: all of it is there."""
    work = desktop.home / "work"
    article, project = work / "aldwick.txt", work / "aldwick.ron"
    article.write_text(ARTICLE)
    desktop.start(article)
    select(desktop, 1)
    desktop.key("2")
    desktop.settle()
    desktop.answer_dialog(project)
    desktop.key("ctrl+s")
    wait_until(project.exists, "the saved project")
    desktop.settle()
    select(desktop, 3)
    desktop.key("1")
    desktop.settle()
    desktop.screenshot("kept-safe")
    bytes_at_first = project.read_bytes()
    desktop.kill()

    desktop.start(project)
    desktop.screenshot("unsaved-work")
    report.same("after a kill the file is as it was saved", project.read_bytes(), bytes_at_first)
    open_recovered(desktop)
    desktop.screenshot("brought-back")
    desktop.key("ctrl+s")
    wait_until(lambda: project.read_bytes() != bytes_at_first, "the work that was brought back, saved")
    report.same("what was not saved is brought back", [kind_of(s) for s in saved(project)["statements"]], ["Assertion", "Claim"])
    desktop.key("ctrl+z", "ctrl+s")
    wait_until(lambda: len(saved(project)["statements"]) == 1, "undo after the kill")
    report.check("undo takes back what was done before it", True)

    desktop.settle()
    secs = noticed(desktop, lambda: project.write_text(project.read_text().replace('title: "Fire destroys', 'title: "Great fire destroys')))
    report.check("what another program writes is noticed within 2 s", secs < 2 + SLACK_SECS, f"{secs:.1f} s")
    desktop.settle()
    desktop.screenshot("taken-in")
    select(desktop, 3)
    desktop.key("1")
    desktop.settle()
    report.same("the system's wish ends it in order", desktop.end(), 0)
    report.same("nothing was saved unasked", len(saved(project)["statements"]), 1)

    desktop.start(project)
    desktop.screenshot("unsaved-work-of-a-visited-file")
    # What was written without sums is told first; Escape takes that away.
    desktop.key("Escape")
    desktop.settle()
    open_recovered(desktop)
    desktop.key("ctrl+s")
    wait_until(lambda: len(saved(project)["statements"]) == 2, "what was done before the end, saved")
    report.check("what another program wrote is in it", saved(project)["articles"][0]["title"].startswith("Great fire"))
    desktop.settle()
    report.same("leaving asks nothing", desktop.close(), 0)
    desktop.start(project)
    desktop.key("ctrl+z", "ctrl+s")
    wait_until(lambda: len(saved(project)["statements"]) == 1, "undo after the project was opened again")
    report.check("undo goes on after closing and opening", True)
    desktop.settle()
    report.same("leaving asks nothing at the end", desktop.close(), 0)


def noticed(desktop, change):
    """How many seconds it takes until the log says that another program has changed the file."""
    log = desktop.home / "state/factmark/factmark.log"
    told = "another program has changed the file"
    before = log.read_text().count(told)
    began = time.monotonic()
    change()
    wait_until(lambda: log.read_text().count(told) > before, "the change being noticed")
    return time.monotonic() - began


def linked_project(desktop, report):
    """A project that is opened by a link in another folder: what others do to the file behind it is noticed as soon."""
    work = desktop.home / "work"
    (work / "far").mkdir()
    (work / "near").mkdir()
    project, link = work / "far/ferry.ron", work / "near/ferry.ron"
    project.write_bytes((ROOT / "tests/data/format-3/small.ron").read_bytes())
    link.symlink_to("../far/ferry.ron")
    desktop.start(link)

    def replace(old, new):
        beside = project.with_suffix(".new")
        beside.write_text(project.read_text().replace(old, new, 1))
        beside.rename(project)

    for old, new in [("title: \"", "title: \"New: "), ("title: \"New: ", "title: \"Newer: ")]:
        secs = noticed(desktop, lambda: replace(old, new))
        report.check("what happens to the file behind a link is noticed within 2 s", secs < 2 + SLACK_SECS, f"{secs:.1f} s")
    desktop.settle()
    report.check("the link is still one", link.is_symlink())
    report.same("leaving asks nothing", desktop.close(), 0)


def put_away(desktop, report):
    """Closed and ended while minimised: nothing goes unasked, and all that was done is there."""
    work = desktop.home / "work"
    article, project = work / "aldwick.txt", work / "aldwick.ron"
    article.write_text(ARTICLE)
    desktop.start(article)
    select(desktop, 1)
    desktop.key("2")
    desktop.settle()
    desktop.answer_dialog(project)
    desktop.key("ctrl+s")
    wait_until(project.exists, "the saved project")
    desktop.settle()
    select(desktop, 3)
    desktop.key("1")
    desktop.settle()
    desktop.minimise()
    desktop.ask_to_close_unseen()
    wait_until(lambda: desktop.is_shown() or not desktop.is_running(), "the window coming forward")
    report.check("a minimised window with unsaved work does not close unasked", desktop.is_running())
    desktop.settle()
    desktop.screenshot("asked-while-minimised")
    desktop.key("Escape")
    desktop.settle()
    desktop.minimise()
    report.same("the system's wish ends a minimised window in order", desktop.end(), 0)
    report.same("nothing was saved unasked", len(saved(project)["statements"]), 1)

    desktop.start(project)
    open_recovered(desktop)
    desktop.key("ctrl+s")
    wait_until(lambda: len(saved(project)["statements"]) == 2, "what was done before the end, saved")
    report.check("what was done before the end is there", True)
    desktop.settle()
    desktop.minimise()
    desktop.ask_to_close_unseen()
    wait_until(lambda: not desktop.is_running(), "the end of the minimised program")
    report.same("a minimised window with nothing unsaved closes", desktop.running.returncode, 0)
    desktop.running = None


def screen_lost(desktop, report):
    """The screen goes away in the middle of work: all that was done is in the journal, and the log says what happened but not in what."""
    work = desktop.home / "work"
    article, project = work / "aldwick.txt", work / "aldwick.ron"
    article.write_text(ARTICLE)
    desktop.start(article)
    select(desktop, 1)
    desktop.key("2")
    desktop.settle()
    desktop.answer_dialog(project)
    desktop.key("ctrl+s")
    wait_until(project.exists, "the saved project")
    desktop.settle()
    select(desktop, 3)
    desktop.key("1")
    select(desktop, 0)
    desktop.key("3")
    code = desktop.lose_screen()
    report.check("a program without a screen ends, and says that it did not end in order", code != 0, str(code))
    told = desktop.script("settle", "recover", "settle")
    report.check("what was done is offered", f"unsaved 2 {project}" in told, told)

    log = desktop.home / "state/factmark/factmark.log"
    text = log.read_text()
    report.check("the log tells what was done", all(word in text for word in ("started", "opened an article", "saved, ")), text)
    words = [word for line in (HEADLINE, ASSERTED, CLAIMED, CHECKED, str(project)) for word in line.split() if len(word) > 4]
    report.check("it holds no word of the article and no name of a file", not any(word in text for word in [*words, "aldwick"]), text)
    report.same("it is for its owner's eyes only", oct(log.stat().st_mode & 0o777), "0o600")


def open_recovered(desktop):
    """Presses *Open it* in the strip under the menus."""
    left, top, right, _ = desktop.inside()
    picture = desktop.grab()
    # The strip is the first light band under the bar of menus; its first button stands right after the words.
    box = (left + 30, top + 40, right, top + 66)
    words = picture.words(box, is_ink, gap=14)
    assert len(words) > 1, f"no strip with a button in {box}: {words}"
    button = words[1]
    desktop.click((button[0] + button[1]) // 2, top + 53)
    desktop.settle()


SESSIONS = [first_start, mark_and_save, without_dialogs, sample_project, by_night, copies_and_reading, nothing_is_lost, linked_project, put_away, screen_lost, a_book, starting]
