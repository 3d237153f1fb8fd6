//! Colours, sizes and text styles of the window, named by what they mean. The only place that names
//! colours.

use crate::assessment::Status;
use crate::palette;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Visuals,
};
use std::sync::Arc;

/// The colours of a theme, by meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether light stands on dark.
    pub dark: bool,
    /// Behind everything.
    pub canvas: Color32,
    /// Behind text: cards, bars, panels.
    pub surface: Color32,
    /// Set off from the surface: an unfolded row, a chip.
    pub sunken: Color32,
    /// Between things.
    pub line: Color32,
    /// Around controls.
    pub control_line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub muted: Color32,
    /// What is chosen, and what leads on.
    pub accent: Color32,
    /// Behind what is chosen in a list.
    pub accent_soft: Color32,
    /// On the accent.
    pub on_accent: Color32,
    /// Around what has the focus.
    pub focus: Color32,
    /// Fulfilled.
    pub met: Color32,
    /// Not fulfilled, and errors.
    pub not_met: Color32,
    /// Missing.
    pub missing: Color32,
    /// Left to the clinician.
    pub judgement: Color32,
    /// A recommendation not followed, and warnings.
    pub advisory: Color32,
    /// Nothing is asked.
    pub faint: Color32,
    /// Behind the faint dash.
    pub faint_fill: Color32,
    /// On a shape of a verdict's colour.
    pub on_status: Color32,
}

impl Theme {
    /// Dark on light.
    pub fn light() -> Self {
        Theme {
            dark: false,
            canvas: print(palette::SUNKEN),
            surface: hex(0xFFFFFF),
            sunken: hex(0xF3F5F7),
            line: hex(0xDDE2E8),
            control_line: hex(0xC3CAD4),
            text: print(palette::TEXT),
            muted: print(palette::MUTED),
            accent: print(palette::ACCENT),
            accent_soft: hex(0xE6F0F7),
            on_accent: print(palette::ON_ACCENT),
            focus: hex(0x1F86C4),
            met: print(palette::status(Status::Met)),
            not_met: print(palette::status(Status::NotMet)),
            missing: print(palette::status(Status::Missing)),
            judgement: print(palette::status(Status::Judgement)),
            advisory: print(palette::status(Status::Advisory)),
            faint: print(palette::status(Status::NoRequirement)),
            faint_fill: hex(0xE4E8ED),
            on_status: hex(0xFFFFFF),
        }
    }

    /// Light on dark.
    pub fn dark() -> Self {
        Theme {
            dark: true,
            canvas: hex(0x12171E),
            surface: hex(0x1B222B),
            sunken: hex(0x252E39),
            line: hex(0x323C48),
            control_line: hex(0x4C5866),
            text: hex(0xE9EDF2),
            muted: hex(0xA8B3C0),
            accent: hex(0x6DB7E8),
            accent_soft: hex(0x1F3A4D),
            on_accent: hex(0x0C1A24),
            focus: hex(0x8CCBF4),
            met: hex(0x5CCB8B),
            not_met: hex(0xFF8A95),
            missing: hex(0xB3BDC9),
            judgement: hex(0xC3A3F5),
            advisory: hex(0xF0B35A),
            faint: hex(0x9DA8B5),
            faint_fill: hex(0x313B47),
            on_status: hex(0x12171E),
        }
    }

    /// The colour of a status.
    pub fn status(&self, status: Status) -> Color32 {
        match status {
            Status::Met => self.met,
            Status::NotMet => self.not_met,
            Status::Missing => self.missing,
            Status::Judgement => self.judgement,
            Status::Advisory => self.advisory,
            Status::NoRequirement | Status::NotApplicable => self.faint,
        }
    }

    /// A tint of the surface towards a status, for the card of the overall verdict.
    pub fn status_soft(&self, status: Status) -> Color32 {
        mix(self.surface, self.status(status), if self.dark { 0.16 } else { 0.09 })
    }

    /// Sets up egui to look like this.
    pub fn apply(&self, style: &mut Style) {
        style.text_styles = [
            (TextStyle::Heading, semibold(size::TITLE)),
            (TextStyle::Body, regular(size::BODY)),
            (TextStyle::Button, regular(size::BODY)),
            (TextStyle::Small, regular(size::SMALL)),
            (TextStyle::Monospace, regular(size::BODY)),
        ]
        .into();
        style.visuals = self.visuals();
        style.spacing.item_spacing = egui::vec2(8.0, 6.0);
        style.spacing.button_padding = egui::vec2(12.0, 6.0);
        style.spacing.interact_size = egui::vec2(32.0, size::CONTROL);
        style.spacing.scroll = egui::style::ScrollStyle::solid();
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = Some(self.text);
        visuals.weak_text_color = Some(self.muted);
        visuals.hyperlink_color = self.accent;
        visuals.panel_fill = self.surface;
        visuals.window_fill = self.surface;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.window_shadow = Shadow::NONE;
        visuals.popup_shadow = Shadow::NONE;
        visuals.extreme_bg_color = self.surface;
        visuals.text_edit_bg_color = Some(self.surface);
        visuals.faint_bg_color = self.sunken;
        visuals.error_fg_color = self.not_met;
        visuals.warn_fg_color = self.advisory;
        visuals.selection.bg_fill = mix(self.surface, self.accent, 0.28);
        visuals.selection.stroke = Stroke::new(1.5, self.focus);
        // A blinking cursor draws frames for nothing.
        visuals.text_cursor.blink = false;
        visuals.text_cursor.stroke = Stroke::new(1.5, self.text);
        let widgets = &mut visuals.widgets;
        for widget in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            widget.corner_radius = CornerRadius::same(6);
            widget.expansion = 0.0;
            widget.bg_fill = self.surface;
            widget.weak_bg_fill = self.surface;
            widget.bg_stroke = Stroke::new(1.0, self.control_line);
            widget.fg_stroke = Stroke::new(1.0, self.text);
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.line);
        widgets.hovered.weak_bg_fill = self.sunken;
        widgets.active.weak_bg_fill = self.accent_soft;
        widgets.active.bg_stroke = Stroke::new(1.5, self.focus);
        visuals
    }
}

/// Sizes in points.
pub mod size {
    /// A page's title.
    pub const TITLE: f32 = 20.0;
    /// A section's title.
    pub const SECTION: f32 = 15.0;
    /// Text.
    pub const BODY: f32 = 14.0;
    /// Text of less weight.
    pub const SMALL: f32 = 12.0;
    /// The height of controls.
    pub const CONTROL: f32 = 28.0;
    /// A verdict's shape.
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

/// The fonts that the program brings.
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
        include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf"),
        &[FontFamily::Proportional, FontFamily::Monospace],
    );
    add(
        "semibold",
        include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
        &[FontFamily::Name("semibold".into())],
    );
    fonts
}

/// The inside of a card.
pub const CARD_MARGIN: Margin = Margin { left: 16, right: 16, top: 14, bottom: 14 };

/// A colour as in print.
fn print(palette::Rgb(r, g, b): palette::Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

fn hex(rgb: u32) -> Color32 {
    let [_, r, g, b] = rgb.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color32::from_rgb(channel(a.r(), b.r()), channel(a.g(), b.g()), channel(a.b(), b.b()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_from_what_is_behind_it() {
        for theme in [Theme::light(), Theme::dark()] {
            for status in Status::ALL {
                let colour = theme.status(status);
                for behind in [theme.surface, theme.sunken, theme.status_soft(status), theme.accent_soft] {
                    assert!(
                        contrast(colour, behind) >= 4.5,
                        "{status:?} on {behind:?}: {}",
                        contrast(colour, behind)
                    );
                }
            }
            for behind in [theme.surface, theme.canvas, theme.sunken, theme.accent_soft] {
                for text in [theme.text, theme.muted, theme.accent] {
                    assert!(
                        contrast(text, behind) >= 4.5,
                        "{text:?} on {behind:?}: {}",
                        contrast(text, behind)
                    );
                }
                assert!(contrast(theme.focus, behind) >= 3.0, "focus on {behind:?}");
            }
            assert!(contrast(theme.on_accent, theme.accent) >= 4.5);
        }
    }

    #[test]
    fn signs_stand_out_from_their_shapes() {
        for theme in [Theme::light(), Theme::dark()] {
            for status in [Status::Met, Status::NotMet, Status::Judgement, Status::Advisory] {
                assert!(contrast(theme.on_status, theme.status(status)) >= 4.5, "{status:?}");
            }
        }
    }
}
