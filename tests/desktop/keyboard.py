#!/usr/bin/python3
"""Makes a complete referral for each indication in the real window with the keyboard only, up to a valid PDF.

    tests/desktop/keyboard.py target/debug/wgs-referral [--cli PATH] [--only ID]... [--keep FOLDER] [--size WIDTHxHEIGHT]

PROGRAM   the window's program
--cli     the command line, which reads the PDF (default: beside PROGRAM)
--only    an indication's id; may be given several times (default: all)
--keep    the folder for the PDFs, and for a picture if a referral fails
          (default: a new folder under the system's temporary folder)
--size    the size of the window in pixels (default: 1360x860)

xdotool sends keys on a virtual screen, with a Danish layout. The focus is read over AT-SPI, as a screen reader
does, and never set. The answers are those of a case in `tests/cases` that meets all criteria; labels come from
`indications/` and `assets/texts/`.

For each referral:

    Ctrl+N, Ctrl+1…    a blank case, its indication
    name Tab number    and Tab to the first question
    letter Enter       each answer, by the first letter of its label (digits for numbers), and on to the next
    name               of the requester, where the questions end
    F8                 to the one question that was left out
    Ctrl+E Enter       export; the path is typed, because this desktop has no file dialog

In the first referral, the palette (Ctrl+K) exports. At the end of each, the PDF exists, is not a draft, contains
name and requester, has the answers that were meant, is "met" for the command line, and passes `qpdf --check`. If a key
does not work (such as Enter for the next question), the test uses another way if there is one, and reports a failure.

Prints the keys and seconds of each referral. The exit status is 1 after any failure. Missing packages
(`packages.txt`) are installed. Run it with Debian's own Python, which has python3-gi.
"""

import subprocess
import sys
import time
import traceback
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME, REQUESTER_NAME, CommandLine, Criteria, met_answers, write_case
from exported import answers_of, check_pdf
from packages import install_missing
from screen import Screen, StepFailed, xdotool
from trial import arguments

# More tab stops than any form has. Beyond it, the focus moves in a circle.
MAX_STOPS = 150
# Any day on which the patient is an adult.
ASSESSED_ON = "2026-11-22"
CHOSEN = {"checked", "selected"}


class Keyboard:
    """Sends keys, counts them, and follows the focus."""

    def __init__(self, reader):
        self.reader = reader
        self.presses = 0

    def press(self, *keys):
        """Presses keys or chords one after another."""
        for key in keys:
            xdotool("key", "--clearmodifiers", key)
            self.presses += 1

    def type(self, text):
        """Types a text, with one key press per character."""
        self.type_uncounted(text)
        self.presses += len(text)

    def type_uncounted(self, text):
        """Types a text that has another length on each computer, such as a path, so that its keys are not counted."""
        xdotool("type", "--clearmodifiers", "--delay", "15", "--", text)

    def focused(self):
        """The object with the focus, if any."""
        return self.reader.focused()

    def name(self):
        """The name of the object with the focus; empty if there is none."""
        focus = self.focused()
        return focus.name if focus else ""

    def moves(self, *keys):
        """Presses keys. Returns whether the focus moved to an object with another name."""
        before = self.name()
        self.press(*keys)
        return self.becomes_true(lambda: self.name() not in ("", before))

    def becomes_true(self, probe, seconds=1.0):
        """Whether `probe` becomes true within `seconds`."""
        try:
            return bool(self.reader.wait_for("it", probe, seconds))
        except StepFailed:
            return False


class Referral:
    """One referral, from a blank case to the PDF."""

    def __init__(self, keyboard, criteria, cli, indication, pdf, number, by_palette):
        self.cli = cli
        self.keyboard, self.criteria, self.texts = keyboard, criteria, criteria.texts
        self.indication, self.pdf = indication, pdf
        self.number, self.by_palette = number, by_palette
        self.answers = met_answers(criteria, indication["id"])
        self.left = dict(self.answers)
        self.failures = []
        self.trail = []

    def make(self):
        """Makes the referral."""
        self.begin()
        self.fill_patient()
        self.fill_form()
        self.is_met()
        self.export()

    def fails(self, text):
        """Records a failure that has a workaround."""
        if text not in self.failures:
            self.failures.append(text)

    def given(self):
        """The answers that were given. The case may answer questions that are not asked because of its other answers."""
        return {question: answer for question, answer in self.answers.items() if question not in self.left}

    # ---- The focus ----

    def field(self):
        """The name of the text field with the focus, if it is on one."""
        focus = self.keyboard.focused()
        return focus.name if focus and focus.role == "entry" else None

    def question(self):
        """The id of the question whose control has the focus, if it is on one."""
        name = self.keyboard.name()
        for question in self.criteria.form(self.indication):
            label = self.criteria.label(question)
            # In a choice, the focus may be on the chosen value.
            if name == label or name.startswith(f"{label}: "):
                return question
        return None

    def move_to(self, wanted, key="Tab"):
        """Presses a key until the text field with this name has the focus."""
        for _ in range(MAX_STOPS):
            if self.field() == wanted:
                return
            self.keyboard.moves(key)
        raise StepFailed(f"{key} does not lead to »{wanted}«")

    # ---- The steps ----

    def begin(self):
        """Starts a blank case of the indication. The focus must move to the name."""
        # Close the dialog of a version that shows one at its first start.
        xdotool("key", "Escape")
        self.keyboard.press(f"ctrl+{self.number}")
        title = self.criteria.of(self.indication["title"])
        self.keyboard.reader.find("heading", title)
        self.keyboard.press("ctrl+n")
        name = self.texts.get("name")
        if not self.keyboard.becomes_true(lambda: self.field() == name, 2):
            self.fails(f"Ctrl+N does not lead to »{name}« (the focus is on »{self.keyboard.name()}«)")
            self.move_to(name)

    def fill_patient(self):
        """Types name and CPR number. The birth date follows from the number."""
        self.keyboard.type(PATIENT_NAME)
        self.keyboard.moves("Tab")
        if self.field() != self.texts.get("cpr"):
            raise StepFailed(f"after the name, Tab leads to »{self.keyboard.name()}«")
        # Type without a pause, as experienced users do: the field for the birth date disappears in the meantime.
        self.keyboard.type(PATIENT_CPR.replace("-", "") + "\t")
        self.keyboard.reader.pump(0.5)
        if self.field() is None:
            self.fails(f"after number and Tab without a pause, the focus is lost (on »{self.keyboard.name()}«)")

    def fill_form(self):
        """Answers all questions but one on the way to the requester, and types the name. F8 must lead to the one left out."""
        left_out = self.last_one_waited_for()
        requester = self.texts.get("requester-name")
        for _ in range(MAX_STOPS):
            question = self.question()
            self.trail.append(self.keyboard.name())
            if self.field() == requester:
                break
            waits = question in self.left and question != left_out
            if waits and self.is_at_answer(question):
                self.answer(question, self.left.pop(question))
                self.move_on(question)
            elif question and not waits:
                self.move_on(question)
            else:
                self.keyboard.moves("Tab")
        else:
            raise StepFailed(f"»{requester}« is not reached; was on {self.trail[-12:]}")
        self.keyboard.type(REQUESTER_NAME)
        self.answer_what_is_left(left_out)

    def last_one_waited_for(self):
        """The last question of the form that the verdict waits for, if it alone is not answered."""
        for question in reversed(self.criteria.form(self.indication)):
            if question in self.answers:
                others = {other: answer for other, answer in self.answers.items() if other != question}
                case = write_case(self.pdf.with_suffix(".wgscase"), self.indication["id"], ASSESSED_ON, others)
                if question in self.cli.evaluate(case)[0]["waits_for"]["answers"]:
                    return question
        raise StepFailed("the verdict waits for no question")

    def answer_what_is_left(self, left_out):
        """Answers the question left out, and any that the other keys skipped. F8 must lead to each."""
        # Of a question that is not asked, only the label and the reason are shown.
        shown = {node.name for node in self.keyboard.reader.nodes() if node.role != "label"}
        passed = [question for question in self.left if self.criteria.label(question) in shown]
        stops = [self.criteria.label(question) for question in self.criteria.form(self.indication)]
        stops = [stop for stop in self.trail if stop in stops]
        for question in passed:
            if question != left_out:
                self.fails(f"the keys skip »{self.criteria.label(question)}« (they stop at {stops})")
        told = {node.name for node in self.keyboard.reader.nodes()}
        for question in set(self.left) - set(passed):
            if self.criteria.label(question) not in told:
                self.fails(f"»{self.criteria.label(question)}« is neither asked nor greyed")
        for _ in passed:
            self.keyboard.moves("F8")
            question = self.question()
            if question not in passed or question not in self.left:
                wanted = [self.criteria.label(question) for question in passed if question in self.left]
                raise StepFailed(f"F8 leads to »{self.keyboard.name()}«, not to {wanted}")
            self.answer(question, self.left.pop(question))

    def move_on(self, question):
        """Moves on to the next question, by Enter if possible."""
        away = lambda: self.question() != question and self.keyboard.name() != ""
        # On a button beside a field, Enter would press the button. In a text of several lines, it ends a line.
        if self.is_at_answer(question) and self.criteria.questions[question]["kind"] != "lines":
            self.keyboard.press("Return")
            if self.keyboard.becomes_true(away, 2):
                return
            # There is no question after the last one.
            if question != self.criteria.form(self.indication)[-1]:
                self.fails(f"Enter does not move on from »{self.criteria.label(question)}«")
        for _ in range(4):
            if self.keyboard.moves("Tab") and away():
                return
        raise StepFailed(f"neither Enter nor Tab leads away from »{self.criteria.label(question)}«")

    def is_at_answer(self, question):
        """Whether the focus is on the control for the answer, and not on a button beside a field."""
        return not self.criteria.is_typed(question) or self.field() is not None

    def answer(self, question, answer):
        """Answers the question that has the focus."""
        if self.criteria.is_typed(question):
            text = self.criteria.typed_text(question, answer)
            self.keyboard.type(text)
            self.expect_text(text)
            return
        label = self.criteria.label(question)
        values = self.criteria.values(question, self.indication)
        wanted = f"{label}: {self.criteria.value_label(question, self.indication, answer)}"
        letter = wanted.removeprefix(f"{label}: ")[0].lower()
        since = self.keyboard.reader.mark()
        for _ in values:
            pressed = self.keyboard.reader.mark()
            self.keyboard.press(letter)
            if not self.keyboard.becomes_true(lambda: self.chosen_since(pressed, label)):
                raise StepFailed(f"»{letter}« chooses nothing in »{label}«")
            if self.chosen_since(pressed, label) == wanted:
                return
        raise StepFailed(f"»{letter}« does not choose »{wanted}« (chose {self.chosen_since(since, label)})")

    def chosen_since(self, mark, label):
        """The value of a question that the latest event since `mark` reports as chosen."""
        told = [
            event.name for event in self.keyboard.reader.events[mark:]
            if event.kind.startswith("object:state-changed") and event.kind.endswith(("checked", "selected"))
            and event.on and event.name.startswith(f"{label}: ")
        ]
        return told[-1] if told else None

    def expect_text(self, text):
        """Waits until the field with the focus shows this text."""
        if not self.keyboard.becomes_true(lambda: (focus := self.keyboard.focused()) and focus.text() == text):
            raise StepFailed(f"»{self.keyboard.name()}« does not show »{text}«")

    def is_met(self):
        """Waits until the window says that the criteria are met."""
        met, reader = self.texts.get("overall-met"), self.keyboard.reader
        told = lambda: any(node.role == "heading" and self.criteria.tells(node.name, met) for node in reader.nodes())
        reader.wait_for(f"»{met}«", told)

    def export(self):
        """Exports through the dialogs, to a path that is typed."""
        place = self.texts.get("choose-place")
        self.ask_for_export(place)
        draft = self.texts.get("export-draft", reasons="")[:-1].rstrip()
        if any(node.name.startswith(draft) for node in self.keyboard.reader.nodes()):
            raise StepFailed("the dialog says that the report is a draft")
        self.keyboard.press("Return")
        path = self.texts.get("path")
        if not self.keyboard.becomes_true(lambda: self.field() == path, 5):
            raise StepFailed(f"the field for the path does not have the focus, but »{self.keyboard.name()}«")
        self.keyboard.press("ctrl+a")
        self.keyboard.type_uncounted(str(self.pdf))
        self.expect_text(str(self.pdf))
        self.keyboard.press("Return")
        written = lambda: self.pdf.exists() and self.pdf.stat().st_size > 0
        self.keyboard.reader.wait_for(f"PDF at {self.pdf}", written, 30)

    def ask_for_export(self, place):
        """Opens the export dialog by Ctrl+E, or by the palette and the start of the command's name."""
        in_dialog = lambda: self.keyboard.name() == place
        if self.by_palette:
            self.keyboard.press("ctrl+k")
            if self.keyboard.becomes_true(self.dialog_is_open, 15):
                self.keyboard.type(self.texts.get("command-export-pdf")[:5].lower())
                self.keyboard.reader.pump(0.3)
                self.keyboard.press("Return")
                if self.keyboard.becomes_true(in_dialog, 5):
                    return
                self.keyboard.press("Escape")
                self.fails("the palette does not export")
            else:
                self.fails("Ctrl+K opens no palette")
        self.keyboard.press("ctrl+e")
        if not self.keyboard.becomes_true(in_dialog, 5):
            raise StepFailed(f"»{place}« does not have the focus, but »{self.keyboard.name()}«")

    def dialog_is_open(self):
        """Whether a dialog is open."""
        return any(node.role == "dialog" for node in self.keyboard.reader.nodes())


def danish_keyboard():
    """Sets a Danish layout. With another one, xdotool changes the key map for each of æ, ø and å, which the program
    may notice too late. The server sometimes loses the layout, so it is set again for each program."""
    subprocess.run(["setxkbmap", "dk"], check=True)


def refer(screen, reader, given, criteria, indication, number, by_palette):
    """Makes one referral in a new window. Returns failures, number of keys and seconds."""
    id = indication["id"]
    pdf = given.keep / f"{id}.pdf"
    pdf.unlink(missing_ok=True)
    screen.start_program(given.program)
    danish_keyboard()
    reader.attach(screen.program.pid)
    keyboard = Keyboard(reader)
    cli = CommandLine(given.cli)
    referral = Referral(keyboard, criteria, cli, indication, pdf, number, by_palette)
    start = time.monotonic()
    try:
        referral.make()
        seconds = time.monotonic() - start
        failures = referral.failures + check_pdf(pdf, cli, criteria.texts)
        if (read := answers_of(pdf)) != referral.given():
            failures.append(f"the PDF has other answers: {read}")
    except Exception as error:  # Continue with the others after any error.
        if not isinstance(error, StepFailed):
            traceback.print_exc()
        seconds = time.monotonic() - start
        picture = screen.picture(given.keep / f"stuck-{id}.png")
        failures = [*referral.failures, f"stuck: {error} (picture: {picture})"]
        print(screen.program_log(), end="")
    screen.stop_program()
    return failures, keyboard.presses, seconds


def main():
    criteria = Criteria("da")
    given = arguments(criteria, "keyboard", __doc__)
    install_missing()
    # This import needs python3-gi, which `install_missing` may have installed.
    from reader import Reader
    failed = False
    with Screen("keyboard", given.size) as screen:
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
