"""Installs the Debian packages that the tests in this folder need: those of `packages.txt`."""

import os
import subprocess
import sys
from pathlib import Path


def install_missing():
    """Installs the packages that are missing."""
    def is_missing(package):
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
        return "ok installed" not in asked.stdout

    lines = Path(__file__).with_name("packages.txt").read_text().splitlines()
    missing = [line for line in lines if not line.startswith("#") and is_missing(line)]
    if missing:
        quiet = {"check": True, "stdout": sys.stderr, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)
