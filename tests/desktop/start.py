#!/usr/bin/python3
"""Starts the window in situations that differ in what can draw it, and shows what comes of each.

    tests/desktop/start.py PROGRAM [--keep FOLDER]

PROGRAM  the window's program
--keep   the folder for a picture of each window (default: no pictures are kept)

The situations are Vulkan and OpenGL, OpenGL alone, Vulkan alone, neither of them, and no display. The drivers are
Mesa's, which draw in software. They are put into a folder of the test and taken out of it: the environment that leads
to this folder is the same in all situations, because what the program remembers counts for one environment alone.

Checks for each that the window is painted, by which driver, what is remembered, and that it takes a key to close it; or
which message is printed where no window can open, and with which exit status. What was remembered and fails is
forgotten. The exit status is 1 after any failure. Missing packages (`packages.txt`) are installed.
"""

import argparse
import glob
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# Do not write compiled modules into the source folder.
sys.dont_write_bytecode = True

from packages import install_missing
from screen import Screen, StepFailed, wait_for, xdotool

OPENGL, VULKAN = "OpenGL", "Vulkan"
# A file in the memory of the process that only this driver brings.
LIBRARIES = {VULKAN: ["libvulkan_lvp.so"], OPENGL: ["swrast_dri.so", "libgallium"]}
# A blank window has one color, and its frame is not in the picture.
MIN_COLORS = 100
# In seconds. A build that is not optimised takes a few on a busy computer.
PATIENCE = 60.0
NOTHING_DRAWS = "wgs-referral: nothing can draw the window ("
NO_DISPLAY = "wgs-referral: no display: "
UNREACHABLE = "wgs-referral: the display cannot be opened ("


class Drivers:
    """The folder of drivers that the environment leads to."""

    def __init__(self, folder):
        self.vulkan, self.egl, self.dri = folder / "vulkan.json", folder / "egl.json", folder / "dri"
        folder.mkdir()
        self.dri.mkdir()
        # The loader of Vulkan has had two names for this; the other variables are those of GLX and EGL.
        os.environ.update({
            "VK_DRIVER_FILES": str(self.vulkan), "VK_ICD_FILENAMES": str(self.vulkan),
            "LIBGL_DRIVERS_PATH": str(self.dri), "__EGL_VENDOR_LIBRARY_FILENAMES": str(self.egl),
        })

    def offer(self, *names):
        """Offers these drivers and no others."""
        empty = '{"file_format_version": "1.0.0"}\n'
        self.vulkan.write_text(found("/usr/share/vulkan/icd.d/lvp_icd*.json").read_text() if VULKAN in names else empty)
        egl = found("/usr/share/glvnd/egl_vendor.d/*mesa.json").read_text()
        self.egl.write_text(egl if OPENGL in names else empty)
        driver = self.dri / "swrast_dri.so"
        driver.unlink(missing_ok=True)
        if OPENGL in names:
            driver.symlink_to(found("/usr/lib/*/dri/swrast_dri.so"))


def found(pattern):
    """The file of a driver."""
    files = sorted(glob.glob(pattern))
    if not files:
        raise StepFailed(f"no driver {pattern}")
    return Path(files[0])


class Trial:
    """Starts the program, and records what is not as it must be."""

    def __init__(self, screen, program, keep):
        self.screen, self.program, self.keep = screen, program, keep
        self.drivers = Drivers(screen.folder / "drivers")
        self.notes = screen.folder / "state/wgs-referral/renderers"
        self.failures = []

    def check(self, holds, failure):
        """Records a failure unless `holds` is true."""
        if not holds:
            self.failures.append(failure)

    def remembered(self):
        """The name of the renderer that is remembered, or None."""
        notes = [note.read_text().strip() for note in self.notes.glob("*")] if self.notes.exists() else []
        return ", ".join(notes) or None

    def forget(self):
        """Removes what is remembered."""
        shutil.rmtree(self.notes, ignore_errors=True)

    def opens(self, name, driver, remembered, *arguments):
        """The window opens and is painted by this driver, and this is remembered."""
        log = self.screen.folder / "start.log"
        begun = time.monotonic()
        process = subprocess.Popen(
            [str(self.program), *arguments], stdin=subprocess.DEVNULL, stdout=log.open("wb"), stderr=subprocess.STDOUT)
        try:
            window = wait_for("painted window", lambda: painted_window(process), PATIENCE)
            seconds = time.monotonic() - begun
            used = driver_of(process.pid)
            colors = colors_of(window)
            if self.keep:
                picture = self.keep / f"{name.replace(' ', '-')}.png"
                subprocess.run(["import", "-window", window, str(picture)], check=True)
            xdotool("windowfocus", "--sync", window, "key", "--clearmodifiers", "ctrl+q")
            status = wait_for("end", lambda: process.poll() is not None and f"{process.returncode}", PATIENCE)
        except StepFailed as stuck:
            text = log.read_text(errors="replace").strip()
            self.check(False, f"{name}: {stuck}; status {process.poll()}, output: {text[-300:]}")
            return
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        kept = self.remembered()
        painted = f"painted by {used} with {colors} colors after {seconds:.1f} s"
        print(f"{name}: {painted}, remembers {kept}, ends with {status}")
        self.check(used == driver, f"{name}: painted by {used}, not by {driver}")
        self.check(kept == remembered, f"{name}: remembers {kept}, not {remembered}")
        self.check(status == "0", f"{name}: ends with status {status}")
        said = log.read_text(errors="replace")
        self.check("wgs-referral:" not in said and "panicked" not in said, f"{name}: says {said[:300]}")

    def fails(self, name, message, *arguments, **environment):
        """No window opens; the message says why and what to install, and nothing is remembered."""
        variables = {**os.environ, **environment}
        variables = {variable: value for variable, value in variables.items() if value is not None}
        try:
            done = subprocess.run(
                [str(self.program), *arguments], env=variables, stdin=subprocess.DEVNULL, timeout=PATIENCE,
                capture_output=True, text=True)
        except subprocess.TimeoutExpired:
            self.check(False, f"{name}: does not end")
            return
        lines = [line for line in done.stderr.splitlines() if line.startswith("wgs-referral: ")]
        said, kept = " / ".join(lines), self.remembered()
        print(f"{name}: exit status {done.returncode}, remembers {kept}, says: {said.partition('; install')[0]}; …")
        self.check(done.returncode == 1, f"{name}: ends with status {done.returncode}, not with 1")
        is_said = len(lines) == 1 and lines[0].startswith(message)
        self.check(is_said, f"{name}: does not say »{message}«: {done.stderr}")
        self.check("apt install" in said, f"{name}: does not say what to install")
        self.check("panicked" not in done.stderr, f"{name}: panics: {done.stderr}")
        self.check(kept is None, f"{name}: remembers {kept}")

    def run(self):
        """Each situation, one after the other."""
        drivers = self.drivers
        drivers.offer(VULKAN, OPENGL)
        self.opens("Vulkan and OpenGL", OPENGL, None)
        # Proves that Vulkan was there to be chosen.
        self.opens("Vulkan and OpenGL, asked for software", VULKAN, None, "--renderer", "software")
        drivers.offer(OPENGL)
        self.opens("OpenGL alone", OPENGL, None)
        drivers.offer(VULKAN)
        self.opens("Vulkan alone", VULKAN, "software")
        self.fails_after_remembering()
        drivers.offer(VULKAN)
        self.opens("Vulkan alone again", VULKAN, "software")
        self.opens("Vulkan alone, remembered", VULKAN, "software")
        drivers.offer(OPENGL)
        self.opens("OpenGL in place of the remembered Vulkan", OPENGL, None)
        drivers.offer(VULKAN, OPENGL)
        self.fails("no display", NO_DISPLAY, DISPLAY=None)
        self.fails("a display that is not there", UNREACHABLE, DISPLAY=":6543")

    def fails_after_remembering(self):
        """Neither driver, after one was remembered and after none was; and each renderer that is asked for."""
        self.drivers.offer()
        self.fails("neither, Vulkan remembered", NOTHING_DRAWS)
        self.forget()
        self.fails("neither", NOTHING_DRAWS)
        for renderer in ["opengl", "hardware", "software"]:
            self.fails(f"neither, asked for {renderer}", NOTHING_DRAWS, "--renderer", renderer)


def painted_window(process):
    """The visible window of the program once it is painted; None until then."""
    if process.poll() is not None:
        raise StepFailed("the program ended without a window")
    # The last one: a renderer that fails may have opened one before.
    windows = xdotool("search", "--onlyvisible", "--pid", str(process.pid), check=False).split()
    return windows[-1] if windows and colors_of(windows[-1]) >= MIN_COLORS else None


def colors_of(window):
    """How many colors the window shows; 0 if it is gone."""
    picture = subprocess.run(["import", "-window", window, "png:-"], capture_output=True)
    if picture.returncode != 0:
        return 0
    counted = subprocess.run(["identify", "-format", "%k", "png:-"], input=picture.stdout, capture_output=True)
    return int(counted.stdout or 0)


def driver_of(process):
    """Which driver draws, by what is in the memory of the process.

    A program that draws by OpenGL has not looked for Vulkan. One that has looked for both prefers Vulkan.
    """
    loaded = Path(f"/proc/{process}/maps").read_text()
    return next((name for name, files in LIBRARIES.items() if any(file in loaded for file in files)), None)


def main():
    """Runs the trial."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("program", type=Path)
    asked.add_argument("--keep", type=Path)
    asked = asked.parse_args()
    install_missing()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    with Screen("start") as screen:
        trial = Trial(screen, asked.program.resolve(), asked.keep)
        trial.run()
    for failure in trial.failures:
        print(f"FAILED {failure}")
    sys.exit(1 if trial.failures else 0)


if __name__ == "__main__":
    try:
        main()
    except (StepFailed, subprocess.CalledProcessError) as failure:
        sys.exit(f"start: {failure}")
