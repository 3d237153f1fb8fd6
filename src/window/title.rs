//! The title of the window in the system: the file and whether it has unsaved changes, as is the habit of the system.
//!
//! The system shows titles in many places, so that no title names the patient: the name of a file is shown only where
//! it tells nothing about one.

use super::case::SaveState;
use super::state::Window;
use crate::wording::Phrases;
use egui::os::OperatingSystem;
use egui::{Context, ViewportCommand};

/// The title of a window without a file.
pub const APP_NAME: &str = "WGS-henvisning";

/// The title that the system shows.
pub struct WindowTitle(String);

impl Default for WindowTitle {
    fn default() -> Self {
        WindowTitle(APP_NAME.to_owned())
    }
}

impl WindowTitle {
    /// Gives the system another title, if it is another one.
    pub fn update(&mut self, ctx: &Context, window: &Window) {
        // A covered window shows nothing of the case.
        let title = if window.cover().is_some() {
            APP_NAME.to_owned()
        } else {
            let case = window.case();
            title(ctx.os(), case.shown_file_name(), case.save_state(), window.model().say())
        };
        if title != self.0 {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.0 = title;
        }
    }
}

/// A star before the name is the habit of Windows and Linux; on a Mac, a word follows the name. That the exported PDF
/// has the case is said on all of them.
fn title(os: OperatingSystem, file: Option<String>, state: SaveState, say: Phrases) -> String {
    let named = match file {
        Some(file) => format!("{file} – {APP_NAME}"),
        None => APP_NAME.to_owned(),
    };
    let texts = say.texts;
    match (state, os.is_mac()) {
        (SaveState::Saved, _) => named,
        (SaveState::Unsaved, false) => format!("*{named}"),
        (SaveState::Unsaved, true) => format!("{named} – {}", texts.get("title-edited")),
        (SaveState::InPdfOnly, false) => format!("*{named} – {}", texts.get("title-in-pdf")),
        (SaveState::InPdfOnly, true) => {
            format!("{named} – {}, {}", texts.get("title-edited"), texts.get("title-in-pdf"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Language;

    #[test]
    fn unsaved_changes_are_marked_as_each_system_does() {
        use OperatingSystem::{Mac, Nix, Windows};
        use SaveState::{InPdfOnly, Saved, Unsaved};
        let title = |os, file: Option<&str>, state| {
            title(os, file.map(ToOwned::to_owned), state, Phrases::new(Language::Da))
        };
        let file = Some("sarkom 3.wgscase");
        assert_eq!(title(Windows, file, Unsaved), "*sarkom 3.wgscase – WGS-henvisning");
        assert_eq!(title(Nix, file, Saved), "sarkom 3.wgscase – WGS-henvisning");
        assert_eq!(title(Nix, None, Unsaved), "*WGS-henvisning");
        assert_eq!(title(Mac, file, Unsaved), "sarkom 3.wgscase – WGS-henvisning – redigeret");
        assert_eq!(title(Nix, None, InPdfOnly), "*WGS-henvisning – i PDF-filen");
        assert_eq!(title(Mac, None, InPdfOnly), "WGS-henvisning – redigeret, i PDF-filen");
    }
}
