//! Keys for a control that is being brought into sight wait for it, and no others do.

use super::{FocusInSight, MOST_PASSES_HELD, note_fault};
use crate::window::widget::scroll::ScrollView;
use egui::{
    Context, Event, Id, Key, Modifiers, Plugin, Pos2, RawInput, Rect, Sense, TextEdit, UiBuilder, pos2, vec2,
};

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn id() -> Id {
    Id::unique("control of a test")
}

/// The focus has just come to a control that is out of sight.
fn coming() -> FocusInSight {
    FocusInSight { focused_last_pass: Some(id()), is_out_of_sight: true, ..FocusInSight::default() }
}

/// What reaches the controls in a pass with these events.
fn after_pass(sight: &mut FocusInSight, events: Vec<Event>) -> Vec<Event> {
    let mut input = RawInput { events, ..RawInput::default() };
    sight.input_hook(&Context::default(), &mut input);
    input.events
}

#[test]
fn keys_wait_for_a_control_that_is_coming_and_then_reach_it_in_their_order() {
    let mut sight = coming();
    assert_eq!(after_pass(&mut sight, vec![text("a")]), []);
    assert_eq!(after_pass(&mut sight, vec![text("b"), key(Key::Enter)]), []);
    sight.is_out_of_sight = false;
    let expected = [text("a"), text("b"), key(Key::Enter), text("c")];
    assert_eq!(after_pass(&mut sight, vec![text("c")]), expected);
    assert_eq!(after_pass(&mut sight, vec![text("d")]), [text("d")], "nothing comes twice");
}

#[test]
fn what_changes_no_control_goes_ahead_but_not_past_what_waits() {
    let mut sight = coming();
    let moved = Event::PointerMoved(pos2(1.0, 1.0));
    let command = Event::Key {
        key: Key::S,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    };
    let events = vec![moved.clone(), command.clone(), text("a"), key(Key::Tab), text("b")];
    assert_eq!(after_pass(&mut sight, events), [moved, command]);
    // Tab would lead away from the control that "a" is meant for.
    sight.is_out_of_sight = false;
    assert_eq!(after_pass(&mut sight, Vec::new()), [text("a"), key(Key::Tab), text("b")]);
}

#[test]
fn each_kind_of_key_that_would_change_a_control_waits() {
    let changes = [
        text("j"),
        Event::Paste("x".to_owned()),
        Event::Cut,
        key(Key::Enter),
        key(Key::Space),
        key(Key::Delete),
        key(Key::Backspace),
        key(Key::ArrowDown),
        key(Key::ArrowLeft),
    ];
    for event in changes {
        let mut sight = coming();
        assert_eq!(after_pass(&mut sight, vec![event.clone()]), [], "{event:?}");
        sight.is_out_of_sight = false;
        assert_eq!(after_pass(&mut sight, Vec::new()), std::slice::from_ref(&event));
    }
}

#[test]
fn a_control_that_never_comes_into_sight_gets_no_key_and_holds_back_none_for_good() {
    let mut sight = coming();
    assert_eq!(after_pass(&mut sight, vec![text("a")]), []);
    for pass in 1..MOST_PASSES_HELD {
        assert_eq!(after_pass(&mut sight, Vec::new()), [], "{pass}");
        assert_eq!(sight.held, [text("a")], "{pass}");
    }
    assert_eq!(after_pass(&mut sight, vec![key(Key::Tab)]), [key(Key::Tab)], "`a` is dropped");
    assert!(sight.held.is_empty());
    // Once the focus is at a control in sight, keys reach it at once.
    sight.is_out_of_sight = false;
    assert_eq!(after_pass(&mut sight, vec![text("b")]), [text("b")]);
    // The next one that is coming has all passes again.
    sight.is_out_of_sight = true;
    assert_eq!(after_pass(&mut sight, vec![text("c")]), []);
    assert_eq!(sight.passes_held, 1);
}

#[test]
fn keys_for_a_control_that_the_user_has_scrolled_away_are_dropped_and_bring_it_back() {
    let mut sight = coming();
    sight.seen = Some(id());
    sight.followed = Some(id());
    assert_eq!(after_pass(&mut sight, vec![text("n"), key(Key::Tab)]), [key(Key::Tab)]);
    assert!(sight.held.is_empty() && sight.followed.is_none());
}

/// A view of 20 fields, of which 3 are in sight. Each has a number.
struct Fields {
    ctx: Context,
    texts: Vec<String>,
    /// The numbers of the fields whose text changed while they were not whole in sight.
    changed_unseen: Vec<usize>,
}

impl Fields {
    const VIEW: f32 = 100.0;

    fn new() -> Self {
        let ctx = Context::default();
        ctx.add_plugin(FocusInSight::default());
        Fields { ctx, texts: vec![String::new(); 20], changed_unseen: Vec::new() }
    }

    fn id(number: usize) -> Id {
        Id::unique(("field of a test", number))
    }

    /// Draws a frame. `focus`: the field that gets the focus after the view was drawn, as a click beside it would do.
    fn frame(&mut self, events: Vec<Event>, focus: Option<usize>) {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, Self::VIEW)));
        let input = RawInput { screen_rect, events, ..RawInput::default() };
        let Fields { ctx, texts, changed_unseen } = self;
        let mut output = ctx.run_ui(input, |ui| {
            ScrollView::up_to(Self::VIEW).show(ui, "fields", (), |ui, _| {
                for (number, text) in texts.iter_mut().enumerate() {
                    let field = TextEdit::singleline(text).id(Self::id(number));
                    let response = ui.add_sized(vec2(150.0, 28.0), field);
                    if response.changed() && response.interact_rect.height() < response.rect.height() - 1.0 {
                        changed_unseen.push(number);
                    }
                }
            });
            if let Some(number) = focus {
                ui.memory_mut(|memory| memory.request_focus(Self::id(number)));
            }
        });
        output.textures_delta.clear();
    }
}

#[test]
fn what_is_typed_right_behind_a_jump_of_the_focus_reaches_the_field_and_only_in_sight() {
    let mut fields = Fields::new();
    fields.frame(Vec::new(), Some(0));
    fields.frame(Vec::new(), None);
    for number in [19, 1, 12, 0] {
        fields.frame(Vec::new(), Some(number));
        for typed in ["a", "b", "c", "d"] {
            fields.frame(vec![text(typed)], None);
        }
        for _ in 0..MOST_PASSES_HELD {
            fields.frame(Vec::new(), None);
        }
        assert_eq!(fields.texts[number], "abcd", "{number}");
    }
    assert_eq!(fields.texts.concat(), "abcd".repeat(4));
    assert_eq!(fields.changed_unseen, [] as [usize; 0]);
}

/// Two scroll areas side by side. The left one has the field that is wrong, and the right one a button, in the middle
/// of what is higher than the view.
struct Panes {
    ctx: Context,
    /// Where the button is in the window, in points.
    button: Rect,
}

impl Panes {
    fn field() -> Id {
        Id::unique("field of a test of panes")
    }

    fn button() -> Id {
        Id::unique("button of a test of panes")
    }

    fn new() -> Self {
        let ctx = Context::default();
        ctx.add_plugin(FocusInSight::default());
        Panes { ctx, button: Rect::NOTHING }
    }

    /// Draws a frame. `focus`: what gets the focus after it. `fault_in_right`: the pane that has what is wrong.
    fn frame(&mut self, events: Vec<Event>, focus: Option<Id>, fault_in_right: bool) {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, 200.0)));
        let Panes { ctx, button } = self;
        let mut output = ctx.run_ui(RawInput { screen_rect, events, ..RawInput::default() }, |ui| {
            for (x, name) in [(0.0, "left"), (100.0, "right")] {
                let is_right = name == "right";
                let place = Rect::from_min_size(pos2(x, 0.0), vec2(100.0, 200.0));
                let mut pane = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
                ScrollView::filling().show(&mut pane, name, (), |ui, _| {
                    let top = ui.max_rect().min;
                    let (id, y) = if is_right { (Self::button(), 120.0) } else { (Self::field(), 80.0) };
                    let rect = Rect::from_min_size(top + vec2(0.0, y), vec2(60.0, 20.0));
                    ui.interact(rect, id, Sense::click());
                    if is_right {
                        *button = rect;
                    }
                    if is_right == fault_in_right {
                        // It ends below the view, and fits into it with the control.
                        let fault = Rect::from_min_size(top + vec2(0.0, 190.0), vec2(60.0, 40.0));
                        note_fault(ui, Self::field(), fault);
                    }
                    ui.allocate_space(vec2(60.0, 600.0));
                });
            }
            if let Some(id) = focus {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        });
        output.textures_delta.clear();
    }
}

#[test]
fn what_is_wrong_with_a_field_scrolls_no_pane_but_its_own() {
    for fault_in_right in [false, true] {
        let mut panes = Panes::new();
        panes.frame(Vec::new(), Some(Panes::field()), fault_in_right);
        panes.frame(Vec::new(), None, fault_in_right);
        let before = panes.button.min.y;
        panes.frame(vec![key(Key::F6)], Some(Panes::button()), fault_in_right);
        for _ in 0..3 {
            panes.frame(Vec::new(), None, fault_in_right);
        }
        let has_scrolled = panes.button.min.y != before;
        assert_eq!(has_scrolled, fault_in_right, "{before} {}", panes.button.min.y);
    }
}
