"""A desktop for one test: virtual screen, window manager, session bus and accessibility bus.

All processes are started and ended here, descendants included. HOME and the XDG folders are temporary, so that
the test does not read or write the settings and recent files of the user who runs it.
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

# The place of the window, and its usual size, in pixels.
PLACE = (10, 30)
DEFAULT_SIZE = (1360, 860)
PR_SET_CHILD_SUBREAPER = 36


class StepFailed(Exception):
    """A step can't continue, because the program did not do what the test waits for."""


def wait_for(what, probe, seconds=10.0, pause=0.05, wait=time.sleep):
    """Polls `probe` until it returns something true, and calls `wait` with `pause` between two polls. Raises StepFailed
    after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > end:
            raise StepFailed(f"no {what} within {seconds:.0f} s")
        wait(pause)


class Screen:
    """The desktop, as a context manager. `start_program` starts the program on it."""

    def __init__(self, name, size=DEFAULT_SIZE):
        self.name, self.size = name, size
        self.folder = Path(tempfile.mkdtemp(prefix=f"wgs-{name}-"))
        self.program = None
        self.window = None

    def __enter__(self):
        # A signal that ends the test, such as that of `timeout`, must end the desktop as well.
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
        """Points the environment to this desktop's folders, and away from other displays and buses."""
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
        # Keep the output of the tools independent of the user's language.
        os.environ["LC_ALL"] = "C.UTF-8"

    def _spawn(self, command, **options):
        """Starts a process of the desktop, with its output in a log file."""
        log = open(self.folder / f"{Path(command[0]).name}.log", "ab")
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, **{"stdout": log, "stderr": log, **options})

    def _start_display(self):
        """Starts the display server, which picks a free display number."""
        reading, writing = os.pipe()
        # The window has a margin of 30 pixels, in which its frame stands too.
        size = f"{self.size[0] + 40}x{self.size[1] + 60}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        # Without this the server starts anew when its last client leaves, and refuses who comes in that moment.
        command.append("-noreset")
        self._spawn(command, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise StepFailed("no display: Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"

    def _start_bus(self):
        """Starts a session bus, which activates the accessibility bus on demand."""
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        daemon = self._spawn(command, stdout=subprocess.PIPE)
        address = daemon.stdout.readline().decode().strip()
        if not address:
            raise StepFailed("no session bus: dbus-daemon did not start")
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
                told = f"the program ended at once with status {self.program.returncode}"
                raise StepFailed(f"{told}:\n{self.program_log()}")
            found = xdotool("search", "--onlyvisible", "--pid", str(self.program.pid), check=False).split()
            return found[-1] if found else None

        self.window = wait_for("window", window, seconds=60)
        self._arrange()

    def start_traced(self, wrapper):
        """Starts the program through a wrapper that stays its parent."""
        log = open(self.folder / "program.log", "ab")
        self.program = subprocess.Popen([str(wrapper)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        named = ["search", "--onlyvisible", "--name", "WGS-henvisning"]
        self.window = wait_for("window", lambda: (xdotool(*named, check=False).split() or [None])[-1], seconds=90)
        self.program_pid = int(xdotool("getwindowpid", self.window))
        self._arrange()

    def _arrange(self):
        """Moves the window so that all of it is on the screen, and focuses it."""
        xdotool("windowsize", self.window, *map(str, self.size))
        xdotool("windowmove", self.window, *map(str, PLACE))
        xdotool("windowfocus", "--sync", self.window)

    def area(self):
        """The place and the size of the window."""
        return (*PLACE, *self.size)

    def stop_program(self):
        """Kills the program."""
        if self.program and self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        self.program = None

    def picture(self, path):
        """Saves a picture of the screen."""
        subprocess.run(["import", "-window", "root", str(path)], check=False, stderr=subprocess.DEVNULL)
        return path

    def program_log(self):
        """The output of the program."""
        log = self.folder / "program.log"
        return log.read_text(errors="replace") if log.exists() else ""


def window_size(text):
    """The size in a text such as `1360x860`."""
    width, height = text.split("x")
    return int(width), int(height)


def xdotool(*arguments, check=True):
    """Runs xdotool. Returns its output."""
    done = subprocess.run(["xdotool", *arguments], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise StepFailed(f"xdotool {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def adopt_orphans():
    """Makes this process the parent of orphaned descendants, such as services that the bus activates, to end them."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants():
    """The ids of all descendants of this process."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name is in parentheses and may contain anything. The parent is the second field after it.
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
    """Ends all descendants of this process, with SIGTERM and then SIGKILL."""
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
