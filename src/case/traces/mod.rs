//! Finds what identifies patient or requester in the free texts that a case without identity keeps.

mod dates;
mod file_name;
mod names;

use self::dates::names_date;
use self::file_name::is_harmless_name;
use self::names::NameWords;
use super::{Case, CommentKey};
use crate::definition::{JudgementId, QuestionId};
use crate::text::{comparable, is_dash, with_digraphs, words};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt;

/// The free texts that a case without identity keeps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreeText {
    /// The answer to a question that is answered by a text.
    Answer(QuestionId),
    /// The comment on a row.
    Comment(CommentKey),
    /// The rationale of a judgement.
    Rationale(JudgementId),
    /// The name of the board: [`TumourBoard::name`](super::TumourBoard::name).
    MtbName,
    /// The note of the board: [`TumourBoard::note`](super::TumourBoard::note).
    MtbNote,
}

/// Something in a free text that may identify the patient or the requester.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// The text that holds the trace.
    pub text: FreeText,
    /// What the trace looks like. The words themselves are left out.
    pub kind: TraceKind,
}

/// The kinds of traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraceKind {
    /// A part of the patient's name.
    PatientName,
    /// The patient's birth date.
    BirthDate,
    /// Digits like those of a CPR number, or the patient's replacement number.
    Number,
    /// A part of the requester's name, or the department, hospital, region, authorisation id or telephone
    /// number.
    Requester,
    /// The number of the requisition or of the sample.
    Requisition,
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            FreeText::Answer(id) => write!(f, "the answer to `{id}`")?,
            FreeText::Comment((indication, row)) => write!(f, "the comment `{indication}/{row}`")?,
            FreeText::Rationale(id) => write!(f, "the rationale of `{id}`")?,
            FreeText::MtbName => write!(f, "`mtb.name`")?,
            FreeText::MtbNote => write!(f, "`mtb.note`")?,
        }
        f.write_str(match self.kind {
            TraceKind::PatientName => " seems to hold a part of the patient's name",
            TraceKind::BirthDate => " seems to hold the patient's date of birth",
            TraceKind::Number => " seems to hold a CPR number",
            TraceKind::Requester => " seems to tell who the requesting clinician is",
            TraceKind::Requisition => " seems to hold the number of the request or sample",
        })
    }
}

/// Finds the traces in the free texts of a case.
pub fn identity_traces(case: &Case) -> Vec<Trace> {
    let identifying = IdentifyingTexts::of(case);
    let mut traces = Vec::new();
    for (place, text) in free_texts(case) {
        let kinds = identifying.kinds_in(text);
        traces.extend(kinds.into_iter().map(|kind| Trace { text: place.clone(), kind }));
    }
    traces
}

/// Whether a text, such as the name of a folder, may identify the patient.
pub fn identifies_patient(case: &Case, text: &str) -> bool {
    let kinds = IdentifyingTexts::of(case).kinds_in(text);
    kinds.iter().any(|kind| match kind {
        TraceKind::PatientName | TraceKind::BirthDate | TraceKind::Number => true,
        TraceKind::Requester | TraceKind::Requisition => false,
    })
}

/// Whether a file name, with or without its extension, tells nothing about a patient or requester, so that it may be
/// shown where others read along: in the title of the window and in lists.
///
/// The case alone can't decide it: the name of the file may be that of another patient, or the name of the patient may
/// not be typed yet. So a name tells something unless every word and number in it is known to be harmless, and if any
/// of them is a part of the identity in the case.
pub(crate) fn file_name_tells_nothing(name: &str, case: &Case) -> bool {
    is_harmless_name(name) && IdentifyingTexts::of(case).kinds_in(name).is_empty()
}

fn free_texts(case: &Case) -> Vec<(FreeText, &str)> {
    let answers = case.answers.iter().filter_map(|(id, answer)| {
        let text = answer.text()?;
        Some((FreeText::Answer(id.clone()), text))
    });
    let comments = case.comments.iter().map(|(key, text)| (FreeText::Comment(key.clone()), text.as_str()));
    let rationales = case
        .judgements
        .iter()
        .map(|(id, judgement)| (FreeText::Rationale(id.clone()), judgement.rationale.as_str()));
    let board = [(FreeText::MtbName, case.mtb.name.as_str()), (FreeText::MtbNote, case.mtb.note.as_str())];
    answers.chain(comments).chain(rationales).chain(board).collect()
}

/// The words and numbers that identify patient and requester.
struct IdentifyingTexts {
    patient: NameWords,
    requester: NameWords,
    birth_dates: BTreeSet<Date>,
    /// Numbers and names that are searched for as a whole, [`normalized`].
    whole: Vec<(TraceKind, String)>,
}

impl IdentifyingTexts {
    fn of(case: &Case) -> Self {
        let (patient, requester) = (&case.patient, &case.requester);
        let mut whole: Vec<(TraceKind, String)> = [
            (TraceKind::Requester, &requester.department),
            (TraceKind::Requester, &requester.hospital),
            (TraceKind::Requester, &requester.region),
            (TraceKind::Requester, &requester.authorisation_id),
            (TraceKind::Requester, &requester.phone),
            (TraceKind::Requisition, &case.requisition.number),
            (TraceKind::Requisition, &case.requisition.sample_id),
        ]
        .map(|(kind, text)| (kind, normalized(&comparable(text))))
        .into();
        if let Some(cpr) = &patient.cpr {
            whole.push((TraceKind::Number, normalized(&comparable(cpr.as_str()))));
        }
        let of_number = patient.cpr.as_ref().and_then(super::Cpr::birth_date);
        let birth_dates: BTreeSet<Date> = patient.birth_date.into_iter().chain(of_number).collect();
        for birth in &birth_dates {
            let (day, month, year) = (birth.day(), birth.month(), birth.year());
            let short = year % 100;
            for text in [
                format!("{day:02}{month:02}{year}"),
                format!("{day:02}{month:02}{short:02}"),
                format!("{year}{month:02}{day:02}"),
                format!("{short:02}{month:02}{day:02}"),
            ] {
                whole.push((TraceKind::BirthDate, text));
            }
        }
        // Shorter texts occur by chance.
        whole.retain(|(_, text)| text.chars().count() >= 4);
        IdentifyingTexts {
            patient: NameWords::of(&patient.name),
            requester: NameWords::of(&requester.name),
            birth_dates,
            whole,
        }
    }

    fn kinds_in(&self, text: &str) -> BTreeSet<TraceKind> {
        let words = words(text);
        let comparable = comparable(text);
        let normalized = normalized(&comparable);
        let has_birth_date = self.birth_dates.iter().any(|birth| names_date(&comparable, *birth));
        let mut kinds: BTreeSet<TraceKind> = self
            .whole
            .iter()
            .filter(|(_, whole)| normalized.contains(whole.as_str()))
            .map(|(kind, _)| *kind)
            .collect();
        let found = [
            (TraceKind::PatientName, self.patient.are_in(&words)),
            (TraceKind::Requester, self.requester.are_in(&words)),
            (TraceKind::BirthDate, has_birth_date),
            (TraceKind::Number, has_cpr_like_number(&comparable)),
        ];
        kinds.extend(found.into_iter().filter(|(_, is_there)| *is_there).map(|(kind, _)| kind));
        kinds
    }
}

/// The letters and digits of a text that was made [`comparable`], with "å" as "aa" and the like. Blanks, hyphens and
/// dots are removed, because a number is written with or without them.
fn normalized(comparable: &str) -> String {
    with_digraphs(comparable).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Whether a text that was made [`comparable`] has ten digits that start with a day and a month, as a CPR number does.
/// Blanks of any kind, also line ends, and dashes, dots and slashes may be between them.
fn has_cpr_like_number(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    for character in text.chars() {
        match character.to_digit(10) {
            Some(digit) => {
                digits.push(digit);
                let at = digits.len().saturating_sub(10);
                if digits.len() - at == 10 && starts_with_date(&digits[at..]) {
                    return true;
                }
            }
            None if character.is_whitespace() || is_dash(character) || matches!(character, '.' | '/') => {}
            None => digits.clear(),
        }
    }
    false
}

fn starts_with_date(digits: &[u32]) -> bool {
    let day = digits[0] * 10 + digits[1];
    let month = digits[2] * 10 + digits[3];
    // Replacement numbers add 60 to the day.
    (1..=31).contains(&(day % 60)) && (1..=12).contains(&month)
}

#[cfg(test)]
mod tests {
    use super::super::identity::tests::identified_case;
    use super::*;
    use crate::definition::Answer;

    #[test]
    fn names_and_numbers_in_free_text_are_traces() {
        let key: CommentKey = ("sarcoma".into(), "age".into());
        for (text, kinds) in [
            ("BENTE er velbefindende", vec![TraceKind::PatientName]),
            ("aftalt med Testlæge, Testperson", vec![TraceKind::PatientName, TraceKind::Requester]),
            ("cpr 020160-9941", vec![TraceKind::BirthDate, TraceKind::Number]),
            ("02 01 60 – 9941.", vec![TraceKind::BirthDate, TraceKind::Number]),
            ("03.01.60.9995", vec![TraceKind::Number]),
            ("x62 01 60 9995", vec![TraceKind::Number]),
            ("03 01\u{a0}60\u{2011}99\u{202f}95", vec![TraceKind::Number]),
            ("030160\u{2212}\u{200b}9995", vec![TraceKind::Number]),
            ("030160-\n9995", vec![TraceKind::Number]),
            ("０３０１６０ ９９９５", vec![TraceKind::Number]),
            ("Be\u{ad}nte", vec![TraceKind::PatientName]),
            ("født den 02-01-1960", vec![TraceKind::BirthDate]),
            ("1960-01-02", vec![TraceKind::BirthDate]),
            ("set i region syddanmark", vec![TraceKind::Requester]),
            ("rekv. R-1700", vec![TraceKind::Requisition]),
            ("tlf 45 45 45 45 45", vec![]),
            ("9902609995", vec![]),
            ("030160, 9995", vec![]),
            ("12.3 mm, 2026-11-22", vec![]),
            ("bentes mor", vec![TraceKind::PatientName]),
            ("benteske", vec![]),
        ] {
            let mut case = identified_case();
            case.comments.insert(key.clone(), text.into());
            let found: Vec<_> = identity_traces(&case).into_iter().map(|trace| trace.kind).collect();
            assert_eq!(found, kinds, "{text}");
        }
    }

    #[test]
    fn names_are_compared_as_a_reader_sees_them() {
        for (name, text, tells) in [
            ("Åse Bjørk", "Aftalt med A\u{30a}se.", true),
            ("A\u{30a}se Bjørk", "Aftalt med Åse.", true),
            ("İpek Yılmaz", "ipek", true),
            ("Ipek", "İPEK", true),
            ("Yılmaz", "YILMAZ", true),
            ("Strauß", "STRAUSS", true),
            ("Bo Li", "aftalt med bo", true),
            ("Bo Li", "Lis søster", true),
            ("Ib", "IB.", true),
            ("Bo", "bor alene, Bob", false),
            ("B. Å.", "b å", false),
            ("Anne de Fine", "de er aftalt", false),
            ("Da Nguyễn", "da", false),
            ("Da", "Set med Da i går", true),
            ("Ng\u{75}yễn", "NGUYE\u{302}\u{303}N", true),
        ] {
            let mut case = identified_case();
            case.patient.name = name.into();
            case.mtb.note = text.into();
            let tells_name = identity_traces(&case).iter().any(|trace| trace.kind == TraceKind::PatientName);
            assert_eq!(tells_name, tells, "{name}: {text}");
        }
    }

    #[test]
    fn a_folder_named_after_the_patient_identifies_the_patient() {
        for (folder, tells) in [
            ("/home/dt/2026", false),
            ("/home/dt/Bente T", true),
            ("/home/dt/020160", true),
            ("/home/dt/02-01-1960", true),
            ("/home/dt/020160-9941", true),
            ("/home/dt/030470-1234", true),
            ("/home/testlæge/wgs/2026", false),
        ] {
            assert_eq!(identifies_patient(&identified_case(), folder), tells, "{folder}");
        }
    }

    #[test]
    fn every_free_text_that_is_kept_is_searched() {
        let mut case = identified_case();
        case.answers.insert("diagnosis-text".into(), Answer::Line("Bentes sarkom".into()));
        case.answers.insert("clinical-question".into(), Answer::Lines("Bente".into()));
        case.mtb.name = "Bentes MTB: Bente".into();
        case.mtb.note = "Bente".into();
        case.comments.insert(("sarcoma".into(), "age".into()), "Bente".into());
        let id: JudgementId = "sarcoma/competence.sarcoma-centre".into();
        case.judgements.entry(id.clone()).or_default().rationale = "Bente".into();
        let places: Vec<_> = identity_traces(&case).into_iter().map(|trace| trace.text).collect();
        assert_eq!(
            places,
            [
                FreeText::Answer("clinical-question".into()),
                FreeText::Answer("diagnosis-text".into()),
                FreeText::Comment(("sarcoma".into(), "age".into())),
                FreeText::Rationale(id),
                FreeText::MtbName,
                FreeText::MtbNote
            ]
        );
    }
}
