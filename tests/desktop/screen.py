"""A desktop of its own for one test: screen, window manager, session bus and accessibility bus.

Everything is started here and ended here, down to the last grandchild; HOME and the XDG folders are
temporary, so that neither settings nor recent files of whoever runs the test are read or written.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What the tests in this folder need, by the names of Debian's packages.
PACKAGES = [
    "at-spi2-core", "dbus", "gir1.2-atspi-2.0", "imagemagick", "libgl1-mesa-dri", "libxkbcommon-x11-0",
    "mesa-vulkan-drivers", "openbox", "poppler-utils", "python3-gi", "qpdf", "x11-xkb-utils", "xdotool", "xvfb",
]

WIDTH, HEIGHT = 1400, 920
PR_SET_CHILD_SUBREAPER = 36


class Stuck(Exception):
    """The program did not do what the test waits for."""


def install_missing(packages=PACKAGES):
    """Installs those of the packages that are missing."""
    def is_missing(package):
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
        return "ok installed" not in asked.stdout

    missing = [package for package in packages if is_missing(package)]
    if missing:
        quiet = {"check": True, "stdout": sys.stderr, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)


def wait_for(what, probe, seconds=10.0, pause=0.05):
    """Asks `probe` until it gives something; Stuck after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > end:
            raise Stuck(f"no {what} within {seconds:.0f} s")
        time.sleep(pause)


class Screen:
    """The desktop. Used with `with`; the program is started on it with `start_program`."""

    def __init__(self, name):
        self.name = name
        self.folder = Path(tempfile.mkdtemp(prefix=f"wgs-{name}-"))
        self.program = None
        self.window = None

    def __enter__(self):
        # Whoever ends the test, as `timeout` does, ends the desktop as well.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        adopt_orphans()
        try:
            self._isolate()
            self._start_display()
            self._start_bus()
            self._start_window_manager()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, error, trace):
        end_descendants()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _isolate(self):
        """The test and all it starts see this desktop's folders alone, and no other display or bus."""
        for variable in ["WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS", "NO_AT_BRIDGE"]:
            os.environ.pop(variable, None)
        for variable, name in [
            ("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state"), ("XDG_RUNTIME_DIR", "runtime"),
        ]:
            folder = self.folder / name
            folder.mkdir(mode=0o700)
            os.environ[variable] = str(folder)
        os.environ["WINIT_UNIX_BACKEND"] = "x11"
        # Times and dates in one zone, numbers and messages of the tools in one language.
        os.environ["LC_ALL"] = "C.UTF-8"

    def _spawn(self, command, **options):
        """Starts a process that belongs to the desktop; what it says goes to a file of its own."""
        log = open(self.folder / f"{Path(command[0]).name}.log", "ab")
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, **{"stdout": log, "stderr": log, **options})

    def _start_display(self):
        """The server itself picks a display that is free."""
        reading, writing = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        self._spawn(command, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise Stuck("no display: Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"

    def _start_bus(self):
        """A session bus; the accessibility bus is activated over it, as on any desktop."""
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        daemon = self._spawn(command, stdout=subprocess.PIPE)
        address = daemon.stdout.readline().decode().strip()
        if not address:
            raise Stuck("no session bus: dbus-daemon did not start")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address

    def _start_window_manager(self):
        self._spawn(["openbox"])
        wait_for("window manager", lambda: xdotool("get_num_desktops", check=False).strip())

    def start_program(self, path, *arguments):
        """Starts the program, and waits for its window."""
        log = open(self.folder / "program.log", "ab")
        self.program = subprocess.Popen([str(path), *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def window():
            if self.program.poll() is not None:
                raise Stuck(f"the program ended at once with status {self.program.returncode}")
            found = xdotool("search", "--onlyvisible", "--pid", str(self.program.pid), check=False).split()
            return found[-1] if found else None

        self.window = wait_for("window", window, seconds=60)
        self._arrange()

    def start_traced(self, wrapper):
        """Starts the program by way of another one, which stays its parent."""
        log = open(self.folder / "program.log", "ab")
        self.program = subprocess.Popen([str(wrapper)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        named = ["search", "--onlyvisible", "--name", "WGS-henvisning"]
        self.window = wait_for("window", lambda: (xdotool(*named, check=False).split() or [None])[-1], seconds=90)
        self.program_pid = int(xdotool("getwindowpid", self.window))
        self._arrange()

    def _arrange(self):
        """The window stands where all of it is seen, with the focus."""
        xdotool("windowsize", self.window, str(WIDTH - 40), str(HEIGHT - 60))
        xdotool("windowmove", self.window, "10", "30")
        xdotool("windowfocus", "--sync", self.window)

    def stop_program(self):
        """Ends the program as a crash would: nothing is asked, nothing is saved."""
        if self.program and self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        self.program = None

    def picture(self, path):
        """Saves what is on the screen."""
        subprocess.run(["import", "-window", "root", str(path)], check=False, stderr=subprocess.DEVNULL)
        return path

    def program_log(self):
        """What the program said on its output."""
        log = self.folder / "program.log"
        return log.read_text(errors="replace") if log.exists() else ""


def xdotool(*arguments, check=True):
    """Runs xdotool, and gives what it says."""
    done = subprocess.run(["xdotool", *arguments], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise Stuck(f"xdotool {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def adopt_orphans():
    """Services that the bus activates lose their parent; this process takes them over, to end them."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants():
    """The ids of all processes under this one."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name stands in parentheses and may hold anything; the parent is second after it.
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            children.setdefault(int(parent), []).append(int(entry.name))
    found, left = [], [os.getpid()]
    while left:
        below = children.get(left.pop(), [])
        found.extend(below)
        left.extend(below)
    return found


def end_descendants():
    """Ends all that was started under this process: politely, then not."""
    for how in [signal.SIGTERM, signal.SIGKILL]:
        for process in descendants():
            try:
                os.kill(process, how)
            except ProcessLookupError:
                pass
        end = time.monotonic() + 3
        while time.monotonic() < end:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(0.05)
            except ChildProcessError:
                return
