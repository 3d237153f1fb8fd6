"""An assistive technology: reads the program over AT-SPI, with the library that Orca uses too.

It knows the accessible tree, the events and the actions, and nothing about the criteria. The program
publishes its tree only for who asks, so it must be switched on before the program starts.
"""

import time
from dataclasses import dataclass, field

from screen import Stuck, wait_for

# What is listened for; a signal that nobody listens for is not sent to us.
EVENTS = [
    "object:announcement",
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:property-change:accessible-name",
    "object:text-changed",
]


@dataclass
class Node:
    """One object of the tree, as it was when the tree was read."""

    accessible: object
    depth: int
    role: str
    name: str
    children: list = field(default_factory=list)

    def states(self):
        """The names of its states, now."""
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    def interfaces(self):
        """The names of its interfaces."""
        return set(self.accessible.get_interfaces())

    def description(self):
        """What is said besides the name."""
        return self.accessible.get_description() or ""

    def text(self):
        """What stands in it, where it has text."""
        if "Text" not in self.interfaces():
            return None
        return self.accessible.get_text(0, self.accessible.get_character_count())

    def is_still(self, role, named):
        """Whether it is in the tree, with this role and a name that will do."""
        try:
            same = self.accessible.get_role_name() == role and named(self.accessible.get_name() or "")
            return same and "showing" in self.states()
        except Exception:  # GLib.Error, of a library that is loaded later than this module.
            return False

    def all(self):
        """It and all below it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass
class Event:
    """Something that the program told of its own accord."""

    kind: str
    name: str
    on: bool
    data: object
    at: float


class Reader:
    """The client. One for each process: libatspi holds its state there."""

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
            raise Stuck("no accessibility bus: at-spi2-core did not start")
        # The listener must be kept: the library holds no reference of its own.
        self.listener = Atspi.EventListener.new(self._receive)
        for event in EVENTS:
            self.listener.register(event)

    def _announce_reader(self):
        """Says on the session bus that a screen reader is at work, as Orca does."""
        bus = self.Gio.bus_get_sync(self.Gio.BusType.SESSION)
        for what in ["IsEnabled", "ScreenReaderEnabled"]:
            value = self.GLib.Variant("(ssv)", ("org.a11y.Status", what, self.GLib.Variant("b", True)))
            properties = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
            bus.call_sync(*properties, value, None, self.Gio.DBusCallFlags.NONE, -1)

    def _receive(self, event):
        try:
            name = event.source.get_name() if event.source else ""
        except self.GLib.Error:
            # It is gone already, as what a closed dialog held.
            name = ""
        data = event.any_data if isinstance(event.any_data, (str, int)) else None
        self.events.append(Event(event.type, name, bool(event.detail1), data, time.monotonic()))
        if event.type == "object:state-changed:focused" and event.detail1:
            self.focus = event.source

    def pump(self, seconds=0.0):
        """Takes in what the program tells, for so long at least."""
        context = self.GLib.MainContext.default()
        end = time.monotonic() + seconds
        while True:
            while context.iteration(False):
                pass
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def wait_for(self, what, probe, seconds=8.0):
        """Waits while taking in events."""
        def look():
            self.pump()
            return probe()
        return wait_for(what, look, seconds, pause=0.02)

    def attach(self, process, least=20):
        """Finds the program by its process, once it publishes a tree of more objects than `least`."""
        self.program, self.focus = None, None
        desktop = self.Atspi.get_desktop(0)

        def published():
            for at in range(desktop.get_child_count()):
                candidate = desktop.get_child_at_index(at)
                if candidate and candidate.get_process_id() == process and candidate.get_child_count() > 0:
                    return candidate
            return None

        self.program = self.wait_for("accessible tree", published, 30)
        # Every answer is the program's own at that moment.
        self.program.set_cache_mask(self.Atspi.Cache.NONE)
        self.wait_for("contents of the window", lambda: len(list(self.tree().all())) > least, 20)

    def tree(self):
        """The whole tree, as it is now."""
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
        raise Stuck("the tree does not come to rest")

    def find(self, role, name, seconds=8.0):
        """The object with this role and name."""
        return self.find_by(role, name, lambda told: told == name, seconds)

    def find_by(self, role, what, named, seconds=8.0):
        """The object with this role whose name will do. Reading the tree takes a second: what was read is tried first."""
        self.pump()
        for node in self.known:
            if node.role == role and named(node.name) and node.is_still(role, named):
                return node
        # What was renamed since.
        for node in self.known:
            if node.role == role and node.is_still(role, named):
                return Node(node.accessible, node.depth, role, node.accessible.get_name() or "", node.children)

        def look():
            return next((node for node in self.nodes() if node.role == role and named(node.name)), None)
        return self.wait_for(f"{role} »{what}«", look, seconds)

    def focused(self):
        """The object with the focus; None where it went away with what held it."""
        self.pump()
        if self.focus is None:
            return None
        try:
            focus = self.focus
            return Node(focus, 0, focus.get_role_name(), focus.get_name() or "")
        except self.GLib.Error:
            return None

    def click(self, node):
        """Does what a click would, over the Action interface."""
        if "Action" not in node.interfaces() or not node.accessible.do_action(0):
            raise Stuck(f"{node.role} »{node.name}« has no action")

    def set_text(self, node, text, shown=None):
        """Puts a text into a field, over the EditableText interface; it may be shown in another form."""
        if "EditableText" not in node.interfaces() or not node.accessible.set_text_contents(text):
            raise Stuck(f"{node.role} »{node.name}« can't be set")
        self.wait_for(f"text in »{node.name}«", lambda: node.text() in (text, shown))

    def grab_focus(self, node):
        """Asks for the focus, over the Component interface."""
        if not node.accessible.grab_focus():
            raise Stuck(f"{node.role} »{node.name}« does not take the focus")

    def press(self, keysym):
        """Presses and releases a key by its number in X, as an on-screen keyboard does."""
        self.Atspi.generate_keyboard_event(keysym, None, self.Atspi.KeySynthType.SYM)

    def announcements(self, since=0):
        """What the program asked to have said, from the event with this number on."""
        self.pump()
        return [event.data for event in self.events[since:] if event.kind == "object:announcement"]

    def mark(self):
        """The number of the next event."""
        self.pump()
        return len(self.events)
