//! Draws the pages of a PDF file as pictures: the very bytes that are saved are what is shown.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// A page as a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// Its width in pixels.
    pub width: usize,
    /// Its height in pixels.
    pub height: usize,
    /// Red, green, blue and alpha of its pixels, row by row. No pixel is transparent.
    pub rgba: Vec<u8>,
}

/// A PDF file whose pages can be drawn.
pub struct PdfPages(Pdf);

impl PdfPages {
    /// Reads a file of this program's own making.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        Pdf::new(bytes).ok().map(PdfPages)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// Draws a page, counted from 0, at so many pixels a point; `None`: there is no such page.
    pub fn draw(&self, page: usize, pixels_per_point: f32) -> Option<PagePicture> {
        let page = self.0.pages().get(page)?;
        let size = PixmapSettings { x_scale: pixels_per_point, y_scale: pixels_per_point, bg_color: WHITE };
        let (settings, how) = (InterpreterSettings::default(), RenderSettings::default());
        let drawn = hayro::render(page, &RenderCache::new(), &settings, &how, &size);
        let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
        // On white every pixel is opaque: premultiplied or not is the same.
        Some(PagePicture { width, height, rgba: drawn.data_as_u8_slice().to_vec() })
    }
}
