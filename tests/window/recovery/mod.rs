//! Recovery copies: unsaved changes survive a crash.

mod restoring;
mod writing;

use crate::bench::Bench;
use wgs_referral::desktop::{
    FoundRecovery, KeyStatus, RecoveryCopy, RecoveryRequest, Request, UnreadableReason,
};

pub const SARCOMA: &str =
    r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22")"#;

/// A window with a recovery folder and a key store.
pub fn window_with_recovery() -> Bench {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    let requests = bench.look_up_keys(KeyStatus::Absent);
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(_))]));
    bench
}

pub fn unsaved_case() -> Bench {
    let mut bench = window_with_recovery();
    bench.show_indication("sarcoma");
    bench.take_all_requests();
    bench.type_into("Navn", "Bente Testperson");
    bench
}

/// Takes all requests, and returns the copies that they write.
pub fn take_copies(bench: &mut Bench) -> Vec<RecoveryCopy> {
    let requests = bench.take_all_requests();
    let copies = requests.into_iter().filter_map(|request| match request {
        Request::Recovery(RecoveryRequest::Keep(copy)) => Some(*copy),
        _ => None,
    });
    copies.collect()
}

/// A time in seconds when the pause since the last copy is over. The window uses the system clock.
pub fn after_pause() -> f64 {
    jiff::Timestamp::now().as_second() as f64 + 1000.0
}

pub fn found_copy(file: &str, indication: Option<&str>) -> FoundRecovery {
    FoundRecovery {
        file: file.into(),
        written_at: Some("2026-11-22T13:05:00Z".parse().unwrap()),
        indication: indication.map(Into::into).ok_or(UnreadableReason::Permanent),
        initials: indication.map(|_| "B.T.".into()).unwrap_or_default(),
    }
}

/// Whether a request removes the recovery copy.
pub fn drops_copy(requests: &[Request]) -> bool {
    requests.iter().any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
}
