//! The preview of the report beside the form: the page, the zoom, and the picture that was requested.
//!
//! A worker draws one page at a time. A change in the meantime is drawn after the reply, so typing never
//! waits and the last change is always drawn.

use super::{CaseId, CaseView};
use crate::desktop::DrawnPage;
use crate::report::ReportSettings;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};

/// The preview of the report.
pub struct Preview {
    /// The shown page, counted from 0.
    page: usize,
    /// The width of the page in percent of the panel's width, from 100 to 300.
    zoom: u16,
    /// The scale in pixels per PDF point, times 100; `None` until the panel was drawn once.
    scale: Option<u32>,
    picture: PreviewPicture,
    /// The picture that was requested last.
    requested: Option<PageVersion>,
}

/// The state of the picture of the shown page.
enum PreviewPicture {
    /// No picture has been drawn yet.
    Drawing,
    /// The page could not be drawn.
    Failed,
    /// The page was drawn, and is to be uploaded to the graphics card.
    Drawn(DrawnPage),
    /// The page is on the graphics card.
    Shown(DrawnPage, TextureHandle),
}

/// A page of the report of a case in one version, at one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct PageVersion {
    case: CaseId,
    revision: u64,
    /// The language, the moment, and whether the case is attached and the patient named.
    pub settings: ReportSettings,
    /// The page, counted from 0.
    pub page: usize,
    /// The scale in pixels per PDF point, times 100.
    pub scale: u32,
}

/// The range of the zoom, in percent of the panel's width.
const ZOOM_RANGE: std::ops::RangeInclusive<u16> = 100..=300;

impl PageVersion {
    /// The case that is reported.
    pub(in crate::window) fn case(&self) -> CaseId {
        self.case
    }
}

impl Preview {
    fn with_zoom(zoom: u16) -> Self {
        Preview { page: 0, zoom, scale: None, picture: PreviewPicture::Drawing, requested: None }
    }

    /// The preview of the next case, with the same zoom and scale. It shows nothing of this case.
    pub(super) fn for_next_case(&self) -> Self {
        Preview { scale: self.scale, ..Preview::with_zoom(self.zoom) }
    }

    /// The preview of the same page without its picture, which will be drawn anew.
    pub(super) fn without_picture(&self) -> Self {
        Preview { page: self.page, ..self.for_next_case() }
    }

    /// The shown page, counted from 0.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The number of pages; `None` until a page was drawn.
    pub fn pages(&self) -> Option<usize> {
        self.drawn().map(|drawn| drawn.pages)
    }

    /// The width of the page in percent of the panel's width, from 100 to 300.
    pub fn zoom(&self) -> u16 {
        self.zoom
    }

    /// The scale in pixels per PDF point, times 100; `None` until the panel was drawn once.
    pub fn scale(&self) -> Option<u32> {
        self.scale
    }

    /// Whether the page could not be drawn.
    pub fn has_failed(&self) -> bool {
        matches!(self.picture, PreviewPicture::Failed)
    }

    /// Whether there is no picture to show.
    pub fn is_blank(&self) -> bool {
        self.drawn().is_none()
    }

    /// The page that is on the graphics card, with its texture.
    pub fn uploaded_page(&self) -> Option<(&DrawnPage, &TextureHandle)> {
        match &self.picture {
            PreviewPicture::Shown(drawn, texture) => Some((drawn, texture)),
            PreviewPicture::Drawing | PreviewPicture::Failed | PreviewPicture::Drawn(_) => None,
        }
    }

    fn drawn(&self) -> Option<&DrawnPage> {
        match &self.picture {
            PreviewPicture::Drawn(drawn) | PreviewPicture::Shown(drawn, _) => Some(drawn),
            PreviewPicture::Drawing | PreviewPicture::Failed => None,
        }
    }
}

impl CaseView {
    /// The preview; `None` while it is hidden.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Shows or hides the preview.
    pub(crate) fn toggle_preview(&mut self) {
        self.preview = match self.preview {
            Some(_) => None,
            None => Some(Preview::with_zoom(*ZOOM_RANGE.start())),
        };
    }

    /// Turns this many pages forward, or backward if negative, within the report.
    pub(crate) fn turn_page(&mut self, by: isize) {
        if let Some(preview) = &mut self.preview {
            let pages = preview.pages().unwrap_or(1);
            preview.page = preview.page.saturating_add_signed(by).min(pages.saturating_sub(1));
        }
    }

    /// Sets the width of the page, in percent of the panel's width.
    pub(crate) fn set_preview_zoom(&mut self, zoom: u16) {
        if let Some(preview) = &mut self.preview {
            preview.zoom = zoom.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
        }
    }

    /// Sets the scale that the panel needs, in pixels per PDF point, times 100.
    pub(crate) fn set_preview_scale(&mut self, scale: u32) {
        if let Some(preview) = &mut self.preview {
            preview.scale = Some(scale);
        }
    }

    /// The page to draw next; `None`: the picture is up to date, or was requested already. The returned page counts as
    /// requested.
    pub(crate) fn next_page_to_draw(&mut self, settings: ReportSettings) -> Option<PageVersion> {
        let (case, revision) = (self.id, self.session.revision());
        let preview = self.preview.as_mut()?;
        let wanted = PageVersion { case, revision, settings, page: preview.page, scale: preview.scale? };
        if preview.requested.as_ref() == Some(&wanted) {
            return None;
        }
        preview.requested = Some(wanted.clone());
        Some(wanted)
    }

    /// Takes over the picture of a page; `None`: it could not be drawn. A picture of another case is dropped.
    pub(crate) fn set_page_picture(&mut self, version: &PageVersion, drawn: Option<DrawnPage>) {
        let is_of_this_case = version.case == self.id;
        let Some(preview) = self.preview.as_mut().filter(|_| is_of_this_case) else { return };
        preview.picture = match drawn {
            Some(drawn) => {
                preview.page = preview.page.min(drawn.pages.saturating_sub(1));
                PreviewPicture::Drawn(drawn)
            }
            None => PreviewPicture::Failed,
        };
    }

    /// Uploads a new picture to the graphics card. Later calls do nothing until there is another one.
    pub(crate) fn upload_page(&mut self, ctx: &Context) {
        let Some(preview) = &mut self.preview else { return };
        preview.picture = match std::mem::replace(&mut preview.picture, PreviewPicture::Drawing) {
            PreviewPicture::Drawn(drawn) => {
                let size = [drawn.picture.width, drawn.picture.height];
                let image = ColorImage::from_rgba_unmultiplied(size, &drawn.picture.rgba);
                let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
                PreviewPicture::Shown(drawn, texture)
            }
            picture => picture,
        };
    }
}
