//! Checks one indication.

use super::Parsed;
use super::rules::{Named, Questions, Scope};
use super::satisfiable::can_hold;
use super::spot::Spot;
use crate::definition::condition::{Condition, Input};
use crate::definition::ids::{
    ChoiceId, IndicationId, JudgementId, QuestionId, RequirementId, RowId, is_kebab_case,
};
use crate::definition::model::{
    Advice, Alternative, Code, Indication, JudgementDefinition, Note, Overlap, OverlapWith, Requirement, Row,
    Section, Strength, Topic,
};
use crate::definition::problem::Problem;
use crate::definition::question::{Answer, Question};
use crate::definition::source::{
    AdviceSource, AlternativeSource, CommonSource, IndicationSource, JudgementSource, NoteSource,
    OverlapSource, RequirementSource, RowHeadingSource, RowSource, SetSource, StrengthSource, TopicSource,
};
use crate::definition::text::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A quote is at most this many words: no more may be copied.
const QUOTE_WORDS: usize = 25;

/// What an indication may refer to.
pub struct Surroundings<'a> {
    pub set: &'a SetSource,
    pub common: &'a Parsed<CommonSource>,
    pub questions: &'a Questions,
    pub indications: &'a [&'a str],
}

pub fn check(
    file: &Parsed<IndicationSource>,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Indication {
    let source = &file.source;
    let spot = file.sheet.root();
    let id = IndicationId::from(source.id.as_str());
    if source.id != file.sheet.stem() || !is_kebab_case(&source.id) {
        problems.push(
            spot.field("id")
                .problem(format!("the id `{}` is not the name of the file", source.id))
                .expected(format!("`{}`, in lower-case words joined by hyphens", file.sheet.stem())),
        );
    }
    spot.field("title").check_text(&source.title, problems);
    spot.field("short").check_text(&source.short, problems);

    let conditions = named_conditions(file, around, problems);
    let judgements = judgement_sources(file, around, problems);
    let names: Vec<&str> = judgements.keys().copied().collect();
    let scope =
        Scope { questions: around.questions, conditions: &conditions, judgements: Some((&id, &names)) };
    let answers_only = scope.without_judgements();
    let rows = rows(file, around, &scope, problems);
    let form = form(file, around, problems);
    let subgroup: Vec<_> = source
        .subgroup
        .iter()
        .enumerate()
        .filter_map(|(at, id)| known_question(id, spot.field("subgroup").item(at), around, problems))
        .collect();
    check_form_asks_what_the_rules_use(&form, &rows, spot, problems);
    // Where a rule is faulty, what only it uses would be reported beside the fault.
    if source.rows.iter().map(|row| row.requirements.len()).eq(rows.iter().map(|row| row.requirements.len()))
    {
        check_rules_use_what_the_form_asks(source, &form, &subgroup, &rows, spot, problems);
        check_judgements_are_led_to(file, &rows, &id, problems);
    }

    let mut remarks = advice(
        &around.common.source.remarks,
        around.common.sheet.root().field("remarks"),
        &answers_only,
        around,
        problems,
    );
    remarks.extend(advice(&source.remarks, spot.field("remarks"), &answers_only, around, problems));
    Indication {
        position: source.position,
        title: source.title.clone(),
        short: source.short.clone(),
        document: source.document.clone(),
        codes: codes(source, spot, problems),
        subgroup,
        form,
        judgements: used_judgements(&judgements, &rows, &id),
        rows,
        remarks,
        notes: notes(file, around, problems),
        alternatives: alternatives(source, spot, around, problems),
        overlaps: overlaps(source, spot, &answers_only, around, problems),
        id,
    }
}

/// The common conditions and the indication's own.
fn named_conditions<'a>(
    file: &'a Parsed<IndicationSource>,
    around: &'a Surroundings,
    problems: &mut Vec<Problem>,
) -> Named<'a> {
    let common = around.common;
    let spot = common.sheet.root().field("conditions");
    let mut named: Named = common
        .source
        .conditions
        .iter()
        .map(|(name, rule)| (name.as_str(), (rule, spot.field(name))))
        .collect();
    let spot = file.sheet.root().field("conditions");
    for (name, rule) in &file.source.conditions {
        if named.insert(name, (rule, spot.field(name))).is_some() {
            problems.push(
                spot.field(name)
                    .problem(format!("the condition `{name}` stands in `common.ron` too"))
                    .expected("a name of its own"),
            );
        }
    }
    named
}

/// The judgements that rules may name: the indication's own before the common ones.
fn judgement_sources<'a>(
    file: &'a Parsed<IndicationSource>,
    around: &'a Surroundings,
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'a str, &'a JudgementSource> {
    let mut found = BTreeMap::new();
    for (list, spot) in [
        (&around.common.source.judgements, around.common.sheet.root().field("judgements")),
        (&file.source.judgements, file.sheet.root().field("judgements")),
    ] {
        spot.check_unique("judgement", list.iter().map(|judgement| judgement.id.as_str()), problems);
        for (at, judgement) in list.iter().enumerate() {
            spot.item(at).field("question").check_text(&judgement.question, problems);
            spot.item(at).field("reason").check_text(&judgement.reason, problems);
            found.insert(judgement.id.as_str(), judgement);
        }
    }
    found
}

fn rows(
    file: &Parsed<IndicationSource>,
    around: &Surroundings,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Vec<Row> {
    let spot = file.sheet.root().field("rows");
    let headings = &around.set.rows;
    let written: Vec<&str> = file.source.rows.iter().map(|row| row.id.as_str()).collect();
    let expected: Vec<&str> = headings.iter().map(|row| row.id.as_str()).collect();
    spot.check_unique("row", written.iter().copied(), problems);
    for (at, id) in written.iter().enumerate() {
        if !expected.contains(id) {
            problems.push(spot.item(at).field("id").unknown("row", id, expected.iter().copied()));
        }
    }
    for id in expected.iter().filter(|id| !written.contains(id)) {
        problems.push(
            spot.problem(format!("the row `{id}` is missing"))
                .expected("every row of `set.ron`, if only as `(id: …)`"),
        );
    }
    if written.len() == expected.len()
        && written != expected
        && expected.iter().all(|id| written.contains(id))
    {
        problems.push(spot.problem("the rows are out of order").expected("the order of `set.ron`"));
    }
    let all_ids =
        file.source.rows.iter().flat_map(|row| &row.requirements).map(|requirement| requirement.id.as_str());
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> = all_ids.filter(|id| !seen.insert(*id)).collect();
    let mut checked = Vec::new();
    for (at, row) in file.source.rows.iter().enumerate() {
        let Some(heading) = headings.iter().find(|heading| heading.id == row.id) else { continue };
        checked.push(self::row(row, heading, spot.item(at), &twice, around, scope, problems));
    }
    checked
}

fn row(
    source: &RowSource,
    heading: &RowHeadingSource,
    spot: Spot,
    twice: &BTreeSet<&str>,
    around: &Surroundings,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Row {
    if let Some(quote) = &source.quote {
        check_quote(quote, spot.field("quote"), problems);
    }
    for (at, note) in source.notes.iter().enumerate() {
        spot.field("notes").item(at).check_text(note, problems);
    }
    let list = spot.field("requirements");
    let mut requirements = Vec::new();
    for (at, requirement) in source.requirements.iter().enumerate() {
        let spot = list.item(at);
        if twice.contains(requirement.id.as_str()) {
            problems.push(
                spot.field("id")
                    .problem(format!("the requirement `{}` stands twice", requirement.id))
                    .expected("each once"),
            );
        }
        requirements.extend(self::requirement(requirement, source, heading, spot, around, scope, problems));
    }
    Row {
        id: RowId::from(source.id.as_str()),
        heading: heading.heading.clone(),
        short: heading.short.clone(),
        quote: source.quote.clone(),
        requirements,
        notes: source.notes.clone(),
    }
}

fn requirement(
    source: &RequirementSource,
    row: &RowSource,
    heading: &RowHeadingSource,
    spot: Spot,
    around: &Surroundings,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Option<Requirement> {
    let slug = source.id.strip_prefix(row.id.as_str()).and_then(|rest| rest.strip_prefix('.'));
    if !slug.is_some_and(is_kebab_case) {
        problems.push(
            spot.field("id")
                .problem(format!("`{}` can't be the id of a requirement here", source.id))
                .expected(format!("`{}.` and lower-case words joined by hyphens", row.id)),
        );
    }
    let nothing = RequirementSource::default();
    let (common, common_spot) = match &source.like {
        None => (&nothing, spot),
        Some(like) => {
            let list = &around.common.source.requirements;
            let Some(at) = list.iter().position(|candidate| candidate.id == *like) else {
                problems.push(spot.field("like").unknown(
                    "requirement of `common.ron`",
                    like,
                    list.iter().map(|r| r.id.as_str()),
                ));
                return None;
            };
            (&list[at], around.common.sheet.root().field("requirements").item(at))
        }
    };
    // Each part is the requirement's own, else the common one's.
    let rule = part(&source.rule, spot, &common.rule, common_spot, "rule");
    let applies_when = part(&source.applies_when, spot, &common.applies_when, common_spot, "applies_when");
    let statement = part(&source.statement, spot, &common.statement, common_spot, "statement");
    let strength = source.strength.or(common.strength);
    let quote = source.quote.as_ref().or(common.quote.as_ref());

    let mut lacks = |field: &str| {
        problems.push(spot.problem(format!("the requirement `{}` has no `{field}`", source.id)))
    };
    if rule.is_none() {
        lacks("rule");
    }
    if statement.is_none() {
        lacks("statement");
    }
    if strength.is_none() {
        lacks("strength");
    }
    if quote.is_none() {
        lacks("quote");
    }
    if let Some((text, at)) = statement {
        at.check_text(text, problems);
    }
    if let Some(quote) = quote {
        check_quote(quote, spot.field("quote"), problems);
    }
    let quote_row = match &source.quote_row {
        None => heading.heading.clone(),
        Some(id) => match around.set.rows.iter().find(|row| row.id == *id) {
            Some(row) => row.heading.clone(),
            None => {
                problems.push(spot.field("quote_row").unknown(
                    "row",
                    id,
                    around.set.rows.iter().map(|row| row.id.as_str()),
                ));
                Text::default()
            }
        },
    };
    let checked_rule = rule.and_then(|(rule, at)| scope.condition(rule, at, problems));
    let checked_condition = match applies_when {
        None => Some(None),
        Some((rule, at)) => scope.without_judgements().condition(rule, at, problems).map(Some),
    };
    let mut shown =
        advice(&common.advice, common_spot.field("advice"), &scope.without_judgements(), around, problems);
    shown.extend(advice(&source.advice, spot.field("advice"), &scope.without_judgements(), around, problems));
    let (rule, applies_when) = (checked_rule?, checked_condition?);
    if !can_hold(&applies_when.iter().collect::<Vec<_>>(), around.questions) {
        problems.push(spot.problem(format!("the requirement `{}` can never apply", source.id)));
    } else if !can_hold(&applies_when.iter().chain([&rule]).collect::<Vec<_>>(), around.questions) {
        problems.push(spot.problem(format!("the requirement `{}` can never be fulfilled", source.id)));
    }
    let inputs = applies_when.iter().chain([&rule]).flat_map(Condition::inputs).collect();
    Some(Requirement {
        id: RequirementId::from(source.id.as_str()),
        strength: match strength? {
            StrengthSource::Must => Strength::Must,
            StrengthSource::Should => Strength::Should,
        },
        applies_when,
        rule,
        statement: statement?.0.clone(),
        quote: quote?.clone(),
        quote_row,
        advice: shown,
        inputs,
    })
}

fn part<'a, T>(
    own: &'a Option<T>,
    spot: Spot<'a>,
    common: &'a Option<T>,
    common_spot: Spot<'a>,
    field: &str,
) -> Option<(&'a T, Spot<'a>)> {
    let own = own.as_ref().map(|part| (part, spot.field(field)));
    own.or_else(|| common.as_ref().map(|part| (part, common_spot.field(field))))
}

fn check_quote(quote: &str, spot: Spot, problems: &mut Vec<Problem>) {
    let words = quote.replace('…', " ").split_whitespace().count();
    if words == 0 || words > QUOTE_WORDS {
        problems.push(
            spot.problem(format!("the quote has {words} words")).expected(format!("1 to {QUOTE_WORDS}")),
        );
    }
}

fn form(file: &Parsed<IndicationSource>, around: &Surroundings, problems: &mut Vec<Problem>) -> Vec<Section> {
    let spot = file.sheet.root().field("form");
    spot.check_not_empty("the form", &file.source.form, problems);
    let mut asked = BTreeSet::new();
    let mut sections = Vec::new();
    for (at, section) in file.source.form.iter().enumerate() {
        let spot = spot.item(at);
        spot.field("title").check_text(&section.title, problems);
        spot.field("questions").check_not_empty("the section", &section.questions, problems);
        let mut questions = Vec::new();
        for (at, id) in section.questions.iter().enumerate() {
            let spot = spot.field("questions").item(at);
            if !asked.insert(id.as_str()) {
                problems
                    .push(spot.problem(format!("the form asks `{id}` twice")).expected("each question once"));
            }
            questions.extend(known_question(id, spot, around, problems));
        }
        sections.push(Section { title: section.title.clone(), questions });
    }
    sections
}

fn known_question(
    id: &str,
    spot: Spot,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Option<Arc<Question>> {
    let found = around.questions.get(id).cloned();
    if found.is_none() {
        problems.push(spot.unknown("question", id, around.questions.keys().map(String::as_str)));
    }
    found
}

fn questions_used(rows: &[Row]) -> impl Iterator<Item = (&QuestionId, &Requirement)> {
    rows.iter().flat_map(|row| &row.requirements).flat_map(|requirement| {
        requirement.inputs.iter().filter_map(move |input| match input {
            Input::Answer(question) => Some((question, requirement)),
            Input::Age | Input::Judgement(_) => None,
        })
    })
}

fn check_form_asks_what_the_rules_use(
    form: &[Section],
    rows: &[Row],
    spot: Spot,
    problems: &mut Vec<Problem>,
) {
    let asked: BTreeSet<&QuestionId> =
        form.iter().flat_map(|section| &section.questions).map(|question| &question.id).collect();
    for (question, requirement) in questions_used(rows).filter(|(question, _)| !asked.contains(question)) {
        problems.push(
            spot.field("form")
                .problem(format!("the form does not ask `{question}`, which `{}` needs", requirement.id)),
        );
    }
}

fn check_rules_use_what_the_form_asks(
    source: &IndicationSource,
    form: &[Section],
    subgroup: &[Arc<Question>],
    rows: &[Row],
    spot: Spot,
    problems: &mut Vec<Problem>,
) {
    let mut used: BTreeSet<&str> = questions_used(rows).map(|(question, _)| question.as_str()).collect();
    used.extend(subgroup.iter().map(|question| question.id.as_str()));
    let known: BTreeSet<&str> =
        form.iter().flat_map(|section| &section.questions).map(|question| question.id.as_str()).collect();
    for (at, section) in source.form.iter().enumerate() {
        for (within, id) in section.questions.iter().enumerate() {
            if known.contains(id.as_str()) && !used.contains(id.as_str()) {
                problems.push(
                    spot.field("form")
                        .item(at)
                        .field("questions")
                        .item(within)
                        .problem(format!("no requirement of this indication uses `{id}`")),
                );
            }
        }
    }
}

fn led_to(rows: &[Row]) -> BTreeSet<&JudgementId> {
    let inputs = rows.iter().flat_map(|row| &row.requirements).flat_map(|requirement| &requirement.inputs);
    inputs.filter_map(|input| if let Input::Judgement(id) = input { Some(id) } else { None }).collect()
}

fn check_judgements_are_led_to(
    file: &Parsed<IndicationSource>,
    rows: &[Row],
    id: &IndicationId,
    problems: &mut Vec<Problem>,
) {
    let led_to = led_to(rows);
    for (at, judgement) in file.source.judgements.iter().enumerate() {
        if !led_to.contains(&JudgementId::new(id, &judgement.id)) {
            let spot = file.sheet.root().field("judgements").item(at);
            problems.push(spot.problem(format!("no rule leads to the judgement `{}`", judgement.id)));
        }
    }
}

fn used_judgements(
    sources: &BTreeMap<&str, &JudgementSource>,
    rows: &[Row],
    id: &IndicationId,
) -> BTreeMap<JudgementId, JudgementDefinition> {
    let led_to = led_to(rows);
    sources
        .iter()
        .map(|(name, source)| (JudgementId::new(id, name), source))
        .filter(|(id, _)| led_to.contains(id))
        .map(|(id, source)| {
            (id, JudgementDefinition { question: source.question.clone(), reason: source.reason.clone() })
        })
        .collect()
}

fn codes(source: &IndicationSource, spot: Spot, problems: &mut Vec<Problem>) -> Vec<Code> {
    let mut codes = Vec::new();
    for (at, code) in source.codes.iter().enumerate() {
        spot.field("codes").item(at).field("remark").check_text(&code.remark, problems);
        codes.push(Code {
            system: code.system.clone(),
            code: code.code.clone(),
            remark: code.remark.clone(),
        });
    }
    codes
}

fn advice(
    sources: &[AdviceSource],
    spot: Spot,
    scope: &Scope,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Vec<Advice> {
    let mut checked = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        let spot = spot.item(at);
        spot.field("text").check_text(&source.text, problems);
        checked.extend(
            shown_when(&source.when, spot.field("when"), scope, around, problems)
                .map(|when| Advice { when, text: source.text.clone() }),
        );
    }
    checked
}

fn shown_when(
    rule: &crate::definition::source::RuleSource,
    spot: Spot,
    scope: &Scope,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Option<Condition> {
    let when = scope.condition(rule, spot, problems)?;
    if !can_hold(&[&when], around.questions) {
        problems.push(spot.problem("this can never be shown"));
    }
    Some(when)
}

/// The indication's notes, and the common ones for topics it has no note of its own on.
fn notes(file: &Parsed<IndicationSource>, around: &Surroundings, problems: &mut Vec<Problem>) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (list, spot) in [
        (&file.source.notes, file.sheet.root().field("notes")),
        (&around.common.source.notes, around.common.sheet.root().field("notes")),
    ] {
        let mut here = BTreeSet::new();
        for (at, source) in list.iter().enumerate() {
            let spot = spot.item(at);
            spot.field("text").check_text(&source.text, problems);
            let note = note(source);
            if !here.insert(note.topic) {
                problems
                    .push(spot.field("topic").problem("the topic stands twice").expected("one note a topic"));
            }
            if !notes.iter().any(|own| own.topic == note.topic) {
                notes.push(note);
            }
        }
    }
    notes.sort_by_key(|note| note.topic);
    notes
}

fn note(source: &NoteSource) -> Note {
    let topic = match source.topic {
        TopicSource::Competence => Topic::Competence,
        TopicSource::TumourBoard => Topic::TumourBoard,
        TopicSource::SecondaryFindings => Topic::SecondaryFindings,
        TopicSource::Consent => Topic::Consent,
        TopicSource::BeforeReferral => Topic::BeforeReferral,
        TopicSource::Tissue => Topic::Tissue,
        TopicSource::Purpose => Topic::Purpose,
        TopicSource::Requisition => Topic::Requisition,
    };
    Note { topic, text: source.text.clone() }
}

fn alternatives(
    source: &IndicationSource,
    spot: Spot,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Vec<Alternative> {
    let mut checked = Vec::new();
    for (at, alternative) in source.alternatives.iter().enumerate() {
        let spot = spot.field("alternatives").item(at);
        checked.extend(self::alternative(alternative, spot, around, problems));
    }
    checked
}

fn alternative(
    source: &AlternativeSource,
    spot: Spot,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Option<Alternative> {
    spot.field("text").check_text(&source.text, problems);
    let question = known_question(&source.question, spot.field("question"), around, problems)?;
    let known = question.choices().iter().map(|choice| choice.id.as_str());
    for (field, value) in [("from", &source.from), ("to", &source.to)] {
        if !known.clone().any(|id| id == value) {
            problems.push(spot.field(field).unknown(
                &format!("value of `{}`", question.id),
                value,
                known.clone(),
            ));
        }
    }
    Some(Alternative {
        question: question.id.clone(),
        from: Answer::Choice(ChoiceId::from(source.from.as_str())),
        to: Answer::Choice(ChoiceId::from(source.to.as_str())),
        text: source.text.clone(),
    })
}

fn overlaps(
    source: &IndicationSource,
    spot: Spot,
    scope: &Scope,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Vec<Overlap> {
    let mut checked = Vec::new();
    for (at, overlap) in source.overlaps.iter().enumerate() {
        let spot = spot.field("overlaps").item(at);
        checked.extend(self::overlap(overlap, spot, scope, around, problems));
    }
    checked
}

fn overlap(
    source: &OverlapSource,
    spot: Spot,
    scope: &Scope,
    around: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Option<Overlap> {
    let with = match (&source.indication, &source.outside) {
        (Some(id), None) => {
            if !around.indications.contains(&id.as_str()) {
                problems.push(spot.field("indication").unknown(
                    "indication",
                    id,
                    around.indications.iter().copied(),
                ));
            }
            OverlapWith::Indication(IndicationId::from(id.as_str()))
        }
        (None, Some(text)) => {
            spot.field("outside").check_text(text, problems);
            OverlapWith::Outside(text.clone())
        }
        (Some(_), Some(_)) | (None, None) => {
            problems.push(
                spot.problem("an overlap is with one thing").expected("either `indication` or `outside`"),
            );
            return None;
        }
    };
    let when = match &source.when {
        None => None,
        Some(rule) => Some(shown_when(rule, spot.field("when"), scope, around, problems)?),
    };
    Some(Overlap { with, when })
}
