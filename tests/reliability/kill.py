#!/usr/bin/python3
"""Kills a process during a save, and checks the files that are left.

    tests/reliability/kill.py target/debug/examples/save_without_pause [--moments N] [--disk]

PROGRAM    the example `save_without_pause`, which saves by way of the window's workers
--moments  the number of random moments (default: 1000)
--disk     also test a full disk, on a loop mount, where mounting is allowed

Runs four tests, each for a case file and for a recovery copy:

    every call      `kill -9` before every system call of a save that touches the folder (by strace)
    failing calls   each of these calls fails with "no space", "denied", "I/O error", "read-only"
    random moments  `kill -9` at random moments during continuous saves
    full disk       a disk without space

After each of them, the file must be complete: the version before or after the interrupted save, and never
older than the last one reported as saved. A failed call must be reported (`failed …`), unless the new version
is complete. The next save must succeed and leave only the file. The exit status is 1 if anything was lost.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from packages import install_missing

PACKAGES = {"strace": "strace", "mkfs.ext4": "e2fsprogs"}
ERRORS = ["ENOSPC", "EACCES", "EIO", "EROFS"]
WHAT = {"save": "case", "recover": "copy"}
# The calls with which a file may be changed or looked at. `read` is not among them: the main thread waits in it.
CALLS = ",".join("?" + call for call in [
    "openat", "write", "writev", "fsync", "fdatasync", "ftruncate", "fchmod", "chmod", "fchmodat", "fchown", "fsetxattr",
    "fremovexattr", "fgetxattr", "flock", "fcntl", "rename", "renameat", "renameat2", "link", "linkat", "unlink",
    "unlinkat", "mkdir", "mkdirat", "statx", "newfstatat", "fstat", "lstat", "stat", "getdents64", "readlink",
    "readlinkat", "copy_file_range", "sendfile",
])


class Lost(Exception):
    """A version that was reported as saved is missing, or a file is incomplete."""


class Trial:
    """The example program, and a folder that it saves into."""

    def __init__(self, program, what, folder):
        self.program, self.what, self.folder = program, what, folder
        self.file = folder / "a.wgscase" if what == "save" else folder / "recovery" / "a.age"

    def reset(self, rounds=2):
        """Creates the folder and saves `rounds` versions. Returns the number of the last one."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self.save(0, rounds)[-1]

    def save(self, first, rounds=1):
        """Saves versions without interruption. Returns the numbers that were reported as saved."""
        done = subprocess.run(self.command(first, rounds), capture_output=True, text=True)
        if done.returncode != 0:
            raise Lost(f"the save exits with {done.returncode}: {done.stderr}")
        return reported(done.stdout)

    def command(self, first, rounds=1):
        """The command that saves these versions."""
        return [str(self.program), str(self.folder), self.what, str(first), str(rounds)]

    def current_version(self):
        """The number of the version in the file; None if there is no file."""
        done = subprocess.run([str(self.program), str(self.folder), "print"], capture_output=True, text=True)
        if done.returncode != 0:
            raise Lost(f"the file can't be read: {done.stderr.strip()}")
        number = re.search(rf"^{WHAT[self.what]} (\S+)$", done.stdout, re.M).group(1)
        return None if number == "none" else int(number)

    def check_files(self, least, most):
        """Checks that the file has one of these versions, and that the next save succeeds and leaves only the file."""
        number = self.current_version()
        if number is None or not least <= number <= most:
            raise Lost(f"the file has version {number}, expected {least} to {most}")
        after = self.save(number + 1)
        if after != [number + 1] or self.current_version() != number + 1:
            raise Lost(f"the next save reports {after} after version {number}")
        left = sorted(entry.name for entry in self.file.parent.iterdir() if not entry.is_dir())
        if left != [self.file.name]:
            raise Lost(f"files left in the folder: {left}")

    def run_traced(self, number, *options):
        """Saves one version under strace. Returns the exit status and the output.

        strace counts the calls of each name per thread. It is attached when the process waits for its input, so that the
        main thread makes none of CALLS until the thread that saves has ended.
        """
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        environment = {**os.environ, "WGS_REFERRAL_WAIT": "1"}
        process = subprocess.Popen(self.command(number), env=environment, **pipes)
        if process.stdout.readline().strip() != "started":
            raise Lost(f"the process does not start ({process.wait()})")
        strace = ["strace", "-f", "-y", "-s", "0", *options, "-p", str(process.pid)]
        tracer = subprocess.Popen(strace, stderr=subprocess.PIPE, text=True)
        told = tracer.stderr.readline()
        if "attached" not in told:
            raise Lost(f"strace can't be attached: {told}")
        output, _ = process.communicate("\n")
        tracer.communicate()
        return process.returncode, output

    def is_touched(self, text):
        """Whether a call touches the folder, by its path or by way of its descriptor."""
        return str(self.folder) in text or "/proc/self/fd/" in text

    def calls(self, last):
        """The system calls of one save that touch the folder, in order: the name of each, and its number among the calls
        of that name in its thread. All must be from one thread; only releasing the lock at the end is done by another."""
        with tempfile.NamedTemporaryFile("r") as log:
            _, output = self.run_traced(last + 1, "-e", f"trace={CALLS}", "-o", log.name)
            if reported(output) == []:
                raise Lost(f"the save fails under strace: {output}")
            lines = re.findall(r"^(\d+) +(\w+)\((.*)$", log.read(), re.M)
        saving = next(thread for thread, _, text in lines if self.is_touched(text))
        of_thread = [(call, text) for thread, call, text in lines if thread == saving]
        if not all(thread == saving for thread, _, text in lines[: len(of_thread)] if self.is_touched(text)):
            raise Lost(f"more than one thread touches the folder: {lines}")
        numbers = {}
        calls = []
        for call, text in of_thread:
            numbers[call] = numbers.get(call, 0) + 1
            if self.is_touched(text):
                calls.append((call, numbers[call]))
        return calls


def reported(output):
    """The numbers of the versions that the output reports as saved."""
    return [int(number) for number in re.findall(r"^saved (\d+)$", output, re.M)]


def kill_before_each_call(trial):
    """Kills the process before each system call. Returns the names of the calls."""
    calls = trial.calls(trial.reset())
    for call, at in calls:
        last = trial.reset()
        status, output = trial.run_traced(last + 1, "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={at}")
        saved = reported(output)
        if status != -signal.SIGKILL:
            raise Lost(f"the process is not killed at {call} {at}, but exits with {status}: {output}")
        try:
            trial.check_files(saved[-1] if saved else last, last + 1)
        except Lost as lost:
            raise Lost(f"killed before {call} {at}: {lost}") from None
    return [call for call, _ in calls]


def summary(calls):
    """The name of each call, with the number of times."""
    return ", ".join(f"{call} {calls.count(call)}" for call in sorted(set(calls)))


def fail_each_call(trial):
    """Lets each system call fail with each error. Returns the number of failures, of failed saves, and of saves that
    told what could not be done."""
    calls = trial.calls(trial.reset())
    count = failures = notes = 0
    for call, at in calls:
        for error in ERRORS:
            last = trial.reset()
            _, output = trial.run_traced(last + 1, "-o", os.devnull, "-e", f"inject={call}:error={error}:when={at}")
            saved = reported(output)
            reason = re.search(r"^failed (.+)$", output, re.M)
            try:
                if not saved and not reason:
                    raise Lost(f"the failure is not reported: {output}")
                trial.check_files(saved[-1] if saved else last, last + 1 if saved else last)
            except Lost as lost:
                raise Lost(f"{error} at {call} {at}: {lost}") from None
            count += 1
            failures += bool(reason)
            notes += bool(re.search(r"^note ", output, re.M))
    return count, failures, notes


def kill_at_random(trial, moments):
    """Kills the process at random moments. Returns the number of saves that were reported in between."""
    next_one = trial.reset() + 1
    saves = 0
    for _ in range(moments):
        process = subprocess.Popen(trial.command(next_one, 1_000_000), stdout=subprocess.PIPE, text=True)
        while process.stdout.readline().strip() != "started":
            if process.poll() is not None:
                raise Lost(f"the process does not start ({process.returncode})")
        time.sleep(random.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        numbers = reported(process.stdout.read())
        process.wait()
        saves += len(numbers)
        number = trial.current_version()
        # One more version may be written that was not reported before the kill.
        last = numbers[-1] if numbers else next_one - 1
        if number is None or not last <= number <= last + 1:
            raise Lost(f"the file has version {number}, but {last} was reported")
        next_one = number + 1
    trial.check_files(0, 10**9)
    return saves


def full_disk(trial):
    """Saves on a full file system of 2 MB. Returns the message, or why the test is not possible."""
    with tempfile.TemporaryDirectory() as place:
        image, mounted = Path(place) / "disk", Path(place) / "mounted"
        mounted.mkdir()
        with open(image, "wb") as file:
            file.truncate(2 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", str(image)], check=True)
        asked = subprocess.run(["mount", "-o", "loop", str(image), str(mounted)], capture_output=True, text=True)
        if asked.returncode != 0:
            return f"skipped, because mounting is not allowed ({asked.stderr.strip()})"
        try:
            small = Trial(trial.program, trial.what, mounted / "cases")
            last = small.reset(4)
            filler = mounted / "filler"
            try:
                with open(filler, "wb") as file:
                    while True:
                        file.write(b"x" * 4096)
                        file.flush()
            except OSError:
                pass
            done = subprocess.run(small.command(last + 1), capture_output=True, text=True)
            reason = re.search(r"^failed (.+)$", done.stdout, re.M)
            if not reason:
                raise Lost(f"the failure on a full disk is not reported: {done.stdout} {done.stderr}")
            filler.unlink()
            small.check_files(last, last)
            return f"{reason.group(1)}: nothing lost"
        finally:
            subprocess.run(["umount", str(mounted)], check=False)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--moments", type=int, default=1000)
    parser.add_argument("--disk", action="store_true")
    given = parser.parse_args()
    given.program = given.program.resolve()
    return given


def main():
    given = arguments()
    install_missing(PACKAGES)
    with tempfile.TemporaryDirectory(prefix="wgs-kill-") as place:
        for what in WHAT:
            trial = Trial(given.program, what, Path(place) / what)
            try:
                start = time.monotonic()
                calls = kill_before_each_call(trial)
                print(f"{what}: killed before each of {len(calls)} system calls ({summary(calls)}): nothing lost", flush=True)
                count, failures, notes = fail_each_call(trial)
                print(f"{what}: {count} failed calls, {failures} of them reported as a failed save, {notes} with a note: nothing lost", flush=True)
                saves = kill_at_random(trial, given.moments)
                print(f"{what}: killed at {given.moments} random moments during {saves} saves: nothing lost", flush=True)
                if given.disk:
                    print(f"{what}: on a full disk: {full_disk(trial)}", flush=True)
                print(f"{what}: {time.monotonic() - start:.0f} s", flush=True)
            except Lost as lost:
                print(f"{what}: LOST: {lost}", flush=True)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
