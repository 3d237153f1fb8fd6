//! The operators that draw a page, as bytes. printpdf would make an object of each operator and each number before it
//! writes them, which takes ten times as long.

use super::notation::{push_hex, push_hundredths, push_integer, push_name, push_real};
use crate::colors::Rgb;
use crate::report::layout::{PAGE, PathSegment};

/// The content of a page, being written.
#[derive(Default)]
pub(crate) struct ContentWriter(Vec<u8>);

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Painting {
    /// It is filled. Parts that overlap are filled too.
    Fill,
    /// Its line is drawn.
    Stroke,
    /// It is filled, and its line is drawn.
    FillAndStroke,
}

impl ContentWriter {
    /// The finished content.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn operator(&mut self, name: &str) {
        self.0.extend(name.as_bytes());
        self.0.push(b'\n');
    }

    /// Begins marked content with the number by which the structure tree finds it.
    pub(crate) fn begin_numbered(&mut self, role: &str, number: usize) {
        push_name(&mut self.0, role.as_bytes());
        self.0.extend(b" <</MCID ");
        push_integer(&mut self.0, i64::try_from(number).unwrap_or(i64::MAX));
        self.operator(">> BDC");
    }

    /// Begins content that is not in the structure tree.
    pub(crate) fn begin_artifact(&mut self, properties: &[(&str, &str)]) {
        self.0.extend(b"/Artifact <<");
        for word in properties.iter().flat_map(|(key, value)| [key, value]) {
            push_name(&mut self.0, word.as_bytes());
        }
        self.operator(">> BDC");
    }

    /// Ends marked content.
    pub(crate) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// Sets the color of letters and filled paths.
    pub(crate) fn set_fill(&mut self, color: Rgb) {
        self.color(color);
        self.operator("rg");
    }

    /// Sets the color of lines.
    pub(crate) fn set_line(&mut self, color: Rgb) {
        self.color(color);
        self.operator("RG");
    }

    /// Sets the thickness of lines, in points.
    pub(crate) fn set_line_width(&mut self, width: f32) {
        self.real(width);
        self.operator("w");
    }

    /// Begins a text.
    pub(crate) fn begin_text(&mut self) {
        self.operator("BT");
    }

    /// Sets the font of texts, by its name in the resources of the page.
    pub(crate) fn set_font(&mut self, name: &str, size: f32) {
        push_name(&mut self.0, name.as_bytes());
        self.0.push(b' ');
        self.real(size);
        self.operator("Tf");
    }

    /// Shows glyphs, from a point of the layout on, and ends the text. Each glyph comes with the distance by which the
    /// next one is moved to the left, in thousandths of the font size.
    pub(crate) fn show_glyphs(&mut self, x: f32, y: f32, glyphs: &[(u16, i32)]) {
        self.point(x, y);
        self.operator("Td");
        self.0.extend(b"[<");
        for (at, (glyph, moved)) in glyphs.iter().enumerate() {
            push_hex(&mut self.0, &glyph.to_be_bytes());
            if *moved != 0 && at + 1 < glyphs.len() {
                self.0.push(b'>');
                push_integer(&mut self.0, i64::from(*moved));
                self.0.push(b'<');
            }
        }
        self.operator(">] TJ");
        self.operator("ET");
    }

    /// Paints a path.
    pub(crate) fn paint(&mut self, segments: &[PathSegment], painting: Painting) {
        for segment in segments {
            match *segment {
                PathSegment::Move(x, y) => {
                    self.point(x, y);
                    self.operator("m");
                }
                PathSegment::Line(x, y) => {
                    self.point(x, y);
                    self.operator("l");
                }
                PathSegment::Curve([ax, ay, bx, by, x, y]) => {
                    self.point(ax, ay);
                    self.point(bx, by);
                    self.point(x, y);
                    self.operator("c");
                }
                PathSegment::Rectangle([left, top, right, bottom]) => {
                    // The corners are rounded, not the sides, so that neighbours meet.
                    let (x, y) = (hundredths(left), hundredths(PAGE.1 - bottom));
                    let sides = [hundredths(right) - x, hundredths(PAGE.1 - top) - y];
                    [x, y].into_iter().chain(sides).for_each(|length| self.length(length));
                    self.operator("re");
                }
                PathSegment::Close => self.operator("h"),
            }
        }
        self.operator(match painting {
            Painting::Fill => "f",
            Painting::Stroke => "S",
            Painting::FillAndStroke => "B",
        });
    }

    /// Writes a point in the coordinates of PDF, whose origin is the lower left corner.
    fn point(&mut self, x: f32, y: f32) {
        self.length(hundredths(x));
        self.length(hundredths(PAGE.1 - y));
    }

    fn length(&mut self, hundredths: i64) {
        push_hundredths(&mut self.0, hundredths);
        self.0.push(b' ');
    }

    fn color(&mut self, Rgb(r, g, b): Rgb) {
        for channel in [r, g, b] {
            self.real(f32::from(channel) / 255.0);
        }
    }

    fn real(&mut self, value: f32) {
        push_real(&mut self.0, value);
        self.0.push(b' ');
    }
}

/// A length in points, rounded to hundredths.
fn hundredths(points: f32) -> i64 {
    (points * 100.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut ContentWriter)) -> String {
        let mut content = ContentWriter::default();
        write(&mut content);
        String::from_utf8(content.into_bytes()).unwrap()
    }

    #[test]
    fn a_text_is_moved_only_between_its_glyphs() {
        let shown = |glyphs: &[(u16, i32)]| written(|content| content.show_glyphs(51.0, 100.0, glyphs));
        assert_eq!(shown(&[(1, 0), (0x0A1B, 7)]), "51 741.89 Td\n[<00010A1B>] TJ\nET\n");
        assert_eq!(
            shown(&[(1, -12), (2, 0), (3, 5), (4, 0)]),
            "51 741.89 Td\n[<0001>-12<00020003>5<0004>] TJ\nET\n"
        );
    }

    #[test]
    fn neighbouring_rectangles_meet() {
        let segments = [
            PathSegment::Rectangle([10.0, 20.0, 11.117, 21.117]),
            PathSegment::Rectangle([11.117, 20.0, 13.0, 21.117]),
        ];
        let drawn = written(|content| content.paint(&segments, Painting::Fill));
        assert_eq!(drawn, "10 820.77 1.12 1.12 re\n11.12 820.77 1.88 1.12 re\nf\n");
    }

    #[test]
    fn a_path_is_closed_where_it_says_so() {
        let open = [PathSegment::Move(1.0, 0.0), PathSegment::Curve([1.0, 2.0, 3.0, 4.0, 5.0, 6.125])];
        assert_eq!(
            written(|content| content.paint(&open, Painting::Stroke)),
            "1 841.89 m\n1 839.89 3 837.89 5 835.77 c\nS\n"
        );
        let closed = [PathSegment::Move(0.0, 0.0), PathSegment::Line(0.5, 0.0), PathSegment::Close];
        assert_eq!(
            written(|content| content.paint(&closed, Painting::FillAndStroke)),
            "0 841.89 m\n0.5 841.89 l\nh\nB\n"
        );
    }

    #[test]
    fn content_is_marked() {
        assert_eq!(written(|content| content.begin_numbered("TH", 12)), "/TH <</MCID 12>> BDC\n");
        let artifact = [("Type", "Pagination"), ("Subtype", "Header")];
        assert_eq!(
            written(|content| content.begin_artifact(&artifact)),
            "/Artifact <</Type/Pagination/Subtype/Header>> BDC\n"
        );
    }
}
