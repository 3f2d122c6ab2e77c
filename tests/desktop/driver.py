"""A desktop of its own for one program: a screen, a window manager, an empty home, and hands and eyes.

Standard library only. Needs Xvfb, openbox, xdotool, xclip and ImageMagick's `import`.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

# How long to wait for what should happen at once; generous, for a busy machine.
PATIENCE_SECS = 20
SCREEN = (1280, 800)

# Windows without frame, so that the window's place is its inside's place; Alt+F4 closes, Alt+F5 what is put away.
OPENBOX = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><keepBorder>no</keepBorder></theme>
  <focus><focusNew>yes</focusNew></focus>
  <keyboard>
    <keybind key="A-F4"><action name="Close"/></keybind>
    <keybind key="A-F5">
      <action name="ForEach"><query><iconified>yes</iconified></query><then><action name="Close"/></then></action>
    </keybind>
  </keyboard>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""

# Answers in place of the file dialog: the path that was prepared, or "cancelled".
ZENITY = """#!/bin/sh
printf '%s\\n' "$*" >> "$FACTMARK_TEST_ZENITY/asked"
# Closed without a choice, as soon as a person could; sooner means that no dialog was ever on screen.
[ -s "$FACTMARK_TEST_ZENITY/answer" ] || { sleep 0.4; exit 1; }
cat "$FACTMARK_TEST_ZENITY/answer"
rm "$FACTMARK_TEST_ZENITY/answer"
"""


class GaveUp(Exception):
    """Something awaited did not happen."""


def wait_until(condition, what, patience_secs=PATIENCE_SECS):
    """The first true answer of `condition()`; raises GaveUp, naming `what`."""
    until = time.monotonic() + patience_secs
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > until:
            raise GaveUp(f"waited {patience_secs} s for {what}")
        time.sleep(0.05)


class Picture:
    """What is on the screen: `at(x, y)` is (red, green, blue)."""

    def __init__(self, ppm):
        # P6, width, height, 255, then three bytes for each pixel.
        magic, width, height, depth, pixels = ppm.split(maxsplit=4)[:4] + [ppm[ppm.index(b"\n255\n") + 5 :]]
        assert magic == b"P6" and depth == b"255", (magic, depth)
        self.width, self.height, self.pixels = int(width), int(height), pixels

    def at(self, x, y):
        start = 3 * (y * self.width + x)
        return tuple(self.pixels[start : start + 3])

    def row(self, y, left, right):
        """Pixels of one row."""
        cut = self.pixels[3 * (y * self.width + left) : 3 * (y * self.width + right)]
        return [tuple(cut[i : i + 3]) for i in range(0, len(cut), 3)]

    def colours(self, box):
        """How often each colour stands in the box (left, top, right, bottom)."""
        left, top, right, bottom = box
        counts = {}
        for y in range(top, bottom):
            for colour in self.row(y, left, right):
                counts[colour] = counts.get(colour, 0) + 1
        return counts

    def has(self, colour, box=None, least=20):
        """Whether the colour fills at least so many pixels of the box."""
        return self.colours(box or (0, 0, self.width, self.height)).get(colour, 0) >= least

    def lines(self, box, is_ink, gap=2):
        """Lines of text in the box, as (top, bottom): runs of rows with ink, parted by at least `gap` rows without."""
        left, top, right, bottom = box
        return runs([any(map(is_ink, self.row(y, left, right))) for y in range(top, bottom)], top, gap)

    def words(self, box, is_ink, gap=4):
        """Words in the box of one line, as (left, right): runs of columns with ink, parted by at least `gap` columns without."""
        left, top, right, bottom = box
        rows = [self.row(y, left, right) for y in range(top, bottom)]
        return runs([any(is_ink(row[x]) for row in rows) for x in range(right - left)], left, gap)


def runs(flags, offset, gap):
    """Stretches (start, end) of true flags; stretches less than `gap` apart are one."""
    found = []
    for place, flag in enumerate(flags, offset):
        if not flag:
            continue
        if found and place - found[-1][1] < gap:
            found[-1][1] = place + 1
        else:
            found.append([place, place + 1])
    return [tuple(run) for run in found]


class Desktop:
    """Use as `with Desktop(program, pictures) as desktop:`; everything is gone afterwards but the pictures."""

    def __init__(self, program, pictures):
        self.program = Path(program)
        self.pictures = Path(pictures)
        self.children = []
        self.running = None

    def __enter__(self):
        self.home = Path(tempfile.mkdtemp(prefix="factmark-desktop-"))
        try:
            self._set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _set_up(self):
        for name in ("run", "bin", "zenity", "config", "data", "state", "cache", "work"):
            (self.home / name).mkdir(mode=0o700)
        zenity = self.home / "bin/zenity"
        zenity.write_text(ZENITY)
        zenity.chmod(0o755)
        keep = ("LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
        self.env = {name: os.environ[name] for name in keep if name in os.environ} | {
            "PATH": f"{self.home}/bin:{os.environ['PATH']}",
            "HOME": str(self.home),
            "USER": "rvale",
            "LOGNAME": "rvale",
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            # No session bus: no portal, no dialogs but ours, nothing of the machine's desktop.
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "FACTMARK_TEST_ZENITY": str(self.home / "zenity"),
        }
        reads, writes = os.pipe()
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", size, "-nolisten", "tcp", "-dpi", "96"]
        self._child(command, pass_fds=[writes])
        os.close(writes)
        with os.fdopen(reads) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise GaveUp("Xvfb did not start")
        self.env["DISPLAY"] = f":{number}"
        rules = self.home / "openbox.xml"
        rules.write_text(OPENBOX)
        self._child(["openbox", "--sm-disable", "--config-file", str(rules)])
        # The number of desktops is the window manager's to tell.
        wait_until(lambda: self._run(["xdotool", "get_num_desktops"], check=False).returncode == 0, "the window manager")

    def __exit__(self, *_):
        if self.running:
            self.kill()
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _child(self, command, **more):
        child = subprocess.Popen(
            command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more
        )
        self.children.append(child)

    def _run(self, command, check=True, **more):
        return subprocess.run(command, env=self.env, check=check, capture_output=True, text=True, timeout=60, **more)

    # The program.

    def start(self, *arguments, size=SCREEN):
        """Starts the program, waits for its window, gives it a size and the keyboard."""
        # As a desktop starts it: a shell in the background ignores these, and so would the program then.
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        log = (self.home / "log").open("ab")
        command = [str(self.program), *map(str, arguments)]
        self.running = subprocess.Popen(
            command, env=self.env, cwd=self.home / "work", stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        self.window = wait_until(self._find_window, "the window")
        self._run(["xdotool", "windowactivate", "--sync", self.window])
        self._run(["xdotool", "windowmove", self.window, "0", "0"])
        self.resize(*size)
        wait_until(lambda: len(self.grab().colours(self.inside())) > 8, "the first frame")
        self.settle()

    def _find_window(self):
        if self.running.poll() is not None:
            raise GaveUp(f"the program ended with {self.running.returncode}: {self.log()[-2000:]}")
        found = self._run(["xdotool", "search", "--onlyvisible", "--pid", str(self.running.pid)], check=False).stdout.split()
        return found[-1] if found else None

    def resize(self, width, height):
        self._run(["xdotool", "windowsize", "--sync", self.window, str(width), str(height)], check=False)
        self.settle()

    def title(self):
        return self._run(["xdotool", "getwindowname", self.window], check=False).stdout.strip()

    def log(self):
        """What the program wrote to its terminal."""
        return (self.home / "log").read_text(errors="replace") if (self.home / "log").exists() else ""

    def is_running(self):
        return self.running is not None and self.running.poll() is None

    def close(self):
        """Asks the window to close, as its cross does, and waits for the program's end; answers its exit code."""
        self.ask_to_close()
        wait_until(lambda: not self.is_running(), "the end of the program")
        code, self.running = self.running.returncode, None
        return code

    def ask_to_close(self):
        """Asks the window to close, as its cross does."""
        self.key("alt+F4")

    def minimise(self):
        """Puts the window away, as its button does."""
        self._run(["xdotool", "windowminimize", self.window])
        wait_until(lambda: not self.is_shown(), "the window put away")

    def is_shown(self):
        shown = self._run(["xdotool", "search", "--onlyvisible", "--pid", str(self.running.pid)], check=False).stdout.split()
        return self.window in shown

    def ask_to_close_unseen(self):
        """Asks the window to close where it has no keyboard, as the list of windows does."""
        self.key("alt+F5")

    def end(self):
        """Ends the program as the end of the session does; answers its exit code."""
        self.running.send_signal(signal.SIGTERM)
        wait_until(lambda: not self.is_running(), "the end that the system asked for")
        code, self.running = self.running.returncode, None
        return code

    def lose_screen(self):
        """Takes the screen away, as logging out may do; answers the program's exit code. Nothing can be shown afterwards."""
        screen = self.children[0]
        screen.kill()
        screen.wait()
        wait_until(lambda: not self.is_running(), "the end of a program without a screen")
        code, self.running = self.running.returncode, None
        return code

    def script(self, *lines):
        """What the program tells without a window, doing what these lines say."""
        return self._run([str(self.program), "script"], check=False, input="\n".join(lines) + "\n").stdout

    def kill(self):
        """Ends the program as a power cut would."""
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()
        self.running = None

    def check(self, *arguments):
        """Runs the program without a window: (exit code, standard output, standard error)."""
        done = self._run([str(self.program), *map(str, arguments)], check=False)
        return done.returncode, done.stdout, done.stderr

    # Hands.

    def key(self, *keys):
        for one in keys:
            self._run(["xdotool", "key", "--clearmodifiers", one])
            time.sleep(0.06)

    def type(self, text):
        self._run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text])
        time.sleep(0.06)

    def move(self, x, y):
        self._run(["xdotool", "mousemove", str(x), str(y)])
        time.sleep(0.06)

    def click(self, x, y, button=1, times=1):
        self.move(x, y)
        self._run(["xdotool", "click", "--repeat", str(times), "--delay", "60", str(button)])
        time.sleep(0.06)

    def drag(self, start, end, steps=8):
        """Presses at `start`, moves in steps as a hand does, and lets go at `end`."""
        self.move(*start)
        self._run(["xdotool", "mousedown", "1"])
        for step in range(1, steps + 1):
            self.move(*(round(a + (b - a) * step / steps) for a, b in zip(start, end)))
        self._run(["xdotool", "mouseup", "1"])
        time.sleep(0.1)

    def put_on_clipboard(self, text):
        # xclip stays behind to serve the clipboard: it must not hold our pipes.
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-in"],
            env=self.env, input=text, text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20,
        )

    def clipboard(self):
        return self._run(["xclip", "-selection", "clipboard", "-out"], check=False).stdout

    def answer_dialog(self, path):
        """What the next file dialog will answer."""
        (self.home / "zenity/answer").write_text(f"{path}\n")

    def dialogs_asked(self):
        """The arguments of every file dialog so far."""
        asked = self.home / "zenity/asked"
        return asked.read_text().splitlines() if asked.exists() else []

    # Eyes.

    def inside(self):
        """The window's inside on the screen: (left, top, right, bottom)."""
        shown = self._run(["xdotool", "getwindowgeometry", "--shell", self.window]).stdout
        value = dict(line.split("=", 1) for line in shown.splitlines() if "=" in line)
        left, top = int(value["X"]), int(value["Y"])
        right, bottom = left + int(value["WIDTH"]), top + int(value["HEIGHT"])
        return max(left, 0), max(top, 0), min(right, SCREEN[0]), min(bottom, SCREEN[1])

    def grab(self):
        command = ["import", "-silent", "-window", "root", "-depth", "8", "ppm:-"]
        return Picture(subprocess.run(command, env=self.env, check=True, capture_output=True, timeout=60).stdout)

    def settle(self, still_secs=0.4, patience_secs=PATIENCE_SECS):
        """Waits until the picture stands still; a blinking cursor does not count."""
        last, since, until = None, time.monotonic(), time.monotonic() + patience_secs
        while time.monotonic() - since < still_secs:
            pixels = self.grab().pixels
            if last is None or sum(a != b for a, b in zip(pixels[::7], last[::7])) > 60:
                since = time.monotonic()
            last = pixels
            if time.monotonic() > until:
                raise GaveUp("the picture did not come to rest")
            time.sleep(0.08)

    def screenshot(self, name):
        """Keeps a picture of the window."""
        self.settle()
        left, top, right, bottom = self.inside()
        crop = f"{right - left}x{bottom - top}+{left}+{top}"
        path = self.pictures / f"{name}.png"
        self._run(["import", "-silent", "-window", "root", "-crop", crop, "+repage", str(path)])
        return path
