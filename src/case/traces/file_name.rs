//! Decides whether a file name is made of words and numbers that tell nothing about anybody.

use crate::text::{comparable, is_dash, with_digraphs};
use jiff::civil::Date;

/// Whether every word and number of a file name, with or without its extension, is known to be harmless.
///
/// | name | |
/// |---|---|
/// | `wgs-sarcoma-2026-11-28.wgscase`, `Sarkom 17.wgscase`, `MTB uge 48` | is harmless |
/// | `Bente sarkom`, `Hansens sag`, `B.T. sarkom` | may hold a name: an unknown word, initials |
/// | `020160`, `sag 02-01-60`, `0201609941`, `sag 9941` | may hold a CPR number, a part of one or a birth date |
pub(super) fn is_harmless_name(name: &str) -> bool {
    /// In characters. No system allows longer names.
    const LONGEST: usize = 255;
    if name.chars().nth(LONGEST).is_some() {
        return false;
    }
    let comparable = with_digraphs(&comparable(name));
    let described = without_proposed_id(&comparable);
    are_separators_harmless(described) && are_words_harmless(described) && are_numbers_harmless(described)
}

/// Words of the names of files about referrals and of common folders, in Danish and English, spelled with digraphs.
/// None of them is usual as the name of a person.
const HARMLESS: &str = "
    wgs ngs mtb pdf pt nr ny new case wgscase sag patient forloeb
    henvisning referral rekvisition requisition request bestilling anmodning rapport report vurdering assessment
    kriterier criteria skema form indikation indication dokument document formular
    kladde draft udkast kopi copy backup arkiv archive gemt saved final endelig faerdig version test demo
    eksempel example proeve sample proevesvar uge week konference moede meeting
    klinik clinic afdeling department ambulatorium
    sarkom sarcoma blodkraeft lunge bryst breast mamma tarm lever hjerne brain pancreas pankreas bugspytkirtel
    thymus thymom thymoma thymic epithel epithelial celle primaer primary metastatisk metastatic solid solide
    kraeft cancer carcinom carcinoma karcinom tumor tumour tumorer tumours melanom melanoma gliom glioma
    molekylaer molecular genom genome onkologi oncology kirurgi biopsi biopsy vaev tissue recidiv relapse
    skrivebord desktop download overfoersler fil file faelles shared hospital mnt media";

/// The endings that Danish and English words have in file names, and the "s" inside of compounds.
const ENDINGS: [&str; 8] = ["", "s", "e", "er", "en", "et", "erne", "ens"];

/// Whether nothing but letters, the digits that are looked at, and usual separators is in a name.
fn are_separators_harmless(name: &str) -> bool {
    name.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || is_dash(c) || " _.,()+&#".contains(c))
}

fn are_words_harmless(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (letters, words): (Vec<&str>, Vec<&str>) = words.partition(|word| word.chars().nth(1).is_none());
    // One letter numbers cases or versions ("sarkom A", "v2"); two may be initials.
    letters.len() <= 1 && words.into_iter().all(is_harmless)
}

fn is_harmless(word: &str) -> bool {
    HARMLESS.split_whitespace().any(|harmless| harmless == word) || is_compound(word)
}

/// Whether a word consists of harmless words and their endings. All but the first have at least four letters, so that
/// no name is composed by chance.
fn is_compound(word: &str) -> bool {
    const SHORTEST: usize = 4;
    let mut ends = vec![false; word.len() + 1];
    ends[0] = true;
    for start in 0..word.len() {
        if !ends[start] {
            continue;
        }
        let Some(rest) = word.get(start..) else { continue };
        for part in HARMLESS.split_whitespace().filter(|part| part.len() >= SHORTEST || start == 0) {
            let Some(after) = rest.strip_prefix(part) else { continue };
            for ending in ENDINGS.iter().filter(|ending| after.starts_with(**ending)) {
                ends[start + part.len() + ending.len()] = true;
            }
        }
    }
    ends[word.len()]
}

/// The name without its id, if it has the form of the names that are proposed for PDF files and for cases:
/// `wgs-sarcoma-2026-11-28-3fza7c12.pdf`, `wgs-sarcoma-2026-11-28-k7m2x9d4.wgscase`. Anywhere else, such a word may
/// be a name with a number.
fn without_proposed_id(name: &str) -> &str {
    let (stem, is_id): (_, fn(&str) -> bool) =
        match (name.strip_suffix(".pdf"), name.strip_suffix(".wgscase")) {
            (Some(stem), _) => (stem, is_document_id),
            (None, Some(stem)) => (stem, is_case_name_id),
            (None, None) => return name,
        };
    let Some((start, id)) = stem.rsplit_once('-') else { return name };
    let mut numbers = start.rsplitn(4, '-');
    let has_date = match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
        (Some(day), Some(month), Some(year), Some(_)) => is_recent_date(year, month, day),
        _ => false,
    };
    if start.starts_with("wgs-") && has_date && is_id(id) { start } else { name }
}

/// Whether a word may be the id of a report: it has letters and digits as the id is printed, and is no word and no
/// part of a CPR number.
fn is_document_id(word: &str) -> bool {
    /// In characters, without the hyphen.
    const LENGTH: usize = 8;
    let has_letters_of_id =
        word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z') && !b"ilou".contains(&byte));
    let longest_number = word.split(char::is_alphabetic).map(str::len).max().unwrap_or(0);
    word.len() == LENGTH && has_letters_of_id && (1..4).contains(&longest_number)
}

/// Whether a word may be the id in the name that is proposed for a case: letters and digits alternate, so that it is no
/// word and no part of a CPR number.
fn is_case_name_id(word: &str) -> bool {
    let alternates = |(at, byte): (usize, u8)| match at % 2 {
        0 => byte.is_ascii_lowercase(),
        _ => byte.is_ascii_digit(),
    };
    word.len() == 8 && word.bytes().enumerate().all(alternates)
}

/// Whether no number of a name can be a CPR number, a part of one or a birth date. Numbers with nothing but separators
/// between them are looked at together.
fn are_numbers_harmless(name: &str) -> bool {
    let between_letters = name.split(char::is_alphabetic);
    between_letters.into_iter().all(|run| {
        let numbers: Vec<&str> =
            run.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
        match numbers[..] {
            [] => true,
            [number] => is_small(number) || is_recent_year(number),
            [year, number] if is_recent_year(year) => is_small(number),
            [number, year] if is_recent_year(year) => is_small(number),
            [first, second] => is_small(first) && is_small(second) && first.len() + second.len() < 6,
            [year, month, day] => is_recent_date(year, month, day),
            _ => false,
        }
    })
}

/// Whether it can count cases, weeks or versions, and has fewer digits than the last part of a CPR number.
fn is_small(number: &str) -> bool {
    number.len() <= 3
}

/// Whether it is a year in which the program was in use.
fn is_recent_year(number: &str) -> bool {
    number.len() == 4 && (2026..2100).contains(&number.parse().unwrap_or(0))
}

fn is_recent_date(year: &str, month: &str, day: &str) -> bool {
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    is_recent_year(year) && month.len() == 2 && day.len() == 2 && date().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::super::identity::tests::identified_case;
    use super::super::file_name_tells_nothing;
    use crate::case::{Case, Cpr};
    use crate::definition::embedded;
    use jiff::civil::date;

    #[test]
    fn the_names_that_the_program_proposes_tell_nothing() {
        let case = identified_case();
        let set = embedded().unwrap();
        assert!(!set.indications.is_empty());
        for indication in &set.indications {
            for name in [
                format!("wgs-{}-2026-11-28.wgscase", indication.id),
                format!("wgs-{}-2026-11-28-3fza7c12.pdf", indication.id),
            ] {
                assert!(file_name_tells_nothing(&name, &case), "{name}");
            }
        }
    }

    #[test]
    fn names_of_known_words_and_small_numbers_tell_nothing() {
        for name in [
            "Sarkom 17.wgscase",
            "sarkom_17",
            "SARKOM-2026-003.wgscase",
            "MTB uge 48.wgscase",
            "MTB 2026-48 (kopi)",
            "WGS-henvisning.pdf",
            "wgs.henvisningskladde.v2.wgscase",
            "Patient 3, kræft i tarm",
            "Kræftpatient",
            "Kra\u{308}ftpatient",
            "sarkom A",
            "Hjernetumor 2026-12-01",
            "12-2026 lungekræft",
            "Prøve",
        ] {
            assert!(file_name_tells_nothing(name, &identified_case()), "{name}");
        }
    }

    /// The case is not the patient's of the file name, or does not name anybody yet.
    #[test]
    fn a_name_of_anybody_is_not_shown() {
        let set = embedded().unwrap();
        let blank = Case::new(&set, "sarcoma".into(), Some(date(2026, 11, 22)));
        for case in [&blank, &identified_case()] {
            for name in [
                "Bente.wgscase",
                "Bentes sarkom.wgscase",
                "BENTE_TESTPERSON",
                "sarkom-bente.wgscase",
                "sarkom.b.t.wgscase",
                "Åse Ø sarkom",
                "A\u{30a}se.wgscase",
                "Hansens sag",
                "Hansensarkom",
                "sarkom2Hansen3",
                "Ib.wgscase",
                "Tilde",
                "ＢＥＮＴＥ",
                "Be\u{ad}nte",
                "日本.wgscase",
                "Ditte Testlæge",
                "B T",
                "BT sarkom",
                "wgs-sarcoma-2026-11-28-margrete.pdf",
                "wgs-2026-11-28-bente123.wgscase",
                "bente123.pdf",
            ] {
                assert!(!file_name_tells_nothing(name, case), "{name}");
            }
        }
    }

    #[test]
    fn a_number_like_a_cpr_number_or_birth_date_is_not_shown() {
        let set = embedded().unwrap();
        let blank = Case::new(&set, "sarcoma".into(), Some(date(2026, 11, 22)));
        for case in [&blank, &identified_case()] {
            for name in [
                "0201609941.wgscase",
                "020160-9941",
                "sarkom_020160_9941.wgscase",
                "sarkom.020160.wgscase",
                "sag020160",
                "02-01-60 sarkom",
                "02 01 60",
                "1960-01-02",
                "020160wgs9941",
                "sag 9941",
                "19600102",
                "62.01.60",
                "０２０１６０",
                "٠٢٠١٦٠",
                "2026-13-40",
                "2026-11-28-9941",
                "1960",
                "ab020160",
                "wgs-sarcoma-2026-11-28-ab020160.pdf",
                "wgs-sarcoma-2026-11-28-abcd9941.pdf",
                "wgs-sarcoma-2026-11-28-bente123.wgscase",
                "k7m2x9d4.wgscase",
                "12345678",
            ] {
                assert!(!file_name_tells_nothing(name, case), "{name}");
            }
        }
    }

    #[test]
    fn a_harmless_word_that_names_the_patient_is_not_shown() {
        let mut case = identified_case();
        case.patient.name = "Celle Lunge".into();
        case.patient.cpr = Cpr::parse("281126-4051").ok();
        case.patient.birth_date = Some(date(2026, 11, 28));
        for name in [
            "lunge 3",
            "LUNGES.wgscase",
            "celle_tumor",
            "wgs-sarcoma-2026-11-28.wgscase",
            "wgs-sarcoma-2026-11-28-k7m2x9d4.wgscase",
            "sarkom R-1700",
        ] {
            assert!(!file_name_tells_nothing(name, &case), "{name}");
        }
        assert!(file_name_tells_nothing("sarkom 3", &case));
    }

    #[test]
    fn a_long_name_is_decided_in_a_moment() {
        for name in ["sag ".repeat(60), "sarkom".repeat(40), "1 ".repeat(120), "sarkom".repeat(100_000)] {
            file_name_tells_nothing(&name, &identified_case());
        }
    }
}
