//! What stays in its place when the window gets another size, and what is drawn only where it has a use.

use crate::bench::{Bench, SAMPLE, plain};
use crate::overview::many_indications;
use egui::accesskit::Role;
use egui::{Color32, Pos2, Rect, Shape, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, UiCommand};

/// The height of the status bar with its line, in points.
const STATUS_BAR: f32 = 35.0;

fn of_size(width: f32, height: f32) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    bench
}

fn resize(bench: &mut Bench, width: f32, height: f32) {
    bench.harness.set_size(vec2(width, height));
    bench.run();
}

fn wheel(bench: &mut Bench, at: Pos2, delta: f32) {
    bench.harness.hover_at(at);
    bench.turn_wheel(vec2(0.0, delta));
    bench.run();
}

/// The filled rectangles of the last frame, with the parts of the window in which they are painted.
fn rects(bench: &Bench) -> Vec<(Rect, Color32, f32)> {
    fn collect(shape: &Shape, found: &mut Vec<(Rect, Color32, f32)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            Shape::Rect(rect) => found.push((rect.rect, rect.fill, f32::from(rect.corner_radius.nw))),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &bench.harness.output().shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

#[test]
fn all_indications_are_in_sight_in_a_usual_window() {
    for (width, height) in [(1024.0, 700.0), (1024.0, 640.0), (1280.0, 720.0), (1360.0, 860.0)] {
        for is_english in [false, true] {
            let mut bench = of_size(width, height);
            if is_english {
                bench.switch_to_english();
            }
            let entries: Vec<Rect> =
                bench.harness.query_all(By::new().role(Role::Tab)).map(|node| node.rect()).collect();
            assert_eq!(entries.len(), 6);
            let is_in_sight = |rect: &&Rect| rect.bottom() <= height - STATUS_BAR;
            let seen = entries.iter().filter(is_in_sight).count();
            assert_eq!(seen, 6, "{width}×{height}, English {is_english}: {entries:?}");
        }
    }
}

#[test]
fn cards_beside_the_form_are_equally_wide() {
    for (width, height) in [(800.0, 600.0), (911.0, 512.0), (1024.0, 700.0), (1360.0, 860.0)] {
        let bench = of_size(width, height);
        let criteria =
            bench.harness.query_all(By::new().role(Role::DisclosureTriangle)).next().unwrap().rect();
        let is_card = |(rect, _, radius): &(Rect, Color32, f32)| {
            rect.left() >= criteria.left() - 1.0 && *radius == 8.0 && rect.width() > 150.0
        };
        let cards: Vec<Rect> = rects(&bench).into_iter().filter(is_card).map(|(rect, ..)| rect).collect();
        assert!(cards.len() >= 2, "{width}: {cards:?}");
        let edges = |edge: fn(&Rect) -> f32| cards.iter().map(edge).collect::<Vec<_>>();
        for edges in [edges(Rect::left), edges(Rect::right)] {
            let spread = edges.iter().copied().fold(f32::MIN, f32::max)
                - edges.iter().copied().fold(f32::MAX, f32::min);
            assert!(spread < 0.6, "{width}: {cards:?}");
        }
    }
}

#[test]
fn a_scroll_bar_is_drawn_only_where_there_is_something_to_scroll() {
    // In a solid bar without anything to scroll, the handle is as long as the bar.
    let bars = |bench: &Bench| -> Vec<Rect> {
        let rects = rects(bench).into_iter();
        let bars = rects.filter(|(rect, fill, _)| {
            (rect.width() - 8.0).abs() < 0.1 && rect.height() > 40.0 && fill.a() > 0
        });
        bars.map(|(rect, ..)| rect).collect()
    };
    let full = |bench: &Bench| {
        let bars = bars(bench);
        bars.iter().enumerate().filter(|(at, bar)| bars[..*at].contains(bar)).count()
    };
    let bench = of_size(2560.0, 1440.0);
    assert!(!bars(&bench).is_empty(), "the form scrolls");
    assert_eq!(full(&bench), 0, "the criteria have room for all rows: {:?}", bars(&bench));
}

#[test]
fn no_word_of_the_overview_is_broken() {
    for (width, height) in
        [(480.0, 360.0), (800.0, 600.0), (911.0, 2000.0), (1024.0, 2000.0), (1360.0, 2000.0)]
    {
        for is_english in [false, true] {
            let mut bench = of_size(width, height);
            if is_english {
                bench.switch_to_english();
            }
            bench.dispatch(CaseCommand::Answer(
                "diagnosis-group".into(),
                Some(Answer::Choice("sarcoma".into())),
            ));
            bench.dispatch(UiCommand::Overview);
            let mut broken = Vec::new();
            let mut shapes: Vec<Shape> =
                bench.harness.output().shapes.iter().map(|clipped| clipped.shape.clone()).collect();
            while let Some(shape) = shapes.pop() {
                match shape {
                    Shape::Vec(inner) => shapes.extend(inner),
                    Shape::Text(text) => {
                        let is_broken = text.galley.rows.windows(2).any(|rows| {
                            let end = rows[0].glyphs.last().map(|glyph| glyph.chr);
                            let start = rows[1].glyphs.first().map(|glyph| glyph.chr);
                            !rows[0].ends_with_newline
                                && end.is_some_and(char::is_alphanumeric)
                                && start.is_some_and(char::is_alphanumeric)
                        });
                        if is_broken {
                            broken.push(text.galley.text().to_owned());
                        }
                    }
                    _ => {}
                }
            }
            assert!(broken.is_empty(), "{width}×{height}, English {is_english}: {broken:?}");
        }
    }
}

/// The names of the controls in sight in a part of the window, with their upper edges, from the top.
fn in_sight(bench: &Bench, role: Role, left: f32) -> Vec<(String, f32)> {
    let height = bench.harness.ctx.content_rect().height();
    let nodes = bench.harness.query_all(By::new().role(role));
    let mut found: Vec<(String, f32)> = nodes
        .filter(|node| node.rect().left() > left)
        .filter(|node| node.rect().top() > 150.0 && node.rect().bottom() < height - STATUS_BAR)
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect().top()))
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found
}

#[test]
fn what_is_read_in_the_form_and_the_criteria_stays_in_sight_when_the_window_is_resized() {
    for (role, x) in [(Role::RadioButton, 500.0), (Role::DisclosureTriangle, 1200.0)] {
        let mut bench = of_size(1360.0, 600.0);
        wheel(&mut bench, pos2(x, 400.0), -350.0);
        let before = in_sight(&bench, role, 250.0);
        let (name, _) = before.first().expect("a control is in sight").clone();
        for (width, height) in [(1024.0, 600.0), (1360.0, 800.0), (800.0, 600.0), (1360.0, 600.0)] {
            resize(&mut bench, width, height);
            let now = in_sight(&bench, role, 100.0);
            assert!(now.iter().any(|(other, _)| *other == name), "{name} is lost at {width}: {now:?}");
        }
    }
}

#[test]
fn the_indication_shown_is_in_sight_when_the_window_gets_lower() {
    let mut bench = of_size(1360.0, 860.0);
    bench.show_indication("primary-brain-tumour");
    resize(&mut bench, 480.0, 360.0);
    let is_selected = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_selected() == Some(true);
    let shown = bench.harness.query_all(By::new().role(Role::Tab)).find(is_selected).unwrap().rect();
    assert!(shown.top() > 40.0 && shown.bottom() <= 360.0 - STATUS_BAR + 1.0, "{shown:?}");
}

/// The place of the entry of the indication that is shown.
fn shown_entry(bench: &Bench) -> Rect {
    let is_selected = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_selected() == Some(true);
    bench.harness.query_all(By::new().role(Role::Tab)).find(is_selected).unwrap().rect()
}

#[test]
fn the_indication_of_another_case_is_in_sight_in_the_list() {
    const BRAIN: &str = include_str!("../../samples/met-by-judgement.wgscase");
    let is_in_sight = |entry: Rect| entry.top() > 40.0 && entry.bottom() <= 360.0 - STATUS_BAR + 1.0;
    let mut bench = of_size(480.0, 360.0);
    bench.open_file("/t/a.wgscase", Ok(plain(BRAIN)));
    assert!(is_in_sight(shown_entry(&bench)), "{:?}", shown_entry(&bench));
    bench.show_indication("metastatic-solid-tumour");
    assert!(is_in_sight(shown_entry(&bench)), "{:?}", shown_entry(&bench));
    bench.dispatch(UiCommand::Overview);
    bench.show_indication("primary-brain-tumour");
    assert!(is_in_sight(shown_entry(&bench)), "{:?}", shown_entry(&bench));
}

#[test]
fn the_indication_is_in_sight_in_a_list_of_many() {
    let set = many_indications(80);
    for width in [480.0, 1360.0] {
        let mut bench = Bench::with_set(set.clone(), width, 700.0);
        for id in ["sarcoma-60", "sarcoma", "sarcoma-79"] {
            bench.show_indication(id);
            let entry = shown_entry(&bench);
            assert!(entry.top() > 40.0 && entry.bottom() <= 700.0, "{width} {id}: {entry:?}");
        }
    }
}
