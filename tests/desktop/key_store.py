"""A desktop with a key store that the test starts, locks and unlocks.

Usually the session bus starts a key store on demand. Here it does not, to test the program without one.
"""

import os
import subprocess

from screen import Screen, StepFailed, wait_for, xdotool

SERVICE = "org.freedesktop.secrets"
LOGIN = "what the user logs in with"
# Finds the window in which the system asks for the password of the key store.
PROMPT = ["search", "--onlyvisible", "--class", "gcr-prompter"]


class Desktop(Screen):
    """The desktop. It has its own folder for temporary files, so that all files written can be searched."""

    def _isolate(self):
        super()._isolate()
        temporary = self.folder / "tmp"
        temporary.mkdir()
        os.environ["TMPDIR"] = str(temporary)
        self._mask_key_store()

    def _mask_key_store(self):
        """Replaces the service of the key store: the bus looks into the user's folder first."""
        services = self.folder / "data/dbus-1/services"
        services.mkdir(parents=True)
        (services / f"{SERVICE}.service").write_text(f"[D-BUS Service]\nName={SERVICE}\nExec=/bin/false\n")

    def has_key_store(self):
        """Whether the bus has a key store."""
        asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        asked += ["org.freedesktop.DBus.NameHasOwner", f"string:{SERVICE}"]
        return "true" in subprocess.run(asked, capture_output=True, text=True).stdout

    def start_key_store(self):
        """Starts the key store unlocked, as after a login with a password."""
        self._start_daemon("--unlock", given=LOGIN.encode())

    def lock_key_store(self):
        """Restarts the key store locked, as after a login with a fingerprint."""
        self.daemon.kill()
        self.daemon.wait()
        wait_for("end of the key store", lambda: not self.has_key_store(), 40)
        self._start_daemon()

    def _start_daemon(self, *options, given=b""):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *options]
        with open(self.folder / "gnome-keyring.log", "ab") as log:
            self.daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        self.daemon.stdin.write(given)
        self.daemon.stdin.close()
        wait_for("key store", self.has_key_store, 40)


def has_prompt():
    """Whether the system asks for the password of the key store."""
    return bool(xdotool(*PROMPT, check=False).split())


def dismiss_prompts(until, pump, seconds):
    """Cancels each request to unlock the key store until `until()` is true. Returns the number of requests."""
    refused = []

    def is_over():
        for prompt in xdotool(*PROMPT, check=False).split():
            if prompt not in refused:
                press(prompt, "key", "Escape")
                refused.append(prompt)
        pump(0.3)
        return until()
    wait_for("end of the questions", is_over, seconds)
    return len(refused)


def unlock(pump, seconds):
    """Waits for the request to unlock the key store, and enters the password."""
    prompt = wait_for("question", lambda: xdotool(*PROMPT, check=False).split(), seconds)[-1]
    pump(0.5)
    press(prompt, "type", LOGIN)
    press(prompt, "key", "Return")


def press(window, *keys):
    """Focuses a window and presses keys. Does nothing if the window has closed."""
    try:
        xdotool("windowfocus", "--sync", window)
        xdotool(*keys)
    except StepFailed:
        pass
