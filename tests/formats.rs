//! Files of every format of the case file, which must be readable for ever.
//!
//! `tests/formats/N.wgscase` is a plain case of format N, and `N.pdf` has it inside. Those of format 1 are of the
//! criteria set `ngc-2026-11`, which the newest follows; `N-passphrase.wgscase` and
//! `N-keys.wgscase` hold the same case encrypted, `N-recovery-key.age` is the recovery key of the
//! latter. When the format changes, `cargo test --test formats -- --ignored` adds the files of the new one. The
//! others are never changed.

use std::fs;
use std::path::{Path, PathBuf};
use wgs_referral::case::{self, Case, FORMAT, Refusal, ToConfirm};
use wgs_referral::definition::{CriteriaSet, embedded};
use wgs_referral::encryption::{Credential, Passphrase, Recipients, RecoveryKey, UserKeys, encrypt};
use wgs_referral::files::{self, CaseFile, CaseText};

/// All files in `tests/formats` have this passphrase.
const PASSPHRASE: &str = "kun til afprøvning";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn passphrase() -> Passphrase {
    Passphrase::take(&mut PASSPHRASE.to_owned())
}

fn text(path: &Path, credential: &Credential) -> CaseText {
    match files::read_case(path).unwrap().0 {
        CaseFile::Plain(text) => text,
        CaseFile::Encrypted(case) => case.decrypt(credential).unwrap(),
    }
}

fn read(text: &CaseText, set: &CriteriaSet) -> Case {
    let reading = case::read(&text.text, set).unwrap();
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    reading.case
}

#[test]
fn a_case_of_every_format_is_read_plain_and_encrypted() {
    let set = embedded().unwrap();
    for format in 1..=FORMAT {
        let path = |rest: &str| folder().join(format!("{format}{rest}"));
        let with_passphrase = Credential::Passphrase(passphrase());
        let plain = text(&path(".wgscase"), &with_passphrase);
        let case = read(&plain, &set);
        assert_eq!(case.patient.name, "Bente Testperson");
        assert!(case.patient.cpr.is_some() && case.answers.len() > 3 && !case.requester.name.is_empty());
        assert_eq!(read(&text(&path(".pdf"), &with_passphrase), &set), case);
        assert_eq!(read(&text(&path("-passphrase.wgscase"), &with_passphrase), &set), case);
        let key = files::read_identities(&path("-recovery-key.age"), Some(&passphrase())).unwrap();
        assert_eq!(read(&text(&path("-keys.wgscase"), &Credential::Keys(key)), &set), case);
    }
}

#[test]
fn the_newest_format_is_written() {
    let set = embedded().unwrap();
    let path = folder().join(format!("{FORMAT}.wgscase"));
    let text = self::text(&path, &Credential::Passphrase(passphrase()));
    let mut case = read(&text, &set);
    // One answer has to be confirmed under the newest set. Each is written as it was.
    assert_eq!(case.to_confirm.answers.len(), 1);
    case.to_confirm = ToConfirm::default();
    let of_newest_set = text.text.replace("\"ngc-2026-11\"", &format!("\"{}\"", set.id));
    let hash = format!("    criteria_hash: \"{}\",\n", set.short_hash());
    assert_eq!(case::write(&case).replacen(&hash, "", 1), of_newest_set);
}

#[test]
fn a_newer_format_is_refused_plain_and_encrypted() {
    let set = embedded().unwrap();
    let path = folder().join(format!("{FORMAT}.wgscase"));
    let newest = self::text(&path, &Credential::Passphrase(passphrase()));
    let (now, next) = (format!("format: {FORMAT},"), format!("format: {},", FORMAT + 1));
    let newer = newest.text.replace(&now, &next);
    let refusal = case::read(&newer, &set).unwrap_err();
    assert!(matches!(refusal, Refusal::NewerFormat { known: FORMAT, .. }));
    assert!(refusal.to_string().contains("newer"), "{refusal}");
    let recovery = RecoveryKey::generate();
    let keys = UserKeys::new(&recovery);
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), encrypt(newer.as_bytes(), &keys.recipients()).unwrap()).unwrap();
    let opened = self::text(file.path(), &Credential::Keys(keys.identities()));
    assert!(matches!(case::read(&opened.text, &set), Err(Refusal::NewerFormat { .. })));
}

/// Writes the files of a new format. Existing files are not changed.
#[test]
#[ignore = "writes the files of a new format"]
fn write_files_of_the_newest_format() {
    let set = embedded().unwrap();
    let sample = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/judgement.wgscase"));
    let mut case = case::read(&sample.unwrap(), &set).unwrap().case;
    case.patient.name = "Bente Testperson".into();
    let written = case::write(&case);
    let put = |rest: &str, bytes: &[u8]| {
        let path = folder().join(format!("{FORMAT}{rest}"));
        files::write(&path, bytes, files::Overwrite::Never).unwrap();
    };
    let recovery = RecoveryKey::generate();
    put(".wgscase", written.as_bytes());
    put("-passphrase.wgscase", &encrypt(written.as_bytes(), &Recipients::Passphrase(passphrase())).unwrap());
    let keys = UserKeys::new(&recovery);
    put("-keys.wgscase", &encrypt(written.as_bytes(), &keys.recipients()).unwrap());
    put("-recovery-key.age", &recovery.encrypted_file(&keys, &passphrase()).unwrap());
}
