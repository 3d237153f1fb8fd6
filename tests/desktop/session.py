"""Drives the program on a desktop: starts it, types into it, reads the window and ends it.

A check that fails is recorded, and the test continues. `StepFailed` is raised where it can't continue.
"""

import os
import time
from pathlib import Path

import process_leaks
from criteria import PATIENT_CPR, PATIENT_NAME
from keyboard import Keyboard, danish_keyboard
from saved_files import Copies
from screen import StepFailed, descendants, xdotool
from traces import NUMBER, Traces, secrets_in

TITLE = "WGS-henvisning"
# In seconds. A passphrase is slow by design, and slower in a debug build, under strace or on a busy computer.
PATIENCE = 60.0


class Session:
    """The state that the steps share."""

    def __init__(self, screen, reader, options, criteria, excluded):
        self.screen, self.reader, self.options, self.criteria = screen, reader, options, criteria
        self.texts, self.keyboard = criteria.texts, Keyboard(reader)
        # A folder that is not searched: for files of the test, the PDF and the unencrypted case.
        self.excluded = excluded
        self.copies = Copies(screen.folder / "state/wgs-referral/recovery")
        self.cases = screen.folder / "cases"
        self.cases.mkdir()
        self.case, self.key = self.cases / "sag.wgscase", self.cases / "nøgle.age"
        self.with_passphrase = self.cases / "med adgangskode.wgscase"
        self.traces = Traces(screen.folder)
        self.name = PATIENT_NAME
        self.failures = []
        self.clipboard_watch = None

    def check(self, holds, failure):
        """Records a failure unless `holds` is true."""
        if not holds and failure not in self.failures:
            self.failures.append(failure)
        return holds

    def fail_for_each(self, faults):
        """Records each of these as a failure."""
        for fault in faults:
            self.check(False, fault)

    def check_no_leak(self, text, what):
        """Records a failure if a text contains patient data or a passphrase."""
        told = secrets_in(text)
        self.check(not told, f"{what} contains {told}")

    # ---- The program ----

    def start(self, *arguments, under=()):
        """Restarts the program, with the command `under` before it if given."""
        self.stop()
        self.screen.start_program(*under, self.options.program, *arguments)
        danish_keyboard()
        self.reader.attach(self.screen.program.pid)

    def is_running(self):
        """Whether the program has not ended."""
        return self.screen.program is not None and self.screen.program.poll() is None

    def stop(self):
        """Kills the program, after a check of its processes."""
        self.check_processes()
        self.screen.stop_program()

    def quit(self, discard=False):
        """Ends the program as a user would."""
        self.check_processes()
        self.keyboard.press("ctrl+q")
        if discard:
            self.click("discard")
        self.reader.wait_for("end of the program", lambda: not self.is_running(), PATIENCE)
        self.check(self.screen.program.returncode == 0, f"the program exits with status {self.screen.program.returncode}")

    def programs(self):
        """The ids of the processes that run the program."""
        found = []
        for process in descendants():
            try:
                if Path(os.readlink(f"/proc/{process}/exe")) == self.options.program:
                    found.append(process)
            except OSError:
                continue
        return found

    def check_processes(self):
        """Checks every process of the program for leaks."""
        for process in self.programs():
            self.fail_for_each(process_leaks.leaks_of(process))
        if self.is_running():
            title = xdotool("getwindowname", self.screen.window, check=False).strip()
            told = title.removeprefix("*")
            # The name of this file tells nothing about the patient. The program may have ended just now.
            allowed = ("", TITLE, f"{self.case.name} – {TITLE}")
            self.check(told in allowed or not self.is_running(), f"the window title is »{title}«")

    def reset(self):
        """Stops the program and removes the recovery copies, so that the next steps start clean."""
        self.stop()
        self.copies.remove()

    # ---- Reading the window ----

    def has(self, role, name):
        """Whether the tree has an object with this role and name."""
        return any(node.role == role and node.name == name for node in self.reader.nodes())

    def has_dialog(self):
        """Whether a dialog is open."""
        return any(node.role == "dialog" for node in self.reader.nodes())

    def wait_for_dialog(self, id):
        """Waits for the dialog with this title."""
        return self.reader.find("dialog", self.texts.get(id), PATIENCE)

    def wait_for_no_dialog(self):
        """Waits until no dialog is open."""
        self.reader.wait_for("end of the dialog", lambda: not self.has_dialog(), PATIENCE)

    def all_texts(self):
        """All texts that the program gives to assistive technologies."""
        texts = []
        for node in self.reader.nodes():
            texts += [node.name, node.description(), node.text() or ""]
        return "\n".join(texts)

    def wait_for_text(self, text):
        """Waits for an object whose name starts with this text."""
        shown = lambda: any(node.name.startswith(text) for node in self.reader.nodes())
        self.reader.wait_for(f"»{text}«", shown, PATIENCE)

    def field_text(self, id):
        """The text in a field."""
        return self.reader.find("entry", self.texts.get(id), PATIENCE).text()

    def wait_for_case(self, name):
        """Waits until the form shows this patient."""
        shown = lambda: (self.field_text("name"), self.field_text("cpr"))
        try:
            self.reader.wait_for("the patient", lambda: shown() == (name, PATIENT_CPR), PATIENCE)
        except StepFailed as stuck:
            raise StepFailed(f"the form shows {shown()}, not {(name, PATIENT_CPR)}") from stuck

    # ---- Actions ----

    def click(self, id):
        """Clicks the control with the text of a message. If there are several, the one in the dialog."""
        name = self.texts.get(id)

        def last():
            nodes = [node for node in self.reader.nodes() if node.name == name and "Action" in node.interfaces()]
            return nodes[-1] if nodes else None
        self.reader.click(self.reader.wait_for(f"»{name}«", last, PATIENCE))

    def wait_for_focus(self, name, role=None):
        """Waits until an object with this name has the focus."""
        arrived = lambda: (focus := self.keyboard.focused()) and focus.name == name and role in (None, focus.role)
        if not self.keyboard.becomes_true(arrived, PATIENCE):
            raise StepFailed(f"»{name}« does not have the focus, but »{self.keyboard.name()}«")

    def press_default(self, id):
        """Waits until the default button has the focus, and presses it."""
        self.wait_for_focus(self.texts.get(id))
        # A dialog that comes by itself takes no keys before a pause.
        time.sleep(1)
        self.keyboard.press("Return")

    def type_cpr(self):
        """Moves from the name to the CPR number, and types it."""
        self.wait_for_focus(self.texts.get("name"))
        self.keyboard.press("Tab")
        self.wait_for_focus(self.texts.get("cpr"))
        self.keyboard.type(NUMBER)

    def type_patient(self, name):
        """Types CPR number and name into a blank case, the name last."""
        self.type_cpr()
        self.keyboard.press("shift+Tab")
        self.wait_for_focus(self.texts.get("name"))
        self.keyboard.type(name)

    def append_to_name(self, text):
        """Types text at the end of the name."""
        field = self.reader.find("entry", self.texts.get("name"), PATIENCE)
        self.reader.grab_focus(field)
        self.wait_for_focus(self.texts.get("name"))
        self.keyboard.press("End")
        self.keyboard.type(text)
        before, self.name = self.name, self.name + text
        if not self.keyboard.becomes_true(lambda: field.text() == self.name, 20):
            # The steps that follow continue with the name as it is.
            wanted, self.name = self.name, field.text()
            self.check(False, f"»{text}« typed after {before!r} gives {self.name!r}, not {wanted!r}")

    def type_path(self, dialog, path):
        """Types a path, because this desktop has no file dialog."""
        self.wait_for_dialog(dialog)
        self.wait_for_focus(self.texts.get("path"), "entry")
        self.check_no_leak(self.keyboard.focused().text() or "", "the proposed file name")
        # A dialog that comes by itself, as after the recovery key, takes no text before a pause.
        time.sleep(1)
        self.keyboard.press("ctrl+a")
        self.keyboard.type(str(path))
        arrived = lambda: (focus := self.keyboard.focused()) and focus.text() == str(path)
        if not self.keyboard.becomes_true(arrived, PATIENCE):
            raise StepFailed(f"»{self.texts.get('path')}« does not show {path}")
        self.keyboard.press("Return")

    def type_passphrase(self, label, passphrase):
        """Types a passphrase and Enter. The field must not reveal the text."""
        self.wait_for_focus(self.texts.get(label), "password text")
        self.keyboard.type(passphrase)
        shown = lambda: (focus := self.keyboard.focused()) and focus.text() or ""
        if not self.keyboard.becomes_true(lambda: len(shown()) == len(passphrase), PATIENCE):
            raise StepFailed(f"»{self.texts.get(label)}« has {len(shown())} characters")
        self.check_no_leak(shown(), "the field for a passphrase")
        self.keyboard.press("Return")

    def wait_for_no_copy(self):
        """Waits until the recovery copies are removed, which must happen after a save or discard."""
        try:
            self.reader.wait_for("end of the recovery copy", lambda: not self.copies.all(), PATIENCE)
        except StepFailed as stuck:
            self.check(False, str(stuck))
