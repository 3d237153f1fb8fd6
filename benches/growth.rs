//! How the cost of a report grows with its texts: each kind of long text once, ten and a hundred times as long. Where
//! the cost is linear, the ratios are about 10; where it is quadratic, they are about 100.
//!
//! `cargo bench --bench growth`; with a number as its argument, the texts are that many times as long.

#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, Language, embedded};
use wgs_referral::pdf::export;
use wgs_referral::report::{ReportSettings, document, lay_out};

/// A kind of long text: its name, and a case with so many parts of it.
type LongText = (&'static str, fn(&CriteriaSet, usize) -> Case);

const TEXTS: [LongText; 8] = [
    ("a name of many letters", |set, length| {
        let mut case = sample(set);
        case.patient.name = "x".repeat(10 * length);
        case
    }),
    ("a comment of short lines", |set, length| commented(set, "a\n".repeat(length))),
    ("a comment of empty lines", |set, length| commented(set, format!("a{}b", "\n".repeat(length)))),
    ("a paragraph of words", |set, length| commented(set, "almindelige ord ".repeat(length))),
    ("a paragraph without blanks", |set, length| commented(set, "x".repeat(10 * length))),
    ("letters with marks", |set, length| commented(set, "x\u{323}\u{301}".repeat(length))),
    ("marks without letters", |set, length| commented(set, "\u{301}".repeat(10 * length))),
    ("a long rationale, answer and note", |set, length| {
        let mut case = sample(set);
        let text = "En sætning af nogle ord.\n".repeat(length);
        for judgement in case.judgements.values_mut() {
            judgement.rationale.clone_from(&text);
            judgement.by.clone_from(&"Ditte Testlæge ".repeat(length));
        }
        case.requisition.note.clone_from(&text);
        case.mtb.note = text;
        case
    }),
];

fn sample(set: &CriteriaSet) -> Case {
    let text = include_str!("../samples/met-by-judgement.wgscase");
    case::read(text, set).expect("the sample is a valid case file").case
}

/// The sample with a comment on the first row of its indication.
fn commented(set: &CriteriaSet, text: String) -> Case {
    let mut case = sample(set);
    let indication = set.indication(&case.indication).expect("the sample names an indication of the set");
    case.comments.insert((indication.id.clone(), indication.rows[0].id.clone()), text);
    case
}

/// The shorter of two runs.
fn timed(act: impl Fn()) -> Duration {
    let run = || {
        let start = Instant::now();
        act();
        start.elapsed()
    };
    run().min(run())
}

fn main() {
    let unit = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_usize) * 200;
    let set = embedded().expect("a test ensures that the embedded definitions are valid");
    let settings = ReportSettings::whole(Language::Da);
    for (name, make) in TEXTS {
        println!("{name}:");
        let mut before: Option<[Duration; 2]> = None;
        for times in [1, 10, 100] {
            let case = make(&set, unit * times);
            let layout = timed(|| {
                black_box(lay_out(&document(&set, &case, settings).outline));
            });
            let whole = timed(|| {
                black_box(export(&set, &case, settings)).expect("no input can make the export fail");
            });
            let ratio = |now: Duration, at: usize| {
                before.map_or(String::new(), |before| {
                    format!(" ({:.1} times)", now.as_secs_f64() / before[at].as_secs_f64())
                })
            };
            println!(
                "  x{times}: layout {layout:.1?}{}, export {whole:.1?}{}",
                ratio(layout, 0),
                ratio(whole, 1)
            );
            before = Some([layout, whole]);
        }
    }
}
