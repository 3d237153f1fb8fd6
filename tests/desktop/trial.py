"""The program on a desktop as a user has it before them: started, typed into, looked at, and ended.

What does not hold is kept as a failure, and the trial goes on; what it can't go on without is `Stuck`.
"""

import os
from pathlib import Path

import watch
from criteria import PATIENT_CPR, PATIENT_NAME
from keyboard import Keyboard, danish_keyboard
from left_files import Copies
from screen import Stuck, descendants, xdotool
from traces import NUMBER, Traces, secrets_in

TITLE = "WGS-henvisning"
# A passphrase is slow by intent; slower in a debug build, under strace, or where others compile.
PATIENCE = 60.0


class Trial:
    """What the steps share."""

    def __init__(self, screen, reader, given, criteria, outside):
        self.screen, self.reader, self.given, self.criteria = screen, reader, given, criteria
        self.texts, self.keyboard = criteria.texts, Keyboard(reader)
        # Nothing is looked for there: what the test itself needs, the PDF, and a case that is not encrypted.
        self.outside = outside
        self.copies = Copies(screen.folder / "state/wgs-referral/recovery")
        self.cases = screen.folder / "cases"
        self.cases.mkdir()
        self.case, self.key = self.cases / "sag.wgscase", self.cases / "nøgle.age"
        self.with_passphrase = self.cases / "med adgangskode.wgscase"
        self.traces = Traces(screen.folder)
        self.name = PATIENT_NAME
        self.failures = []
        self.stay = None

    def check(self, holds, failure):
        """Keeps a failure unless something holds."""
        if not holds and failure not in self.failures:
            self.failures.append(failure)
        return holds

    def has_no(self, faults):
        """Keeps each of these as a failure."""
        for fault in faults:
            self.check(False, fault)

    def tells_nothing(self, text, what):
        """Keeps it as a failure if a text tells of the patient, or a passphrase."""
        told = secrets_in(text)
        self.check(not told, f"{what} tells {told}")

    # ---- The program ----

    def start(self, *arguments, under=()):
        """Starts the program anew, perhaps by way of another one that becomes it."""
        self.stop()
        self.screen.start_program(*under, self.given.program, *arguments)
        danish_keyboard()
        self.reader.attach(self.screen.program.pid)

    def is_running(self):
        """Whether the program is there."""
        return self.screen.program is not None and self.screen.program.poll() is None

    def stop(self):
        """Kills the program as a power cut would, after a look at what others see of it."""
        self.look_from_outside()
        self.screen.stop_program()

    def quit(self, discard=False):
        """Ends the program as a user does."""
        self.look_from_outside()
        self.keyboard.press("ctrl+q")
        if discard:
            self.click("discard")
        self.reader.wait_for("end of the program", lambda: not self.is_running(), PATIENCE)
        self.check(self.screen.program.returncode == 0, f"it ends with status {self.screen.program.returncode}")

    def programs(self):
        """The ids of the processes that run the program."""
        found = []
        for process in descendants():
            try:
                if Path(os.readlink(f"/proc/{process}/exe")) == self.given.program:
                    found.append(process)
            except OSError:
                continue
        return found

    def look_from_outside(self):
        """What others see of every process that runs the program."""
        for process in self.programs():
            self.has_no(watch.look_at(process))
        if self.is_running():
            title = xdotool("getwindowname", self.screen.window, check=False).strip()
            # It may just have ended.
            self.check(title in (TITLE, "") or not self.is_running(), f"the title of the window is »{title}«")

    def forget(self):
        """Leaves nothing to the steps that follow."""
        self.stop()
        self.copies.remove()

    # ---- What it shows ----

    def has(self, role, name):
        """Whether an object of this role and name is there."""
        return any(node.role == role and node.name == name for node in self.reader.nodes())

    def has_dialog(self):
        """Whether a dialog is over the window."""
        return any(node.role == "dialog" for node in self.reader.nodes())

    def dialog(self, id):
        """Waits for the dialog with this title."""
        return self.reader.find("dialog", self.texts.get(id), PATIENCE)

    def dialog_goes(self):
        """Waits until no dialog is over the window."""
        self.reader.wait_for("end of the dialog", lambda: not self.has_dialog(), PATIENCE)

    def told(self):
        """Every text that the program tells an assistive technology."""
        texts = []
        for node in self.reader.nodes():
            texts += [node.name, node.description(), node.text() or ""]
        return "\n".join(texts)

    def waits_for_text(self, text):
        """Waits until something tells this, or begins with it."""
        shown = lambda: any(node.name.startswith(text) for node in self.reader.nodes())
        self.reader.wait_for(f"»{text}«", shown, PATIENCE)

    def field(self, id):
        """What stands in a field."""
        return self.reader.find("entry", self.texts.get(id), PATIENCE).text()

    def shows_case(self, name):
        """Waits until the form has this patient."""
        shown = lambda: (self.field("name"), self.field("cpr"))
        try:
            self.reader.wait_for("the patient", lambda: shown() == (name, PATIENT_CPR), PATIENCE)
        except Stuck as stuck:
            raise Stuck(f"the form shows {shown()}, not {(name, PATIENT_CPR)}") from stuck

    # ---- What is done ----

    def click(self, id):
        """Does what is named by a message; in a dialog, what stands there."""
        name = self.texts.get(id)

        def last():
            nodes = [node for node in self.reader.nodes() if node.name == name and "Action" in node.interfaces()]
            return nodes[-1] if nodes else None
        self.reader.click(self.reader.wait_for(f"»{name}«", last, PATIENCE))

    def waits_for_focus(self, name, role=None):
        """Waits until the focus is on something of this name."""
        arrived = lambda: (focus := self.keyboard.focused()) and focus.name == name and role in (None, focus.role)
        if not self.keyboard.soon(arrived, PATIENCE):
            raise Stuck(f"»{name}« does not have the focus, but »{self.keyboard.name()}«")

    def takes_default(self, id):
        """Waits until the focus is on what goes on, and takes it."""
        self.waits_for_focus(self.texts.get(id))
        self.keyboard.press("Return")

    def types_number(self):
        """Types the number, from the name on."""
        self.waits_for_focus(self.texts.get("name"))
        self.keyboard.press("Tab")
        self.waits_for_focus(self.texts.get("cpr"))
        self.keyboard.type(NUMBER)

    def types_patient(self, name):
        """Types number and name into a blank case, the name last."""
        self.types_number()
        self.keyboard.press("shift+Tab")
        self.waits_for_focus(self.texts.get("name"))
        self.keyboard.type(name)

    def types_more(self, text):
        """Types on at the end of the name."""
        field = self.reader.find("entry", self.texts.get("name"), PATIENCE)
        self.reader.grab_focus(field)
        self.waits_for_focus(self.texts.get("name"))
        self.keyboard.press("End")
        self.keyboard.type(text)
        before, self.name = self.name, self.name + text
        if not self.keyboard.soon(lambda: field.text() == self.name, 20):
            # What comes later goes on with what is there.
            wanted, self.name = self.name, field.text()
            self.check(False, f"»{text}« typed after {before!r} gives {self.name!r}, not {wanted!r}")

    def types_path(self, dialog, path):
        """Types a place, as there is no file dialog on this screen."""
        self.dialog(dialog)
        self.waits_for_focus(self.texts.get("path"), "entry")
        self.tells_nothing(self.keyboard.focused().text() or "", "the proposed name")
        self.keyboard.press("ctrl+a")
        self.keyboard.type(str(path))
        arrived = lambda: (focus := self.keyboard.focused()) and focus.text() == str(path)
        if not self.keyboard.soon(arrived, PATIENCE):
            raise Stuck(f"»{self.texts.get('path')}« does not show {path}")
        self.keyboard.press("Return")

    def types_passphrase(self, label, passphrase):
        """Types a passphrase, and Enter. What was typed is not told."""
        self.waits_for_focus(self.texts.get(label), "password text")
        self.keyboard.type(passphrase)
        shown = lambda: (focus := self.keyboard.focused()) and focus.text() or ""
        if not self.keyboard.soon(lambda: len(shown()) == len(passphrase), PATIENCE):
            raise Stuck(f"»{self.texts.get(label)}« holds {len(shown())} characters")
        self.tells_nothing(shown(), "a field for a passphrase")
        self.keyboard.press("Return")

    def copy_goes(self):
        """Waits until no recovery copy is left: they go with what they are copies of."""
        try:
            self.reader.wait_for("end of the recovery copy", lambda: not self.copies.all(), PATIENCE)
        except Stuck as stuck:
            self.check(False, str(stuck))
