//! The blocks of the first page: title, people and verdict.

use super::context::OutlineContext;
use super::{Block, Fact, VerdictLine, VerdictLineKind, clinical, judgements, strip};
use crate::assessment::{RecommendationCounts, Status, form_position};
use crate::case::Age;
use crate::definition::{Input, RemarkTone, RequirementStrength};

/// Who, what disease, the clinical question, the verdict, and the judgements that it rests on.
pub(crate) fn blocks(report: &OutlineContext) -> Vec<Block> {
    let mut blocks = vec![title(report), Block::Facts([patient(report), requester(report)])];
    blocks.extend(clinical::blocks(report));
    blocks.push(verdict(report));
    blocks.extend(judgements::block(report));
    blocks.push(strip::strip(report));
    blocks
}

fn title(report: &OutlineContext) -> Block {
    let mut below = report.phrases.of(&report.indication.title).to_owned();
    for question in &report.indication.subgroup {
        if let Some(answer) = report.live_answer(question) {
            let answer = report.phrases.answer(question, answer);
            below.push_str(&format!(" · {}: {answer}", report.phrases.of(&question.label)));
        }
    }
    let notice = report.text(if report.options.with_identity {
        "report-notice"
    } else {
        "report-notice-without-identity"
    });
    let drafts: Vec<&str> =
        report.options.drafts.iter().map(|reason| report.text(reason.text_id())).collect();
    let draft = (!drafts.is_empty())
        .then(|| report.phrases.texts.with("report-draft-because", &[("reasons", drafts.join("; ").into())]));
    Block::Title {
        text: report.text("report-title").to_owned(),
        below,
        notice: notice.to_owned(),
        draft,
        mark: (report.options.mark.clone(), report.text("report-mark-alt").to_owned()),
    }
}

/// Facts about people, without those that are blank.
struct FactList<'a> {
    report: &'a OutlineContext<'a>,
    facts: Vec<Fact>,
}

impl<'a> FactList<'a> {
    fn new(report: &'a OutlineContext) -> Self {
        FactList { report, facts: Vec::new() }
    }

    fn add(&mut self, id: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            let (label, value) = (self.report.text(id).to_owned(), value.to_owned());
            self.facts.push(Fact { label, value, is_text: false, is_in_record: false });
        }
    }

    /// Adds a fact without which the report is a draft. A blank one is named as not given.
    fn add_required(&mut self, id: &str, value: &str) {
        let value = if value.trim().is_empty() { self.report.text("report-not-given") } else { value };
        self.add(id, value);
    }
}

fn patient(report: &OutlineContext) -> Vec<Fact> {
    let (case, phrases) = (report.case, report.phrases);
    let mut facts = FactList::new(report);
    if report.options.with_identity {
        facts.add_required("report-patient", &case.patient.name);
        facts.add_required(
            "report-cpr",
            &case.patient.cpr.as_ref().map_or_else(String::new, ToString::to_string),
        );
    } else {
        facts.add("report-patient", report.text("report-without-identity"));
    }
    let birth = case.patient.birth_date.filter(|_| report.options.with_identity);
    match (case.age(), birth) {
        (Age::Unknown, None) => {}
        (age, None) => facts.add("report-age", &phrases.age(age)),
        (age, Some(birth)) => {
            facts.add("report-age", &format!("{} ({})", phrases.age(age), phrases.date(birth)));
        }
    }
    facts.add("report-assessed-on", &case.assessed_on.map_or_else(String::new, |date| phrases.date(date)));
    if report.options.with_identity {
        facts.add("report-requisition", &case.requisition.number);
        facts.add("report-sample", &case.requisition.sample_id);
    }
    for code in &report.indication.codes {
        facts.add("report-code", &format!("{} {}", code.code, phrases.of(&code.remark)));
    }
    facts.facts
}

fn requester(report: &OutlineContext) -> Vec<Fact> {
    let requester = &report.case.requester;
    let mut facts = FactList::new(report);
    if report.options.with_identity {
        facts.add_required("report-requester", &requester.name);
        let place = [&requester.department, &requester.hospital, &requester.region];
        let place: Vec<&str> =
            place.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        facts.add("report-place", &place.join(", "));
        facts.add("report-authorisation-id", &requester.authorisation_id);
        facts.add("report-phone", &requester.phone);
    }
    facts.add("topic-tumour-board", &super::notes::tumour_board(report).unwrap_or_default());
    facts.facts
}

fn verdict(report: &OutlineContext) -> Block {
    let (phrases, assessment) = (report.phrases, report.assessment);
    let mut lines = open_and_failed(report);
    let consent = phrases.consent(report.indication, report.case);
    lines.extend(consent.into_iter().map(|text| VerdictLine { text, kind: VerdictLineKind::Consent }));
    let (cautions, remarks): (Vec<_>, Vec<_>) =
        assessment.remarks.iter().partition(|remark| remark.tone == RemarkTone::Caution);
    lines.extend(remarks.into_iter().map(|remark| VerdictLine {
        text: phrases.of(&remark.text).to_owned(),
        kind: VerdictLineKind::Remark,
    }));
    let origin = phrases.criteria_origin(report.set, report.options.today);
    let cautions = cautions.into_iter().map(|remark| phrases.of(&remark.text).to_owned());
    lines.extend(cautions.chain(origin.warning.is_some().then_some(origin.sentence)).map(|text| {
        VerdictLine {
            text: phrases.texts.with("caution", &[("text", text.into())]),
            kind: VerdictLineKind::Caution,
        }
    }));
    Block::Verdict { status: assessment.overall, sentence: phrases.overall(assessment), lines }
}

/// The criteria that are not met, what is missing or undecided, and the recommendations that are not followed.
fn open_and_failed(report: &OutlineContext) -> Vec<VerdictLine> {
    let (phrases, assessment) = (report.phrases, report.assessment);
    let mut lines = Vec::new();
    let mut add = |kind, text| lines.push(VerdictLine { text, kind });
    let not_met = phrases.rows_with(report.indication, assessment, Status::NotMet);
    if !not_met.is_empty() {
        let names = phrases.list(not_met).to_lowercase();
        add(VerdictLineKind::NotMet, phrases.texts.with("not-met-list", &[("names", names.into())]));
    }
    let mut in_order: Vec<_> = assessment.must_gaps().into_iter().collect();
    in_order.sort_by_key(|gap| form_position(report.indication, gap));
    let (judgements, answers): (Vec<_>, Vec<_>) =
        in_order.into_iter().partition(|gap| matches!(gap, Input::Judgement(_)));
    if !answers.is_empty() {
        let names = phrases.list(answers.into_iter().map(|gap| phrases.gap(report.indication, gap)));
        add(VerdictLineKind::Missing, phrases.texts.with("missing-list", &[("names", names.into())]));
    }
    // A judgement is a question, so each gets a line of its own.
    for gap in judgements {
        let names = phrases.gap(report.indication, gap);
        add(VerdictLineKind::OpenJudgement, phrases.texts.with("judgement-list", &[("names", names.into())]));
    }
    let recommendations = recommendations(report);
    if !recommendations.is_empty() {
        add(VerdictLineKind::Recommendations, recommendations);
    }
    lines
}

/// How many recommendations are not followed and how many are not answered, and in which rows; empty if there are none.
fn recommendations(report: &OutlineContext) -> String {
    let RecommendationCounts { not_followed, unanswered } = report.assessment.recommendations;
    let parts = [
        (RecommendationCounts { not_followed, unanswered: 0 }, Status::Advisory),
        (RecommendationCounts { not_followed: 0, unanswered }, Status::Missing),
    ];
    let parts = parts.into_iter().map(|(counts, status)| {
        let count = report.phrases.recommendations(counts);
        let rows = report.phrases.list(rows_with_recommendation(report, status)).to_lowercase();
        if count.is_empty() { count } else { format!("{count} ({rows})") }
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The short headings of the rows in which some recommendation has this status.
fn rows_with_recommendation(report: &OutlineContext, status: Status) -> Vec<String> {
    let pairs = report.indication.rows.iter().zip(&report.assessment.rows);
    let stands = pairs.filter(|(_, row)| {
        row.requirements.iter().any(|requirement| {
            requirement.strength == RequirementStrength::Should && requirement.status == status
        })
    });
    stands.map(|(row, _)| report.phrases.of(&row.short).to_owned()).collect()
}
