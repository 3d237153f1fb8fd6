# shellcheck shell=bash
# A fresh Wine prefix on a virtual screen, for the trials in this folder, with a home folder of its own. All are removed
# when the script ends. Needs setup/common.sh. A script that needs git calls it before it sources this file, because the
# settings of git are in the home folder.

missing=()
# Vulkan and OpenGL in software are Mesa's.
for package in wine64 gcc-mingw-w64-x86-64-win32 imagemagick libgl1-mesa-dri mesa-vulkan-drivers x11-utils xdotool xvfb; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] || install_packages apt "${missing[@]}" >/dev/null

wine=/usr/lib/wine/wine64
work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEARCH=win64 XDG_RUNTIME_DIR=$work
# Wine links the folders of its user, such as Documents, to those in the home folder: a trial would write over the files
# of whoever calls it.
export HOME=$work/home
unset XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
mkdir -p "$HOME/Documents"
screen=
end() {
  wineserver_of_prefix -k || true
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  rm -rf "$work"
}
wineserver_of_prefix() { /usr/lib/wine/wineserver64 "$@" 2>/dev/null; }
trap end EXIT

Xvfb -displayfd 3 -noreset -screen 0 1600x1000x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
screen=$!
while [ ! -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
unset WAYLAND_DISPLAY

# Wine asks whether to download .NET and a browser if it may load the first two. The third writes entries into the menus
# of the desktop.
export WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
WINEDEBUG=-all "$wine" wineboot -i >/dev/null 2>&1
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -e "$system/bcryptprimitives.dll" ]; then
  x86_64-w64-mingw32-gcc-win32 -shared -O1 -Wall -Wextra -o "$system/bcryptprimitives.dll" \
    "$(dirname "${BASH_SOURCE[0]}")/bcryptprimitives.c" -ladvapi32
fi

# The window of the program, or the message box that says why there is none. They have the same title.
shown_window() { xdotool search --onlyvisible --name 'WGS-henvisning' 2>/dev/null | head -1; }
width_of() { xdotool getwindowgeometry --shell "$1" | sed -n 's/^WIDTH=//p'; }
