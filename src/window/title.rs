//! The title of the window in the system: the file and whether it has unsaved changes, as is the habit of the system.
//!
//! The system shows titles in many places, so that no title names the patient: the name of a file is shown only where
//! it tells nothing about one.

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
            let has_unsaved_changes = window.case().session().has_unsaved_changes();
            title(ctx.os(), window.case().shown_file_name(), has_unsaved_changes, window.model().say())
        };
        if title != self.0 {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.0 = title;
        }
    }
}

/// A star before the name is the habit of Windows and Linux; on a Mac, a word follows the name.
fn title(os: OperatingSystem, file: Option<String>, has_unsaved_changes: bool, say: Phrases) -> String {
    let named = match file {
        Some(file) => format!("{file} – {APP_NAME}"),
        None => APP_NAME.to_owned(),
    };
    match (has_unsaved_changes, os.is_mac()) {
        (false, _) => named,
        (true, false) => format!("*{named}"),
        (true, true) => format!("{named} – {}", say.texts.get("title-edited")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Language;

    #[test]
    fn unsaved_changes_are_marked_as_each_system_does() {
        let title = |os, file: Option<&str>, has_unsaved_changes| {
            title(os, file.map(ToOwned::to_owned), has_unsaved_changes, Phrases::new(Language::Da))
        };
        let file = Some("sarkom 3.wgscase");
        assert_eq!(title(OperatingSystem::Windows, file, true), "*sarkom 3.wgscase – WGS-henvisning");
        assert_eq!(title(OperatingSystem::Nix, file, false), "sarkom 3.wgscase – WGS-henvisning");
        assert_eq!(title(OperatingSystem::Nix, None, true), "*WGS-henvisning");
        assert_eq!(title(OperatingSystem::Mac, file, true), "sarkom 3.wgscase – WGS-henvisning – redigeret");
    }
}
