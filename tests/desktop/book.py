"""The session with a book: a megabyte in many scripts, thousands of statements, and everything as smooth as on a page."""

import json
import random
import time

from driver import wait_until

SENTENCES = [
    "The commission heard that the gates at Northport had been opened before noon.",
    "“Nobody told us,” said the harbour master, who asked not to be named.",
    "Récits contradictoires à Besançon: l’eau est montée de trois mètres.",
    "Der Pegel stieg über Nacht um drei Meter, sagte die Behörde.",
    "قال المتحدث إن المياه ارتفعت ثلاثة أمتار.",
    "水位は一夜で三メートル上がったと市は発表した。",
    "Rain fell again on Tuesday 🌧️, and the ferry stayed in port.",
    "A second ship, the Aurora, was refused entry on the same day.",
]
MARKED = "Northport"


def book(size_bytes):
    """Paragraphs of a few sentences each, always the same."""
    chance = random.Random(20261128)
    paragraphs, size = [], 0
    while size < size_bytes:
        paragraph = " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(2, 7)))
        size += len(paragraph.encode()) + 2
        paragraphs.append(paragraph)
    return "The flood at Northport\n\n" + "\n\n".join(paragraphs) + "\n"


def ticks(desktop):
    with open(f"/proc/{desktop.running.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def a_book(desktop, report):
    """A megabyte of text: found, marked by the thousand, saved, opened, scrolled, tagged, undone, resized."""
    text = book(1_000_000)
    count = text.count(MARKED)
    article, project = desktop.home / "work/book.txt", desktop.home / "work/book.ron"
    article.write_text(text, encoding="utf-8")
    desktop.start(article)
    desktop.screenshot("book")

    desktop.key("ctrl+f")
    desktop.type(MARKED.lower())
    desktop.settle()
    desktop.key("Return", "Return")
    desktop.screenshot("book-found")
    # From the field over three ways to look, to the hit before and the next, to *Mark*.
    desktop.key(*["Tab"] * 6, "Return")
    desktop.settle()
    desktop.screenshot("book-mark")
    # Three times this hit, then all of them: as a claim first.
    desktop.key(*["Tab"] * 4, "Return")
    desktop.settle()
    desktop.screenshot("book-marked")
    desktop.key("Escape", "Escape", "Escape")
    desktop.answer_dialog(project)
    desktop.key("ctrl+s")
    wait_until(lambda: project.exists(), "the saved project")
    desktop.settle()
    code, out, err = desktop.check("check", "--json", project)
    counts = json.loads(out) if code in (0, 1) else {}
    claims = counts.get("counts", counts).get("claims")
    report.same(f"all {count} hits are claims in the file", claims, count)
    report.same("leaving a saved book asks nothing", desktop.close(), 0)

    began = time.monotonic()
    desktop.start(project)
    print(f"  figure  a project of {count} statements and 1 MB stands on screen after {time.monotonic() - began:.1f} s, settling included")
    before = ticks(desktop)
    time.sleep(3)
    report.check("idle over a book costs no processor time", ticks(desktop) - before <= 2, f"{ticks(desktop) - before} ticks in 3 s")
    before = ticks(desktop)
    desktop.key(*["Next"] * 30)
    desktop.settle()
    print(f"  figure  30 pages down cost {(ticks(desktop) - before) * 10} ms of CPU, drawing in software and pictures included")
    desktop.screenshot("book-scrolled")
    desktop.key("ctrl+End")
    desktop.settle()
    desktop.screenshot("book-end")
    desktop.key("ctrl+Home", "j", "3")
    desktop.settle()
    desktop.screenshot("book-tagged")
    desktop.key("ctrl+z")
    for size in [(900, 600), (1280, 800)]:
        desktop.resize(*size)
    desktop.screenshot("book-resized")
    report.check("nothing went wrong on the way", "panicked" not in desktop.log(), desktop.log()[-500:])
    desktop.key("ctrl+s")
    desktop.settle()
    report.same("what was undone is saved, and leaving asks nothing", desktop.close(), 0)
    code, out, _ = desktop.check("check", "--json", project)
    counts = json.loads(out) if code in (0, 1) else {}
    report.same("the claim that was a fact for a moment is a claim again", counts.get("counts", counts).get("claims"), count)
