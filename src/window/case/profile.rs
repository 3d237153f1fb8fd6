//! The answers about the requester, which hold for one doctor alone.

use crate::case::{Case, Judgement, field};
use crate::definition::{Answer, CriteriaSet, JudgementId, QuestionId};
use crate::settings::RequesterProfile;
use crate::text::is_blank;
use std::collections::{BTreeMap, BTreeSet};

/// Fills in the requester of a blank case, with the answers of the profile.
pub fn fill_in(case: &mut Case, set: &CriteriaSet, profile: &RequesterProfile) {
    case.requester = profile.requester.clone();
    if profile.is_of(&case.requester.name) {
        fill_in_answers(case, set, profile);
    }
}

/// The requester's name, and what holds for that doctor alone, before the name is typed anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequesterBefore {
    name: String,
    answers: BTreeMap<QuestionId, Answer>,
    /// The judgements that the program has signed with the name.
    signed: BTreeSet<JudgementId>,
    /// The judgements that are decided, and signed by nobody.
    unsigned: BTreeSet<JudgementId>,
}

impl RequesterBefore {
    /// Those of a case. `is_typed`: whether the user has typed this signature of a judgement.
    pub fn of(case: &Case, set: &CriteriaSet, is_typed: impl Fn(&JudgementId, &str) -> bool) -> Self {
        let answers = case.answers.iter().filter(|(id, _)| is_about_requester(id, set));
        let name = case.requester.name.trim();
        let decided = || case.judgements.iter().filter(|(_, judgement)| judgement.accept.is_some());
        let is_signed = |(id, judgement): &(&JudgementId, &Judgement)| {
            !name.is_empty() && judgement.by.trim() == name && !is_typed(id, &judgement.by)
        };
        RequesterBefore {
            name: case.requester.name.clone(),
            answers: answers.map(|(id, answer)| (id.clone(), answer.clone())).collect(),
            signed: decided().filter(is_signed).map(|(id, _)| id.clone()).collect(),
            unsigned: decided().filter(|(id, _)| is_unsigned(case, id)).map(|(id, _)| id.clone()).collect(),
        }
    }

    /// The answers that the case has no longer.
    pub fn blanked_in(&self, case: &Case) -> BTreeSet<QuestionId> {
        self.answers.keys().filter(|id| !case.answers.contains_key(*id)).cloned().collect()
    }

    /// The judgements that the program had signed, and that have no signature any more.
    pub fn unsigned_in(&self, case: &Case) -> BTreeSet<JudgementId> {
        self.signed.iter().filter(|id| is_unsigned(case, id)).cloned().collect()
    }

    /// The judgements that have got a signature.
    pub fn signed_in(&self, case: &Case) -> BTreeSet<JudgementId> {
        let is_signed =
            |id: &&JudgementId| case.judgements.get(*id).is_some_and(|judgement| !is_blank(&judgement.by));
        self.unsigned.iter().filter(is_signed).cloned().collect()
    }

    /// Whether no doctor was named.
    pub fn is_unnamed(&self) -> bool {
        is_blank(&self.name)
    }

    /// Whether the answers hold for the doctor of this name: the same name, one that was not entered before, or one
    /// to which another part is added. The answers of the profile hold for its name alone.
    fn hold_for(&self, name: &str, profile: &RequesterProfile) -> bool {
        let (before, now) = (self.name.trim(), name.trim());
        if profile.is_of(before) || profile.is_of(now) {
            return profile.is_of(before) && profile.is_of(now);
        }
        before.is_empty()
            || now.strip_prefix(before).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

/// Follows a change of the requester's name: another doctor's yes must never fulfil a must, and nobody answers for a
/// judgement that another doctor may have made. The answers before, and the signatures that the program has filled in,
/// are blanked for another name, and come back with the name. With the name of the profile come its answers.
pub fn follow_name(case: &mut Case, before: &RequesterBefore, set: &CriteriaSet, profile: &RequesterProfile) {
    case.answers.retain(|id, _| !is_about_requester(id, set));
    let holds = before.hold_for(&case.requester.name, profile);
    let signature = if holds { case.requester.name.trim().to_owned() } else { String::new() };
    for id in &before.signed {
        if let Some(judgement) = case.judgements.get_mut(id) {
            judgement.by.clone_from(&signature);
        }
    }
    if holds {
        case.answers.extend(before.answers.clone());
    } else if profile.is_of(&case.requester.name) {
        fill_in_answers(case, set, profile);
    }
}

/// Whether the answer of the case to a question is that of the profile, which is shown beside it.
pub fn is_from_profile(case: &Case, question: &QuestionId, profile: &RequesterProfile) -> bool {
    let own = profile.answers.get(question).map(|yes| Answer::YesNo(*yes));
    profile.is_of(&case.requester.name) && own.is_some() && case.answers.get(question) == own.as_ref()
}

/// The profile with the requester and the answers of the case.
pub fn profile_of(case: &Case, set: &CriteriaSet) -> RequesterProfile {
    let answers = case.answers.iter().filter(|(id, _)| is_about_requester(id, set));
    let answers = answers.filter_map(|(id, answer)| match answer {
        Answer::YesNo(yes) => Some((id.clone(), *yes)),
        _ => None,
    });
    RequesterProfile { requester: case.requester.clone(), answers: answers.collect() }
}

/// A profile may be older than the set: a question that the set does not have is left out.
fn fill_in_answers(case: &mut Case, set: &CriteriaSet, profile: &RequesterProfile) {
    for (id, yes) in profile.answers.iter().filter(|(id, _)| is_about_requester(id, set)) {
        case.answers.insert(id.clone(), Answer::YesNo(*yes));
    }
}

/// Whether a judgement has no signature, and none is being typed.
pub fn is_unsigned(case: &Case, id: &JudgementId) -> bool {
    let is_signed = |judgement: &Judgement| !is_blank(&judgement.by);
    !case.judgements.get(id).is_some_and(is_signed) && !case.unparsed.contains_key(&field::judged_by(id))
}

fn is_about_requester(id: &QuestionId, set: &CriteriaSet) -> bool {
    set.question(id).is_some_and(|question| question.is_about_requester)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Requester;
    use crate::definition::embedded;

    fn ditte() -> RequesterProfile {
        RequesterProfile {
            requester: Requester { name: "Ditte Testlæge".into(), ..Requester::default() },
            answers: BTreeMap::from([("sarcoma-centre".into(), true), ("metastatic".into(), true)]),
        }
    }

    fn named(case: &mut Case, name: &str, set: &CriteriaSet) {
        let before = RequesterBefore::of(case, set, |_, _| false);
        case.requester.name = name.to_owned();
        follow_name(case, &before, set, &ditte());
    }

    #[test]
    fn answers_of_the_profile_hold_while_the_name_is_the_profiles() {
        let set = embedded().unwrap();
        let mut case = Case::new(&set, "sarcoma".into(), None);
        let centre = QuestionId::from("sarcoma-centre");
        fill_in(&mut case, &set, &ditte());
        // An answer about the patient is none of the profile's business.
        assert_eq!(case.answers.keys().collect::<Vec<_>>(), [&centre]);
        assert!(is_from_profile(&case, &centre, &ditte()));
        named(&mut case, "Bo Testlæge", &set);
        assert!(case.answers.is_empty());
        case.answers.insert(centre.clone(), Answer::YesNo(false));
        named(&mut case, "Bo Testlæge Testesen", &set);
        assert_eq!(case.answers.len(), 1, "an answer stays when the same name is completed");
        named(&mut case, "Ditte Testlæge", &set);
        assert_eq!(case.answers.get(&centre), Some(&Answer::YesNo(true)));
        case.answers.insert(centre.clone(), Answer::YesNo(false));
        assert!(!is_from_profile(&case, &centre, &ditte()), "changed in this case");
    }

    #[test]
    fn an_answer_of_one_doctor_does_not_hold_for_another() {
        let set = embedded().unwrap();
        let centre = QuestionId::from("sarcoma-centre");
        for profile in [RequesterProfile::default(), ditte()] {
            for (before, now, holds) in [
                ("", "Bo Testlæge", true),
                ("Bo", "Bo Testlæge", true),
                ("Bo Testlæge", "Bo Testlæge ", true),
                ("Bo", "Bodil Testlæge", false),
                ("Bo Testlæge", "Eva Testlæge", false),
                ("Bo Testlæge", "Bo", false),
                ("Bo Testlæge", "", false),
            ] {
                let mut case = Case::new(&set, "sarcoma".into(), None);
                case.requester.name = before.to_owned();
                case.answers.insert(centre.clone(), Answer::YesNo(true));
                case.answers.insert("metastatic".into(), Answer::YesNo(true));
                let earlier = RequesterBefore::of(&case, &set, |_, _| false);
                case.requester.name = now.to_owned();
                follow_name(&mut case, &earlier, &set, &profile);
                assert_eq!(case.answers.contains_key(&centre), holds, "{before:?} {now:?}");
                assert_eq!(case.answers.len(), 1 + usize::from(holds), "answers about the patient stay");
                case.requester.name = before.to_owned();
                follow_name(&mut case, &earlier, &set, &profile);
                assert!(case.answers.contains_key(&centre), "the answer comes back with the name");
            }
        }
    }

    #[test]
    fn a_profile_without_a_name_answers_nothing() {
        let set = embedded().unwrap();
        let mut case = Case::new(&set, "sarcoma".into(), None);
        let nobody = RequesterProfile { requester: Requester::default(), ..ditte() };
        fill_in(&mut case, &set, &nobody);
        assert!(case.answers.is_empty());
    }

    #[test]
    fn the_requester_of_a_case_becomes_the_profile() {
        let set = embedded().unwrap();
        let mut case = Case::new(&set, "sarcoma".into(), None);
        fill_in(&mut case, &set, &ditte());
        case.answers.insert("metastatic".into(), Answer::YesNo(true));
        let answers = BTreeMap::from([("sarcoma-centre".into(), true)]);
        assert_eq!(profile_of(&case, &set), RequesterProfile { answers, ..ditte() });
    }
}
