//! What is wrong with what the IT department has set.

use crate::notation::shown_name;
use crate::policy::{PolicyFault, PolicyName};
use crate::wording::Phrases;

/// The faults in words, which an administrator finds by the names in them.
pub fn policy_faults_in_words(say: Phrases, faults: &[PolicyFault]) -> String {
    let words = |fault: &PolicyFault| match fault {
        PolicyFault::Unreadable => say.texts.get("policy-unreadable").to_owned(),
        PolicyFault::UnknownName(name) => {
            say.texts.with("policy-unknown-name", &[("name", shown_name(name).into())])
        }
        PolicyFault::WrongValue(PolicyName::AllowUnencryptedSaving) => {
            let name = PolicyName::AllowUnencryptedSaving.as_str();
            say.texts.with("policy-wrong-value-forbids", &[("name", name.into())])
        }
        PolicyFault::WrongValue(name) => {
            say.texts.with("policy-wrong-value", &[("name", name.as_str().into())])
        }
    };
    faults.iter().map(words).collect::<Vec<_>>().join("; ")
}
