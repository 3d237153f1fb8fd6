#!/usr/bin/python3
"""Attacks a process that saves into a folder of others, and checks that nothing is lost or given away.

    tests/reliability/attack.py target/debug/examples/save_without_pause [--rounds N]

PROGRAM   the example `save_without_pause`, which saves by way of the window's workers
--rounds  how often each attack is made (default: 200)

Runs eleven attacks. Where this runs as root, the process under attack belongs to one user and the attacker is another, in
a sticky folder of their group:

    planted links     links to a file of the victim under every name beside the case that can be known, and under the
                      names of temporary files as soon as they appear
    raced link        a link to a file of the victim appears and disappears in the place of the case all the time
    raced bait        the same with a link to a file of the attacker that everybody may read
    planted folder    a link in the place of a folder on the way to the case, at rest and appearing all the time
    group folder      a link in the place of the case, in a folder of the group and in one of everybody
    planted rights    a file of the attacker with set-user-id bits and rights for everybody in the place of the case
    pipes             pipes under the same names: nothing may wait for them, and nothing is read from them
    denied lock       a lock file that may not be opened: the case is saved, and a note says that it is not guarded
    displaced version another program replaces the file at a random moment, while the moves of the process are slowed
                      down: its version is seen before it is replaced, or kept under a visible name and told
    hanging key store the key store is stopped (SIGSTOP): recovery copies go on
    end by SIGTERM    at a random moment: the recovery copy holds the last version that was typed

The five after the first need two users, and so root. The exit status is 1 if an attack succeeds. Missing packages are installed.
"""

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from packages import install_missing

PACKAGES = {"dbus-daemon": "dbus", "gnome-keyring-daemon": "gnome-keyring", "strace": "strace"}
VICTIM, ATTACKER, GROUP = 4711, 4712, 4713
# In seconds. A process that takes longer hangs.
HANGS_AFTER = 60
# In milliseconds: what is typed between the last copy and the end of the process may be lost.
LOST_AT_END = 500
SECRET = b"a private file of the victim"
CASE = ".a.wgscase"
# In each round of an attack that races with the victim.
SAVES_IN_A_RACE = 5


class Broken(Exception):
    """An attack has succeeded."""


class Shared:
    """A sticky folder that victim and attacker write to, with a private file of the victim elsewhere."""

    def __init__(self, program, place):
        self.is_root = os.geteuid() == 0
        self.lost_at_end = 0
        self.program = shutil.copy(program, place / "program")
        self.folder, self.private = place / "shared", place / "private"
        self.case = self.folder / "a.wgscase"
        self.secret = self.private / "secret"
        self.theirs = place / "theirs"
        self.bait = self.theirs / "bait"
        place.chmod(0o755)
        Path(self.program).chmod(0o755)

    def reset(self):
        """Empties the folder, and saves one version into it."""
        for folder, mode in [(self.folder, 0o1770), (self.private, 0o700)]:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            if self.is_root:
                os.chown(folder, VICTIM if folder == self.private else 0, GROUP)
            folder.chmod(mode)
        shutil.rmtree(self.theirs, ignore_errors=True)
        self.theirs.mkdir()
        self.bait.write_text("bait")
        for path, mode in [(self.theirs, 0o777), (self.bait, 0o666)]:
            path.chmod(mode)
            if self.is_root:
                os.chown(path, ATTACKER, GROUP)
        self.secret.write_bytes(SECRET)
        self.secret.chmod(0o600)
        if self.is_root:
            os.chown(self.secret, VICTIM, VICTIM)
        self.save(0, 1)

    def as_user(self, user):
        """The options that start a process as another user, if this is root."""
        return {"user": user, "group": user, "extra_groups": [GROUP], "umask": 0o007} if self.is_root else {}

    def start(self, what, first, rounds, tracer=(), folder=None, **options):
        """Starts the process under attack."""
        command = [*tracer, self.program, str(folder or self.folder), what, str(first), str(rounds)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, **pipes, **self.as_user(VICTIM), **options)

    def save(self, first, rounds, what="save", folder=None):
        """Runs the process under attack to its end. Returns its output."""
        return ended(self.start(what, first, rounds, folder=folder))

    def copy_version(self):
        """The version in the recovery copy."""
        done = subprocess.run(
            [self.program, str(self.folder), "print"], capture_output=True, text=True, timeout=HANGS_AFTER,
            **self.as_user(VICTIM),
        )
        found = re.search(r"^copy (\d+)$", done.stdout, re.M)
        if not found:
            raise Broken(f"there is no recovery copy: {done.stdout} {done.stderr}")
        return int(found.group(1))

    def attack(self, *lines):
        """Runs lines of Python as the attacker, in the folder."""
        source = "\n".join(["import os, time", *lines])
        return subprocess.Popen([sys.executable, "-c", source], cwd=self.folder, **self.as_user(ATTACKER))

    def check_secret(self):
        """Checks that the private file is as it was."""
        there = self.secret.lstat()
        if self.secret.read_bytes() != SECRET or stat.S_IMODE(there.st_mode) != 0o600 or there.st_nlink != 1:
            raise Broken("a private file of the victim was changed")
        written = [path.name for path in self.private.iterdir() if path != self.secret]
        if written:
            raise Broken(f"files were written into a private folder of the victim: {written}")
        if self.bait.read_text() != "bait" or [path.name for path in self.theirs.iterdir()] != [self.bait.name]:
            raise Broken("a file was written where the attacker reads it")

    def check_refused(self, output):
        """Checks that nothing was saved, and that the link was told as the reason."""
        if "failed" not in output or "a link that somebody else" not in output:
            raise Broken(f"a planted link was not refused: {output}")
        self.check_secret()

    def check_closed(self):
        """Checks that nobody but the victim may open the case."""
        if stat.S_IMODE(self.case.lstat().st_mode) != 0o600:
            raise Broken(f"others may open the case: {self.case.lstat().st_mode:o}")

    def check_saved(self, output, last):
        """Checks that the version was saved, and that the file is that of the victim, whole."""
        if f"saved {last}\n" not in output:
            raise Broken(f"version {last} was not saved: {output}")
        there = self.case.lstat()
        if not stat.S_ISREG(there.st_mode) or (self.is_root and there.st_uid != VICTIM):
            raise Broken("the file is not the victim's")
        if f"Version {last}" not in self.case.read_text():
            raise Broken("the file does not hold the version that was saved")


def ended(process):
    """Waits for a process, which must succeed. Returns its output."""
    try:
        out, err = process.communicate(timeout=HANGS_AFTER)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Broken("the process hangs") from None
    if process.returncode != 0:
        raise Broken(f"the process exits with {process.returncode}: {out} {err}")
    return out


# The names beside a case that can be known, today or with an earlier version.
KNOWN = [f"{CASE}.wgs-new", f"{CASE}.wgs-backup", f"{CASE}.wgs-0123456789ab", f"{CASE}.holder"]


def planted_links(shared):
    """Links to the private file. Returns what was done, to print."""
    shared.reset()
    target = repr(str(shared.secret))
    if shared.attack(f"for name in {KNOWN!r}: os.symlink({target}, name)").wait() != 0:
        raise Broken("the links could not be planted")
    planting = shared.attack(
        "os.close(os.open('ready', os.O_CREAT | os.O_WRONLY))",
        "while os.path.exists('ready'):",
        "    for name in os.listdir('.'):",
        f"        if name.startswith('{CASE}.wgs-') and not os.path.islink(name):",
        "            try:",
        "                os.unlink(name)",
        f"                os.symlink({target}, name)",
        "            except OSError:",
        "                pass",
    )
    while not (shared.folder / "ready").exists():
        time.sleep(0.01)
    try:
        output = shared.save(1, 12)
    finally:
        (shared.folder / "ready").unlink()
        planting.wait()
    shared.check_secret()
    if shared.is_root:
        shared.check_saved(output, 12)


@contextlib.contextmanager
def attacking_all_the_time(shared, *lines):
    """Lets the attacker repeat lines of Python, whatever fails."""
    repeated = [f"    try: {line}\n    except OSError: pass" for line in lines]
    process = shared.attack(
        "os.close(os.open('ready', os.O_CREAT | os.O_WRONLY))", "while os.path.exists('ready'):", *repeated * 20
    )
    while not (shared.folder / "ready").exists():
        time.sleep(0.01)
    try:
        yield
    finally:
        (shared.folder / "ready").unlink()
        process.wait()


def raced_link(shared, target=None):
    """A link that appears and disappears in the place of the case."""
    shared.reset()
    shared.case.unlink()
    link = f"os.symlink({str(target or shared.secret)!r}, '{shared.case.name}')"
    results = set()
    with attacking_all_the_time(shared, link, f"os.unlink('{shared.case.name}')"):
        for version in range(1, SAVES_IN_A_RACE + 1):
            output = shared.save(version, 1)
            shared.check_secret()
            if "saved" in output:
                shared.check_saved(output, version)
                shared.check_closed()
                shared.case.unlink()
            elif "failed" not in output:
                raise Broken(f"neither saved nor failed: {output}")
            results.add("saved" if "saved" in output else "refused")
    return " and ".join(sorted(results))


def raced_bait(shared):
    """The same link, to a file that the attacker reads."""
    return raced_link(shared, shared.bait)


def planted_folder(shared):
    """A link in the place of a folder on the way."""
    shared.reset()
    for target in [shared.theirs, shared.private]:
        if shared.attack(f"os.symlink({str(target)!r}, 'link')").wait() != 0:
            raise Broken("the link could not be planted")
        shared.check_refused(shared.save(1, 1, folder=shared.folder / "link"))
        (shared.folder / "link").unlink()
    if shared.attack("os.umask(0)", "os.mkdir('way', 0o777)").wait() != 0:
        raise Broken("the folder could not be planted")
    exchange = [
        "os.rename('way', 'real')", f"os.symlink({str(shared.private)!r}, 'way')", "os.unlink('way')",
        "os.rename('real', 'way')",
    ]
    with attacking_all_the_time(shared, *exchange):
        for version in range(1, SAVES_IN_A_RACE + 1):
            shared.save(version, 1, folder=shared.folder / "way")
            shared.check_secret()


def group_folder(shared):
    """A link in the place of the case, in folders without a sticky bit."""
    shared.reset()
    for mode in [0o2770, 0o777]:
        shared.folder.chmod(mode)
        shared.case.unlink(missing_ok=True)
        if shared.attack(f"os.symlink({str(shared.secret)!r}, '{shared.case.name}')").wait() != 0:
            raise Broken("the link could not be planted")
        shared.check_refused(shared.save(1, 1))


def planted_rights(shared):
    """A file of the attacker with more rights than a case may have."""
    shared.reset()
    for mode, kept in [(0o2770, 0o660), (0o777, 0o600)]:
        shared.folder.chmod(mode)
        shared.case.unlink()
        name = repr(shared.case.name)
        if shared.attack(f"os.close(os.open({name}, os.O_CREAT, 0o666))", f"os.chmod({name}, 0o6777)").wait() != 0:
            raise Broken("the file could not be planted")
        output = shared.save(1, 1)
        shared.check_saved(output, 1)
        if stat.S_IMODE(shared.case.lstat().st_mode) != kept or "note OwnerChanged" not in output:
            raise Broken(f"the rights of the attacker's file passed on: {shared.case.lstat().st_mode:o} {output}")


def pipes(shared):
    """Pipes under the names that can be known."""
    shared.reset()
    names = [*KNOWN, random.choice([f"{CASE}.lock", f"{CASE}.wgs-ba9876543210"])]
    if shared.attack(f"for name in {names!r}: os.mkfifo(name, 0o666)").wait() != 0:
        raise Broken("the pipes could not be planted")
    output = shared.save(1, 2)
    shared.check_saved(output, 2)
    if (f"{CASE}.lock" in names) != ("note NotGuarded" in output):
        raise Broken(f"a lock that is a pipe must be told, and nothing else: {output}")


def denied_lock(shared):
    """A lock file of another group, with no rights for the victim."""
    shared.reset()
    if shared.attack(f"os.close(os.open('{CASE}.lock', os.O_CREAT | os.O_WRONLY, 0))").wait() != 0:
        raise Broken("the lock could not be planted")
    output = shared.save(1, 2)
    shared.check_saved(output, 2)
    # Root may open everything.
    if (shared.is_root or os.geteuid() != 0) and "note NotGuarded" not in output:
        raise Broken(f"that the case is not guarded was not told: {output}")


def displaced_version(shared):
    """Another program of the same user, or of the group, replaces the file at a random moment."""
    shared.reset()
    if shared.is_root:
        # In a folder that is not sticky, every member of the group may replace the file.
        shared.folder.chmod(0o770)
    slow = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=renameat2", "-e", "inject=renameat2:delay_enter=10000"]
    process = shared.start("follow", 1, 40, tracer=slow)
    theirs = f"theirs {random.getrandbits(64)}"
    # The first save replaces whatever is there, as the user has confirmed.
    lines = []
    while "saved 1\n" not in lines:
        lines.append(process.stdout.readline())
        if not lines[-1]:
            raise Broken(f"the process ends before its first save: {process.stderr.read()}")
    reader = threading.Thread(target=lambda: lines.extend(process.stdout))
    reader.start()
    time.sleep(random.uniform(0, 0.5))
    other = shared.folder / "theirs"
    other.write_text(theirs)
    if shared.is_root:
        os.chown(other, ATTACKER, GROUP)
    other.chmod(0o660)
    is_running = process.poll() is None
    os.replace(other, shared.case)
    try:
        process.wait(timeout=HANGS_AFTER)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Broken("the process hangs") from None
    reader.join()
    output = "".join(lines)
    kept = [path for path in shared.folder.iterdir() if path != shared.case and path.read_text() == theirs]
    is_visible = all(not path.name.startswith(".") for path in kept)
    is_told = "note OtherVersionKept" in output
    is_seen = f"seen {theirs}" in output
    is_there = shared.case.read_text() == theirs
    if not (is_seen or is_there or (kept and is_visible and is_told)):
        raise Broken(f"the version of somebody else is lost (running: {is_running}): {output}")
    return "kept" if kept else "seen" if is_seen else "last"


def ended_by_sigterm(shared):
    """SIGTERM while versions are typed and copies written."""
    shared.reset()
    process = shared.start("type", 1, 1_000_000)
    while process.stdout.readline().strip() != "started":
        if process.poll() is not None:
            raise Broken("the process does not start")
    time.sleep(random.uniform(0.05, 0.4))
    process.send_signal(random.choice([signal.SIGTERM, signal.SIGHUP, signal.SIGINT]))
    output = ended_by_signal(process)
    typed = re.findall(r"^typed (\d+)$", output, re.M)
    last = int(typed[-1]) if typed else 1
    found = shared.copy_version()
    # A version is typed each millisecond, also while the process ends.
    if not last - LOST_AT_END <= found <= last + 1:
        raise Broken(f"the copy has version {found}, but {last} was typed")
    shared.lost_at_end = max(shared.lost_at_end, last - found)
    left = [path.name for path in (shared.folder / "recovery").iterdir()]
    if left != ["a.age"]:
        raise Broken(f"files left beside the copy: {left}")


def ended_by_signal(process):
    """Waits for a process that a signal must end. Returns its output."""
    try:
        out, err = process.communicate(timeout=HANGS_AFTER)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Broken("the process does not end") from None
    if process.returncode not in (-signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT):
        raise Broken(f"the process was not ended by the signal, but exits with {process.returncode}: {err}")
    return out


class KeyStore:
    """A key store on a session bus of its own, unlocked."""

    def __init__(self, folder):
        self.folder = folder
        environment = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"]:
            environment[variable] = str(folder)
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        self.bus = subprocess.Popen(bus, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        environment["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()
        daemon = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.daemon = subprocess.Popen(daemon, env=environment, stdin=subprocess.PIPE, **quiet)
        self.daemon.stdin.write(b"what the user logs in with")
        self.daemon.stdin.close()
        self.environment = {**environment, "WGS_REFERRAL_SYSTEM_KEYS": "1", "WGS_REFERRAL_WAIT": "1"}

    def stop(self):
        """Stops the key store as a debugger would: it does not answer."""
        self.daemon.send_signal(signal.SIGSTOP)

    def go_on(self):
        """Lets the key store answer again."""
        self.daemon.send_signal(signal.SIGCONT)

    def end(self):
        """Ends key store and bus."""
        for process in (self.daemon, self.bus):
            process.kill()
            process.wait()


def hanging_key_store(program, folder, keys):
    """The key store stops after a random number of copies."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    before, after = random.randint(1, 4), random.randint(1, 4)
    command = [str(program), str(folder), "recover", "1", str(before + after)]
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, env=keys.environment, **pipe)
    guard = threading.Timer(HANGS_AFTER, process.kill)
    guard.start()
    try:
        expect(process, "started")
        for number in range(1, before + after + 1):
            if number == before + 1:
                keys.stop()
            process.stdin.write("\n")
            process.stdin.flush()
            expect(process, f"saved {number}")
        process.stdin.close()
        process.wait()
    finally:
        guard.cancel()
        keys.go_on()
    done = subprocess.run([str(program), str(folder), "print"], env=keys.environment, capture_output=True, text=True)
    if f"copy {before + after}\n" not in done.stdout:
        raise Broken(f"the copy is not the last one: {done.stdout} {done.stderr}")


def expect(process, line):
    """Reads the next line of the output."""
    found = process.stdout.readline().strip()
    if found != line:
        raise Broken(f"»{line}« was expected, but not »{found}« {process.stderr.read() if not found else ''}")


def repeat(name, rounds, attack):
    """Makes an attack `rounds` times, and prints what came of it."""
    start = time.monotonic()
    results = [attack() for _ in range(rounds)]
    counts = ", ".join(f"{result} {results.count(result)}" for result in sorted({result for result in results if result}))
    seconds = time.monotonic() - start
    print(f"{name}: {rounds} attacks, 0 successful{f' ({counts})' if counts else ''}; {seconds:.0f} s", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--rounds", type=int, default=200)
    given = parser.parse_args()
    given.program = given.program.resolve()
    return given


def main():
    given = arguments()
    install_missing(PACKAGES)
    with tempfile.TemporaryDirectory(prefix="wgs-attack-") as place:
        shared = Shared(given.program, Path(place))
        by_another_user = [raced_link, raced_bait, planted_folder, group_folder, planted_rights]
        attacks = [planted_links, *(by_another_user if shared.is_root else []), pipes, denied_lock, displaced_version, ended_by_sigterm]
        name = "start"
        try:
            for attack in attacks:
                name = attack.__name__.replace("_", " ")
                repeat(name, given.rounds, lambda attack=attack: attack(shared))
            print(f"{name}: at most {shared.lost_at_end} ms of typing lost", flush=True)
            name = "hanging key store"
            home = Path(place) / "home"
            home.mkdir(mode=0o700)
            keys = KeyStore(home)
            try:
                repeat(name, given.rounds, lambda: hanging_key_store(given.program, Path(place) / "copies", keys))
            finally:
                keys.end()
        except Broken as broken:
            print(f"{name}: SUCCESSFUL ATTACK: {broken}", flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
