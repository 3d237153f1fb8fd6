"""Steps that check the recovery copies: with and without a key store, after a kill and after a crash.

Each step returns the text to print.
"""

import datetime
import os
import re
import signal
import time

import process_leaks
from criteria import PATIENT_NAME
from saved_files import file_faults, mode
from screen import StepFailed, wait_for, xdotool
from traces import CRASHING_NAME
from session import PATIENCE

# The specified time until a change is in the recovery copy, in seconds.
COPIED_WITHIN = 2.0
# On a busy computer a single measurement may be too long.
ATTEMPTS = 3


def no_key_store(session):
    """Checks that without a key store a message says so, and no recovery copy is written."""
    session.start()
    session.check(process_leaks.self_test_title(session.screen.window, session.screen.program.pid), "a patient's name in a window title is not detected")
    session.type_patient(PATIENT_NAME)
    session.wait_for_text(session.texts.get("recovery-impossible"))
    # By then, a recovery copy would have been written.
    session.reader.pump(COPIED_WITHIN + 1.0)
    left = [path.name for path in (session.screen.folder / "state").rglob("*") if path.is_file()]
    session.check(not left, f"the state folder contains files: {left}")
    session.keyboard.press("ctrl+s")
    session.wait_for_dialog("save-title")
    session.reader.find("password text", session.texts.get("passphrase"), PATIENCE)
    session.keyboard.press("Escape")
    session.wait_for_no_dialog()
    session.quit(discard=True)
    session.check(not session.screen.has_key_store(), "there is a key store")
    return "message shown, no copy written; saving offers a passphrase"


def recovery_copy(session):
    """Checks that changes are in an encrypted recovery copy within the specified time."""
    session.start()
    session.wait_for_focus(session.texts.get("name"))
    session.wait_for_text(session.texts.get("nothing-leaves"))
    name = seconds_until_copied(session, lambda: session.keyboard.type(PATIENT_NAME))
    number = seconds_until_copied(session, session.type_cpr)
    seconds = [max(name, number)]
    while seconds[-1] > COPIED_WITHIN and len(seconds) < ATTEMPTS:
        seconds.append(seconds_until_copied(session, lambda: session.append_to_name("e")))
    session.check(min(seconds) <= COPIED_WITHIN, f"the recovery copy was up to date only {seconds} s after the last change")
    kept = session.copies.all()
    if len(kept) != 1:
        raise StepFailed(f"there are {len(kept)} recovery copies")
    session.fail_for_each(file_faults(kept[0]))
    folder = mode(session.copies.folder)
    session.check(folder == 0o700, f"the folder of recovery copies has mode {folder:o}")
    after = " and ".join(f"{each:.2f} s" for each in [name, number, *seconds[1:]])
    return f"up to date {after} after the last change; {kept[0].stat().st_size} bytes, mode {mode(kept[0]):o}"


def seconds_until_copied(session, change):
    """Makes a change. Returns the seconds from its last key until the recovery copy is up to date."""
    before = time.time()
    change()
    typed = time.time()
    latest = session.copies.wait_until_stable(before, COPIED_WITHIN + 1.0, session.reader.pump, PATIENCE)
    if latest is None:
        raise StepFailed("the change is not in the recovery copy, or the copy is written without end")
    # The program may finish before the tool that sends the keys returns.
    return max(latest - typed, 0.0)


def kill_and_recover(session):
    """Checks that changes are offered after the program was killed, and restored."""
    seconds_until_copied(session, lambda: session.append_to_name(" den Yngre"))
    now = datetime.datetime.now()
    session.stop()
    session.traces.look()
    session.start()
    session.wait_for_dialog("recover-title")
    moment = offered_moment(session)
    times = [f"{now - datetime.timedelta(minutes=ago):%H:%M}" for ago in range(3)]
    session.check(moment.endswith(tuple(times)), f"the copy has the time {moment}, at {now:%H:%M}")
    session.press_default("recover-one")
    session.wait_for_case(session.name)
    session.wait_for_text(session.texts.get("notice-recovered"))
    session.check(session.has("label", session.texts.get("unsaved")), "the recovered case does not count as unsaved")
    count = len(session.copies.all())
    session.check(count == 1, f"there are {count} recovery copies after the recovery")
    return f"offered with the time {moment}, and restored"


def offered_moment(session):
    """The time of the only case that is offered, which must be listed with the title of its indication."""
    title = session.criteria.of(session.criteria.indications[0]["title"])
    pattern = re.escape(session.texts.get("recover-kept-at", moment="MOMENT")).replace("MOMENT", "(.+)")
    names = [node.name for node in session.wait_for_dialog("recover-title").all()]
    session.check(title in names, f"the offer does not name »{title}«: {names}")
    moments = [match[1] for name in names if (match := re.fullmatch(pattern, name))]
    if len(moments) != 1:
        raise StepFailed(f"the offer has no time, or more than one: {names}")
    return moments[0]


def crash_and_recover(session):
    """Checks that a crash is reported by another process, which restarts the program with the case."""
    os.environ["WGS_REFERRAL_FAILS_AT"] = CRASHING_NAME
    try:
        place = crash_and_restart(session)
    finally:
        del os.environ["WGS_REFERRAL_FAILS_AT"]
        for process in session.programs():
            os.kill(process, signal.SIGKILL)
    session.start()
    session.wait_for_dialog("recover-title")
    session.press_default("recover-one")
    session.wait_for_case(CRASHING_NAME)
    session.quit(discard=True)
    session.wait_for_no_copy()
    return f"reported with its source location only ({place}); the case is offered and restored"


def crash_and_restart(session):
    """Lets the program crash, checks the message, and restarts it from there. Returns the source location."""
    session.start()
    log = len(session.screen.program_log())
    crashed = session.screen.program
    session.type_patient(CRASHING_NAME)
    session.reader.wait_for("crash", lambda: not session.is_running(), PATIENCE)
    told = wait_for("window of the crash", lambda: other_windows(session, crashed.pid), PATIENCE)[0]
    session.reader.attach(told, least=5)
    place = check_crash_message(session, session.screen.program_log()[log:])
    session.check_processes()
    session.traces.look()

    xdotool("windowfocus", "--sync", xdotool("search", "--onlyvisible", "--pid", str(told)).split()[-1])
    session.press_default("crash-again")
    others = lambda: [process for process in other_windows(session, crashed.pid) if process != told]
    again = wait_for("window of the program that is started again", others, PATIENCE)[0]
    wait_for("end of the window of the crash", lambda: told not in session.programs(), PATIENCE)
    session.reader.attach(again)
    session.wait_for_dialog("recover-title")
    session.check_processes()
    # This patient would make it crash again.
    os.kill(again, signal.SIGKILL)
    wait_for("end of the program", lambda: again not in session.programs(), PATIENCE)
    return place


def check_crash_message(session, said):
    """Checks that the crash message and the log have the source location and no patient data. Returns the location."""
    text = session.all_texts()
    session.check_no_leak(text, "the crash message")
    session.check_no_leak(said, "the program's log")
    for message in [session.texts.get("crash-title"), session.texts.get("crash-kept", folder=session.copies.folder)]:
        session.check(message in text, f"the crash message lacks »{message}«: {text.splitlines()}")
    place = re.search(r"src/[\w/]+\.rs:\d+:\d+", text)
    if not session.check(place, f"the crash message has no source location: {text!r}"):
        return None
    session.check(f"internal error at {place[0]}" in said, f"the program's log has no source location: {said!r}")
    return place[0]


def other_windows(session, process):
    """The processes with a window that run the program, except this one."""
    has_window = lambda other: xdotool("search", "--onlyvisible", "--pid", str(other), check=False).split()
    return [other for other in session.programs() if other != process and has_window(other)]
