//! A machine of the tests' own: a folder of programs that the scripts find instead of the real ones.

use super::ROOT;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// What every machine has.
const TOOLS: [&str; 11] =
    ["awk", "bash", "cat", "dirname", "env", "grep", "mkdir", "mktemp", "rm", "sed", "sh"];

pub struct Machine {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, &'static str)>,
}

impl Machine {
    /// Debian with all that a build needs and all libraries of the window, used by root.
    pub fn new() -> Self {
        let machine = Machine { folder: tempfile::tempdir().unwrap(), variables: Vec::new() };
        for folder in ["bin", "home", "temporary"] {
            fs::create_dir(machine.path(folder)).unwrap();
        }
        let path = std::env::var_os("PATH").unwrap();
        for tool in TOOLS {
            let found =
                std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.is_file());
            symlink(found.unwrap(), machine.path("bin").join(tool)).unwrap();
        }
        machine.set("uname", "case $1 in -m) echo x86_64 ;; *) echo Linux ;; esac");
        machine.set("id", "echo 0");
        machine.set("cc", "exit 0");
        machine.set("rustc", "echo 'rustc 9.0.0 (0123456789 2026-01-01)'");
        machine.set("cargo", "echo \"cargo in $PWD, toolchain ${RUSTUP_TOOLCHAIN:-default}: $*\"");
        machine.set("ldconfig", &machine.knows_all_but(""));
        machine.logs("apt-get");
        machine.write("certificates", "");
        machine
    }

    /// Adds a program to the machine, or replaces it.
    pub fn set(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path("bin").join(name)).unwrap();
    }

    pub fn set_variable(&mut self, name: &'static str, value: &'static str) {
        self.variables.push((name, value));
    }

    /// The program notes its calls. See [`Machine::log`].
    pub fn logs(&self, name: &str) {
        self.set(name, &format!("echo \"{name} $*\" >>'{}'", self.path("log").display()));
    }

    /// A script for `ldconfig` that knows all libraries of the window but one.
    pub fn knows_all_but(&self, library: &str) -> String {
        let list = fs::read_to_string(format!("{ROOT}/setup/window-libraries.txt")).unwrap();
        let names = list.lines().filter_map(|line| line.split_whitespace().next());
        let known = names.filter(|name| !name.starts_with(['#', '/']) && *name != library);
        known.map(|name| format!("echo '\t{name} (libc6,x86-64) => /lib/{name}'\n")).collect()
    }

    /// A call that installs a compiler, as the package manager does when it is asked for gcc.
    pub fn installs_compiler(&self, name: &str) {
        let (log, bin) = (self.path("log"), self.path("bin"));
        let compiler = format!("printf '#!/bin/sh\\nexit 0\\n' >'{0}/cc'; chmod +x '{0}/cc'", bin.display());
        self.set(name, &format!("echo \"{name} $*\" >>'{}'; PATH=/bin:/usr/bin; {compiler}", log.display()));
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The calls of the programs that note them.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    /// Calls a script of the project in the machine's home folder, with nobody to answer a question.
    pub fn call(&self, script: &str, arguments: &[&str]) -> Output {
        Command::new(format!("{ROOT}/{script}"))
            .args(arguments)
            .current_dir(self.path("home"))
            .env_clear()
            .env("PATH", self.path("bin"))
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("temporary"))
            .env("SSL_CERT_FILE", self.path("certificates"))
            .envs(self.variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Calls a script that must succeed. Gives its output, of the program `cargo` above.
    pub fn succeeds(&self, script: &str, arguments: &[&str]) -> String {
        let output = self.call(script, arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let left: Vec<_> = fs::read_dir(self.path("temporary")).unwrap().collect();
        assert!(left.is_empty(), "temporary files are left: {left:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Calls a script that must fail before it calls cargo. Gives its messages.
    pub fn fails(&self, script: &str, arguments: &[&str]) -> String {
        let output = self.call(script, arguments);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
        String::from_utf8(output.stderr).unwrap()
    }
}
