//! The first frame after an input shows all that the input changes: the frames after it paint the same, at the same
//! places. Without a graphics card, the user would otherwise see something half changed until the next frame is drawn.

use crate::bench::{Bench, SAMPLE, plain, settings_file};
use crate::frames::repaint_delay;
use crate::key_events::{key_event, key_events, pressed, released, shortcut_events};
use crate::pointer::button_event;
use crate::preview::draw_all;
use crate::wheel::wheel;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Shape, Vec2, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::time::Duration;
use wgs_referral::files::FileError;
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{UiCommand, View};

/// Compares the first frame after each input with those after it, in one window.
struct FirstFrames {
    bench: Bench,
    faults: Vec<String>,
}

/// From a frame to the next one, in seconds: so short that no tooltip comes meanwhile.
const AT_ONCE: f64 = 0.001;
impl FirstFrames {
    fn of(bench: Bench) -> Self {
        FirstFrames { bench, faults: Vec::new() }
    }

    /// The window of this size with the form of an indication.
    fn of_form(indication: &str, (width, height): (f32, f32)) -> Self {
        let mut bench = Bench::of_size(width, height);
        bench.show_indication(indication);
        FirstFrames::of(bench)
    }

    fn draw(&mut self, events: Vec<Event>) {
        let now = self.bench.harness.ctx.input(|input| input.time);
        self.bench.harness.input_mut().time = Some(now + AT_ONCE);
        self.bench.draw_frame(events);
        self.bench.harness.input_mut().time = None;
    }

    /// Draws the frames that the window wants at once.
    fn draw_wanted(&mut self) {
        let rests = (0..20).any(|_| {
            let is_at_rest = repaint_delay(&self.bench.harness) > Duration::ZERO;
            if !is_at_rest {
                self.draw(Vec::new());
            }
            is_at_rest
        });
        assert!(rests, "the window never rests: {:?}", self.bench.harness.ctx.repaint_causes());
    }

    /// Lets the time pass after which a press on what has just appeared is taken.
    fn wait(&mut self) {
        // A pause before a frame that is wanted would count as a slow frame.
        self.draw_wanted();
        self.bench.settle();
        self.draw(Vec::new());
        self.draw_wanted();
    }

    /// Draws one frame with events, and compares it with those that follow. Gives whether the events have changed what
    /// is painted.
    fn compare(&mut self, input: &str, events: Vec<Event>) -> bool {
        let before = seen(&self.bench);
        self.draw(events);
        let first = seen(&self.bench);
        self.draw_wanted();
        let last = seen(&self.bench);
        if first != last {
            self.faults.push(format!("{input}: {}", difference(&first, &last)));
        }
        before != last
    }

    /// An input that must change what is painted.
    fn input(&mut self, input: &str, events: Vec<Event>) {
        // egui marks what the pointer rests on by where that was in the layout before: with the next frame.
        self.draw(vec![Event::PointerGone]);
        self.wait();
        assert!(self.compare(input, events), "{input} changes nothing");
    }

    /// Presses Tab so often, and gives how often that has changed what is painted: Tab leads nowhere in a dialog that
    /// has one control alone.
    fn tab(&mut self, times: usize) -> usize {
        let leads_on = |_: &usize| {
            self.draw(vec![Event::PointerGone]);
            self.wait();
            self.compare("Tab", key_events(Key::Tab))
        };
        (0..times).filter(leads_on).count()
    }

    fn key(&mut self, key: Key) {
        self.input(&format!("{key:?}"), key_events(key));
    }

    fn shortcut(&mut self, key: Key) {
        self.input(&format!("Ctrl+{key:?}"), shortcut_events(key));
    }

    /// A key that types a character.
    fn types(&mut self, key: Key, text: &str) {
        let events = vec![pressed(key), Event::Text(text.to_owned()), released(key)];
        self.input(&format!("`{text}`"), events);
    }

    /// Scrolls at a place downwards, and a little back.
    fn scroll(&mut self, at: Pos2) {
        self.scroll_along(at, vec2(0.0, 1.0));
    }

    /// Scrolls at a place, by so little at a time that egui does it at once: it spreads more over some frames.
    fn scroll_along(&mut self, at: Pos2, direction: Vec2) {
        self.draw(vec![Event::PointerMoved(at)]);
        // A touchpad scrolls by parts of a point.
        for by in [-7.0, -7.3, 7.0] {
            self.wait();
            let events = vec![wheel(by * direction, Modifiers::NONE)];
            assert!(self.compare(&format!("wheel by {by} at {at}"), events), "nothing scrolls at {at}");
        }
    }

    /// Moves the pointer to a place, presses its button and releases it, each in a frame of its own.
    fn click_at(&mut self, input: &str, at: Pos2, button: PointerButton) {
        self.wait();
        self.compare(&format!("pointer to {input}"), vec![Event::PointerMoved(at)]);
        let before = seen(&self.bench);
        self.compare(&format!("press on {input}"), vec![button_event(at, button, true)]);
        self.compare(&format!("click on {input}"), vec![button_event(at, button, false)]);
        assert!(before != seen(&self.bench), "a click on {input} changes nothing");
    }

    fn click(&mut self, role: Role, label: &str) {
        let nodes = self.bench.harness.query_all(By::new().role(role).label_contains(label));
        let place = nodes.map(|node| node.rect()).next_back().unwrap_or_else(|| panic!("no `{label}`"));
        self.click_at(label, place.center(), PointerButton::Primary);
    }

    /// Gives the focus to a control, as a screen reader does.
    fn focus(&mut self, role: Role, label: &str) {
        self.bench.harness.query_all(By::new().role(role).label_contains(label)).next().unwrap().focus();
        self.bench.run();
    }

    fn finish(self) {
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
    }
}

/// What can be seen of the last frame: each shape with the part of it that is in sight.
fn seen(bench: &Bench) -> Vec<(Rect, Shape)> {
    bench.painted_shapes().into_iter().map(|(clip, shape)| (clip, shape.clone())).collect()
}

/// The first shapes that differ, in words.
fn difference(first: &[(Rect, Shape)], last: &[(Rect, Shape)]) -> String {
    let words = |(clip, shape): &(Rect, Shape)| match shape {
        Shape::Text(text) => format!("`{}` at {}", text.galley.text(), text.visual_bounding_rect()),
        shape => format!("{:.230} in {clip}", format!("{shape:?}")),
    };
    let only_in = |these: &[(Rect, Shape)], others: &[(Rect, Shape)]| {
        let only = these.iter().filter(|shape| !others.contains(shape));
        only.take(3).map(words).collect::<Vec<_>>().join("; ")
    };
    format!("first {}, then {}", only_in(first, last), only_in(last, first))
}

const WINDOW: (f32, f32) = (1360.0, 860.0);
/// High enough to show the whole form.
const WHOLE_FORM: (f32, f32) = (1360.0, 4000.0);

#[test]
fn the_first_frame_shows_an_answer_by_key_or_click_and_its_undoing() {
    let mut first = FirstFrames::of_form("sarcoma", WHOLE_FORM);
    first.focus(Role::RadioGroup, "Performance status (ECOG)");
    first.types(Key::Num1, "1");
    first.types(Key::Num3, "3");
    first.key(Key::ArrowRight);
    first.key(Key::Delete);
    first.focus(Role::RadioGroup, "Recidiv");
    first.types(Key::J, "j");
    first.types(Key::N, "n");
    first.key(Key::Enter);
    first.key(Key::Tab);
    first.input("Shift+Tab", vec![key_event(Key::Tab, true, Modifiers::SHIFT)]);
    let answer = "Metastatisk sygdom (spredning): Ja";
    first.click(Role::RadioButton, answer);
    // A second click clears.
    first.click(Role::RadioButton, answer);
    for _ in 0..3 {
        first.shortcut(Key::Z);
    }
    first.shortcut(Key::Y);
    first.finish();
}

#[test]
fn the_first_frame_shows_a_judgement_its_decision_and_its_reason() {
    let mut first = FirstFrames::of_form("sarcoma", WHOLE_FORM);
    first.click(Role::RadioButton, "Rekvirenten er tilknyttet et sarkomcenter: Nej");
    let groups = first.bench.harness.query_all(By::new().role(Role::RadioGroup));
    let asked = groups.filter_map(|node| node.accesskit_node().label()).find(|label| label.ends_with('?'));
    let question = asked.expect("the judgement is asked");
    first.click(Role::RadioButton, &format!("{question}: Ja"));
    first.types(Key::N, "n");
    first.types(Key::J, "j");
    first.focus(Role::MultilineTextInput, "Begrundelse");
    first.types(Key::A, "A");
    first.types(Key::B, "b");
    first.key(Key::Tab);
    for _ in 0..3 {
        first.shortcut(Key::Z);
    }
    first.finish();
}

#[test]
fn the_first_frame_shows_what_is_typed_and_what_is_wrong_with_it() {
    let mut first = FirstFrames::of_form("metastatic-solid-tumour", WHOLE_FORM);
    let lines = "Antal linjer, patienten har gennemgået";
    for step in ["én mere", "én mere", "én færre"] {
        first.click(Role::Button, &format!("{lines}: {step}"));
    }
    first.focus(Role::TextInput, lines);
    first.key(Key::ArrowUp);
    first.types(Key::Num2, "2");
    first.focus(Role::TextInput, "Navn");
    for (key, letter) in [(Key::B, "B"), (Key::O, "o")] {
        first.types(key, letter);
    }
    first.key(Key::Backspace);
    first.key(Key::Tab);
    // Digit by digit, and what is read in the number once it is left.
    for digit in "020160994".chars() {
        first.types(Key::Num0, &digit.to_string());
    }
    first.key(Key::Tab);
    for (label, typed) in
        [("CPR-nummer", "2"), ("Vurderet den", "x"), ("Tumorprocent", "900"), ("Diagnose", "x")]
    {
        first.focus(Role::TextInput, label);
        first.input("a text", vec![Event::Text(typed.to_owned())]);
        first.key(Key::Tab);
    }
    first.click(Role::Button, "Vælg dato: Vurderet den");
    first.key(Key::ArrowRight);
    first.key(Key::PageDown);
    first.click(Role::Button, "3. december 2026");
    first.shortcut(Key::Z);
    first.finish();
}

#[test]
fn the_first_frame_shows_another_view_or_place() {
    let mut bench = Bench::of_size(WINDOW.0, 2000.0);
    bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/missing.wgscase"))));
    let mut first = FirstFrames::of(bench);
    for key in [Key::Num1, Key::Num4, Key::Num2] {
        first.shortcut(key);
    }
    first.key(Key::F2);
    first.click(Role::Tab, "Sarkom");
    first.click(Role::Tab, "Alle indikationer");
    first.click(Role::ColumnHeader, "Pancreas");
    first.key(Key::F2);
    first.click(Role::Button, "Sarkom, ");
    first.click(Role::DisclosureTriangle, "Målgruppe");
    first.click(Role::DisclosureTriangle, "Målgruppe");
    first.focus(Role::DisclosureTriangle, "Målgruppe: ");
    first.key(Key::Enter);
    for _ in 0..4 {
        first.key(Key::F6);
    }
    first.bench.harness.set_size(vec2(WINDOW.0, WINDOW.1));
    first.bench.run();
    // The form, and the criteria, of which one is unfolded.
    first.scroll(pos2(500.0, 500.0));
    first.scroll(pos2(1100.0, 600.0));
    first.finish();
}

#[test]
fn the_first_frame_shows_where_a_key_leads() {
    for size in [WINDOW, (1024.0, 700.0), (480.0, 360.0)] {
        let mut first = FirstFrames::of_form("sarcoma", size);
        for _ in 0..6 {
            first.key(Key::F8);
        }
        first.input("Shift+F8", vec![key_event(Key::F8, true, Modifiers::SHIFT)]);
        for _ in 0..12 {
            first.key(Key::Tab);
        }
        first.input("Shift+Tab", vec![key_event(Key::Tab, true, Modifiers::SHIFT)]);
        first.finish();
    }
}

#[test]
fn the_first_frame_shows_a_menu_opened_and_closed() {
    let mut bench = Bench::of_size(WINDOW.0, WINDOW.1);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    for key in [Key::F10, Key::ArrowDown, Key::End, Key::ArrowRight, Key::Escape] {
        first.key(key);
    }
    let title = first.bench.harness.get_by_role_and_label(Role::MenuItem, "Vis").rect().center();
    first.click_at("a title", title, PointerButton::Primary);
    assert!(first.bench.window().menu().is_some());
    for (input, by) in [("an entry", vec2(20.0, 60.0)), ("the next title", vec2(60.0, 0.0))] {
        first.wait();
        let has_changed =
            first.compare(&format!("pointer to {input}"), vec![Event::PointerMoved(title + by)]);
        assert!(has_changed, "{input} is not chosen");
    }
    first.click_at("beside the menu", pos2(700.0, 700.0), PointerButton::Primary);
    assert!(first.bench.window().menu().is_none());
    let field = first.bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect().center();
    first.click_at("a field", field, PointerButton::Secondary);
    assert!(first.bench.window().menu().is_some());
    first.click(Role::MenuItem, "Markér alt");
    first.input("Shift+F10", vec![key_event(Key::F10, true, Modifiers::SHIFT)]);
    first.key(Key::Escape);
    let row = By::new().role(Role::DisclosureTriangle);
    let row = first.bench.harness.query_all(row).next().unwrap().rect().center();
    first.click_at("a criterion", row, PointerButton::Secondary);
    assert!(first.bench.window().menu().is_some());
    first.key(Key::ArrowDown);
    first.key(Key::Escape);
    assert!(first.bench.window().menu().is_none());
    first.finish();
}

#[test]
fn the_first_frame_shows_a_dialog_opened_used_and_closed() {
    let mut bench = Bench::of_size(WINDOW.0, WINDOW.1);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    first.focus(Role::TextInput, "Navn");
    first.key(Key::F1);
    first.key(Key::ArrowDown);
    first.key(Key::Escape);
    first.shortcut(Key::K);
    // From the first entry to the last one, and back.
    first.key(Key::ArrowUp);
    first.key(Key::ArrowDown);
    first.types(Key::G, "g");
    first.key(Key::ArrowDown);
    first.key(Key::Escape);
    first.shortcut(Key::E);
    first.click(Role::CheckBox, "Uden navn og CPR-nummer");
    first.key(Key::Tab);
    first.click(Role::Button, "Annullér");
    first.key(Key::F2);
    // Which indication is meant is asked.
    first.shortcut(Key::E);
    first.key(Key::Tab);
    first.click(Role::Button, "Sarkom");
    assert!(first.bench.has("Tjek før eksport"));
    first.click(Role::Link, "Sarkom");
    assert_eq!(first.bench.window().case().view(), View::Form);
    first.click(Role::Button, "Eksportér PDF…");
    first.click_at("beside the dialog", pos2(4.0, 500.0), PointerButton::Primary);
    assert!(first.bench.window().dialog().is_none());
    first.finish();
}

#[test]
fn the_first_frame_shows_a_dialog_in_the_smallest_window() {
    let mut bench = Bench::of_size(480.0, 360.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    let mut moves = 0;
    for key in [Key::K, Key::E, Key::P, Key::Comma, Key::S] {
        first.shortcut(key);
        assert!(first.bench.window().dialog().is_some(), "{key:?}");
        moves += first.tab(4);
        first.key(Key::Escape);
        assert!(first.bench.window().dialog().is_none(), "{key:?}");
    }
    // The palette has one control.
    assert_eq!(moves, 4 * 4);
    first.key(Key::F1);
    first.scroll(pos2(240.0, 200.0));
    first.key(Key::Escape);
    first.key(Key::F7);
    draw_all(&mut first.bench);
    first.key(Key::F7);
    first.shortcut(Key::L);
    assert!(first.bench.window().cover().is_some());
    first.key(Key::Escape);
    assert!(first.bench.window().cover().is_none());
    first.finish();
}

#[test]
fn the_first_frame_shows_a_list_or_a_table_scrolled() {
    let mut bench = Bench::of_size(480.0, 360.0);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    first.shortcut(Key::K);
    first.scroll(pos2(240.0, 250.0));
    first.key(Key::Escape);
    // A menu that is higher than the window.
    first.key(Key::F10);
    first.key(Key::ArrowDown);
    first.scroll(pos2(60.0, 250.0));
    first.key(Key::Escape);
    first.key(Key::F2);
    first.scroll(pos2(240.0, 270.0));
    // High enough for the whole overview.
    first.bench.harness.set_size(vec2(480.0, 3000.0));
    first.bench.run();
    let table = first.bench.harness.query_all(By::new().role(Role::ColumnHeader)).next().unwrap().rect();
    first.scroll_along(pos2(300.0, table.center().y), vec2(1.0, 0.0));
    first.focus(Role::ColumnHeader, "Metastatisk");
    assert_eq!(first.tab(12), 12);
    first.bench.harness.set_size(vec2(WINDOW.0, WINDOW.1));
    first.bench.dispatch(UiCommand::About);
    first.click(Role::Link, "Vis licensteksterne");
    for scale in [1.0, 1.25, 1.5] {
        first.bench.harness.set_pixels_per_point(scale);
        first.bench.run();
        let list = first.bench.harness.get_by_label("Vis listen over biblioteker").rect().center_bottom();
        first.scroll(list + vec2(0.0, 80.0));
    }
    first.finish();
}

#[test]
fn the_first_frame_shows_the_cover_over_a_field_and_over_nothing() {
    let mut first = FirstFrames::of_form("sarcoma", WINDOW);
    first.shortcut(Key::L);
    first.key(Key::Enter);
    first.focus(Role::TextInput, "Navn");
    first.shortcut(Key::L);
    first.finish();
}

#[test]
fn the_first_frame_shows_other_settings() {
    let mut bench = Bench::of_size(WINDOW.0, 1500.0);
    bench.window_mut().take_settings(settings_file(UserSettings::default()));
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    first.key(Key::F9);
    first.shortcut(Key::Comma);
    first.types(Key::A, "A");
    first.click(Role::CheckBox, "Vis de seneste sager");
    first.click(Role::RadioButton, "Sprog: English");
    first.click(Role::RadioButton, "Tema: Mørkt tema");
    first.click(Role::Button, "Gem indstillinger");
    assert!(first.bench.has("Name") && first.bench.window().dialog().is_none());
    first.key(Key::F9);
    first.finish();
}

#[test]
fn the_first_frame_shows_the_preview_opened_scrolled_and_closed() {
    for size in [WINDOW, (1440.0, 900.0), (2560.0, 1440.0)] {
        let mut bench = Bench::of_size(size.0, size.1);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        let mut first = FirstFrames::of(bench);
        first.key(Key::F7);
        draw_all(&mut first.bench);
        first.click(Role::Button, "Luk visning");
        first.shortcut(Key::Num2);
        first.key(Key::F7);
        draw_all(&mut first.bench);
        first.shortcut(Key::PageDown);
        draw_all(&mut first.bench);
        let pages = first.bench.harness.get_by_label("Bilagets sider").rect().center();
        first.scroll(pages);
        draw_all(&mut first.bench);
        first.key(Key::F7);
        first.finish();
    }
}

#[test]
fn the_first_frame_shows_a_notice_closed() {
    let mut bench = Bench::of_size(WINDOW.0, WINDOW.1);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    let mut first = FirstFrames::of(bench);
    first.bench.open_file("/t/b.wgscase", Err(FileError::NotFound.into()));
    let notices = first.bench.window().case().notices().len();
    first.key(Key::Escape);
    assert!(first.bench.window().case().notices().len() < notices);
    first.finish();
}
