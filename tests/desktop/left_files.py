"""The files that the program leaves in a user's folders: cases, keys and recovery copies."""

import time

from traces import traces_in

ENCRYPTED, ENCRYPTED_TEXT = b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"


def mode(path):
    """Who may do what with a file."""
    return path.stat().st_mode & 0o777


def faults_of(path, begins=ENCRYPTED):
    """What is wrong with a file that should be encrypted, tell nothing, and be the user's alone."""
    data, found = path.read_bytes(), []
    if not data.startswith(begins):
        found.append(f"{path.name} begins with {data[:len(begins)]}")
    found += [f"{path.name} holds {trace}" for trace in traces_in(data)]
    if mode(path) != 0o600:
        found.append(f"{path.name} has the mode {mode(path):o}")
    return found


def faults_beside(wanted, open=()):
    """What is wrong with the folder of these files: they stand there, with what locks those that are open."""
    folder = wanted[0].parent
    locks = {f".{path.name}.{what}" for path in open for what in ["lock", "holder"]}
    there, names = {path.name for path in folder.iterdir()} - locks, {path.name for path in wanted}
    if there == names:
        return []
    return [f"beside the cases stand {sorted(there - names)}; missing {sorted(names - there)}"]


class Copies:
    """The recovery copies in their folder."""

    def __init__(self, folder):
        self.folder = folder

    def all(self):
        """Those that are there."""
        return sorted(self.folder.glob("*.age"))

    def latest(self):
        """When the last of them was written; 0 if there is none."""
        latest = 0.0
        for path in self.all():
            try:
                latest = max(latest, path.stat().st_mtime)
            except FileNotFoundError:
                # It was just being replaced.
                pass
        return latest

    def come_to_rest(self, since, rest, pause, longest):
        """Waits until they were written after a moment, and then for so long no more. Gives when that was."""
        end = time.time() + longest
        while time.time() < end:
            latest = self.latest()
            if latest > since and time.time() > max(latest, since) + rest:
                return latest
            pause(0.05)
        return None

    def remove(self):
        """Takes them away."""
        for path in self.all():
            path.unlink(missing_ok=True)
