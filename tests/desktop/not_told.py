"""The steps that try whether anything of the patient leaves the program: by clipboard, window, network or files.

Each step gives what is worth printing.
"""

import time

import sockets
from clipboard import Stay, clipboard
from criteria import PATIENT_CPR, PATIENT_NAME
from left_files import faults_of
from screen import Stuck
from traces import CASE_PASSPHRASE, KEY_PASSPHRASE, traces_in
from trial import PATIENCE

# The program's promise, in seconds, and how much it may be missed by.
CLIPBOARD_STAYS, CLIPBOARD_GRACE = 60.0, 15.0
NOT_TO_BE_KEPT = "x-kde-passwordManagerHint"


def copied(trial):
    """The summary is on the clipboard, marked; whether it goes is seen later."""
    trial.keyboard.press("ctrl+r")
    there = lambda: (text := clipboard()) and PATIENT_NAME in text and PATIENT_CPR in text and text
    text = trial.reader.wait_for("summary on the clipboard", there, PATIENCE)
    trial.stay = Stay(text, CLIPBOARD_STAYS + 2 * CLIPBOARD_GRACE)
    trial.stay.start()
    title = trial.criteria.of(trial.criteria.indications[0]["title"])
    trial.waits_for_text(trial.texts.get("notice-copied-for-a-minute", indication=title))
    targets = (clipboard("TARGETS") or "").split()
    trial.check(NOT_TO_BE_KEPT in targets, f"the clipboard has no {NOT_TO_BE_KEPT}, but {targets}")
    hint = clipboard(NOT_TO_BE_KEPT)
    trial.check(hint == "secret", f"{NOT_TO_BE_KEPT} says {hint!r}")
    return f"{len(text)} characters, with {NOT_TO_BE_KEPT} = {hint}"


def cleared(trial):
    """What was copied is gone from the clipboard after a minute."""
    if trial.stay is None:
        raise Stuck("nothing was copied")
    trial.stay.join()
    after = trial.stay.gone_after
    if not trial.check(after is not None, "the summary stays on the clipboard"):
        return None
    trial.check(trial.is_running(), "the program has ended, which alone clears the clipboard")
    in_time = abs(after - CLIPBOARD_STAYS) <= CLIPBOARD_GRACE
    trial.check(in_time, f"the summary is gone after {after:.0f} s")
    trial.tells_nothing(clipboard() or "", "the clipboard still")
    trial.quit(discard=True)
    trial.copy_goes()
    return f"gone after {after:.0f} s"


def locked(trial):
    """A covered window tells nothing of the patient."""
    trial.keyboard.press("ctrl+l")
    trial.waits_for_text(trial.texts.get("locked"))
    trial.tells_nothing(trial.told(), "a locked window")
    trial.types_passphrase("locked-passphrase", KEY_PASSPHRASE)
    trial.waits_for_text(trial.texts.get("passphrase-wrong"))
    # No command reaches through the cover.
    trial.keyboard.press("ctrl+k")
    trial.reader.pump(1.0)
    trial.tells_nothing(trial.told(), "after a wrong passphrase, a locked window")
    objects = len(trial.reader.known)
    trial.check(not trial.has_dialog(), "a command opens a dialog over the cover")
    trial.types_passphrase("locked-passphrase", CASE_PASSPHRASE)
    trial.shows_case(trial.name)
    return f"{objects} objects in the tree, none of them of the patient; the passphrase alone uncovers it"


def network_plain(trial):
    """No socket leads out of the computer: without a key store."""
    case = trial.outside / "ukrypteret.wgscase"

    def save():
        trial.dialog("save-title")
        trial.click("save-unencrypted-ask")
        trial.click("save-unencrypted")
        trial.types_path("dialog-save-title", case)
        trial.waits_for_text(trial.texts.get("notice-saved-plain", path=case))

    figures = listened_to(trial, save)
    # What the search for traces would find of it inside the desktop.
    trial.check(len(traces_in(case.read_bytes())) > 1, "the case that is not encrypted does not hold the patient")
    return figures


def network_keys(trial):
    """No socket leads out of the computer: with keys."""
    case = trial.cases / "uden net.wgscase"

    def save():
        trial.dialog("save-title")
        trial.takes_default("choose-place")
        trial.types_path("dialog-save-title", case)
        trial.waits_for_text(trial.texts.get("notice-saved-keys", path=case))

    figures = listened_to(trial, save)
    trial.has_no(faults_of(case))
    return figures


def listened_to(trial, save):
    """Types, saves and exports while sockets are listened for; gives what was heard."""
    pdf = trial.outside / "bilag.pdf"
    pdf.unlink(missing_ok=True)
    heard = sockets.Sockets(trial.outside / f"calls-{time.monotonic_ns()}")
    trial.start(under=heard.under)
    process = trial.screen.program.pid
    trial.types_patient(PATIENT_NAME)
    trial.keyboard.press("ctrl+s")
    save()
    trial.keyboard.press("ctrl+e")
    trial.dialog("export-title")
    trial.takes_default("choose-place")
    trial.types_path("dialog-export-title", pdf)
    trial.waits_for_text(trial.texts.get("notice-exported", path=pdf))
    trial.check(pdf.read_bytes().startswith(b"%PDF-"), "what is exported is no PDF")
    trial.quit()
    heard.wait_for_end(process, PATIENCE)
    trial.has_no(heard.faults())
    return heard.figures()


def no_traces(trial):
    """Nothing of the patient is left anywhere."""
    trial.stop()
    trial.traces.look()
    trial.has_no(trial.traces.found)
    files, looks = len(trial.traces.files), trial.traces.looks
    trial.check(files > 10, f"there is nothing to search: {files} files")
    return f"{len(trial.traces.found)} hits in {files} files, looked at {looks} times"
