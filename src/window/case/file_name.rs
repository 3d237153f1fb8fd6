//! The name of the case's file, where it may be shown.

use super::CaseView;
use crate::case::file_name_tells_nothing;
use crate::notation::shown_name;

impl CaseView {
    /// The name of the file of the case, for the title of the window and the bar; `None`: there is no file, or its name
    /// may tell who the patient is.
    pub fn shown_file_name(&self) -> Option<String> {
        let name = self.session().path()?.file_name()?.to_string_lossy();
        file_name_tells_nothing(&name, self.session().case()).then(|| shown_name(&name))
    }
}
