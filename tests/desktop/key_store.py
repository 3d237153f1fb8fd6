"""A desktop whose key store comes when it is told to, and not before; and who is asked to unlock it.

A bus starts a key store for whoever asks for one. Here it does not: without a key store is really without.
"""

import os
import subprocess

from screen import Screen, Stuck, wait_for, xdotool

# What this needs besides `screen.PACKAGES`, by the names of Debian's packages.
PACKAGES = ["gnome-keyring"]

SERVICE = "org.freedesktop.secrets"
LOGIN = "what the user logs in with"
# The window in which the system asks to unlock it.
PROMPT = ["search", "--onlyvisible", "--class", "gcr-prompter"]


class Desktop(Screen):
    """The desktop. Its temporary files are its own too, so that all that is written can be searched."""

    def _isolate(self):
        super()._isolate()
        temporary = self.folder / "tmp"
        temporary.mkdir()
        os.environ["TMPDIR"] = str(temporary)
        self._mask_key_store()

    def _mask_key_store(self):
        """The first service that the bus finds under a name counts, and the user's folder comes first."""
        services = self.folder / "data/dbus-1/services"
        services.mkdir(parents=True)
        (services / f"{SERVICE}.service").write_text(f"[D-BUS Service]\nName={SERVICE}\nExec=/bin/false\n")

    def has_key_store(self):
        """Whether a key store is on the bus."""
        asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        asked += ["org.freedesktop.DBus.NameHasOwner", f"string:{SERVICE}"]
        return "true" in subprocess.run(asked, capture_output=True, text=True).stdout

    def start_key_store(self):
        """Starts the key store, unlocked, as logging in does."""
        self._start_daemon("--unlock", given=LOGIN.encode())

    def lock_key_store(self):
        """Starts the key store anew, locked, as it is where a fingerprint logs in."""
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


def is_asked():
    """Whether it is asked to unlock the key store."""
    return bool(xdotool(*PROMPT, check=False).split())


def dismiss_prompts(until, pump, seconds):
    """Refuses to unlock the key store as often as it is asked, until something holds; gives how often."""
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
    """Unlocks the key store where that is asked."""
    prompt = wait_for("question", lambda: xdotool(*PROMPT, check=False).split(), seconds)[-1]
    pump(0.5)
    press(prompt, "type", LOGIN)
    press(prompt, "key", "Return")


def press(window, *keys):
    """Presses keys in a window, which has the focus from then on; it may have gone meanwhile."""
    try:
        xdotool("windowfocus", "--sync", window)
        xdotool(*keys)
    except Stuck:
        pass
