"""The session that measures starting: from the command to the first frame, held against an empty window of the same toolkit. Figures alone."""

import ctypes
import statistics
import subprocess
import time

from driver import GaveUp, PATIENCE_SECS

TIMES = 7
# Where an empty window shows its ground as well.
POINT = (900, 500)
ALL_PLANES, Z_PIXMAP = ctypes.c_ulong(-1).value, 2


class Eye:
    """Looks at one point of the screen, in a fraction of a millisecond."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x11.XGetImage.restype = ctypes.c_void_p
        self.x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
        self.x11.XGetPixel.restype = ctypes.c_ulong
        self.x11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        self.x11.XDestroyImage.argtypes = [ctypes.c_void_p]
        self.screen = self.x11.XOpenDisplay(display.encode())
        self.root = self.x11.XDefaultRootWindow(self.screen)

    def look(self):
        image = self.x11.XGetImage(self.screen, self.root, *POINT, 1, 1, ALL_PLANES, Z_PIXMAP)
        pixel = self.x11.XGetPixel(image, 0, 0) & 0xFFFFFF
        self.x11.XDestroyImage(image)
        return pixel


def cpu_ms(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 10


def first_frame(desktop, eye, command):
    """Milliseconds until something is painted where the screen was black: on the clock, and of work."""
    before = eye.look()
    began = time.monotonic()
    child = subprocess.Popen(
        command, env=desktop.env, cwd=desktop.home / "work", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while eye.look() in (before, 0):
            if time.monotonic() - began > PATIENCE_SECS:
                raise GaveUp("nothing was painted")
            time.sleep(0.001)
        return (time.monotonic() - began) * 1000, cpu_ms(child.pid)
    finally:
        child.kill()
        child.wait()
        # The next one begins on a black screen.
        until = time.monotonic() + 2
        while eye.look() != before and time.monotonic() < until:
            time.sleep(0.01)


def starting(desktop, report):
    """From the start to the first frame, the sample and an empty window of the same toolkit by turns."""
    empty = desktop.program.parent / "examples/empty_window"
    if not empty.exists():
        print(f"  skipped: {empty.name} was not built beside the program")
        return
    eye = Eye(desktop.env["DISPLAY"])
    told = {"program": [], "empty window": []}
    for _ in range(TIMES):
        told["empty window"].append(first_frame(desktop, eye, [str(empty)]))
        told["program"].append(first_frame(desktop, eye, [str(desktop.program)]))
    medians = {}
    for name, runs in told.items():
        clock, work = ([run[at] for run in runs] for at in (0, 1))
        medians[name] = statistics.median(clock), statistics.median(work)
        print(f"  figure  {name}: {medians[name][0]:.0f} ms on the clock ({min(clock):.0f}..{max(clock):.0f}), {medians[name][1]:.0f} ms of CPU")
    ratio = medians["program"][0] / medians["empty window"][0]
    print(f"  figure  start to first frame {ratio:.2f} times that of an empty window, {medians['program'][1] - medians['empty window'][1]:.0f} ms of CPU more")
    report.check("the program paints its first frame", medians["program"][0] > 0)
