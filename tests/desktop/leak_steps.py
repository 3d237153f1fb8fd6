"""Steps that check for leaks of patient data: through clipboard, window, network and files.

Each step returns the text to print.
"""

import time

import sockets
from clipboard import ClipboardWatch, clipboard
from criteria import PATIENT_CPR, PATIENT_NAME
from saved_files import file_faults
from screen import StepFailed
from traces import CASE_PASSPHRASE, KEY_PASSPHRASE, traces_in
from session import PATIENCE

# The specified time until the clipboard is cleared, and the tolerance of the measurement, in seconds.
CLEARED_AFTER, CLIPBOARD_GRACE = 60.0, 15.0
SECRET_HINT = "x-kde-passwordManagerHint"


def copy_summary(session):
    """Copies the whole summary, which must be marked as secret. A thread watches when it is cleared."""
    session.keyboard.press("ctrl+shift+r")
    there = lambda: (text := clipboard()) and PATIENT_NAME in text and PATIENT_CPR in text and text
    text = session.reader.wait_for("summary on the clipboard", there, PATIENCE)
    session.clipboard_watch = ClipboardWatch(text, CLEARED_AFTER + 2 * CLIPBOARD_GRACE)
    session.clipboard_watch.start()
    title = session.criteria.of(session.criteria.indications[0]["title"])
    session.wait_for_text(session.texts.get("notice-copied-for-a-minute", indication=title))
    targets = (clipboard("TARGETS") or "").split()
    session.check(SECRET_HINT in targets, f"the clipboard has no {SECRET_HINT}, but {targets}")
    hint = clipboard(SECRET_HINT)
    session.check(hint == "secret", f"{SECRET_HINT} says {hint!r}")
    return f"{len(text)} characters, with {SECRET_HINT} = {hint}"


def clear_clipboard(session):
    """Checks that the clipboard is cleared after a minute."""
    if session.clipboard_watch is None:
        raise StepFailed("nothing was copied")
    session.clipboard_watch.join()
    after = session.clipboard_watch.cleared_after
    if not session.check(after is not None, "the summary is never cleared from the clipboard"):
        return None
    session.check(session.is_running(), "the program has ended, which clears the clipboard in any case")
    in_time = abs(after - CLEARED_AFTER) <= CLIPBOARD_GRACE
    session.check(in_time, f"the summary is cleared after {after:.0f} s")
    session.check_no_leak(clipboard() or "", "the clipboard afterwards")
    session.quit(discard=True)
    session.wait_for_no_copy()
    return f"cleared after {after:.0f} s"


def lock_window(session):
    """Checks that a covered window shows no patient data, and that only the passphrase uncovers it."""
    session.keyboard.press("ctrl+l")
    session.wait_for_text(session.texts.get("locked"))
    session.check_no_leak(session.all_texts(), "the covered window")
    session.type_passphrase("locked-passphrase", KEY_PASSPHRASE)
    session.wait_for_text(session.texts.get("passphrase-wrong"))
    # The cover must block all commands.
    session.keyboard.press("ctrl+k")
    session.reader.pump(1.0)
    session.check_no_leak(session.all_texts(), "the covered window after a wrong passphrase")
    objects = len(session.reader.known)
    session.check(not session.has_dialog(), "a command opens a dialog over the cover")
    session.type_passphrase("locked-passphrase", CASE_PASSPHRASE)
    session.wait_for_case(session.name)
    return f"{objects} objects in the tree without patient data; only the passphrase uncovers the window"


def network_plain(session):
    """Checks the sockets that are opened while a case is saved without encryption."""
    case = session.excluded / "ukrypteret.wgscase"

    def save():
        session.wait_for_dialog("save-title")
        session.click("save-unencrypted-ask")
        session.click("save-unencrypted")
        session.type_path("save-plain-title", case)
        session.wait_for_text(session.texts.get("notice-saved-plain", path=case))

    result = record_sockets(session, save)
    # Inside the desktop's folder, the search for traces would find this file.
    session.check(len(traces_in(case.read_bytes())) > 1, "the unencrypted case does not contain the patient")
    return result


def network_keys(session):
    """Checks the sockets that are opened while a case is saved with keys."""
    case = session.cases / "uden net.wgscase"

    def save():
        session.wait_for_dialog("save-title")
        session.press_default("choose-place")
        session.type_path("save-title", case)
        session.wait_for_text(session.texts.get("notice-saved-keys", path=case))

    result = record_sockets(session, save)
    session.fail_for_each(file_faults(case))
    return result


def record_sockets(session, save):
    """Records sockets while a case is typed, saved and exported. Returns a summary."""
    pdf = session.excluded / "bilag.pdf"
    pdf.unlink(missing_ok=True)
    recorded = sockets.Sockets(session.excluded / f"calls-{time.monotonic_ns()}")
    session.start(under=recorded.prefix)
    process = session.screen.program.pid
    session.type_patient(PATIENT_NAME)
    session.keyboard.press("ctrl+s")
    save()
    # A report is that of one indication: from the overview, the program would ask which.
    session.keyboard.press("ctrl+1")
    session.keyboard.press("ctrl+e")
    # What the file gives away is shown before a place is asked for. A patient alone makes a draft.
    session.wait_for_text(session.texts.get("choose-place"))
    session.keyboard.press("Return")
    session.type_path("export-title", pdf)
    session.wait_for_text(session.texts.get("notice-exported-draft", path=pdf))
    session.check(pdf.read_bytes().startswith(b"%PDF-"), "the exported file is not a PDF")
    session.quit()
    recorded.wait_for_end(process, PATIENCE)
    session.fail_for_each(recorded.faults())
    return recorded.summary()


def search_traces(session):
    """Checks that no file contains patient data or a passphrase."""
    session.stop()
    session.traces.look()
    session.fail_for_each(session.traces.found)
    files, looks = len(session.traces.files), session.traces.looks
    session.check(files > 10, f"the search covers too few files: {files}")
    return f"{len(session.traces.found)} hits in {files} files, searched {looks} times"
