"""The steps that try whether a saved case opens to its owner, to nobody else, and is not written over.

Each step gives what is worth printing.
"""

import subprocess

import key_store
from criteria import PATIENT_CPR
from left_files import ENCRYPTED_TEXT, faults_beside, faults_of, mode
from screen import xdotool
from traces import CASE_PASSPHRASE, KEY_PASSPHRASE
from trial import PATIENCE


def saved(trial):
    """Saved with keys; the first time, a recovery key is made."""
    trial.keyboard.press("ctrl+s")
    trial.dialog("save-title")
    trial.takes_default("save-keys-make")
    trial.dialog("make-keys-title")
    trial.types_passphrase("passphrase", KEY_PASSPHRASE)
    trial.types_passphrase("passphrase-again", KEY_PASSPHRASE)
    trial.types_path("dialog-key-save-title", trial.key)
    trial.types_path("dialog-save-title", trial.case)
    trial.waits_for_text(trial.texts.get("notice-saved-keys", path=trial.case))
    trial.copy_goes()
    trial.has_no(faults_of(trial.case))
    trial.has_no(faults_of(trial.key, ENCRYPTED_TEXT))
    trial.has_no(faults_beside([trial.case, trial.key], open=[trial.case]))
    trial.check(not trial.has("label", trial.texts.get("unsaved")), "the saved case counts as unsaved")
    return f"{trial.case.stat().st_size} bytes, mode {mode(trial.case):o}; the recovery copy is gone"


def saved_again(trial):
    """Saved to where it is without a question, and opened without one, although the program was killed."""
    trial.types_more("!")
    before = trial.case.read_bytes()
    trial.keyboard.press("ctrl+s")
    trial.reader.wait_for("new bytes in the file", lambda: trial.case.read_bytes() != before, PATIENCE)
    trial.waits_for_text(trial.texts.get("notice-saved-keys", path=trial.case))
    trial.check(not trial.has_dialog(), "a case that has its place and keys is asked about")
    trial.has_no(faults_of(trial.case))
    trial.copy_goes()
    trial.start(trial.case)
    trial.shows_case(trial.name)
    trial.check(not trial.has_dialog(), "opening a case with the own keys asks something")
    trial.has_no(faults_beside([trial.case, trial.key], open=[trial.case]))
    trial.quit()
    trial.copy_goes()
    trial.has_no(faults_beside([trial.case, trial.key]))
    return "without a question, as was opening it; nothing beside the files"


def command_line(trial):
    """The command line opens the case with the recovery key."""
    right, wrong = trial.outside / "right", trial.outside / "wrong"
    right.write_text(f"{KEY_PASSPHRASE}\n")
    wrong.write_text(f"{CASE_PASSPHRASE}\n")
    with_key = ["--identity", trial.key]
    evaluates(trial, trial.case, [*with_key, "--passphrase-file", right], 0)
    said = evaluates(trial, trial.case, [*with_key, "--passphrase-file", wrong], 1)
    evaluates(trial, trial.case, with_key, 1)
    evaluates(trial, trial.case, [], 1)
    return f"with another passphrase: »{said.rsplit(': ', 1)[-1]}«"


def evaluates(trial, case, options, status, given=None):
    """Has the command line judge a case, and end with a status. What it says tells nothing of the patient."""
    command = [str(part) for part in [trial.given.cli, "evaluate", case, *options]]
    options = " ".join(command[2:])
    feed = {"input": given} if given else {"stdin": subprocess.DEVNULL}
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE, **feed)
    said = done.stderr.strip()
    trial.check(done.returncode == status, f"evaluate {options}: status {done.returncode}, not {status}: {said}")
    trial.check(bool(done.stdout) == (status == 0), f"evaluate {options}: prints {done.stdout!r}")
    trial.check(bool(said) == (status != 0), f"evaluate {options}: says {said!r}")
    trial.tells_nothing(done.stdout + said, f"evaluate {options}")
    return said


def passphrase(trial):
    """Saved elsewhere with a passphrase, which is asked for when it is opened."""
    trial.start(trial.case)
    trial.shows_case(trial.name)
    save_with_passphrase(trial)
    trial.quit()

    trial.start(trial.with_passphrase)
    trial.dialog("passphrase-title")
    trial.types_passphrase("passphrase", KEY_PASSPHRASE)
    trial.waits_for_text(trial.texts.get("passphrase-wrong"))
    trial.tells_nothing(trial.told(), "before the case is opened, the window")
    trial.types_passphrase("passphrase", CASE_PASSPHRASE)
    trial.shows_case(trial.name)
    evaluates(trial, trial.with_passphrase, ["--passphrase-file", "-"], 0, f"{CASE_PASSPHRASE}\n")
    evaluates(trial, trial.with_passphrase, ["--passphrase-file", "-"], 1, f"{KEY_PASSPHRASE}\n")
    evaluates(trial, trial.with_passphrase, ["--identity", trial.key], 1)
    return "a wrong one is told and asked again, the right one opens; so on the command line"


def save_with_passphrase(trial):
    """Saves what is open to another place, with a passphrase."""
    before = trial.case.read_bytes()
    trial.keyboard.press("ctrl+shift+s")
    trial.dialog("save-title")
    way = f"{trial.texts.get('save-way')}: {trial.texts.get('save-way-passphrase')}"
    trial.reader.click(trial.reader.find("radio button", way, PATIENCE))
    trial.reader.find("password text", trial.texts.get("passphrase"), PATIENCE)
    trial.waits_for_focus(way)
    trial.keyboard.press("Tab")
    trial.types_passphrase("passphrase", CASE_PASSPHRASE)
    trial.types_passphrase("passphrase-again", CASE_PASSPHRASE)
    trial.types_path("dialog-save-title", trial.with_passphrase)
    trial.waits_for_text(trial.texts.get("notice-saved-passphrase", path=trial.with_passphrase))
    trial.has_no(faults_of(trial.with_passphrase))
    trial.check(trial.case.read_bytes() == before, "the first file has changed")
    trial.has_no(faults_beside([trial.case, trial.key, trial.with_passphrase], open=[trial.with_passphrase]))


def locked_store(trial):
    """Who does not unlock the key store is told so, and asked again when they want to."""
    trial.stop()
    trial.screen.lock_key_store()
    trial.start(trial.case)
    title = trial.texts.get("key-store-title")
    has_dialog = lambda: trial.has("dialog", title)
    refused = key_store.dismiss_prompts(has_dialog, trial.reader.pump, PATIENCE)
    trial.check(1 <= refused <= 2, f"it is asked {refused} times to unlock the key store")
    trial.tells_nothing(trial.told(), "before the case is opened, the window")
    # Nobody is asked again by themselves.
    trial.reader.pump(3.0)
    trial.check(not key_store.is_asked(), "it is asked again unasked")
    trial.takes_default("recover-retry")
    key_store.unlock(trial.reader.pump, PATIENCE)
    xdotool("windowfocus", "--sync", trial.screen.window)
    trial.reader.wait_for("the patient", lambda: trial.field("cpr") == PATIENT_CPR, PATIENCE)
    trial.quit()
    return f"asked {refused} times at the start, and once when it is tried again"


def changed(trial):
    """What another wrote into the file meanwhile is not written over."""
    others = trial.with_passphrase.read_bytes()[:-40] + bytes(40)
    trial.with_passphrase.write_bytes(others)
    trial.types_more("!")
    trial.keyboard.press("ctrl+s")
    trial.dialog("changed-title")
    trial.check(trial.with_passphrase.read_bytes() == others, "the other's file is written over unasked")
    trial.click("cancel")
    trial.dialog_goes()
    # Longer than a write would take.
    trial.reader.pump(1.0)
    trial.check(trial.with_passphrase.read_bytes() == others, "cancelling does not keep the other's file")
    trial.check(trial.has("label", trial.texts.get("unsaved")), "after cancelling, the case counts as saved")
    trial.has_no(faults_beside([trial.case, trial.key, trial.with_passphrase], open=[trial.with_passphrase]))
    return "told; the other's file is untouched"
