#!/usr/bin/python3
"""Proves in the real window that cases are safe: not lost, not read by others, not left behind.

    tests/desktop/safety.py target/debug/wgs-referral [--cli PATH] [--keep FOLDER]

PROGRAM   the window's program, built for trying (a release can't be made to crash)
--cli     the command line (default: beside PROGRAM)
--keep    where a picture is left of each step that fails
          (default: a folder of its own under the system's temporary folder)

On a screen of its own, with keys pressed by xdotool. First what the other steps look with finds what is
planted for it. Then without a key store:

    no key store     the window says that changes may be lost, and keeps no copy of them
    network, plain   no socket leads out of the computer while a case is typed, saved without keys, and exported

And with one of its own (gnome-keyring):

    recovery copy    what is typed is kept within two seconds, encrypted, for the user alone
    killed           what was typed before the program was killed is offered, and comes back
    saved            the first time a recovery key is made; the file tells nothing; the copy goes
    saved again      without a question; after being killed it is opened again without one
    command line     opens the case with the recovery key, and not with another passphrase
    passphrase       a copy with a passphrase, which alone opens it, in the window and on the command line
    copied, cleared  a summary is marked as not to be kept, and goes after a minute
    changed          what another wrote into the file is not written over
    locked           nothing of the patient is told; the passphrase alone uncovers the window
    crash            a window of another process tells of it, without the patient, and starts the program
    network, keys    no socket leads out of the computer while a case is typed, saved to keys, and exported
    locked store     who does not unlock the key store is told so, and asked again when they want to
    no traces        no file in any folder of the desktop holds patient or passphrase, in any form,
                     at the end of any step

In all of it, no title of a window and no argument of a process tells of the patient, and no process
may leave its memory in a file.

Prints what was found in each step. The status is 1 after any failure. Packages that are missing are
installed. It must run under Debian's own Python, which has python3-gi.
"""

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

# No compiled modules among the sources.
sys.dont_write_bytecode = True

import clipboard
import key_store
import screen
import sockets
import watch
from criteria import Criteria
from encrypted import changed, command_line, locked_store, passphrase, saved, saved_again
from not_lost import crash, killed, no_key_store, recovery_copy
from not_told import cleared, copied, locked, network_keys, network_plain, no_traces
from trial import PATIENCE, Trial

PACKAGES = [*screen.PACKAGES, *key_store.PACKAGES, *sockets.PACKAGES, *clipboard.PACKAGES]


def planted(trial):
    """What the other steps look with finds what is planted for it: else they prove nothing."""
    trial.check(trial.traces.sees(), "a secret that is planted in a file is not found")
    trial.check(watch.sees(), "a patient among the arguments of a process, or its memory dump, is not seen")
    trial.check(sockets.sees(trial.outside / "planted", PATIENCE), "a socket of the net is not seen, or none is missed")
    return "found in files, arguments, limits and sockets"


# Each series by itself, as its steps go on where the one before ended.
WITHOUT_KEY_STORE = [[planted], [no_key_store], [network_plain]]
WITH_KEY_STORE = [
    [recovery_copy, killed, saved, saved_again, command_line, passphrase, copied, changed, locked, cleared],
    [crash],
    [network_keys],
    [locked_store],
    [no_traces],
]


def take_all(trial, series):
    """Takes all steps, and gives of each whether it held. Where one gets stuck, the next series is tried."""
    held = []
    for steps in series:
        is_stuck = False
        for step in steps:
            if is_stuck:
                print(f"{step.__name__.replace('_', ' ')}: FAILED, as it was not tried", flush=True)
                held.append(False)
                continue
            is_stuck = take(trial, step)
            held.append(not trial.failures)
        if is_stuck:
            trial.forget()
    return held


def take(trial, step):
    """Takes one step, and prints what was found. Gives whether it got stuck."""
    start, figures, is_stuck = time.monotonic(), None, False
    trial.failures = []
    try:
        figures = step(trial)
    except Exception as error:  # Whatever went wrong, the others are still tried.
        is_stuck = True
        if not isinstance(error, screen.Stuck):
            traceback.print_exc()
        trial.failures.append(f"stuck: {error}")
    trial.look_from_outside()
    trial.has_no(trial.traces.look())
    picture = trial.screen.picture(trial.given.keep / f"{step.__name__}.png") if trial.failures else None
    seconds = time.monotonic() - start
    told = f"FAILED, picture: {picture}" if trial.failures else figures
    print(f"{step.__name__.replace('_', ' ')}: {told} ({seconds:.0f} s)", flush=True)
    for failure in trial.failures:
        print(f"  - {failure}", flush=True)
    return is_stuck


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.cli = (given.cli or given.program.with_name("wgs-referral-cli")).resolve()
    given.keep = (given.keep or Path(tempfile.mkdtemp(prefix="wgs-safety-"))).resolve()
    given.keep.mkdir(parents=True, exist_ok=True)
    return given


def main():
    given = arguments()
    screen.install_missing(PACKAGES)
    # Needs python3-gi, which may just have been installed.
    from reader import Reader
    start = time.monotonic()
    outside = tempfile.TemporaryDirectory(prefix="wgs-safety-outside-")
    with outside as folder, key_store.Desktop("safety") as desktop:
        trial = Trial(desktop, Reader(), given, Criteria("da"), Path(folder))
        held = take_all(trial, WITHOUT_KEY_STORE)
        desktop.start_key_store()
        held += take_all(trial, WITH_KEY_STORE)
        if not all(held):
            print(desktop.program_log(), end="")
    print(f"{sum(held)} of {len(held)} steps held; {time.monotonic() - start:.0f} s")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
