"""The secrets that must not leak, and the search for them in files and texts.

Programs store texts in several encodings. Each secret is searched for in all of them.
"""

import base64
import shutil
import tempfile
import urllib.parse
from pathlib import Path

from criteria import PATIENT_CPR, PATIENT_NAME

# The program crashes on purpose for a patient with this name.
CRASHING_NAME = "Nedbrud Testperson"
KEY_PASSPHRASE, CASE_PASSPHRASE = "lampe hegn torsdag uldgarn", "bakke vindue seks marmelade"
NUMBER = PATIENT_CPR.replace("-", "")

SECRETS = [PATIENT_NAME, CRASHING_NAME, PATIENT_CPR, NUMBER, KEY_PASSPHRASE, CASE_PASSPHRASE]
# These are too short to search for in binary files, but must not be in any text.
FRAGMENTS = [*PATIENT_NAME.split(), CRASHING_NAME.split()[0], NUMBER[:6]]


def secrets_in(text):
    """The secrets in a text, and parts of secrets."""
    return [secret for secret in [*SECRETS, *FRAGMENTS] if secret in text]


def forms_of(secret):
    """The encodings of a secret, with their names."""
    plain = secret.encode()
    yield "UTF-8", plain
    yield "UTF-16LE", secret.encode("utf-16-le")
    yield "UTF-16BE", secret.encode("utf-16-be")
    yield "hexadecimal", plain.hex().encode()
    yield "HEXADECIMAL", plain.hex().upper().encode()
    if (quoted := urllib.parse.quote(secret)) != secret:
        yield "an address", quoted.encode()
    for before in range(3):
        # Leave out characters that contain bits of the neighbouring bytes.
        start, end = -(-before * 8 // 6), (before + len(plain)) * 8 // 6
        yield f"base64 at {before}", base64.b64encode(b" " * before + plain + b" ")[start:end]


FORMS = [(secret, form, data) for secret in SECRETS for form, data in forms_of(secret)]


def traces_in(data):
    """The secrets in binary data, with their encodings."""
    return [f"»{secret}« as {form}" for secret, form, wanted in FORMS if wanted in data]


class Traces:
    """Searches the files of a folder, and their names, for secrets."""

    def __init__(self, folder):
        self.folder = folder
        self.looks, self.files, self.found = 0, set(), []

    def look(self):
        """Searches all files. Returns only what was not found before."""
        self.looks += 1
        known = len(self.found)
        for path in self.folder.rglob("*"):
            self._keep(traces_in(path.name.encode()), f"the name of {path.relative_to(self.folder)}")
            try:
                if path.is_symlink() or not path.is_file():
                    continue
                data = path.read_bytes()
            except FileNotFoundError:
                # A temporary file was removed in the meantime.
                continue
            self.files.add(path)
            self._keep(traces_in(data), path.relative_to(self.folder))
        return self.found[known:]

    def _keep(self, traces, where):
        for trace in traces:
            found = f"{trace} is in {where}"
            if found not in self.found:
                self.found.append(found)

    def self_test(self):
        """Whether the search finds each secret in each encoding, and a secret in a file name."""
        planted = Traces(Path(tempfile.mkdtemp(dir=self.folder)))
        try:
            for at, (_, _, data) in enumerate(FORMS):
                (planted.folder / str(at)).write_bytes(b"\x00before " + data + b" after\xff")
            planted.look()
            (planted.folder / PATIENT_NAME).touch()
            named = planted.look()
            wanted = {f"»{secret}« as {form} is in {at}" for at, (secret, form, _) in enumerate(FORMS)}
            return wanted <= set(planted.found) and len(named) == 1
        finally:
            shutil.rmtree(planted.folder)
