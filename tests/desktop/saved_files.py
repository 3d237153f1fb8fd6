"""Checks of the files that the program writes: cases, keys and recovery copies."""

import time

from traces import traces_in

ENCRYPTED, ENCRYPTED_TEXT = b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"


def mode(path):
    """The permissions of a file."""
    return path.stat().st_mode & 0o777


def file_faults(path, begins=ENCRYPTED):
    """The faults of a file that must be encrypted, contain no secret, and be accessible to its owner only."""
    data, found = path.read_bytes(), []
    if not data.startswith(begins):
        found.append(f"{path.name} starts with {data[:len(begins)]}")
    found += [f"{path.name} contains {trace}" for trace in traces_in(data)]
    if mode(path) != 0o600:
        found.append(f"{path.name} has mode {mode(path):o}")
    return found


def folder_faults(wanted, open=()):
    """The faults of a folder, which must contain only these files and the lock files of those that are open."""
    folder = wanted[0].parent
    locks = {f".{path.name}.{what}" for path in open for what in ["lock", "holder"]}
    there, names = {path.name for path in folder.iterdir()} - locks, {path.name for path in wanted}
    if there == names:
        return []
    return [f"unexpected files in the folder: {sorted(there - names)}; missing: {sorted(names - there)}"]


class Copies:
    """The folder of the recovery copies."""

    def __init__(self, folder):
        self.folder = folder

    def all(self):
        """All copies, sorted by name."""
        return sorted(self.folder.glob("*.age"))

    def latest(self):
        """The time of the last write to any of them; 0 if there is none."""
        latest = 0.0
        for path in self.all():
            try:
                latest = max(latest, path.stat().st_mtime)
            except FileNotFoundError:
                # The file was being replaced.
                pass
        return latest

    def wait_until_stable(self, since, rest, pause, longest):
        """Waits for a write after `since` that no other follows within `rest` seconds. Returns its time, or None."""
        end = time.time() + longest
        while time.time() < end:
            latest = self.latest()
            if latest > since and time.time() > max(latest, since) + rest:
                return latest
            pause(0.05)
        return None

    def remove(self):
        """Removes all copies."""
        for path in self.all():
            path.unlink(missing_ok=True)
