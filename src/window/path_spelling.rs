//! The ways in which a path can be spelled.

use std::path::{Component, Path, PathBuf};

/// The path without `..`, as far as its text tells. Behind a link it may be another file's: then one job waits for
/// another without need.
pub fn without_parents(path: &Path) -> PathBuf {
    let mut shorter = PathBuf::new();
    for component in path.components() {
        let is_below_folder = matches!(shorter.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::ParentDir if is_below_folder => {
                shorter.pop();
            }
            // The root has no parent.
            Component::ParentDir if shorter.has_root() => {}
            _ => shorter.push(component),
        }
    }
    shorter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_the_same_however_it_is_spelled() {
        for spelled in
            ["/t/a.pdf", "/t/./a.pdf", "/t//a.pdf", "/t/x/../a.pdf", "/t/x/y/../../a.pdf", "/../t/a.pdf"]
        {
            assert_eq!(without_parents(Path::new(spelled)), Path::new("/t/a.pdf"), "{spelled}");
        }
        // Where the path starts is not known.
        assert_eq!(without_parents(Path::new("../../a.pdf")), Path::new("../../a.pdf"));
        assert_eq!(without_parents(Path::new("t/../a.pdf")), Path::new("a.pdf"));
    }
}
