//! In the smallest window and on a large screen, in both languages: no text is cut or painted where nobody can scroll
//! to it, no control is too small to press, no dialog is larger than its window, and no verdict moves the list of
//! indications or changes the height of a row.

use crate::bench::{Bench, PaintedText, SAMPLE, criteria, plain};
use crate::movement::{shuffled, values};
use crate::tooltips::tooltip;
use crate::views::{VIEWS, View, answered, views_and_dialogs};
use egui::accesskit::Role;
use egui::{Id, Pos2, Rect, Shape, Vec2, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::{BTreeMap, BTreeSet};
use wgs_referral::definition::{Answer, Language};
use wgs_referral::window::{
    CalendarCommand, CaseCommand, Field, StrayText, Target, UiCommand, WindowCommand,
};

const SMALLEST: (f32, f32) = (480.0, 360.0);
const LARGE: (f32, f32) = (2560.0, 1440.0);
/// The height of the bar in a low window, in points.
const BAR: f32 = 40.0;
/// The least width and height of a control that is pressed, in points.
const MIN_CONTROL: f32 = 24.0;

/// The same text elsewhere has mostly another width.
fn key(text: &PaintedText) -> (String, i32) {
    (text.words.clone(), text.rect.width() as i32)
}

fn is_cut_at_a_side(text: &PaintedText) -> bool {
    text.rect.left() < text.clip.left() - 1.0 || text.rect.right() > text.clip.right() + 1.0
}

/// The texts in the fields, which scroll in them while they are typed.
fn typed_texts(bench: &Bench) -> BTreeSet<String> {
    let fields = bench.harness.query_all(By::new().predicate(|node| node.role() == Role::TextInput));
    fields.filter_map(|node| node.accesskit_node().value()).collect()
}

/// The texts that were seen, by whether they were ever seen as a whole.
#[derive(Default)]
struct SeenTexts {
    whole: BTreeSet<(String, i32)>,
    cut: BTreeMap<(String, i32), String>,
    /// The ends that were seen of texts that are wider than their place: left, and right.
    ends: BTreeSet<((String, i32), bool)>,
    /// The texts that were shortened, and may not be.
    elided: BTreeMap<String, Rect>,
    /// The texts that were shortened and may be, each with what it is and with its tooltip.
    shortened: BTreeMap<String, (ShortenedText, Option<String>)>,
}

/// Whether a text stands where the folded notice is: in the last lines above the status bar.
fn is_at_foot(bench: &Bench, text: &PaintedText) -> bool {
    bench.harness.ctx.content_rect().bottom() - text.rect.bottom() < 80.0
}

/// What may be shortened, as its tooltip shows the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ShortenedText {
    /// A link on one line, which leads to the next step of the report.
    Link,
    /// The patient in the bar, whose name must not cover the commands.
    Patient,
}

impl ShortenedText {
    fn of(bench: &Bench, text: &PaintedText) -> Option<ShortenedText> {
        let is_shown_by = |role: Role| {
            let nodes = bench.harness.query_all(By::new().role(role).label_contains(&text.words));
            nodes.into_iter().any(|node| node.rect().contains(text.rect.center()))
        };
        if is_shown_by(Role::Link) {
            Some(ShortenedText::Link)
        } else {
            (text.rect.top() <= BAR && is_shown_by(Role::Label)).then_some(ShortenedText::Patient)
        }
    }
}

impl SeenTexts {
    fn look(&mut self, bench: &Bench, painted: &[PaintedText]) {
        let typed = typed_texts(bench);
        // A folded notice has a button beside it that shows the whole.
        let is_folded_notice = ["Vis alle (", "Vis hele beskeden", "Show all (", "Show the whole message"]
            .iter()
            .any(|button| bench.has_part(button));
        for text in painted.iter().filter(|text| !typed.contains(&text.words)) {
            let is_in_folded_notice = is_folded_notice && is_at_foot(bench, text);
            if text.is_elided && !is_in_folded_notice && ShortenedText::of(bench, text).is_none() {
                self.elided.insert(text.words.clone(), text.rect);
            }
            if text.is_whole() || self.has_both_ends(text) {
                self.whole.insert(key(text));
            } else {
                self.cut.insert(key(text), format!("{:?} in {:?}", text.rect, text.clip));
            }
        }
    }

    /// Rests the pointer on the shortened texts in sight that were not seen before, to read their tooltips. Gives
    /// whether there were any.
    fn read_tooltips(&mut self, bench: &mut Bench, painted: &[PaintedText]) -> bool {
        let mut has_rested = false;
        for text in painted.iter().filter(|text| text.is_elided && text.is_whole()) {
            let Some(kind) = ShortenedText::of(bench, text) else { continue };
            if self.shortened.contains_key(&text.words) {
                continue;
            }
            bench.harness.hover_at(text.rect.center());
            // It comes half a second after the pointer and after the end of scrolling, and each frame takes a quarter.
            let mut told = None;
            for _ in 0..12 {
                bench.harness.step();
                // A tooltip keeps some words on one line.
                told = tooltip(bench).map(|tip| tip.text.replace('\u{a0}', " "));
                if told.as_ref().is_some_and(|told| told.contains(&text.words)) {
                    break;
                }
            }
            self.shortened.insert(text.words.clone(), (kind, told));
            has_rested = true;
        }
        has_rested
    }

    /// Whether both ends were seen of a text that is wider than its place, which scrolls sideways.
    fn has_both_ends(&mut self, text: &PaintedText) -> bool {
        let is_high_enough = text.clip.expand(1.0).y_range().contains(text.rect.top())
            && text.clip.expand(1.0).y_range().contains(text.rect.bottom());
        if text.rect.width() <= text.clip.width() || !is_high_enough {
            return false;
        }
        let ends = [text.rect.left(), text.rect.right()].map(|x| text.clip.expand(1.0).x_range().contains(x));
        for (is_right, is_seen) in ends.into_iter().enumerate() {
            if is_seen {
                self.ends.insert((key(text), is_right == 1));
            }
        }
        [false, true].into_iter().all(|end| self.ends.contains(&(key(text), end)))
    }

    /// Whether a text was seen, and not yet as a whole.
    fn is_unread(&self, text: &PaintedText) -> bool {
        self.cut.contains_key(&key(text)) && !self.whole.contains(&key(text))
    }

    fn faults(&self) -> Vec<String> {
        let never_whole = self.cut.iter().filter(|(key, _)| !self.whole.contains(*key));
        let cut = never_whole.map(|((words, _), place)| format!("`{words}` is cut: {place}"));
        let elided = self.elided.iter().map(|(words, place)| format!("`{words}` is shortened at {place}"));
        let is_told = |words: &str, tip: &Option<String>| tip.as_ref().is_some_and(|tip| tip.contains(words));
        let untold = self.shortened.iter().filter(|(words, (_, tip))| !is_told(words, tip));
        let untold =
            untold.map(|(words, (_, tip))| format!("`{words}` is shortened, and its tooltip is {tip:?}"));
        cut.chain(elided).chain(untold).collect()
    }
}

/// Turns the mouse wheel by so many points, where the pointer is.
fn turn_wheel(bench: &mut Bench, delta: Vec2) {
    bench.turn_wheel(delta);
    bench.harness.run_steps(2);
}

fn is_same_place(one: &PaintedText, other: &PaintedText) -> bool {
    (one.rect, &one.words) == (other.rect, &other.words)
}

/// Scrolls what is at a place from its top to its end, and sideways where something is cut there.
fn walk(bench: &mut Bench, at: Pos2, seen: &mut SeenTexts, name: &str) {
    const MOST_STEPS: usize = 400;
    bench.harness.hover_at(at);
    bench.harness.step();
    // A view that leads to a question starts there. A turn of the wheel is spread over some frames.
    turn_wheel(bench, vec2(0.0, 20_000.0));
    bench.run();
    // In the smallest window, less of a dialog is in sight than of a view.
    let part = bench.harness.ctx.content_rect().height() / SMALLEST.1;
    let step = part * if bench.window().dialog().is_some() { 30.0 } else { 80.0 };
    let mut now = bench.painted_texts();
    for _ in 0..MOST_STEPS {
        seen.look(bench, &now);
        if seen.read_tooltips(bench, &now) {
            bench.harness.hover_at(at);
            bench.harness.run_steps(2);
        }
        if now.iter().any(|text| is_cut_at_a_side(text) && seen.is_unread(text)) {
            for delta in [-90.0_f32, 90.0] {
                for _ in 0..12 {
                    turn_wheel(bench, vec2(delta, 0.0));
                    now = bench.painted_texts();
                    seen.look(bench, &now);
                }
            }
        }
        turn_wheel(bench, vec2(0.0, -step));
        let after = bench.painted_texts();
        if now.len() == after.len() && now.iter().zip(&after).all(|(one, other)| is_same_place(one, other)) {
            return;
        }
        now = after;
    }
    panic!("{name}: the contents at {at:?} have no end");
}

/// The controls that are too small to press.
fn small_controls(bench: &Bench) -> Vec<String> {
    let is_control = |role| {
        matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::RadioButton
                | Role::TextInput
                | Role::MultilineTextInput
                | Role::PasswordInput
                | Role::Tab
                | Role::DisclosureTriangle
                | Role::ColumnHeader
                | Role::ListBoxOption
        )
    };
    let controls = bench.harness.query_all(By::new().predicate(move |node| is_control(node.role())));
    controls
        .filter(|node| node.rect().size().min_elem() < MIN_CONTROL - 0.1)
        .map(|node| format!("{:?} is small: {:?}", node.accesskit_node().label(), node.rect()))
        .collect()
}

/// What is wrong with a view at a size. What is shortened in it is added to `shortened`.
fn faults(
    size: (f32, f32),
    is_english: bool,
    (name, lead): View,
    shortened: &mut BTreeSet<ShortenedText>,
) -> Vec<String> {
    let mut bench = Bench::of_size(size.0, size.1);
    lead(&mut bench);
    if is_english {
        bench.window_mut().dispatch(WindowCommand::SetLanguage(Language::En));
    }
    bench.harness.run_steps(2);
    let window = bench.harness.ctx.content_rect();
    let mut faults = small_controls(&bench);
    let dialog = bench.harness.ctx.memory(|memory| memory.area_rect(Id::unique("dialog")));
    let dialog = dialog.filter(|_| bench.window().dialog().is_some());
    if let Some(rect) = dialog.filter(|rect| !window.expand(0.5).contains_rect(*rect)) {
        faults.push(format!("the dialog is larger than the window: {rect:?}"));
    }
    let mut seen = SeenTexts::default();
    let centre = window.center();
    let mut places = vec![centre];
    if bench.window().dialog().is_none() {
        // The list of the indications, and what is at the right, if that is not the same as in the middle.
        places.push(pos2(30.0, centre.y + 20.0));
        let aside = [500.0, window.right() - 100.0].map(|x| pos2(x, centre.y + 20.0));
        places.extend(aside.into_iter().filter(|_| size.0 > 720.0));
    }
    for at in places {
        walk(&mut bench, at, &mut seen, name);
    }
    // A list in what scrolls is not under the pointer then.
    let in_list = |text: &PaintedText| !seen.whole.contains(&key(text)) && text.clip.is_positive();
    if let Some(text) = bench.painted_texts().into_iter().find(in_list) {
        walk(&mut bench, text.clip.center(), &mut seen, name);
    }
    assert!(seen.whole.len() >= 3, "{name}: the texts were not found");
    faults.extend(seen.faults());
    shortened.extend(seen.shortened.values().map(|(kind, _)| *kind));
    faults.into_iter().map(|fault| format!("{name} at {size:?}, English {is_english}: {fault}")).collect()
}

/// Fails with what is wrong with these views at a size. Gives what was shortened in them.
fn check(
    size: (f32, f32),
    is_english: bool,
    views: impl IntoIterator<Item = View>,
) -> BTreeSet<ShortenedText> {
    let mut shortened = BTreeSet::new();
    let mut all = Vec::new();
    for view in views {
        all.extend(faults(size, is_english, view, &mut shortened));
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
    shortened
}

#[test]
fn every_text_can_be_read_in_the_smallest_window() {
    let shortened = check(SMALLEST, false, views_and_dialogs());
    assert_eq!(shortened, BTreeSet::from([ShortenedText::Link, ShortenedText::Patient]));
}

#[test]
fn every_text_can_be_read_in_the_smallest_window_in_english() {
    let shortened = check(SMALLEST, true, views_and_dialogs());
    assert_eq!(shortened, BTreeSet::from([ShortenedText::Link, ShortenedText::Patient]));
}

#[test]
fn every_text_can_be_read_on_a_large_screen() {
    check(LARGE, false, views_and_dialogs());
    check(LARGE, true, views_and_dialogs());
}

/// A laptop with 1366×768 pixels at 150 %, and a screen with 1920×1080 at 250 %.
#[test]
fn every_text_can_be_read_on_magnified_screens() {
    let names = ["overview", "form", "preview", "settings", "export with findings"];
    let views: Vec<View> = views_and_dialogs().filter(|(name, _)| names.contains(name)).collect();
    assert_eq!(views.len(), names.len());
    check((911.0, 512.0), false, views.clone());
    check((768.0, 432.0), true, views);
}

#[test]
fn every_text_can_be_read_beside_a_preview_with_the_names_of_the_criteria() {
    let preview = VIEWS.iter().copied().find(|(name, _)| *name == "preview").expect("the preview is a view");
    for is_english in [false, true] {
        check((1440.0, 900.0), is_english, [preview]);
    }
}

/// The places of the controls with these roles, by their names up to the verdict.
fn rows(bench: &Bench, role: Role) -> Vec<(String, Rect)> {
    let nodes = bench.harness.query_all(By::new().role(role));
    let name = |label: String| label.split(':').next().unwrap_or_default().to_owned();
    let rows = nodes.map(|node| (name(node.accesskit_node().label().unwrap_or_default()), node.rect()));
    // That of a judgement comes with the judgement.
    rows.filter(|(name, _)| name != "Hvorfor").collect()
}

#[test]
fn no_verdict_moves_the_list_of_indications_or_changes_the_height_of_a_row() {
    for (width, height) in [SMALLEST, (800.0, 600.0), (1024.0, 700.0), (1360.0, 860.0), LARGE] {
        let mut bench = Bench::of_size(width, height);
        bench.show_indication("sarcoma");
        let (list, criteria) = (rows(&bench, Role::Tab), rows(&bench, Role::DisclosureTriangle));
        assert_eq!(list.len(), 6);
        let heights = |rows: &[(String, Rect)]| -> Vec<(String, i32)> {
            rows.iter().map(|(name, rect)| (name.clone(), (rect.height() * 10.0) as i32)).collect()
        };
        for (question, answer) in [
            ("diagnosis-group", Answer::Choice("sarcoma".into())),
            ("metastatic", Answer::YesNo(false)),
            ("recurrence", Answer::YesNo(false)),
            ("systemic-treatment-indicated", Answer::YesNo(false)),
            ("performance-status", Answer::Choice("4".into())),
            ("sarcoma-centre", Answer::YesNo(false)),
            ("diagnosis-group", Answer::Choice("pancreatic-cancer".into())),
            ("oncologist-assessment", Answer::YesNo(false)),
            ("specialist-access", Answer::YesNo(false)),
        ] {
            bench.dispatch(CaseCommand::Answer(question.into(), Some(answer)));
            assert_eq!(rows(&bench, Role::Tab), list, "{question} at {width}");
            let now = rows(&bench, Role::DisclosureTriangle);
            assert_eq!(heights(&now), heights(&criteria), "{question} at {width}");
        }
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.show_indication("sarcoma");
        let opened = rows(&bench, Role::Tab);
        // In the smallest window, the list is scrolled to the indication of a case that is opened.
        let is_scrolled = (width, height) == SMALLEST;
        assert!(opened == list || is_scrolled && heights(&opened) == heights(&list), "{width}");
    }
}

#[test]
fn no_notice_moves_the_list_of_indications() {
    for (width, height) in [(800.0, 600.0), (1024.0, 640.0), (1024.0, 700.0), (1360.0, 860.0), LARGE] {
        let mut bench = Bench::of_size(width, height);
        bench.show_indication("sarcoma");
        let list = rows(&bench, Role::Tab);
        bench.dispatch(UiCommand::New);
        bench.dispatch(CaseCommand::SettleStrayText(StrayText::HasNotAnswered));
        bench.show_indication("sarcoma");
        assert!(!bench.window().case().notices().is_empty());
        assert_eq!(rows(&bench, Role::Tab), list, "{width}");
    }
}

#[test]
fn every_indication_stays_in_sight_beside_a_notice() {
    for (width, height) in [(1024.0, 700.0), (1360.0, 860.0)] {
        for is_english in [false, true] {
            let mut bench = Bench::of_size(width, height);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            bench.show_indication("sarcoma");
            bench.dispatch(UiCommand::ViewPdf);
            bench.click("Vælg placering…");
            if is_english {
                bench.switch_to_english();
            }
            let list = rows(&bench, Role::Tab);
            bench.pick_path("/home/user/documents/referrals of the department/a.pdf");
            let exported = bench.finished_export();
            bench.reply(exported);
            bench.run();
            let notice = bench.top_of_part("referrals of the department");
            assert_eq!(rows(&bench, Role::Tab), list);
            let foot = list.iter().map(|(_, rect)| rect.bottom()).fold(0.0, f32::max);
            assert!(list.len() == 6 && foot < notice - 8.0, "{width} {is_english}: {foot} to {notice}");
        }
    }
}

#[test]
fn the_folded_verdict_keeps_its_height() {
    for size in [SMALLEST, (700.0, 860.0)] {
        let mut bench = Bench::of_size(size.0, size.1);
        bench.show_indication("sarcoma");
        let place = |bench: &Bench| bench.harness.get_by_label("Se kriterierne").rect();
        let before = place(&bench);
        for (question, answer) in [
            ("diagnosis-group", Answer::Choice("sarcoma".into())),
            ("sarcoma-centre", Answer::YesNo(false)),
            ("metastatic", Answer::YesNo(false)),
            ("recurrence", Answer::YesNo(false)),
        ] {
            bench.dispatch(CaseCommand::Answer(question.into(), Some(answer)));
            assert_eq!(place(&bench), before, "{question} at {size:?}");
        }
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        assert_eq!(place(&bench), before, "{size:?}");
    }
}

#[test]
fn a_wide_window_shows_criteria_and_preview_beside_the_form() {
    let mut bench = Bench::of_size(LARGE.0, LARGE.1);
    answered(&mut bench);
    bench.dispatch(UiCommand::ShowPdf);
    let form = bench.harness.get_by_role_and_label(Role::TextInput, "CPR-nummer").rect();
    let criteria = bench.harness.query_all(By::new().role(Role::DisclosureTriangle)).next().unwrap().rect();
    let preview = bench.harness.get_by_label("Luk visning").rect();
    assert!(
        form.right() < criteria.left() && criteria.right() < preview.left(),
        "{form} {criteria} {preview}"
    );
}

#[test]
fn large_contents_are_made_smaller_only_where_the_window_can_not_hold_them() {
    let mut bench = Bench::of_size(911.0, 512.0);
    for _ in 0..12 {
        bench.dispatch(UiCommand::ZoomIn);
        // A window keeps its pixels, and has fewer points.
        let zoom = bench.harness.ctx.zoom_factor();
        bench.harness.set_size(vec2(911.0, 512.0) / zoom);
        bench.run();
    }
    let seen = bench.harness.ctx.content_rect().size();
    assert!(bench.window().settings().scale > 200);
    assert!(seen.x >= 480.0 && seen.y >= 360.0, "{seen}");
    bench.harness.set_size(vec2(1920.0, 1080.0) / bench.harness.ctx.zoom_factor());
    bench.run();
    assert!(bench.harness.ctx.zoom_factor() > 1.4, "there is room again");
}

/// The controls of the form by their names, with their places.
fn form_controls(bench: &Bench) -> BTreeMap<String, Rect> {
    let is_control = |role| matches!(role, Role::RadioButton | Role::TextInput | Role::MultilineTextInput);
    let nodes = bench.harness.query_all(By::new().predicate(move |node| is_control(node.role())));
    let mut places: BTreeMap<String, Vec<Rect>> = BTreeMap::new();
    for node in nodes {
        places.entry(node.accesskit_node().label().unwrap_or_default()).or_default().push(node.rect());
    }
    // Each judgement has a field of the same name.
    places.into_iter().filter(|(_, rects)| rects.len() == 1).map(|(name, rects)| (name, rects[0])).collect()
}

#[test]
fn no_answer_moves_anything_above_it_in_its_column_of_a_wide_form() {
    let mut faults = Vec::new();
    for indication in &criteria().indications {
        let mut bench = Bench::of_size(LARGE.0, 5000.0);
        bench.show_indication(indication.id.as_str());
        let row = bench.harness.query_all(By::new().role(Role::DisclosureTriangle)).next().unwrap().rect();
        let middle = (300.0 + row.left()) / 2.0;
        let column = |rect: &Rect| rect.center().x < middle;
        let mut before = form_controls(&bench);
        let columns: BTreeSet<bool> = before.values().map(column).collect();
        assert_eq!(columns.len(), 2, "the form has two columns");
        for name in shuffled(values(indication, Language::Da), 11) {
            let Some(clicked) = before.get(&name).copied() else { continue };
            bench.click(&name);
            let after = form_controls(&bench);
            let is_above = |rect: &Rect| column(rect) == column(&clicked) && rect.top() <= clicked.center().y;
            for (other, rect) in before.iter().filter(|(_, rect)| is_above(rect)) {
                if after.get(other).is_some_and(|now| (now.min - rect.min).length() > 0.6) {
                    faults.push(format!("{}: `{name}` moved `{other}`", indication.id));
                }
            }
            before = after;
        }
    }
    assert!(faults.is_empty(), "{} faults: {}", faults.len(), faults.join("\n"));
}

#[test]
fn the_calendar_is_within_the_smallest_window() {
    let mut bench = Bench::of_size(SMALLEST.0, SMALLEST.1);
    bench.show_indication("sarcoma");
    bench.dispatch(CaseCommand::GoTo(Target::Field(Field::AssessedOn)));
    bench.dispatch(CaseCommand::Calendar(CalendarCommand::Open(Field::AssessedOn)));
    bench.run();
    let days = By::new().role(Role::Button).label_contains(". november 2026");
    let places: Vec<Rect> = bench.harness.query_all(days).map(|day| day.rect()).collect();
    let window = bench.harness.ctx.content_rect();
    assert_eq!(places.len(), 30);
    assert!(places.iter().all(|day| window.contains_rect(*day)), "{places:?}");
}

#[test]
fn no_name_in_a_rail_touches_the_bar_of_its_entry() {
    for english in [false, true] {
        let mut bench = Bench::of_size(480.0, 700.0);
        answered(&mut bench);
        if english {
            bench.dispatch(UiCommand::ToggleLanguage);
        }
        let set = bench.window().case().session().set().clone();
        for id in set.indications.iter().map(|indication| indication.id.clone()) {
            bench.dispatch(CaseCommand::ShowIndication(id.clone()));
            let painted = bench.painted_texts();
            let entries = bench.harness.query_all(By::new().role(Role::Tab)).map(|entry| entry.rect());
            let mut count = 0;
            for entry in entries.filter(|entry| entry.right() < 140.0) {
                for name in painted.iter().filter(|text| entry.contains(text.rect.center())) {
                    count += 1;
                    let aside = (name.rect.left() - entry.left()).min(entry.right() - name.rect.right());
                    assert!(aside >= 5.0, "{id}: `{}` is {aside} from the edge", name.words);
                }
            }
            assert!(count > 4, "{count} names in the rail");
        }
    }
}

#[test]
fn no_entry_at_the_top_of_a_rail_is_cut() {
    for size in [(480.0, 360.0), (480.0, 400.0), (600.0, 430.0)] {
        for english in [false, true] {
            let mut bench = Bench::of_size(size.0, size.1);
            answered(&mut bench);
            if english {
                bench.dispatch(UiCommand::ToggleLanguage);
            }
            let set = bench.window().case().session().set().clone();
            let ids: Vec<_> = set.indications.iter().map(|indication| indication.id.clone()).collect();
            // Forwards and back.
            for id in ids.iter().chain(ids.iter().rev()) {
                bench.dispatch(CaseCommand::ShowIndication(id.clone()));
                let entries: Vec<_> = bench.harness.query_all(By::new().role(Role::Tab)).collect();
                let clip = |name: &str| {
                    let shapes = &bench.harness.output().shapes;
                    let is_name = |shape: &Shape| match shape {
                        Shape::Text(text) => name.starts_with(text.galley.text()) && text.pos.x < 132.0,
                        _ => false,
                    };
                    shapes.iter().find(|shape| is_name(&shape.shape)).map(|shape| shape.clip_rect)
                };
                let names: Vec<String> =
                    entries.iter().filter_map(|entry| entry.accesskit_node().label()).collect();
                // The overview is above the list.
                let view = names[1..].iter().find_map(|name| clip(name)).expect("an entry is in sight");
                for (entry, name) in entries.iter().zip(&names).skip(1) {
                    let rect = entry.rect();
                    let is_cut = rect.top() < view.top() - 1.0 && rect.bottom() > view.top() + 1.0;
                    assert!(!is_cut, "{size:?} {id}: `{name}` at {rect} is cut by {view}");
                    if entry.accesskit_node().is_selected() == Some(true) {
                        assert!(
                            view.expand(1.0).contains_rect(rect),
                            "{size:?} {id}: {rect} is not in {view}"
                        );
                    }
                }
            }
        }
    }
}
