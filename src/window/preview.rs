//! The report beside the form: which page is shown, how large, and what is being drawn.
//!
//! A worker draws one page at a time. What changed meanwhile is drawn when it comes back: typing
//! never waits, and the last word wins.

use super::state::State;
use crate::desktop::{DrawnPage, Effect, SessionNumber};
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
    /// How many drawings were asked for.
    number: u64,
    asked: Option<Wanted>,
    under_way: bool,
}

/// What a picture shows.
#[derive(Clone, PartialEq)]
struct Wanted {
    session: SessionNumber,
    revision: u64,
    settings: ReportSettings,
    page: usize,
    scale: u32,
}

/// From the width of the panel to three times that.
const ZOOM: std::ops::RangeInclusive<u16> = 100..=300;

impl State {
    pub(super) fn toggle_preview(&mut self) {
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

    /// The drawing that is to be asked for next, if any.
    pub fn next_drawing(&mut self) -> Option<Effect> {
        let settings = self.report_settings();
        let (session, revision) = (self.session_number, self.session.revision());
        let preview = self.preview.as_mut()?;
        if preview.under_way || preview.scale == 0 {
            return None;
        }
        let wanted = Wanted { session, revision, settings, page: preview.page, scale: preview.scale };
        if preview.asked.as_ref() == Some(&wanted) {
            return None;
        }
        preview.asked = Some(wanted);
        preview.under_way = true;
        preview.number += 1;
        Some(Effect::DrawPage {
            number: preview.number,
            case: Box::new(self.session.case().clone()),
            settings,
            page: preview.page,
            pixels_per_point: preview.scale as f32 / 100.0,
        })
    }

    pub(super) fn page_drawn(&mut self, number: u64, drawn: Option<DrawnPage>) {
        let session = self.session_number;
        let Some(preview) = self.preview.as_mut().filter(|preview| preview.number == number) else { return };
        preview.under_way = false;
        preview.failed = drawn.is_none();
        // A picture of the patient before is not shown.
        if preview.asked.as_ref().is_some_and(|asked| asked.session == session) {
            if let Some(drawn) = &drawn {
                preview.page = preview.page.min(drawn.pages - 1);
            }
            preview.drawn = drawn;
            preview.texture = None;
        }
    }
}
