//! Embeds every file of `indications/` into the program, so that a new indication needs only a new file. The
//! earlier sets in `assets/earlier/`, a folder each, are embedded as well: their cases can still be opened.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

#[path = "src/notation/compact.rs"]
mod compact;
#[path = "src/definition/check/hash.rs"]
mod hash;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=indications");
    println!("cargo:rerun-if-changed=assets/earlier");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut code = format!("const NEWEST: EmbeddedSet = {};\n", embedded_set("", &root.join("indications"))?);
    code.push_str("const EARLIER: &[EmbeddedSet] = &[\n");
    for folder in sorted_entries(&root.join("assets/earlier"))?.iter().filter(|path| path.is_dir()) {
        writeln!(code, "{},", embedded_set(file_name(folder)?, folder)?)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("indications.rs"), code)?;
    Ok(())
}

/// The code of a set. `name` is that of the folder of an earlier one.
fn embedded_set(name: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let (mut code, mut compact) = (String::new(), String::new());
    let mut files = Vec::new();
    for path in sorted_entries(folder)? {
        if path.extension().is_some_and(|extension| extension == "ron") {
            let (name, text) = (file_name(&path)?, fs::read_to_string(&path)?);
            writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
            writeln!(compact, "    ({name:?}, {:?}),", compact::compact(&text))?;
            files.push((name.to_owned(), text));
        }
    }
    let hash = hash::hash(files.iter().map(|(name, text)| (&**name, &**text)));
    Ok(format!(
        "EmbeddedSet {{ folder: {name:?}, hash: {hash:?}, files: &[\n{code}], compact: &[\n{compact}] }}"
    ))
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> Result<&str, String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.ok_or_else(|| format!("a file name is not UTF-8: {}", path.display()))
}
