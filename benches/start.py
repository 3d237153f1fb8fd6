#!/usr/bin/python3
"""How long the window takes to stand on the screen, as a ratio to an empty eframe window.

    benches/start.py target/dist/wgs-referral target/dist/examples/empty_window [TURNS]

Both are started in turns on a virtual screen, drawn in software whatever graphics card the computer has; the time is
from the start of the process to the window being mapped, which is after its first frame was painted. A turn before the
first one fills the caches of the drivers and is not counted. Prints medians. Needs Debian's xvfb, xdotool and
mesa-vulkan-drivers.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PATIENCE_SECONDS = 30


def seconds_to_window(command, environment):
    """Starts a program, waits for its window, and ends it."""
    begun = time.monotonic()
    program = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(program.pid)]
        while time.monotonic() - begun < PATIENCE_SECONDS:
            found = subprocess.run(search, env=environment, capture_output=True, check=False).stdout
            if found.strip():
                return time.monotonic() - begun
            if program.poll() is not None:
                raise SystemExit(f"{' '.join(command)}: ended with status {program.returncode} before its window stood")
        raise SystemExit(f"{' '.join(command)}: no window in {PATIENCE_SECONDS} s")
    finally:
        program.kill()
        program.wait()


def start_screen():
    """Starts a virtual screen, and gives its process and its name once it is ready."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-noreset", "-screen", "0", "1400x920x24"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as ready:
        number = ready.readline().strip()
    if not number:
        raise SystemExit(f"Xvfb ended with status {server.wait()}")
    return server, f":{number}"


def measured(commands, turns):
    """The seconds of each command, one for each turn."""
    server, display = start_screen()
    try:
        with tempfile.TemporaryDirectory() as home:
            environment = {
                **os.environ,
                "DISPLAY": display,
                "HOME": home,
                "XDG_CACHE_HOME": home,
                "XDG_CONFIG_HOME": home,
                "XDG_RUNTIME_DIR": home,
                "XDG_STATE_HOME": home,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "VK_LOADER_DRIVERS_SELECT": "*lvp*",
            }
            # winit would open the window there.
            for name in ("WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
                environment.pop(name, None)
            found = {name: [] for name in commands}
            for turn in range(turns + 1):
                for name, command in commands.items():
                    seconds = seconds_to_window(command, environment)
                    if turn > 0:
                        found[name].append(seconds)
            return found
    finally:
        server.kill()
        server.wait()


def main():
    """Times all in turns, and prints each beside the two empty windows."""
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    window, empty = sys.argv[1:3]
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 11
    bases = {
        "empty window, eframe's default renderer": [empty, "wgpu"],
        "empty window, OpenGL": [empty, "glow"],
    }
    others = {
        "empty window with one word, OpenGL": [empty, "glow", "word"],
        "the program": [window],
        "the program, --renderer opengl": [window, "--renderer", "opengl"],
        "the program, --renderer software": [window, "--renderer", "software"],
    }
    found = measured({**bases, **others}, turns)
    medians = {name: statistics.median(times) for name, times in found.items()}
    for name, median in medians.items():
        wgpu, opengl = (median / medians[base] for base in bases)
        told = f"{wgpu:.2f} times the empty one with eframe's default renderer, {opengl:.2f} times that with OpenGL"
        print(f"{name}: {median * 1000:.0f} ms, {told}")


main()
