//! No tooltip covers the control that it explains, its question, its heading or the control that comes next: of all
//! forms, the criteria and the overview, in both languages at several sizes of the window. None is longer than a few
//! lines, and none leaves out words where there is room for them.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use crate::controls::painted;
use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Pos2, Rect, Shape, Vec2, WidgetRect, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::collections::BTreeSet;
use wgs_referral::definition::Language;
use wgs_referral::window::{CaseCommand, UiCommand};

const SIZES: [(f32, f32); 3] = [(480.0, 360.0), (1024.0, 700.0), (1360.0, 860.0)];
/// The most lines of a tooltip.
const MAX_LINES: usize = 6;
/// The most that a tooltip is wide with its frame, in points.
const MAX_WIDTH: f32 = 440.0;

/// A tooltip that is painted.
pub struct PaintedTip {
    frame: Rect,
    pub text: String,
    lines: usize,
    is_cut: bool,
}

/// The tooltip that is painted: a filled frame with rounded corners and a text, above all else.
pub fn tooltip(bench: &Bench) -> Option<PaintedTip> {
    let [.., frame, text] = bench.harness.output().shapes.as_slice() else { return None };
    let (Shape::Rect(frame), Shape::Text(text)) = (&frame.shape, &text.shape) else { return None };
    let is_frame = frame.corner_radius == CornerRadius::same(8) && frame.fill.a() == 255;
    let is_inside = frame.rect.contains_rect(text.galley.rect.translate(text.pos.to_vec2()));
    (is_frame && is_inside).then(|| PaintedTip {
        frame: frame.rect,
        text: text.galley.text().to_owned(),
        lines: text.galley.rows.len(),
        is_cut: text.galley.elided || text.galley.text().ends_with("\n…"),
    })
}

fn widget(bench: &Bench, id: Id) -> Option<WidgetRect> {
    bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied())
}

/// What Tab leads to from a control, unless it is inside of `own`.
fn next_control(bench: &Bench, from: WidgetRect, own: Option<Rect>) -> Option<Rect> {
    bench.harness.ctx.viewport(|viewport| {
        let mut drawn = viewport.prev_pass.widgets.get_layer(from.layer_id);
        drawn.find(|widget| widget.id == from.id)?;
        let is_own = |widget: &WidgetRect| own.is_some_and(|own| own.contains(widget.rect.center()));
        let next = drawn.find(|it| it.enabled && it.sense.is_focusable() && !is_own(it))?;
        Some(next.interact_rect).filter(Rect::is_positive)
    })
}

/// The heading that a control stands under.
fn heading_of(bench: &Bench, control: Rect) -> Option<Rect> {
    // The status bar stands under no heading.
    if control.min.y > bench.harness.ctx.content_rect().max.y - 40.0 {
        return None;
    }
    let headings = bench.harness.query_all(By::new().role(Role::Heading)).map(|node| node.rect());
    let above = headings.filter(|rect| {
        rect.max.y <= control.min.y && rect.min.x <= control.max.x && rect.min.x > control.min.x - 420.0
    });
    above.max_by(|a, b| a.max.y.total_cmp(&b.max.y)).filter(|rect| rect.min.y > 60.0)
}

/// The words that name a control: of a question the label, of a cell the heads of its row and of its column.
fn names_of(bench: &Bench, label: &str) -> Vec<Rect> {
    let question = label.split(": ").next().unwrap_or_default();
    let mut texts = painted(bench);
    // The last one is the tooltip, which may say a name in full.
    texts.pop();
    let is_seen = |rect: &Rect| bench.harness.ctx.content_rect().contains_rect(*rect);
    let mut names: Vec<Rect> =
        texts.into_iter().filter(|(text, _)| text == question).map(|it| it.1).collect();
    names.retain(is_seen);
    if let Some((column, row)) = question.split_once(", ") {
        for (role, name) in [(Role::ColumnHeader, column), (Role::RowHeader, row)] {
            let heads = bench.harness.query_all(By::new().role(role));
            let is_named = |label: &str| label == name || label.starts_with(&format!("{name}: "));
            let named = heads.filter(|node| node.accesskit_node().label().is_some_and(|it| is_named(&it)));
            names.extend(named.map(|node| node.rect()));
        }
    }
    names
}

/// What the tooltip of a control covers and must not cover, and whether it is too large; `None`: no tooltip is painted.
fn tip_faults(bench: &Bench, control: WidgetRect, label: &str, own: Option<Rect>) -> Option<Vec<String>> {
    let PaintedTip { frame: tip, text, lines, is_cut } = tooltip(bench)?;
    let mut kept = vec![("the control", control.interact_rect)];
    kept.extend(names_of(bench, label).into_iter().map(|rect| ("its name", rect)));
    kept.extend(heading_of(bench, control.interact_rect).map(|rect| ("its heading", rect)));
    kept.extend(next_control(bench, control, own).map(|rect| ("what is next", rect)));
    let is_covered = |rect: &Rect| tip.intersect(*rect).is_positive();
    let covered = kept.into_iter().filter(|(_, rect)| is_covered(rect));
    let covered = covered.map(|(what, rect)| format!("{label}: {tip:?} covers {what}: {rect:?}"));
    let is_too_large = lines > MAX_LINES || tip.width() > MAX_WIDTH;
    let too_large = is_too_large.then(|| format!("{label}: {lines} lines, {} wide: {text}", tip.width()));
    // At least four lines are shown before words are left out.
    let cut = (is_cut && lines + 2 < MAX_LINES)
        .then(|| format!("{label}: {lines} lines, {} wide, CUT: {text}", tip.width()));
    Some(covered.chain(too_large).chain(cut).collect())
}

fn focused(bench: &Bench) -> Option<(Id, String)> {
    let id = bench.harness.ctx.memory(|memory| memory.focused())?;
    let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
    let node = nodes.map(|node| node.accesskit_node()).next_back()?;
    // An entry of the list of indications has its name inside; the same words elsewhere are something else.
    let label = node.label().filter(|_| node.role() != Role::Tab);
    Some((id, label.unwrap_or_default()))
}

/// Walks through a view by Tab. Gives the number of tooltips.
fn walk(bench: &mut Bench, where_: &str, faults: &mut Vec<String>) -> usize {
    let (mut shown, mut first) = (0, None);
    for _ in 0..200 {
        bench.press(Key::Tab);
        let Some((id, label)) = focused(bench) else { continue };
        if first.is_some_and(|first| first == id) {
            break;
        }
        first = first.or(Some(id));
        let Some(control) = widget(bench, id) else { continue };
        if let Some(found) = tip_faults(bench, control, &label, None) {
            shown += 1;
            faults.extend(found.into_iter().map(|fault| format!("{where_}, by key: {fault}")));
        }
    }
    shown
}

/// Rests the pointer on the verdict of each question in sight, and on the values that have an explanation. Gives the
/// number of tooltips.
fn hover(bench: &mut Bench, where_: &str, faults: &mut Vec<String>) -> usize {
    let explained = "Performance status (ECOG)";
    let marks = bench.harness.query_all(By::new().role(Role::Image));
    let values = bench.harness.query_all(By::new().role(Role::RadioButton).label_contains(explained));
    let window = bench.harness.ctx.content_rect();
    let is_in_sight = |rect: &Rect| rect.min.y > 100.0 && rect.max.y < window.max.y - 60.0;
    let targets: Vec<(String, Rect)> = marks
        .chain(values)
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
        .filter(|(_, rect)| is_in_sight(rect))
        .collect();
    rest_on_each(bench, targets, where_, faults)
}

/// Rests the pointer on each control of a list, which has its label and place. Gives the number of tooltips.
fn rest_on_each(
    bench: &mut Bench,
    targets: Vec<(String, Rect)>,
    where_: &str,
    faults: &mut Vec<String>,
) -> usize {
    let mut shown = 0;
    for (label, rect) in targets {
        // egui shows a tooltip half a second after the pointer came, and each frame is a quarter.
        bench.harness.hover_at(rect.center());
        bench.harness.run_steps(4);
        let question = label.split(": ").next().unwrap_or_default().to_owned();
        let controls = bench.harness.query_all(By::new().label(&question));
        let is_control = |role| matches!(role, Role::RadioGroup | Role::TextInput | Role::MultilineTextInput);
        let own = controls.filter(|node| is_control(node.accesskit_node().role())).map(|node| node.rect());
        let own = own.reduce(Rect::union);
        let Some(control) = widget_with_place(bench, rect) else { continue };
        if let Some(found) = tip_faults(bench, control, &label, own) {
            shown += 1;
            faults.extend(found.into_iter().map(|fault| format!("{where_}, by pointer: {fault}")));
        }
    }
    shown
}

fn widget_with_place(bench: &Bench, rect: Rect) -> Option<WidgetRect> {
    bench.harness.ctx.viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let mut all = widgets.layer_ids();
        all.find_map(|layer| widgets.get_layer(layer).find(|it| it.rect == rect).copied())
    })
}

/// Rests the pointer on each control with one of these roles, while what is at a place is scrolled to its end, and from
/// side to side. Gives the number of controls, and of tooltips.
fn rest_on_all(
    bench: &mut Bench,
    (roles, at): (&[Role], Pos2),
    where_: &str,
    faults: &mut Vec<String>,
) -> (usize, usize) {
    let (mut seen, mut shown) = (BTreeSet::new(), 0);
    // Less than the height of a row and the width of a column of the matrix, of which a small window shows few.
    let is_small = bench.harness.ctx.content_rect().height() < 500.0;
    let step = if is_small { vec2(100.0, 30.0) } else { vec2(0.0, 150.0) };
    let controls = |bench: &Bench| -> Vec<(String, Rect)> {
        let nodes = bench.harness.query_all(By::new().predicate(|node| roles.contains(&node.role())));
        let named = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
        // A verdict is part of each name: other buttons have none.
        named.filter(|(label, _)| label.contains(": ") && !label.starts_with("Vælg dato")).collect()
    };
    loop {
        loop {
            let all = controls(bench);
            let is_whole = |rect| widget_with_place(bench, rect).is_some_and(|it| it.interact_rect == rect);
            let new = all.iter().filter(|(label, rect)| !seen.contains(label) && is_whole(*rect));
            let new: Vec<_> = new.cloned().collect();
            seen.extend(new.iter().map(|(label, _)| label.clone()));
            shown += rest_on_each(bench, new, where_, faults);
            if !is_small {
                break;
            }
            scroll(bench, at, vec2(-step.x, 0.0));
            if controls(bench) == all {
                break;
            }
        }
        if is_small {
            scroll(bench, at, vec2(20_000.0, 0.0));
        }
        let before = controls(bench);
        scroll(bench, at, vec2(0.0, -step.y));
        if controls(bench) == before {
            return (seen.len(), shown);
        }
    }
}

/// Turns the wheel with the pointer at a place.
fn scroll(bench: &mut Bench, at: Pos2, by: Vec2) {
    bench.harness.hover_at(at);
    bench.harness.step();
    bench.turn_wheel(by);
    bench.harness.run_steps(2);
}

fn sample_case(size: (f32, f32), language: Language) -> Bench {
    let mut bench = Bench::of_size(size.0, size.1);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    if language == Language::En {
        bench.switch_to_english();
    }
    bench
}

#[test]
fn no_tooltip_of_a_criterion_under_the_pointer_covers_anything() {
    let mut faults = Vec::new();
    for (size, language) in SIZES.into_iter().zip([Language::Da, Language::En, Language::Da]) {
        let (mut rows, mut tips) = (0, 0);
        // Of the others, the by-key tests show the tooltips.
        let count = if size == SIZES[2] { 5 } else { 1 };
        for indication in criteria().indications.iter().take(count) {
            let mut bench = sample_case(size, language);
            bench.show_indication(indication.id.as_str());
            bench.dispatch(CaseCommand::ShowCriteria(true));
            let name = format!("{} at {size:?}", indication.id);
            let rows_at = (&[Role::DisclosureTriangle][..], pos2(size.0 - 140.0, 0.55 * size.1));
            let (seen, shown) = rest_on_all(&mut bench, rows_at, &name, &mut faults);
            assert!(seen >= indication.rows.len(), "{name}: {seen} of {} rows", indication.rows.len());
            (rows, tips) = (rows + seen, tips + shown);
        }
        assert!(2 * tips > rows, "{tips} tooltips of {rows} rows at {size:?}");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_tooltip_of_the_matrix_under_the_pointer_covers_anything() {
    let mut faults = Vec::new();
    for (size, language) in SIZES.into_iter().zip([Language::Da, Language::En, Language::Da]) {
        let mut bench = sample_case(size, language);
        bench.dispatch(UiCommand::Overview);
        let indications = criteria().indications.clone();
        let rows = indications.iter().map(|indication| indication.rows.len()).sum::<usize>();
        let cells_at = (&[Role::ColumnHeader, Role::Button][..], pos2(size.0 / 2.0, 0.75 * size.1));
        let (cells, tips) = rest_on_all(&mut bench, cells_at, &format!("matrix at {size:?}"), &mut faults);
        // The smallest window shows few of them at a time, and Tab leads to the others there.
        let least = if size == SIZES[0] { rows / 3 } else { rows + indications.len() };
        assert!(cells >= least && tips >= least, "{cells} cells, {tips} tooltips of {rows} rows at {size:?}");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn check(language: Language) {
    let mut faults = Vec::new();
    for size in SIZES {
        let (mut by_key, mut by_pointer) = (0, 0);
        for indication in &criteria().indications {
            let mut bench = Bench::of_size(size.0, size.1);
            bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
            if language == Language::En {
                bench.switch_to_english();
            }
            bench.show_indication(indication.id.as_str());
            let name = format!("{} at {size:?}", indication.id);
            by_key += walk(&mut bench, &name, &mut faults);
            // A low window shows less at a time.
            let pages = if size.1 < 500.0 { 10 } else { 4 };
            for _ in 0..pages {
                by_pointer += hover(&mut bench, &name, &mut faults);
                bench.press(Key::F8);
                bench.press(Key::PageDown);
            }
        }
        let mut bench = Bench::of_size(size.0, size.1);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        if language == Language::En {
            bench.switch_to_english();
        }
        bench.dispatch(UiCommand::Overview);
        by_key += walk(&mut bench, &format!("overview at {size:?}"), &mut faults);
        assert!(by_key > 60, "{by_key} tooltips by key at {size:?}");
        assert!(by_pointer > 10, "{by_pointer} by pointer at {size:?}");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_tooltip_covers_anything_beside_a_preview_with_the_names_of_the_criteria() {
    let mut faults = Vec::new();
    for is_english in [false, true] {
        let mut bench = Bench::of_size(1440.0, 900.0);
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        if is_english {
            bench.switch_to_english();
        }
        bench.dispatch(UiCommand::ShowPdf);
        let by_key = walk(&mut bench, "preview", &mut faults);
        assert!(by_key > 10, "{by_key} tooltips by key");
        let rows = bench.window().case().session().indication().rows.len();
        let names = bench.harness.query_all(By::new().role(Role::Link).label_contains(": "));
        let names = names.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
        // What is on the left is in the form.
        let names: Vec<_> = names.filter(|(_, rect)| rect.left() > 700.0).collect();
        assert_eq!(names.len(), rows, "the names of the criteria are beside the preview: {is_english}");
        let by_pointer = rest_on_each(&mut bench, names, "name", &mut faults);
        assert!(by_pointer > rows / 2, "{by_pointer} of {rows} names have a tooltip");
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_tooltip_covers_its_control_its_question_its_heading_or_what_comes_next() {
    check(Language::Da);
}

#[test]
fn no_tooltip_covers_its_control_its_question_its_heading_or_what_comes_next_in_english() {
    check(Language::En);
}
