#!/usr/bin/python3
"""How long a program takes to paint its window, as a ratio to an empty eframe window.

    benches/start.py EMPTY PROGRAM [PROGRAM]... [--turns N]

EMPTY    what `benches/build_empty_window.py` builds
PROGRAM  the window's program; several are compared
--turns  how often each is started (default: 25)

All are started in turns on a virtual screen without a graphics card, each turn in the opposite order of the one before.
The time is from the start of the process to the first change of the pixels in the middle of its window: a window that
is mapped may still show what is below it. A turn before the first one fills the caches of the drivers and is not
counted. Prints medians, the quickest and the slowest tenth, and ratios of medians. It asserts nothing: how quick a
machine is says nothing about the program.

Missing packages (`packages.txt` of `tests/desktop`) are installed.
"""

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "desktop"))

from latency import LONGEST_WAIT, Display
from packages import install_missing
from screen import Screen, StepFailed, wait_for

PATIENCE = 30.0
# The middle of the screen, which is that of the window too, in pixels.
MIDDLE = (32, 32)
# For the window that was killed to leave the screen, in seconds.
SETTLING = 0.4
EMPTY_WGPU, EMPTY_GLOW = "empty window, eframe's default renderer (wgpu)", "empty window, OpenGL (glow)"


class BareScreen(Screen):
    """A screen without a window manager, whose frame would be painted before the window in it."""

    def _start_window_manager(self):
        pass


class ColouredDisplay(Display):
    """A display in a colour that no window and no driver paints."""

    def __init__(self):
        super().__init__()
        xlib, root = self.x, ctypes.c_ulong(self.root)
        xlib.XSetWindowBackground(ctypes.c_void_p(self.display), root, ctypes.c_ulong(0xFF00FF))
        xlib.XClearWindow(ctypes.c_void_p(self.display), root)
        xlib.XSync(ctypes.c_void_p(self.display), 0)


def seconds_to_paint(screen, display, command):
    """Starts a program, waits until its window is painted, and ends it."""
    area = tuple((size - part) // 2 for size, part in zip(screen.size, MIDDLE)) + MIDDLE
    before = display.pixels(area)
    begun = time.monotonic()
    with open(screen.folder / "program.log", "ab") as log:
        screen.program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def is_painted():
        if screen.program.poll() is not None:
            told = f"{' '.join(command)}: ended with status {screen.program.returncode}"
            raise StepFailed(f"{told}:\n{screen.program_log()}")
        return display.pixels(area) != before
    try:
        what = f"painted window of {' '.join(command)}"
        wait_for(what, is_painted, PATIENCE, LONGEST_WAIT, display.wait_for_drawing)
        return time.monotonic() - begun
    finally:
        screen.stop_program()
        wait_for("empty screen", lambda: display.pixels(area) == before)
        time.sleep(SETTLING)


def measured(commands, turns):
    """The seconds of each command, one for each turn."""
    found = {name: [] for name in commands}
    with BareScreen("start") as screen:
        os.environ.update({"LIBGL_ALWAYS_SOFTWARE": "1", "VK_LOADER_DRIVERS_SELECT": "*lvp*"})
        display = ColouredDisplay()
        for turn in range(turns + 1):
            for name in sorted(commands, reverse=turn % 2 == 1):
                seconds = seconds_to_paint(screen, display, commands[name])
                if turn > 0:
                    found[name].append(seconds)
    return found


def main():
    """Times all in turns, and prints each beside the two empty windows."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("empty", type=Path)
    asked.add_argument("programs", nargs="+", type=Path)
    asked.add_argument("--turns", type=int, default=25)
    asked = asked.parse_args()
    install_missing()
    empty = str(asked.empty.resolve())
    commands = {
        EMPTY_WGPU: [empty, "wgpu"],
        EMPTY_GLOW: [empty, "glow"],
        "empty window with one word, OpenGL": [empty, "glow", "word"],
    }
    for path in asked.programs:
        commands[str(path)] = [str(path.resolve())]
        commands[f"{path} --renderer opengl"] = [str(path.resolve()), "--renderer", "opengl"]
        commands[f"{path} --renderer software"] = [str(path.resolve()), "--renderer", "software"]
    found = measured(commands, asked.turns)
    medians = {name: statistics.median(times) for name, times in found.items()}
    for name in commands:
        ordered = sorted(found[name])
        tenth = len(ordered) // 10
        told = f"median {medians[name] * 1000:.0f} ms (quickest tenth {ordered[tenth] * 1000:.0f} ms"
        told += f", slowest tenth {ordered[-1 - tenth] * 1000:.0f} ms)"
        for base in (EMPTY_WGPU, EMPTY_GLOW):
            told += f"; {medians[name] / medians[base]:.2f} times the {base}"
        print(f"{name}: {told}")


if __name__ == "__main__":
    try:
        main()
    except (StepFailed, subprocess.CalledProcessError) as failure:
        sys.exit(f"start: {failure}")
