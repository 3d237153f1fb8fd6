#!/usr/bin/python3
"""How many instructions the export of a case takes, compared with typst for a document with the same text.

    benches/typst_peer.py target/dist/wgs-referral-cli PYTHON

PYTHON  a Python that has typst's binding (`python3 -m venv FOLDER && FOLDER/bin/pip install typst`)

The peer has the text of all pages, the same fonts and paper, headings, a table, tags, the same standards (PDF/A-3a and
PDF/UA-1) and the case as an attachment. It has no mark, no signs of the verdicts, no footer and no page breaks that keep
requirements whole. Of ours the whole process counts; of typst the call that compiles, without the start of Python. Prints
millions of instructions (callgrind), pages and bytes. Needs Debian's valgrind and poppler-utils.
"""

import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

from instructions import SAMPLE, instructions

FONTS = SAMPLE.parent.parent / "assets" / "fonts"
HEAD = """#set document(title: "WGS-henvisning – resumé", date: datetime(year: 2026, month: 11, day: 22))
#set page(paper: "a4", margin: 15mm)
#set text(lang: "da", font: "IBM Plex Sans", size: 8.5pt)
#set par(spacing: 5pt)
#set table(inset: 2pt, stroke: 0.5pt)
#pdf.attach("case.wgscase", relationship: "source", mime-type: "text/plain", description: "case")
"""
HEADINGS = {"Kriterier", "Bemærkninger", "Anbefalinger", "Vurderet af læge"}
COMPILE = """
import sys, typst
if len(sys.argv) > 1:
    made = typst.compile(sys.argv[1], font_paths=[sys.argv[2]], ignore_system_fonts=True, pdf_standards=["a-3a", "ua-1"])
    open(sys.argv[3], "wb").write(made)
"""


def markup(text):
    """The text as a document of typst: what is »label: value« in tables of two columns, the rest in paragraphs."""
    quoted = lambda part: '#"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    out = [HEAD, f"= {quoted(lines[0])}"]
    for kind, group in itertools.groupby(lines[1:], kind_of):
        group = list(group)
        if kind == "row":
            cells = [f"[{quoted(part)}]" for line in group for part in line.split(": ", 1)]
            out.append(f"#table(columns: (1fr, 1fr), {', '.join(cells)})")
        elif kind == "heading":
            out += [f"== {quoted(line)}" for line in group]
        else:
            out.append(quoted(" ".join(group)))
    return "\n\n".join(out)


def kind_of(line):
    """What a line becomes."""
    if line in HEADINGS:
        return "heading"
    return "row" if ": " in line else "text"


def told(name, count, pdf):
    """A line of the table."""
    pages = re.search(r"Pages: +(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout).group(1)
    return f"{name:<12}{count:>9.1f} million instructions, {pages} pages, {pathlib.Path(pdf).stat().st_size:,} bytes"


def main():
    """Prints both, and their ratio."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    program, python = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ours, theirs, source = folder / "ours.pdf", folder / "theirs.pdf", folder / "peer.typ"
        export = [program, "export", str(SAMPLE), "--output", str(ours)]
        subprocess.run(export, check=True)
        text = subprocess.run(["pdftotext", "-raw", ours, "-"], capture_output=True, text=True, check=True).stdout
        source.write_text(markup(text), encoding="utf-8")
        (folder / "case.wgscase").write_bytes(SAMPLE.read_bytes())
        alone = instructions([python, "-c", COMPILE])
        both = instructions([python, "-c", COMPILE, str(source), str(FONTS), str(theirs)])
        # A file that is replaced costs more.
        ours.unlink()
        own = instructions(export)
        print(told("ours", own, ours))
        print(told("typst", both - alone, theirs))
        print(f"typst takes {(both - alone) / own:.1f} times as many")


if __name__ == "__main__":
    main()
