"""Records with strace the sockets of a process and of its descendants.

All threads are only covered from the start of a process, so it must be started with `Sockets.prefix`.
"""

import re
import subprocess
import sys
from collections import Counter

from screen import wait_for

# Local sockets: to display and bus, and to the kernel.
LOCAL = ("AF_UNIX", "AF_NETLINK")


class Sockets:
    """The recorded system calls of a process and its descendants."""

    def __init__(self, log):
        self.log = log
        # -D: strace runs as a grandchild, so that the process started is the program itself.
        # -s 0: do not write the data sent to the log.
        self.prefix = ["strace", "-D", "-f", "--seccomp-bpf", "-s", "0", "-o", str(log)]
        self.prefix += ["-e", "trace=socket,connect,sendto,bind"]

    def wait_for_end(self, process, seconds):
        """Waits until the log has the end of the process, and so everything before it."""
        ended = re.compile(rf"^{process}\s+\+\+\+ ", re.MULTILINE)
        wait_for("end of strace", lambda: ended.search(self._text()), seconds)

    def _text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def created_sockets(self):
        """The number of sockets created, by address family."""
        return Counter(re.findall(r"\bsocket\((\w+)", self._text()))

    def used_addresses(self):
        """The number of addresses that were connected, bound or sent to, by family."""
        return Counter(re.findall(r"\bsa_family=(\w+)", self._text()))

    def faults(self):
        """Sockets that may leave the computer; also a fault if nothing was recorded."""
        made, used = self.created_sockets(), self.used_addresses()
        found = [
            f"{family}: {made[family]} sockets, {used[family]} addresses"
            for family in sorted((made.keys() | used.keys()) - {*LOCAL, "AF_UNSPEC"})
        ]
        return found if made["AF_UNIX"] else [*found, "strace recorded no socket at all"]

    def summary(self):
        """The numbers of sockets and addresses, as text."""
        made, used = self.created_sockets(), self.used_addresses()
        families = [*LOCAL, *sorted(made.keys() - {*LOCAL})]
        sockets = ", ".join(f"{made[family]} {family}" for family in families)
        return f"sockets: {sockets}; addresses: {', '.join(f'{used[family]} {family}' for family in sorted(used))}"


def self_test(log, seconds):
    """Whether an internet socket in a thread of a child process is detected, and an empty log is a fault."""
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
    process = subprocess.Popen([*sockets.prefix, sys.executable, "-c", planted])
    process.wait(seconds)
    sockets.wait_for_end(process.pid, seconds)
    return bool(silent) and sockets.faults() == ["AF_INET: 1 sockets, 1 addresses"]
