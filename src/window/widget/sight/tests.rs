//! Keys for a control that is being brought into sight reach it once it is, and no others do.

use super::{FocusInSight, bring_focus_into_sight, is_focus_coming, note_fault};
use crate::window::input_queue::{FocusState, InputQueue};
use crate::window::key_events::pressed;
use crate::window::widget::choice::{AnswerKeys, ChoiceInput, Segment, segmented};
use crate::window::widget::fonts;
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::theme::{Theme, ThemeKind};
use egui::{Context, Event, Id, Key, Plugin, Pos2, RawInput, Rect, Sense, TextEdit, UiBuilder, pos2, vec2};

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn id() -> Id {
    Id::unique("control of a test")
}

/// What reaches the controls in a pass with these events.
fn after_pass(sight: &mut FocusInSight, events: Vec<Event>) -> Vec<Event> {
    let mut input = RawInput { events, ..RawInput::default() };
    sight.input_hook(&Context::default(), &mut input);
    input.events
}

#[test]
fn only_a_control_that_was_not_in_sight_yet_is_coming() {
    let mut sight = FocusInSight { focused_last_pass: Some(id()), ..FocusInSight::default() };
    assert!(!sight.is_coming());
    sight.is_out_of_sight = true;
    assert!(sight.is_coming());
    sight.seen = Some(id());
    assert!(!sight.is_coming());
}

#[test]
fn keys_for_a_control_that_the_user_has_scrolled_away_are_dropped_and_bring_it_back() {
    let mut sight = FocusInSight {
        focused_last_pass: Some(id()),
        is_out_of_sight: true,
        seen: Some(id()),
        followed: Some(id()),
        ..FocusInSight::default()
    };
    assert_eq!(after_pass(&mut sight, vec![text("n"), pressed(Key::Tab)]), [pressed(Key::Tab)]);
    assert!(sight.followed.is_none());
}

/// A view of 20 fields and below them 3 choices, of which 3 are in sight. Each has a number.
struct Fields {
    ctx: Context,
    queue: InputQueue,
    texts: Vec<String>,
    chosen: [Option<usize>; 3],
    /// The numbers of the fields whose text changed while they were not whole in sight.
    changed_unseen: Vec<usize>,
}

impl Fields {
    const VIEW: f32 = 100.0;
    const FIELDS: usize = 20;
    const CHOICES: [usize; 3] = [20, 21, 22];

    fn new() -> Self {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        // As in the window.
        ctx.add_plugin(AnswerKeys::default());
        ctx.add_plugin(FocusInSight::default());
        let texts = vec![String::new(); Self::FIELDS];
        Fields { ctx, queue: InputQueue::default(), texts, chosen: [None; 3], changed_unseen: Vec::new() }
    }

    fn id(number: usize) -> Id {
        Id::unique(("field of a test", number))
    }

    /// Draws a frame. `focus`: the control that gets the focus after the view was drawn, as a click beside it would do.
    fn frame(&mut self, mut events: Vec<Event>, focus: Option<usize>) {
        let coming = is_focus_coming(&self.ctx);
        let state = if coming { FocusState::ComingIntoSight } else { FocusState::AtRest };
        self.queue.admit(&mut events, state, self.ctx.cumulative_pass_nr());
        if coming && self.queue.is_waiting() {
            bring_focus_into_sight(&self.ctx);
        }
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, Self::VIEW)));
        let input = RawInput { screen_rect, events, ..RawInput::default() };
        let Fields { ctx, texts, chosen, changed_unseen, .. } = self;
        let theme = Theme::of(ThemeKind::Light);
        let mut output = ctx.run_ui(input, |ui| {
            ScrollView::up_to(Self::VIEW).show(ui, "fields", (), |ui, _| {
                for (number, text) in texts.iter_mut().enumerate() {
                    let field = TextEdit::singleline(text).id(Self::id(number));
                    let response = ui.add_sized(vec2(150.0, 28.0), field);
                    if response.changed() && response.interact_rect.height() < response.rect.height() - 1.0 {
                        changed_unseen.push(number);
                    }
                }
                for (number, chosen) in Self::CHOICES.into_iter().zip(chosen.iter_mut()) {
                    let values = ["Ja", "Nej"].into_iter().enumerate();
                    let values = values.map(|(at, label)| Segment { label, chosen: *chosen == Some(at) });
                    let values: Vec<_> = values.collect();
                    let name = format!("Test {number}");
                    match segmented(ui, &theme, Self::id(number), &name, &values, false) {
                        Some(ChoiceInput::Value(value)) => *chosen = Some(value),
                        Some(ChoiceInput::Nothing) => *chosen = None,
                        None => {}
                    }
                }
            });
            if let Some(number) = focus {
                ui.memory_mut(|memory| memory.request_focus(Self::id(number)));
            }
        });
        output.textures_delta.clear();
    }

    fn frames(&mut self, count: usize) {
        (0..count).for_each(|_| self.frame(Vec::new(), None));
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
        fields.frames(4);
        assert_eq!(fields.texts[number], "abcd", "{number}");
    }
    assert_eq!(fields.texts.concat(), "abcd".repeat(4));
    assert_eq!(fields.changed_unseen, [] as [usize; 0]);
}

#[test]
fn a_letter_or_digit_right_behind_a_jump_of_the_focus_answers_the_choice() {
    for (typed, value) in [("n", 1), ("j", 0), ("2", 1)] {
        let mut fields = Fields::new();
        fields.frame(Vec::new(), Some(0));
        fields.frames(2);
        fields.frame(Vec::new(), Some(Fields::CHOICES[1]));
        assert!(is_focus_coming(&fields.ctx), "the test is of a choice that is not in sight yet");
        fields.frame(vec![text(typed)], None);
        fields.frames(4);
        assert_eq!(fields.chosen, [None, Some(value), None], "{typed}");
    }
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
        panes.frame(vec![pressed(Key::F6)], Some(Panes::button()), fault_in_right);
        for _ in 0..3 {
            panes.frame(Vec::new(), None, fault_in_right);
        }
        let has_scrolled = panes.button.min.y != before;
        assert_eq!(has_scrolled, fault_in_right, "{before} {}", panes.button.min.y);
    }
}
