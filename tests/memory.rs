//! Secrets that must not stay in the memory of the process, also not in memory that was freed.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, PoisonError};
use wgs_referral::desktop::KeyStore;
use wgs_referral::encryption::{Identities, RecoveryKey, UserKeys};

/// A secret that is looked for, in a form that is not found itself.
struct Masked(Vec<u8>);

const MASK: u8 = 0x55;

/// Held by each test: a test copies the memory that it reads, and with it the secrets of the others.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

impl Masked {
    /// The bytes of the first private key in a text, without the start that all keys have.
    fn key_in(text: &str) -> Self {
        let line = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap();
        Masked(line["AGE-SECRET-KEY-1".len()..].bytes().map(|byte| byte ^ MASK).collect())
    }

    /// How often the secret stands in the memory of this process, in capitals or not.
    fn count(&self) -> usize {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let memory = File::open("/proc/self/mem").unwrap();
        let mut count = 0;
        for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
            let (start, end) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
            let (start, end) =
                (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
            let mut block = vec![0; (end - start) as usize];
            if memory.read_exact_at(&mut block, start).is_ok() {
                count += block.windows(self.0.len()).filter(|bytes| self.is(bytes)).count();
            }
            // This copy must not be counted in the next block.
            block.fill(0);
            std::hint::black_box(&block);
        }
        count
    }

    fn is(&self, bytes: &[u8]) -> bool {
        bytes.iter().zip(&self.0).all(|(byte, masked)| byte.to_ascii_uppercase() == masked ^ MASK)
    }
}

#[test]
fn a_save_with_keys_leaves_no_text_of_them() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let store = KeyStore::in_memory();
    let keys = UserKeys::new(&RecoveryKey::generate());
    store.store_user_keys(&keys).unwrap();
    let secret = Masked::key_in(&keys.to_text());
    // The key store of this test has one itself.
    let before = secret.count();
    assert!(before > 0);
    for _ in 0..3 {
        store.user_recipients().unwrap().unwrap();
    }
    assert!(secret.count() <= before);
}

#[test]
fn a_recovery_copy_leaves_no_text_of_its_key() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let text = Identities::generate().to_text();
    let secret = Masked::key_in(&text);
    let store = KeyStore::in_memory_with_copy_key(&text);
    drop(text);
    let before = secret.count();
    assert!(before > 0);
    for _ in 0..3 {
        store.recovery_copy_key().unwrap();
    }
    assert!(secret.count() <= before);
}
