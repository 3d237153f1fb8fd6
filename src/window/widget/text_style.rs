//! The fonts, the sizes of text and controls, and the distances between them, named by their use.

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// Distances in points, named by what they separate.
pub mod space {
    /// Between the lines of a text.
    pub const LINES: f32 = 2.0;
    /// Between the parts of a control, as a label and its field.
    pub const PARTS: f32 = 4.0;
    /// Between a sign and the text beside it.
    pub const BESIDE: f32 = 6.0;
    /// Between the controls of a group.
    pub const CONTROLS: f32 = 8.0;
    /// Between the cards of a form.
    pub const CARDS: f32 = 10.0;
    /// Between the sections of a form.
    pub const SECTIONS: f32 = 12.0;
    /// At the end of a scroll area.
    pub const END: f32 = 16.0;
}

/// Sizes in points.
pub mod size {
    /// The title of a page.
    pub const TITLE: f32 = 20.0;
    /// The title of a section.
    pub const SECTION: f32 = 15.0;
    /// Text of normal size.
    pub const BODY: f32 = 14.0;
    /// Text of less weight than the body.
    pub const SMALL: f32 = 12.0;
    /// The digit that chooses a value, in its corner.
    pub const KEY: f32 = 10.0;
    /// Names in the rail of a narrow window.
    pub const TINY: f32 = 11.0;
    /// The height of controls.
    pub const CONTROL: f32 = 28.0;
    /// The width of a verdict's shape.
    pub const SHAPE: f32 = 20.0;
}

/// A font of the regular weight.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// A font of the strong weight.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// The width of the texture of letters, at most. With the one that a renderer allows, its first rows alone would be
/// megabytes, and the letters of a rehearsal would be thrown away.
pub const MAX_TEXTURE_SIDE: usize = 8192;

/// The embedded fonts.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8], families: &[FontFamily]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        for family in families {
            fonts.families.insert(family.clone(), vec![name.to_owned()]);
        }
    };
    add(
        "regular",
        include_bytes!("../../../assets/fonts/IBMPlexSans-Regular.ttf"),
        &[FontFamily::Proportional, FontFamily::Monospace],
    );
    add(
        "semibold",
        include_bytes!("../../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        &[FontFamily::Name("semibold".into())],
    );
    fonts
}
