//! Checks what concerns the set as a whole.

use super::checker::IndicationContext;
use super::follows::{self, KnownSets};
use super::indication;
use super::questions;
use super::source_tree::SourceNode;
use super::unused;
use super::{ParsedFile, QuestionsById};
use crate::definition::ids::{QuestionId, SetId, is_kebab_case};
use crate::definition::model::{Centre, CriteriaSet, Indication, Month, Reconfirmation, Region};
use crate::definition::problem::Problem;
use crate::definition::source::{CentreSource, CommonSource, IndicationSource, QuestionsSource, SetSource};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The files of a set that `ron` could read.
pub(crate) struct ReadableFiles {
    pub(crate) set: Option<ParsedFile<SetSource>>,
    pub(crate) questions: Option<ParsedFile<QuestionsSource>>,
    pub(crate) common: Option<ParsedFile<CommonSource>>,
    pub(crate) indications: Vec<ParsedFile<IndicationSource>>,
    /// The ids of all indications, including those whose file could not be read.
    pub(crate) ids: Vec<String>,
}

/// Checks all files together, as far as they could be read. The result is only valid if no problem was
/// reported.
pub(crate) fn check(
    files: &ReadableFiles,
    hash: String,
    known: &dyn KnownSets,
    problems: &mut Vec<Problem>,
) -> Option<CriteriaSet> {
    let ids: Vec<&str> = files.ids.iter().map(String::as_str).collect();
    let centres = files.set.as_ref().map(|set| check_set(set, &ids, problems));
    check_positions(&files.indications, problems);
    let checked = files.questions.as_ref().map(|file| questions::check(file, &ids, problems));
    // Indications can't be checked without all three of these files.
    let (set, common) = (files.set.as_ref()?, files.common.as_ref()?);
    let (question_file, (questions, by_id)) = (files.questions.as_ref()?, checked?);
    let context = IndicationContext {
        set: &set.source,
        common,
        questions: &by_id,
        indications: &ids,
        checked_common_requirements: RefCell::default(),
    };
    let mut indications: Vec<Indication> =
        files.indications.iter().map(|file| indication::check(file, &context, problems)).collect();
    indications.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
    // Something that seems unused may be used by a file that could not be read.
    if files.indications.len() == ids.len() {
        unused::check(question_file, common, &files.indications, problems);
    }
    let source = &set.source;
    let first_question = first_question(set, &by_id, &indications, problems);
    let reconfirmations = reconfirmations(set, &by_id, problems);
    let follows = follows::check(set, &by_id, &indications, known, problems);
    Some(CriteriaSet {
        id: SetId::from(source.id.as_str()),
        title: source.title.clone(),
        date: Month::parse(&source.date)?,
        reading: source.reading.unwrap_or(1),
        publisher: source.publisher.clone(),
        website: source.website.clone(),
        hash,
        questions,
        indications,
        centres: centres?,
        first_question,
        reconfirmations,
        follows,
    })
}

/// The question that the overview asks first. Every form must ask it.
fn first_question(
    file: &ParsedFile<SetSource>,
    questions: &QuestionsById,
    indications: &[Indication],
    problems: &mut Vec<Problem>,
) -> Option<QuestionId> {
    let id = file.source.first_question.as_ref()?;
    let node = file.tree.root().field("first_question");
    let Some(question) = questions.get(id) else {
        problems.push(node.unknown("question", id, questions.keys().map(String::as_str)));
        return None;
    };
    if question.choices().is_empty() {
        problems.push(
            node.problem(format!("the overview cannot offer the answers to `{id}`"))
                .expected("a question of the kind `choice`"),
        );
    }
    for indication in indications {
        if !indication.questions().any(|asked| asked.id == question.id) {
            problems.push(
                node.problem(format!("the form of `{}` does not ask `{id}`", indication.id))
                    .expected("a question that every form asks"),
            );
        }
    }
    Some(question.id.clone())
}

/// What is confirmed when an old case is opened again.
fn reconfirmations(
    file: &ParsedFile<SetSource>,
    questions: &QuestionsById,
    problems: &mut Vec<Problem>,
) -> Vec<Reconfirmation> {
    let list = file.tree.root().field("confirm_when_reopened");
    let mut checked = Vec::new();
    for (at, source) in file.source.confirm_when_reopened.iter().enumerate() {
        let node = list.item(at);
        node.field("label").check_text(&source.label, problems);
        node.field("questions").check_not_empty("the list of questions", &source.questions, problems);
        node.field("questions").check_unique(
            "question",
            source.questions.iter().map(String::as_str),
            problems,
        );
        let mut confirmed = Vec::new();
        for (at, id) in source.questions.iter().enumerate() {
            match questions.get(id) {
                Some(question) => confirmed.push(question.clone()),
                None => {
                    let node = node.field("questions").item(at);
                    problems.push(node.unknown("question", id, questions.keys().map(String::as_str)));
                }
            }
        }
        checked.push(Reconfirmation { label: source.label.clone(), questions: confirmed });
    }
    checked
}

/// Checks `set.ron` by itself. Returns the laboratories.
fn check_set(set: &ParsedFile<SetSource>, indications: &[&str], problems: &mut Vec<Problem>) -> Vec<Centre> {
    let (source, node) = (&set.source, set.tree.root());
    // A dot sets off the number of the reading.
    if !source.id.split('.').all(is_kebab_case) {
        problems.push(
            node.field("id")
                .problem(format!("`{}` cannot be a set's id", source.id))
                .expected("lower-case words joined by hyphens, such as `ngc-2026-11.2`"),
        );
    }
    if source.reading == Some(0) {
        problems.push(node.field("reading").problem("a set has no reading 0").expected("a number from 1"));
    }
    if Month::parse(&source.date).is_none() {
        problems.push(
            node.field("date")
                .problem(format!("`{}` is not a month", source.date))
                .expected("the month of taking over, as `2026-11`"),
        );
    }
    node.field("title").check_text(&source.title, problems);
    node.field("publisher").check_text(&source.publisher, problems);
    if !source.website.strip_prefix("https://").is_some_and(|rest| rest.contains('.')) {
        problems.push(
            node.field("website")
                .problem("the address is not one of a website")
                .expected("an address that begins with `https://`"),
        );
    }
    check_headings(source, node, problems);
    if indications.is_empty() {
        problems.push(
            node.problem("the set has no indication")
                .expected("at least one file besides `set.ron`, `questions.ron` and `common.ron`"),
        );
    }
    centres(&source.centres, node.field("centres"), problems)
}

fn check_headings(source: &SetSource, node: SourceNode, problems: &mut Vec<Problem>) {
    let rows = node.field("rows");
    rows.check_not_empty("the list of rows", &source.rows, problems);
    rows.check_unique("row", source.rows.iter().map(|row| row.id.as_str()), problems);
    for (at, row) in source.rows.iter().enumerate() {
        if !is_kebab_case(&row.id) {
            problems.push(
                rows.item(at)
                    .field("id")
                    .problem(format!("`{}` cannot be a row's id", row.id))
                    .expected("lower-case words joined by hyphens"),
            );
        }
        rows.item(at).field("heading").check_text(&row.heading, problems);
        rows.item(at).field("short").check_text(&row.short, problems);
    }
}

/// Checks that no two indications have the same position in the list.
fn check_positions(indications: &[ParsedFile<IndicationSource>], problems: &mut Vec<Problem>) {
    let mut taken = BTreeMap::new();
    for file in indications {
        if let Some(first) = taken.insert(file.source.position, file.tree.stem()) {
            problems.push(
                file.tree
                    .root()
                    .field("position")
                    .problem(format!("the position {} is that of `{first}` too", file.source.position))
                    .expected("a position of its own"),
            );
        }
    }
}

/// Checks the laboratories. A region is looked up by name without regard to case, so each
/// name must be unique.
fn centres(sources: &[CentreSource], list: SourceNode, problems: &mut Vec<Problem>) -> Vec<Centre> {
    let mut seen = BTreeSet::new();
    let mut checked = Vec::new();
    for (at, centre) in sources.iter().enumerate() {
        let node = list.item(at);
        node.field("name").check_text(&centre.name, problems);
        node.field("regions").check_not_empty("the list of regions", &centre.regions, problems);
        for (at, region) in centre.regions.iter().enumerate() {
            let node = node.field("regions").item(at);
            let also = region.also.iter().enumerate();
            let names = [(node.field("name"), &region.name)];
            for (node, name) in
                names.into_iter().chain(also.map(|(at, name)| (node.field("also").item(at), name)))
            {
                node.check_written("name", name, problems);
                if !name.trim().is_empty() && !seen.insert(name.trim().to_lowercase()) {
                    problems.push(
                        node.problem(format!("the region name `{name}` stands twice, case aside"))
                            .expected("each name once in all centres"),
                    );
                }
            }
        }
        let regions = centre.regions.iter();
        checked.push(Centre {
            name: centre.name.clone(),
            regions: regions
                .map(|region| Region { name: region.name.clone(), aliases: region.also.clone() })
                .collect(),
        });
    }
    checked
}
