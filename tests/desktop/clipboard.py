"""The clipboard of a desktop: what is on it, and for how long."""

import subprocess
import threading
import time

# What this needs besides `screen.PACKAGES`, by the names of Debian's packages.
PACKAGES = ["xclip"]


def clipboard(target=None):
    """What is on the clipboard: blank, if nothing is; None, if its owner does not answer."""
    command = ["xclip", "-selection", "clipboard", "-o", *(["-t", target] if target else [])]
    try:
        return subprocess.run(command, capture_output=True, timeout=10).stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return None


class Stay(threading.Thread):
    """Looks at the clipboard, while other things are done, until a text is no longer there."""

    def __init__(self, text, longest):
        super().__init__(daemon=True)
        self.text, self.longest = text, longest
        self.begun, self.gone_after = time.monotonic(), None

    def run(self):
        while time.monotonic() < self.begun + self.longest:
            there = clipboard()
            # No answer is no answer.
            if there is not None and self.text not in there:
                self.gone_after = time.monotonic() - self.begun
                return
            time.sleep(0.5)
