"""What any program of the user sees of a process: its windows' titles, its arguments, and what a crash leaves of it."""

import re
import subprocess
import sys
from pathlib import Path

from criteria import PATIENT_NAME
from screen import wait_for, xdotool
from traces import secrets_in

# One byte is too little for a file; and unlike none, it keeps Linux from handing the memory to another program.
NO_DUMP = ("1", "1")


def look_at(process):
    """What a process gives away."""
    return [*titles_tell(process), *arguments_tell(process), *allows_dump(process)]


def titles_tell(process):
    """What the titles of a process's windows give away."""
    found = []
    for window in xdotool("search", "--pid", str(process), check=False).split():
        title = xdotool("getwindowname", window, check=False)
        if told := secrets_in(title):
            found.append(f"the title of the window tells {told}")
    return found


def arguments_tell(process):
    """What the arguments of a process give away."""
    told = secrets_in(of_process(process, "cmdline"))
    return [f"the arguments tell {told}"] if told else []


def allows_dump(process):
    """What the memory of a process may be written to when it crashes."""
    limits = re.search(r"Max core file size\s+(\S+)\s+(\S+)", of_process(process, "limits"))
    # None of a process that has just ended.
    if not limits or limits.groups() == NO_DUMP:
        return []
    return [f"a memory dump may have {' and '.join(limits.groups())} bytes"]


def of_process(process, file):
    """What the system tells of a process: nothing, if it has just ended."""
    try:
        return Path(f"/proc/{process}/{file}").read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def sees():
    """Whether it sees what is there: a process with a patient among its arguments, and free to leave a dump."""
    command = [sys.executable, "-c", "input()", PATIENT_NAME]
    planted = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        # Before it becomes another program, it has the arguments of this one.
        wait_for("planted process", lambda: "input()" in of_process(planted.pid, "cmdline"), 20)
        return bool(arguments_tell(planted.pid) and allows_dump(planted.pid))
    finally:
        planted.communicate(b"\n")


def sees_title(window, process):
    """Whether it sees the name of a patient as the title of this window."""
    title = xdotool("getwindowname", window).strip()
    xdotool("set_window", "--name", PATIENT_NAME, window)
    try:
        return bool(titles_tell(process))
    finally:
        xdotool("set_window", "--name", title, window)
