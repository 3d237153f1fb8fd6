"""Steps with parts of the desktop that hang or are gone: the key store, the portal, the Wayland display.

Each step returns the text to print.
"""

import os
import signal
import subprocess
import sys
import time

from criteria import PATIENT_NAME
from recovery_steps import seconds_until_copied
from screen import StepFailed, wait_for
from session import PATIENCE

PORTAL = "org.freedesktop.portal.Desktop"
# A portal without any interface, in a process that can be stopped.
OWN_NAME = f"""
from gi.repository import Gio, GLib
Gio.bus_own_name(Gio.BusType.SESSION, "{PORTAL}", Gio.BusNameOwnerFlags.NONE, None, None, None)
GLib.MainLoop().run()
"""
# A portal that has file dialogs and refuses to show one.
REFUSE = f"""
from gi.repository import Gio, GLib
MEMBERS = '<property name="version" type="u" access="read"/>'
for method in "OpenFile", "SaveFile":
    MEMBERS += f'<method name="{{method}}"><arg type="s" direction="in"/><arg type="s" direction="in"/>'
    MEMBERS += '<arg type="a{{sv}}" direction="in"/><arg type="o" direction="out"/></method>'
NODE = f'<node><interface name="org.freedesktop.portal.FileChooser">{{MEMBERS}}</interface></node>'
def call(connection, sender, path, interface, method, arguments, invocation):
    invocation.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "refused")
def get(*_):
    return GLib.Variant("u", 4)
def export(connection, _):
    interface = Gio.DBusNodeInfo.new_for_xml(NODE).interfaces[0]
    connection.register_object("/org/freedesktop/portal/desktop", interface, call, get, None)
Gio.bus_own_name(Gio.BusType.SESSION, "{PORTAL}", Gio.BusNameOwnerFlags.NONE, export, None, None)
GLib.MainLoop().run()
"""


def stale_wayland(session):
    """Checks that a Wayland display that is gone does not keep the window from opening on X."""
    os.environ["WAYLAND_DISPLAY"] = "wayland-gone"
    try:
        session.start()
        session.wait_for_focus(session.texts.get("name"))
        session.quit()
    finally:
        del os.environ["WAYLAND_DISPLAY"]
    return "the window opens on X"


def silent_portal(session):
    """Checks that a portal that does not answer leads to a field for the path."""
    seconds = seconds_until_path_is_typed(session, OWN_NAME, lambda portal: portal.send_signal(signal.SIGSTOP))
    return f"the path can be typed after {seconds:.0f} s"


def refusing_portal(session):
    """Checks that a portal that refuses to show a dialog leads to a field for the path."""
    seconds_until_path_is_typed(session, REFUSE, lambda portal: None)
    return "the path can be typed"


def seconds_until_path_is_typed(session, program, prepare):
    """Opens a case beside a portal that this program is. Returns how long it takes until the path can be typed."""
    portal = subprocess.Popen([sys.executable, "-c", program])
    try:
        wait_for("portal", has_portal, PATIENCE)
        prepare(portal)
        session.start()
        session.wait_for_focus(session.texts.get("name"))
        session.keyboard.press("ctrl+o")
        start = time.monotonic()
        session.wait_for_text(session.texts.get("no-dialog-text"))
        seconds = time.monotonic() - start
        session.keyboard.press("Escape")
        session.wait_for_no_dialog()
        session.quit()
    finally:
        portal.kill()
        portal.wait()
    return seconds


def has_portal():
    """Whether the bus has a portal."""
    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
    asked += ["org.freedesktop.DBus.NameHasOwner", f"string:{PORTAL}"]
    return "true" in subprocess.run(asked, capture_output=True, text=True).stdout


def hanging_key_store(session):
    """Checks that copies go on while the key store hangs, and that SIGTERM loses nothing that was typed."""
    session.reset()
    session.start()
    session.wait_for_focus(session.texts.get("name"))
    seconds_until_copied(session, lambda: session.keyboard.type(PATIENT_NAME))
    session.name = PATIENT_NAME
    daemon = session.screen.daemon
    daemon.send_signal(signal.SIGSTOP)
    try:
        seconds = seconds_until_copied(session, lambda: session.append_to_name(" den Yngre"))
        message = session.texts.get("nothing-leaves")
        session.check(session.has("label", message), f"the window does not say »{message}«")
        session.append_to_name(" Hansen")
        session.screen.program.send_signal(signal.SIGTERM)
        session.reader.wait_for("end of the program", lambda: not session.is_running(), PATIENCE)
        status = session.screen.program.returncode
        session.check(status == -signal.SIGTERM, f"the program ends with {status}, not by the signal")
    finally:
        daemon.send_signal(signal.SIGCONT)
    session.start()
    session.wait_for_dialog("recover-title")
    session.press_default("recover-one")
    session.wait_for_text(session.texts.get("notice-recovered"))
    found = session.field_text("name")
    if found != session.name:
        raise StepFailed(f"the recovered name is »{found}«, not »{session.name}«")
    session.quit(discard=True)
    session.name = PATIENT_NAME
    return f"a copy {seconds:.2f} s after the last change, and all that was typed after SIGTERM"
