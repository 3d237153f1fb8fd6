//! The last page is not begun for little that tighter spacing would bring onto the page before.

use wgs_referral::case::Case;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::report::layout::{ContentKind, DrawItem, Layout};
use wgs_referral::report::{ReportSettings, document, lay_out};

use crate::{SAMPLES, sample};

/// The height of the text on the last page, in points.
fn last_height(layout: &Layout) -> f32 {
    const TOP: f32 = 62.0;
    let lines = layout.pages.last().unwrap().iter().filter_map(|placed| match (placed.kind, &placed.item) {
        (ContentKind::Node(_), DrawItem::Text { y, .. }) => Some(*y),
        _ => None,
    });
    lines.fold(TOP, f32::max) - TOP
}

#[test]
fn request_form_and_signature_are_alone_on_a_page_only_where_they_must_be() {
    /// Request form and signature are about 130 points high, and a page 734.
    const LITTLE: f32 = 240.0;
    /// Those that need more room than tighter spacing gives. Without it, they are 27.
    const MOST_SHORT: usize = 13;
    let set = embedded().unwrap();
    let (mut reports, mut short) = (0, Vec::new());
    for name in SAMPLES {
        for indication in &set.indications {
            let case = Case { indication: indication.id.clone(), ..sample(&set, name) };
            for language in Language::ALL {
                let layout = lay_out(&document(&set, &case, ReportSettings::whole(language)).outline);
                reports += 1;
                if layout.pages.len() > 1 && last_height(&layout) < LITTLE {
                    short.push(format!("{name} {} {language:?}: {}", indication.id, layout.pages.len()));
                }
            }
        }
    }
    assert_eq!(reports, 50);
    assert!(short.len() <= MOST_SHORT, "{} of {reports}:\n{}", short.len(), short.join("\n"));
}

#[test]
fn a_report_that_would_need_a_page_for_its_signature_is_set_tighter() {
    let set = embedded().unwrap();
    for language in Language::ALL {
        let layout =
            lay_out(&document(&set, &sample(&set, "judgement"), ReportSettings::whole(language)).outline);
        assert_eq!(layout.pages.len(), 3, "{language:?}");
    }
}
