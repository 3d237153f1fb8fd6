//! What holds for every view and every dialog: it paints no frame without an input, and blends nothing with a large
//! part of the window; and a dialog always marks its default button.

use crate::bench::{Bench, SAMPLE, plain, settings_file};
use crate::controls::rest_at;
use crate::frames::repaint_delay;
use crate::pointer;
use crate::preview::draw_all;
use crate::views::{DIALOGS, View, views_and_dialogs};
use egui::accesskit::{Action, Role};
use egui::{Color32, Key, PointerButton, Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::time::Duration;
use strum::VariantArray;
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{CalendarCommand, CaseCommand, Dialog, Field, NoticeKind, Target, UiCommand};

/// What lies over a view or in it, beside [`views_and_dialogs`].
const STATES: &[View] = &[
    ("field with the focus", |bench| bench.type_into("Navn", "Test")),
    ("wrong text", |bench| {
        bench.type_into("Vurderet den", "x");
        bench.press(Key::Tab);
    }),
    ("menu", |bench| {
        bench.press(Key::F10);
        assert!(bench.window().menu().is_some());
    }),
    ("menu of a field", |bench| {
        bench.settle();
        let field = bench.harness.get_by_role_and_label(Role::TextInput, "Navn").rect().center();
        bench.harness.hover_at(field);
        for pressed in [true, false] {
            bench.harness.event(pointer::button_event(field, PointerButton::Secondary, pressed));
        }
        bench.run();
        assert!(bench.has("Markér alt"), "no menu");
    }),
    ("calendar", |bench| {
        bench.dispatch(CaseCommand::GoTo(Target::Field(Field::AssessedOn)));
        bench.dispatch(CaseCommand::Calendar(CalendarCommand::Open(Field::AssessedOn)));
        assert!(bench.window().case().calendar().is_some());
    }),
    ("tooltip", |bench| {
        let entry = bench.harness.query_all(By::new().role(Role::Tab)).last().unwrap().rect();
        rest_at(bench, entry.center());
    }),
    ("preview with pages", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(UiCommand::ShowPdf);
        draw_all(bench);
    }),
    ("unfolded criteria", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
        bench.dispatch(CaseCommand::ShowCriteria(true));
        let rows = bench.window().case().session().indication().rows.clone();
        for row in rows {
            bench.dispatch(CaseCommand::ToggleRow(row.id));
        }
    }),
    ("notice that stays", |bench| {
        bench.open_file("/t/b.wgscase", Err(wgs_referral::files::FileError::NotFound.into()));
        assert!(!bench.window().case().notices().is_empty());
    }),
    ("help", |bench| bench.press(Key::F1)),
];

/// What is wrong with the frame at rest: it is laid out more than once, the window wants another one, or it blends a
/// large part of itself.
fn faults(bench: &mut Bench) -> Vec<String> {
    // What has just come is read by then: keys are taken, and a tooltip is there.
    bench.settle();
    let before = bench.harness.ctx.cumulative_pass_nr();
    bench.draw_frame(Vec::new());
    let layouts = bench.harness.ctx.cumulative_pass_nr() - before;
    let again = (layouts != 1).then(|| format!("a frame without input is laid out {layouts} times"));
    let delay = repaint_delay(&bench.harness);
    // The window wakes up when news leaves by itself, and to tell that a save takes long.
    let has_news = bench.window().case().notices().iter().any(|notice| notice.kind == NoticeKind::Done);
    let wakes_up = has_news || matches!(bench.window().dialog(), Some(Dialog::Leaving(_)));
    let is_resting = delay == Duration::MAX || wakes_up && delay > Duration::from_secs(3);
    let wanted = (!is_resting).then(|| format!("another frame is wanted after {delay:?}"));
    again.into_iter().chain(wanted).chain(large_blends(bench)).collect()
}

/// The fills that are blended with more than a third of the window, together: each of their pixels is read and written
/// once more, which takes longer than all else in a frame where there is no graphics card.
fn large_blends(bench: &Bench) -> Option<String> {
    let window = bench.harness.ctx.content_rect().area();
    let shapes = bench.painted_shapes();
    let blends: Vec<(Rect, Color32)> = shapes
        .into_iter()
        .filter_map(|(clip, shape)| {
            Some((translucent_fill(shape)?, shape.visual_bounding_rect().intersect(clip)))
        })
        .map(|(color, place)| (place, color))
        .collect();
    let area: f32 = blends.iter().map(|(place, _)| place.area()).sum();
    (area > window / 3.0).then(|| format!("{:.2} of the window is blended: {blends:?}", area / window))
}

/// The fill of a shape, if what is behind it is seen through it. Letters and lines are small.
fn translucent_fill(shape: &Shape) -> Option<Color32> {
    let fills = match shape {
        Shape::Rect(rect) => vec![rect.fill],
        Shape::Circle(circle) => vec![circle.fill],
        Shape::Ellipse(ellipse) => vec![ellipse.fill],
        Shape::Path(path) => vec![path.fill],
        Shape::Band(band) => vec![band.fill],
        Shape::QuadraticBezier(curve) => vec![curve.fill],
        Shape::CubicBezier(curve) => vec![curve.fill],
        // Between its corners, the colors are mixed.
        Shape::Mesh(mesh) => {
            let colors = || mesh.vertices.iter().map(|vertex| vertex.color);
            let is_seen = colors().any(|color| color != Color32::TRANSPARENT);
            return colors().find(|color| is_seen && !color.is_opaque());
        }
        Shape::Callback(_) => panic!("nobody knows what it paints"),
        Shape::Noop | Shape::Vec(_) | Shape::LineSegment { .. } | Shape::Text(_) => Vec::new(),
    };
    fills.into_iter().find(|color| *color != Color32::TRANSPARENT && !color.is_opaque())
}

const SIZES: [(f32, f32); 2] = [(480.0, 360.0), (1360.0, 860.0)];

fn with_theme(bench: &mut Bench, theme: ThemeChoice) {
    let settings = UserSettings { theme, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    bench.run();
}

#[test]
fn no_view_paints_a_frame_without_input_or_blends_a_large_part_of_the_window() {
    let mut found = Vec::new();
    for (at, (name, open)) in views_and_dialogs().chain(STATES.iter().copied()).enumerate() {
        for (by, size) in SIZES.into_iter().enumerate() {
            let mut bench = Bench::of_size(size.0, size.1);
            let theme = ThemeChoice::VARIANTS[(at + by) % ThemeChoice::VARIANTS.len()];
            with_theme(&mut bench, theme);
            if STATES.iter().any(|(state, _)| *state == name) {
                bench.show_indication("sarcoma");
            }
            open(&mut bench);
            found.extend(
                faults(&mut bench).into_iter().map(|fault| format!("{name}, {size:?}, {theme:?}: {fault}")),
            );
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// The dialogs without a default button: one has a button for each indication, one a list of commands whose chosen one
/// is marked, and one a button for each case that can be recovered.
const WITHOUT_DEFAULT: [&str; 3] = ["ChooseIndication", "Palette", "Recover"];

/// The places of the lines that mark a default button: each inside of a filled button, seen as a whole, and in a color
/// that can be told from that of the button.
fn marks(bench: &Bench) -> Vec<Rect> {
    let dialog = bench.harness.get_by_role(Role::Dialog);
    let buttons: Vec<Rect> = dialog.query_all(By::new().role(Role::Button)).map(|node| node.rect()).collect();
    let shapes = bench.painted_shapes();
    let rects = || {
        shapes.iter().enumerate().filter_map(|(at, (clip, shape))| match shape {
            Shape::Rect(rect) => Some((at, *clip, rect)),
            _ => None,
        })
    };
    let mark_of = |button: &Rect| {
        let mut fills =
            rects().filter(|(_, _, it)| it.fill.is_opaque() && button.expand(1.0).contains_rect(it.rect));
        let (below, _, fill) = fills.next_back()?;
        let (_, _, line) = rects().find(|(at, clip, it)| {
            let is_line = it.fill == Color32::TRANSPARENT && it.stroke.width >= 1.0;
            let is_inside =
                button.shrink(1.5).contains_rect(it.rect) && it.rect.contains_rect(button.shrink(6.0));
            *at > below && is_line && is_inside && clip.contains_rect(it.rect)
        })?;
        let difference = (line.stroke.color.intensity() - fill.fill.intensity()).abs();
        (difference > 0.3).then_some(line.rect)
    };
    buttons.iter().filter_map(mark_of).collect()
}

/// How many controls of the dialog can have the focus.
fn focusable() -> By<'static> {
    By::new().predicate(|node| node.data().supports_action(Action::Focus) && !node.is_disabled())
}

#[test]
fn each_dialog_marks_its_default_button_whatever_has_the_focus() {
    let mut seen = 0;
    for (at, (name, open)) in DIALOGS.iter().enumerate() {
        // High enough for each dialog.
        let mut bench = Bench::of_size(1360.0, 1500.0);
        open(&mut bench);
        for _ in 0..at % ThemeChoice::VARIANTS.len() {
            bench.window_mut().dispatch(UiCommand::ToggleTheme);
        }
        bench.run();
        let kind = bench.window().dialog().map_or("", Dialog::as_ref);
        let expected = usize::from(!WITHOUT_DEFAULT.contains(&kind));
        assert_eq!(marks(&bench).len(), expected, "{name} as it opens");
        let mark = marks(&bench);
        let count = bench.harness.get_by_role(Role::Dialog).query_all(focusable()).count();
        for control in 0..count {
            let dialog = bench.harness.get_by_role(Role::Dialog);
            let Some(node) = dialog.query_all(focusable()).nth(control) else { continue };
            let label = node.accesskit_node().label().unwrap_or_default();
            node.focus();
            bench.run();
            seen += 1;
            assert_eq!(marks(&bench), mark, "{name} while `{label}` has the focus");
        }
    }
    assert!(seen > 100, "{seen}");
}
