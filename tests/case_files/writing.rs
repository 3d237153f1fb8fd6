//! Writing the case file.

use super::*;
use wgs_referral::definition::Answer;

#[test]
fn a_file_is_written_sorted_and_without_blank_fields() {
    let case = read(GOOD, set()).unwrap().case;
    let expected = r#"(
    format: 1,
    criteria_set: "ngc-2026-11.2",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (
        name: "Bente Testperson",
        cpr: "0201609941",
        birth_date: "1960-01-02",
    ),
    requester: (
        name: "Ib Testperson",
        phone: "12345678",
    ),
    mtb: (
        date: "2026-11-20",
        name: "MTB Øst",
    ),
    requisition: (
        number: "R1",
    ),
    answers: {
        "metastatic": true,
        "performance-status": "1",
        "treatment-lines": 2,
    },
    judgements: {
        "sarcoma/competence.sarcoma-centre": (
            accept: true,
            rationale: "Efter aftale",
            by: "IT",
            on: "2026-11-21",
        ),
    },
    comments: {
        "sarcoma/age": "Kendt",
    },
)
"#;
    let hash = format!("    criteria_hash: \"{}\",\n", set().short_hash());
    assert_eq!(write(&case).replacen(&hash, "", 1), expected);
    assert!(write(&case).contains(&format!("criteria_set: \"ngc-2026-11.2\",\n{hash}    indication")));
    let blank = Case::new(set(), IndicationId::from("sarcoma"), None);
    assert_eq!(
        write(&blank).replacen(&hash, "", 1),
        "(\n    format: 1,\n    criteria_set: \"ngc-2026-11.2\",\n    indication: \"sarcoma\",\n    assessed_on: \"\",\n)\n"
    );
}

/// [`GOOD`] with identifying data in every place where a user may write it, and the part of the data that
/// no message may show.
fn with_marker_everywhere() -> Vec<(String, &'static str)> {
    let markers = [
        ("\"Aase Testperson\"", "Testperson"),
        ("\"150372-4371\"", "150372"),
        ("\"1503724371\"", "150372"),
        ("1503724371", "150372"),
        ("r#\"Aase Testperson\"#", "Testperson"),
        ("Testperson", "Testperson"),
        ("(Testperson: 1)", "Testperson"),
        ("{\"Aase Testperson\": 1503724371}", "Testperson"),
        ("[\"150372-4371\"]", "150372"),
        ("\"Aase Testperson", "Testperson"),
        ("Testperson: 1, Testperson", "Testperson"),
        ("\"Aase Testperson\": true, \"Aase Testperson\"", "Testperson"),
        ("\"150372-4371\": \"x\", \"1503724371\"", "150372"),
        ("/* Aase Testperson", "Testperson"),
    ];
    // The places are each key, each value, and before each key.
    let root = scan(GOOD).unwrap();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut open = vec![&root];
    while let Some(node) = open.pop() {
        for entry in node.entries() {
            places.push((entry.value.start, entry.value.end));
            let colon = entry.key_at + GOOD[entry.key_at..].find(':').unwrap();
            places.push((entry.key_at, colon));
            places.push((entry.key_at, entry.key_at));
            open.push(&entry.value);
        }
    }
    let put =
        |marker: &str, (start, end): (usize, usize)| format!("{}{marker}{}", &GOOD[..start], &GOOD[end..]);
    let everywhere = markers
        .iter()
        .flat_map(|(marker, secret)| places.iter().map(move |place| (put(marker, *place), *secret)));
    everywhere.collect()
}

#[test]
fn no_message_holds_identifying_data() {
    for (text, secret) in with_marker_everywhere() {
        let said = match read(&text, set()) {
            Ok(reading) => {
                let faults = reading.faults.iter().map(ToString::to_string);
                format!("{:?}{:?}{}", reading.case, reading.faults, faults.collect::<String>())
            }
            Err(refusal) => format!("{refusal:?}{refusal}"),
        };
        assert!(!said.contains(secret), "{said}\n{text}");
    }
}

proptest! {
    #[test]
    fn a_case_without_fault_reads_back_equal(case in any_case()) {
        let text = write(&case);
        let reading = read(&text, set()).unwrap();
        prop_assert_eq!(&reading.faults, &[], "{}", text);
        prop_assert!(reading.case == case, "{}", text);
    }

    #[test]
    fn a_draft_reads_back_equal_half_typed_texts_and_all(case in any_draft()) {
        let text = write(&case);
        let reading = read(&text, set()).unwrap();
        prop_assert!(reading.case == case, "{}", text);
        prop_assert_eq!(write(&reading.case), text);
        for indication in &set().indications {
            prop_assert_eq!(assess(indication, &case), assess(indication, &reading.case));
        }
    }

    #[test]
    fn a_draft_in_a_locked_window_comes_back_exactly(mut case in any_draft(), text in any::<String>()) {
        case.patient.name.clone_from(&text);
        case.criteria_hash.clone_from(&text);
        case.unparsed.insert("mtb.note".to_owned(), text.repeat(1000));
        let sealed = ron::to_string(&case).unwrap();
        prop_assert!(ron::from_str::<Case>(&sealed).unwrap() == case);
    }

    #[test]
    fn the_maps_of_a_file_are_sorted(case in any_draft()) {
        let text = write(&case);
        let root = scan(&text).unwrap();
        for name in ["answers", "judgements", "comments", "unread"] {
            let entries = root.get(name).map_or(&[][..], |node| node.entries());
            let keys: Vec<_> = entries.iter().map(|entry| &entry.key).collect();
            prop_assert!(keys.is_sorted(), "{:?}", keys);
        }
    }

    #[test]
    fn different_cases_are_different_files(one in any_draft(), other in any_draft()) {
        prop_assert_eq!(one == other, write(&one) == write(&other));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,60}") {
        let _ = read(&text, set());
    }

    #[test]
    fn no_damage_to_a_case_makes_reading_panic(
        cut in 0..GOOD.len(),
        length in 0..40_usize,
        put in "[\\[\\](){}\":,a1-]{0,3}",
    ) {
        let (mut start, mut end) = (cut, (cut + length).min(GOOD.len()));
        while !GOOD.is_char_boundary(start) {
            start -= 1;
        }
        while !GOOD.is_char_boundary(end) {
            end += 1;
        }
        let _ = read(&format!("{}{put}{}", &GOOD[..start], &GOOD[end..]), set());
    }
}

proptest::proptest! {
    /// Texts that other programs write, with invisible characters and of any length, are read the same once they are
    /// saved: nothing is cleaned or cut a second time.
    #[test]
    fn any_text_is_the_same_once_it_is_saved(text in "(?s).{0,300}", times in 1_usize..30) {
        let text = text.repeat(times);
        let mut case = read(GOOD, set()).unwrap().case;
        case.patient.name.clone_from(&text);
        case.requester.phone.clone_from(&text);
        case.mtb.note.clone_from(&text);
        case.comments.insert(("sarcoma".into(), "age".into()), text.clone());
        case.answers.insert("diagnosis-text".into(), Answer::Line(text.clone()));
        case.answers.insert("clinical-question".into(), Answer::Lines(text.clone()));
        case.answers.insert("diagnosis-code".into(), Answer::SksCode(text.clone()));
        case.unparsed.insert("treatment-lines".into(), text.clone());
        let first = read(&write(&case), set()).unwrap().case;
        let second = read(&write(&first), set()).unwrap().case;
        proptest::prop_assert!(first == second);
        // Where it is too long, all of it is kept.
        for long in first.overlong_texts(set()) {
            proptest::prop_assert_eq!(first.unparsed[long.key].chars().count(), long.count);
        }
    }
}
