"""Prints a software bill of materials that cargo-cyclonedx has written, with the crates that are built and no others,
with the standard library, fonts, colour profile and what the compilers link, and without the folder of this computer.

Usage: sbom.py ROOT BUILT LINKED PACKAGES STD STD_LOCK RUST SBOM...

ROOT      the folder of the project, with Cargo.lock and assets/licences/kept/table.txt
BUILT     the crates that cargo builds, as `cargo tree --format '{p}'` prints them
LINKED    those of them that are in the programs: no procedural macros, and nothing that only build scripts use
PACKAGES  the packages of which parts are in the programs, each with its version where that is known
STD       the crates that the standard library is made of, as `cargo tree --format '{p}|{l}'` prints them; empty if they
          are not known
STD_LOCK  the Cargo.lock of the standard library; empty if it is not known
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

root, built_file, linked_file, packages_file, std_file, std_lock, rust, *sbom_files = sys.argv[1:]

# What is linked into each program beside the crates, by the package that it is in: for Windows packages of Debian, and
# for Linux one of PyPI.
LINKED = {
    "gcc-mingw-w64-x86-64-win32": [
        {
            "name": "libgcc",
            "description": "The runtime library of GCC, with its start files",
            "licenses": [{"expression": "GPL-3.0-or-later WITH GCC-exception-3.1"}],
        }
    ],
    "mingw-w64-x86-64-dev": [
        {
            "name": "mingw-w64-runtime",
            "description": "The C runtime of mingw-w64. Its parts have permissive licences of their own, which the "
            "file copyright of the package lists",
            "licenses": [{"license": {"id": "ZPL-2.1"}}],
        }
    ],
    "ziglang": [
        {
            "name": "libunwind",
            "description": "LLVM's library that unwinds the stack, as zig has it",
            "licenses": [{"expression": "Apache-2.0 WITH LLVM-exception"}],
        },
        {
            "name": "compiler_rt",
            "description": "The compiler runtime of zig, in so far as that of Rust lacks a function",
            "licenses": [{"license": {"id": "MIT"}}],
        },
        {
            "name": "glibc-start",
            "description": "The start files of glibc and its functions that are linked statically, as zig has them",
            "licenses": [{"expression": "LGPL-2.1-or-later WITH GCC-exception-2.0-note"}],
        },
    ],
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


def hashes_of(lock):
    found = {}
    for package in read(lock).split("[[package]]")[1:]:
        fields = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', package, re.MULTILINE))
        found[name_of(fields)] = [{"alg": "SHA-256", "content": fields.get("checksum")}]
    return found


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
locked = hashes_of(f"{root}/Cargo.lock")
if differing := {name for name, crate in crates.items() if crate.get("hashes") != locked.get(name)}:
    stop_with("hashes are not those of Cargo.lock", differing)

# The crates of the standard library. Those without a version of their own, such as core, are `std` below, and some only
# stand for another one.
std_crates = []
std_hashes = hashes_of(std_lock)
for line in sorted(set(read(std_file).splitlines())):
    name, version, licence = re.match(r"(\S+) v(\S+)[^|]*\|(.*)", line).groups()
    if version == "0.0.0" or name.startswith("rustc-std-workspace-") or line.endswith(" (*)"):
        continue
    if not licence:
        stop_with("crates of the standard library have no licence", [(name, version)])
    hashes = std_hashes[name, version]
    # Those of the compiler's own source are in no registry.
    is_published = hashes[0]["content"] is not None
    std_crates.append({
        "type": "library", "bom-ref": f"rust-std:{name}@{version}", "name": name, "version": version,
        "description": "A crate that the standard library of Rust is made of", "scope": "required",
        **({"hashes": hashes} if is_published else {}),
        "licenses": [{"expression": licence.replace("/", " OR ")}],
        "purl": f"pkg:{'cargo' if is_published else 'generic'}/{name}@{version}",
    })

# What is in the programs beside the crates of cargo.
std = {
    "type": "library", "bom-ref": f"rust-std@{rust}", "name": "std", "version": rust, "scope": "required",
    "description": "The standard library of Rust" + ("" if std_crates else ", with the crates that it is made of"),
    "licenses": [{"expression": "MIT OR Apache-2.0"}], "purl": f"pkg:generic/rust-std@{rust}",
}
beside = [std]
for line in read(packages_file).splitlines():
    package, _, version = line.partition(" ")
    source = "pypi" if package == "ziglang" else "deb/debian"
    purl = f"pkg:{source}/{package}" + (f"@{quote(version, safe='')}" if version else "")
    beside += [
        {
            "type": "library", "bom-ref": f"{package}:{part['name']}", **part, "scope": "required",
            "purl": purl, **({"version": version} if version else {}),
        }
        for part in LINKED[package]
    ]
# What is in a crate under a licence that the crate does not name.
linked_names = {name for name, _ in linked}
for line in read(f"{root}/assets/licences/kept/table.txt").splitlines():
    kind, *fields = [field.strip() for field in line.split("|")]
    if kind == "within" and fields[0] in linked_names:
        crate, file, name, licence = fields
        known = {"name": licence} if " " in licence else {"id": licence}
        beside.append({
            "type": "file", "bom-ref": f"within:{crate}/{file}", "name": f"{crate}: {name}", "scope": "required",
            "licenses": [{"license": known}],
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
sbom["components"] += beside + std_crates
sbom["dependencies"] += [{"ref": component["bom-ref"]} for component in beside[1:] + std_crates]
sbom["dependencies"].append({"ref": std["bom-ref"], "dependsOn": [crate["bom-ref"] for crate in std_crates]})
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
