# shellcheck shell=bash
# Finds what the project needs on this machine and installs what is missing. `run`, `test` and `.ci/run` source it.
# It must also work with bash 3.2, which is the one that macOS ships.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rustup_url=https://sh.rustup.rs

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

usage() {
  cat <<END
usage: ./$1 [--yes] [--] [ARGUMENT...]

Installs what is missing on this machine, after asking, and calls \`cargo $2\`.
--yes, or CI=true in the environment, installs without asking.
The first argument that is not --yes or --help, and all after it, go to $3.
END
}

# Sets `assume_yes` and `arguments` from the command line. Usage: read_arguments NAME CARGO_CALL RECEIVER ARGUMENT...
read_arguments() {
  local name=$1 call=$2 receiver=$3
  shift 3
  assume_yes=false
  [ "${CI:-}" != true ] || assume_yes=true
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) assume_yes=true ;;
      --help)
        usage "$name" "$call" "$receiver"
        exit 0
        ;;
      --)
        shift
        break
        ;;
      *) break ;;
    esac
    shift
  done
  # shellcheck disable=SC2034 # The scripts that source this file use it.
  arguments=("$@")
}

# The system's package manager: apt, dnf, or nothing.
package_manager() {
  [ "$(uname -s)" = Linux ] || return 0
  if command -v apt-get >/dev/null; then
    echo apt
  elif command -v dnf >/dev/null; then
    echo dnf
  fi
}

# The lines of setup/window-libraries.txt as "LIBRARY PACKAGES", for apt or dnf.
window_libraries() {
  local column=3
  [ "$1" != dnf ] || column=4
  awk -v column="$column" '!/^#/ && NF { print $1, $column }' "$root/setup/window-libraries.txt"
}

# All packages that the window needs, for apt or dnf, one a line.
window_packages() {
  window_libraries "$1" | awk '{ gsub(",", "\n", $2); print $2 }' | awk '!seen[$0]++'
}

# The names that the dynamic loader knows, of this machine's own architecture: a 32-bit library helps no 64-bit program.
loadable_libraries() {
  local architecture=
  case $(uname -m) in
    x86_64) architecture='x86-64' ;;
    aarch64) architecture=AArch64 ;;
  esac
  PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -F "$architecture" | awk '{ print $1 }'
}

# The lines of `window_libraries` whose library is missing.
missing_window_libraries() {
  local loadable library packages
  # Some systems keep no such list. There the program itself names what it can't load.
  loadable=$(loadable_libraries) || return 0
  window_libraries "$1" | while read -r library packages; do
    case $library in
      /*) compgen -G "$library" >/dev/null ;;
      *) grep -qxF "$library" <<<"$loadable" ;;
    esac || echo "$library $packages"
  done
}

# Whether a C program can be linked, as cargo does. A compiler without the C library's files is not enough.
can_link() {
  # On a Mac without the tools, `cc` itself would open a dialog.
  [ "$(uname -s)" != Darwin ] || xcode-select -p >/dev/null 2>&1 || return 1
  local program linked=true
  program=$(mktemp)
  cc -x c -o "$program" - <<<'int main(void) { return 0; }' >/dev/null 2>&1 || linked=false
  rm -f "$program"
  [ "$linked" = true ]
}

# The oldest Rust that builds the project.
wanted_rust() {
  sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$root/Cargo.toml"
}

# MAJOR.MINOR of the output of `rustc --version`, or nothing.
rust_version() {
  sed -n 's/^rustc \([0-9][0-9]*\.[0-9][0-9]*\)\..*$/\1/p' <<<"$1"
}

# Whether version $1 is at least version $2, both MAJOR.MINOR.
is_at_least() {
  [ -n "$1" ] || return 1
  [ "${1%%.*}" -gt "${2%%.*}" ] || { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -ge "${2#*.}" ]; }
}

# Whether this shell's cargo and Rust build the project. Chooses the stable toolchain of rustup where the default one
# is too old.
has_rust() {
  local wanted
  wanted=$(wanted_rust)
  command -v cargo >/dev/null || return 1
  is_at_least "$(rust_version "$(rustc --version 2>/dev/null)")" "$wanted" && return
  command -v rustup >/dev/null || return 1
  is_at_least "$(rust_version "$(rustup run stable rustc --version 2>/dev/null)")" "$wanted" || return 1
  export RUSTUP_TOOLCHAIN=stable
}

# Whether `install_rust` has what it needs.
can_download_rust() {
  command -v rustup >/dev/null || command -v curl >/dev/null
}

# Runs a command as root.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The command that installs packages, for a person to run as root.
install_command() {
  case $1 in
    apt) echo "apt-get install ${*:2}" ;;
    dnf) echo "dnf install ${*:2}" ;;
  esac
}

# Installs packages without asking. Usage: install_packages apt|dnf PACKAGE...
install_packages() {
  local manager=$1
  shift
  case $manager in
    apt)
      # A repository that can't be reached may not be the one that has the packages.
      as_root apt-get update -qq || true
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
      ;;
    dnf) as_root dnf install -y -q "$@" ;;
  esac
}

install_rust() {
  local folder
  if command -v rustup >/dev/null; then
    rustup toolchain install stable --profile minimal
  else
    folder=$(mktemp -d)
    curl --proto '=https' --tlsv1.2 -sSf -o "$folder/rustup-init.sh" "$rustup_url" || {
      rm -rf "$folder"
      stop "Rust could not be downloaded from $rustup_url." \
        "Install Rust $(wanted_rust) or newer as https://rustup.rs says, and call this again."
    }
    # A Rust of the distribution may stay beside it.
    RUSTUP_INIT_SKIP_PATH_CHECK=yes sh "$folder/rustup-init.sh" -y --profile minimal --default-toolchain stable
    rm -rf "$folder"
  fi
}

# Asks whether to go on. Without a terminal nobody can answer.
confirm() {
  local answer
  [ "$assume_yes" = false ] || return 0
  [ -t 0 ] || stop "Nothing was installed: there is no terminal to ask at. Call this again with --yes to install."
  # The end of the input is no answer.
  read -r -p "$1 [y/N] " answer || true
  case $answer in
    [yY] | [yY][eE][sS]) ;;
    *) stop "Nothing was installed." ;;
  esac
}

# Sets `missing` to what this machine lacks, in words, `packages` to the packages that bring it, and `needs_rust`.
# Usage: find_missing build|window apt|dnf|""
find_missing() {
  local library packages_of_library
  missing=() packages=() needs_rust=false
  if ! can_link; then
    missing+=("a C compiler and linker")
    case $2 in
      apt) packages+=(gcc libc6-dev) ;;
      dnf) packages+=(gcc) ;;
    esac
  fi
  # Debian does without them until something asks for them; rustup and cargo download over HTTPS.
  if [ "$2" = apt ] && [ ! -e "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" ]; then
    missing+=("certificates for HTTPS")
    packages+=(ca-certificates)
  fi
  if ! has_rust; then
    needs_rust=true
    missing+=("Rust $(wanted_rust) or newer (from https://rustup.rs)")
    can_download_rust || packages+=(curl)
  fi
  if [ "$1" = window ] && [ "$(uname -s)" = Linux ]; then
    while read -r library packages_of_library; do
      missing+=("$library")
      # shellcheck disable=SC2206 # Names of packages, separated by commas, hold no spaces and no patterns.
      packages+=(${packages_of_library//,/ })
    done < <(missing_window_libraries "$2")
  fi
}

# Installs what `find_missing` has found, after asking. Usage: install_missing apt|dnf|""
install_missing() {
  local unique=() package
  if [ "$(uname -s)" = Darwin ] && ! can_link; then
    xcode-select --install >/dev/null 2>&1 || true
    stop "Install Apple's command line tools in the dialog that opens (or by \`xcode-select --install\`)," \
      "and call this again when it has finished."
  fi
  if [ -z "$1" ] && [ "$(uname -s)" = Linux ]; then
    if ! can_link || { [ "$needs_rust" = true ] && ! can_download_rust; }; then
      stop "This script installs packages with apt and dnf only. Install the above with the package manager" \
        "of this system, and Rust from https://rustup.rs; then call this again."
    fi
    # The build goes on: only the program itself knows for certain what it can't load.
    echo "This script installs packages with apt and dnf only. If the window does not open, install the libraries." >&2
    packages=()
  fi
  if [ ${#packages[@]} -gt 0 ]; then
    while read -r package; do unique+=("$package"); done < <(printf '%s\n' "${packages[@]}" | awk '!seen[$0]++')
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
      stop "Installing packages needs an administrator, and there is no sudo. Ask the administrator to run" \
        "  $(install_command "$1" "${unique[@]}")" "and call this again."
    fi
    echo "Packages to install: $(install_command "$1" "${unique[@]}")" >&2
  fi
  if [ ${#unique[@]} -gt 0 ] || [ "$needs_rust" = true ]; then
    confirm "Install what is missing?"
  fi
  if [ ${#unique[@]} -gt 0 ]; then
    install_packages "$1" "${unique[@]}" || stop "The packages could not be installed; see the messages above."
  fi
  can_link || stop "A C program can still not be linked. README.md names the packages that bring a linker."
  if [ "$needs_rust" = true ]; then
    install_rust || true
    hash -r
    has_rust || stop "Rust $(wanted_rust) or newer is still missing. Install it as https://rustup.rs says."
  fi
}

# Makes sure that the machine can build the project and, for `prepare window`, open the window.
prepare() {
  local manager
  case $(uname -s) in
    Linux | Darwin) ;;
    MINGW* | MSYS* | CYGWIN*) stop "On Windows call run.ps1 or test.ps1 in PowerShell." ;;
    *) stop "This script does not know $(uname -s). README.md says what to install; then call cargo itself." ;;
  esac
  # rustup's own cargo stands before an older one of the distribution, also where no profile names its folder.
  PATH=${CARGO_HOME:-${HOME:-}/.cargo}/bin:$PATH
  manager=$(package_manager)
  find_missing "$1" "$manager"
  if [ ${#missing[@]} -gt 0 ]; then
    printf 'Missing on this machine:\n' >&2
    printf '  %s\n' "${missing[@]}" >&2
    install_missing "$manager"
  fi
}
