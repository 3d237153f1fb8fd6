//! The preview of the report beside the form: which part of it is in sight, and the pictures of the pages there.
//!
//! A worker draws the pages in sight, one request at a time. A change in the meantime is drawn after the reply, so that
//! typing never waits and the last change is always drawn. Until then a page keeps the picture that it has. A page out
//! of sight has none.

use super::{CaseId, CaseView, View};
use crate::desktop::DrawnPages;
use crate::pdf::PagePicture;
use crate::report::ReportSettings;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The preview of the report.
pub struct Preview {
    /// The page that the user reads, counted from 0.
    page: usize,
    /// The width of the pages as a multiple of the width that fits.
    zoom: f32,
    /// What the panel showed last; `None` until it was drawn once.
    sight: Option<PreviewSight>,
    /// The page whose top the panel is to show next.
    scroll_target: Option<usize>,
    /// The number of pages; `None` until some were drawn.
    pages: Option<usize>,
    /// The pages in sight, as far as they were drawn.
    pictures: BTreeMap<usize, PreviewPicture>,
    /// The version that could not be drawn.
    failed: Option<PagesVersion>,
}

/// The part of the report that is in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewSight {
    /// The width of a page in pixels.
    width: u32,
    /// The first page of which a part is in sight, counted from 0.
    first: usize,
    /// The last page of which a part is in sight.
    last: usize,
    /// The page that the user reads.
    page: usize,
}

impl PreviewSight {
    /// These pages, counted from 0, are in sight, each of a width in pixels. `page` is the one that the user reads.
    pub fn new(width: u32, pages: RangeInclusive<usize>, page: usize) -> Self {
        let (first, last) = pages.into_inner();
        PreviewSight { width, first, last, page }
    }

    /// The width of a page in pixels.
    pub fn width(self) -> u32 {
        self.width
    }

    fn pages(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }
}

struct PreviewPicture {
    version: PagesVersion,
    pixels: PagePixels,
}

enum PagePixels {
    /// The page was drawn, and is to be uploaded to the graphics card.
    Drawn(PagePicture),
    /// The page is on the graphics card, and its pixels are nowhere else.
    Uploaded(TextureHandle),
}

/// What the pictures of the pages are made from: a case in one version, and the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PagesVersion {
    case: CaseId,
    revision: u64,
    /// The language, the moment, and whether the case is attached and the patient named.
    settings: ReportSettings,
    /// The width of a page in pixels.
    width: u32,
}

impl PagesVersion {
    /// The case that is reported.
    pub(in crate::window) fn case(&self) -> CaseId {
        self.case
    }

    /// The width of a page in pixels.
    pub fn width(self) -> u32 {
        self.width
    }
}

impl Preview {
    /// The range of [`Preview::zoom`].
    pub const ZOOM_RANGE: RangeInclusive<f32> = 0.5..=3.0;

    fn with_zoom(zoom: f32) -> Self {
        Preview {
            page: 0,
            zoom,
            sight: None,
            scroll_target: None,
            pages: None,
            pictures: BTreeMap::new(),
            failed: None,
        }
    }

    /// The preview of the next case, with pages of the same size. It shows nothing of this case.
    pub(super) fn for_next_case(&self) -> Self {
        let sight = self.sight.map(|sight| PreviewSight { first: 0, last: 0, page: 0, ..sight });
        Preview { sight, ..Preview::with_zoom(self.zoom) }
    }

    /// The preview of the same pages without their pictures, which will be drawn anew.
    pub(super) fn without_pictures(&self) -> Self {
        Preview { page: self.page, pages: self.pages, sight: self.sight, ..Preview::with_zoom(self.zoom) }
    }

    /// The page that the user reads, counted from 0.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The number of pages; `None` until some were drawn.
    pub fn pages(&self) -> Option<usize> {
        self.pages
    }

    /// The width of the pages as a multiple of the width that fits.
    pub fn zoom(&self) -> f32 {
        self.zoom
    }

    /// What the panel showed last; `None` until it was drawn once.
    pub fn sight(&self) -> Option<PreviewSight> {
        self.sight
    }

    /// The page whose top the panel is to show next.
    pub fn scroll_target(&self) -> Option<usize> {
        self.scroll_target
    }

    /// Whether the report as it is now could not be drawn.
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Whether there is no picture to show.
    pub fn is_blank(&self) -> bool {
        self.pictures.is_empty()
    }

    /// The least width of a picture in pixels; `None`: there is none.
    pub fn drawn_width(&self) -> Option<u32> {
        self.pictures.values().map(|picture| picture.version.width).min()
    }

    /// The pages that have a picture, whether or not it is on the graphics card already.
    pub fn pages_with_picture(&self) -> impl Iterator<Item = usize> {
        self.pictures.keys().copied()
    }

    /// The picture of a page on the graphics card.
    pub fn texture(&self, page: usize) -> Option<&TextureHandle> {
        match &self.pictures.get(&page)?.pixels {
            PagePixels::Uploaded(texture) => Some(texture),
            PagePixels::Drawn(_) => None,
        }
    }

    /// Drops the pictures of pages that are out of sight.
    fn drop_pictures_out_of_sight(&mut self) {
        let in_sight = self.sight.map(|sight| sight.pages());
        self.pictures.retain(|page, _| in_sight.as_ref().is_some_and(|in_sight| in_sight.contains(page)));
    }
}

impl CaseView {
    /// The preview; `None` while it is hidden.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Shows or hides the preview. The overview shows none: there, the form is shown with it.
    pub(crate) fn toggle_preview(&mut self) {
        let is_in_sight = self.preview.is_some() && self.view == View::Form;
        if self.view == View::Overview {
            self.show_form();
        }
        if is_in_sight {
            self.preview = None;
        } else if self.preview.is_none() {
            self.preview = Some(Preview::with_zoom(1.0));
        }
    }

    /// Hides the preview.
    pub(crate) fn close_preview(&mut self) {
        self.preview = None;
    }

    /// Goes this many pages forward, or backward if negative, within the report.
    pub(crate) fn turn_page(&mut self, by: isize) {
        if let Some(preview) = &mut self.preview {
            let last = preview.pages.unwrap_or(1).saturating_sub(1);
            preview.page = preview.page.saturating_add_signed(by).min(last);
            preview.scroll_target = Some(preview.page);
        }
    }

    /// Sets the width of the pages, as a multiple of the width that fits.
    pub(crate) fn set_preview_zoom(&mut self, zoom: f32) {
        if let Some(preview) = &mut self.preview {
            preview.zoom = zoom.clamp(*Preview::ZOOM_RANGE.start(), *Preview::ZOOM_RANGE.end());
        }
    }

    /// Notes what the panel shows.
    pub(crate) fn set_preview_sight(&mut self, sight: PreviewSight) {
        if let Some(preview) = &mut self.preview {
            preview.sight = Some(sight);
            preview.page = sight.page;
            preview.scroll_target = None;
            preview.drop_pictures_out_of_sight();
        }
    }

    /// Draws the pages that could not be drawn once more.
    pub(crate) fn draw_preview_again(&mut self) {
        if let Some(preview) = &mut self.preview {
            preview.failed = None;
        }
    }

    /// The pages in sight that are to be drawn, and what from; `None`: all of them are up to date, or could not be
    /// drawn.
    pub(crate) fn next_pages_to_draw(&self, settings: ReportSettings) -> Option<(PagesVersion, Vec<usize>)> {
        let preview = self.preview.as_ref().filter(|_| self.view == View::Form)?;
        let sight = preview.sight?;
        let revision = self.session.revision();
        let version = PagesVersion { case: self.id, revision, settings, width: sight.width };
        if preview.failed == Some(version) {
            return None;
        }
        let count = preview.pages.unwrap_or(1);
        let is_up_to_date =
            |page: &usize| preview.pictures.get(page).is_some_and(|picture| picture.version == version);
        let pages: Vec<usize> =
            sight.pages().filter(|page| *page < count).filter(|page| !is_up_to_date(page)).collect();
        (!pages.is_empty()).then_some((version, pages))
    }

    /// Takes over the pictures of pages; `None`: they could not be drawn. Pictures of another case are dropped.
    pub(crate) fn set_page_pictures(&mut self, version: PagesVersion, drawn: Option<DrawnPages>) {
        let is_of_this_case = version.case == self.id;
        let Some(preview) = self.preview.as_mut().filter(|_| is_of_this_case) else { return };
        let Some(drawn) = drawn.filter(|drawn| drawn.count > 0) else {
            // The pictures of before would pass for the report as it is now.
            preview.pictures.clear();
            preview.failed = Some(version);
            return;
        };
        preview.failed = None;
        preview.pages = Some(drawn.count);
        let last = drawn.count - 1;
        preview.page = preview.page.min(last);
        if let Some(sight) = &mut preview.sight {
            (sight.first, sight.last, sight.page) =
                (sight.first.min(last), sight.last.min(last), preview.page);
        }
        for (page, picture) in drawn.pictures {
            preview.pictures.insert(page, PreviewPicture { version, pixels: PagePixels::Drawn(picture) });
        }
        preview.drop_pictures_out_of_sight();
    }

    /// Uploads new pictures to the graphics card. Later calls do nothing until there are others. The overview shows
    /// none, and keeps none.
    pub(crate) fn upload_pages(&mut self, ctx: &Context) {
        let Some(preview) = &mut self.preview else { return };
        if self.view == View::Overview {
            preview.pictures.clear();
        }
        for picture in preview.pictures.values_mut() {
            let PagePixels::Drawn(drawn) = &picture.pixels else { continue };
            // All pixels are opaque, so that their colors need no conversion.
            let image = ColorImage::from_rgba_premultiplied([drawn.width, drawn.height], &drawn.rgba);
            let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
            picture.pixels = PagePixels::Uploaded(texture);
        }
    }
}
