"""Reads the clipboard of a desktop, and watches how long a text stays on it."""

import subprocess
import threading
import time


def clipboard(target=None):
    """The content of the clipboard; empty if there is none, and None if its owner does not answer."""
    command = ["xclip", "-selection", "clipboard", "-o", *(["-t", target] if target else [])]
    try:
        return subprocess.run(command, capture_output=True, timeout=10).stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return None


class ClipboardWatch(threading.Thread):
    """A thread that polls the clipboard until a text is no longer on it."""

    def __init__(self, text, longest):
        super().__init__(daemon=True)
        self.text, self.longest = text, longest
        self.begun, self.cleared_after = time.monotonic(), None

    def run(self):
        while time.monotonic() < self.begun + self.longest:
            there = clipboard()
            # Without an answer, the content is unknown.
            if there is not None and self.text not in there:
                self.cleared_after = time.monotonic() - self.begun
                return
            time.sleep(0.5)
