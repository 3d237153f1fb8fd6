//! Whether two names are those of the same doctor: a slip that is mended or a title that is added changes no doctor.

use crate::text::{Word, is_blank, words};

/// What a change of a doctor's name makes of the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoctorMatch {
    /// The same doctor: the name is typed in another way, has other titles, or was one word and is completed.
    Same,
    /// Most likely the same doctor: the name is one that a slip or an omission makes of the other, or another part is
    /// added to it. Two doctors may have such names all the same.
    Corrected,
    /// Another doctor, or none.
    Another,
}

/// Words that stand beside a name and are no part of it, spelled with the letters of every keyboard. They are in Danish
/// and English, as doctors write them.
const TITLES: [&str; 32] = [
    "afdelingslaege",
    "afsnitsledende",
    "associate",
    "cand",
    "cheflaege",
    "chief",
    "consultant",
    "dmsc",
    "doctor",
    "doktor",
    "dr",
    "forsker",
    "klinisk",
    "konstitueret",
    "konsulent",
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
    "seniorforsker",
    "specialeansvarlig",
    "speciallaege",
    "sygehuslaege",
    "uddannelsesansvarlig",
];

/// What the doctor named `before` is to the one named `now`.
pub fn match_doctors(before: &str, now: &str) -> DoctorMatch {
    if is_blank(before) || is_blank(now) {
        return if is_blank(before) && is_blank(now) { DoctorMatch::Same } else { DoctorMatch::Another };
    }
    let (all_before, all_now) = (words(before), words(now));
    let own_before = without_titles(&all_before);
    let is_half_typed = own_before.len() <= 1;
    let before = if own_before.is_empty() { all_before.clone() } else { own_before };
    let own_now = without_titles(&all_now);
    let now = if own_now.is_empty() { all_now.clone() } else { own_now };
    // Another surname behind a name of two words may be that of another doctor.
    if is_half_typed && (begins_with(&all_now, &all_before) || begins_with(&now, &before)) {
        return DoctorMatch::Same;
    }
    let (mut only_before, mut only_now) = (before.clone(), now.clone());
    only_now.retain(|word| match only_before.iter().position(|other| is_same_word(word, other)) {
        Some(at) => {
            only_before.remove(at);
            false
        }
        None => true,
    });
    let common = before.len() - only_before.len();
    if only_before.is_empty() && only_now.is_empty() || letters(&before) == letters(&now) {
        return DoctorMatch::Same;
    }
    let is_slip = is_one_letter_apart(&letters(&before), &letters(&now));
    let common = common + usize::from(take_out_slip(&mut only_before, &mut only_now));
    let is_corrected = match (only_before.is_empty(), only_now.is_empty()) {
        (true, true) => common > 1,
        (true, false) => common > 0,
        // One word alone may be that of anybody.
        (false, true) => common > 1,
        (false, false) => false,
    };
    if is_slip || is_corrected { DoctorMatch::Corrected } else { DoctorMatch::Another }
}

/// Whether `now` begins with all words of `before`.
fn begins_with(now: &[Word], before: &[Word]) -> bool {
    !before.is_empty()
        && now.len() >= before.len()
        && before.iter().zip(now).all(|(one, other)| is_same_word(one, other))
}

/// The words of a name without titles.
fn without_titles(name: &[Word]) -> Vec<Word> {
    (0..name.len()).filter(|at| !is_title(name, *at)).map(|at| name[at].clone()).collect()
}

fn is_title(name: &[Word], at: usize) -> bool {
    let spelled = |at: usize| name.get(at).map(|word| word.with_digraphs.as_str());
    let before = at.checked_sub(1);
    match name[at].with_digraphs.as_str() {
        "ph" => spelled(at + 1) == Some("d"),
        "d" => before.and_then(spelled) == Some("ph"),
        // A father and his son may have the same name: behind that, the word tells them apart.
        "senior" => {
            let is_behind_name = before.is_some_and(|before| !is_title(name, before));
            let has_comma = |at: usize| name.get(at).is_some_and(|word| word.gap.contains(','));
            let is_before_title = spelled(at + 1).is_some_and(|next| TITLES.contains(&next));
            is_before_title && !has_comma(at + 1) && (!is_behind_name || has_comma(at))
        }
        word => TITLES.contains(&word),
    }
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

/// Takes a word out of each name, if one of them is a slip of the other or its initial. Returns whether it has found
/// such a pair.
fn take_out_slip(only_before: &mut Vec<Word>, only_now: &mut Vec<Word>) -> bool {
    let is_slip = |one: &Word, other: &Word| {
        let (one, other) = (&one.without_marks, &other.without_marks);
        is_initial_of(one, other) || is_initial_of(other, one) || is_one_letter_apart(one, other)
    };
    let found = only_before.iter().enumerate().find_map(|(at, word)| {
        only_now.iter().position(|other| is_slip(word, other)).map(|at_now| (at, at_now))
    });
    if let Some((at, at_now)) = found {
        only_before.remove(at);
        only_now.remove(at_now);
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
            ("Overlæge Bo", "Overlæge Bo Testlæge"),
            ("Overlæge Bo", "Bo Testlæge"),
            ("Overlæge", "Overlæge Bo Testlæge"),
            ("Bo Testlæge", "Senior consultant Bo Testlæge"),
            ("Bo Testlæge", "Bo Testlæge, senior overlæge"),
            ("Bo Testlæge senior", "Overlæge Bo Testlæge senior"),
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
            ("Bo Testlæge", "Bo Testlæge Testesen"),
            ("Anne Hansen", "Anne Hansen Bak"),
            ("Anne Hansen", "Overlæge Anne Hansen Bak"),
            ("Overlæge Anne Hansen", "Overlæge Anne Hansen Bak"),
            ("Bo Hansen", "Bo Hansen senior"),
            ("Bo Hansen senior", "Bo Hansen"),
            ("Bo Hansen, overlæge", "Bo Hansen senior, overlæge"),
            ("Bo Hansen overlæge", "Bo Hansen senior overlæge"),
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
