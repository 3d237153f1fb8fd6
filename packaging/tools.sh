# shellcheck shell=bash
# What the packaging scripts share: the tools that are not in Debian, and what is to make builds repeatable. macOS has
# bash 3.2, for which an empty array is not set.

packaging_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=setup/common.sh
source "$packaging_root/setup/common.sh"
# The tools of this project are apart from those of the user.
packaging_tools=$packaging_root/target/tools
PATH=$packaging_tools/bin:$PATH

# Installs a cargo subcommand of this version. Usage: need_cargo_tool NAME VERSION [OPTION]
need_cargo_tool() {
  "$packaging_tools/bin/$1" --version 2>/dev/null | grep -qF "$2" ||
    [ "$(cat "$packaging_tools/$1.version" 2>/dev/null)" = "$2" ] || {
    CARGO_ENCODED_RUSTFLAGS='' CARGO_TARGET_DIR=$packaging_tools/build \
      cargo install --locked --quiet --root "$packaging_tools" --version "$2" ${3:+"$3"} "$1"
    echo "$2" >"$packaging_tools/$1.version"
  }
}

# Installs what checks the licences, the sources and the crates that are let in (`deny.toml`). It is the newest version
# that Rust 1.95 builds. It runs for seconds, and is built sooner without being optimised.
need_cargo_deny() {
  need_cargo_tool cargo-deny 0.20.2 --debug
}

# Installs the compiler that `cargo zigbuild` links with.
need_zig() {
  local version=0.17.1
  # Without Debian's python3-venv, a folder is made that has Python and not pip.
  [ -x "$packaging_tools/zig/bin/pip" ] || python3 -m venv --clear "$packaging_tools/zig"
  "$packaging_tools/zig/bin/pip" install --quiet --disable-pip-version-check "ziglang==$version"
  export CARGO_ZIGBUILD_ZIG_PATH=$packaging_tools/bin/zig
  mkdir -p "$packaging_tools/bin"
  printf '#!/bin/sh\nexec "%s" -m ziglang "$@"\n' "$packaging_tools/zig/bin/python" >"$packaging_tools/bin/zig"
  chmod +x "$packaging_tools/bin/zig"
}

# Adds to `flags` what writes another name for a folder. cargo resolves symbolic links in some paths and not in others.
# Usage: hide_folder FOLDER NAME
hidden_folders=()
hide_folder() {
  local resolved folder
  # macOS has no `realpath -m`. The folder may not be there yet.
  resolved=$(realpath -m "$1" 2>/dev/null) ||
    resolved=$(python3 -c 'import os, sys; print(os.path.realpath(sys.argv[1]))' "$1")
  for folder in "$1" "$resolved"; do
    flags+=("--remap-path-prefix=$folder=$2")
    hidden_folders+=("$folder")
    [ "$resolved" != "$1" ] || break
  done
}

# Sets the flags of the compiler by which the same source is meant to give the same bytes: no folder of this computer is
# in the program. Those of `linker_flags` come first.
linker_flags=()
reproducible_flags() {
  local flags=(${linker_flags[@]+"${linker_flags[@]}"})
  hide_folder "$packaging_root" wgs-referral
  hide_folder "${CARGO_HOME:-$HOME/.cargo}/registry/src" crates
  hide_folder "$CARGO_TARGET_DIR" target
  hide_folder "$("${RUSTC:-rustc}" --print sysroot)/lib/rustlib/src/rust" rust
  # cargo takes the separator for what is between the flags, so that the paths may have blanks.
  CARGO_ENCODED_RUSTFLAGS=$(printf '%s\x1f' "${flags[@]}")
  export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%$'\x1f'}
}

# Fails if a program holds a folder of this computer: one that `hide_folder` was given, or one that may hold others of
# the build. Names what it finds. Usage: has_no_build_path PROGRAM...
has_no_build_path() {
  local program folder entry status=0
  # The compiler may write the folder of a crate without a slash behind it. The programs may be of an earlier build.
  local folders=("${hidden_folders[@]:-$packaging_root}")
  # Short names such as "/root/" are parts of other texts too ("accessible/root" before "/org"), so that only the names of
  # what is in these folders count.
  for folder in "${HOME:-}" "${CARGO_HOME:-}" "${CARGO_TARGET_DIR:-}"; do
    [ -n "${folder%/}" ] || continue
    for entry in "${folder%/}"/* "${folder%/}"/.[!.]*; do
      [ ! -e "$entry" ] || folders+=("$entry")
    done
  done
  for program in "$@"; do
    [ -f "$program" ] || stop "There is no $program."
    for folder in "${folders[@]}"; do
      if LC_ALL=C grep -aqF -e "$folder" "$program"; then
        printf '%s holds the folder %s of the build.\n' "$program" "$folder" >&2
        status=1
      fi
    done
  done
  return "$status"
}

# The version of the program.
program_version() {
  sed -n 's/^version = "\(.*\)"/\1/p' "$packaging_root/Cargo.toml" | head -1
}

# Sets the time that packages are of: that of the last commit, where none is given.
use_time_of_source() {
  export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$packaging_root" log -1 --format=%ct)}
}
