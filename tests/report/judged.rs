//! What rests on a clinical judgement says so wherever it is printed, and nothing else does.

use wgs_referral::case::{Case, Judgement};
use wgs_referral::definition::{Answer, CriteriaSet, Language, embedded};
use wgs_referral::report::outline::{Block, CriterionRow};
use wgs_referral::report::{Outline, ReportSettings, document, lay_out, plain_text, record_text};

use crate::{SETTINGS, is_content, sample, text_of};

/// A meningioma without recurrence, of which the clinician decides whether it may be sequenced.
fn meningioma(set: &CriteriaSet, accept: bool) -> Case {
    let mut case = sample(set, "met-by-judgement");
    for (question, answer) in [
        ("brain-tumour-type", Answer::Choice("meningioma".into())),
        ("progression-after-radiotherapy", Answer::YesNo(true)),
        ("standard-option-available", Answer::YesNo(false)),
        ("recurrence", Answer::YesNo(false)),
        ("primary-histopathology", Answer::Choice("available".into())),
    ] {
        case.answers.insert(question.into(), answer);
    }
    let judgement = Judgement { accept: Some(accept), rationale: "Aftalt".into(), ..Judgement::default() };
    case.judgements.insert("primary-brain-tumour/prior-treatment.meningioma-recurrence".into(), judgement);
    case
}

fn row(outline: &Outline, heading: &str) -> CriterionRow {
    let rows = outline.blocks.iter().find_map(|block| match block {
        Block::Criteria { rows, .. } => Some(rows),
        _ => None,
    });
    rows.unwrap().iter().find(|row| row.heading == heading).unwrap().clone()
}

fn strip(outline: &Outline) -> String {
    let alt = outline.blocks.iter().find_map(|block| match block {
        Block::Strip { alt, .. } => Some(alt.clone()),
        _ => None,
    });
    alt.unwrap()
}

#[test]
fn a_requirement_that_is_settled_by_judgement_is_never_printed_as_plainly_settled() {
    let set = embedded().unwrap();
    for (accept, language, line, word) in [
        (
            true,
            Language::Da,
            "Krav · Opfyldt efter lægeligt skøn: Ved meningeom udføres WGS ved recidiv, uden recidiv kun efter skøn.",
            "Opfyldt efter lægeligt skøn",
        ),
        (
            false,
            Language::Da,
            "Ikke opfyldt krav efter lægeligt skøn: Ved meningeom udføres WGS ved recidiv, uden recidiv kun efter skøn.",
            "Ikke opfyldt efter lægeligt skøn",
        ),
        (
            true,
            Language::En,
            "Requirement · Met, by clinical judgement: With meningioma, WGS is performed at recurrence, without it only by judgement.",
            "Met, by clinical judgement",
        ),
        (
            false,
            Language::En,
            "Requirement not met, by clinical judgement: With meningioma, WGS is performed at recurrence, without it only by judgement.",
            "Not met, by clinical judgement",
        ),
    ] {
        let settings = ReportSettings { language, ..SETTINGS };
        let outline = document(&set, &meningioma(&set, accept), settings).outline;
        let indication = set.indication(&"primary-brain-tumour".into()).unwrap();
        let heading = indication.rows.iter().find(|row| row.id.as_str() == "prior-treatment").unwrap();
        let (heading, short) = (heading.heading.get(language), heading.short.get(language));
        let row = row(&outline, heading);
        assert!(row.parts.iter().any(|part| part.text == line), "{row:#?}");
        assert_eq!(row.words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>(), [word]);
        assert!(strip(&outline).contains(&format!("{short}: {word}")), "{}", strip(&outline));
        assert!(plain_text(&outline).contains(line));
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let first = text_of(&lay_out(&outline), 0, is_content);
        assert!(squeezed(&first).contains(&squeezed(word)), "{first}");
    }
}

#[test]
fn a_row_that_plain_answers_settle_says_nothing_of_judgement() {
    let set = embedded().unwrap();
    // The rejected judgement alone would do, but a plain answer fails the row as well.
    let mut case = meningioma(&set, false);
    case.answers.insert("progression-after-radiotherapy".into(), Answer::YesNo(false));
    let outline = document(&set, &case, SETTINGS).outline;
    let row = row(&outline, "Krav til forudgående behandling");
    assert_eq!(row.words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>(), ["Ikke opfyldt"]);
    // A decision that the answers do not lead to is not applied.
    let mut case = meningioma(&set, true);
    case.answers.insert("recurrence".into(), Answer::YesNo(true));
    let text = plain_text(&document(&set, &case, SETTINGS).outline);
    assert!(text.contains("Krav · Opfyldt: Ved meningeom udføres WGS kun ved recidiv."), "{text}");
}

#[test]
fn without_identity_a_decision_is_not_said_to_lack_a_name() {
    let set = embedded().unwrap();
    let case = meningioma(&set, true);
    let [with, without] = [true, false]
        .map(|with_identity| document(&set, &case, ReportSettings { with_identity, ..SETTINGS }).outline);
    let first = |outline: &Outline| text_of(&lay_out(outline), 0, is_content);
    assert!(first(&with).contains("navn ikke angivet"));
    for text in [first(&without), plain_text(&without), record_text(&without)] {
        assert!(text.contains("Aftalt") && !text.contains("navn ikke angivet"), "{text}");
        assert!(!text.contains("()") && !text.contains(" : "), "{text}");
    }
    // The date of a decision stays.
    let mut case = case;
    let dated = case.judgements.values_mut().find(|judgement| judgement.rationale == "Aftalt").unwrap();
    dated.by = "Ditte Testlæge".into();
    dated.on = "2026-11-20".parse().ok();
    let outline = document(&set, &case, ReportSettings { with_identity: false, ..SETTINGS }).outline;
    assert!(plain_text(&outline).contains("  Aftalt (20. november 2026)\n"), "{}", plain_text(&outline));
}

#[test]
fn an_overlap_whose_criteria_are_not_met_is_not_worth_considering() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    let line = |case: &Case| {
        let text = plain_text(&document(&set, case, SETTINGS).outline);
        text.lines()
            .find(|line| line.starts_with("- Metastatisk kræft (solide tumorer): "))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(line(&case).ends_with(" – kan overvejes"), "{}", line(&case));
    case.answers.insert("wgs-tissue".into(), Answer::Choice("archive-only".into()));
    assert!(line(&case).ends_with("vurderet som ikke opfyldt"), "{}", line(&case));
}
