#!/usr/bin/python3
"""Ends a process that saves, in the middle of it, and looks at what is left.

    tests/reliability/kill.py target/debug/examples/save_without_pause [--moments N] [--keep FOLDER]

PROGRAM    the example `save_without_pause`, which saves by way of the window's own workers
--moments  how many random moments (default: 1000)
--disk     also on a full disk: a small file system in a file, where one may be mounted

Four trials, each for a case and for the recovery copy:

    inside   `kill -9` before every system call of a save that touches the folder (by strace)
    failing  each of those calls fails with "no space", "denied", "I/O error", "read-only"
    random   `kill -9` at random moments while it saves without pause
    full     a disk without room

After each, what is there must be whole: the version before or the one after, never older than what was
told as saved. A call that fails is told (`failed …`), unless the version after is there whole. The next
save succeeds, and leaves nothing but the file. The status is 1 when anything was lost.
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

PACKAGES = {"strace": "strace", "mkfs.ext4": "e2fsprogs"}
ERRORS = ["ENOSPC", "EACCES", "EIO", "EROFS"]
WHAT = {"save": "case", "recover": "copy"}


class Lost(Exception):
    """Something is not there that was told as saved, or not whole."""


def install_missing():
    """Installs those of PACKAGES that are missing."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if missing:
        quiet = {"check": True, "stdout": sys.stderr}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)


class Trial:
    """A folder of its own, and a program that saves into it."""

    def __init__(self, program, what, folder):
        self.program, self.what, self.folder = program, what, folder
        self.file = folder / "a.wgscase" if what == "save" else folder / "recovery" / "a.age"

    def begin(self, rounds=2):
        """A folder with a version that is saved."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self.save(0, rounds)[-1]

    def save(self, first, rounds=1):
        """Saves; gives the numbers of the versions that were told as saved."""
        done = subprocess.run(self.command(first, rounds), capture_output=True, text=True)
        if done.returncode != 0:
            raise Lost(f"saving ends with {done.returncode}: {done.stderr}")
        return told(done.stdout)

    def command(self, first, rounds=1):
        """The program, saving these versions."""
        return [str(self.program), str(self.folder), self.what, str(first), str(rounds)]

    def there(self):
        """The number of the version that is there, if any."""
        done = subprocess.run([str(self.program), str(self.folder), "tell"], capture_output=True, text=True)
        if done.returncode != 0:
            raise Lost(f"what is there can't be read: {done.stderr.strip()}")
        number = re.search(rf"^{WHAT[self.what]} (\S+)$", done.stdout, re.M).group(1)
        return None if number == "none" else int(number)

    def is_whole(self, least, most):
        """What is there is one of these versions; and the next save succeeds and leaves nothing else."""
        number = self.there()
        if number is None or not least <= number <= most:
            raise Lost(f"version {number} is there, of {least} to {most}")
        after = self.save(number + 1)
        if after != [number + 1] or self.there() != number + 1:
            raise Lost(f"the next save gives {after} after version {number}")
        left = sorted(entry.name for entry in self.file.parent.iterdir() if not entry.is_dir())
        if left != [self.file.name]:
            raise Lost(f"left behind: {left}")

    def strace(self, *inject):
        """The program under strace, which sees the calls that touch the folder."""
        paths = [self.folder, self.file.parent, self.file]
        paths += [self.file.with_name(f".{self.file.name}.{end}") for end in ("wgs-new", "wgs-backup", "lock", "holder")]
        seen = [part for path in dict.fromkeys(paths) for part in ("-P", str(path))]
        return ["strace", "-f", "-qq", *inject, *seen]

    def calls(self, last):
        """The system calls of one save, in order. All are one thread's, as strace counts for each; another
        one lets the lock go at the end."""
        with tempfile.NamedTemporaryFile("r") as log:
            done = subprocess.run([*self.strace("-o", log.name), *self.command(last + 1)], capture_output=True, text=True)
            if told(done.stdout) == []:
                raise Lost(f"under strace nothing is saved: {done.stderr}")
            found = re.findall(r"^(\d+) +(\w+)\(", log.read(), re.M)
        saving = [call for thread, call in found if thread == found[0][0]]
        if any(thread != found[0][0] for thread, _ in found[: len(saving)]):
            raise Lost(f"several threads touch the folder: {found}")
        return saving


def told(output):
    """The numbers of the versions that were told as saved."""
    return [int(number) for number in re.findall(r"^saved (\d+)$", output, re.M)]


def inside(trial):
    """`kill -9` before each system call; gives them."""
    calls = trial.calls(trial.begin())
    for at in range(1, len(calls) + 1):
        last = trial.begin()
        command = [*trial.strace("-o", os.devnull, "-e", f"inject=all:signal=KILL:when={at}"), *trial.command(last + 1)]
        done = subprocess.run(command, capture_output=True, text=True)
        saved = told(done.stdout)
        if done.returncode != -signal.SIGKILL and not saved:
            raise Lost(f"it is not killed at call {at}, but ends with {done.returncode}: {done.stderr}")
        try:
            trial.is_whole(saved[-1] if saved else last, last + 1)
        except Lost as lost:
            raise Lost(f"killed before call {at} ({calls[at - 1]}): {lost}") from None
    return calls


def counted(calls):
    """The names of calls, each once, with how often."""
    return ", ".join(f"{call} {calls.count(call)}" for call in sorted(set(calls)))


def failing(trial):
    """Each system call fails in each way; gives how many did, and how many of them were told."""
    calls = trial.calls(trial.begin())
    count = failures = 0
    for at in range(1, len(calls) + 1):
        for error in ERRORS:
            last = trial.begin()
            inject = f"inject=all:error={error}:when={at}"
            command = [*trial.strace("-o", os.devnull, "-e", inject), *trial.command(last + 1)]
            done = subprocess.run(command, capture_output=True, text=True)
            saved = told(done.stdout)
            reason = re.search(r"^failed (.+)$", done.stdout, re.M)
            try:
                if not saved and not reason:
                    raise Lost(f"nothing is told ({done.returncode}: {done.stderr.strip()})")
                trial.is_whole(saved[-1] if saved else last, last + 1 if saved else last)
            except Lost as lost:
                raise Lost(f"{error} at call {at} ({calls[at - 1]}): {lost}") from None
            count += 1
            failures += bool(reason)
    return count, failures


def random_moments(trial, moments):
    """`kill -9` while it saves without pause; gives how many saves were told in between."""
    next_one = trial.begin() + 1
    saves = 0
    for _ in range(moments):
        process = subprocess.Popen(trial.command(next_one, 1_000_000), stdout=subprocess.PIPE, text=True)
        while process.stdout.readline().strip() != "begun":
            if process.poll() is not None:
                raise Lost(f"it does not begin ({process.returncode})")
        time.sleep(random.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        numbers = told(process.stdout.read())
        process.wait()
        saves += len(numbers)
        number = trial.there()
        # One more may have been written and not yet told.
        last = numbers[-1] if numbers else next_one - 1
        if number is None or not last <= number <= last + 1:
            raise Lost(f"version {number} is there, {last} was told")
        next_one = number + 1
    trial.is_whole(0, 10**9)
    return saves


def full_disk(trial):
    """A file system of 2 MB that is filled up; gives what was told, or why there is none."""
    with tempfile.TemporaryDirectory() as place:
        image, mounted = Path(place) / "disk", Path(place) / "mounted"
        mounted.mkdir()
        with open(image, "wb") as file:
            file.truncate(2 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", str(image)], check=True)
        asked = subprocess.run(["mount", "-o", "loop", str(image), str(mounted)], capture_output=True, text=True)
        if asked.returncode != 0:
            return f"not tried, nothing can be mounted here ({asked.stderr.strip()})"
        try:
            small = Trial(trial.program, trial.what, mounted / "cases")
            last = small.begin(4)
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
                raise Lost(f"on a full disk nothing is told: {done.stdout} {done.stderr}")
            filler.unlink()
            small.is_whole(last, last)
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
    install_missing()
    with tempfile.TemporaryDirectory(prefix="wgs-kill-") as place:
        for what in WHAT:
            trial = Trial(given.program, what, Path(place) / what)
            try:
                start = time.monotonic()
                calls = inside(trial)
                print(f"{what}: killed before each of {len(calls)} system calls ({counted(calls)}): nothing lost", flush=True)
                count, failures = failing(trial)
                print(f"{what}: {count} calls that failed, {failures} of them told as a failed save: nothing lost", flush=True)
                saves = random_moments(trial, given.moments)
                print(f"{what}: killed at {given.moments} moments among {saves} saves: nothing lost", flush=True)
                if given.disk:
                    print(f"{what}: on a full disk: {full_disk(trial)}", flush=True)
                print(f"{what}: {time.monotonic() - start:.0f} s", flush=True)
            except Lost as lost:
                print(f"{what}: LOST: {lost}", flush=True)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
