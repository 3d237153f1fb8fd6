//! Where each system keeps what the IT department has set: a file on Linux, the registry on Windows, managed
//! preferences on macOS. Only an administrator may write there.

use crate::policy::PolicyReading;

/// The policies of this computer.
pub fn read_policy() -> PolicyReading {
    #[cfg(target_os = "windows")]
    return windows::read();
    #[cfg(target_os = "macos")]
    return macos::read();
    #[cfg(not(any(target_os = "windows", target_os = "macos")))]
    return linux::read(std::path::Path::new("/etc/wgs-referral/policy.json"));
}

/// A JSON object with a value for each policy.
#[cfg(not(any(target_os = "windows", target_os = "macos")))]
mod linux {
    use super::PolicyReading;
    use crate::files::{FileError, read_text};
    use crate::policy::PolicyValue;
    use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
    use serde_json::Value;
    use std::fmt;
    use std::path::Path;

    /// In bytes. A policy file has about 200.
    const LIMIT: u64 = 1 << 16;

    pub fn read(path: &Path) -> PolicyReading {
        match read_text(path, LIMIT) {
            Ok(text) => match serde_json::from_str::<Entries>(&text) {
                Ok(Entries(values)) => {
                    PolicyReading::of(values.into_iter().map(|(name, value)| (name, of_json(value))))
                }
                Err(_) => PolicyReading::unreadable(),
            },
            // Without the file, or its folder, nothing is set. A link that leads nowhere was meant to set something.
            Err(FileError::NotFound | FileError::NoFolder) if path.symlink_metadata().is_err() => {
                PolicyReading::default()
            }
            Err(_) => PolicyReading::unreadable(),
        }
    }

    /// The entries of an object, equal names too: a map would keep one of them in silence.
    struct Entries(Vec<(String, Value)>);

    impl<'de> Deserialize<'de> for Entries {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct EntriesVisitor;
            impl<'de> Visitor<'de> for EntriesVisitor {
                type Value = Entries;
                fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.write_str("an object")
                }
                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                    let mut entries = Vec::new();
                    while let Some(entry) = map.next_entry()? {
                        entries.push(entry);
                    }
                    Ok(Entries(entries))
                }
            }
            deserializer.deserialize_map(EntriesVisitor)
        }
    }

    fn of_json(value: Value) -> PolicyValue {
        match value {
            Value::String(text) => PolicyValue::Text(text),
            Value::Bool(yes) => PolicyValue::YesNo(yes),
            Value::Number(number) => number.as_i64().map_or(PolicyValue::Other, PolicyValue::Number),
            Value::Null | Value::Array(_) | Value::Object(_) => PolicyValue::Other,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::policy::{Policy, PolicyFault, PolicyName, UnencryptedSaving};

        fn read_file(text: &str) -> PolicyReading {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("policy.json");
            std::fs::write(&path, text).unwrap();
            read(&path)
        }

        #[test]
        fn a_file_sets_what_it_names() {
            let reading =
                read_file(r#"{ "Language": "da", "AllowUnencryptedSaving": false, "LockAfterMinutes": 5 }"#);
            assert_eq!(reading.faults, []);
            let decided = |name: &PolicyName| reading.policy.decides(*name);
            let named =
                [PolicyName::Language, PolicyName::AllowUnencryptedSaving, PolicyName::LockAfterMinutes];
            assert!(named.iter().all(decided) && !decided(&PolicyName::RecoveryCopies));
            assert_eq!(reading.policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
        }

        #[test]
        fn without_a_file_nothing_is_set() {
            let folder = tempfile::tempdir().unwrap();
            for path in ["policy.json", "no-folder/policy.json"] {
                assert_eq!(read(&folder.path().join(path)), PolicyReading::default());
            }
            assert_eq!(read_file("{}"), PolicyReading::default());
        }

        #[cfg(unix)]
        #[test]
        fn a_link_that_leads_nowhere_forbids_and_is_told() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("policy.json");
            std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
            assert_eq!(read(&path), PolicyReading::unreadable());
        }

        #[test]
        fn a_policy_that_stands_twice_is_not_settled_by_the_last_one() {
            let reading = read_file("{\"AllowUnencryptedSaving\": false, \"AllowUnencryptedSaving\": true}");
            assert_eq!(reading.policy.unencrypted_saving(), UnencryptedSaving::Forbidden);
        }

        #[test]
        fn a_file_that_cannot_be_read_forbids_and_is_told() {
            for text in ["", "{", "[]", "\"Language\"", "{\"Language\": \"da\",}"] {
                assert_eq!(read_file(text), PolicyReading::unreadable(), "{text}");
            }
        }

        #[test]
        fn values_of_other_kinds_are_faults() {
            for value in ["null", "[]", "{}", "1.5", "1e9"] {
                let reading = read_file(&format!("{{\"LockAfterMinutes\": {value}}}"));
                assert_eq!(reading.policy, Policy::default());
                assert_eq!(
                    reading.faults,
                    [PolicyFault::WrongValue(PolicyName::LockAfterMinutes)],
                    "{value}"
                );
            }
        }
    }
}

/// The values of a key that group policies write.
#[cfg(target_os = "windows")]
mod windows {
    use super::PolicyReading;
    use crate::policy::PolicyValue;
    use windows_registry::{LOCAL_MACHINE, Type, Value};

    const KEY: &str = r"Software\Policies\WGS-henvisning";
    /// The code of an error: there is no such key.
    const NOT_FOUND: i32 = 0x8007_0002_u32 as i32;

    pub fn read() -> PolicyReading {
        let key = match LOCAL_MACHINE.open(KEY) {
            Ok(key) => key,
            Err(error) if error.code().0 == NOT_FOUND => return PolicyReading::default(),
            Err(_) => return PolicyReading::unreadable(),
        };
        match key.values() {
            Ok(values) => PolicyReading::of(values.map(|(name, value)| (name, of_registry(&value)))),
            Err(_) => PolicyReading::unreadable(),
        }
    }

    fn of_registry(value: &Value) -> PolicyValue {
        match value.ty() {
            Type::U32 => u32::try_from(value.clone())
                .map_or(PolicyValue::Other, |number| PolicyValue::Number(number.into())),
            Type::String => String::try_from(value.clone()).map_or(PolicyValue::Other, PolicyValue::Text),
            _ => PolicyValue::Other,
        }
    }
}

/// The files that profiles of a device management write.
#[cfg(target_os = "macos")]
mod macos {
    use super::PolicyReading;
    use crate::files::{FileError, read_bytes};
    use crate::policy::PolicyValue;
    use plist::{Dictionary, Value};
    use std::path::Path;

    const FILE: &str = "/Library/Managed Preferences/dk.wgs_henvisning.wgs_referral.plist";
    /// In bytes. A policy file has about 500.
    const LIMIT: u64 = 1 << 16;

    pub fn read() -> PolicyReading {
        match read_bytes(Path::new(FILE), LIMIT) {
            Ok(bytes) => match plist::from_bytes::<Dictionary>(&bytes) {
                Ok(values) => {
                    // The profile's own names may be among them.
                    let of_program = values.into_iter().filter(|(name, _)| !name.starts_with("Payload"));
                    PolicyReading::of(of_program.map(|(name, value)| (name, of_plist(&value))))
                }
                Err(_) => PolicyReading::unreadable(),
            },
            Err(FileError::NotFound | FileError::NoFolder) => PolicyReading::default(),
            Err(_) => PolicyReading::unreadable(),
        }
    }

    fn of_plist(value: &Value) -> PolicyValue {
        match value {
            Value::String(text) => PolicyValue::Text(text.clone()),
            Value::Boolean(yes) => PolicyValue::YesNo(*yes),
            Value::Integer(number) => number.as_signed().map_or(PolicyValue::Other, PolicyValue::Number),
            _ => PolicyValue::Other,
        }
    }
}
