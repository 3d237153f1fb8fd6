//! Whether two names are those of the same doctor: a slip that is mended or a title that is added changes no doctor.

use crate::text::{Word, is_blank, words};

/// What a change of a doctor's name makes of the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoctorMatch {
    /// The same doctor: the name is typed in another way, has another title, or is completed.
    Same,
    /// Most likely the same doctor: the name is one that a slip or an omission makes of the other. Two doctors may have
    /// such names all the same.
    Corrected,
    /// Another doctor, or none.
    Another,
}

/// Words that stand beside a name and are no part of it, spelled with the letters of every keyboard. They are in Danish
/// and English, as doctors write them.
const TITLES: [&str; 33] = [
    "afdelingslaege",
    "afsnitsledende",
    "associate",
    "cand",
    "cheflaege",
    "chief",
    "consultant",
    "doctor",
    "dmsc",
    "doktor",
    "dr",
    "forsker",
    "klinisk",
    "konsulent",
    "konstitueret",
    "laege",
    "ledende",
    "lektor",
    "lic",
    "md",
    "med",
    "overlaege",
    "phd",
    "physician",
    "prof",
    "professor",
    "reservelaege",
    "senior",
    "seniorforsker",
    "speciallaege",
    "specialeansvarlig",
    "sygehuslaege",
    "uddannelsesansvarlig",
];

/// What the doctor named `before` is to the one named `now`.
pub fn match_doctors(before: &str, now: &str) -> DoctorMatch {
    if is_blank(before) || is_blank(now) {
        return if is_blank(before) && is_blank(now) { DoctorMatch::Same } else { DoctorMatch::Another };
    }
    let (all_before, all_now) = (words(before), words(now));
    if is_completed_by(&all_before, &all_now) {
        return DoctorMatch::Same;
    }
    let (before, now) = (without_titles(all_before), without_titles(all_now));
    if is_completed_by(&before, &now) {
        return DoctorMatch::Same;
    }
    let (mut gone, mut new) = (before.clone(), now.clone());
    new.retain(|word| match gone.iter().position(|other| is_same_word(word, other)) {
        Some(at) => {
            gone.remove(at);
            false
        }
        None => true,
    });
    let common = before.len() - gone.len();
    if gone.is_empty() && new.is_empty() || letters(&before) == letters(&now) {
        return DoctorMatch::Same;
    }
    let is_slip = is_one_letter_apart(&letters(&before), &letters(&now));
    let common = common + usize::from(take_out_slip(&mut gone, &mut new));
    let is_corrected = match (gone.is_empty(), new.is_empty()) {
        (true, true) => common > 1,
        (true, false) => common > 0,
        // One word alone may be that of anybody.
        (false, true) => common > 1,
        (false, false) => false,
    };
    if is_slip || is_corrected { DoctorMatch::Corrected } else { DoctorMatch::Another }
}

/// Whether a name has another part behind it now, or none.
fn is_completed_by(before: &[Word], now: &[Word]) -> bool {
    !before.is_empty()
        && now.len() >= before.len()
        && before.iter().zip(now).all(|(one, other)| is_same_word(one, other))
}

/// The words of a name without titles. A name that has nothing else stays.
fn without_titles(name: Vec<Word>) -> Vec<Word> {
    let spelled: Vec<&str> = name.iter().map(|word| word.with_digraphs.as_str()).collect();
    let is_title = |at: usize| {
        let word = spelled[at];
        let is_half_of_phd = (word == "ph" && spelled.get(at + 1) == Some(&"d"))
            || (word == "d" && at.checked_sub(1).is_some_and(|before| spelled[before] == "ph"));
        TITLES.contains(&word) || is_half_of_phd
    };
    let own: Vec<Word> = (0..name.len()).filter(|at| !is_title(*at)).map(|at| name[at].clone()).collect();
    if own.is_empty() { name } else { own }
}

fn is_same_word(one: &Word, other: &Word) -> bool {
    one.with_digraphs == other.with_digraphs || one.without_marks == other.without_marks
}

/// The letters of a name without what is between its words.
fn letters(name: &[Word]) -> String {
    name.iter().map(|word| word.without_marks.as_str()).collect()
}

/// Whether one letter is another one, too many, missing, or in the place of its neighbour. A name of two letters would
/// become any other one.
fn is_one_letter_apart(one: &str, other: &str) -> bool {
    let length = one.chars().count().max(other.chars().count());
    length > 2 && strsim::osa_distance(one, other) <= 1
}

/// Takes a word out of each name, if one of them is a slip of the other or its initial. Says whether there
/// are two such.
fn take_out_slip(gone: &mut Vec<Word>, new: &mut Vec<Word>) -> bool {
    let is_slip = |one: &Word, other: &Word| {
        let (one, other) = (&one.without_marks, &other.without_marks);
        is_initial_of(one, other) || is_initial_of(other, one) || is_one_letter_apart(one, other)
    };
    let found = gone
        .iter()
        .enumerate()
        .find_map(|(at, word)| new.iter().position(|other| is_slip(word, other)).map(|in_new| (at, in_new)));
    if let Some((at, in_new)) = found {
        gone.remove(at);
        new.remove(in_new);
    }
    found.is_some()
}

fn is_initial_of(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn what_leaves_the_same_name_leaves_the_same_doctor() {
        for (before, now) in [
            ("Bo Testlæge", "bo  testlæge"),
            ("BO TESTLÆGE", "Bo Testlæge "),
            ("Bo Testlæge", "Bo Testlaege"),
            ("Søren Testlæge", "Soren Testlæge"),
            ("Bo Testlæge", "Testlæge, Bo"),
            ("BoTestlæge", "Bo Testlæge"),
            ("Anne Marie Testlæge", "Anne-Marie Testlæge"),
            ("Bo Testlæge", "Overlæge Bo Testlæge"),
            ("Overlæge Bo Testlæge", "Bo Testlæge"),
            ("Bo Testlæge", "dr. Bo Testlæge, ph.d."),
            ("Bo Testlæge", "Ledende overlæge, dr.med. Bo Testlæge"),
            ("Overlæge Bo Testlæge", "Professor Bo Testlæge"),
            ("Bo Testlæge", "Consultant Bo Testlæge, MD"),
            ("Bo", "Bo Testlæge"),
            ("Bo Testlæge", "Bo Testlæge Testesen"),
            ("Overlæge", "Overlæge Bo Testlæge"),
            ("", ""),
        ] {
            assert_eq!(match_doctors(before, now), DoctorMatch::Same, "{before:?} {now:?}");
        }
    }

    #[test]
    fn a_slip_or_a_part_that_was_left_out_is_most_likely_a_correction() {
        for (before, now) in [
            ("Bo Tstlæge", "Bo Testlæge"),
            ("Bo Testlæge", "Bo Testlægee"),
            ("Bo Tetslæge", "Bo Testlæge"),
            ("Bo Testlæge", "Ba Testlæge"),
            ("Bo Testlæge", "Bo Testlæga"),
            ("Anne Testlæge", "Anna Testlæge"),
            ("Eva", "Evy"),
            ("B. Testlæge", "Bo Testlæge"),
            ("Bo Testlæge", "B. Testlæge"),
            ("Bo Testlæge", "Bo Peter Testlæge"),
            ("Bo Peter Testlæge", "Bo Testlæge"),
            ("Testlæge", "Bo Testlæge"),
            ("Bo Tstlæge", "Afsnitsleder Bo Testlæge"),
            ("Bo Testlæge", "Overlæge Bo Testlægr"),
        ] {
            assert_eq!(match_doctors(before, now), DoctorMatch::Corrected, "{before:?} {now:?}");
        }
    }

    #[test]
    fn all_else_is_another_doctor() {
        for (before, now) in [
            ("Bo Testlæge", ""),
            ("", "Bo Testlæge"),
            ("Bo Testlæge", "Bo"),
            ("Bo", "Bodil Testlæge"),
            ("Bo", "Ib"),
            ("Bo", "Ba"),
            ("Bo Testlæge", "Eva Testlæge"),
            ("Bo Testlæge", "Bo Hansen"),
            ("Bo Hansen", "Eva Jensen"),
            ("Overlæge Bo Hansen", "Overlæge Eva Jensen"),
            ("Overlæge", "Professor Bo Testlæge"),
            ("Bo Testlæge", "E"),
            ("Bo Hansen", "B Jensen"),
        ] {
            assert_eq!(match_doctors(before, now), DoctorMatch::Another, "{before:?} {now:?}");
        }
    }

    const WORDS: [&str; 7] = ["Bo", "Eva", "Søren", "Hansen", "Testlæge", "Overlæge", "B."];

    fn any_name() -> impl Strategy<Value = String> {
        prop::collection::vec(select(&WORDS[..]), 0..4).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn nobody_is_another_doctor_than_themselves(name in any_name()) {
            for typed in [name.clone(), format!("  {name} "), name.to_uppercase(), name.replace(' ', "\u{a0}")] {
                prop_assert_eq!(match_doctors(&name, &typed), DoctorMatch::Same);
            }
        }

        #[test]
        fn a_title_in_front_never_makes_another_doctor(name in any_name(), title in select(&TITLES[..])) {
            prop_assume!(!name.is_empty());
            let titled = format!("{title} {name}");
            prop_assert!(match_doctors(&name, &titled) != DoctorMatch::Another);
        }

        #[test]
        fn one_letter_in_a_whole_name_never_makes_another_doctor(
            first in select(&WORDS[..5]),
            last in select(&WORDS[..5]),
            at in any::<prop::sample::Index>(),
            letter in select(vec!['a', 'x', 'é']),
        ) {
            let name: Vec<char> = format!("{first} {last}").chars().collect();
            let at = at.index(name.len());
            let mut slips = vec![name.clone(), name.clone(), name.clone()];
            slips[0][at] = letter;
            slips[1].insert(at, letter);
            slips[2].remove(at);
            let name: String = name.into_iter().collect();
            for slip in slips {
                let slip: String = slip.into_iter().collect();
                prop_assert!(match_doctors(&name, &slip) != DoctorMatch::Another, "{} {}", name, slip);
                prop_assert!(match_doctors(&slip, &name) != DoctorMatch::Another, "{} {}", slip, name);
            }
        }
    }
}
