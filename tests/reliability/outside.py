#!/usr/bin/python3
"""Measures the memory and the time that files from outside take on the command line.

    tests/reliability/outside.py target/dist/wgs-referral-cli FILE-OR-FOLDER... [--mutations N] [--seed N]

Each file is given to `evaluate`, `verify`, `export` and, where it ends in .ron, to `check`. With --mutations, N changed
versions of each file are tried too: bytes replaced, removed, repeated, and parts of other files put in. The same seed
gives the same changes.

Prints the five highest figures of memory and of processor time, each with its command. Both include the process
that draws the pages of a PDF. The exit status is 1 if a call was ended by a signal, took more than 300 MB, or
more than 2 s of processor time with the drawing, which has 2 s of its own, set apart.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

# The limit for files that are opened or evaluated, in bytes.
LARGEST = 4 << 20
MEMORY_LIMIT_MB, TIME_LIMIT_S = 300, 2.0


class Call:
    """One call, with what it took."""

    def __init__(self, command, name):
        self.name = name
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.status = process.returncode
        self.megabytes = usage.ru_maxrss / 1000
        self.seconds = usage.ru_utime + usage.ru_stime


def calls_for(path, folder):
    """The arguments of the calls for a file, by their names."""
    calls = {
        "evaluate": ["evaluate", "--all", path],
        "verify": ["verify", path],
        "export": ["export", path, "--output", folder / "out.pdf"],
    }
    return {**calls, "check": ["check", path]} if path.suffix == ".ron" else calls


def changed(data, others, chance):
    """A changed version of a file."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        size = chance.choice([1, 2, 8, 64, 1024])
        match chance.randrange(4):
            case 0:
                data[at:at + size] = bytes(chance.randrange(256) for _ in range(min(size, len(data) - at)))
            case 1:
                del data[at:at + size]
            case 2:
                data[at:at] = data[at:at + size] * chance.choice([1, 10, 1000])
            case 3:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data[at:at + size] = other[start:start + size]
    return bytes(data[:LARGEST])


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("program", type=Path)
    asked.add_argument("paths", nargs="+", type=Path)
    asked.add_argument("--mutations", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked = asked.parse_args()
    program = asked.program.resolve()
    found = [file for path in asked.paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    files = [file for file in found if file.is_file() and 0 < file.stat().st_size <= LARGEST]
    contents = [file.read_bytes() for file in files]
    chance, calls = random.Random(asked.seed), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def run(path, told):
            for command, arguments in calls_for(path, folder).items():
                calls.append(Call([program, *map(str, arguments)], f"{command} {told}"))
                if calls[-1].status < 0:
                    print(f"{calls[-1].name}: ended by signal {-calls[-1].status}", flush=True)
        for file, content in zip(files, contents):
            run(file, file)
            for number in range(asked.mutations):
                path = folder / f"changed{file.suffix}"
                path.write_bytes(changed(content, contents, chance))
                run(path, f"{file}, change {number}")
    print(f"{len(calls)} calls for {len(files)} files")
    for what, key, unit in [("memory", "megabytes", "MB"), ("processor time", "seconds", "s")]:
        print(f"highest {what}:")
        for call in sorted(calls, key=lambda call: -getattr(call, key))[:5]:
            print(f"  {getattr(call, key):7.2f} {unit}  {call.name}")
    beyond = [
        call for call in calls
        if call.status < 0 or call.megabytes > MEMORY_LIMIT_MB or call.seconds > 2 * TIME_LIMIT_S
    ]
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
