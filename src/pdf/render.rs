//! Renders the pages of a PDF from the bytes that are saved, so that the preview can't differ from the
//! file.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

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

/// A PDF whose pages can be rendered.
pub struct PdfPages(Pdf);

impl PdfPages {
    /// Parses a PDF that this program has written. Returns `None` if it is damaged.
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
        let page = self.0.pages().get(page)?;
        let size = PixmapSettings { x_scale: pixels_per_point, y_scale: pixels_per_point, bg_color: WHITE };
        let (settings, how) = (InterpreterSettings::default(), RenderSettings::default());
        let drawn = hayro::render(page, &RenderCache::new(), &settings, &how, &size);
        let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
        // On a white background every pixel is opaque, so premultiplied alpha is the same as straight
        // alpha.
        Some(PagePicture { width, height, rgba: drawn.data_as_u8_slice().to_vec() })
    }
}
