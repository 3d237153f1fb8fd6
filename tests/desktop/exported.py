"""Reads the PDF that a trial in the window exported."""

import subprocess
import tempfile
from pathlib import Path

from criteria import PATIENT_CPR, PATIENT_NAME, REQUESTER_NAME, Ron


def check_pdf(pdf, cli, texts):
    """The faults of the exported PDF."""
    wrong = []
    verdict = cli.evaluate(pdf)[0]
    if verdict["overall"] != "met":
        wrong.append(f"the case in the PDF is {verdict['overall']}")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout
    for needed in [PATIENT_NAME, PATIENT_CPR, REQUESTER_NAME, texts.get("overall-met")]:
        # Headings may be in capital letters.
        if needed.lower() not in text.lower():
            wrong.append(f"the PDF lacks »{needed}«")
    if texts.get("report-draft") in text:
        wrong.append("the PDF is a draft")
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    if checked.returncode != 0:
        wrong.append(f"qpdf: {checked.stdout.strip()} {checked.stderr.strip()}")
    return wrong


def answers_of(pdf):
    """The answers of the case that is attached to the PDF."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfdetach", "-saveall", "-o", folder, str(pdf)], check=True, capture_output=True)
        attached = next(Path(folder).glob("*.wgscase"))
        return Ron.read(attached)["answers"]
