//! What the IT department has set for all users of a computer, and users can't change.
//!
//! A policy has a name and a value, from wherever the system keeps policies: the module `files` knows the place. A
//! policy with a fault is never silently without effect: it is told, and where it limits what may be saved, the
//! limit holds.

use crate::definition::Language;
use crate::settings::{LockAfter, UserSettings};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// What a policy can set. The variants have the names that policies have on all systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(ascii_case_insensitive)]
pub enum PolicyName {
    /// The language of the window: `da` or `en`.
    Language,
    /// What draws the window: `hardware`, `software` or `opengl`.
    Renderer,
    /// Whether a case may be saved without encryption.
    AllowUnencryptedSaving,
    /// Whether unsaved changes are kept in recovery copies.
    RecoveryCopies,
    /// After how many minutes without input the window is locked: 0 (never), 5 or 15.
    LockAfterMinutes,
}

impl PolicyName {
    /// The name, as it is written where the system keeps policies.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The value of a policy, as the system has it.
#[expect(missing_docs, reason = "the other names say it")]
#[derive(Clone, Debug)]
pub enum PolicyValue {
    Text(String),
    /// A whole number. Windows has no other values for yes (1) and no (0).
    Number(i64),
    YesNo(bool),
    /// Anything else, which no policy has as its value.
    Other,
}

/// What draws the window, in the order in which the renderers are tried on Linux. The names are those of the policy, of
/// the argument `--renderer` and of the note about what worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Renderer {
    /// The OpenGL driver.
    OpenGl,
    /// The graphics card, through Vulkan, Metal or DirectX 12.
    Hardware,
    /// A software implementation of the same interfaces: lavapipe on Linux, WARP on Windows.
    Software,
}

impl Renderer {
    /// The name of the renderer.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Whether cases may be saved without encryption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnencryptedSaving {
    /// They may, after a warning.
    #[default]
    Allowed,
    /// They may not.
    Forbidden,
}

/// The policies of a computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    language: Option<Language>,
    renderer: Option<Renderer>,
    unencrypted_saving: Option<UnencryptedSaving>,
    recovery_copies: Option<bool>,
    lock_after: Option<LockAfter>,
}

/// What is wrong with the policies of a computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyFault {
    /// The place where they are kept can't be read.
    Unreadable,
    /// No policy has this name.
    UnknownName(String),
    /// A policy can't have the value that it was given.
    WrongValue(PolicyName),
}

/// The policies of a computer, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyReading {
    /// The policies that hold.
    pub policy: Policy,
    /// What is wrong, in the order of the names.
    pub faults: Vec<PolicyFault>,
}

impl PolicyReading {
    /// Policies that are there and can't be read: what they may forbid is forbidden.
    pub fn unreadable() -> Self {
        let policy = Policy { unencrypted_saving: Some(UnencryptedSaving::Forbidden), ..Policy::default() };
        PolicyReading { policy, faults: vec![PolicyFault::Unreadable] }
    }

    /// The policies with these names and values.
    pub fn of(values: impl IntoIterator<Item = (String, PolicyValue)>) -> Self {
        let mut reading = PolicyReading::default();
        let mut values: Vec<(String, PolicyValue)> = values.into_iter().collect();
        values.sort_by(|(name, _), (other, _)| name.cmp(other));
        for (name, value) in values {
            match name.parse() {
                Ok(name) if reading.policy.set(name, &value).is_none() => {
                    reading.faults.push(PolicyFault::WrongValue(name));
                }
                Ok(_) => {}
                Err(_) => reading.faults.push(PolicyFault::UnknownName(name)),
            }
        }
        reading
    }
}

impl Policy {
    /// Sets a policy; `None`: it can't have the value.
    fn set(&mut self, name: PolicyName, value: &PolicyValue) -> Option<()> {
        match name {
            PolicyName::Language => self.language = Some(language(text(value)?)?),
            PolicyName::Renderer => self.renderer = Some(text(value)?.parse().ok()?),
            PolicyName::AllowUnencryptedSaving => {
                // A value that can't be read may have been meant to forbid, and of two values the one
                // that forbids holds.
                let is_first = self.unencrypted_saving.is_none();
                self.unencrypted_saving = Some(UnencryptedSaving::Forbidden);
                if yes_no(value)? && is_first {
                    self.unencrypted_saving = Some(UnencryptedSaving::Allowed);
                }
            }
            PolicyName::RecoveryCopies => self.recovery_copies = Some(yes_no(value)?),
            PolicyName::LockAfterMinutes => {
                let PolicyValue::Number(minutes) = value else { return None };
                let has_minutes = |lock: &&LockAfter| i64::from(lock.minutes().unwrap_or(0)) == *minutes;
                self.lock_after = Some(*LockAfter::VARIANTS.iter().find(has_minutes)?);
            }
        }
        Some(())
    }

    /// Whether a policy is set.
    pub fn decides(&self, name: PolicyName) -> bool {
        match name {
            PolicyName::Language => self.language.is_some(),
            PolicyName::Renderer => self.renderer.is_some(),
            PolicyName::AllowUnencryptedSaving => self.unencrypted_saving.is_some(),
            PolicyName::RecoveryCopies => self.recovery_copies.is_some(),
            PolicyName::LockAfterMinutes => self.lock_after.is_some(),
        }
    }

    /// What must draw the window, if that is set.
    pub fn renderer(&self) -> Option<Renderer> {
        self.renderer
    }

    /// Whether cases may be saved without encryption.
    pub fn unencrypted_saving(&self) -> UnencryptedSaving {
        self.unencrypted_saving.unwrap_or_default()
    }

    /// The settings that apply: those of the user, but for what is set here.
    pub fn applied_to(&self, settings: UserSettings) -> UserSettings {
        UserSettings {
            language: self.language.or(settings.language),
            recovery_copies: self.recovery_copies.unwrap_or(settings.recovery_copies),
            lock_after: self.lock_after.unwrap_or(settings.lock_after),
            ..settings
        }
    }
}

fn language(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}

fn text(value: &PolicyValue) -> Option<&str> {
    match value {
        PolicyValue::Text(text) => Some(text),
        PolicyValue::Number(_) | PolicyValue::YesNo(_) | PolicyValue::Other => None,
    }
}

fn yes_no(value: &PolicyValue) -> Option<bool> {
    match value {
        PolicyValue::YesNo(yes) => Some(*yes),
        PolicyValue::Number(0) => Some(false),
        PolicyValue::Number(1) => Some(true),
        PolicyValue::Number(_) | PolicyValue::Text(_) | PolicyValue::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[(&str, PolicyValue)]) -> PolicyReading {
        PolicyReading::of(values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
    }

    fn set(name: &str, value: PolicyValue) -> Policy {
        let reading = read(&[(name, value)]);
        assert_eq!(reading.faults, []);
        reading.policy
    }

    #[test]
    fn every_policy_decides_what_its_name_says_and_nothing_else() {
        let values = [
            ("Language", PolicyValue::Text("en".into())),
            ("Renderer", PolicyValue::Text("opengl".into())),
            ("AllowUnencryptedSaving", PolicyValue::Number(0)),
            ("RecoveryCopies", PolicyValue::YesNo(false)),
            ("LockAfterMinutes", PolicyValue::Number(15)),
        ];
        for (name, value) in &values {
            let policy = set(name, value.clone());
            for other in PolicyName::VARIANTS {
                assert_eq!(policy.decides(*other), other.as_str() == *name, "{name}, {other:?}");
            }
        }
        let policy = read(&values).policy;
        let applied = policy.applied_to(UserSettings::default());
        assert_eq!(applied.language, Some(Language::En));
        assert_eq!((applied.recovery_copies, applied.lock_after), (false, LockAfter::FifteenMinutes));
        assert_eq!(policy.renderer(), Some(Renderer::OpenGl));
        assert_eq!(policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
    }

    #[test]
    fn names_are_found_in_any_case_as_in_the_registry_of_windows() {
        let policy = set("allowUnencryptedSaving", PolicyValue::YesNo(false));
        assert_eq!(policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
    }

    #[test]
    fn of_two_values_of_one_policy_the_one_that_forbids_holds() {
        for values in [[false, true], [true, false]] {
            let reading = read(&values.map(|yes| ("AllowUnencryptedSaving", PolicyValue::YesNo(yes))));
            assert_eq!(reading.policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
        }
    }

    #[test]
    fn without_policies_the_settings_of_the_user_apply() {
        let reading = read(&[]);
        assert_eq!(reading, PolicyReading::default());
        assert_eq!(reading.policy.applied_to(UserSettings::default()), UserSettings::default());
        assert_eq!(reading.policy.unencrypted_saving(), UnencryptedSaving::Allowed);
    }

    #[test]
    fn yes_and_no_may_be_numbers() {
        for (value, copies) in [
            (PolicyValue::Number(1), true),
            (PolicyValue::Number(0), false),
            (PolicyValue::YesNo(true), true),
        ] {
            let applied = set("RecoveryCopies", value).applied_to(UserSettings::default());
            assert_eq!(applied.recovery_copies, copies);
        }
    }

    #[test]
    fn wrong_values_and_unknown_names_are_told_in_the_order_of_the_names() {
        let reading = read(&[
            ("Sprog", PolicyValue::Text("da".into())),
            ("Renderer", PolicyValue::Number(1)),
            ("Language", PolicyValue::Text("de".into())),
            ("RecoveryCopies", PolicyValue::Text("no".into())),
            ("LockAfterMinutes", PolicyValue::Number(7)),
        ]);
        assert_eq!(reading.policy, Policy::default());
        let mut faults: Vec<PolicyFault> = [
            PolicyName::Language,
            PolicyName::LockAfterMinutes,
            PolicyName::RecoveryCopies,
            PolicyName::Renderer,
        ]
        .map(PolicyFault::WrongValue)
        .into();
        faults.push(PolicyFault::UnknownName("Sprog".into()));
        assert_eq!(reading.faults, faults);
    }

    #[test]
    fn what_may_forbid_unencrypted_saving_forbids_it() {
        for value in [PolicyValue::Number(2), PolicyValue::Text("false".into()), PolicyValue::Other] {
            let reading = read(&[("AllowUnencryptedSaving", value)]);
            assert_eq!(reading.policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
            assert_eq!(reading.faults, [PolicyFault::WrongValue(PolicyName::AllowUnencryptedSaving)]);
        }
        let unreadable = PolicyReading::unreadable().policy;
        assert_eq!(unreadable.unencrypted_saving(), UnencryptedSaving::Forbidden);
    }
}
