//! Reads and writes case files: locks them, and decrypts or encrypts their contents.

use super::key_store::{KeyStore, KeyStoreError};
use super::locked_file::FileEffects;
use super::raise;
use super::request::{CaseError, CaseKey, OpenedCase, Protection, SaveError};
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use crate::encryption::Passphrase;
use crate::encryption::{self, Credential, DecryptError, EncryptionKind, Recipients, RecoveryKey, UserKeys};
use crate::files::{
    self, CASE_LIMIT, CaseFile, CaseFileError, FileError, FileNote, Fingerprint, LockError, Overwrite,
};
use crate::report::CaseHash;
use crate::verify::{PageReader, verify_pdf};
use std::path::Path;
use zeroize::Zeroizing;

/// Reads the case in a case file or PDF. The file is locked before it is read, so that it can't change in
/// between. The lock of a PDF is released again, because a case is never saved into a PDF.
pub fn read(
    path: &Path,
    key: Option<&CaseKey>,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<(OpenedCase, FileEffects), CaseError> {
    if !files::is_file(path) {
        return Err(read_and_decrypt(path, key, keys, set).err().unwrap_or(FileError::NotFound.into()));
    }
    let mut effects = FileEffects::default();
    effects.lock(path).map_err(with_reachable_window)?;
    let opened = read_and_decrypt(path, key, keys, set)?;
    let effects = if opened.pdf.is_some() { FileEffects::default() } else { effects };
    Ok((opened, effects))
}

/// Keeps the process that holds a lock only if its window can be raised.
fn with_reachable_window(error: LockError) -> LockError {
    match error {
        LockError::HeldElsewhere(mut holder) => {
            holder.process = holder.process.filter(|process| raise::has_window(*process));
            LockError::HeldElsewhere(holder)
        }
        LockError::Unavailable => error,
    }
}

/// Reads the case in a file that another process may have locked, to be shown as a copy. A file is replaced as a whole,
/// so that it is one version or the next.
pub fn read_copy(
    path: &Path,
    key: Option<&CaseKey>,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<OpenedCase, CaseError> {
    read_and_decrypt(path, key, keys, set)
}

fn read_and_decrypt(
    path: &Path,
    key: Option<&CaseKey>,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<OpenedCase, CaseError> {
    let (file, fingerprint) = files::read_case(path)?;
    let (contents, protection) = match file {
        // A user who opens an unencrypted case has not decided to save it unencrypted.
        CaseFile::Plain(contents) => (contents, None),
        CaseFile::Encrypted(case) => {
            let (credential, protection) = credential(case.kind, key, keys)?;
            (case.decrypt(&credential)?, protection)
        }
    };
    let reading = case::read(&contents.text, set).map_err(CaseError::Refused)?;
    let pdf = contents.pdf.as_ref().map(|pdf| verify_pdf(pdf, &PageReader::in_own_process(), set));
    let pdf = pdf.transpose().map_err(CaseFileError::from)?;
    Ok(OpenedCase {
        reading: Box::new(reading),
        fingerprint,
        protection,
        pdf,
        text_hash: CaseHash::of(contents.text.as_bytes()),
    })
}

/// The credential that is tried on a file, and the protection with which the case is saved again; `None`: the
/// user has still to choose it.
fn credential(
    kind: EncryptionKind,
    key: Option<&CaseKey>,
    keys: &KeyStore,
) -> Result<(Credential, Option<Protection>), CaseError> {
    match (kind, key) {
        (EncryptionKind::Passphrase, Some(CaseKey::Passphrase(passphrase))) => {
            let protection = Protection::Passphrase(passphrase.clone());
            Ok((Credential::Passphrase(passphrase.clone()), Some(protection)))
        }
        (EncryptionKind::Passphrase, Some(CaseKey::RecoveryKey { .. }) | None) => {
            Err(DecryptError::NeedsPassphrase.into())
        }
        (EncryptionKind::Keys, Some(CaseKey::RecoveryKey { file, passphrase })) => {
            let passphrase = Some(passphrase).filter(|passphrase| !passphrase.is_empty());
            let identities = files::read_identities(file, passphrase).map_err(CaseError::RecoveryKey)?;
            // The case is saved with the keys of this computer, if there are any.
            let has_keys = matches!(keys.user_keys(), Ok(Some(_)));
            Ok((Credential::Keys(identities), has_keys.then_some(Protection::Keys)))
        }
        (EncryptionKind::Keys, Some(CaseKey::Passphrase(_))) => Err(DecryptError::NeedsKey.into()),
        (EncryptionKind::Keys, None) => match keys.user_keys() {
            Ok(Some(keys)) => Ok((Credential::Keys(keys.identities()), Some(Protection::Keys))),
            Ok(None) => Err(DecryptError::WrongKey.into()),
            Err(error) => Err(CaseError::KeyStore(error)),
        },
    }
}

/// Encrypts a case as the user chose, and writes it if the file at `path` is as `expected`.
pub fn write(
    path: &Path,
    case: &Case,
    protection: &Protection,
    expected: Overwrite,
    keys: &KeyStore,
) -> Result<(Fingerprint, FileEffects), SaveError> {
    let text = Zeroizing::new(case::write(case));
    let recipients = match protection {
        Protection::Plain => None,
        Protection::Passphrase(passphrase) => Some(Recipients::Passphrase(passphrase.clone())),
        Protection::Keys => Some(keys.user_recipients()?.ok_or(SaveError::NoKeys)?),
    };
    let encrypted =
        recipients.map(|recipients| encryption::encrypt(text.as_bytes(), &recipients)).transpose()?;
    let bytes = encrypted.as_deref().unwrap_or(text.as_bytes());
    // A larger file could be written, but not read again.
    if bytes.len() as u64 > CASE_LIMIT {
        return Err(FileError::TooLarge { limit: CASE_LIMIT }.into());
    }
    let mut effects = FileEffects::default();
    effects.lock(path)?;
    let mut written = files::write(path, bytes, expected)?;
    effects.notes.append(&mut written.notes);
    Ok((written.fingerprint, effects))
}

/// Makes a recovery key, writes it to the file at `path`, and adds it to the user's keys in the key store. A user
/// without keys gets them now. Returns what could not be done with the file. Existing keys stay, so the user's files
/// open as before. An existing file is never replaced: it may be the recovery key of other cases.
///
/// # Errors
/// The file can't be written, or the key store does not store the keys. In the second case the file is removed,
/// unless the key store may have stored them.
pub fn make_recovery_key(
    path: &Path,
    passphrase: &Passphrase,
    keys: &KeyStore,
) -> Result<Vec<FileNote>, SaveError> {
    // Without the lock, two windows could each make keys, and one would replace the other's.
    let _lock = keys.lock_key_creation()?;
    // Ask the key store first: without it, the recovery key would open nothing.
    let existing = keys.user_keys()?;
    let recovery = RecoveryKey::generate();
    let user_keys = match existing {
        Some(existing) => existing.with_recovery(&recovery),
        None => UserKeys::new(&recovery),
    };
    let file = recovery.encrypted_file(&user_keys, passphrase)?;
    let written = files::write(path, &file, Overwrite::Never)?;
    let stored = confirm_stored(&user_keys, keys.store_user_keys(&user_keys), || keys.user_keys());
    if matches!(stored, Err(SaveError::KeyStore(_))) {
        // The user could mistake a file that opens nothing for a recovery key.
        let _ = files::remove(path);
    }
    stored.map(|()| written.notes)
}

/// Succeeds if the key store has the keys. A key store may report an error after it has stored them, so after an
/// error `look_up` reads them back.
fn confirm_stored(
    user_keys: &UserKeys,
    stored: Result<(), KeyStoreError>,
    look_up: impl FnOnce() -> Result<Option<UserKeys>, KeyStoreError>,
) -> Result<(), SaveError> {
    let Err(error) = stored else { return Ok(()) };
    match look_up() {
        Ok(Some(existing)) if existing.to_text() == user_keys.to_text() => Ok(()),
        Ok(_) => Err(error.into()),
        // If the keys were stored, cases are encrypted to them from now on: the recovery key must stay.
        Err(_) => Err(SaveError::KeyStoreUncertain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use crate::desktop::kept_file::refuse_kept_file;
    use crate::files::IdentityFileError;
    use std::sync::Arc;

    fn set() -> Arc<CriteriaSet> {
        Arc::new(embedded().unwrap())
    }

    fn case(set: &CriteriaSet) -> Case {
        let mut case = Case::new(set, "sarcoma".into(), Some(jiff::civil::date(2026, 11, 22)));
        case.patient.name = "Bente Testperson".into();
        case
    }

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::take(&mut text.to_owned())
    }

    fn expect_error<T>(result: Result<T, CaseError>) -> CaseError {
        match result {
            Ok(_) => panic!("the case was read"),
            Err(error) => error,
        }
    }

    #[test]
    fn a_case_with_a_passphrase_opens_only_with_it_and_is_saved_with_it_again() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        let protection = Protection::Passphrase(passphrase("rigtig hest batteri"));
        let (written, locked) = write(&path, &case(&set), &protection, Overwrite::Never, &keys).unwrap();
        drop(locked);
        assert!(!String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains("Testperson"));
        for (key, expected) in [
            (None, DecryptError::NeedsPassphrase),
            (Some(CaseKey::Passphrase(passphrase("forkert"))), DecryptError::WrongPassphrase),
        ] {
            let error = expect_error(read(&path, key.as_ref(), &keys, &set));
            let CaseError::File(CaseFileError::Decrypt(error)) = error else { panic!("{error:?}") };
            assert_eq!(error, expected);
        }
        let key = CaseKey::Passphrase(passphrase("rigtig hest batteri"));
        let (opened, effects) = read(&path, Some(&key), &keys, &set).unwrap();
        assert_eq!(opened.reading.case, case(&set));
        assert_eq!((opened.fingerprint, opened.protection), (written, Some(protection)));
        assert_eq!(effects.locked[0].path, path);
    }

    #[test]
    fn after_an_error_the_key_store_is_asked_whether_it_has_the_keys() {
        let generate = || UserKeys::new(&RecoveryKey::generate());
        let (ours, error) = (generate(), KeyStoreError::Unavailable);
        assert!(matches!(confirm_stored(&ours, Ok(()), || Err(error)), Ok(())));
        assert!(matches!(confirm_stored(&ours, Err(error), || Ok(Some(ours.clone()))), Ok(())));
        for other in [None, Some(generate())] {
            let stored = confirm_stored(&ours, Err(error), || Ok(other));
            assert!(matches!(stored, Err(SaveError::KeyStore(KeyStoreError::Unavailable))));
        }
        assert!(matches!(
            confirm_stored(&ours, Err(error), || Err(error)),
            Err(SaveError::KeyStoreUncertain)
        ));
    }

    #[test]
    fn a_case_with_keys_opens_without_a_question_here_and_with_the_recovery_key_elsewhere() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::in_memory());
        let path = folder.path().join("a.wgscase");
        let without_keys = write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys);
        assert!(matches!(without_keys, Err(SaveError::NoKeys)));
        let file = folder.path().join("key.age");
        make_recovery_key(&file, &passphrase("gemt i skabet"), &keys).unwrap();
        write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys).unwrap();
        let (opened, _) = read(&path, None, &keys, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), Some(Protection::Keys)));
        // On another computer: first without keys, then without a key store.
        let others = KeyStore::in_memory();
        let error = expect_error(read(&path, None, &others, &set));
        assert!(matches!(error, CaseError::File(CaseFileError::Decrypt(DecryptError::WrongKey))));
        let error = expect_error(read(&path, None, &KeyStore::none(), &set));
        assert!(matches!(error, CaseError::KeyStore(_)));
        let key = |text: &str| CaseKey::RecoveryKey { file: file.clone(), passphrase: passphrase(text) };
        let error = expect_error(read(&path, Some(&key("forkert")), &others, &set));
        assert!(matches!(
            error,
            CaseError::RecoveryKey(IdentityFileError::Decrypt(DecryptError::WrongPassphrase))
        ));
        let (opened, _) = read(&path, Some(&key("gemt i skabet")), &others, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), None));
    }

    #[test]
    fn a_new_recovery_key_opens_cases_written_before_it() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::in_memory());
        let (first, second) = (folder.path().join("1.age"), folder.path().join("2.age"));
        let path = folder.path().join("a.wgscase");
        make_recovery_key(&first, &passphrase("en"), &keys).unwrap();
        write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys).unwrap();
        assert!(make_recovery_key(&first, &passphrase("to"), &keys).is_err());
        make_recovery_key(&second, &passphrase("to"), &keys).unwrap();
        assert!(read(&path, None, &keys, &set).is_ok());
        let key = CaseKey::RecoveryKey { file: second, passphrase: passphrase("to") };
        // The new recovery key opens the case written before it, and the old one opens the case written after it.
        assert!(read(&path, Some(&key), &keys, &set).is_ok());
        let key = CaseKey::RecoveryKey { file: first, passphrase: passphrase("en") };
        write(&path, &case(&set), &Protection::Keys, Overwrite::Always, &keys).unwrap();
        assert!(read(&path, Some(&key), &keys, &set).is_ok());
    }

    #[test]
    fn without_a_key_store_no_recovery_key_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.age");
        let result = make_recovery_key(&path, &passphrase("en"), &KeyStore::none());
        assert!(matches!(result, Err(SaveError::KeyStore(_))));
        assert!(!path.exists());
    }

    #[test]
    fn an_unencrypted_case_opens_without_a_chosen_protection() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        let (opened, _) = read(&path, None, &keys, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), None));
        let error = expect_error(read(folder.path(), None, &keys, &set));
        assert!(matches!(error, CaseError::File(CaseFileError::File(FileError::IsFolder))));
    }

    #[test]
    fn a_case_that_is_open_elsewhere_is_refused_and_a_case_that_is_read_is_locked() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        // Lock the file as another process would.
        let other = std::fs::File::create(folder.path().join(".a.wgscase.lock")).unwrap();
        other.lock().unwrap();
        let error = expect_error(read(&path, None, &keys, &set));
        assert!(matches!(error, CaseError::Lock(LockError::HeldElsewhere(_))));
        drop(other);
        let (_, effects) = read(&path, None, &keys, &set).unwrap();
        assert_eq!(effects.locked[0].path, path);
    }

    #[test]
    fn a_case_that_is_open_elsewhere_is_read_as_a_copy_that_is_never_written_over_it() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        let other = std::fs::File::create(folder.path().join(".a.wgscase.lock")).unwrap();
        other.lock().unwrap();
        assert_eq!(read_copy(&path, None, &keys, &set).unwrap().reading.case, case(&set));
        drop(other);
        // Nobody has it open any more, and it is still not written.
        let same = folder.path().join("./a.wgscase");
        for path in [&path, &same] {
            let original = folder.path().join("a.wgscase");
            let refused = refuse_kept_file(path, Some(&original), SaveError::OriginalOfCopy);
            assert!(matches!(refused, Err(SaveError::OriginalOfCopy)));
        }
        let beside = folder.path().join("b.wgscase");
        refuse_kept_file(&beside, Some(&path), SaveError::OriginalOfCopy).unwrap();
        refuse_kept_file(&path, None, SaveError::OriginalOfCopy).unwrap();
    }

    #[test]
    fn a_planted_backup_never_becomes_the_case() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        for planted in [".a.wgscase.wgs-backup", ".a.wgscase.wgs-0123456789ab"] {
            let planted = folder.path().join(planted);
            std::fs::rename(&path, &planted).unwrap();
            assert!(read(&path, None, &keys, &set).is_err());
            assert!(!path.exists() && planted.exists());
            std::fs::rename(&planted, &path).unwrap();
        }
    }

    #[test]
    fn a_case_that_can_t_be_locked_is_opened_and_saved_with_a_note() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        std::fs::create_dir(folder.path().join(".a.wgscase.lock")).unwrap();
        let protection = Protection::Plain;
        let (_, effects) = write(&path, &case(&set), &protection, Overwrite::Never, &keys).unwrap();
        assert_eq!(effects.notes, [FileNote::NotGuarded]);
        let (_, effects) = read(&path, None, &keys, &set).unwrap();
        assert_eq!(effects.notes, [FileNote::NotGuarded]);
        assert!(effects.locked.is_empty());
    }
}
