"""Listens by strace to which sockets a process and all that it starts make use of.

The whole of a process can be listened to only from its start: it is started by way of `Sockets.under`.
"""

import re
import subprocess
import sys
from collections import Counter

from screen import wait_for

# What this needs besides `screen.PACKAGES`, by the names of Debian's packages.
PACKAGES = ["strace"]

# They stay on this computer: to the display and the bus, and to the kernel.
LOCAL = ("AF_UNIX", "AF_NETLINK")


class Sockets:
    """What is heard of one process and its descendants, by way of a file."""

    def __init__(self, log):
        self.log = log
        # -D: strace is a grandchild, so that what is started becomes the program itself.
        # -s 0: what is sent is written nowhere.
        self.under = ["strace", "-D", "-f", "--seccomp-bpf", "-s", "0", "-o", str(log)]
        self.under += ["-e", "trace=socket,connect,sendto,bind"]

    def wait_for_end(self, process, seconds):
        """Waits until it is written that the process has ended, and with it all else."""
        ended = re.compile(rf"^{process}\s+\+\+\+ ", re.MULTILINE)
        wait_for("end of strace", lambda: ended.search(self._text()), seconds)

    def _text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def made(self):
        """How many sockets of each family were made."""
        return Counter(re.findall(r"\bsocket\((\w+)", self._text()))

    def used(self):
        """How many addresses of each family were connected, bound or sent to."""
        return Counter(re.findall(r"\bsa_family=(\w+)", self._text()))

    def faults(self):
        """What is wrong with that: a socket that may lead out of the computer, or nothing heard at all."""
        made, used = self.made(), self.used()
        found = [
            f"{family}: {made[family]} sockets, {used[family]} addresses"
            for family in sorted((made.keys() | used.keys()) - {*LOCAL, "AF_UNSPEC"})
        ]
        return found if made["AF_UNIX"] else [*found, "strace heard of no socket at all"]

    def figures(self):
        """What was heard, in short."""
        made, used = self.made(), self.used()
        families = [*LOCAL, *sorted(made.keys() - {*LOCAL})]
        sockets = ", ".join(f"{made[family]} {family}" for family in families)
        return f"sockets: {sockets}; addresses: {', '.join(f'{used[family]} {family}' for family in sorted(used))}"


def sees(log, seconds):
    """Whether it sees what is there: a child's thread makes a socket of the net, and sends to this computer by it."""
    planted = (
        "import os, socket, threading\n"
        "def send():\n"
        "    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'.', ('127.0.0.1', 9))\n"
        "    socket.socket(socket.AF_UNIX)\n"
        "if os.fork():\n"
        "    os.wait()\n"
        "else:\n"
        "    threading.Thread(target=send).start()\n"
    )
    sockets = Sockets(log)
    silent = sockets.faults()
    process = subprocess.Popen([*sockets.under, sys.executable, "-c", planted])
    process.wait(seconds)
    sockets.wait_for_end(process.pid, seconds)
    return bool(silent) and sockets.faults() == ["AF_INET: 1 sockets, 1 addresses"]
