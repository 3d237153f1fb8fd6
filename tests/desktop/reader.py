"""A client of AT-SPI that reads the program as an assistive technology, with the library that Orca uses.

It knows the accessible tree, events and actions, but nothing about the criteria. The program publishes its tree only
if a client is active, so create the reader before starting the program.
"""

import time
from dataclasses import dataclass, field

from screen import StepFailed, wait_for

# The events to listen for. Others are not sent to this client.
EVENTS = [
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:property-change:accessible-name",
    "object:text-changed",
]


@dataclass
class Node:
    """An object of the tree, with role and name from when the tree was read."""

    accessible: object
    depth: int
    role: str
    name: str
    children: list = field(default_factory=list)

    def states(self):
        """The names of its current states."""
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    def interfaces(self):
        """The names of its interfaces."""
        return set(self.accessible.get_interfaces())

    def description(self):
        """Its description, which is read after the name."""
        return self.accessible.get_description() or ""

    def text(self):
        """Its text; None if it has no Text interface."""
        if "Text" not in self.interfaces():
            return None
        # The text may become shorter between two questions.
        return self.accessible.get_text(0, -1)

    def is_still(self, role, named):
        """Whether it is still shown, with this role and a name that `named` accepts."""
        try:
            same = self.accessible.get_role_name() == role and named(self.accessible.get_name() or "")
            return same and "showing" in self.states()
        except Exception:  # GLib.Error, of a library that is loaded later than this module.
            return False

    def all(self):
        """This object and all its descendants."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass
class Event:
    """An event that the program sent."""

    kind: str
    name: str
    on: bool
    data: object
    at: float


class Reader:
    """The client. There can be only one per process, because libatspi has global state."""

    def __init__(self):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, Gio, GLib
        self.Atspi, self.GLib, self.Gio = Atspi, GLib, Gio
        self.events = []
        self.focus = None
        self.program = None
        self.known = []
        self._announce_reader()
        if Atspi.init() not in (0, 1):
            raise StepFailed("no accessibility bus: at-spi2-core did not start")
        # Keep the listener: the library has no reference to it.
        self.listener = Atspi.EventListener.new(self._receive)
        for event in EVENTS:
            self.listener.register(event)

    def _announce_reader(self):
        """Announces on the session bus that a screen reader is running, as Orca does."""
        bus = self.Gio.bus_get_sync(self.Gio.BusType.SESSION)
        for what in ["IsEnabled", "ScreenReaderEnabled"]:
            value = self.GLib.Variant("(ssv)", ("org.a11y.Status", what, self.GLib.Variant("b", True)))
            properties = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
            bus.call_sync(*properties, value, None, self.Gio.DBusCallFlags.NONE, -1)

    def _receive(self, event):
        try:
            name = event.source.get_name() if event.source else ""
        except self.GLib.Error:
            # The object no longer exists, for example because its dialog was closed.
            name = ""
        data = event.any_data if isinstance(event.any_data, (str, int)) else None
        self.events.append(Event(event.type, name, bool(event.detail1), data, time.monotonic()))
        if event.type == "object:state-changed:focused" and event.detail1:
            self.focus = event.source

    def pump(self, seconds=0.0):
        """Processes events for at least this long."""
        context = self.GLib.MainContext.default()
        end = time.monotonic() + seconds
        while True:
            while context.iteration(False):
                pass
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def wait_for(self, what, probe, seconds=8.0):
        """Waits for `probe` while processing events."""
        def look():
            self.pump()
            return probe()
        return wait_for(what, look, seconds, pause=0.02)

    def attach(self, process, least=20):
        """Connects to a process, once its tree has more than `least` objects."""
        self.program, self.focus = None, None
        desktop = self.Atspi.get_desktop(0)

        def published():
            for at in range(desktop.get_child_count()):
                candidate = desktop.get_child_at_index(at)
                if candidate and candidate.get_process_id() == process and candidate.get_child_count() > 0:
                    return candidate
            return None

        self.program = self.wait_for("accessible tree", published, 30)
        # Without a cache, every answer is up to date.
        self.program.set_cache_mask(self.Atspi.Cache.NONE)
        self.wait_for("contents of the window", lambda: len(self.nodes()) > least, 20)

    def tree(self):
        """Reads the whole tree."""
        self.pump()
        return self._read(self.program, 0)

    def _read(self, accessible, depth):
        node = Node(accessible, depth, accessible.get_role_name(), accessible.get_name() or "")
        for at in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(at)
            if child:
                node.children.append(self._read(child, depth + 1))
        return node

    def nodes(self):
        """All objects of the tree, in reading order; again, where one went away while it was read."""
        for _ in range(5):
            try:
                self.known = list(self.tree().all())
                return self.known
            except self.GLib.Error:
                self.pump(0.1)
        raise StepFailed("the tree changes without end")

    def find(self, role, name, seconds=8.0):
        """Waits for the object with this role and name."""
        return self.find_by(role, name, lambda told: told == name, seconds)

    def find_by(self, role, what, named, seconds=8.0):
        """Waits for the object with this role and a name that `named` accepts. Reading the tree takes a second, so objects read before are tried first."""
        self.pump()
        for node in self.known:
            if node.role == role and named(node.name) and node.is_still(role, named):
                return node
        # The name may have changed since the tree was read.
        for node in self.known:
            if node.role == role and node.is_still(role, named):
                return Node(node.accessible, node.depth, role, node.accessible.get_name() or "", node.children)

        def look():
            return next((node for node in self.nodes() if node.role == role and named(node.name)), None)
        return self.wait_for(f"{role} »{what}«", look, seconds)

    def focused(self):
        """The object with the focus; None if there is none or it no longer exists."""
        self.pump()
        if self.focus is None:
            return None
        try:
            focus = self.focus
            return Node(focus, 0, focus.get_role_name(), focus.get_name() or "")
        except self.GLib.Error:
            return None

    def click(self, node):
        """Clicks an object through the Action interface."""
        if "Action" not in node.interfaces() or not node.accessible.do_action(0):
            raise StepFailed(f"{node.role} »{node.name}« has no action")

    def set_text(self, node, text, shown=None):
        """Sets the text of a field through the EditableText interface. The field may then show it as `shown`."""
        if "EditableText" not in node.interfaces() or not node.accessible.set_text_contents(text):
            raise StepFailed(f"{node.role} »{node.name}« can't be set")
        self.wait_for(f"text in »{node.name}«", lambda: node.text() in (text, shown))

    def grab_focus(self, node):
        """Focuses an object through the Component interface."""
        if not node.accessible.grab_focus():
            raise StepFailed(f"{node.role} »{node.name}« does not take the focus")

    def press(self, keysym):
        """Presses and releases a key by its X keysym, as an on-screen keyboard does."""
        self.Atspi.generate_keyboard_event(keysym, None, self.Atspi.KeySynthType.SYM)

    def announcements(self, since=0):
        """The texts that the program announced, from this event number on."""
        self.pump()
        return [event.data for event in self.events[since:] if event.kind == "object:announcement"]

    def mark(self):
        """The number of the next event."""
        self.pump()
        return len(self.events)
