#!/usr/bin/python3
"""Makes a whole referral for each indication in the real window, by keyboard alone, down to a valid PDF.

    tests/desktop/keyboard.py target/debug/wgs-referral [--cli PATH] [--only ID]... [--keep FOLDER]

PROGRAM   the window's program
--cli     the command line, which reads the PDF (default: beside PROGRAM)
--only    an indication's id; may be given several times (default: all)
--keep    where the PDFs, and a picture when it gets stuck, are left
          (default: a folder of its own under the system's temporary folder)

Keys are pressed by xdotool on a screen of its own, with a Danish keyboard. What has the focus is read
over AT-SPI, as a screen reader reads it, and never set. The answers are those of a case in `tests/cases`
that fulfils all criteria; labels come from `indications/` and `assets/texts/`.

For each referral:

    Ctrl+N, Ctrl+1…    a blank case, its indication
    name Tab number    and Tab to the first question
    letter Enter       each answer, by the first letter of its label (digits for numbers), and on to the next
    name               of the requester, where the questions end
    F8                 to the one question that was left out
    Ctrl+E Enter       export; the place is typed, as there is no file dialog on this screen

In the first referral, the palette (Ctrl+K) exports. At the end of each: the PDF is there, is no draft, holds name and
requester, gives "met" to the command line, and passes `qpdf --check`. Keys that do not what they should
(Enter goes on, Ctrl+N leads to the name …) are gone around where there is another way, and told as failures.

Prints keys and seconds of each referral. The status is 1 after any failure. Packages that are missing
are installed (`screen.PACKAGES`). It must run under Debian's own Python, which has python3-gi.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

# No compiled modules among the sources.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME, REQUESTER_NAME, CommandLine, Criteria, met_answers
from screen import Screen, Stuck, install_missing, xdotool

# More stops than any form has: whoever needs more goes in circles.
MOST_STOPS = 150
CHOSEN = {"checked", "selected"}


class Keyboard:
    """Presses keys, counts them, and looks where they led."""

    def __init__(self, reader):
        self.reader = reader
        self.presses = 0

    def press(self, *keys):
        """Presses keys or chords, one after the other."""
        for key in keys:
            xdotool("key", "--clearmodifiers", key)
            self.presses += 1

    def type(self, text):
        """Types a text, one press a character."""
        xdotool("type", "--clearmodifiers", "--delay", "15", "--", text)
        self.presses += len(text)

    def focused(self):
        """What has the focus, or nothing."""
        return self.reader.focused()

    def name(self):
        """The name of what has the focus."""
        focus = self.focused()
        return focus.name if focus else ""

    def moves(self, *keys):
        """Presses keys, and tells whether the focus went to something else of another name."""
        before = self.name()
        self.press(*keys)
        return self.soon(lambda: self.name() not in ("", before))

    def soon(self, probe, seconds=1.0):
        """Whether something comes true soon."""
        try:
            return bool(self.reader.wait_for("it", probe, seconds))
        except Stuck:
            return False


class Referral:
    """One referral, from a blank case to the PDF."""

    def __init__(self, keyboard, criteria, indication, pdf, number, by_palette):
        self.keyboard, self.criteria, self.texts = keyboard, criteria, criteria.texts
        self.indication, self.pdf = indication, pdf
        self.number, self.by_palette = number, by_palette
        self.answers = met_answers(criteria, indication["id"])
        self.left = dict(self.answers)
        self.failures = []
        self.trail = []

    def make(self):
        """All of it."""
        self.begin()
        self.fill_patient()
        self.fill_form()
        self.is_met()
        self.export()

    def fails(self, text):
        """Keeps what did not go as it should."""
        if text not in self.failures:
            self.failures.append(text)

    # ---- Where the focus is ----

    def field(self):
        """The text field that has the focus: its name."""
        focus = self.keyboard.focused()
        return focus.name if focus and focus.role == "entry" else None

    def question(self):
        """The question whose control has the focus: its id."""
        name = self.keyboard.name()
        for question in self.criteria.form(self.indication):
            label = self.criteria.label(question)
            # Within a choice the focus may be told as being on the chosen value.
            if name == label or name.startswith(f"{label}: "):
                return question
        return None

    def go_on_to(self, wanted, key="Tab"):
        """Goes on by a key until a text field with this name has the focus."""
        for _ in range(MOST_STOPS):
            if self.field() == wanted:
                return
            self.keyboard.moves(key)
        raise Stuck(f"{key} does not lead to »{wanted}«")

    # ---- The steps ----

    def begin(self):
        """A blank case of the indication, with the focus on the name."""
        # A version that greets at its first start shows a dialog over the window.
        xdotool("key", "Escape")
        self.keyboard.press(f"ctrl+{self.number}")
        title = self.criteria.of(self.indication["title"])
        self.keyboard.reader.find("heading", title)
        self.keyboard.press("ctrl+n")
        name = self.texts.get("name")
        if not self.keyboard.soon(lambda: self.field() == name, 2):
            self.fails(f"Ctrl+N does not lead to »{name}« (the focus is on »{self.keyboard.name()}«)")
            self.go_on_to(name)

    def fill_patient(self):
        """Name and number; the birth date follows from the number."""
        self.keyboard.type(PATIENT_NAME)
        self.keyboard.moves("Tab")
        if self.field() != self.texts.get("cpr"):
            raise Stuck(f"after the name, Tab leads to »{self.keyboard.name()}«")
        # In one go, as a practised hand does: the birth date that the number tells goes away meanwhile.
        self.keyboard.type(PATIENT_CPR.replace("-", "") + "\t")
        self.keyboard.reader.pump(0.5)
        if self.field() is None:
            self.fails(f"number and Tab in one go lead to »{self.keyboard.name()}«: the focus is lost")

    def fill_form(self):
        """Answers what it comes by but for one question, and fills in the requester; F8 leads to the one."""
        left_out = [question for question in self.criteria.form(self.indication) if question in self.left][-1]
        requester = self.texts.get("requester-name")
        for _ in range(MOST_STOPS):
            question = self.question()
            self.trail.append(self.keyboard.name())
            if self.field() == requester:
                break
            waits = question in self.left and question != left_out
            if waits and self.is_at_answer(question):
                self.answer(question, self.left.pop(question))
                self.go_on(question)
            elif question and not waits:
                self.go_on(question)
            else:
                self.keyboard.moves("Tab")
        else:
            raise Stuck(f"»{requester}« is not reached; was on {self.trail[-12:]}")
        self.keyboard.type(REQUESTER_NAME)
        self.answer_what_is_left(left_out)

    def answer_what_is_left(self, left_out):
        """F8 leads to what was left out, and to what the other keys passed over."""
        shown = {node.name for node in self.keyboard.reader.nodes()}
        # A case may answer what its other answers leave unasked.
        passed = [question for question in self.left if self.criteria.label(question) in shown]
        stops = [self.criteria.label(question) for question in self.criteria.form(self.indication)]
        stops = [stop for stop in self.trail if stop in stops]
        for question in passed:
            if question != left_out:
                self.fails(f"the keys pass over »{self.criteria.label(question)}« (they stop at {stops})")
        for _ in passed:
            self.keyboard.moves("F8")
            question = self.question()
            if question not in passed or question not in self.left:
                wanted = [self.criteria.label(question) for question in passed if question in self.left]
                raise Stuck(f"F8 leads to »{self.keyboard.name()}«, not to {wanted}")
            self.answer(question, self.left.pop(question))

    def go_on(self, question):
        """Enter goes on to the next question."""
        away = lambda: self.question() != question and self.keyboard.name() != ""
        # On a button beside a number, Enter would press it.
        if self.is_at_answer(question):
            self.keyboard.press("Return")
            if self.keyboard.soon(away, 0.7):
                return
            # The last question has no next one.
            if question != self.criteria.form(self.indication)[-1]:
                self.fails("Enter does not go on to the next question")
        for _ in range(4):
            if self.keyboard.moves("Tab") and away():
                return
        raise Stuck(f"neither Enter nor Tab leads away from »{self.criteria.label(question)}«")

    def is_at_answer(self, question):
        """Whether the focus is where the answer is given: a number has buttons beside its field."""
        return self.criteria.questions[question]["kind"] != "count" or self.field() is not None

    def answer(self, question, answer):
        """Answers the question that has the focus."""
        if self.criteria.questions[question]["kind"] == "count":
            self.keyboard.type(str(answer))
            self.expect_text(str(answer))
            return
        label = self.criteria.label(question)
        values = self.criteria.values(question, self.indication)
        wanted = f"{label}: {self.criteria.value_label(question, self.indication, answer)}"
        letter = wanted.removeprefix(f"{label}: ")[0].lower()
        since = self.keyboard.reader.mark()
        for _ in values:
            pressed = self.keyboard.reader.mark()
            self.keyboard.press(letter)
            if not self.keyboard.soon(lambda: self.chosen_since(pressed, label)):
                raise Stuck(f"»{letter}« chooses nothing in »{label}«")
            if self.chosen_since(pressed, label) == wanted:
                return
        raise Stuck(f"»{letter}« does not choose »{wanted}« (chose {self.chosen_since(since, label)})")

    def chosen_since(self, mark, label):
        """The value that was chosen last among a question's values, as it was told."""
        told = [
            event.name for event in self.keyboard.reader.events[mark:]
            if event.kind.startswith("object:state-changed") and event.kind.endswith(("checked", "selected"))
            and event.on and event.name.startswith(f"{label}: ")
        ]
        return told[-1] if told else None

    def expect_text(self, text):
        """The field that has the focus shows this."""
        if not self.keyboard.soon(lambda: (focus := self.keyboard.focused()) and focus.text() == text):
            raise Stuck(f"»{self.keyboard.name()}« does not show »{text}«")

    def is_met(self):
        """The window says that the criteria are fulfilled."""
        met, reader = self.texts.get("overall-met"), self.keyboard.reader
        told = lambda: any(node.role == "heading" and self.criteria.tells(node.name, met) for node in reader.nodes())
        reader.wait_for(f"»{met}«", told)

    def export(self):
        """Through the dialogs, to the path that is typed."""
        place = self.texts.get("choose-place")
        self.ask_for_export(place)
        draft = self.texts.get("export-draft-unnamed")
        if any(node.name == draft for node in self.keyboard.reader.nodes()):
            raise Stuck("the dialog says that the report is a draft")
        self.keyboard.press("Return")
        path = self.texts.get("path")
        if not self.keyboard.soon(lambda: self.field() == path, 5):
            raise Stuck(f"no field for the path has the focus, but »{self.keyboard.name()}«")
        self.keyboard.press("ctrl+a")
        self.keyboard.type(str(self.pdf))
        self.expect_text(str(self.pdf))
        self.keyboard.press("Return")
        written = lambda: self.pdf.exists() and self.pdf.stat().st_size > 0
        self.keyboard.reader.wait_for(f"PDF at {self.pdf}", written, 30)

    def ask_for_export(self, place):
        """Ctrl+E, or the palette with the beginning of the command's name."""
        in_dialog = lambda: self.keyboard.name() == place
        if self.by_palette:
            self.keyboard.press("ctrl+k")
            if self.keyboard.soon(self.dialog_is_open, 15):
                self.keyboard.type(self.texts.get("command-export-pdf")[:5].lower())
                self.keyboard.reader.pump(0.3)
                self.keyboard.press("Return")
                if self.keyboard.soon(in_dialog, 5):
                    return
                self.keyboard.press("Escape")
                self.fails("the palette does not export")
            else:
                self.fails("Ctrl+K opens no palette")
        self.keyboard.press("ctrl+e")
        if not self.keyboard.soon(in_dialog, 5):
            raise Stuck(f"»{place}« does not have the focus, but »{self.keyboard.name()}«")

    def dialog_is_open(self):
        """Whether a dialog stands over the window."""
        return any(node.role == "dialog" for node in self.keyboard.reader.nodes())


def check_pdf(pdf, cli, texts):
    """What is wrong with the PDF that was exported."""
    wrong = []
    verdict = cli.evaluate(pdf)[0]
    if verdict["overall"] != "met":
        wrong.append(f"the case in the PDF is {verdict['overall']}")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout
    for needed in [PATIENT_NAME, PATIENT_CPR, REQUESTER_NAME, texts.get("report-assessed-met")]:
        # Headings may be set in capitals.
        if needed.lower() not in text.lower():
            wrong.append(f"the PDF lacks »{needed}«")
    if texts.get("report-draft") in text:
        wrong.append("the PDF is a draft")
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    if checked.returncode != 0:
        wrong.append(f"qpdf: {checked.stdout.strip()} {checked.stderr.strip()}")
    return wrong


def danish_keyboard():
    """Sets the layout: on another one xdotool changes the map for each of æ, ø and å, which a program may
    learn too late. The server forgets it now and then, so it is set again for each program."""
    subprocess.run(["setxkbmap", "dk"], check=True)


def refer(screen, reader, given, criteria, indication, number, by_palette):
    """Makes one referral in a window of its own; gives its failures, keys and seconds."""
    id = indication["id"]
    pdf = given.keep / f"{id}.pdf"
    pdf.unlink(missing_ok=True)
    screen.start_program(given.program)
    danish_keyboard()
    reader.attach(screen.program.pid)
    keyboard = Keyboard(reader)
    referral = Referral(keyboard, criteria, indication, pdf, number, by_palette)
    start = time.monotonic()
    try:
        referral.make()
        seconds = time.monotonic() - start
        failures = referral.failures + check_pdf(pdf, CommandLine(given.cli), criteria.texts)
    except Exception as error:  # Whatever went wrong, the others are still tried.
        if not isinstance(error, Stuck):
            traceback.print_exc()
        seconds = time.monotonic() - start
        picture = screen.picture(given.keep / f"stuck-{id}.png")
        failures = [*referral.failures, f"stuck: {error} (picture: {picture})"]
        print(screen.program_log(), end="")
    screen.stop_program()
    return failures, keyboard.presses, seconds


def arguments(criteria):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    ids = [indication["id"] for indication in criteria.indications]
    parser.add_argument("--only", action="append", choices=ids)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.cli = (given.cli or given.program.with_name("wgs-referral-cli")).resolve()
    given.keep = (given.keep or Path(tempfile.mkdtemp(prefix="wgs-keyboard-"))).resolve()
    given.keep.mkdir(parents=True, exist_ok=True)
    given.only = given.only or ids
    return given


def main():
    criteria = Criteria("da")
    given = arguments(criteria)
    install_missing()
    # Needs python3-gi, which may just have been installed.
    from reader import Reader
    failed = False
    with Screen("keyboard") as screen:
        danish_keyboard()
        reader = Reader()
        asked = [known for known in criteria.indications if known["id"] in given.only]
        for indication in asked:
            number = criteria.indications.index(indication) + 1
            by_palette = indication is asked[0]
            failures, keys, seconds = refer(screen, reader, given, criteria, indication, number, by_palette)
            failed = failed or bool(failures)
            print(f"{indication['id']}: {keys} keys, {seconds:.0f} s, {'FAILED' if failures else 'exported'}", flush=True)
            for failure in failures:
                print(f"  - {failure}", flush=True)
    print(f"PDFs in {given.keep}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
