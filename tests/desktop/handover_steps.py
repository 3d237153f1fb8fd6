"""Steps that check what the program gives to other programs: a file that was exported, as long as it is that file.

Each step returns the text to print.
"""

import os

from criteria import PATIENT_NAME
from session import PATIENCE


def replaced_report(session):
    """Opens an exported report, and no longer once another file has taken its place."""
    folder, opened = session.excluded / "viewer", session.excluded / "opened"
    folder.mkdir()
    opened.touch()
    viewer = folder / "xdg-open"
    viewer.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n')
    viewer.chmod(0o755)
    path = os.environ["PATH"]
    os.environ["PATH"] = f"{folder}:{path}"
    try:
        return open_reports(session, lambda: opened.read_text().splitlines())
    finally:
        os.environ["PATH"] = path


def open_reports(session, opened):
    session.start()
    session.type_patient(PATIENT_NAME)
    # A report is that of one indication: from the overview, the program would ask which.
    session.keyboard.press("ctrl+1")
    first, second = (session.excluded / name for name in ["bilag-1.pdf", "bilag-2.pdf"])
    export_to(session, first)
    session.keyboard.press("ctrl+shift+p")
    session.wait_for_text(session.texts.get("notice-viewed"))
    session.reader.wait_for("the file in the viewer", lambda: opened() == [str(first)], PATIENCE)
    first.write_bytes(b"%PDF-1.7 the report of another patient")
    session.keyboard.press("ctrl+shift+p")
    session.wait_for_text(session.texts.get("notice-export-replaced"))
    export_to(session, second)
    second.unlink()
    session.keyboard.press("ctrl+shift+p")
    session.wait_for_text(session.texts.get("notice-export-gone"))
    session.check(opened() == [str(first)], f"the viewer has opened {opened()}, and not only the file as it was exported")
    session.quit(discard=True)
    return "opened as it was exported, and neither replaced nor removed"


def export_to(session, pdf):
    session.keyboard.press("ctrl+e")
    # What the file gives away is shown before a place is asked for. A patient alone makes a draft.
    session.wait_for_text(session.texts.get("choose-place"))
    session.keyboard.press("Return")
    session.type_path("export-title", pdf)
    session.wait_for_text(session.texts.get("notice-exported-draft", path=pdf))
