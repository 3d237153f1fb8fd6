"""Installs what the trials need."""

import shutil
import subprocess
import sys


def install_missing(packages):
    """Installs the packages whose program is missing."""
    missing = [package for program, package in packages.items() if not shutil.which(program)]
    if missing:
        quiet = {"check": True, "stdout": sys.stderr}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)
