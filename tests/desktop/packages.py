#!/usr/bin/python3
"""Installs the Debian packages that the tests in this folder need.

    tests/desktop/packages.py
"""

import os
import subprocess
import sys

PACKAGES = [
    "at-spi2-core", "dbus", "gir1.2-atspi-2.0", "gnome-keyring", "imagemagick", "libgl1-mesa-dri", "libxkbcommon-x11-0",
    "mesa-vulkan-drivers", "openbox", "poppler-utils", "python3-gi", "qpdf", "strace", "x11-xkb-utils", "xclip", "xdotool",
    "xvfb",
]


def install_missing():
    """Installs the packages that are missing."""
    def is_missing(package):
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
        return "ok installed" not in asked.stdout

    missing = [package for package in PACKAGES if is_missing(package)]
    if missing:
        quiet = {"check": True, "stdout": sys.stderr, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], **quiet)


if __name__ == "__main__":
    install_missing()
