"""What the tests in this folder know about the criteria. It is read at run time, so that no text is repeated here.

Reads the criteria (RON), the program's texts (Fluent, messages of one line alone) and the cases of
`tests/cases`; asks the command line for the verdicts that are expected.
"""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A valid CPR number that nobody has.
PATIENT_NAME, PATIENT_CPR = "Bente Testperson", "020160-9941"
REQUESTER_NAME = "Ditte Testlæge"


class Call(tuple):
    """A rule such as `yes("metastatic")`: its name and its arguments."""


class Ron:
    """A parser for the part of RON that the criteria and the cases use."""

    TOKEN = re.compile(r'(?:\s|//[^\n]*)*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_][\w-]*)|(-?\d+(?:\.\d+)?)|([()\[\]{}:,]))')

    def __init__(self, text):
        self.tokens = [match.groups() for match in self.TOKEN.finditer(text)]
        self.at = 0

    @classmethod
    def read(cls, path):
        """Parses the value in a file."""
        return cls(Path(path).read_text(encoding="utf-8")).value()

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at][3] if at < len(self.tokens) else None

    def take(self):
        token = self.tokens[self.at]
        self.at += 1
        return token

    def value(self):
        text, name, number, mark = self.take()
        if text is not None:
            return json.loads(text)
        if number is not None:
            return float(number) if "." in number else int(number)
        if name is not None:
            if self.peek() == "(":
                self.take()
                return Call((name, self.items(")")))
            return {"true": True, "false": False}.get(name, name)
        if mark == "[":
            return self.items("]")
        if mark == "{":
            return self.pairs("}")
        if mark == "(":
            is_struct = self.peek() == ")" or self.peek(1) == ":"
            return self.pairs(")") if is_struct else self.items(")")
        raise ValueError(f"unexpected {mark!r} at token {self.at}")

    def items(self, end):
        found = []
        while self.peek() != end:
            found.append(self.value())
            if self.peek() == ",":
                self.take()
        self.take()
        return found

    def pairs(self, end):
        found = {}
        while self.peek() != end:
            text, name, _, _ = self.take()
            key = json.loads(text) if text is not None else name
            assert self.take()[3] == ":", f"no colon after {key}"
            found[key] = self.value()
            if self.peek() == ",":
                self.take()
        self.take()
        return found


class Texts:
    """The Fluent messages of the program in one language."""

    def __init__(self, language):
        self.language = language
        self.messages = {}
        for path in sorted((ROOT / "assets/texts" / language).glob("*.ftl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                match = re.match(r"([a-z][\w-]*) = (.*)", line)
                if match:
                    self.messages[match[1]] = match[2]

    def get(self, name, **arguments):
        """A message with its arguments."""
        return re.sub(r"\{ \$(\w+) \}", lambda match: str(arguments[match[1]]), self.messages[name])


class Criteria:
    """Indications, questions and rows, with their texts in one language."""

    def __init__(self, language):
        self.language = language
        self.texts = Texts(language)
        folder = ROOT / "indications"
        shared = ("questions.ron", "common.ron", "set.ron")
        self.common = Ron.read(folder / "common.ron")
        self.rows = {row["id"]: row for row in Ron.read(folder / "set.ron")["rows"]}
        self.questions = {question["id"]: question for question in Ron.read(folder / "questions.ron")["questions"]}
        read = [Ron.read(path) for path in folder.glob("*.ron") if path.name not in shared]
        self.indications = sorted(read, key=lambda indication: indication["position"])

    def indication(self, id):
        """Finds an indication by id."""
        return next(indication for indication in self.indications if indication["id"] == id)

    def of(self, text):
        """A text of the criteria, in the chosen language."""
        return text[self.language]

    def label(self, question):
        """The label of a question."""
        return self.of(self.questions[question]["label"])

    def form(self, indication):
        """The ids of an indication's questions, in the order of its form."""
        return [question for section in indication["form"] for question in section["questions"]]

    def values(self, question, indication):
        """The answers to a question that an indication's form offers, with their labels, in order."""
        asked = self.questions[question]
        if asked["kind"] == "yes_no":
            return [(True, self.texts.get("yes")), (False, self.texts.get("no"))]
        offered = lambda choice: indication["id"] in choice.get("offered_for", [indication["id"]])
        return [(choice["id"], self.of(choice["label"])) for choice in asked.get("choices", []) if offered(choice)]

    def is_typed(self, question):
        """Whether the answer is typed, and not chosen."""
        return self.questions[question]["kind"] not in ("yes_no", "choice")

    def typed_text(self, question, answer):
        """The text of an answer as a field shows it."""
        if self.questions[question]["kind"] == "date":
            year, month, day = answer.split("-")
            return f"{day}-{month}-{year}"
        return str(answer)

    def value_label(self, question, indication, answer):
        """The label of an answer."""
        return dict(self.values(question, indication))[answer]

    def strength(self, indication, requirement):
        """`must` or `should`, from the requirement itself or the common one that it is like."""
        known = {common["id"]: common for common in self.common["requirements"]}
        for row in indication["rows"]:
            for own in row.get("requirements", []):
                if own["id"] == requirement:
                    return own.get("strength") or known[own["like"]]["strength"]
        raise KeyError(requirement)

    def overall_sentence(self, verdict):
        """The sentence that the window shows for a verdict of the command line."""
        if verdict["overall"] == "met" and verdict["judged"]:
            return self.texts.get("overall-met-judged", count=verdict["judged"])
        return self.texts.get(f"overall-{verdict['overall']}")

    def all_overall_sentences(self):
        """All sentences without a number that the window has for the overall verdict."""
        return {self.texts.get(f"overall-{word}") for word in ["met", "not-met", "missing", "judgement"]}

    def tells(self, name, sentence):
        """Whether a name is this sentence, alone or followed by the gaps."""
        return name == sentence or name.startswith(f"{sentence}. ")

    def row_words(self, verdict, row):
        """The words that the window shows for a row's verdict of the command line."""
        indication = self.indication(verdict["indication"])
        definition = next(known for known in indication["rows"] if known["id"] == row)
        own = [requirement["id"] for requirement in definition.get("requirements", [])]
        waiting = [id for id in own if verdict["requirements"].get(id) == "missing"]
        status = verdict["rows"][row]
        if status == "missing" and all(self.strength(indication, id) == "should" for id in waiting):
            words = [self.texts.get("status-unanswered-recommendation")]
            if any(verdict["requirements"].get(id) == "judgement" for id in own):
                words.insert(0, self.texts.get("status-judgement"))
            return words
        return [self.texts.get(f"status-{status}")]

    def row_names(self, verdict):
        """The name that every row must have for screen readers: heading and verdict."""
        return {
            row: f"{self.of(self.rows[row]['heading'])}: {', '.join(self.row_words(verdict, row))}"
            for row in verdict["rows"]
        }


class CommandLine:
    """The command line, which computes the expected verdicts."""

    def __init__(self, path):
        self.path = path

    def evaluate(self, file, *options):
        """The verdicts of a case file or PDF, one for each indication asked for."""
        command = [str(self.path), "evaluate", "--format", "json", *options, str(file)]
        done = subprocess.run(command, capture_output=True, text=True)
        # The exit status may also depend on the verdict. A failure prints nothing.
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        if not lines:
            raise AssertionError(f"{' '.join(command)}: {done.stderr.strip()}")
        return lines


def write_case(path, indication, assessed_on, answers):
    """Writes a case file of the test patient with these answers, as the program would."""
    def value(answer):
        return json.dumps(answer, ensure_ascii=False)

    lines = [f"        {value(question)}: {value(answer)}," for question, answer in sorted(answers.items())]
    set_id = Ron.read(ROOT / "indications/set.ron")["id"]
    Path(path).write_text(
        "(\n    format: 1,\n"
        f"    criteria_set: {value(set_id)},\n"
        f"    indication: {value(indication)},\n"
        f"    assessed_on: {value(assessed_on)},\n"
        f"    patient: (name: {value(PATIENT_NAME)}, cpr: {value(PATIENT_CPR.replace('-', ''))}),\n"
        f"    requester: (name: {value(REQUESTER_NAME)}),\n"
        "    answers: {\n" + "\n".join(lines) + "\n    },\n)\n",
        encoding="utf-8",
    )
    return path


def met_answers(criteria, indication):
    """The fewest answers among `tests/cases` that fulfil all criteria of an indication, recommendations too.

    Rather those with a number among them: it has a control of its own. None that the form does not ask for.
    """
    found = []
    asked = set(criteria.form(criteria.indication(indication)))
    for path in sorted((ROOT / "tests/cases" / indication).glob("*.ron")):
        read = Ron.read(path)
        expected, case = read["expected"], read["case"]
        settled = not any(expected.get("recommendations", {}).values()) and not expected.get("judged")
        if expected["overall"] == "met" and settled and set(case.get("answers", {})) <= asked:
            has_number = any(type(answer) is int for answer in case["answers"].values())
            found.append((not has_number, len(case["answers"]), path.name, case["answers"]))
    if not found:
        raise AssertionError(f"no case of tests/cases/{indication} fulfils all criteria without a judgement")
    return min(found)[-1]
