//! The overall verdict: its sentence wherever it is shown, what decides it before what is open, and the bar that has it
//! where the criteria have no room beside the form.

use crate::bench::{Bench, plain};
use egui::accesskit::Role;
use egui::{Rect, Shape};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::definition::{Answer, Language};
use wgs_referral::window::{CaseCommand, UiCommand, WindowCommand};
use wgs_referral::wording::Phrases;

/// A case for each verdict.
const CASES: [&str; 5] = [
    include_str!("../../samples/not-met.wgscase"),
    include_str!("../../samples/missing.wgscase"),
    include_str!("../../samples/judgement.wgscase"),
    include_str!("../../samples/met.wgscase"),
    include_str!("../../samples/met-by-judgement.wgscase"),
];
/// The windows in which form and criteria take turns.
const FOLDED: [(f32, f32); 4] = [(480.0, 360.0), (680.0, 430.0), (480.0, 860.0), (680.0, 860.0)];

/// What is painted in a frame.
struct Painted {
    /// The texts that are in sight as a whole.
    texts: Vec<(String, Rect)>,
    filled: Vec<Rect>,
    /// The ends of the solid and dashed frames.
    lines: Vec<Rect>,
}

fn painted(bench: &Bench) -> Painted {
    fn collect(clip: Rect, shape: &Shape, painted: &mut Painted) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(clip, shape, painted)),
            Shape::Text(text) => {
                let rect = text.visual_bounding_rect();
                if clip.expand(1.0).contains_rect(rect) && !text.galley.elided {
                    painted.texts.push((text.galley.text().replace('\u{a0}', " "), rect));
                }
            }
            Shape::Rect(rect) => {
                if rect.fill.a() > 0 {
                    // What is scrolled away may lie below other parts.
                    painted.filled.push(rect.rect.intersect(clip));
                }
                if rect.stroke.width > 0.0 && rect.stroke.color.a() > 0 {
                    painted.lines.push(rect.rect);
                }
            }
            Shape::LineSegment { points, .. } => painted.lines.push(Rect::from_two_pos(points[0], points[1])),
            _ => {}
        }
    }
    let mut painted = Painted { texts: Vec::new(), filled: Vec::new(), lines: Vec::new() };
    for clipped in &bench.harness.output().shapes {
        collect(clipped.clip_rect, &clipped.shape, &mut painted);
    }
    painted
}

impl Painted {
    fn find(&self, part: &str) -> Option<Rect> {
        self.texts.iter().find(|(text, _)| text.contains(part)).map(|(_, rect)| *rect)
    }

    fn place(&self, part: &str) -> Rect {
        self.find(part).unwrap_or_else(|| panic!("`{part}` is not in sight: {:?}", self.texts))
    }

    /// The smallest filled rectangle around a text.
    fn box_around(&self, inner: Rect) -> Rect {
        let around = self.filled.iter().filter(|rect| rect.contains_rect(inner));
        *around.min_by(|a, b| a.area().total_cmp(&b.area())).expect("the text stands on a color")
    }

    /// Whether a line is along each edge of a rectangle.
    fn is_framed(&self, rect: Rect) -> bool {
        let is_at = |a: f32, b: f32| (a - b).abs() < 1.5;
        let inside: Vec<&Rect> =
            self.lines.iter().filter(|line| rect.expand(1.5).contains_rect(**line)).collect();
        inside.iter().any(|line| is_at(line.left(), rect.left()))
            && inside.iter().any(|line| is_at(line.right(), rect.right()))
            && inside.iter().any(|line| is_at(line.top(), rect.top()))
            && inside.iter().any(|line| is_at(line.bottom(), rect.bottom()))
    }
}

fn opened(case: &str, (width, height): (f32, f32), language: Language) -> Bench {
    let mut bench = Bench::of_size(width, height);
    bench.open_file("/t/a.wgscase", Ok(plain(case)));
    bench.dispatch(WindowCommand::SetLanguage(language));
    bench
}

fn sentence(bench: &Bench, language: Language) -> String {
    Phrases::new(language).overall(bench.window().case().session().assessment())
}

#[test]
fn the_sentence_of_the_verdict_is_on_the_screen_of_every_window() {
    for language in Language::ALL {
        for case in CASES {
            for size in FOLDED.into_iter().chain([(1024.0, 700.0), (1360.0, 860.0)]) {
                let mut bench = opened(case, size, language);
                let sentence = sentence(&bench, language);
                painted(&bench).place(&sentence);
                bench.dispatch(CaseCommand::ShowCriteria(true));
                painted(&bench).place(&sentence);
            }
        }
    }
}

#[test]
fn the_verdict_below_the_form_has_a_frame_and_ends_where_the_cards_do() {
    for case in CASES {
        for size in FOLDED {
            let mut bench = opened(case, size, Language::Da);
            let sentence = sentence(&bench, Language::Da);
            let seen = painted(&bench);
            let bar = seen.box_around(seen.place(&sentence));
            assert!(seen.is_framed(bar), "{size:?} `{sentence}`: {bar:?}");
            let card = seen.box_around(seen.place("CPR-nummer"));
            for (bar, card) in [(bar.left(), card.left()), (bar.right(), card.right())] {
                assert!((bar - card).abs() < 1.5, "{size:?} `{sentence}`: {bar} beside a card at {card}");
            }
            bench.dispatch(CaseCommand::ShowCriteria(true));
            let seen = painted(&bench);
            let same = seen.box_around(seen.place(&sentence));
            assert_eq!(same, bar, "{size:?}: the bar is the same below the criteria");
        }
    }
}

#[test]
fn the_verdict_above_the_preview_has_a_frame_with_room_around_its_sign() {
    for case in CASES {
        for size in FOLDED.into_iter().chain([(800.0, 600.0), (1024.0, 700.0)]) {
            let mut bench = opened(case, size, Language::Da);
            let sentence = sentence(&bench, Language::Da);
            bench.dispatch(UiCommand::ShowPdf);
            let seen = painted(&bench);
            let text = seen.place(&sentence);
            let strip = seen.box_around(text);
            assert!(seen.is_framed(strip), "{size:?} `{sentence}`: {strip:?}");
            assert!(text.top() - strip.top() >= 5.0, "{size:?} `{sentence}`: {text:?} in {strip:?}");
        }
    }
}

/// A patient with pancreatic cancer in the form for sarcomas.
fn with_another_disease(size: (f32, f32)) -> Bench {
    let mut bench = Bench::of_size(size.0, size.1);
    let disease = Answer::Choice("pancreatic-cancer".into());
    bench.dispatch(CaseCommand::Answer("diagnosis-group".into(), Some(disease)));
    bench.show_indication("sarcoma");
    bench
}

#[test]
fn the_verdict_below_the_form_says_why_the_criteria_are_not_met() {
    for size in FOLDED {
        let bench = with_another_disease(size);
        let seen = painted(&bench);
        let bar = seen.box_around(seen.place("Kriterierne er vurderet som ikke opfyldt"));
        assert!(bar.contains_rect(seen.place("Ikke opfyldt: målgruppe")), "{size:?}");
    }
    // Where nothing decides it, the bar says what is open.
    for size in FOLDED {
        let bench = opened(CASES[1], size, Language::Da);
        let seen = painted(&bench);
        assert!(seen.find("1 oplysning mangler").is_some(), "{size:?}: {:?}", seen.texts);
    }
}

#[test]
fn what_decides_the_verdict_stands_above_what_is_missing() {
    let bench = with_another_disease((1360.0, 2000.0));
    let seen = painted(&bench);
    let (unmet, counts) = (seen.place("Ikke opfyldt: målgruppe"), seen.place("11 oplysninger mangler"));
    assert!(unmet.bottom() <= counts.top() + 1.0, "{unmet:?} {counts:?}");
    let (unmet, missing) =
        (seen.place("Ikke opfyldt: Patientens sygdom"), seen.place("Mangler svar: metastatisk sygdom"));
    assert!(unmet.bottom() <= missing.top() + 1.0, "{unmet:?} {missing:?}");
    // Screen readers hear it in the same order.
    let described = |role: Role, part: &str| {
        let node = bench.harness.query_all(By::new().role(role).label_contains(part)).next().unwrap();
        node.accesskit_node().data().description().unwrap_or_default().to_owned()
    };
    let verdict = described(Role::Heading, "Kriterierne er vurderet som ikke opfyldt");
    assert_eq!(verdict, "Ikke opfyldt: målgruppe · 11 oplysninger mangler");
}

#[test]
fn the_preview_says_why_the_criteria_are_not_met_before_what_the_report_lacks() {
    let mut bench = with_another_disease((1024.0, 860.0));
    bench.dispatch(UiCommand::ShowPdf);
    let seen = painted(&bench);
    let (unmet, draft) = (seen.place("Ikke opfyldt: målgruppe"), seen.place("Kladde"));
    assert!(unmet.bottom() <= draft.top() + 1.0, "{unmet:?} {draft:?}");
}

#[test]
fn the_criteria_do_not_repeat_what_the_verdict_below_them_says() {
    for language in Language::ALL {
        for case in CASES {
            for size in FOLDED {
                let mut bench = opened(case, size, language);
                bench.dispatch(CaseCommand::ShowCriteria(true));
                let seen = painted(&bench);
                let bar = seen.box_around(seen.place(&sentence(&bench, language)));
                let said = |in_bar: bool| {
                    let texts = seen.texts.iter().filter(move |(_, rect)| bar.contains_rect(*rect) == in_bar);
                    texts.map(|(text, _)| text.as_str()).collect::<Vec<_>>()
                };
                let (below, above) = (said(true), said(false));
                assert!(!below.is_empty());
                for text in below {
                    assert!(!above.contains(&text), "{language:?} {size:?}: `{text}` is said twice");
                }
            }
        }
    }
}

#[test]
fn the_criteria_above_the_verdict_say_all_that_it_has_no_room_for() {
    for case in CASES {
        for size in FOLDED {
            let mut bench = opened(case, size, Language::Da);
            bench.dispatch(CaseCommand::ShowCriteria(true));
            let counts = Phrases::new(Language::Da).open_counts(bench.window().case().session().assessment());
            let seen = painted(&bench);
            for part in counts.split(" · ").filter(|part| !part.is_empty()) {
                seen.place(part);
            }
        }
    }
}

#[test]
fn a_narrow_window_goes_through_the_form_before_the_verdict_below_it() {
    let mut bench = opened(CASES[1], (480.0, 360.0), Language::Da);
    let focused = |bench: &Bench| {
        let nodes = bench.harness.query_all(By::new().predicate(|node| node.is_focused()));
        nodes.filter_map(|node| node.accesskit_node().label()).next().unwrap_or_default()
    };
    assert_ne!(focused(&bench), "Se kriterierne", "the form of the case that was opened has the focus");
    bench.harness.get_by_label("Se kriterierne").focus();
    bench.run();
    bench.press(egui::Key::Tab);
    assert_eq!(focused(&bench), "Dansk");
}
