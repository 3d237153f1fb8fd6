//! The report beside the form: which page is shown, how large, and which picture was asked for.
//!
//! A worker draws one page at a time. A change in the meantime is drawn after the reply, so typing never
//! waits and the last change is always drawn.

use super::{CaseId, CaseView};
use crate::desktop::DrawnPage;
use crate::report::ReportSettings;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};

/// The report beside the form.
pub struct Preview {
    /// The page shown, from 0.
    page: usize,
    /// The width of the page as a multiple of the panel's, in hundredths.
    zoom: u16,
    /// Pixels per point, in hundredths; `None` until the panel was drawn once.
    scale: Option<u32>,
    picture: Picture,
    /// The picture that was asked for last.
    asked: Option<PageVersion>,
}

/// The picture of a page.
enum Picture {
    /// It is still being drawn.
    Drawing,
    /// The page could not be drawn.
    Failed,
    /// It was drawn, and is not yet on the graphics card.
    Drawn(DrawnPage),
    /// It can be shown.
    Shown(DrawnPage, TextureHandle),
}

/// A page of the report of a case in one version, at one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct PageVersion {
    case: CaseId,
    revision: u64,
    /// How the report is made.
    pub settings: ReportSettings,
    /// The page, from 0.
    pub page: usize,
    /// Pixels per point, in hundredths.
    pub scale: u32,
}

/// From the width of the panel to three times that, in hundredths.
const ZOOM: std::ops::RangeInclusive<u16> = 100..=300;

impl Preview {
    fn with_zoom(zoom: u16) -> Self {
        Preview { page: 0, zoom, scale: None, picture: Picture::Drawing, asked: None }
    }

    /// The preview of the next case, in the same place and size. It shows nothing of this one.
    pub(super) fn for_next_case(&self) -> Self {
        Preview { scale: self.scale, ..Preview::with_zoom(self.zoom) }
    }

    /// The page shown, from 0.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The number of pages; `None` until a page was drawn.
    pub fn pages(&self) -> Option<usize> {
        self.drawn().map(|drawn| drawn.pages)
    }

    /// The width of the page as a multiple of the panel's, in hundredths.
    pub fn zoom(&self) -> u16 {
        self.zoom
    }

    /// Pixels per point, in hundredths; `None` until the panel was drawn once.
    pub fn scale(&self) -> Option<u32> {
        self.scale
    }

    /// Whether the page could not be drawn.
    pub fn has_failed(&self) -> bool {
        matches!(self.picture, Picture::Failed)
    }

    /// Whether there is no picture.
    pub fn is_blank(&self) -> bool {
        self.drawn().is_none()
    }

    /// The picture to show, with its page.
    pub fn shown(&self) -> Option<(&DrawnPage, &TextureHandle)> {
        match &self.picture {
            Picture::Shown(drawn, texture) => Some((drawn, texture)),
            Picture::Drawing | Picture::Failed | Picture::Drawn(_) => None,
        }
    }

    fn drawn(&self) -> Option<&DrawnPage> {
        match &self.picture {
            Picture::Drawn(drawn) | Picture::Shown(drawn, _) => Some(drawn),
            Picture::Drawing | Picture::Failed => None,
        }
    }
}

impl CaseView {
    /// The report beside the form, while it is shown.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Shows the report beside the form, or no longer.
    pub fn toggle_preview(&mut self) {
        self.preview = match self.preview {
            Some(_) => None,
            None => Some(Preview::with_zoom(*ZOOM.start())),
        };
    }

    /// Turns so many pages on.
    pub fn turn_page(&mut self, by: isize) {
        if let Some(preview) = &mut self.preview {
            let pages = preview.pages().unwrap_or(1);
            preview.page = preview.page.saturating_add_signed(by).min(pages.saturating_sub(1));
        }
    }

    /// Shows the page at a multiple of the panel's width, in hundredths.
    pub fn zoom_preview(&mut self, zoom: u16) {
        if let Some(preview) = &mut self.preview {
            preview.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
        }
    }

    /// Notes how many pixels per point the panel wants, in hundredths.
    pub fn scale_preview(&mut self, scale: u32) {
        if let Some(preview) = &mut self.preview {
            preview.scale = Some(scale);
        }
    }

    /// The page to draw next, if the picture shown is out of date. It counts as asked for.
    pub fn next_page_to_draw(&mut self, settings: ReportSettings) -> Option<PageVersion> {
        let (case, revision) = (self.id, self.session.revision());
        let preview = self.preview.as_mut()?;
        let wanted = PageVersion { case, revision, settings, page: preview.page, scale: preview.scale? };
        if preview.asked.as_ref() == Some(&wanted) {
            return None;
        }
        preview.asked = Some(wanted.clone());
        Some(wanted)
    }

    /// Takes over a picture; `None`: the page could not be drawn. A picture of another case is dropped.
    pub fn page_drawn(&mut self, version: &PageVersion, drawn: Option<DrawnPage>) {
        let is_shown = version.case == self.id;
        let Some(preview) = self.preview.as_mut().filter(|_| is_shown) else { return };
        preview.picture = match drawn {
            Some(drawn) => {
                preview.page = preview.page.min(drawn.pages.saturating_sub(1));
                Picture::Drawn(drawn)
            }
            None => Picture::Failed,
        };
    }

    /// Puts a new picture on the graphics card, once.
    pub fn upload_page(&mut self, ctx: &Context) {
        let Some(preview) = &mut self.preview else { return };
        preview.picture = match std::mem::replace(&mut preview.picture, Picture::Drawing) {
            Picture::Drawn(drawn) => {
                let size = [drawn.picture.width, drawn.picture.height];
                let image = ColorImage::from_rgba_unmultiplied(size, &drawn.picture.rgba);
                let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
                Picture::Shown(drawn, texture)
            }
            picture => picture,
        };
    }
}
