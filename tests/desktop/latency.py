#!/usr/bin/python3
"""Measures how long a click on an answer takes until the verdict that it changes is on the screen.

    tests/desktop/latency.py PROGRAM [PROGRAM]... [--clicks N] [--turns N] [--idle SECONDS] [--renderer NAME]

PROGRAM     the window's program; with several, they are measured in turns, so that they can be compared
--clicks    how many clicks are timed in each turn (default: 50)
--turns     how often each program is started (default: 1)
--idle      for how many seconds nobody uses the program in each turn (default: 10)
--renderer  passed on to the program (default: the program chooses)

On a virtual screen without a graphics card. Two answers of one question are clicked in turns; the time is from
the release of the button to the first change of the pixels of the row of the criteria that they decide. The places of
both are read over AT-SPI once for each program; the program that is measured runs without a screen reader. Prints the
median, the quickest and the slowest tenth, the time from the start of the process to its window, its memory, and its
processor time while nobody uses it, the last three as medians of the turns. It asserts nothing: how quick a machine is
says nothing about the program.

Missing packages (`packages.txt`) are installed. Run it with Debian's own Python, which has python3-gi.
"""

import argparse
import ctypes
import select
import statistics
import subprocess
import sys
import time
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME
from packages import install_missing
from screen import Screen, StepFailed, wait_for

QUESTION = "Metastatisk sygdom (spredning)"
# A place in the form, in pixels of the screen, and how many steps of the wheel bring the question into sight.
FORM, STEPS = (700, 700), 6
# The row of the criteria whose verdict the answers change, and the height of what stands below it, in pixels.
ROW, BELOW = "Målgruppe", 40
Z_PIXMAP, ALL_PLANES = 2, ctypes.c_ulong(-1).value
# One event for all that is drawn until it is taken.
DAMAGE_REPORT_NON_EMPTY = 3
# The size of Xlib's event, in bytes.
EVENT_SIZE = 192
WHEEL_DOWN = 5
SETTLING = 0.4
TIMEOUT = 10.0
# How long is waited at most for something to be drawn before the pixels are read again, in seconds.
LONGEST_WAIT = 0.1


class XImage(ctypes.Structure):
    """The part of Xlib's picture that is read here."""

    _fields_ = [
        ("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
        ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    ]


class Display:
    """A connection to the virtual screen: it presses the button and reads pixels, without the start of a process."""

    def __init__(self):
        self.x, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self.damages = ctypes.CDLL("libXdamage.so.1")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x.XGetImage.restype = ctypes.POINTER(XImage)
        self.x.XGetImage.argtypes = [
            ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
            ctypes.c_ulong, ctypes.c_int,
        ]
        self.x.XDestroyImage.argtypes = [ctypes.POINTER(XImage)]
        self.x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.test.XTestFakeMotionEvent.argtypes = [
            ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_ulong]
        self.test.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self.x.XPending.argtypes = [ctypes.c_void_p]
        self.x.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self.x.XConnectionNumber.argtypes = [ctypes.c_void_p]
        self.damages.XDamageQueryExtension.argtypes = [
            ctypes.c_void_p, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int)]
        self.damages.XDamageCreate.restype = ctypes.c_ulong
        self.damages.XDamageCreate.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int]
        self.damages.XDamageSubtract.argtypes = [ctypes.c_void_p] + 3 * [ctypes.c_ulong]
        self.display = self.x.XOpenDisplay(None)
        self.root = self.x.XDefaultRootWindow(self.display)
        self.damages.XDamageQueryExtension(self.display, ctypes.c_int(), ctypes.c_int())
        self.damage = self.damages.XDamageCreate(self.display, self.root, DAMAGE_REPORT_NON_EMPTY)

    def move(self, place):
        """Moves the pointer."""
        self.test.XTestFakeMotionEvent(self.display, -1, *place, 0)
        self.x.XSync(self.display, 0)

    def button(self, is_pressed, button=1):
        """Presses or releases a button."""
        self.test.XTestFakeButtonEvent(self.display, button, is_pressed, 0)
        self.x.XSync(self.display, 0)

    def scroll_down(self, place):
        """Turns the wheel over a place."""
        self.move(place)
        for _ in range(STEPS):
            time.sleep(0.2)
            self.button(1, WHEEL_DOWN)
            self.button(0, WHEEL_DOWN)

    def wait_for_drawing(self, seconds):
        """Waits until something was drawn since the last call, for so many seconds at most. Reading pixels again and
        again instead would take the processor from the program that is measured."""
        if not self.x.XPending(self.display):
            select.select([self.x.XConnectionNumber(self.display)], [], [], seconds)
        event = ctypes.create_string_buffer(EVENT_SIZE)
        while self.x.XPending(self.display):
            self.x.XNextEvent(self.display, event)
        self.damages.XDamageSubtract(self.display, self.damage, 0, 0)

    def pixels(self, area):
        """The pixels of an area of the screen."""
        image = self.x.XGetImage(self.display, self.root, *area, ALL_PLANES, Z_PIXMAP)
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height)
        self.x.XDestroyImage(image)
        return pixels


def places(programs, options):
    """For each program the centres of two answers of the question, and the area of the row, in pixels of the screen.

    They share a screen, as there can be only one reader in a process."""
    with Screen("latency-places") as screen:
        from reader import Reader
        reader, case = Reader(), screen.folder / write_case(screen.folder)
        found = []
        for program in programs:
            screen.start_program(program, *options, case)
            reader.attach(screen.program.pid)
            Display().scroll_down(FORM)
            time.sleep(1)
            found.append(places_in_window(reader))
            screen.stop_program()
    return found


def places_in_window(reader):
    """The centres of the answers, and the area of the row, of the program that the reader reads."""
    def extent(node):
        box = reader.Atspi.Component.get_extents(node.accessible, reader.Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    answers = []
    for answer in ["Ja", "Nej"]:
        node = reader.find_by("radio button", answer, lambda told, end=answer: told == f"{QUESTION}: {end}")
        x, y, width, height = extent(node)
        answers.append((x + width // 2, y + height // 2))
    rows = [node for node in reader.nodes() if node.name.startswith(f"{ROW}: ")]
    x, y, width, height = next(extent(node) for node in rows if "Component" in node.interfaces())
    return answers, (x, y, width, height + BELOW)


def write_case(folder):
    """Writes a case of the sarcoma indication, so that the form is open at the start."""
    text = '(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",\n'
    text += f'    patient: (name: "{PATIENT_NAME}", cpr: "{PATIENT_CPR.replace("-", "")}"))\n'
    (folder / "sag.wgscase").write_text(text)
    return "sag.wgscase"


def memory(process):
    """The memory of a process in MB, without what it shares with others."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in told if line.startswith("Private")) / 1000


def processor_time(process):
    """The processor time of a process in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


class Measured:
    """The figures of one program."""

    def __init__(self, program, idle_seconds):
        self.program, self.idle_seconds = program, idle_seconds
        self.clicks, self.starts, self.memories, self.idles = [], [], [], []

    def line(self):
        """The figures in words."""
        ordered = sorted(self.clicks)
        tenth = len(ordered) // 10
        told = f"click to verdict: median {statistics.median(ordered):.0f} ms"
        told += f" (quickest tenth {ordered[tenth]:.0f} ms, slowest tenth {ordered[-1 - tenth]:.0f} ms)"
        start, memory, idle = map(statistics.median, (self.starts, self.memories, self.idles))
        told += f"; window after {start:.0f} ms; {memory:.0f} MB; idle: {idle:.0f} ms in {self.idle_seconds} s"
        return f"{self.program}: {told}"


def measure(measured, count, options, answers, area):
    """Times clicks in one run of a program."""
    with Screen("latency") as screen:
        case = screen.folder / write_case(screen.folder)
        begun = time.monotonic()
        screen.start_program(measured.program, *options, case)
        measured.starts.append((time.monotonic() - begun) * 1000)
        display = Display()
        display.scroll_down(FORM)
        time.sleep(2)
        idle = processor_time(screen.program.pid)
        time.sleep(measured.idle_seconds)
        measured.idles.append((processor_time(screen.program.pid) - idle) * 1000)
        measured.memories.append(memory(screen.program.pid))
        for turn in range(count):
            display.move(answers[turn % 2])
            time.sleep(SETTLING)
            before = display.pixels(area)
            display.button(1)
            time.sleep(0.08)
            if display.pixels(area) != before:
                raise StepFailed("the criteria change before the button is released")
            display.button(0)
            released = time.monotonic()

            def is_changed(before=before):
                return display.pixels(area) != before
            wait_for("change of the criteria", is_changed, TIMEOUT, LONGEST_WAIT, display.wait_for_drawing)
            measured.clicks.append((time.monotonic() - released) * 1000)
            time.sleep(SETTLING)


def main():
    """Measures the programs in turns."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("programs", nargs="+", type=Path)
    asked.add_argument("--clicks", type=int, default=50)
    asked.add_argument("--turns", type=int, default=1)
    asked.add_argument("--idle", type=int, default=10)
    asked.add_argument("--renderer")
    asked = asked.parse_args()
    install_missing()
    options = ["--renderer", asked.renderer] if asked.renderer else []
    programs = [Measured(program.resolve(), asked.idle) for program in asked.programs]
    # Another version may have other places.
    seen = places([measured.program for measured in programs], options)
    for _ in range(asked.turns):
        for measured, (answers, area) in zip(programs, seen):
            measure(measured, asked.clicks, options, answers, area)
    for measured in programs:
        print(measured.line())


if __name__ == "__main__":
    try:
        main()
    except (StepFailed, subprocess.CalledProcessError) as failure:
        sys.exit(f"latency: {failure}")
