//! The CPR numbers of test persons fulfil modulus 11, or nobody would learn to heed the hint on those that do not.

use std::fs;

use super::{files, root};
use wgs_referral::case::Cpr;

/// The numbers that may fail modulus 11, by file: they are there for it.
const EXCEPTIONS: &[(&str, &[&str])] = &[
    // Centuries, leap days and the hint itself.
    (
        "src/case/cpr.rs",
        &["020160-9995", "290200-4123", "010165-1234", "020165-1234", "010265-1234", "070761-4286"],
    ),
    // The hint in the window.
    ("tests/window/answering.rs", &["070761-4286", "010165-4286"]),
];

/// The CPR numbers in a text, with a hyphen. Digits are taken for a number if they start with a date.
fn numbers(text: &str) -> Vec<Cpr> {
    let characters: Vec<char> = text.chars().collect();
    let is_part_of_word = |at: usize| characters.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let digits = |from: usize, count: usize| -> Option<String> {
        let digits = characters.get(from..from + count)?;
        digits.iter().all(char::is_ascii_digit).then(|| digits.iter().collect())
    };
    let mut found = Vec::new();
    for start in 0..characters.len() {
        if start > 0 && is_part_of_word(start - 1) {
            continue;
        }
        let Some(date) = digits(start, 6) else { continue };
        let gap = usize::from(matches!(characters.get(start + 6), Some('-' | ' ' | '–')));
        let Some(serial) = digits(start + 6 + gap, 4) else { continue };
        if !is_part_of_word(start + 6 + gap + 4) {
            found.extend(Cpr::parse(&format!("{date}{serial}")));
        }
    }
    found
}

#[test]
fn the_numbers_of_test_persons_fulfil_modulus_11() {
    let (mut faults, mut count) = (Vec::new(), 0);
    for (folder, extensions) in [
        ("benches", &["rs"][..]),
        ("samples", &["wgscase"]),
        ("src", &["rs"]),
        ("tests", &["rs", "ron", "py", "snap"]),
    ] {
        for path in extensions.iter().flat_map(|extension| files(&root().join(folder), extension)) {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            if name == "tests/texts/test_persons.rs" {
                continue;
            }
            let exceptions = EXCEPTIONS.iter().filter(|(file, _)| *file == name).flat_map(|(_, it)| *it);
            let exceptions: Vec<&str> = exceptions.copied().collect();
            let numbers = numbers(&fs::read_to_string(&path).unwrap());
            count += numbers.len();
            let failing = numbers.iter().filter(|cpr| cpr.fails_modulus_11());
            let failing = failing.filter(|cpr| !exceptions.contains(&cpr.to_string().as_str()));
            faults.extend(failing.map(|cpr| format!("{name}: {cpr}")));
        }
    }
    assert!(count > 200, "the numbers were not found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_exception_is_in_its_file_and_fails_modulus_11() {
    for (file, exceptions) in EXCEPTIONS {
        let found = numbers(&fs::read_to_string(root().join(file)).unwrap());
        for exception in *exceptions {
            let number = found.iter().find(|cpr| cpr.to_string() == *exception);
            assert!(number.is_some_and(Cpr::fails_modulus_11), "{file}: {exception}");
        }
    }
}

#[test]
fn numbers_are_found_in_each_way_of_writing_them() {
    let written = |text: &str| numbers(text).iter().map(Cpr::to_string).collect::<Vec<_>>();
    for text in ["\"0201609992\"", "020160-9992,", "020160 9992", "020160–9992", "kl. 020160-9992."] {
        assert_eq!(written(text), ["020160-9992"], "{text}");
    }
    for text in ["4294967295", "10201609992", "02016099920", "id_0201609992", "020160-999", "0231609995"] {
        assert!(written(text).is_empty(), "{text}");
    }
}
