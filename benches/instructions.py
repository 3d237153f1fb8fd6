#!/usr/bin/python3
"""How many instructions the command line program takes, and how that grows with its input.

    benches/instructions.py target/dist/wgs-referral-cli

Each line is a whole process under callgrind, from its start to its end: the same program, input and system library give
the same number on any computer of the same kind, whatever else it is doing. Prints millions of instructions, and the
ratio to the line before of the same kind. Needs Debian's valgrind.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "samples" / "met.wgscase"
INDICATIONS = SAMPLE.parent.parent / "indications"
QUESTION = '"clinical-question": "'


def instructions(command):
    """The instructions of a process, in millions."""
    with tempfile.TemporaryDirectory() as folder:
        callgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
        done = subprocess.run(callgrind + command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr}")
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1)) / 1e6


def with_question(characters, folder):
    """The sample with a question to the laboratory of so many characters."""
    before, after = SAMPLE.read_text(encoding="utf-8").split(QUESTION)
    text = ("Kan fundet ændre behandlingen af denne patient? " * (characters // 40 + 1))[:characters].strip()
    path = pathlib.Path(folder) / f"question-{characters}.wgscase"
    path.write_text(before + QUESTION + text + after[after.index('"') :], encoding="utf-8")
    return str(path)


def with_copies(copies, folder):
    """The shipped criteria with further indications, each a copy of sarcoma."""
    target = pathlib.Path(folder) / f"copies-{copies}"
    target.mkdir()
    for path in INDICATIONS.glob("*.ron"):
        (target / path.name).write_bytes(path.read_bytes())
    model = (INDICATIONS / "sarcoma.ron").read_text(encoding="utf-8")
    for copy in range(copies):
        text = model.replace("position: 2", f"position: {1000 + copy}", 1)
        text = text.replace('"sarcoma"', f'"sarcoma-{copy}"', 1)
        (target / f"sarcoma-{copy}.ron").write_text(text, encoding="utf-8")
    return str(target)


def main():
    """Prints the table."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        kinds = {
            "evaluate: cases": [(n, ["evaluate"] + [str(SAMPLE)] * n) for n in (1, 10, 100)],
            "export: characters of the question to the laboratory": [
                (n, ["export", with_question(n, folder), "--output", f"{folder}/{n}.pdf"]) for n in (40, 400, 4_000)
            ],
            "check: indications": [(5 + n, ["check", with_copies(n, folder)]) for n in (0, 45, 495)],
        }
        sample = instructions([program, "export", str(SAMPLE), "--output", f"{folder}/sample.pdf"])
        print(f"{'export of samples/met.wgscase':<62}{sample:>9.1f}")
        for kind, lines in kinds.items():
            before = None
            for size, arguments in lines:
                found = instructions([program] + arguments)
                ratio = f"{found / before:>8.1f} times" if before else ""
                print(f"{kind:<55}{size:>7}{found:>9.1f}{ratio}", flush=True)
                before = found


if __name__ == "__main__":
    main()
