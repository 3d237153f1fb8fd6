"""What any program of the user sees of a process: window titles, arguments, and the size of a memory dump."""

import re
import subprocess
import sys
from pathlib import Path

from criteria import PATIENT_NAME
from screen import wait_for, xdotool
from traces import secrets_in

# A limit of one byte prevents dumps to files. Unlike zero, it also stops Linux from piping the dump to a program.
NO_DUMP = ("1", "1")


def leaks_of(process):
    """The leaks of a process."""
    return [*title_leaks(process), *argument_leaks(process), *memory_dump_faults(process)]


def title_leaks(process):
    """Secrets in the window titles of a process."""
    found = []
    for window in xdotool("search", "--pid", str(process), check=False).split():
        title = xdotool("getwindowname", window, check=False)
        if told := secrets_in(title):
            found.append(f"the window title contains {told}")
    return found


def argument_leaks(process):
    """Secrets in the arguments of a process."""
    told = secrets_in(proc_file(process, "cmdline"))
    return [f"the arguments contain {told}"] if told else []


def memory_dump_faults(process):
    """A memory limit of a process that allows dumps."""
    limits = re.search(r"Max core file size\s+(\S+)\s+(\S+)", proc_file(process, "limits"))
    # A process that has just ended has no limits.
    if not limits or limits.groups() == NO_DUMP:
        return []
    return [f"a memory dump may have {' and '.join(limits.groups())} bytes"]


def proc_file(process, file):
    """A file of the process in `/proc`; empty if the process has just ended."""
    try:
        return Path(f"/proc/{process}/{file}").read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def self_test():
    """Whether a secret in arguments and a limit that allows dumps are detected, on a process made for it."""
    command = [sys.executable, "-c", "input()", PATIENT_NAME]
    planted = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        # Until the process has started its program, it has the arguments of this one.
        wait_for("planted process", lambda: "input()" in proc_file(planted.pid, "cmdline"), 20)
        return bool(argument_leaks(planted.pid) and memory_dump_faults(planted.pid))
    finally:
        planted.communicate(b"\n")


def self_test_title(window, process):
    """Whether a patient's name in the title of this window is detected."""
    title = xdotool("getwindowname", window).strip()
    xdotool("set_window", "--name", PATIENT_NAME, window)
    try:
        return bool(title_leaks(process))
    finally:
        xdotool("set_window", "--name", title, window)
