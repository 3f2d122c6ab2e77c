"""Two windows, another program, a bad disk, crashes and power cuts in any order: the state machine of `tests/it/two_writers`, with more steps."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 100_000
# An hour and a half, on a busy machine that has to build the tests first.
PATIENCE_SECS = 90 * 60


def machine(report, options):
    """100,000 steps of the state machine of two writers (full)"""
    row_of = ("two writers", "in memory")
    if not options.is_full:
        report.skip(*row_of, "`cargo test` does 1,500 steps; `full` does 100,000")
        return
    row = report.row(*row_of)
    command = ["cargo", "test", "--locked", "--test", "it", "two_writers", "--", "--ignored", "--nocapture"]
    environment = {**os.environ, "FACTMARK_STEPS": str(STEPS), "FACTMARK_SEED": str(options.seed)}
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_SECS)
    except subprocess.TimeoutExpired:
        row.case(f"{STEPS} steps", [f"not done in {PATIENCE_SECS} s"])
        report.end(row, "")
        return
    said = done.stdout + done.stderr
    wrong = []
    if done.returncode != 0:
        wrong.append(said[-600:])
    elif not re.search(r"test result: ok\. 1 passed", said) or f"FACTMARK_STEPS={STEPS}" not in said:
        wrong.append(f"no such run: {said[-300:]}")
    row.case(f"{STEPS} steps, seed {options.seed}", wrong)
    report.end(row, f"{STEPS} steps of edit, undo, save, crash, recover, another window, another program, a bad disk: nothing lost, nothing written over")
