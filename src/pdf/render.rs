//! Renders the pages of a PDF from the bytes that are saved, so that the preview can't differ from the
//! file.

use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A page as a bitmap.
#[derive(Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// The number of pixels per row.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// The pixels row by row, four bytes each: red, green, blue and alpha. All are opaque.
    pub rgba: Vec<u8>,
}

/// The content of a page, without annotations.
pub struct DrawnContent {
    /// The page as a bitmap.
    pub picture: PagePicture,
    /// Whether other programs may show more, or at another size: text in a font that is not in the file, a damaged
    /// picture, a unit other than the point. No page of this program has that.
    pub has_gaps: bool,
}

/// A PDF whose pages can be rendered.
pub struct PdfPages(Pdf);

impl PdfPages {
    /// Parses a PDF, of this program or from outside. Returns `None` if it is damaged.
    pub fn parse(bytes: Vec<u8>) -> Option<Self> {
        Pdf::new(bytes).ok().map(PdfPages)
    }

    /// The number of pages.
    pub fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// Renders the page with this index, from 0, at `pixels_per_point`. Returns `None` if there is no such
    /// page.
    pub fn draw(&self, page: usize, pixels_per_point: f32) -> Option<PagePicture> {
        Some(draw(self.0.pages().get(page)?, pixels_per_point, &InterpreterSettings::default()))
    }

    /// Renders the page with this index, from 0, so that it is `width` pixels wide. Returns `None` if there is no such
    /// page.
    pub fn draw_to_width(&self, page: usize, width: u32) -> Option<PagePicture> {
        /// The renderer rounds down. Without this part of a pixel, an error in the last digit would take a whole one.
        const ROOM: f32 = 0.1;
        let found = self.0.pages().get(page)?;
        let (points, _) = found.render_dimensions();
        self.draw(page, (width as f32 + ROOM) / points)
    }

    /// Renders the content of a page as [`draw`](Self::draw) does, without its annotations: a signature or a comment
    /// is none of it.
    pub fn draw_content(&self, page: usize, pixels_per_point: f32) -> Option<DrawnContent> {
        let page = self.0.pages().get(page)?;
        let has_gaps = Arc::new(AtomicBool::new(false));
        let note = || {
            let has_gaps = has_gaps.clone();
            move || has_gaps.store(true, Ordering::Relaxed)
        };
        let (no_font, no_cmap, warned) = (note(), note(), note());
        let settings = InterpreterSettings {
            font_resolver: Arc::new(move |_| {
                no_font();
                None
            }),
            cmap_resolver: Arc::new(move |_| {
                no_cmap();
                None
            }),
            warning_sink: Arc::new(move |_| warned()),
            render_content: RenderContent::PAGE,
        };
        let picture = draw(page, pixels_per_point, &settings);
        let is_enlarged = page.raw().get::<f32>(b"UserUnit".as_slice()).is_some_and(|unit| unit != 1.0);
        Some(DrawnContent { picture, has_gaps: is_enlarged || has_gaps.load(Ordering::Relaxed) })
    }
}

fn draw(page: &Page<'_>, pixels_per_point: f32, settings: &InterpreterSettings) -> PagePicture {
    let size = PixmapSettings { x_scale: pixels_per_point, y_scale: pixels_per_point, bg_color: WHITE };
    let drawn = hayro::render(page, &RenderCache::new(), settings, &RenderSettings::default(), &size);
    let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
    // On a white background every pixel is opaque, so premultiplied alpha is the
    // same as straight alpha.
    PagePicture { width, height, rgba: drawn.data_as_u8_slice().to_vec() }
}
