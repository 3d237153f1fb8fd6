//! The answers about the requester, which hold for one doctor alone.

use crate::case::{Case, DoctorMatch, Judgement, field, match_doctors};
use crate::definition::{Answer, CriteriaSet, JudgementId, QuestionId};
use crate::settings::RequesterProfile;
use crate::text::is_blank;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Fills in the requester of a blank case, with the answers of the profile.
pub fn fill_in(case: &mut Case, set: &CriteriaSet, profile: &RequesterProfile) {
    case.requester = profile.requester.clone();
    if profile.is_of(&case.requester.name) {
        fill_in_answers(case, set, profile);
    }
}

/// The requester's name, and what holds for that doctor alone, at one moment: now, or before the name was typed anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequesterSnapshot {
    name: String,
    /// The name of the doctor for whom the answers and signatures were given. It is another one than `name` if that was
    /// corrected since, or cleared.
    answered_for: String,
    /// The name that stood last before it was cleared, if none is named.
    cleared_name: String,
    answers: BTreeMap<QuestionId, Answer>,
    /// The judgements that the program has signed with the name.
    signed: BTreeSet<JudgementId>,
    /// The judgements that are decided, and signed by nobody.
    unsigned: BTreeSet<JudgementId>,
    /// The answers of the profile that have come in the place of other ones.
    replaced: BTreeMap<QuestionId, Answer>,
}

impl RequesterSnapshot {
    /// Those of a case. `is_typed`: whether the user has typed this signature of a judgement.
    pub fn of(case: &Case, set: &CriteriaSet, is_typed: impl Fn(&JudgementId, &str) -> bool) -> Self {
        let answers = case.answers.iter().filter(|(id, _)| is_about_requester(id, set));
        let name = case.requester.name.trim();
        let decided = || case.judgements.iter().filter(|(_, judgement)| judgement.accept.is_some());
        let is_signed = |(id, judgement): &(&JudgementId, &Judgement)| {
            !name.is_empty() && judgement.by.trim() == name && !is_typed(id, &judgement.by)
        };
        RequesterSnapshot {
            name: case.requester.name.clone(),
            answered_for: case.requester.name.clone(),
            cleared_name: String::new(),
            answers: answers.map(|(id, answer)| (id.clone(), answer.clone())).collect(),
            signed: decided().filter(is_signed).map(|(id, _)| id.clone()).collect(),
            unsigned: decided().filter(|(id, _)| is_unsigned(case, id)).map(|(id, _)| id.clone()).collect(),
            replaced: BTreeMap::new(),
        }
    }

    /// The same, after a change of the name in the case has brought answers of the profile.
    pub fn noting_replaced_in(mut self, case: &Case) -> Self {
        let now =
            |id: &QuestionId, before: &Answer| case.answers.get(id).filter(|now| *now != before).cloned();
        let replaced = self.answers.iter().filter_map(|(id, before)| Some((id.clone(), now(id, before)?)));
        self.replaced = replaced.collect();
        self
    }

    /// The same, if the answers and signatures were given for `doctor`, whose name was corrected since. Many small
    /// corrections must not lead to another doctor.
    pub fn with_answers_for(mut self, doctor: &str) -> Self {
        if match_doctors(doctor, &self.name) != DoctorMatch::Another {
            doctor.clone_into(&mut self.answered_for);
        }
        self
    }

    /// The same, with what a change to no name has blanked, where no doctor is named and nothing was answered since: it
    /// comes back if the same doctor is named again.
    pub fn with_cleared(mut self, cleared: &RequesterSnapshot, case: &Case) -> Self {
        if self.is_unnamed() && self.answers.is_empty() {
            self.signed = cleared.unsigned_in(case);
            self.unsigned.retain(|id| !self.signed.contains(id));
            self.answered_for.clone_from(&cleared.answered_for);
            cleared.doctor().clone_into(&mut self.cleared_name);
            self.answers.clone_from(&cleared.answers);
        }
        self
    }

    /// The name under which the user knows the doctor. It is blank if the answers were given while none was named.
    pub fn doctor(&self) -> &str {
        let names = [&self.name, &self.cleared_name, &self.answered_for];
        names.into_iter().map(|name| name.trim()).find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// The name of the doctor for whom the answers and signatures were given.
    pub fn answered_for(&self) -> &str {
        &self.answered_for
    }

    /// Whether something holds for this doctor alone.
    pub fn has_something(&self) -> bool {
        !self.answers.is_empty() || !self.signed.is_empty()
    }

    /// Whether a change to this name takes a correction back: the doctor for whom the answers were given was named so
    /// before it, and what holds for that doctor alone is as it was. `earlier`: the requester before the correction.
    pub fn takes_back(&self, earlier: &RequesterSnapshot, name: &str) -> bool {
        earlier.name.trim() == name.trim()
            && match_doctors(&earlier.answered_for, name) == DoctorMatch::Same
            && (&earlier.answers, &earlier.signed) == (&self.answers, &self.signed)
    }

    /// The answers that the case has no longer.
    pub fn blanked_in(&self, case: &Case) -> BTreeSet<QuestionId> {
        self.answers.keys().filter(|id| !case.answers.contains_key(*id)).cloned().collect()
    }

    /// The answers in whose place those of the profile stand.
    pub fn replaced_in(&self, case: &Case) -> BTreeSet<QuestionId> {
        let stands = |(id, answer): &(&QuestionId, &Answer)| case.answers.get(*id) == Some(*answer);
        self.replaced.iter().filter(stands).map(|(id, _)| id.clone()).collect()
    }

    /// Whether the case has lost answers or signatures.
    pub fn has_lost_in(&self, case: &Case) -> bool {
        !self.blanked_in(case).is_empty()
            || !self.replaced_in(case).is_empty()
            || !self.unsigned_in(case).is_empty()
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

    /// How many answers and signatures still hold in the case, of the doctor who is named in it.
    pub fn count_kept_in(&self, case: &Case) -> usize {
        let is_kept = |(id, answer): &(&QuestionId, &Answer)| case.answers.get(*id) == Some(*answer);
        let requester = case.requester.name.trim();
        let is_signed = |id: &&JudgementId| {
            case.judgements.get(*id).is_some_and(|judgement| judgement.by.trim() == requester)
        };
        self.answers.iter().filter(is_kept).count() + self.signed.iter().filter(is_signed).count()
    }

    /// What the doctor of this name is to the one for whom the answers were given. What was answered before a doctor
    /// was named holds for the first one who is. But the doctor of the profile is known: it may be another one's.
    pub fn match_with(&self, name: &str, profile: &RequesterProfile) -> DoctorMatch {
        if is_blank(&self.answered_for) {
            return if profile.is_of(name) { DoctorMatch::Another } else { DoctorMatch::Same };
        }
        let match_with_answered = match_doctors(&self.answered_for, name);
        if self.doctor() == self.answered_for || match_with_answered == DoctorMatch::Another {
            return match_with_answered;
        }
        // A short name may be completed to that of two doctors: the last one that stood there counts too.
        match_doctors(self.doctor(), name)
    }

    /// Gives the answers that the case has lost back, and signs the judgements that have lost their signature with
    /// the name of the requester: it is the same doctor.
    pub fn give_back_to(&self, case: &mut Case) {
        for id in self.blanked_in(case).into_iter().chain(self.replaced_in(case)) {
            if let Some(answer) = self.answers.get(&id) {
                case.answers.insert(id, answer.clone());
            }
        }
        let name = case.requester.name.trim().to_owned();
        for id in self.unsigned_in(case) {
            if let Some(judgement) = case.judgements.get_mut(&id) {
                judgement.by.clone_from(&name);
            }
        }
    }

    fn take_from(&self, case: &mut Case) {
        case.answers.retain(|id, answer| self.answers.get(id) != Some(answer));
        let requester = case.requester.name.trim().to_owned();
        for id in &self.signed {
            if let Some(judgement) = case.judgements.get_mut(id).filter(|it| it.by.trim() == requester) {
                judgement.by.clear();
            }
        }
    }
}

/// Follows a change of the requester's name: another doctor's yes must never fulfil a must, and nobody answers for a
/// judgement that another doctor may have made. The answers before, and the signatures that the program has filled in,
/// are blanked for another doctor, and come back with the name. With the name of the profile come its answers, where
/// none was given for the same doctor.
pub fn follow_name(
    case: &mut Case,
    before: &RequesterSnapshot,
    set: &CriteriaSet,
    profile: &RequesterProfile,
) {
    case.answers.retain(|id, _| !is_about_requester(id, set));
    if profile.is_of(&case.requester.name) {
        fill_in_answers(case, set, profile);
    }
    let holds = before.match_with(&case.requester.name, profile) != DoctorMatch::Another;
    let signature = if holds { case.requester.name.trim().to_owned() } else { String::new() };
    for id in &before.signed {
        if let Some(judgement) = case.judgements.get_mut(id) {
            judgement.by.clone_from(&signature);
        }
    }
    if holds {
        case.answers.extend(before.answers.clone());
    }
}

/// Blanks the answers and signatures of the doctor before: the user says that the requester is another one. With the
/// name of the profile come its answers.
pub fn blank_for_another(
    case: &mut Case,
    before: &RequesterSnapshot,
    set: &CriteriaSet,
    profile: &RequesterProfile,
) {
    before.take_from(case);
    if profile.is_of(&case.requester.name) {
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
        let before = RequesterSnapshot::of(case, set, |_, _| false);
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
                ("Bo Testlæge", "bo  testlæge", true),
                ("Bo Testlæge", "Overlæge Bo Testlæge", true),
                ("Bo Tetslæge", "Bo Testlæge", true),
                ("Bo Testlæge", "Bo P. Testlæge", true),
                ("Ditte Testlæge", "Overlæge Ditte Testlæge", true),
                ("Ditte Tetslæge", "Ditte Testlæge", true),
                ("Bo", "Bodil Testlæge", false),
                ("Bo Testlæge", "Eva Testlæge", false),
                ("Bo Testlæge", "Bo", false),
                ("Bo Testlæge", "", false),
            ] {
                let mut case = Case::new(&set, "sarcoma".into(), None);
                case.requester.name = before.to_owned();
                case.answers.insert(centre.clone(), Answer::YesNo(true));
                case.answers.insert("metastatic".into(), Answer::YesNo(true));
                let earlier = RequesterSnapshot::of(&case, &set, |_, _| false);
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
    fn a_slip_in_the_name_of_the_profile_leaves_what_was_answered_and_adds_the_profiles_answers() {
        let set = embedded().unwrap();
        let centre = QuestionId::from("sarcoma-centre");
        let is_about_requester = |id: &QuestionId| is_about_requester(id, &set);
        let other = set.questions.iter().map(|it| &it.id).find(|id| is_about_requester(id) && **id != centre);
        let other = other.unwrap().clone();
        let mut case = Case::new(&set, "sarcoma".into(), None);
        case.requester.name = "Ditte Tetslæge".to_owned();
        case.answers.insert(other.clone(), Answer::YesNo(false));
        named(&mut case, "Ditte Testlæge", &set);
        assert_eq!(case.answers.get(&other), Some(&Answer::YesNo(false)));
        assert_eq!(case.answers.get(&centre), Some(&Answer::YesNo(true)));
        // What was answered while nobody was named may be another doctor's.
        case.requester.name.clear();
        case.answers.insert(centre.clone(), Answer::YesNo(false));
        named(&mut case, "Ditte Testlæge", &set);
        assert_eq!(case.answers.get(&centre), Some(&Answer::YesNo(true)));
        assert!(!case.answers.contains_key(&other));
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
