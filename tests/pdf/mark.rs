//! The QR code on the first page, decoded from the rendered page as by a camera.

use sha2::{Digest, Sha256};
use wgs_referral::case;
use wgs_referral::definition::embedded;
use wgs_referral::pdf::{PdfPages, embedded_case, export};
use wgs_referral::report::ReportSettings;

use crate::{SAMPLES, danish, sample};

/// The text of the QR code on the first page of a PDF.
fn read(bytes: Vec<u8>) -> String {
    let page = PdfPages::parse(bytes).unwrap().draw(0, 3.0).unwrap();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(page.width, page.height, |x, y| {
        page.rgba[4 * (y * page.width + x) + 1]
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the page");
    grids[0].decode().unwrap().1
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[test]
fn the_mark_contains_document_id_criteria_set_and_hash_of_the_attached_case() {
    let set = embedded().unwrap();
    for name in SAMPLES {
        for with_identity in [true, false] {
            let settings = ReportSettings { with_identity, ..danish() };
            let export = export(&set, &sample(&set, name), settings).unwrap();
            let inside = embedded_case(&export.bytes, 1 << 20).unwrap();
            let expected = format!(
                "WGS-HENVISNING 1 ID {} SET NGC-2026-11.2 {} CASE {}",
                hex(export.id.bytes()),
                set.hash[..12].to_uppercase(),
                hex(&Sha256::digest(inside)),
            );
            assert_eq!(read(export.bytes), expected, "{name}");
        }
    }
}

#[test]
fn the_mark_of_a_report_without_the_case_still_names_it() {
    let set = embedded().unwrap();
    let case = sample(&set, "met");
    let export = export(&set, &case, ReportSettings { with_case: false, ..danish() }).unwrap();
    let mark = read(export.bytes);
    assert!(mark.ends_with(&format!(" CASE {}", hex(&Sha256::digest(case::write(&case))))), "{mark}");
}
