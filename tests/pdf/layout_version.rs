//! PDFs of one layout version have the same pages, so that a changed page is noticed and an old one is not accused.

use lopdf::{Document, Object};
use sha2::{Digest, Sha256};
use wgs_referral::definition::{Language, embedded};
use wgs_referral::pdf::export;
use wgs_referral::report::{LAYOUT_VERSION, ReportSettings};

use crate::{SAMPLES, sample};

/// A line for each version: its number, the short hash of the criteria set, and the hash of the samples' pages.
const RECORDED: &str = include_str!("layout-versions.txt");

/// The hash of what the pages of all samples are drawn from: their operators, and the glyphs of their fonts.
fn hash_of_pages() -> String {
    let set = embedded().unwrap();
    let mut hasher = Sha256::new();
    for name in SAMPLES {
        for language in Language::ALL {
            for with_identity in [true, false] {
                let settings = ReportSettings { with_identity, ..ReportSettings::whole(language) };
                let pdf = export(&set, &sample(&set, name), settings).unwrap().bytes;
                let document = Document::load_mem(&pdf).unwrap();
                for page in document.page_iter() {
                    hasher.update(document.get_page_content(page));
                }
                for object in document.objects.values() {
                    if let Object::Dictionary(descriptor) = object
                        && let Ok(font) = descriptor.get(b"FontFile2").and_then(Object::as_reference)
                    {
                        let font = document.get_object(font).and_then(Object::as_stream).unwrap();
                        hasher.update(font.decompressed_content().unwrap());
                    }
                }
            }
        }
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn pages_change_only_with_the_layout_version() {
    let set = embedded().unwrap();
    let now = format!("{LAYOUT_VERSION} {} {}", set.short_hash(), hash_of_pages());
    let recorded = RECORDED.lines().last().unwrap();
    let advice = match recorded.split(' ').collect::<Vec<_>>()[..] {
        [version, hash, _] if version == LAYOUT_VERSION.to_string() && hash == set.short_hash() => {
            "the pages have changed: raise LAYOUT_VERSION, and add the line"
        }
        [version, ..] if version == LAYOUT_VERSION.to_string() => {
            "the criteria have changed: replace the last line; raise LAYOUT_VERSION if the pages changed too"
        }
        _ => "add the line of the new version",
    };
    assert_eq!(recorded, now, "tests/pdf/layout-versions.txt: {advice}");
}
