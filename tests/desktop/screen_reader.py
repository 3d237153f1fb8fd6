#!/usr/bin/python3
"""Uses the real program as a screen reader does: over AT-SPI, without mouse and, except for two keys, without keyboard.

    tests/desktop/screen_reader.py target/debug/wgs-referral [--cli PATH] [--language da|en] [--keep FOLDER]

PROGRAM       the window's program
--cli         the command line, which gives the expected verdicts (default: beside PROGRAM)
--language    the language of the window (default: da)
--keep        the folder for the trees, and for a picture after an error
              (default: a new folder under the system's temporary folder)

It starts its own virtual screen, session bus and accessibility bus. Then it

 1. reads the whole tree in several scenes: every control has a name, a sensible role and its state,
    text fields can be set, help is the description, no two controls have the same name;
 2. fills in the whole form of one indication: texts over EditableText, choices and counts over Action;
 3. reads the verdicts, overall and of each row, and compares them with those of the command line;
 4. checks that a change of the verdict is announced, and that an answer chosen by an arrow key is read;
 5. exports the report through the dialogs, and has the command line read the PDF.

Prints all findings at the end. The exit status is 1 if one of them is a failure. Missing packages
(`packages.txt`) are installed. Run it with Debian's own Python, which has python3-gi.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME, REQUESTER_NAME, CommandLine, Criteria, met_answers, write_case
from packages import install_missing
from screen import Screen, StepFailed, xdotool

INDICATION = "sarcoma"
RIGHT = 0xFF53
CHOSEN = {"checked", "selected"}

# The interfaces that each role needs. Other roles are not controls.
INTERFACES = {
    "push button": {"Action"}, "toggle button": {"Action"}, "check box": {"Action"}, "radio button": {"Action"},
    "link": {"Action"}, "page tab": {"Action"}, "entry": {"EditableText", "Text"}, "spin button": {"Value"},
    "list item": {"Action"}, "menu item": {"Action"}, "combo box": {"Action"},
    # The pages of the report have the focus to be scrolled by keys: a document is read, and not pressed.
    "document frame": {"Component"},
}
# Each role needs one of these states: otherwise users do not hear what is chosen.
STATES = {
    "radio button": {"checkable", "selectable"}, "check box": {"checkable"}, "page tab": {"checkable", "selectable"},
    "entry": {"editable"},
}
# Scroll bars of egui have no name and no tab stop. They are not needed to use the program.
EXEMPT = {"scroll bar"}
WINDOWS = {"frame", "dialog"}
# Roles where one of several is selected, not checked.
CHOSEN_AMONG = {"page tab", "list item"}


class Findings:
    """The results: failures, remarks, and the number of checks that passed."""

    def __init__(self):
        self.failures, self.remarks, self.held = [], [], 0

    def check(self, holds, failure):
        """Records a failure unless `holds` is true."""
        if holds:
            self.held += 1
        else:
            self.failures.append(failure)
        return holds

    def remark(self, text):
        """Records something that is not a failure."""
        self.remarks.append(text)

    def report(self):
        """Prints all results. Returns the exit status."""
        for title, found in [("remarks", self.remarks), ("FAILURES", self.failures)]:
            if found:
                print(f"\n== {title}")
            # Print a finding of several scenes only once.
            for text, times in Counter(found).items():
                print(f"- {text}" + (f" (×{times})" if times > 1 else ""))
        failures = len(set(self.failures))
        print(f"\n{self.held} checks passed, {failures} failed, {len(set(self.remarks))} remarks")
        return 1 if self.failures else 0


class NodeSnapshot:
    """The properties of an object, read once."""

    def __init__(self, node):
        self.role, self.name, self.depth = node.role, node.name, node.depth
        self.holds = {below.role for below in node.all()}
        self.states, self.interfaces = node.states(), node.interfaces()
        self.description, self.text = node.description(), node.text()

    def is_control(self):
        """Whether it is a control."""
        acts = {"Action", "EditableText"} & self.interfaces
        return self.role not in EXEMPT and bool(acts or "focusable" in self.states)

    def line(self):
        """The object as a line of text."""
        told = sorted(self.states - {"enabled", "sensitive", "showing", "visible", "focusable", "selectable-text"})
        parts = ["  " * self.depth + self.role, f"»{self.name}«"]
        if self.description:
            parts.append(f"– {self.description}")
        if self.text:
            parts.append(f"= {self.text!r}")
        if told:
            parts.append(f"[{', '.join(told)}]")
        return " ".join(parts).replace("\n", " / ")


class Session:
    """A session with the program."""

    def __init__(self, screen, reader, criteria, cli, findings, keep):
        self.screen, self.reader, self.criteria = screen, reader, criteria
        self.cli, self.findings, self.keep = cli, findings, keep
        self.texts = criteria.texts
        self.indication = criteria.indication(INDICATION)
        self.answers = {}

    # ---- Checks of the tree ----

    def audit(self, scene, shown=False):
        """Checks every control of the tree, and saves the tree as text."""
        seen = [NodeSnapshot(node) for node in self.reader.nodes()]
        lines = [one.line() for one in seen]
        (self.keep / f"tree-{self.criteria.language}-{scene}.txt").write_text("\n".join(lines) + "\n")
        if shown:
            print(f"\n== the tree: {scene}\n" + "\n".join(lines))
        for window in [one for one in seen if one.role in WINDOWS]:
            self.findings.check(window.name.strip(), f"{scene}: the {window.role} has no name")
            if window.role == "dialog" and "modal" not in window.states:
                self.findings.remark("a dialog is not told as modal: what is behind it seems to be in reach")
        controls = [one for one in seen if one.is_control() and one.role not in WINDOWS]
        values = [one.name for one in seen if one.role == "radio button"]
        for control in controls:
            self._audit_control(scene, control, values)
        self._audit_names(scene, controls)
        for one in seen:
            # A text that is read twice wastes the listener's time.
            if one.description and one.name.startswith(one.description):
                self.findings.remark(f"a {one.role}'s description repeats its name: »{one.description}«")
        print(f"{scene}: {len(seen)} objects, {len(controls)} controls")

    def _audit_control(self, scene, control, values):
        check, what = self.findings.check, f"{scene}: {control.role} »{control.name}«"
        check(control.name.strip(), f"{scene}: a {control.role} has no name")
        if control.role == "panel":
            # Only a group of radio buttons may be a panel with the focus.
            inside = "radio button" in control.holds
            beside = any(value.startswith(f"{control.name}: ") for value in values)
            check(inside or beside, f"{what} can have the focus, but has no meaningful role")
            if not inside:
                self.findings.remark("a group's radio buttons stand beside it in the tree, not in it")
            return
        if not check(control.role in INTERFACES, f"{what} is a control without a meaningful role"):
            return
        lacking = INTERFACES[control.role] - control.interfaces
        check(not lacking, f"{what} lacks {lacking}")
        needed = STATES.get(control.role)
        check(not needed or needed & control.states, f"{what} has no state")
        if control.role in CHOSEN_AMONG and "selectable" not in control.states:
            self.findings.remark(f"a {control.role} is told as checked, not as selected")

    def _audit_names(self, scene, controls):
        names = Counter((node.role, node.name) for node in controls if node.name)
        for (role, name), times in names.items():
            self.findings.check(times == 1, f"{scene}: {times} controls are a {role} »{name}«")

    def audit_help(self):
        """Checks that the help of a question is the description of its control."""
        nodes = self.reader.nodes()
        for question in self.criteria.form(self.indication):
            help_text = self.criteria.questions[question].get("help")
            label = self.criteria.label(question)
            stops = [node for node in nodes if node.name == label and "focusable" in node.states()]
            if help_text and stops:
                told = self.criteria.of(help_text) in " ".join(node.description() for node in stops)
                self.findings.check(told, f"the help of »{label}« is no description of its control")

    # ---- Actions ----

    def begin(self):
        """Sets the language and selects the indication."""
        # Close the dialog of a version that shows one at its first start.
        xdotool("key", "--window", self.screen.window, "Escape")
        self.reader.pump(0.5)
        self.set_language()
        title = self.criteria.of(self.indication["title"])
        tab = self._tab(self.indication)
        self.reader.click(tab)
        self.reader.find("heading", title)

    def set_language(self):
        """Switches the language, if the button shows another one."""
        wanted = self.texts.get("language-name")
        names = {Criteria(language).texts.get("language-name") for language in ["da", "en"]}
        nodes = self.reader.nodes()
        button = next((node for node in nodes if node.role == "push button" and node.name in names), None)
        if button is None:
            raise StepFailed(f"no button named {' or '.join(sorted(names))}")
        if button.name != wanted:
            self.reader.click(button)
            self.reader.find("push button", wanted)

    def _tab(self, indication):
        short = self.criteria.of(indication["short"])
        return self.reader.find_by("page tab", short, lambda name: name.startswith(f"{short}: "))

    def fill_texts(self):
        """Sets the text fields that a referral needs, and some others."""
        fields = {
            "name": PATIENT_NAME, "cpr": PATIENT_CPR, "requester-name": REQUESTER_NAME,
            "authorisation-id": "TEST1", "department": "Onkologisk Afdeling", "hospital": "Testhospitalet",
            "phone": "00 00 00 00", "mtb-name": "MTB Vest (test)",
            "mtb-date": "19-11-2026", "mtb-note": "Tilråder WGS.\nIngen øvrige fund.",
            "requisition-number": "TEST-0001", "sample-id": "P-0001",
        }
        for name, text in fields.items():
            field = self.reader.find("entry", self.texts.get(name))
            # A CPR number typed without hyphen gets one when the field loses the focus.
            self.reader.set_text(field, text.replace("-", "") if name == "cpr" else text, shown=text)
        for name, text in fields.items():
            shown = self.reader.find("entry", self.texts.get(name)).text()
            self.findings.check(shown == text, f"»{self.texts.get(name)}« shows {shown!r}, not {text!r}")
        self.choose_region()

    def choose_region(self):
        """Chooses a region, or types it if there is no choice."""
        label = self.texts.get("region")
        for node in self.reader.nodes():
            if node.role == "radio button" and node.name.startswith(f"{label}: "):
                self.reader.click(node)
                self.check_soon(lambda: CHOSEN & node.states(), f"»{node.name}« can't be chosen")
                return
        self.reader.set_text(self.reader.find("entry", label), "Region Midtjylland")

    def answer(self, question, answer):
        """Chooses a value by the action of its radio button, or types it."""
        self.answers[question] = answer
        if self.criteria.is_typed(question):
            text = self.criteria.typed_text(question, answer)
            return self.reader.set_text(self.reader.find("entry", self.criteria.label(question)), text, shown=text)
        label = f"{self.criteria.label(question)}: {self.criteria.value_label(question, self.indication, answer)}"
        button = self.reader.find("radio button", label)
        self.reader.click(button)
        self.reader.wait_for(f"»{label}« to be chosen", lambda: CHOSEN & button.states())

    def fill_answers(self, answers):
        """Gives all answers in the order of the form, as the questions appear."""
        for question in self.criteria.form(self.indication):
            if question in answers:
                self.answer(question, answers[question])

    # ---- Verdicts ----

    def expected(self, *options):
        """The verdicts of the command line on the same case."""
        day, month, year = self.reader.find("entry", self.texts.get("assessed-on")).text().split("-")
        case = self.screen.folder / "same.wgscase"
        write_case(case, INDICATION, f"{year}-{month}-{day}", self.answers)
        return self.cli.evaluate(case, *options)

    def check_verdicts(self, moment, verdicts=None):
        """Compares the verdicts in the tree with those of the command line."""
        verdicts = {verdict["indication"]: verdict for verdict in verdicts or self.expected("--all")}
        verdict = verdicts[INDICATION]
        sentence = self.criteria.overall_sentence(verdict)
        self.reader.wait_for(f"»{sentence}« ({moment})", lambda: self._shows(sentence))
        nodes = self.reader.known
        headings = [node.name for node in nodes if node.role == "heading"]
        others = self.criteria.all_overall_sentences() - {sentence}
        wrong = [name for name in headings for other in others if self.criteria.tells(name, other)]
        self.findings.check(not wrong, f"{moment}: another overall verdict is shown as well: {wrong}")
        rows = {node.name for node in nodes if node.role == "toggle button"}
        for name in self.criteria.row_names(verdict).values():
            self.findings.check(name in rows, f"{moment}: no row says »{name}«")
        self._check_tabs(moment, verdicts)
        print(f"{moment}: »{sentence}«, {len(verdict['rows'])} rows and {len(verdicts)} tabs compared")

    def _shows(self, sentence):
        return any(
            self.criteria.tells(node.name, sentence) for node in self.reader.nodes() if node.role == "heading"
        )

    def _check_tabs(self, moment, verdicts):
        for indication in self.criteria.indications:
            verdict = verdicts.get(indication["id"])
            if verdict:
                told, sentence = self._tab(indication).name, self.criteria.overall_sentence(verdict)
                self.findings.check(sentence in told, f"{moment}: the tab says »{told}«, not »{sentence}«")

    def check_announced(self, moment, since, verdict):
        """Checks that a changed overall verdict is announced."""
        sentence = self.criteria.overall_sentence(verdict)
        told = lambda: any(self.criteria.tells(text or "", sentence) for text in self.reader.announcements(since))
        try:
            self.reader.wait_for("announcement", told, 3)
            heard = self.reader.announcements(since)
            print(f"{moment}: {len(heard)} announcements, the last »{heard[-1]}«")
            self.findings.held += 1
        except StepFailed:
            renamed = any(sentence in (event.name or "") for event in self.reader.events[since:])
            how = "the tree changed without a live region" if renamed else "there was no event"
            heard = self.reader.announcements(since)
            self.findings.check(False, f"{moment}: »{sentence}« was not announced ({how}; heard {heard})")

    def check_quiet(self):
        """Checks that nothing is announced if no verdict changes, since it would interrupt the user's typing."""
        since = self.reader.mark()
        field = self.reader.find("entry", self.texts.get("sample-id"))
        self.reader.set_text(field, "P-0002")
        self.reader.pump(0.5)
        heard = self.reader.announcements(since)
        self.findings.check(not heard, f"a text that changes no verdict was announced: {heard}")

    def check_arrow_is_told(self):
        """Checks that an answer chosen by an arrow key is read: by focus, announcement or name."""
        question = "recurrence"
        label = self.criteria.label(question)
        group = next(node for node in self.reader.nodes() if node.name == label and "focusable" in node.states())
        self.reader.grab_focus(group)
        arrived = lambda: (focus := self.reader.focused()) and focus.name.startswith(label)
        self.reader.wait_for(f"focus at »{label}«", arrived)
        since = self.reader.mark()
        self.reader.press(RIGHT)
        self.reader.pump(1.0)
        values = [text for _, text in self.criteria.values(question, self.indication)]
        focus = self.reader.focused()
        moved = any(
            event.kind.endswith("focused") and event.on and event.name != label
            for event in self.reader.events[since:]
        )
        heard = [focus.name, focus.description(), *self.reader.announcements(since)]
        in_words = any(text in words.replace(label, "") for words in heard if words for text in values)
        self.findings.check(
            moved or in_words,
            f"an arrow key in »{label}« chooses a value, but screen readers can't tell which: the focus stays "
            "on the group, which has no value",
        )
        self._clear(label)

    def _clear(self, label):
        """Removes an answer by a click on the chosen value."""
        of_it = lambda node: node.role == "radio button" and node.name.startswith(f"{label}: ")
        for button in filter(of_it, self.reader.nodes()):
            if CHOSEN & button.states():
                self.reader.click(button)
                self.reader.wait_for("no answer", lambda: not CHOSEN & button.states())

    def unfold_all(self):
        """Unfolds every row, and checks that its state says so."""
        for node in [node for node in self.reader.nodes() if node.role == "toggle button"]:
            self.reader.click(node)
            self.check_soon(
                lambda: {"pressed", "expanded", "checked"} & node.states(),
                f"»{node.name}« does not have the state of an unfolded row",
            )

    def check_soon(self, probe, failure):
        """Waits for `probe`, and records a failure if it does not become true."""
        try:
            self.reader.wait_for("it", probe, 3)
        except StepFailed:
            return self.findings.check(False, failure)
        return self.findings.check(True, failure)

    def check_count(self):
        """Sets a count by its field and changes it by its buttons."""
        count = next(id for id, question in self.criteria.questions.items() if question["kind"] == "count")
        other = next(known for known in self.criteria.indications if count in self.criteria.form(known))
        self.reader.click(self._tab(other))
        label = self.criteria.label(count)
        field = self.reader.find("entry", label)
        self.reader.set_text(field, "2")
        self.reader.click(self.reader.find("push button", f"{label}: {self.texts.get('one-more')}"))
        self.check_soon(
            lambda: field.text() == "3",
            f"»{label}«: set to 2 over EditableText and stepped up by its button, the field still shows "
            f"{field.text()!r}: without the focus, the text that was set is never taken over",
        )
        self.audit("count")
        self.reader.set_text(field, "")
        self.reader.click(self._tab(self.indication))
        self.reader.find("heading", self.criteria.of(self.indication["title"]))

    def export(self):
        """Exports through the dialogs. The case in the PDF must have the same verdict."""
        self.reader.click(self.reader.find("push button", self.texts.get("command-export-pdf")))
        place = self.reader.find("push button", self.texts.get("choose-place"))
        self.audit("export")
        start = self.texts.get("export-draft", reasons="")[:-1].rstrip()
        draft = [node.name for node in self.reader.nodes() if node.name.startswith(start)]
        self.findings.check(not draft, "the export of a complete case says that it is a draft")
        self.reader.click(place)
        field = self.reader.find("entry", self.texts.get("path"))
        self.audit("path")
        pdf = self.screen.folder / "screen-reader.pdf"
        self.reader.set_text(field, str(pdf))
        since = self.reader.mark()
        self.reader.click(self.reader.find("push button", self.texts.get("export")))
        self.reader.wait_for("PDF", lambda: pdf.exists() and pdf.stat().st_size > 0, 20)
        self.findings.check(self.cli.evaluate(pdf)[0]["overall"] == "met", "the case in the PDF does not meet the criteria")
        notice = lambda: any(str(pdf) in node.name for node in self.reader.nodes())
        self.reader.wait_for("notice of the export", notice)
        if not any(str(pdf) in (text or "") for text in self.reader.announcements(since)):
            self.findings.remark("the notice that the PDF is saved is not announced")

    def preview(self):
        """Shows the report beside the form."""
        self.reader.click(self.reader.find("push button", self.texts.get("command-show-pdf")))
        self.reader.find("heading", self.texts.get("preview-title"), 15)
        self.reader.pump(1.5)
        self.audit("preview")


def run(session):
    """Runs the session. Later steps depend on earlier ones."""
    session.begin()
    session.audit("blank", shown=True)
    session.audit_help()
    session.check_arrow_is_told()

    session.fill_texts()
    session.check_verdicts("patient filled in")
    session.check_quiet()
    # The answers of this patient leave the count out of the form that asks for it.
    session.check_count()

    since = session.reader.mark()
    session.fill_answers(met_answers(session.criteria, INDICATION))
    session.check_verdicts("all answered")
    session.check_announced("all answered", since, session.expected()[0])

    since = session.reader.mark()
    session.answer("performance-status", "3")
    session.check_verdicts("performance status 3")
    session.check_announced("performance status 3", since, session.expected()[0])
    session.answer("performance-status", "1")
    session.check_verdicts("performance status 1 again")

    session.unfold_all()
    session.audit("unfolded")
    session.export()
    session.preview()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    parser.add_argument("--language", choices=["da", "en"], default="da")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.cli = (given.cli or given.program.with_name("wgs-referral-cli")).resolve()
    given.keep = (given.keep or Path(tempfile.mkdtemp(prefix="wgs-screen-reader-"))).resolve()
    given.keep.mkdir(parents=True, exist_ok=True)
    return given


def main():
    given = arguments()
    install_missing()
    # This import needs python3-gi, which `install_missing` may have installed.
    from reader import Reader
    findings = Findings()
    start = time.monotonic()
    with Screen("screen-reader") as screen:
        reader = Reader()
        screen.start_program(given.program)
        try:
            reader.attach(screen.program.pid)
            session = Session(screen, reader, Criteria(given.language), CommandLine(given.cli), findings, given.keep)
            run(session)
        except Exception as error:  # Print the findings so far after any error.
            traceback.print_exc()
            picture = screen.picture(given.keep / "stuck.png")
            findings.check(False, f"stuck: {error} (picture: {picture})")
            print(screen.program_log())
    print(f"\n{time.monotonic() - start:.0f} s; trees in {given.keep}")
    return findings.report()


if __name__ == "__main__":
    sys.exit(main())
