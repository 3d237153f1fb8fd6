#!/usr/bin/python3
"""How long the window takes to stand on the screen, as a ratio to an empty eframe window.

    benches/start.py target/dist/wgs-referral target/dist/examples/empty_window [TURNS]

Both are started in turns on a virtual screen without a graphics card; the time is from the start of
the process to the window being mapped, which is after its first frame was painted. Prints medians. Needs Debian's
xvfb, xdotool and mesa-vulkan-drivers.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time


def seconds_to_window(command, environment):
    """Starts a program, waits for its window, and ends it."""
    begun = time.monotonic()
    program = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(program.pid)]
        while time.monotonic() - begun < 30:
            found = subprocess.run(search, env=environment, capture_output=True, check=False).stdout
            if found.strip():
                return time.monotonic() - begun
        raise SystemExit(f"{' '.join(command)}: no window in 30 s")
    finally:
        program.kill()
        program.wait()


def main():
    """Times both in turns, and the search for a renderer beside them."""
    window, empty = sys.argv[1:3]
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 11
    with tempfile.TemporaryDirectory() as home:
        free = (number for number in range(200, 300) if not os.path.exists(f"/tmp/.X11-unix/X{number}"))
        display = f":{next(free)}"
        server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1400x920x24"], stderr=subprocess.DEVNULL)
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_RUNTIME_DIR": home,
            "WINIT_UNIX_BACKEND": "x11",
        }
        environment.pop("WAYLAND_DISPLAY", None)
        time.sleep(1)
        try:
            commands = {
                "empty window, eframe's default renderer": [empty, "wgpu"],
                "empty window, OpenGL": [empty, "glow"],
                "empty window with one word, OpenGL": [empty, "glow", "word"],
                "the program": [window],
                "the program, --renderer opengl": [window, "--renderer", "opengl"],
                "the program, --renderer software": [window, "--renderer", "software"],
            }
            found = {name: [] for name in commands}
            for _ in range(turns):
                for name, command in commands.items():
                    found[name].append(seconds_to_window(command, environment))
        finally:
            server.kill()
            server.wait()
    bases = [statistics.median(found[name]) for name in list(found)[:2]]
    for name, times in found.items():
        median = statistics.median(times)
        wgpu, opengl = (median / base for base in bases)
        told = f"{wgpu:.2f} times the empty one with eframe's default renderer, {opengl:.2f} times that with OpenGL"
        print(f"{name}: {median * 1000:.0f} ms, {told}")


main()
