#!/usr/bin/python3
"""Uses the real program as a screen reader does: over AT-SPI, without mouse and, but for two keys, without keyboard.

    tests/desktop/screen_reader.py target/debug/wgs-referral [--cli PATH] [--language da|en] [--keep FOLDER]

PROGRAM       the window's program
--cli         the command line, which gives the expected verdicts (default: beside PROGRAM)
--language    the language of the window (default: da)
--keep        where the trees that were read, and a picture when it goes wrong, are left
              (default: a folder of its own under the system's temporary folder)

It starts a screen, a session bus and an accessibility bus of its own, and then

 1. reads the whole tree in several scenes: every control has a name, a sensible role and its state,
    text fields can be set, help is told, no two controls have the same name;
 2. fills in the whole form of one indication: texts over EditableText, choices and counts over Action;
 3. reads the verdicts, overall and of each row, and holds them against the command line's;
 4. listens whether a change of the verdict is announced, and whether an answer given by an arrow key is told;
 5. exports the report through the dialogs, and has the command line read the PDF.

All findings are printed at the end. The status is 1 if one of them is a failure. Packages that are
missing are installed (`screen.PACKAGES`). It must run under Debian's own Python, which has python3-gi.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

# No compiled modules among the sources.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME, REQUESTER_NAME, CommandLine, Criteria, met_answers, write_case
from screen import Screen, Stuck, install_missing, xdotool

INDICATION = "sarcoma"
RIGHT = 0xFF53
CHOSEN = {"checked", "selected"}

# What each role must offer. Roles that are not here are no controls.
INTERFACES = {
    "push button": {"Action"}, "toggle button": {"Action"}, "check box": {"Action"}, "radio button": {"Action"},
    "link": {"Action"}, "page tab": {"Action"}, "entry": {"EditableText", "Text"}, "spin button": {"Value"},
    "list item": {"Action"}, "menu item": {"Action"}, "combo box": {"Action"},
}
# One of these states must be there: else nobody hears what is chosen.
STATES = {
    "radio button": {"checkable", "selectable"}, "check box": {"checkable"}, "page tab": {"checkable", "selectable"},
    "entry": {"editable"},
}
# egui draws them itself and reaches them neither by Tab nor by name; they are no way to anything.
EXEMPT = {"scroll bar"}
WINDOWS = {"frame", "dialog"}
# One of several is shown: selected, rather than checked.
CHOSEN_AMONG = {"page tab", "list item"}


class Findings:
    """What was found: failures, remarks, and how much held."""

    def __init__(self):
        self.failures, self.remarks, self.held = [], [], 0

    def check(self, holds, failure):
        """Keeps a failure unless something holds."""
        if holds:
            self.held += 1
        else:
            self.failures.append(failure)
        return holds

    def remark(self, text):
        """Keeps what is worth knowing and no failure."""
        self.remarks.append(text)

    def report(self):
        """Prints all, and gives the exit status."""
        for title, found in [("remarks", self.remarks), ("FAILURES", self.failures)]:
            if found:
                print(f"\n== {title}")
            # The same in several scenes is told once.
            for text, times in Counter(found).items():
                print(f"- {text}" + (f" (×{times})" if times > 1 else ""))
        failures = len(set(self.failures))
        print(f"\n{self.held} checks held, {failures} failed, {len(set(self.remarks))} remarks")
        return 1 if self.failures else 0


class Seen:
    """All that one object tells, read once."""

    def __init__(self, node):
        self.role, self.name, self.depth = node.role, node.name, node.depth
        self.holds = {below.role for below in node.all()}
        self.states, self.interfaces = node.states(), node.interfaces()
        self.description, self.text = node.description(), node.text()

    def is_control(self):
        """Whether something can be done with it."""
        acts = {"Action", "EditableText"} & self.interfaces
        return self.role not in EXEMPT and bool(acts or "focusable" in self.states)

    def line(self):
        """It as a line of text."""
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
    """The program in use."""

    def __init__(self, screen, reader, criteria, cli, findings, keep):
        self.screen, self.reader, self.criteria = screen, reader, criteria
        self.cli, self.findings, self.keep = cli, findings, keep
        self.texts = criteria.texts
        self.indication = criteria.indication(INDICATION)
        self.answers = {}

    # ---- What is said of the tree ----

    def audit(self, scene, shown=False):
        """Checks every control of the tree, and keeps the tree as text."""
        seen = [Seen(node) for node in self.reader.nodes()]
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
            # What is said twice costs whoever listens their time.
            if one.description and one.name.startswith(one.description):
                self.findings.remark(f"a {one.role}'s description repeats its name: »{one.description}«")
        print(f"{scene}: {len(seen)} objects, {len(controls)} controls")

    def _audit_control(self, scene, control, values):
        check, what = self.findings.check, f"{scene}: {control.role} »{control.name}«"
        check(control.name.strip(), f"{scene}: a {control.role} has no name")
        if control.role == "panel":
            # A group of radio buttons; nothing else may be a panel and take the focus.
            inside = "radio button" in control.holds
            beside = any(value.startswith(f"{control.name}: ") for value in values)
            check(inside or beside, f"{what} takes the focus and has no role that says what it is")
            if not inside:
                self.findings.remark("a group's radio buttons stand beside it in the tree, not in it")
            return
        if not check(control.role in INTERFACES, f"{what} is a control of a role that says nothing"):
            return
        lacking = INTERFACES[control.role] - control.interfaces
        check(not lacking, f"{what} lacks {lacking}")
        needed = STATES.get(control.role)
        check(not needed or needed & control.states, f"{what} tells no state")
        if control.role in CHOSEN_AMONG and "selectable" not in control.states:
            self.findings.remark(f"a {control.role} is told as checked, not as selected")

    def _audit_names(self, scene, controls):
        names = Counter((node.role, node.name) for node in controls if node.name)
        for (role, name), times in names.items():
            self.findings.check(times == 1, f"{scene}: {times} controls are a {role} »{name}«")

    def audit_help(self):
        """Where a question has help, its control tells it to whoever comes there by Tab."""
        nodes = self.reader.nodes()
        for question in self.criteria.form(self.indication):
            help_text = self.criteria.questions[question].get("help")
            label = self.criteria.label(question)
            stops = [node for node in nodes if node.name == label and "focusable" in node.states()]
            if help_text and stops:
                told = self.criteria.of(help_text) in " ".join(node.description() for node in stops)
                self.findings.check(told, f"the help of »{label}« is no description of its control")

    # ---- What is done ----

    def begin(self):
        """Into the language and the indication asked for."""
        # A version that greets at its first start shows a dialog over the window.
        xdotool("key", "--window", self.screen.window, "Escape")
        self.reader.pump(0.5)
        self.set_language()
        title = self.criteria.of(self.indication["title"])
        tab = self._tab(self.indication)
        self.reader.click(tab)
        self.reader.find("heading", title)

    def set_language(self):
        """The button for the language carries the name of the language shown."""
        wanted = self.texts.get("language-name")
        names = {Criteria(language).texts.get("language-name") for language in ["da", "en"]}
        nodes = self.reader.nodes()
        button = next((node for node in nodes if node.role == "push button" and node.name in names), None)
        if button is None:
            raise Stuck(f"no button named {' or '.join(sorted(names))}")
        if button.name != wanted:
            self.reader.click(button)
            self.reader.find("push button", wanted)

    def _tab(self, indication):
        short = self.criteria.of(indication["short"])
        return self.reader.find_by("page tab", short, lambda name: name.startswith(f"{short}: "))

    def fill_texts(self):
        """Sets every text field of the form that a referral needs, and some that it does not."""
        fields = {
            "name": PATIENT_NAME, "cpr": PATIENT_CPR, "requester-name": REQUESTER_NAME,
            "authorisation-id": "TEST1", "department": "Onkologisk Afdeling", "hospital": "Testhospitalet",
            "phone": "00 00 00 00", "mtb-name": "MTB Vest (test)",
            "mtb-date": "19-11-2026", "mtb-note": "Tilråder WGS.\nIngen øvrige fund.",
            "requisition-number": "TEST-0001", "sample-id": "P-0001",
        }
        for name, text in fields.items():
            field = self.reader.find("entry", self.texts.get(name))
            # Typed without its hyphen, a number is shown with it once the field is left.
            self.reader.set_text(field, text.replace("-", "") if name == "cpr" else text, shown=text)
        for name, text in fields.items():
            shown = self.reader.find("entry", self.texts.get(name)).text()
            self.findings.check(shown == text, f"»{self.texts.get(name)}« shows {shown!r}, not {text!r}")
        self.choose_region()

    def choose_region(self):
        """A region is one of a few, or typed."""
        label = self.texts.get("region")
        for node in self.reader.nodes():
            if node.role == "radio button" and node.name.startswith(f"{label}: "):
                self.reader.click(node)
                self.holds_soon(lambda: CHOSEN & node.states(), f"»{node.name}« can't be chosen")
                return
        self.reader.set_text(self.reader.find("entry", label), "Region Midtjylland")

    def answer(self, question, answer):
        """Chooses a value by the action of its radio button."""
        label = f"{self.criteria.label(question)}: {self.criteria.value_label(question, self.indication, answer)}"
        button = self.reader.find("radio button", label)
        self.reader.click(button)
        self.reader.wait_for(f"»{label}« to be chosen", lambda: CHOSEN & button.states())
        self.answers[question] = answer

    def fill_answers(self, answers):
        """Gives all answers in the order of the form, as questions appear."""
        for question in self.criteria.form(self.indication):
            if question in answers:
                self.answer(question, answers[question])

    # ---- What is concluded ----

    def expected(self, *options):
        """The command line's verdicts of the same case."""
        day, month, year = self.reader.find("entry", self.texts.get("assessed-on")).text().split("-")
        case = self.screen.folder / "same.wgscase"
        write_case(case, INDICATION, f"{year}-{month}-{day}", self.answers)
        return self.cli.evaluate(case, *options)

    def check_verdicts(self, moment, verdicts=None):
        """Holds what the tree says against the command line."""
        verdicts = {verdict["indication"]: verdict for verdict in verdicts or self.expected("--all")}
        verdict = verdicts[INDICATION]
        sentence = self.criteria.overall_sentence(verdict)
        self.reader.wait_for(f"»{sentence}« ({moment})", lambda: self._says(sentence))
        nodes = self.reader.known
        headings = [node.name for node in nodes if node.role == "heading"]
        others = self.criteria.all_overall_sentences() - {sentence}
        wrong = [name for name in headings for other in others if self.criteria.tells(name, other)]
        self.findings.check(not wrong, f"{moment}: another overall verdict is told as well: {wrong}")
        rows = {node.name for node in nodes if node.role == "toggle button"}
        for name in self.criteria.row_names(verdict).values():
            self.findings.check(name in rows, f"{moment}: no row says »{name}«")
        self._check_tabs(moment, verdicts)
        print(f"{moment}: »{sentence}«, {len(verdict['rows'])} rows and {len(verdicts)} tabs compared")

    def _says(self, sentence):
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
        """The overall verdict's sentence is said when it changes."""
        sentence = self.criteria.overall_sentence(verdict)
        told = lambda: any(self.criteria.tells(text or "", sentence) for text in self.reader.announcements(since))
        try:
            self.reader.wait_for("announcement", told, 3)
            heard = self.reader.announcements(since)
            print(f"{moment}: {len(heard)} announcements, the last »{heard[-1]}«")
            self.findings.held += 1
        except Stuck:
            renamed = any(sentence in (event.name or "") for event in self.reader.events[since:])
            how = "the tree changed silently: no live region" if renamed else "nothing told of it"
            heard = self.reader.announcements(since)
            self.findings.check(False, f"{moment}: »{sentence}« was not announced ({how}; heard {heard})")

    def check_quiet(self):
        """What changes no verdict is not announced: a screen reader would talk over what is typed."""
        since = self.reader.mark()
        field = self.reader.find("entry", self.texts.get("sample-id"))
        self.reader.set_text(field, "P-0002")
        self.reader.pump(0.5)
        heard = self.reader.announcements(since)
        self.findings.check(not heard, f"a text that changes no verdict was announced: {heard}")

    def check_arrow_is_told(self):
        """An answer chosen by an arrow key reaches the ear: by the focus, an announcement or the name."""
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
            f"an arrow key in »{label}« chooses a value, and nothing that is told says which: the focus stays "
            "on the group, which has no value of its own",
        )
        self._clear(label)

    def _clear(self, label):
        """Takes an answer back: a click on the chosen value does."""
        of_it = lambda node: node.role == "radio button" and node.name.startswith(f"{label}: ")
        for button in filter(of_it, self.reader.nodes()):
            if CHOSEN & button.states():
                self.reader.click(button)
                self.reader.wait_for("no answer", lambda: not CHOSEN & button.states())

    def unfold_all(self):
        """Unfolds every row, whose state must tell that it is."""
        for node in [node for node in self.reader.nodes() if node.role == "toggle button"]:
            self.reader.click(node)
            self.holds_soon(
                lambda: {"pressed", "expanded", "checked"} & node.states(),
                f"»{node.name}« does not tell that it is unfolded",
            )

    def holds_soon(self, probe, failure):
        """Waits for something; a failure if it does not come."""
        try:
            self.reader.wait_for("it", probe, 3)
        except Stuck:
            return self.findings.check(False, failure)
        return self.findings.check(True, failure)

    def check_count(self):
        """A number is set by its field and stepped by its buttons."""
        count = next(id for id, question in self.criteria.questions.items() if question["kind"] == "count")
        other = next(known for known in self.criteria.indications if count in self.criteria.form(known))
        self.reader.click(self._tab(other))
        label = self.criteria.label(count)
        field = self.reader.find("entry", label)
        self.reader.set_text(field, "2")
        self.reader.click(self.reader.find("push button", f"{label}: {self.texts.get('one-more')}"))
        self.holds_soon(
            lambda: field.text() == "3",
            f"»{label}«: set to 2 over EditableText and stepped up by its button, the field still shows "
            f"{field.text()!r}: without the focus, the text that was set is never left",
        )
        self.audit("count")
        self.reader.set_text(field, "")
        self.reader.click(self._tab(self.indication))
        self.reader.find("heading", self.criteria.of(self.indication["title"]))

    def export(self):
        """Through the dialogs to a PDF, whose case gives the same verdict."""
        self.reader.click(self.reader.find("push button", self.texts.get("command-export-pdf")))
        place = self.reader.find("push button", self.texts.get("choose-place"))
        self.audit("export")
        draft = [node.name for node in self.reader.nodes() if node.name == self.texts.get("export-draft-unnamed")]
        self.findings.check(not draft, "the export of a complete case says that it is a draft")
        self.reader.click(place)
        field = self.reader.find("entry", self.texts.get("path"))
        self.audit("path")
        pdf = self.screen.folder / "screen-reader.pdf"
        self.reader.set_text(field, str(pdf))
        since = self.reader.mark()
        self.reader.click(self.reader.find("push button", self.texts.get("export")))
        self.reader.wait_for("PDF", lambda: pdf.exists() and pdf.stat().st_size > 0, 20)
        self.findings.check(self.cli.evaluate(pdf)[0]["overall"] == "met", "the PDF's case is not fulfilled")
        notice = lambda: any(str(pdf) in node.name for node in self.reader.nodes())
        self.reader.wait_for("notice of the export", notice)
        if not any(str(pdf) in (text or "") for text in self.reader.announcements(since)):
            self.findings.remark("the notice that the PDF is saved is not announced")

    def preview(self):
        """The report beside the form."""
        self.reader.click(self.reader.find("push button", self.texts.get("command-show-pdf")))
        self.reader.find("heading", self.texts.get("preview-title"), 15)
        self.reader.pump(1.5)
        self.audit("preview")


def run(session):
    """The whole session, in the order in which it builds up."""
    session.begin()
    session.audit("blank", shown=True)
    session.audit_help()
    session.check_arrow_is_told()

    session.fill_texts()
    session.check_verdicts("patient filled in")
    session.check_quiet()

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
    session.check_count()
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
    # Needs python3-gi, which may just have been installed.
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
        except Exception as error:  # Whatever went wrong, what was found until then is told.
            traceback.print_exc()
            picture = screen.picture(given.keep / "stuck.png")
            findings.check(False, f"stuck: {error} (picture: {picture})")
            print(screen.program_log())
    print(f"\n{time.monotonic() - start:.0f} s; trees in {given.keep}")
    return findings.report()


if __name__ == "__main__":
    sys.exit(main())
