#!/usr/bin/python3
"""Tests on a real desktop that no case is lost, readable by others, or leaves traces.

    tests/desktop/safety.py target/debug/wgs-referral [--cli PATH] [--keep FOLDER]

PROGRAM   the window's program, as a debug build (a release build can't be made to crash)
--cli     the command line (default: beside PROGRAM)
--keep    the folder for a picture of each step that fails
          (default: a new folder under the system's temporary folder)

The program runs on a virtual screen, with keys sent by xdotool. The first step checks the tools of the others.
Then, without a key store:

    no key store           a message says that changes may be lost, and no recovery copy is written
    stale wayland          beside a Wayland display that is gone, the window opens on X
    silent portal          a portal that does not answer leads to a field for the path
    refusing portal        a portal that refuses to show a dialog leads to a field for the path
    network plain          while a case is typed, saved unencrypted and exported, only local sockets are opened
    replaced report        an exported PDF is opened, but no longer once another file is in its place or it is gone

And with a key store (gnome-keyring):

    locked without keys    a locked key store is found out before a passphrase is typed, and unlocked on request only
    recovery copy          changes are in an encrypted copy, for the owner only, within two seconds
    kill and recover       changes before a kill are offered and restored
    hanging key store      copies go on while the key store is stopped, and SIGTERM loses nothing
    save with keys         the first save makes a recovery key; the file has no readable data; the copy is removed
    save again             no dialog, and none to open the case after a kill
    command line           opens the case with the recovery key, but not with another passphrase
    open with passphrase   a case saved with a passphrase opens with nothing else, in window and command line
    copy summary           the summary on the clipboard is marked as secret
    change by others       a file that another program changed is not overwritten without a question
    lock window            the covered window shows no patient data; only the passphrase uncovers it
    clear clipboard        the clipboard is cleared after a minute
    crash and recover      another process reports the crash without patient data, and restarts the program
    network keys           while a case is typed, saved to keys and exported, only local sockets are opened
    locked key store       a message if the key store stays locked; the user is asked again only on request
    search traces          no file in any folder of the desktop contains patient data or a passphrase, in any
                           encoding, after any step

After each step, window titles, arguments and memory limits of all processes of the program are checked as well.

Prints the result of each step. The exit status is 1 if a step fails. Missing packages are installed. Run it with
Debian's own Python, which has python3-gi.
"""

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True

import key_store
import screen
import sockets
import process_leaks
from criteria import Criteria
from packages import install_missing
from saving_steps import (
    change_by_others, command_line, locked_key_store, locked_without_keys, open_with_passphrase, save_again, save_with_keys,
)
from handover_steps import replaced_report
from hanging_steps import hanging_key_store, refusing_portal, silent_portal, stale_wayland
from recovery_steps import crash_and_recover, kill_and_recover, no_key_store, recovery_copy
from leak_steps import clear_clipboard, copy_summary, lock_window, network_keys, network_plain, search_traces
from session import PATIENCE, Session


def self_test(session):
    """Checks that the tools of the other steps detect secrets and sockets made for this purpose."""
    session.check(session.traces.self_test(), "a secret in a file is not detected")
    session.check(process_leaks.self_test(), "a patient's name in arguments, or a limit that allows memory dumps, is not detected")
    session.check(sockets.self_test(session.excluded / "planted", PATIENCE), "an internet socket is not detected, or an empty log is accepted")
    return "detected in files, arguments, limits and sockets"


# The steps of a series depend on each other; the series are independent.
WITHOUT_KEY_STORE = [[self_test], [no_key_store], [stale_wayland], [silent_portal], [refusing_portal], [network_plain], [replaced_report]]
WITH_KEY_STORE = [
    [locked_without_keys],
    [recovery_copy, kill_and_recover, save_with_keys, save_again, command_line, open_with_passphrase, copy_summary,
     change_by_others, lock_window, clear_clipboard],
    [hanging_key_store],
    [crash_and_recover],
    [network_keys],
    [locked_key_store],
    [search_traces],
]


def run_all(session, series):
    """Runs all steps. Returns for each whether it passed. After a step that can't continue, the rest of its series is skipped."""
    passed = []
    for steps in series:
        is_stuck = False
        for step in steps:
            if is_stuck:
                print(f"{step.__name__.replace('_', ' ')}: FAILED, skipped", flush=True)
                passed.append(False)
                continue
            is_stuck = run_step(session, step)
            passed.append(not session.failures)
        if is_stuck:
            session.reset()
    return passed


def run_step(session, step):
    """Runs a step and prints its result. Returns whether it could not continue."""
    start, figures, is_stuck = time.monotonic(), None, False
    session.failures = []
    try:
        figures = step(session)
    except Exception as error:  # Continue with the others after any error.
        is_stuck = True
        if not isinstance(error, screen.StepFailed):
            traceback.print_exc()
        session.failures.append(f"stuck: {error}")
    session.check_processes()
    session.fail_for_each(session.traces.look())
    picture = session.screen.picture(session.options.keep / f"{step.__name__}.png") if session.failures else None
    seconds = time.monotonic() - start
    result = f"FAILED, picture: {picture}" if session.failures else figures
    print(f"{step.__name__.replace('_', ' ')}: {result} ({seconds:.0f} s)", flush=True)
    for failure in session.failures:
        print(f"  - {failure}", flush=True)
    return is_stuck


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    options.program = options.program.resolve()
    options.cli = (options.cli or options.program.with_name("wgs-referral-cli")).resolve()
    options.keep = (options.keep or Path(tempfile.mkdtemp(prefix="wgs-safety-"))).resolve()
    options.keep.mkdir(parents=True, exist_ok=True)
    return options


def main():
    options = arguments()
    install_missing()
    # This import needs python3-gi, which `install_missing` may have installed.
    from reader import Reader
    start = time.monotonic()
    outside = tempfile.TemporaryDirectory(prefix="wgs-safety-outside-")
    with outside as folder, key_store.Desktop("safety") as desktop:
        session = Session(desktop, Reader(), options, Criteria("da"), Path(folder))
        passed = run_all(session, WITHOUT_KEY_STORE)
        desktop.start_key_store()
        passed += run_all(session, WITH_KEY_STORE)
        if not all(passed):
            print(desktop.program_log(), end="")
    print(f"{sum(passed)} of {len(passed)} steps passed; {time.monotonic() - start:.0f} s")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
