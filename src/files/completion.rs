//! Completing the name of a folder in a path that is typed.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

/// The user's home folder; `None`: the system knows none.
pub fn home_folder() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// Completes the last name of a path with the folders that begin so: to the name of the only one, with a separator, or
/// as far as all of them agree. Where none begins so, small and capital letters are the same, as they are for the file
/// systems of Windows and macOS. Gives the path, and the names of the folders if there are several.
pub fn complete_folder(typed: &str) -> (String, Vec<String>) {
    let at = typed.rfind(is_separator).map_or(0, |at| at + 1);
    let (folder, start) = typed.split_at(at);
    let Ok(entries) = fs::read_dir(Path::new(if folder.is_empty() { "." } else { folder })) else {
        return (typed.to_owned(), Vec::new());
    };
    let names = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        let is_meant = begins_with(&name, start) && (!name.starts_with('.') || start.starts_with('.'));
        // A link to a folder counts as one.
        (is_meant && entry.path().is_dir()).then_some(name)
    });
    let mut names: Vec<String> = names.collect();
    if names.iter().any(|name| name.starts_with(start)) {
        names.retain(|name| name.starts_with(start));
    }
    names.sort();
    match &names[..] {
        [] => (typed.to_owned(), names),
        [only] => (format!("{folder}{only}{MAIN_SEPARATOR}"), Vec::new()),
        [first, others @ ..] => {
            let agrees = |end: &usize| others.iter().all(|name| name.get(..*end) == first.get(..*end));
            let ends = first.char_indices().map(|(at, letter)| at + letter.len_utf8());
            let end = ends.take_while(agrees).last().unwrap_or(0);
            // In other letters they may agree in less than was typed.
            let completed = if begins_with(&first[..end], start) { &first[..end] } else { start };
            (format!("{folder}{completed}"), names)
        }
    }
}

/// Whether a name begins with a text, whatever its small and capital letters are.
fn begins_with(name: &str, start: &str) -> bool {
    name.to_lowercase().starts_with(&start.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_folder_is_completed_as_far_as_it_is_known() {
        let home = tempfile::tempdir().unwrap();
        for name in ["Sager", "Sagsakter", "Ærø", ".skjult"] {
            fs::create_dir(home.path().join(name)).unwrap();
        }
        fs::write(home.path().join("Sagen.pdf"), "").unwrap();
        let path = |end: &str| format!("{}{MAIN_SEPARATOR}{end}", home.path().display());
        let complete = |end: &str| complete_folder(&path(end));
        assert_eq!(complete("Sage"), (path(&format!("Sager{MAIN_SEPARATOR}")), Vec::new()));
        assert_eq!(complete("S"), (path("Sag"), vec!["Sager".to_owned(), "Sagsakter".to_owned()]));
        assert_eq!(complete("Æ").0, path(&format!("Ærø{MAIN_SEPARATOR}")));
        assert_eq!(complete("sage").0, path(&format!("Sager{MAIN_SEPARATOR}")));
        assert_eq!(complete("sag"), (path("Sag"), vec!["Sager".to_owned(), "Sagsakter".to_owned()]));
        assert_eq!(complete("ærø").0, path(&format!("Ærø{MAIN_SEPARATOR}")));
        assert_eq!(complete("X"), (path("X"), Vec::new()));
        assert_eq!(complete("").1.len(), 3, "hidden folders are left out");
        assert_eq!(complete(".").0, path(&format!(".skjult{MAIN_SEPARATOR}")));
        let none = path(&format!("none{MAIN_SEPARATOR}a"));
        assert_eq!(complete_folder(&none), (none, Vec::new()));
    }
}
