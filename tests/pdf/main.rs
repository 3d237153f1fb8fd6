//! The PDF: structure, pages as pictures, mark, and the set of files for veraPDF.

mod fax;
#[path = "../filled/mod.rs"]
mod filled;
mod hard;
mod last_page;
mod layout_version;
mod letters;
mod mark;
mod pages;
#[path = "../random/mod.rs"]
mod random;
mod tree;
mod unbroken;
mod widows;

use std::fs;
use std::path::Path;
use wgs_referral::case::{self, Case};
use wgs_referral::definition::{CriteriaSet, Language};
use wgs_referral::report::ReportSettings;

/// The sample cases, one for each indication and each overall verdict.
const SAMPLES: [&str; 5] = ["met", "met-by-judgement", "not-met", "missing", "judgement"];

fn sample(set: &CriteriaSet, name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(format!("{name}.wgscase"));
    let reading = case::read(&fs::read_to_string(path).unwrap(), set).unwrap();
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    reading.case
}

fn danish() -> ReportSettings {
    ReportSettings::whole(Language::Da)
}
