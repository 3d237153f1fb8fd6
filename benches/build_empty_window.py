#!/usr/bin/python3
"""Builds `examples/empty_window.rs` with the libraries of the program, for `benches/start.py`.

    benches/build_empty_window.py [OPTION OF CARGO]...

cargo would build it with the libraries of the tests as well, whose features change all others: 12 minutes of two cores.
Here rustc gets the very libraries that the program of the profile `dist` is linked with, which cargo builds first if they
are not there, and the settings of that profile. Prints the path of the program.
"""

import json
import pathlib
import subprocess
import sys
import tomllib

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PROFILE = "dist"
SOURCE = "examples/empty_window.rs"


def libraries(options):
    """Builds the program. Gives the path of eframe's library, and the folders of libraries that are not Rust."""
    command = ["cargo", "build", "--locked", "--profile", PROFILE, "--bin", "wgs-referral"]
    command += ["--message-format", "json-render-diagnostics", *options]
    built = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    if built.returncode != 0:
        raise SystemExit(built.returncode)
    eframe, folders = None, []
    for message in map(json.loads, built.stdout.splitlines()):
        if message["reason"] == "build-script-executed":
            folders += message["linked_paths"]
        elif message["reason"] == "compiler-artifact" and message["target"]["name"] == "eframe":
            eframe = next(pathlib.Path(name) for name in message["filenames"] if name.endswith(".rlib"))
    return eframe, folders


def settings():
    """The settings of the profile, with those that it takes over, as options of rustc."""
    manifest = tomllib.loads((PROJECT / "Cargo.toml").read_text(encoding="utf-8"))
    own = manifest["profile"][PROFILE]
    whole = {**manifest["profile"][own["inherits"]], **own}
    strip = "symbols" if whole["strip"] is True else whole["strip"]
    told = {"opt-level": 3, "lto": whole["lto"], "codegen-units": whole["codegen-units"], "strip": strip}
    return [part for name, value in told.items() for part in ("-C", f"{name}={value}")]


def main():
    """Builds it."""
    eframe, folders = libraries(sys.argv[1:])
    target = eframe.parent.parent / "examples" / "empty_window"
    target.parent.mkdir(exist_ok=True)
    command = ["rustc", "--edition", "2024", "--crate-name", target.name, SOURCE, "-o", str(target), *settings()]
    command += ["-L", f"dependency={eframe.parent}", "--extern", f"eframe={eframe}"]
    command += [part for folder in folders for part in ("-L", folder)]
    subprocess.run(command, cwd=PROJECT, check=True)
    print(target)


main()
