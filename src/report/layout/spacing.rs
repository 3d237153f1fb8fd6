//! The space between the texts after the first page.

/// The space around texts, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spacing {
    /// Above and below a paragraph.
    pub(crate) around_paragraph: f32,
    /// Above and below a heading.
    pub(crate) around_heading: [f32; 2],
    /// Below a list.
    pub(crate) below_list: f32,
    /// Above and below the texts of a row of the table.
    pub(crate) in_row: f32,
}

impl Spacing {
    /// How a report is set.
    pub(crate) const ORDINARY: Spacing =
        Spacing { around_paragraph: 2.0, around_heading: [8.0, 3.0], below_list: 3.0, in_row: 6.0 };

    /// How a report is set if that saves a page on which there would be little.
    pub(crate) const TIGHT: Spacing =
        Spacing { around_paragraph: 1.0, around_heading: [6.0, 2.0], below_list: 2.0, in_row: 4.5 };
}
