#!/usr/bin/python3
"""Makes a complete referral for each indication in the real window with the mouse, up to a valid PDF.

    tests/desktop/mouse.py target/debug/wgs-referral [--cli PATH] [--only ID]... [--keep FOLDER] [--size WIDTHxHEIGHT]

PROGRAM   the window's program
--cli     the command line, which reads the PDF (default: beside PROGRAM)
--only    an indication's id; may be given several times (default: all)
--keep    the folder for the PDFs, and for a picture if a referral fails
          (default: a new folder under the system's temporary folder)
--size    the size of the window in pixels (default: 1360x860)

xdotool moves the pointer, presses the button and turns the wheel on a virtual screen. Only texts are typed, into
fields that were clicked. Places are read over AT-SPI; nothing is done by way of it. The requester is that of the profile, as
for somebody who uses the program each week. The answers are the fewest that meet all criteria.

After each click, the answer must be the chosen one, and no other answer of the form may have changed. At the
end, the PDF exists, is not a draft, is met for the command line, passes `qpdf --check`, and its case has exactly the
answers that were clicked and those of the profile.

Prints clicks and turns of the wheel of each referral. The exit status is 1 after any failure. Missing packages
(`packages.txt`) are installed. Run it with Debian's own Python, which has python3-gi.
"""

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

ASSESSED_ON = "2026-11-22"
WHEEL_UP, WHEEL_DOWN = "4", "5"
# More turns of the wheel than any form is long.
MAX_TURNS = 80
# A referral must not take more clicks than this.
MOST_CLICKS = {"sarcoma": 20}
# In seconds. Nobody clicks two controls in less time than this; the window drops presses on what has just moved.
BETWEEN_CLICKS = 0.5
# How long the window may take to begin to turn, in seconds, and how often in a row its contents must be where they were.
LONGEST_TURN, RESTS = 1.5, 3
CHOSEN = {"checked", "selected"}
# How much of the window's height, above and below, is no part of the form.
TOP, FOOT = 110, 60


class Mouse:
    """Clicks what a user sees, and counts."""

    def __init__(self, reader, screen):
        self.reader, self.screen = reader, screen
        self.clicks, self.turns = 0, 0

    def extent(self, node):
        """The place of an object on the screen."""
        box = self.reader.Atspi.Component.get_extents(node.accessible, self.reader.Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def centre(self, node):
        """The middle of an object."""
        x, y, width, height = self.extent(node)
        return x + width // 2, y + height // 2

    def bring_into_sight(self, node):
        """Turns the wheel until the object stands wholly in the form."""
        left, top, width, height = self.screen.area()
        for _ in range(MAX_TURNS):
            _, y, _, size = self.extent(node)
            if y < top + TOP:
                wheel = WHEEL_UP
            elif y + size > top + height - FOOT:
                wheel = WHEEL_DOWN
            else:
                return
            xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", wheel)
            self.turns += 1
            if self.place_after_turn(node, y) == y:
                # The contents end here.
                return
        raise StepFailed(f"the wheel does not lead to »{node.name}«")

    def place_after_turn(self, node, before):
        """The height of an object once it no longer moves. On a busy computer the window turns late, and in steps."""
        end = time.monotonic() + LONGEST_TURN
        while self.extent(node)[1] == before and time.monotonic() < end:
            self.reader.pump(0.1)
        last, rests = before, 0
        while rests < RESTS:
            now = self.extent(node)[1]
            rests = rests + 1 if now == last else 0
            last = now
            self.reader.pump(0.25)
        return last

    def click(self, node):
        """Moves the pointer to an object, waits as long as a hand does, and clicks."""
        x, y = self.centre(node)
        xdotool("mousemove", str(x), str(y))
        self.reader.pump(BETWEEN_CLICKS)
        if (x, y) != self.centre(node):
            raise StepFailed(f"»{node.name}« moved under the pointer")
        xdotool("click", "1")
        self.clicks += 1

    def find_button(self, name):
        """The button with this name."""
        return self.reader.find("push button", name)

    def type_into(self, node, text):
        """Clicks a field and types."""
        self.click(node)
        xdotool("type", "--clearmodifiers", "--delay", "15", "--", text)
        # The field may set hyphens of its own.
        letters = lambda told: (told or "").replace("-", "")
        try:
            self.reader.wait_for("text", lambda: letters(node.text()) == letters(text), 5)
        except StepFailed as lost:
            raise StepFailed(f"»{node.name}« shows »{node.text()}«, but »{text}« was typed") from lost


class Referral:
    """One referral, from the start of the program to the PDF."""

    def __init__(self, mouse, criteria, indication, answers, pdf):
        self.mouse, self.reader, self.criteria, self.texts = mouse, mouse.reader, criteria, criteria.texts
        self.indication, self.answers, self.pdf = indication, answers, pdf
        self.failures = []

    def make(self):
        """Makes the referral."""
        entry = lambda label: self.reader.find("entry", self.texts.get(label))
        short = self.criteria.of(self.indication["short"])
        self.mouse.click(self.reader.find_by("page tab", short, lambda told: told.startswith(f"{short}: ")))
        self.reader.find("heading", self.criteria.of(self.indication["title"]))
        self.mouse.type_into(entry("name"), PATIENT_NAME)
        self.mouse.type_into(entry("cpr"), PATIENT_CPR.replace("-", ""))
        before = self.chosen()
        for question in self.criteria.form(self.indication):
            if question in self.answers:
                before = self.answer(question, self.answers[question], before)
        self.is_met()
        self.export()

    def answer(self, question, answer, before):
        """Clicks or types one answer. Returns what is chosen then."""
        label = self.criteria.label(question)
        if self.criteria.is_typed(question):
            field = self.reader.find("entry", label)
            self.mouse.bring_into_sight(field)
            self.mouse.type_into(field, self.criteria.typed_text(question, answer))
            return before
        wanted = f"{label}: {self.criteria.value_label(question, self.indication, answer)}"
        control = self.reader.find_by("radio button", wanted, lambda told: told == wanted)
        self.mouse.bring_into_sight(control)
        self.mouse.click(control)
        after = {}

        def is_chosen():
            after.update(now=self.chosen())
            return wanted in after["now"]
        try:
            self.reader.wait_for("answer", is_chosen, 3)
        except StepFailed:
            self.failures.append(f"a click on »{wanted}« is lost")
            self.mouse.click(control)
            self.reader.wait_for(f"»{wanted}«", is_chosen)
        others = {name for name in after["now"] ^ before if not name.startswith(f"{label}: ")}
        if others:
            self.failures.append(f"»{wanted}« also changed {sorted(others)}")
        return after["now"]

    def chosen(self):
        """The names of all answers that are chosen."""
        return {
            node.name for node in self.reader.nodes()
            if node.role == "radio button" and ": " in node.name and CHOSEN & node.states()
        }

    def is_met(self):
        """Waits until the window says that the criteria are met."""
        met = self.texts.get("overall-met")
        told = lambda: any(
            node.role == "heading" and self.criteria.tells(node.name, met) for node in self.reader.nodes())
        self.reader.wait_for(f"»{met}«", told)

    def export(self):
        """Exports through the dialogs, to a path that is typed."""
        self.mouse.click(self.mouse.find_button(self.texts.get("command-export-pdf")))
        self.mouse.click(self.mouse.find_button(self.texts.get("choose-place")))
        path = self.reader.find("entry", self.texts.get("path"))
        # The field has the focus, and its text is a proposal.
        self.reader.pump(BETWEEN_CLICKS)
        xdotool("key", "--clearmodifiers", "ctrl+a")
        xdotool("type", "--clearmodifiers", "--delay", "15", "--", str(self.pdf))
        self.reader.wait_for("path", lambda: path.text() == str(self.pdf))
        self.mouse.click(self.mouse.find_button(self.texts.get("export")))
        written = lambda: self.pdf.exists() and self.pdf.stat().st_size > 0
        self.reader.wait_for(f"PDF at {self.pdf}", written, 30)


def fewest_answers(criteria, cli, indication, profile, folder):
    """The fewest answers that meet all criteria, together with those of the profile."""
    answers = met_answers(criteria, indication["id"])
    id, case = indication["id"], folder / "fewest.wgscase"
    for question in sorted(answers):
        others = {other: answer for other, answer in answers.items() if other != question}
        verdict = cli.evaluate(write_case(case, id, ASSESSED_ON, others | profile))[0]
        if verdict["overall"] == "met" and not any(verdict["waits_for"].values()):
            answers = others
    return {question: answer for question, answer in answers.items() if question not in profile}


def write_profile(screen, profile):
    """Writes settings with a requester and the answers about that doctor."""
    folder = screen.folder / "config/wgs-referral"
    folder.mkdir(parents=True, exist_ok=True)
    answers = ", ".join(f'"{question}": {str(answer).lower()}' for question, answer in sorted(profile.items()))
    (folder / "settings.ron").write_text(
        f'(format: 2, requester: (name: "{REQUESTER_NAME}"), about_requester: {{{answers}}}, welcomed: true)\n',
        encoding="utf-8")


def refer(screen, reader, given, criteria, indication):
    """Makes one referral in a new window. Returns failures, clicks and turns of the wheel."""
    id, cli = indication["id"], CommandLine(given.cli)
    pdf = given.keep / f"{id}.pdf"
    pdf.unlink(missing_ok=True)
    about = [question for question in criteria.form(indication) if criteria.questions[question].get("about_requester")]
    profile = {question: True for question in about}
    answers = fewest_answers(criteria, cli, indication, profile, screen.folder)
    write_profile(screen, profile)
    screen.start_program(given.program)
    reader.attach(screen.program.pid)
    mouse = Mouse(reader, screen)
    referral = Referral(mouse, criteria, indication, answers, pdf)
    try:
        referral.make()
        failures = referral.failures + check_pdf(pdf, cli, criteria.texts)
        if (read := answers_of(pdf)) != answers | profile:
            failures.append(f"the PDF has other answers: {read}")
        if mouse.clicks > MOST_CLICKS.get(id, mouse.clicks):
            failures.append(f"{mouse.clicks} clicks are more than {MOST_CLICKS[id]}")
    except Exception as error:  # Continue with the others after any error.
        if not isinstance(error, StepFailed):
            traceback.print_exc()
        picture = screen.picture(given.keep / f"stuck-{id}.png")
        failures = [*referral.failures, f"stuck: {error} (picture: {picture})"]
        print(screen.program_log(), end="")
    screen.stop_program()
    return failures, mouse.clicks, mouse.turns, len(answers)


def main():
    criteria = Criteria("da")
    given = arguments(criteria, "mouse", __doc__)
    install_missing()
    # This import needs python3-gi, which `install_missing` may have installed.
    from reader import Reader
    failed = False
    with Screen("mouse", given.size) as screen:
        reader = Reader()
        for indication in criteria.indications:
            if indication["id"] not in given.only:
                continue
            failures, clicks, turns, answers = refer(screen, reader, given, criteria, indication)
            failed = failed or bool(failures)
            told = f"{clicks} clicks for {answers} answers, {turns} turns of the wheel"
            print(f"{indication['id']}: {told}, {'FAILED' if failures else 'exported'}", flush=True)
            for failure in failures:
                print(f"  - {failure}", flush=True)
    print(f"PDFs in {given.keep}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
