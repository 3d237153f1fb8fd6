"""Steps that check encrypted saves: the owner can open the case, nobody else can, and no change by others is lost.

Each step returns the text to print.
"""

import subprocess

import key_store
from criteria import PATIENT_CPR, PATIENT_NAME
from saved_files import ENCRYPTED_TEXT, folder_faults, file_faults, mode
from screen import wait_for, xdotool
from traces import CASE_PASSPHRASE, KEY_PASSPHRASE
from session import PATIENCE


def save_with_keys(session):
    """Saves with keys for the first time, which makes a recovery key."""
    session.keyboard.press("ctrl+s")
    session.wait_for_dialog("save-title")
    session.press_default("save-keys-make")
    session.wait_for_dialog("make-keys-title")
    session.type_passphrase("passphrase", KEY_PASSPHRASE)
    session.type_passphrase("passphrase-again", KEY_PASSPHRASE)
    session.type_path("make-keys-title", session.key)
    session.type_path("save-title", session.case)
    session.wait_for_text(session.texts.get("notice-saved-keys", path=session.case))
    session.wait_for_no_copy()
    session.fail_for_each(file_faults(session.case))
    session.fail_for_each(file_faults(session.key, ENCRYPTED_TEXT))
    session.fail_for_each(folder_faults([session.case, session.key], open=[session.case]))
    session.check(not session.has("label", session.texts.get("unsaved")), "the saved case is shown as unsaved")
    return f"{session.case.stat().st_size} bytes, mode {mode(session.case):o}; the recovery copy is removed"


def save_again(session):
    """Saves again without a dialog, and opens the case without one after a kill."""
    session.append_to_name("!")
    before = session.case.read_bytes()
    session.keyboard.press("ctrl+s")
    session.reader.wait_for("new bytes in the file", lambda: session.case.read_bytes() != before, PATIENCE)
    session.wait_for_text(session.texts.get("notice-saved-keys", path=session.case))
    session.check(not session.has_dialog(), "saving a case again opens a dialog")
    session.fail_for_each(file_faults(session.case))
    session.wait_for_no_copy()
    session.start(session.case)
    session.wait_for_case(session.name)
    session.check(not session.has_dialog(), "opening a case with the user's keys opens a dialog")
    session.fail_for_each(folder_faults([session.case, session.key], open=[session.case]))
    session.quit()
    session.wait_for_no_copy()
    session.fail_for_each(folder_faults([session.case, session.key]))
    return "saved and opened without a dialog; no other files in the folder"


def command_line(session):
    """Opens the case on the command line, which needs the recovery key and its passphrase."""
    right, wrong = session.excluded / "right", session.excluded / "wrong"
    right.write_text(f"{KEY_PASSPHRASE}\n")
    wrong.write_text(f"{CASE_PASSPHRASE}\n")
    with_key = ["--identity", session.key]
    evaluates(session, session.case, [*with_key, "--passphrase-file", right], 0)
    said = evaluates(session, session.case, [*with_key, "--passphrase-file", wrong], 1)
    evaluates(session, session.case, with_key, 1)
    evaluates(session, session.case, [], 1)
    return f"with another passphrase: »{said.rsplit(': ', 1)[-1]}«"


def evaluates(session, case, options, status, given=None):
    """Runs `evaluate`, and checks its exit status and that its output has no patient data. Returns the message."""
    command = [str(part) for part in [session.options.cli, "evaluate", case, *options]]
    options = " ".join(command[2:])
    feed = {"input": given} if given else {"stdin": subprocess.DEVNULL}
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE, **feed)
    said = done.stderr.strip()
    session.check(done.returncode == status, f"evaluate {options}: status {done.returncode}, not {status}: {said}")
    session.check(bool(done.stdout) == (status == 0), f"evaluate {options}: prints {done.stdout!r}")
    session.check(bool(said) == (status != 0), f"evaluate {options}: says {said!r}")
    session.check_no_leak(done.stdout + said, f"evaluate {options}")
    return said


def open_with_passphrase(session):
    """Saves to another file with a passphrase, which then is needed to open it."""
    session.start(session.case)
    session.wait_for_case(session.name)
    save_with_passphrase(session)
    session.quit()

    session.start(session.with_passphrase)
    session.wait_for_dialog("passphrase-title")
    session.type_passphrase("passphrase", KEY_PASSPHRASE)
    session.wait_for_text(session.texts.get("passphrase-wrong"))
    session.check_no_leak(session.all_texts(), "the window before the case is opened")
    session.type_passphrase("passphrase", CASE_PASSPHRASE)
    session.wait_for_case(session.name)
    evaluates(session, session.with_passphrase, ["--passphrase-file", "-"], 0, f"{CASE_PASSPHRASE}\n")
    evaluates(session, session.with_passphrase, ["--passphrase-file", "-"], 1, f"{KEY_PASSPHRASE}\n")
    evaluates(session, session.with_passphrase, ["--identity", session.key], 1)
    return "only the right passphrase opens it, in the window and on the command line"


def save_with_passphrase(session):
    """Saves the open case to another file with a passphrase."""
    before = session.case.read_bytes()
    session.keyboard.press("ctrl+shift+s")
    session.wait_for_dialog("save-title")
    way = f"{session.texts.get('save-way')}: {session.texts.get('save-way-passphrase')}"
    session.reader.click(session.reader.find("radio button", way, PATIENCE))
    session.reader.find("password text", session.texts.get("passphrase"), PATIENCE)
    session.wait_for_focus(way)
    session.keyboard.press("Tab")
    session.type_passphrase("passphrase", CASE_PASSPHRASE)
    session.type_passphrase("passphrase-again", CASE_PASSPHRASE)
    session.type_path("save-title", session.with_passphrase)
    session.wait_for_text(session.texts.get("notice-saved-passphrase", path=session.with_passphrase))
    session.fail_for_each(file_faults(session.with_passphrase))
    session.check(session.case.read_bytes() == before, "the original file was changed")
    session.fail_for_each(folder_faults([session.case, session.key, session.with_passphrase], open=[session.with_passphrase]))


def locked_without_keys(session):
    """Checks that a locked key store that has nothing of the program is found out before a passphrase is typed.

    Such a key store asks for its password only when something is to be stored.
    """
    session.reset()
    session.screen.lock_key_store()
    session.start()
    # The welcome, which says why, was seen in a step before.
    session.wait_for_text(session.texts.get("recovery-none"))
    warning = session.texts.get("recovery-impossible")
    session.check(warning not in session.all_texts(), "a loss of changes is warned of where there are none")
    unlock = session.texts.get("key-store-unlock")
    session.check(session.has("link", unlock), "the status bar does not offer to unlock the key store")
    promise = session.texts.get("welcome-recovery")
    session.check(promise not in session.all_texts(), "a recovery copy is promised")
    session.type_patient(PATIENT_NAME)
    session.wait_for_text(warning)
    # By then, a recovery copy would have been written.
    session.reader.pump(3.0)
    session.check(not session.copies.all(), "there is a recovery copy")
    session.check(not key_store.has_prompt(), "the user is asked to unlock the key store without a request")
    session.keyboard.press("ctrl+s")
    session.wait_for_dialog("save-title")
    session.wait_for_focus(session.texts.get("passphrase"), "password text")
    # The user cancels the question at first.
    session.click("key-store-unlock")
    wait_for("question", key_store.has_prompt, PATIENCE)
    is_told = lambda: session.has("password text", session.texts.get("passphrase"))
    refused = key_store.dismiss_prompts(is_told, session.reader.pump, PATIENCE)
    session.check(refused == 1, f"the user is asked {refused} times to unlock the key store")
    session.click("key-store-unlock")
    key_store.unlock(session.reader.pump, PATIENCE)
    xdotool("windowfocus", "--sync", session.screen.window)
    session.wait_for_text(session.texts.get("save-keys-first"))
    session.reader.wait_for("a recovery copy", session.copies.all, PATIENCE)
    session.keyboard.press("Escape")
    session.wait_for_no_dialog()
    session.quit(discard=True)
    return "no promise, no copy and no question until the user wants to unlock it; saving offers a passphrase"


def locked_key_store(session):
    """Checks the message if the key store stays locked, and that the user is only asked again on request."""
    session.stop()
    session.screen.lock_key_store()
    session.start(session.case)
    title = session.texts.get("key-store-title")
    has_dialog = lambda: session.has("dialog", title)
    refused = key_store.dismiss_prompts(has_dialog, session.reader.pump, PATIENCE)
    session.check(1 <= refused <= 2, f"the user is asked {refused} times to unlock the key store")
    session.check_no_leak(session.all_texts(), "the window before the case is opened")
    # The user must not be asked again without a request.
    session.reader.pump(3.0)
    session.check(not key_store.has_prompt(), "the user is asked again without a request")
    session.press_default("recover-retry")
    key_store.unlock(session.reader.pump, PATIENCE)
    xdotool("windowfocus", "--sync", session.screen.window)
    session.reader.wait_for("the patient", lambda: session.field_text("cpr") == PATIENT_CPR, PATIENCE)
    session.quit()
    return f"asked {refused} times at the start, and once on request"


def change_by_others(session):
    """Checks that a file which another program changed is not overwritten without a question."""
    others = session.with_passphrase.read_bytes()[:-40] + bytes(40)
    session.with_passphrase.write_bytes(others)
    session.append_to_name("!")
    session.keyboard.press("ctrl+s")
    session.wait_for_dialog("changed-title")
    session.check(session.with_passphrase.read_bytes() == others, "the changed file is overwritten without a question")
    session.click("cancel")
    session.wait_for_no_dialog()
    # Wait longer than a write would take.
    session.reader.pump(1.0)
    session.check(session.with_passphrase.read_bytes() == others, "cancelling overwrites the changed file")
    session.check(session.has("label", session.texts.get("unsaved")), "after cancelling, the case is shown as saved")
    session.fail_for_each(folder_faults([session.case, session.key, session.with_passphrase], open=[session.with_passphrase]))
    return "question shown; the changed file is kept"
