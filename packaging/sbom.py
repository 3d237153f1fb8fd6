"""Prints a software bill of materials that cargo-cyclonedx has written, with the crates that are built and no others, with
the standard library, fonts, colour profile and what the C compiler links, and without the folder of this computer.

Usage: sbom.py ROOT BUILT LINKED PACKAGES RUST SBOM...

ROOT      the folder of the project, with Cargo.lock
BUILT     the crates that cargo builds, as `cargo tree --format '{p}'` prints them
LINKED    those of them that are in the programs: no procedural macros, and nothing that only build scripts use
PACKAGES  the packages of Debian of which parts are in the programs, each with its version where that is known
RUST      the version of the compiler, which its standard library has too
SBOM      what cargo-cyclonedx has written, for each target of the programs; they are joined

Fails where a crate that is built is not listed or has no licence, or where a hash is not that of Cargo.lock.
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from urllib.parse import quote

root, built_file, linked_file, packages_file, rust, *sbom_files = sys.argv[1:]

# What the C compiler for Windows links into each program, by the package of Debian that it is in.
LINKED_BY_COMPILER = {
    "gcc-mingw-w64-x86-64-win32": {
        "name": "libgcc",
        "description": "The runtime library of GCC, with its start files",
        "licenses": [{"expression": "GPL-3.0-or-later WITH GCC-exception-3.1"}],
    },
    "mingw-w64-x86-64-dev": {
        "name": "mingw-w64-runtime",
        "description": "The C runtime of mingw-w64. Its parts have permissive licences of their own, which the file "
        "copyright of the package lists",
        "licenses": [{"license": {"id": "ZPL-2.1"}}],
    },
}
# The files of others that are in each program.
FILES = [("font", "assets/fonts/*.ttf", "OFL-1.1"), ("colour", "assets/colour/*.icc", "CC0-1.0")]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def stop_with(what, crates):
    sys.exit(f"sbom: {what}: " + ", ".join(sorted(" ".join(crate) for crate in crates)))


def named(path):
    return {re.match(r"(\S+) v(\S+)", line).groups() for line in read(path).splitlines()}


def name_of(crate):
    return crate["name"], crate["version"]


def join(sboms):
    first = sboms[0]
    components = {one["bom-ref"]: one for sbom in sboms for one in sbom["components"]}
    dependencies, properties = {}, {}
    for sbom in sboms:
        for one in sbom["dependencies"]:
            dependencies.setdefault(one["ref"], {}).update(dict.fromkeys(one.get("dependsOn", [])))
        for one in sbom["metadata"].get("properties", []):
            properties[one["name"], one["value"]] = one
    first["components"] = list(components.values())
    first["dependencies"] = [{"ref": ref, "dependsOn": list(others)} for ref, others in dependencies.items()]
    if properties:
        first["metadata"]["properties"] = list(properties.values())
    return first


sbom = join([json.loads(read(file)) for file in sbom_files])
program = sbom["metadata"]["component"]
built, linked = named(built_file) - {name_of(program)}, named(linked_file)

# cargo's metadata, which cargo-cyclonedx reads, have the crates of features that only tests switch on.
crates = {name_of(crate): crate for crate in sbom["components"] if name_of(crate) in built}
sbom["components"] = [crates[name] for name in sorted(crates)]
for name, crate in crates.items():
    crate["scope"] = "required" if name in linked else "excluded"
listed = {crate["bom-ref"] for crate in crates.values()} | {program["bom-ref"]}
sbom["dependencies"] = [
    {**one, "dependsOn": [other for other in one.get("dependsOn", []) if other in listed]}
    for one in sbom["dependencies"]
    if one["ref"] in listed
]

if missing := built - set(crates):
    stop_with("crates are missing", missing)
if unlicensed := {name for name, crate in crates.items() if not crate.get("licenses")}:
    stop_with("crates have no licence", unlicensed)
locked = {}
for package in read(f"{root}/Cargo.lock").split("[[package]]")[1:]:
    fields = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', package, re.MULTILINE))
    locked[name_of(fields)] = [{"alg": "SHA-256", "content": fields.get("checksum")}]
if differing := {name for name, crate in crates.items() if crate.get("hashes") != locked.get(name)}:
    stop_with("hashes are not those of Cargo.lock", differing)

# What is in the programs beside the crates of cargo.
beside = [
    {
        "type": "library", "bom-ref": f"rust-std@{rust}", "name": "std", "version": rust, "scope": "required",
        "description": "The standard library of Rust, with the crates that it is made of",
        "licenses": [{"expression": "MIT OR Apache-2.0"}], "purl": f"pkg:generic/rust-std@{rust}",
    }
]
for line in read(packages_file).splitlines():
    package, _, version = line.partition(" ")
    purl = f"pkg:deb/debian/{package}" + (f"@{quote(version, safe='')}" if version else "")
    beside.append({
        "type": "library", "bom-ref": f"debian:{package}", **LINKED_BY_COMPILER[package], "scope": "required",
        "purl": purl, **({"version": version} if version else {}),
    })
for kind, pattern, licence in FILES:
    files = sorted(Path(root).glob(pattern))
    if not files:
        sys.exit(f"sbom: there is no {pattern}")
    beside += [
        {
            "type": "file", "bom-ref": f"{kind}:{file.name}", "name": file.name, "scope": "required",
            "licenses": [{"license": {"id": licence}}],
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}],
        }
        for file in files
    ]
sbom["components"] += beside
sbom["dependencies"] += [{"ref": component["bom-ref"]} for component in beside]
for one in sbom["dependencies"]:
    if one["ref"] == program["bom-ref"]:
        one["dependsOn"] += [component["bom-ref"] for component in beside]

# cargo knows this crate by its folder.
text = json.dumps(sbom, indent=2, ensure_ascii=False)
plain_url = program["purl"].split("?")[0]
for with_folder in program["bom-ref"], program["purl"]:
    text = text.replace(json.dumps(with_folder)[1:-1], plain_url)
text = re.sub(r"\?download_url=file:[^#\"]*", "", text)
if root in text or "file:" in text:
    sys.exit("sbom: a folder of this computer is in it")
print(text)
