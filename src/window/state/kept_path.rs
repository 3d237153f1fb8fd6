//! Which paths the program may keep when the case is closed: none may name a patient.

use crate::case::{Case, file_name_tells_nothing, identifies_patient};
use std::path::{Component, Path};

/// Whether the path of a case may be kept in a list.
pub(super) fn may_be_listed(path: &Path, case: &Case) -> bool {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else { return false };
    file_name_tells_nothing(&name.to_string_lossy(), case) && folder_may_be_kept(folder, case)
}

/// Whether a folder that holds a file of the case may be kept. The names in its path can be those of the user, so that
/// they are only compared with the patient. They must not hold a number as long as a birth date, unless all of the name
/// tells nothing, such as a date of this year. In a case that names nobody, every name must tell nothing, apart
/// from the user's own.
pub(super) fn folder_may_be_kept(folder: &Path, case: &Case) -> bool {
    // A number alone does not tell whether a name is that of the patient.
    let names_nobody = case.patient.name.trim().is_empty();
    let folders = folders_below_home(folder);
    let has_long_number = |name: &str| name.chars().filter(char::is_ascii_digit).count() >= 6;
    !identifies_patient(case, &folder.to_string_lossy())
        && !folders.iter().any(|name| has_long_number(name) && !file_name_tells_nothing(name, case))
        && (!names_nobody || folders.iter().all(|name| file_name_tells_nothing(name, case)))
}

/// The names of the folders of a path, without the drive and the folder of a user.
fn folders_below_home(folder: &Path) -> Vec<String> {
    let names = folder.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    let names: Vec<String> = names.collect();
    let is_of_users =
        names.first().is_some_and(|name| ["home", "users"].contains(&name.to_lowercase().as_str()));
    names.into_iter().skip(if is_of_users { 2 } else { 0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use jiff::civil::date;

    fn case(name: &str) -> Case {
        let mut case = Case::new(&embedded().unwrap(), "sarcoma".into(), Some(date(2026, 11, 22)));
        case.patient.name = name.to_owned();
        case
    }

    #[test]
    fn a_path_that_may_name_a_patient_is_not_listed() {
        let bente = case("Bente Testperson");
        for path in ["/home/laege/Sager/sarkom 17.wgscase", "/s/Dokumenter/wgs-sarcoma-2026-11-22.wgscase"] {
            assert!(may_be_listed(Path::new(path), &bente), "{path}");
        }
        for path in [
            "/home/laege/Sager/Bente.wgscase",
            "/home/laege/Sager/Hansen.wgscase",
            "/home/laege/Testperson/sarkom 17.wgscase",
            "/home/laege/020160-9941/sarkom 17.wgscase",
            "/s/240847-1233/sarkom 17.wgscase",
            "/s/24 08 47/WGS/sarkom 17.wgscase",
            "/",
        ] {
            assert!(!may_be_listed(Path::new(path), &bente), "{path}");
        }
    }

    #[test]
    fn the_folder_of_a_case_that_names_nobody_must_tell_nothing() {
        let unnamed = case("");
        assert!(may_be_listed(Path::new("/home/laege/Sager/sarkom 17.wgscase"), &unnamed));
        for path in [
            "/home/laege/Hansen/sarkom 17.wgscase",
            "/home/laege/Inger Hansen/WGS/sarkom 17.wgscase",
            "/Hansen/17.wgscase",
        ] {
            assert!(!may_be_listed(Path::new(path), &unnamed), "{path}");
        }
    }
}
