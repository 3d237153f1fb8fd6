//! The colors of the window, named by their use. No other module of the window names a color.

use super::text_style::{regular, semibold, size};
use crate::assessment::Status;
use crate::colors;
use crate::settings::ThemeChoice;
use crate::window::case::FindingWeight;
use egui::style::ScrollStyle;
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals};

/// The colors of a theme, named by their use.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether the theme has light text on a dark background.
    pub dark: bool,
    /// The background of the window, behind cards and panels.
    pub canvas: Color32,
    /// The background of cards, bars and panels.
    pub surface: Color32,
    /// The background of parts that differ from the surface, as an unfolded row.
    pub sunken: Color32,
    /// The paper of a page in the preview, as it is printed.
    pub paper: Color32,
    /// The lines between panels and around cards.
    pub line: Color32,
    /// The frame of controls.
    pub control_line: Color32,
    /// The main text color.
    pub text: Color32,
    /// The color of secondary text.
    pub muted: Color32,
    /// The color of chosen values, main actions and links.
    pub accent: Color32,
    /// The background of the chosen entry of a list.
    pub accent_soft: Color32,
    /// The color of text on the accent.
    pub on_accent: Color32,
    /// The frame of the control that has the focus.
    pub focus: Color32,
    /// The verdict "fulfilled".
    pub met: Color32,
    /// The verdict "not fulfilled", and errors.
    pub not_met: Color32,
    /// The verdict "missing".
    pub missing: Color32,
    /// The verdict "judgement", which the clinician decides.
    pub judgement: Color32,
    /// A recommendation that is not followed, and warnings.
    pub advisory: Color32,
    /// The verdicts "no requirement" and "not applicable".
    pub faint: Color32,
    /// The background of the dash in the faint color.
    pub faint_fill: Color32,
    /// The color of signs on the shape of a verdict.
    pub on_status: Color32,
    /// How much is left of the color of a verdict that matters less than the others, from 0 to 1.
    pub dimmed: f32,
}

/// How much is left of the colors of a control that can't be used, from 0 to 1.
const DISABLED: f32 = 0.67;
/// As [`DISABLED`], where the value has to be read, with its explanation in small letters.
pub const SHOWN_DISABLED: f32 = 0.9;

/// The themes of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum ThemeKind {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White on black, with strong lines.
    HighContrast,
}

impl ThemeKind {
    /// The theme for the user's choice. `system_is_dark` is the theme of the system.
    pub fn of(choice: ThemeChoice, system_is_dark: bool) -> Self {
        match choice {
            ThemeChoice::System if system_is_dark => ThemeKind::Dark,
            ThemeChoice::System | ThemeChoice::Light => ThemeKind::Light,
            ThemeChoice::Dark => ThemeKind::Dark,
            ThemeChoice::HighContrast => ThemeKind::HighContrast,
        }
    }
}

impl Theme {
    /// The theme of a kind.
    pub fn of(kind: ThemeKind) -> Self {
        match kind {
            ThemeKind::Light => Theme::light(),
            ThemeKind::Dark => Theme::dark(),
            ThemeKind::HighContrast => Theme::high_contrast(),
        }
    }

    /// White on black.
    pub fn high_contrast() -> Self {
        Theme {
            dark: true,
            canvas: hex(0x000000),
            surface: hex(0x000000),
            sunken: hex(0x1C1C1C),
            paper: hex(0xFFFFFF),
            line: hex(0x9A9A9A),
            control_line: hex(0xFFFFFF),
            text: hex(0xFFFFFF),
            muted: hex(0xE2E2E2),
            accent: hex(0xFFE14D),
            accent_soft: hex(0x2A2600),
            on_accent: hex(0x000000),
            focus: hex(0x4DE1FF),
            met: hex(0x6BFF9E),
            not_met: hex(0xFF9AA4),
            missing: hex(0xFFFFFF),
            judgement: hex(0xDCC2FF),
            advisory: hex(0xFFC55C),
            faint: hex(0xCFCFCF),
            faint_fill: hex(0x333333),
            on_status: hex(0x000000),
            dimmed: 1.0,
        }
    }

    /// Dark on light.
    pub fn light() -> Self {
        Theme {
            dark: false,
            canvas: shared(colors::SUNKEN),
            surface: hex(0xFFFFFF),
            sunken: hex(0xF3F5F7),
            paper: hex(0xFFFFFF),
            line: hex(0xDDE2E8),
            control_line: hex(0x7C8898),
            text: shared(colors::TEXT),
            muted: shared(colors::MUTED),
            accent: shared(colors::ACCENT),
            accent_soft: hex(0xE6F0F7),
            on_accent: shared(colors::ON_ACCENT),
            focus: hex(0x1F86C4),
            met: shared(colors::status(Status::Met)),
            not_met: shared(colors::status(Status::NotMet)),
            missing: shared(colors::status(Status::Missing)),
            judgement: shared(colors::status(Status::Judgement)),
            advisory: shared(colors::status(Status::Advisory)),
            faint: shared(colors::status(Status::NoRequirement)),
            faint_fill: hex(0xE4E8ED),
            on_status: hex(0xFFFFFF),
            dimmed: 0.8,
        }
    }

    /// Light on dark.
    pub fn dark() -> Self {
        Theme {
            dark: true,
            canvas: hex(0x12171E),
            surface: hex(0x1B222B),
            sunken: hex(0x252E39),
            paper: hex(0xFFFFFF),
            line: hex(0x323C48),
            control_line: hex(0x7B8898),
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
            dimmed: 0.8,
        }
    }

    /// The color of a status.
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

    /// The color of the words about what was found in a case.
    pub fn finding(&self, weight: FindingWeight) -> Color32 {
        match weight {
            FindingWeight::Contradiction => self.not_met,
            FindingWeight::Doubt | FindingWeight::Caution => self.advisory,
            FindingWeight::Note => self.muted,
        }
    }

    /// The background of selected text.
    pub fn selection(&self) -> Color32 {
        mix(self.surface, self.accent, 0.28)
    }

    /// Applies the theme to a style of egui.
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
        style.spacing.scroll = scroll_bars();
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = Some(self.text);
        visuals.weak_text_color = Some(self.muted);
        // What can't be used now can still be read.
        visuals.disabled_alpha = DISABLED;
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
        visuals.selection.bg_fill = self.selection();
        // egui gives selected text the color of this line, which is also the frame of a field with the focus. That
        // frame has another color, and [`field_frame`](super::controls::field_frame) draws it.
        visuals.selection.stroke = Stroke::new(0.0, self.text);
        // A blinking cursor would draw frames while nothing else changes.
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
        // The handles of scroll bars: without a color of their own, they would be as white as what they stand on.
        widgets.inactive.fg_stroke = Stroke::new(1.0, self.muted);
        widgets.hovered.weak_bg_fill = self.sunken;
        widgets.active.weak_bg_fill = self.accent_soft;
        // As wide as the others: egui takes the line from the margin of a button, in whole points.
        widgets.active.bg_stroke = Stroke::new(1.0, self.focus);
        visuals
    }
}

/// A color with less light, and as transparent as before: what is behind a dialog.
pub fn darkened(color: Color32) -> Color32 {
    /// How much of the light is left, of 255.
    const LIGHT: u16 = 155;
    if color == Color32::PLACEHOLDER {
        // It stands for the color of the text, which is darkened too.
        return color;
    }
    let [red, green, blue, alpha] = color.to_array();
    // Transparency is multiplied in. The result is at most the part before.
    let part = |part: u8| u8::try_from(u16::from(part) * LIGHT / 255).unwrap_or(part);
    Color32::from_rgba_premultiplied(part(red), part(green), part(blue), alpha)
}

/// Scroll bars that are always there and wide enough for the pointer.
fn scroll_bars() -> ScrollStyle {
    ScrollStyle { bar_width: 8.0, foreground_color: true, ..ScrollStyle::solid() }
}

/// The margin inside a card, in points.
pub const CARD_MARGIN: Margin = Margin { left: 16, right: 16, top: 14, bottom: 14 };

/// Converts a color that the window shares with the report.
fn shared(colors::Rgb(r, g, b): colors::Rgb) -> Color32 {
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
    use strum::VariantArray as _;

    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// All colors of text, each with the colors behind it.
    fn texts(theme: &Theme) -> Vec<(&'static str, Color32, Color32)> {
        let behind = [theme.surface, theme.canvas, theme.sunken, theme.accent_soft];
        let mut pairs = Vec::new();
        for behind in behind {
            pairs.push(("text", theme.text, behind));
            pairs.push(("muted", theme.muted, behind));
            pairs.push(("accent", theme.accent, behind));
        }
        pairs.push(("on the accent", theme.on_accent, theme.accent));
        let mut style = Style::default();
        theme.apply(&mut style);
        let selection = style.visuals.selection;
        pairs.push(("selected", selection.stroke.color, selection.bg_fill));
        for status in Status::VARIANTS.iter().copied() {
            let soft = theme.status_soft(status);
            pairs.push(("text on a verdict", theme.text, soft));
            pairs.push(("muted on a verdict", theme.muted, soft));
            for behind in behind.into_iter().chain([soft]) {
                pairs.push((status.as_str(), theme.status(status), behind));
            }
        }
        for status in [Status::Met, Status::NotMet, Status::Judgement, Status::Advisory] {
            pairs.push(("sign in its shape", theme.on_status, theme.status(status)));
        }
        pairs
    }

    /// All colors of shapes and lines with a meaning, each with the colors behind it.
    fn shapes(theme: &Theme) -> Vec<(&'static str, Color32, Color32)> {
        let mut pairs = Vec::new();
        for behind in [theme.surface, theme.canvas, theme.sunken, theme.accent_soft] {
            pairs.push(("focus", theme.focus, behind));
            pairs.push(("chosen", theme.accent, behind));
            pairs.push(("edge of a control", theme.control_line, behind));
            for status in Status::VARIANTS.iter().copied() {
                pairs.push((status.as_str(), theme.status(status), behind));
                pairs.push(("dimmed verdict", mix(behind, theme.status(status), theme.dimmed), behind));
            }
        }
        pairs.push(("dash", theme.faint, theme.faint_fill));
        let mut style = Style::default();
        theme.apply(&mut style);
        let widgets = &style.visuals.widgets;
        for handle in [&widgets.inactive, &widgets.hovered, &widgets.active] {
            for behind in [theme.surface, theme.canvas, theme.sunken] {
                pairs.push(("handle of a scroll bar", handle.fg_stroke.color, behind));
            }
        }
        for status in Status::VARIANTS.iter().copied() {
            let soft = theme.status_soft(status);
            pairs.push(("edge of a verdict", theme.status(status), soft));
            pairs.push(("edge of a control on a verdict", theme.control_line, soft));
        }
        pairs
    }

    #[test]
    fn every_color_has_enough_contrast_in_every_theme() {
        let mut faults = Vec::new();
        for kind in ThemeKind::VARIANTS.iter().copied() {
            let theme = Theme::of(kind);
            // WCAG 2 requires 4.5 for text and 3 for graphics at level AA. The theme with high contrast has higher
            // limits.
            let (text, shape) = if kind == ThemeKind::HighContrast { (7.0, 4.5) } else { (4.5, 3.0) };
            let texts = texts(&theme).into_iter().map(|pair| (pair, text));
            for ((name, front, behind), least) in texts.chain(shapes(&theme).into_iter().map(|p| (p, shape)))
            {
                let found = contrast(front, behind);
                if found < least {
                    faults.push(format!("{kind:?}: {name} {front:?} on {behind:?}: {found:.2} < {least}"));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn what_is_behind_a_dialog_is_darker_and_as_opaque_as_before() {
        let dark = darkened(Color32::from_rgba_premultiplied(255, 100, 0, 255));
        assert_eq!(dark, Color32::from_rgba_premultiplied(155, 60, 0, 255));
        for unchanged in [Color32::TRANSPARENT, Color32::PLACEHOLDER] {
            assert_eq!(darkened(unchanged), unchanged);
        }
    }

    #[test]
    fn verdicts_with_a_color_have_different_colors() {
        // Without color, the verdicts differ by their shapes.
        let strong = [Status::Met, Status::NotMet, Status::Missing, Status::Judgement, Status::Advisory];
        for kind in ThemeKind::VARIANTS.iter().copied() {
            let theme = Theme::of(kind);
            for (at, one) in strong.iter().enumerate() {
                for other in &strong[at + 1..] {
                    assert_ne!(theme.status(*one), theme.status(*other), "{one:?} and {other:?}");
                }
            }
        }
    }
}
