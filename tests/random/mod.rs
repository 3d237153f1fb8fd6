//! Random cases of the shipped set, with answers of every kind, stale ones included, judgements and ages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::select;
use wgs_referral::case::{
    Case, CommentKey, Cpr, Judgement, Patient, Requester, Requisition, TumourBoard, field,
};
use wgs_referral::definition::{
    Answer, CriteriaSet, IndicationId, JudgementId, Question, QuestionId, QuestionKind, TypedKind, embedded,
};
use wgs_referral::text::{TextForm, clean};

/// The shipped set, which is checked only once.
pub fn set() -> &'static CriteriaSet {
    static SET: LazyLock<CriteriaSet> = LazyLock::new(|| embedded().unwrap());
    &SET
}

/// The ids of the judgements of all indications.
pub fn judgement_ids() -> Vec<JudgementId> {
    set().indications.iter().flat_map(|indication| indication.judgements.keys().cloned()).collect()
}

/// Any answer that the question takes.
pub fn any_answer(question: &Question) -> BoxedStrategy<Answer> {
    match &question.kind {
        QuestionKind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        QuestionKind::Typed(kind) => any_typed_answer(*kind),
        QuestionKind::Choice(choices) => {
            let ids: Vec<_> = choices.iter().map(|choice| choice.id.clone()).collect();
            select(ids).prop_map(Answer::Choice).boxed()
        }
    }
}

fn any_typed_answer(kind: TypedKind) -> BoxedStrategy<Answer> {
    let text = move |form| {
        let text = any_text().prop_map(move |text| clean(&text, form));
        text.prop_filter("a blank text is no answer", |text| !text.trim().is_empty())
    };
    let is_blank = |line: &String| !line.trim().is_empty();
    match kind {
        TypedKind::Count => prop_oneof![0..4_u32, any::<u32>()].prop_map(Answer::Count).boxed(),
        TypedKind::Percentage => (0..=100_u8).prop_map(Answer::Percentage).boxed(),
        TypedKind::Line => text(TextForm::Line).prop_map(Answer::Line).boxed(),
        TypedKind::Lines => text(TextForm::Lines).prop_map(Answer::Lines).boxed(),
        TypedKind::Date => any_day().prop_map(Answer::Date).boxed(),
        TypedKind::SksCode => {
            let code = text(TextForm::Line)
                .prop_map(|text| clean(&text.to_uppercase(), TextForm::Line).trim().to_owned());
            prop_oneof!["D[A-Z][0-9]{2,4}", code]
                .prop_filter("blank", is_blank)
                .prop_map(Answer::SksCode)
                .boxed()
        }
    }
}

/// Any case that a file can contain without a fault: any answers (also to questions that are not asked),
/// decisions and age.
pub fn any_case() -> BoxedStrategy<Case> {
    (any_indication(), any_patient_and_day(), any_answers(), any_judgements(), any_texts())
        .prop_map(|(indication, (patient, day), answers, judgements, texts)| {
            let mut case = Case::new(set(), indication, Some(day));
            let name = clean(&format!("{}Testperson", texts.words[0]), TextForm::Line);
            case.patient = Patient { name, ..patient };
            case.answers = answers;
            case.judgements = judgements;
            texts.put_into(&mut case);
            case
        })
        .boxed()
}

/// Any case as it may be in the window: also with half-typed texts, judgements without decision or
/// rationale, a blank or too early day of assessment, a birth date that disagrees with the CPR number, or something
/// that is to be confirmed.
pub fn any_draft() -> BoxedStrategy<Case> {
    let day = prop_oneof![4 => Just(None), 1 => any_day().prop_map(Some)];
    let birth = prop_oneof![4 => Just(None), 1 => any_birth(date(2030, 1, 1)).prop_map(Some)];
    let half_decided = prop::collection::btree_map(
        select(judgement_ids()),
        (
            prop::option::of(any::<bool>()),
            prop_oneof![Just(String::new()), Just("  ".to_owned()), any_lines()],
        ),
        0..3,
    );
    let unread = prop::collection::btree_map(select(unread_fields()), any_lines(), 0..3);
    let unconfirmed = (prop::bool::weighted(0.2), prop::option::weighted(0.2, any_day()));
    (any_case(), prop::option::weighted(0.2, day), birth, half_decided, unread, unconfirmed)
        .prop_map(|(mut case, day, birth, half_decided, unread, (has_kept, assessed_before))| {
            case.to_confirm.answers.extend(has_kept.then(|| "metastatic".into()));
            case.to_confirm.assessed_before = assessed_before;
            case.assessed_on = day.unwrap_or(case.assessed_on);
            case.patient.birth_date = birth.or(case.patient.birth_date);
            for (id, (accept, rationale)) in half_decided {
                case.judgements.insert(id, Judgement { accept, rationale, ..Judgement::default() });
            }
            case.judgements.retain(|_, judgement| !judgement.is_blank());
            for (name, text) in unread {
                blank(&mut case, &name);
                case.unparsed.insert(name, text);
            }
            case
        })
        .boxed()
}

/// Clears a field, since a field with unreadable text has no value.
fn blank(case: &mut Case, name: &str) {
    case.answers.remove(name);
    match name {
        field::CPR => case.patient.cpr = None,
        field::BIRTH_DATE => case.patient.birth_date = None,
        field::ASSESSED_ON => case.assessed_on = None,
        field::MTB_DATE => case.mtb.date = None,
        _ => {
            for (id, judgement) in &mut case.judgements {
                if field::judged_on(id) == name {
                    judgement.on = None;
                }
            }
        }
    }
}

fn unread_fields() -> Vec<String> {
    let mut names =
        [field::CPR, field::BIRTH_DATE, field::ASSESSED_ON, field::MTB_DATE].map(str::to_owned).to_vec();
    names.push("treatment-lines".to_owned());
    names
}

fn any_indication() -> impl Strategy<Value = IndicationId> {
    select(set().indications.iter().map(|indication| indication.id.clone()).collect::<Vec<_>>())
}

fn any_answers() -> impl Strategy<Value = BTreeMap<QuestionId, Answer>> {
    select(vec![0.15, 0.5, 0.9]).prop_flat_map(|filled| {
        let each: Vec<_> = set()
            .questions
            .iter()
            .map(|question| prop::option::weighted(filled, any_answer(question)))
            .collect();
        each.prop_map(|answers| {
            let pairs = set().questions.iter().zip(answers);
            pairs.filter_map(|(question, answer)| Some((question.id.clone(), answer?))).collect()
        })
    })
}

fn any_judgements() -> impl Strategy<Value = BTreeMap<JudgementId, Judgement>> {
    let judgement =
        (any::<bool>(), "[a-zæ]{1,8}", prop::option::of(any_day())).prop_map(|(accept, rationale, on)| {
            Judgement { accept: Some(accept), rationale, by: String::new(), on }
        });
    prop::collection::btree_map(select(judgement_ids()), judgement, 0..judgement_ids().len())
}

fn any_day() -> impl Strategy<Value = Date> {
    select(vec![
        date(2026, 11, 22),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2028, 2, 29),
        date(2031, 12, 31),
    ])
}

/// Any birth date on or before `day`, often one near a birthday that matters to the rules.
fn any_birth(day: Date) -> impl Strategy<Value = Date> {
    let about = (17..20_i64, -1..2_i64).prop_map(move |(years, days)| day - years.years() - days.days());
    let any = (0..36_000_i64).prop_map(move |days| day - days.days());
    prop_oneof![about, any]
}

/// Any source of the age: CPR number, birth date, both, or neither.
fn any_patient_and_day() -> impl Strategy<Value = (Patient, Date)> {
    let birth = any_day().prop_flat_map(|day| (any_birth(day), Just(day)));
    (birth, 0..6_u8, 0..1000_u16).prop_map(|((birth, day), told, serial)| {
        let patient = match told {
            0 => Patient::default(),
            1 => Patient { birth_date: Some(birth), ..Patient::default() },
            2 => Patient { cpr: Some(replacement(birth, serial)), ..Patient::default() },
            3 => Patient { cpr: Some(cpr(birth, serial)), birth_date: Some(birth), ..Patient::default() },
            _ => Patient { cpr: Some(cpr(birth, serial)), ..Patient::default() },
        };
        (patient, day)
    })
}

/// Anything that can be entered: CPR number and birth date that agree or not, births before and after the
/// day, and an age as well.
#[allow(dead_code, reason = "not every test that includes this module uses it")]
pub fn any_entered_patient_and_day() -> impl Strategy<Value = (Patient, Date)> {
    let births = any_day().prop_flat_map(|day| {
        let birth = move || {
            let later = (1..1500_i64).prop_map(move |days| day + days.days());
            prop_oneof![3 => any_birth(day).boxed(), 1 => later.boxed()]
        };
        (birth(), prop::option::of(birth()), Just(day))
    });
    (births, 0..5_u8, 0..1000_u16, prop::option::of(0..=150_u16)).prop_map(
        |((birth, other, day), told, serial, age)| {
            let (number, birth_date) = match told {
                0 => (None, None),
                1 => (None, Some(birth)),
                2 => (Some(replacement(birth, serial)), other),
                3 => (Some(cpr(birth, serial)), None),
                _ => (Some(cpr(birth, serial)), Some(other.unwrap_or(birth))),
            };
            (Patient { cpr: number, birth_date, age, ..Patient::default() }, day)
        },
    )
}

/// The CPR number for this birth date, which must be in 1900–2036.
pub fn cpr(birth: Date, serial: u16) -> Cpr {
    let seventh = if birth.year() < 2000 { 1 } else { 4 };
    Cpr::parse(&format!("{}{seventh}{serial:03}", birth.strftime("%d%m%y"))).unwrap()
}

fn replacement(birth: Date, serial: u16) -> Cpr {
    Cpr::parse(&format!("{}{}{serial:04}", birth.day() + 60, birth.strftime("%m%y"))).unwrap()
}

/// Any text that a clinician may type.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zæøåA-Z ]{1,12}",
        "\\PC{1,12}",
        "(?s).{1,12}",
        Just("a\r\nb\n\n\tc \"\\ // /* ) }".to_owned())
    ]
}

/// Any text of several lines as a case has it: cleaned.
fn any_lines() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| clean(&text, TextForm::Lines))
}

#[derive(Debug)]
struct AnyTexts {
    words: Vec<String>,
    comments: BTreeMap<CommentKey, String>,
    mtb_date: Option<Date>,
}

fn any_texts() -> impl Strategy<Value = AnyTexts> {
    let rows: Vec<CommentKey> = set()
        .indications
        .iter()
        .flat_map(|indication| indication.rows.iter().map(|row| (indication.id.clone(), row.id.clone())))
        .collect();
    let words = prop::collection::vec(prop_oneof![Just(String::new()), any_text()], 13);
    let comments = prop::collection::btree_map(select(rows), any_lines(), 0..3);
    (words, comments, prop::option::of(any_day())).prop_map(|(words, comments, mtb_date)| AnyTexts {
        words,
        comments,
        mtb_date,
    })
}

impl AnyTexts {
    fn put_into(self, case: &mut Case) {
        let mut words = self.words.into_iter().skip(1);
        let mut text = |form| clean(&words.next().unwrap_or_default(), form);
        let (note, remark) = (text(TextForm::Lines), text(TextForm::Lines));
        let mut word = || text(TextForm::Line);
        case.requester = Requester {
            name: word(),
            authorisation_id: word(),
            department: word(),
            hospital: word(),
            region: word(),
            phone: word(),
        };
        case.mtb = TumourBoard { date: self.mtb_date, name: word(), note };
        case.requisition = Requisition { number: word(), sample_id: word(), note: remark };
        case.comments = self.comments;
        case.comments.retain(|_, text| !text.is_empty());
        if let Some(judgement) = case.judgements.values_mut().next() {
            judgement.by = word();
        }
    }
}
