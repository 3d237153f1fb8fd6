//! The report beside the form: which page is shown, how large, and what is being drawn.
//!
//! A worker draws one page at a time. What changed meanwhile is drawn when it comes back: typing
//! never waits, and the last word wins.

use super::jobs::{CaseId, FollowUp};
use super::state::State;
use crate::desktop::{DrawnPage, ReportRequest, Request};
use crate::report::ReportSettings;
use egui::TextureHandle;

/// The report beside the form.
#[derive(Default)]
pub struct Preview {
    /// The page shown, from 0.
    pub page: usize,
    /// Its width as a multiple of the panel's, in hundredths.
    pub zoom: u16,
    /// Pixels a point, in hundredths; 0 until the panel knows.
    pub scale: u32,
    /// The page as last drawn.
    pub drawn: Option<DrawnPage>,
    /// The same on the graphics card.
    pub texture: Option<TextureHandle>,
    /// Whether the last try failed.
    pub failed: bool,
    /// The picture that was asked for last.
    asked: Option<PageVersion>,
}

/// A page of the report of a case in one version, at one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct PageVersion {
    case: CaseId,
    revision: u64,
    settings: ReportSettings,
    page: usize,
    scale: u32,
}

/// From the width of the panel to three times that.
const ZOOM: std::ops::RangeInclusive<u16> = 100..=300;

impl State {
    pub(super) fn toggle_preview(&mut self) {
        self.jobs.cancel(is_drawing);
        self.preview = match self.preview {
            Some(_) => None,
            None => Some(Preview { zoom: 100, ..Preview::default() }),
        };
    }

    pub(super) fn turn_page(&mut self, by: isize) {
        if let Some(preview) = &mut self.preview {
            let pages = preview.drawn.as_ref().map_or(1, |drawn| drawn.pages);
            preview.page = preview.page.saturating_add_signed(by).min(pages.saturating_sub(1));
        }
    }

    pub(super) fn zoom_preview(&mut self, zoom: u16) {
        if let Some(preview) = &mut self.preview {
            preview.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
        }
    }

    pub(super) fn scale_preview(&mut self, scale: u32) {
        if let Some(preview) = &mut self.preview {
            preview.scale = scale;
        }
    }

    /// Another case: nothing of the one before stays in sight.
    pub(super) fn blank_preview(&mut self) {
        if let Some(preview) = &mut self.preview {
            preview.drawn = None;
            preview.texture = None;
            preview.page = 0;
        }
    }

    /// Starts the next drawing, if the picture shown is out of date.
    pub fn draw_preview(&mut self) {
        let settings = self.report_settings();
        let (case, revision) = (self.case_id, self.session.revision());
        let Some(preview) = &mut self.preview else { return };
        if preview.scale == 0 || self.jobs.any(is_drawing) {
            return;
        }
        let wanted = PageVersion { case, revision, settings, page: preview.page, scale: preview.scale };
        if preview.asked.as_ref() == Some(&wanted) {
            return;
        }
        preview.asked = Some(wanted.clone());
        let request = ReportRequest::DrawPage {
            case: Box::new(self.session.case().clone()),
            settings,
            page: wanted.page,
            pixels_per_point: wanted.scale as f32 / 100.0,
        };
        self.jobs.start(Request::Report(request), FollowUp::ShowPage(wanted));
    }

    pub(super) fn page_drawn(&mut self, version: PageVersion, drawn: Option<DrawnPage>) {
        let is_shown = version.case == self.case_id;
        let Some(preview) = &mut self.preview else { return };
        preview.failed = drawn.is_none();
        // A picture of the patient before is not shown.
        if is_shown {
            if let Some(drawn) = &drawn {
                preview.page = preview.page.min(drawn.pages - 1);
            }
            preview.drawn = drawn;
            preview.texture = None;
        }
    }
}

fn is_drawing(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::ShowPage(_))
}
