//! Limits of the drawing process on memory and time.

use super::task::Task;
use std::io;
use std::time::Duration;

/// What a task may cost.
pub(super) struct DrawingLimits {
    /// The most memory that it allocates, in bytes.
    memory: u64,
    /// The time of one processor that it takes at most, in seconds.
    seconds: u64,
}

/// Without optimisation, drawing takes many times as long.
const SLOWNESS: u64 = if cfg!(debug_assertions) { 10 } else { 1 };

impl DrawingLimits {
    /// The limits of a task. A scan has up to 40 megapixels, and a page of this program some two.
    pub(super) fn of(task: &Task) -> Self {
        match task {
            Task::Pages { .. } | Task::FurtherPages { .. } => {
                DrawingLimits { memory: 250 << 20, seconds: 2 * SLOWNESS }
            }
            Task::Picture { .. } => DrawingLimits { memory: 600 << 20, seconds: 20 * SLOWNESS },
        }
    }

    /// How long the parent waits in all: other programs may take most of the processor.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(10 + 3 * self.seconds)
    }
}

/// The limits that a process has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitsInForce {
    /// Those of the task.
    AsAsked,
    /// Lower ones, which the computer sets for all programs that are started here.
    #[cfg_attr(not(unix), expect(dead_code, reason = "on Windows, a limit that is lower is not told apart"))]
    Lower,
}

/// Sets limits that this process can't exceed: it is ended when it does. Limits that are lower already stay.
///
/// # Errors
/// The system refuses the limits.
#[cfg(unix)]
pub(super) fn limit_this_process(limits: &DrawingLimits) -> io::Result<LimitsInForce> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let mut in_force = LimitsInForce::AsAsked;
    // The address space also counts the program itself, which is large where it has debug information. The data
    // is all that drawing allocates.
    for (resource, asked) in [(Resource::Cpu, limits.seconds), (Resource::Data, limits.memory)] {
        let value = getrlimit(resource).maximum.map_or(asked, |maximum| maximum.min(asked));
        if value < asked {
            in_force = LimitsInForce::Lower;
        }
        setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) })?;
    }
    if getrlimit(Resource::As).current.is_some_and(|size| size < 2 * limits.memory) {
        in_force = LimitsInForce::Lower;
    }
    Ok(in_force)
}

/// Sets limits that this process can't exceed: it is ended when it does.
///
/// # Errors
/// The system refuses the limits.
#[cfg(windows)]
pub(super) fn limit_this_process(limits: &DrawingLimits) -> io::Result<LimitsInForce> {
    use std::ptr::null;
    use windows_sys::Win32::System::JobObjects::{
        AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
        JOB_OBJECT_LIMIT_PROCESS_TIME, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
        JobObjectExtendedLimitInformation, SetInformationJobObject,
    };
    use windows_sys::Win32::System::Threading::GetCurrentProcess;
    let mut information = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    information.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_PROCESS_TIME;
    // In units of 100 ns.
    information.BasicLimitInformation.PerProcessUserTimeLimit = limits.seconds as i64 * 10_000_000;
    information.ProcessMemoryLimit = limits.memory as usize;
    let size = size_of_val(&information) as u32;
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: the name may be null; the pointer is to a structure of the kind and size that are named, which lives
    // until the calls return. The job is never closed, because it must last as long as the process.
    let is_limited = unsafe {
        let job = CreateJobObjectW(null(), null());
        !job.is_null()
            && SetInformationJobObject(
                job,
                JobObjectExtendedLimitInformation,
                (&raw const information).cast(),
                size,
            ) != 0
            && AssignProcessToJobObject(job, GetCurrentProcess()) != 0
    };
    if is_limited { Ok(LimitsInForce::AsAsked) } else { Err(io::Error::last_os_error()) }
}
