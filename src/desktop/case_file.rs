//! Cases in files: locked, read and opened; encrypted and written.

use super::key_store::{KeyStore, KeyStoreError};
use super::locked_file::LockedFile;
use super::request::{CaseError, CaseKey, Opened, Protection, SaveError};
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use crate::encryption::Passphrase;
use crate::encryption::{self, Credential, DecryptError, EncryptionKind, Recipients, RecoveryKey, UserKeys};
use crate::files::{self, CASE_LIMIT, CaseFile, FileError, Fingerprint, Lock, LockError, Overwrite};
use std::path::Path;
use zeroize::Zeroizing;

/// Locks a case file, so that no other window changes it. On a file system without locks there is none.
fn lock(path: &Path) -> Result<Option<LockedFile>, LockError> {
    match Lock::acquire(path) {
        Ok(lock) => Ok(Some(LockedFile::new(path.to_owned(), lock))),
        Err(LockError::Unavailable) => Ok(None),
        Err(held @ LockError::HeldElsewhere(_)) => Err(held),
    }
}

/// Reads a case. What is read is locked first; one from inside a PDF, which is no place to save a
/// case to, is let go again.
pub fn read(
    path: &Path,
    key: Option<&CaseKey>,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<(Opened, Option<LockedFile>), CaseError> {
    if !files::exists_or_has_backup(path) {
        return Err(read_there(path, key, keys, set).err().unwrap_or(FileError::NotFound.into()));
    }
    let locked = lock(path)?;
    let opened = read_there(path, key, keys, set)?;
    let locked = if opened.is_inside_a_pdf { None } else { locked };
    Ok((opened, locked))
}

fn read_there(
    path: &Path,
    key: Option<&CaseKey>,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<Opened, CaseError> {
    let (file, fingerprint) = files::read_case(path)?;
    let (found, protection) = match file {
        // Who reads it in the open has not decided to write it so.
        CaseFile::Plain(found) => (found, None),
        CaseFile::Encrypted(case) => {
            let (credential, protection) = credential(case.kind, key, keys)?;
            (case.decrypt(&credential)?, protection)
        }
    };
    let reading = case::read(&found.text, set).map_err(CaseError::Refused)?;
    Ok(Opened {
        reading: Box::new(reading),
        fingerprint,
        protection,
        is_inside_a_pdf: found.attachment.is_some(),
    })
}

/// What a file is tried with, and how the case is written again then.
fn credential(
    with: EncryptionKind,
    key: Option<&CaseKey>,
    keys: &KeyStore,
) -> Result<(Credential, Option<Protection>), CaseError> {
    match (with, key) {
        (EncryptionKind::Passphrase, Some(CaseKey::Passphrase(passphrase))) => {
            let again = Protection::Passphrase(passphrase.clone());
            Ok((Credential::Passphrase(passphrase.clone()), Some(again)))
        }
        (EncryptionKind::Passphrase, Some(CaseKey::RecoveryKey { .. }) | None) => {
            Err(DecryptError::NeedsPassphrase.into())
        }
        (EncryptionKind::Keys, Some(CaseKey::RecoveryKey { file, passphrase })) => {
            let passphrase = Some(passphrase).filter(|passphrase| !passphrase.is_empty());
            let identities = files::read_identities(file, passphrase).map_err(CaseError::RecoveryKey)?;
            // From now on it is written to the keys of this computer, where there are any.
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

/// Encrypts a case as the user decided, and writes it if there is what was expected.
pub fn write(
    path: &Path,
    case: &Case,
    protection: &Protection,
    expected: Overwrite,
    keys: &KeyStore,
) -> Result<(Fingerprint, Option<LockedFile>), SaveError> {
    let text = Zeroizing::new(case::write(case));
    let seal = match protection {
        Protection::Plain => None,
        Protection::Passphrase(passphrase) => Some(Recipients::Passphrase(passphrase.clone())),
        Protection::Keys => match keys.user_keys()? {
            Some(keys) => Some(keys.recipients()),
            None => return Err(SaveError::NoKeys),
        },
    };
    let sealed = seal.map(|seal| encryption::encrypt(text.as_bytes(), &seal)).transpose()?;
    let bytes = sealed.as_deref().unwrap_or(text.as_bytes());
    // What could not be read again is not written.
    if bytes.len() as u64 > CASE_LIMIT {
        return Err(FileError::TooLarge { limit_mib: CASE_LIMIT >> 20 }.into());
    }
    let locked = lock(path)?;
    let fingerprint = files::write(path, bytes, expected)?;
    Ok((fingerprint, locked))
}

/// Makes a recovery key, writes it to where the user keeps it, and keeps the keys of the user's
/// cases in the key store. A user who has a key of their own keeps it: their files open as before. No
/// file gives way: it may be the key to other cases.
///
/// # Errors
/// The file or the key store. The file stays only where the key store may have its key.
pub fn make_keys(path: &Path, passphrase: &Passphrase, keys: &KeyStore) -> Result<(), SaveError> {
    // Two windows would each make a key of their own.
    let _alone = keys.alone()?;
    // Nothing is written that could not be used.
    let own = keys.user_keys()?;
    let recovery = RecoveryKey::generate();
    let made = match own {
        Some(own) => own.with_recovery(&recovery),
        None => UserKeys::new(&recovery),
    };
    let file = recovery.encrypted_file(&made, passphrase)?;
    files::write(path, &file, Overwrite::Never)?;
    let kept = are_kept(&made, keys.keep_user_keys(&made), || keys.user_keys());
    if matches!(kept, Err(SaveError::KeyStore(_))) {
        // A key that opens nothing would be taken for one.
        let _ = files::remove(path);
    }
    kept
}

/// Whether the key store has the keys. One that failed may have taken them before: it is asked.
fn are_kept(
    made: &UserKeys,
    kept: Result<(), KeyStoreError>,
    ask: impl FnOnce() -> Result<Option<UserKeys>, KeyStoreError>,
) -> Result<(), SaveError> {
    let Err(error) = kept else { return Ok(()) };
    match ask() {
        Ok(Some(there)) if there.to_text() == made.to_text() => Ok(()),
        Ok(_) => Err(error.into()),
        // Cases may be written to them from now on.
        Err(_) => Err(SaveError::PerhapsKept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use crate::files::{CaseFileError, IdentityFileError};
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

    fn refused<T>(result: Result<T, CaseError>) -> CaseError {
        match result {
            Ok(_) => panic!("it was read"),
            Err(error) => error,
        }
    }

    #[test]
    fn a_case_with_a_passphrase_opens_with_it_alone_and_is_written_with_it_again() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        let protection = Protection::Passphrase(passphrase("rigtig hest batteri"));
        let (written, held) = write(&path, &case(&set), &protection, Overwrite::Never, &keys).unwrap();
        drop(held);
        assert!(!String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains("Testperson"));
        for (key, reason) in [
            (None, DecryptError::NeedsPassphrase),
            (Some(CaseKey::Passphrase(passphrase("forkert"))), DecryptError::WrongPassphrase),
        ] {
            let error = refused(read(&path, key.as_ref(), &keys, &set));
            let CaseError::File(CaseFileError::Decrypt(found)) = error else { panic!("{error:?}") };
            assert_eq!(found, reason);
        }
        let key = CaseKey::Passphrase(passphrase("rigtig hest batteri"));
        let (opened, held) = read(&path, Some(&key), &keys, &set).unwrap();
        assert_eq!(opened.reading.case, case(&set));
        assert_eq!((opened.fingerprint, opened.protection), (written, Some(protection)));
        assert_eq!(held.unwrap().path, path);
    }

    #[test]
    fn a_key_store_that_failed_is_asked_whether_it_has_the_keys() {
        let made = || UserKeys::new(&RecoveryKey::generate());
        let (ours, lost) = (made(), KeyStoreError::None);
        assert!(matches!(are_kept(&ours, Ok(()), || Err(lost)), Ok(())));
        assert!(matches!(are_kept(&ours, Err(lost), || Ok(Some(ours.clone()))), Ok(())));
        for others in [None, Some(made())] {
            let kept = are_kept(&ours, Err(lost), || Ok(others));
            assert!(matches!(kept, Err(SaveError::KeyStore(KeyStoreError::None))));
        }
        assert!(matches!(are_kept(&ours, Err(lost), || Err(lost)), Err(SaveError::PerhapsKept)));
    }

    #[test]
    fn a_case_with_keys_opens_by_itself_here_and_with_the_recovery_key_elsewhere() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::in_memory());
        let path = folder.path().join("a.wgscase");
        let nobody = write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys);
        assert!(matches!(nobody, Err(SaveError::NoKeys)));
        let file = folder.path().join("key.age");
        make_keys(&file, &passphrase("gemt i skabet"), &keys).unwrap();
        write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys).unwrap();
        let (opened, _) = read(&path, None, &keys, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), Some(Protection::Keys)));
        // On another computer: with keys of its own, with none, without a key store.
        let others = KeyStore::in_memory();
        let error = refused(read(&path, None, &others, &set));
        assert!(matches!(error, CaseError::File(CaseFileError::Decrypt(DecryptError::WrongKey))));
        let error = refused(read(&path, None, &KeyStore::none(), &set));
        assert!(matches!(error, CaseError::KeyStore(_)));
        let key = |text: &str| CaseKey::RecoveryKey { file: file.clone(), passphrase: passphrase(text) };
        let error = refused(read(&path, Some(&key("forkert")), &others, &set));
        assert!(matches!(
            error,
            CaseError::RecoveryKey(IdentityFileError::Decrypt(DecryptError::WrongPassphrase))
        ));
        let (opened, _) = read(&path, Some(&key("gemt i skabet")), &others, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), None));
    }

    #[test]
    fn a_new_recovery_key_opens_what_was_written_before_it() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::in_memory());
        let (first, second) = (folder.path().join("1.age"), folder.path().join("2.age"));
        let path = folder.path().join("a.wgscase");
        make_keys(&first, &passphrase("en"), &keys).unwrap();
        write(&path, &case(&set), &Protection::Keys, Overwrite::Never, &keys).unwrap();
        assert!(make_keys(&first, &passphrase("to"), &keys).is_err());
        make_keys(&second, &passphrase("to"), &keys).unwrap();
        assert!(read(&path, None, &keys, &set).is_ok());
        let key = CaseKey::RecoveryKey { file: second, passphrase: passphrase("to") };
        // The new one opens what was written before it, and so does the old.
        assert!(read(&path, Some(&key), &keys, &set).is_ok());
        let key = CaseKey::RecoveryKey { file: first, passphrase: passphrase("en") };
        write(&path, &case(&set), &Protection::Keys, Overwrite::Always, &keys).unwrap();
        assert!(read(&path, Some(&key), &keys, &set).is_ok());
    }

    #[test]
    fn without_a_key_store_no_recovery_key_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.age");
        let made = make_keys(&path, &passphrase("en"), &KeyStore::none());
        assert!(matches!(made, Err(SaveError::KeyStore(_))));
        assert!(!path.exists());
    }

    #[test]
    fn a_plain_case_is_read_and_how_to_write_it_is_not_decided() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        let (opened, _) = read(&path, None, &keys, &set).unwrap();
        assert_eq!((opened.reading.case, opened.protection), (case(&set), None));
        let error = refused(read(folder.path(), None, &keys, &set));
        assert!(matches!(error, CaseError::File(CaseFileError::File(FileError::IsFolder))));
    }

    #[test]
    fn a_case_that_is_open_elsewhere_is_refused_and_one_that_is_read_is_held() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        // As another process would.
        let other = std::fs::File::create(folder.path().join(".a.wgscase.lock")).unwrap();
        other.lock().unwrap();
        let error = refused(read(&path, None, &keys, &set));
        assert!(matches!(error, CaseError::Lock(LockError::HeldElsewhere(_))));
        drop(other);
        let (_, held) = read(&path, None, &keys, &set).unwrap();
        assert_eq!(held.unwrap().path, path);
    }

    #[test]
    fn a_case_whose_replacement_was_interrupted_is_read_from_its_backup() {
        let (set, folder, keys) = (set(), tempfile::tempdir().unwrap(), KeyStore::none());
        let path = folder.path().join("a.wgscase");
        write(&path, &case(&set), &Protection::Plain, Overwrite::Never, &keys).unwrap();
        std::fs::rename(&path, folder.path().join(".a.wgscase.wgs-backup")).unwrap();
        let (opened, _) = read(&path, None, &keys, &set).unwrap();
        assert_eq!(opened.reading.case, case(&set));
        assert!(path.exists());
    }
}
