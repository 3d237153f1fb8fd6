#!/usr/bin/python3
"""Tries in the real window that cases are lost by nothing and open to nobody else.

    tests/desktop/safety.py target/debug/wgs-referral [--cli PATH] [--keep FOLDER]

PROGRAM   the window's program, built for trying (a release can't be made to crash)
--cli     the command line (default: beside PROGRAM)
--keep    where pictures are left when it gets stuck (default: a folder under the system's temporary one)

On one screen with a key store (gnome-keyring, unlocked) and on one without: what is not saved outlives
`kill -9` and a crash; a case is saved to keys and with a passphrase, opens again, and opens to the command
line; what somebody else changed is not written over; the covered window shows nothing; a copied summary
is marked and goes; no file, title or log that the program wrote holds name or CPR number; and no network
socket is opened (strace). Prints a line for each, with figures. The status is 1 after any failure.
Packages that are missing are installed. It must run under Debian's own Python, which has python3-gi.
"""

import argparse
import base64
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

# No compiled modules among the sources.
sys.dont_write_bytecode = True

from criteria import PATIENT_CPR, PATIENT_NAME, Criteria
from screen import PACKAGES, Screen, Stuck, install_missing, wait_for, xdotool

MORE_PACKAGES = ["gnome-keyring", "strace", "xclip"]

KEY_PASSPHRASE, CASE_PASSPHRASE = "gemt i det store skab 7", "cykel pollen vinter 4"
CRASHES = "Nedbrud Testperson"
NUMBER = PATIENT_CPR.replace("-", "")


class Window:
    """The program on a screen, as a user sees and drives it."""

    def __init__(self, screen, reader, texts, program):
        self.screen, self.reader, self.texts, self.program = screen, reader, texts, program

    def start(self, *arguments):
        """Starts the program, and waits until it can be read."""
        self.screen.start_program(self.program, *arguments)
        subprocess.run(["setxkbmap", "dk"], check=True)
        self.reader.attach(self.screen.program.pid)

    def kill(self):
        """Ends it as a power cut would."""
        self.screen.stop_program()

    def names(self):
        """All that is shown."""
        return [node.name for node in self.reader.nodes()]

    def has(self, part):
        """Whether something is shown that holds this."""
        return any(part in name for name in self.names())

    def wait(self, part, seconds=15):
        """Waits until something is shown that holds this."""
        self.reader.wait_for(f"»{part}«", lambda: self.has(part), seconds)

    def text(self, id):
        """The longest part of a message between its arguments: what of it can be looked for."""
        return max(re.split(r"\{[^}]*\}", self.texts.messages[id]), key=len).strip()

    def wait_text(self, id, seconds=15):
        """Waits until a message is shown."""
        self.wait(self.text(id), seconds)

    def press(self, *keys):
        """Presses keys or chords."""
        for key in keys:
            xdotool("key", "--clearmodifiers", key)

    def type(self, text):
        """Types."""
        xdotool("type", "--clearmodifiers", "--delay", "15", "--", text)

    def click(self, id):
        """Does what is named by a message; in a dialog, what stands there."""
        name = self.texts.get(id)
        def found():
            nodes = [node for node in self.reader.nodes() if node.name == name and "Action" in node.interfaces()]
            return nodes[-1] if nodes else None
        self.reader.click(self.reader.wait_for(f"»{name}«", found, 15))

    def focus(self, role, id):
        """Leads to a field."""
        self.reader.grab_focus(self.reader.find(role, self.texts.get(id), 15))
        self.reader.pump(0.3)

    def secret(self, id, text):
        """Types a passphrase into its field, in place of what stands there."""
        self.focus("password text", id)
        self.press("ctrl+a")
        self.type(text)
        self.reader.pump(0.3)

    def field(self, id):
        """What stands in a text field."""
        return self.reader.find("entry", self.texts.get(id), 15).text()

    def path(self, path):
        """Types a path, as there is no file dialog on this screen."""
        self.reader.find("entry", self.texts.get("path"), 15)
        self.reader.pump(0.3)
        self.press("ctrl+a")
        self.type(str(path))
        self.press("Return")

    def patient(self, name=PATIENT_NAME):
        """Types name and number of a patient where the window begins."""
        self.focus("entry", "name")
        self.type(f"{name}\t{NUMBER}\t")
        self.reader.pump(0.2)

    def ask(self, *keys):
        """Presses a chord once the window is ready for it."""
        self.reader.pump(0.5)
        self.press(*keys)


def copies(screen):
    """The recovery copies of this screen's user."""
    return sorted((screen.folder / "state" / "wgs-referral" / "recovery").glob("*.age"))


def is_sealed(path):
    """What is wrong with an encrypted file."""
    data, wrong = path.read_bytes(), []
    if not data.startswith(b"age-encryption.org/v1\n"):
        wrong.append("it does not begin as an encrypted file")
    if any(trace in data for traces in forms().values() for trace in traces):
        wrong.append("it holds the patient")
    if stat.S_IMODE(path.stat().st_mode) != 0o600:
        wrong.append(f"its permissions are {stat.S_IMODE(path.stat().st_mode):o}")
    return wrong


def forms():
    """How name and number may stand in a file."""
    found = {}
    for what, text in [("name", PATIENT_NAME), ("name", CRASHES), ("number", PATIENT_CPR), ("number", NUMBER)]:
        encoded = [text.encode("utf-8"), text.encode("utf-16-le"), text.encode("utf-16-be")]
        # The inner letters of base64 at each of its three alignments.
        shifted = [base64.b64encode(b"\0" * shift + text.encode())[4:-4] for shift in range(3)]
        found.setdefault(what, []).extend(encoded + shifted)
    return found


class Trial:
    """All that is tried."""

    def __init__(self, given, texts):
        self.given, self.texts = given, texts
        self.failures = []
        self.cases = Path(tempfile.mkdtemp(prefix="wgs-cases-"))

    def step(self, name, act, screen):
        """One step; what goes wrong is told, and the next is tried."""
        start = time.monotonic()
        try:
            told = act()
            wrong = None
        except Exception as error:
            if not isinstance(error, (Stuck, AssertionError)):
                traceback.print_exc()
            wrong = error or "an assertion"
            picture = screen.picture(self.given.keep / f"stuck-{re.sub('[^a-z]+', '-', name.lower())}.png")
            self.failures.append(name)
            screen.stop_program()
        seconds = time.monotonic() - start
        result = f"FAILED: {wrong} (picture: {picture})" if wrong else f"ok{f', {told}' if told else ''}"
        print(f"{name}: {result} ({seconds:.0f} s)", flush=True)

    # ---- With a key store ----

    def kept(self, window):
        """What is not saved is kept within two seconds, for the user alone."""
        window.start()
        window.patient()
        changed = time.time()
        file = wait_for("recovery copy", lambda: next(iter(copies(window.screen)), None), 10)
        # The last change is kept when the copy is younger than it, or was there with it.
        def settled():
            before = file.stat().st_mtime_ns
            window.reader.pump(2.5)
            return file.stat().st_mtime_ns == before
        wait_for("rest", settled, 20, 0)
        delay = file.stat().st_mtime - changed
        assert delay < 2.0, f"the last change is kept after {delay:.1f} s"
        assert not is_sealed(file), is_sealed(file)
        mode = stat.S_IMODE(file.parent.stat().st_mode)
        assert mode == 0o700, f"the folder's permissions are {mode:o}"
        limits = Path(f"/proc/{window.screen.program.pid}/limits").read_text()
        core = re.search(r"Max core file size\s+(\S+)\s+(\S+)", limits).groups()
        assert core == ("1", "1"), f"memory dumps of up to {core} bytes are allowed"
        title = xdotool("getwindowname", window.screen.window).strip()
        assert title == "WGS-henvisning", title
        return f"kept {max(delay, 0):.2f} s after the last key"

    def recovered(self, window):
        """After the end of the process it is offered, and comes back."""
        window.kill()
        window.start()
        window.wait_text("recover-title")
        window.wait_text("recover-kept-at")
        window.click("recover-one")
        window.wait_text("notice-recovered")
        assert window.field("name") == PATIENT_NAME and window.field("cpr") == PATIENT_CPR
        window.wait_text("unsaved")

    def saved_to_keys(self, window):
        """The first save makes a recovery key, and all is encrypted; the copy goes."""
        self.key, self.case = self.cases / "key.age", self.cases / "keys.wgscase"
        window.ask("ctrl+s")
        window.click("save-keys-make")
        window.secret("passphrase", KEY_PASSPHRASE)
        window.secret("passphrase-again", KEY_PASSPHRASE)
        window.click("make-keys-place")
        window.path(self.key)
        wait_for("recovery key", self.key.exists, 20)
        window.path(self.case)
        window.wait_text("notice-saved-keys", 20)
        assert not is_sealed(self.case), is_sealed(self.case)
        assert self.key.read_text().startswith("-----BEGIN AGE ENCRYPTED FILE-----")
        wait_for("end of the recovery copy", lambda: not copies(window.screen), 10)
        left = {entry.name for entry in self.cases.iterdir()} - {"key.age", "keys.wgscase"}
        assert left <= {".keys.wgscase.lock", ".keys.wgscase.holder"}, left

    def saved_again(self, window):
        """The next save asks nothing; and the next start opens the file by itself."""
        before = self.case.read_bytes()
        window.focus("entry", "name")
        window.press("End")
        window.type(" B")
        window.ask("ctrl+s")
        wait_for("new version", lambda: self.case.read_bytes() != before, 15)
        window.wait_text("notice-saved-keys")
        window.kill()
        window.start(str(self.case))
        window.reader.wait_for("the name", lambda: window.field("name") == f"{PATIENT_NAME} B", 15)
        left = {entry.name for entry in self.cases.iterdir()} - {"key.age", "keys.wgscase"}
        assert left <= {".keys.wgscase.lock", ".keys.wgscase.holder"}, left

    def read_by_command_line(self, _window):
        """The recovery key opens it elsewhere; a wrong passphrase is told without the patient."""
        secret = self.cases / "secret.txt"
        for passphrase, status in [(KEY_PASSPHRASE, 0), ("forkert", 1)]:
            secret.write_text(passphrase)
            command = [self.given.cli, "evaluate", self.case, "--identity", self.key, "--passphrase-file", secret]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.returncode == status, done
            assert PATIENT_NAME not in done.stderr and NUMBER[:6] not in done.stderr
        secret.unlink()

    def with_passphrase(self, window):
        """Saved elsewhere with a passphrase; only that opens it, here and at the command line."""
        path = self.cases / "passphrase.wgscase"
        window.ask("ctrl+shift+s")
        window.wait_text("save-title")
        name = f"{self.texts.get('save-way')}: {self.texts.get('save-way-passphrase')}"
        choice = window.reader.wait_for(name, lambda: next((n for n in window.reader.nodes() if n.name == name), None), 15)
        window.reader.click(choice)
        window.secret("passphrase", CASE_PASSPHRASE)
        window.secret("passphrase-again", CASE_PASSPHRASE)
        window.click("choose-place")
        window.path(path)
        window.wait_text("notice-saved-passphrase", 60)
        assert not is_sealed(path), is_sealed(path)
        window.kill()
        window.start(str(path))
        window.wait_text("passphrase-title")
        window.secret("passphrase", "forkert")
        window.press("Return")
        window.wait_text("passphrase-wrong", 60)
        assert not window.has(PATIENT_NAME)
        window.secret("passphrase", CASE_PASSPHRASE)
        window.press("Return")
        window.reader.wait_for("the name", lambda: window.has(f"{PATIENT_NAME} B"), 60)
        command = [self.given.cli, "evaluate", path, "--passphrase-file", "-"]
        done = subprocess.run(command, capture_output=True, text=True, input=CASE_PASSPHRASE)
        assert done.returncode == 0, done
        self.open = path

    def covered(self, window):
        """Covered, it shows nothing of the patient; the passphrase of the case uncovers it."""
        window.ask("ctrl+l")
        window.wait_text("locked")
        assert not any(trace in name for name in window.names() for trace in (PATIENT_NAME, NUMBER[:6]))
        window.secret("locked-passphrase", "forkert")
        window.press("Return")
        window.wait_text("passphrase-wrong")
        assert not window.has(PATIENT_NAME)
        window.secret("locked-passphrase", CASE_PASSPHRASE)
        window.press("Return")
        window.wait(PATIENT_NAME)

    def changed_by_another(self, window):
        """What somebody else wrote meanwhile is asked about, and stays."""
        theirs = b"written by somebody else"
        self.open.write_bytes(theirs)
        window.focus("entry", "name")
        window.press("End")
        window.type("C")
        window.ask("ctrl+s")
        window.wait_text("changed-title", 60)
        window.click("cancel")
        window.reader.pump(0.5)
        assert self.open.read_bytes() == theirs
        window.kill()

    def crashed(self, window):
        """A fault of the program is told in a window of its own, by its place alone, and nothing is lost."""
        os.environ["WGS_REFERRAL_FAILS_AT"] = CRASHES
        window.start()
        if window.has(self.texts.get("recover-title")):
            window.click("recover-later")
        window.patient(CRASHES)
        process = window.screen.program
        wait_for("crash", lambda: process.poll() is not None, 20)
        del os.environ["WGS_REFERRAL_FAILS_AT"]
        said = window.screen.program_log()
        assert "internal error at src/" in said and "Nedbrud" not in said, said
        other = wait_for("window after the crash", lambda: successor(process.pid), 20)
        window.reader.known = []
        window.reader.attach(other, 5)
        window.wait_text("crash-title")
        window.wait_text("crash-kept")
        assert not window.has("Nedbrud") and not window.has(NUMBER[:6])
        window.click("crash-again")
        again = wait_for("program", lambda: successor(other), 20)
        window.reader.known = []
        window.reader.attach(again)
        window.wait_text("recover-title", 30)
        os.kill(again, 9)

    def copied(self, window):
        """The summary on the clipboard is marked, and goes after a minute."""
        window.start()
        if window.has(self.texts.get("recover-title")):
            window.click("recover-later")
        window.patient()
        window.ask("ctrl+r")
        window.wait_text("notice-copied-for-a-minute")
        clip = lambda *what: subprocess.run(["xclip", "-selection", "clipboard", "-o", *what], capture_output=True, timeout=10).stdout.decode()
        copied = time.monotonic()
        assert PATIENT_NAME in clip(), "the summary is not on the clipboard"
        assert "x-kde-passwordManagerHint" in clip("-t", "TARGETS"), clip("-t", "TARGETS")
        wait_for("end of the summary", lambda: PATIENT_NAME not in clip(), 80, 1)
        window.kill()
        return f"gone after {time.monotonic() - copied:.0f} s"

    # ---- Without one ----

    def unkept(self, window):
        """Without a key store nothing is kept, and the status line says so."""
        window.start()
        window.patient()
        window.wait_text("recovery-impossible")
        window.reader.pump(3)
        state = window.screen.folder / "state"
        assert not any(entry.is_file() for entry in state.rglob("*")), list(state.rglob("*"))
        window.kill()

    def without_network(self, window):
        """No socket of the network is opened while a case is typed, saved and exported."""
        log = self.cases / "strace.txt"
        case, pdf = self.cases / "plain.wgscase", self.cases / "plain.pdf"
        wrapper = self.cases / "traced"
        wrapper.write_text(f"#!/bin/sh\nexec strace -f -qq -e trace=socket,connect,sendto,bind -o {log} {self.given.program} \"$@\"\n")
        wrapper.chmod(0o700)
        program, window.program = window.program, wrapper
        try:
            window.screen.start_traced(wrapper)
            window.reader.attach(window.screen.program_pid)
            window.patient()
            window.ask("ctrl+s")
            window.click("save-unencrypted-ask")
            window.click("save-unencrypted")
            window.path(case)
            window.wait_text("notice-saved-plain", 30)
            window.ask("ctrl+e")
            window.click("choose-place")
            window.path(pdf)
            window.wait_text("notice-exported", 60)
            window.kill()
        finally:
            window.program = program
        families = Counter(re.findall(r"socket\((AF_\w+)", log.read_text()))
        assert families["AF_UNIX"] > 0, "nothing was traced"
        assert not set(families) - {"AF_UNIX", "AF_NETLINK"}, families
        for made in [case, pdf, log, wrapper]:
            made.unlink()
        return ", ".join(f"{family} {count}" for family, count in families.items())

    def no_trace(self, screen):
        """No file under the user's folders holds name or number."""
        planted = screen.folder / "planted"
        planted.write_bytes(b"\0" + base64.b64encode(f"a{PATIENT_NAME}".encode()))
        found, _ = traces_under(screen.folder)
        assert found == ["name in planted"], f"the search does not find what is there, or finds more: {found}"
        planted.unlink()
        hits, count = traces_under(screen.folder)
        assert count > 5, "there is nothing to search"
        assert not hits, hits
        return f"{count} files searched, 0 hits"


def traces_under(folder):
    """What of the patient is in the files of a folder, and how many files there are."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    hits = []
    for path in files:
        data = path.read_bytes()
        hits += [f"{what} in {path.relative_to(folder)}" for what, traces in forms().items()
                 if any(trace in data for trace in traces)]
    return hits, len(files)


def successor(pid):
    """The process of the program that was started after another one, by its command line."""
    for entry in sorted(Path("/proc").iterdir(), key=lambda entry: entry.name):
        if entry.name.isdigit() and int(entry.name) > pid:
            try:
                command = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if command[0].endswith(b"wgs-referral"):
                return int(entry.name)
    return None


def key_store():
    """Starts a key store and unlocks it, as logging in does."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    daemon = subprocess.Popen(command, stdin=subprocess.PIPE, **quiet)
    daemon.stdin.write(b"test")
    daemon.stdin.close()
    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"]
    names = lambda: subprocess.run(asked, capture_output=True, text=True).stdout
    wait_for("key store", lambda: "org.freedesktop.secrets" in names(), 20)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--cli", type=Path)
    parser.add_argument("--keep", type=Path)
    # One screen to a process: libatspi holds its state there.
    parser.add_argument("--part", choices=["keys", "none"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.program = given.program.resolve()
    given.cli = (given.cli or given.program.with_name("wgs-referral-cli")).resolve()
    given.keep = (given.keep or Path(tempfile.mkdtemp(prefix="wgs-safety-"))).resolve()
    given.keep.mkdir(parents=True, exist_ok=True)
    return given


def run(given):
    """One of the two screens."""
    # Needs python3-gi, which may just have been installed.
    from reader import Reader
    trial = Trial(given, Criteria("da").texts)
    with Screen(f"safety-{given.part}") as screen:
        temporary = screen.folder / "tmp"
        temporary.mkdir()
        if given.part == "keys":
            key_store()
        os.environ["TMPDIR"] = str(temporary)
        window = Window(screen, Reader(), trial.texts, given.program)
        steps = {
            "keys": [trial.kept, trial.recovered, trial.saved_to_keys, trial.saved_again, trial.read_by_command_line,
                     trial.with_passphrase, trial.covered, trial.changed_by_another, trial.crashed, trial.copied],
            "none": [trial.unkept, trial.without_network],
        }[given.part]
        for step in steps:
            trial.step(step.__doc__.split(";")[0].rstrip("."), lambda: step(window), screen)
        trial.step(trial.no_trace.__doc__.rstrip("."), lambda: trial.no_trace(screen), screen)
    return 1 if trial.failures else 0


def main():
    given = arguments()
    if given.part:
        return run(given)
    install_missing([*PACKAGES, *MORE_PACKAGES])
    common = [sys.executable, __file__, str(given.program), "--cli", str(given.cli), "--keep", str(given.keep)]
    ended = [subprocess.run([*common, "--part", part]).returncode for part in ["keys", "none"]]
    return max(ended)


if __name__ == "__main__":
    sys.exit(main())
