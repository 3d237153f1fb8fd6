//! What the rules look at, read once from all files of the program: scopes with the names they bind, and
//! every place that refers to a name. `collect` fills it, `paths` resolves the names.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use crate::collect;
use crate::source::{child_folder, parse_program, rust_files};

/// Index into `Model::scopes`.
pub type ScopeId = usize;
/// Index into `Model::files`.
pub type FileId = usize;

#[derive(Default)]
pub struct Model {
    pub files: Vec<File>,
    pub scopes: Vec<Scope>,
    /// The functions of all `impl Type` blocks. An impl may stand in another file than its type.
    pub functions: Vec<Function>,
}

pub struct File {
    /// From the root of the project: `src/case/read.rs`.
    pub path: String,
    pub module: ScopeId,
    pub references: Vec<Reference>,
    pub method_calls: Vec<MethodCall>,
    pub types: Vec<Type>,
    pub arrays: Vec<Array>,
    /// The lines of the macro calls at module level, which may declare types.
    pub macro_lines: Vec<RangeInclusive<usize>>,
}

/// A module, or a block with items of its own.
pub struct Scope {
    /// `None` for a module whose file is not part of a sample.
    pub file: Option<FileId>,
    /// The module around a module, or the scope around a block; `None` for the root of a crate.
    pub parent: Option<ScopeId>,
    pub kind: ScopeKind,
    /// A name may be bound several times: in two namespaces, or under several conditions.
    pub names: BTreeMap<String, Vec<Binding>>,
    pub globs: Vec<Vec<String>>,
}

#[derive(PartialEq, Eq)]
pub enum ScopeKind {
    /// With its own name, which is empty for the root of a crate.
    Module(String),
    Block,
}

#[derive(Clone, Debug)]
pub enum Binding {
    Module(ScopeId),
    Import(Vec<String>),
    Type,
    /// With the names of its variants.
    Enum(Vec<String>),
    /// A function, constant, static or macro: no path leads on from it.
    Value,
}

/// A path in the source, as written there; a leading `::` is an empty segment, and `Self` is replaced by
/// the type of the impl.
#[derive(Clone, Debug)]
pub struct Reference {
    pub scope: ScopeId,
    pub line: usize,
    pub kind: ReferenceKind,
    pub segments: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    Import,
    GlobImport,
    /// In an expression, type, pattern or macro.
    Use,
}

pub struct MethodCall {
    pub line: usize,
    pub name: String,
}

pub struct Function {
    /// Where the impl stands.
    pub scope: ScopeId,
    /// The path of the type, as it is written there.
    pub self_type: Vec<String>,
    pub name: String,
}

/// A type, trait or alias at module level.
pub struct Type {
    pub line: usize,
    /// The lines of its declaration.
    pub lines: RangeInclusive<usize>,
    pub name: String,
    /// The fields that other modules can name.
    pub visible_fields: Vec<(usize, String)>,
}

/// A constant or static array whose elements are all paths.
pub struct Array {
    pub scope: ScopeId,
    pub line: usize,
    pub name: String,
    pub elements: Vec<Vec<String>>,
}

/// The model of `src`, shared by all tests of this binary.
pub fn program() -> &'static Model {
    static PROGRAM: OnceLock<Model> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let files = rust_files("src");
        assert!(files.len() > 30, "the sources were not found");
        Model::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    })
}

impl Model {
    /// Reads files by path and text. Parents need not be among them: a sample may be a single file.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Model {
        let sources = parse_program(files);
        let mut model = Model::default();
        let root = model.add_scope(None, None, ScopeKind::Module(String::new()));
        for (file, source) in sources.iter().enumerate() {
            let module = model.module_of_path(root, &source.path);
            model.files.push(File {
                path: source.path.clone(),
                module,
                references: Vec::new(),
                method_calls: Vec::new(),
                types: Vec::new(),
                arrays: Vec::new(),
                macro_lines: Vec::new(),
            });
            model.scopes[module].file = Some(file);
        }
        for (file, source) in sources.iter().enumerate() {
            collect::collect(&mut model, file, &source.syntax);
        }
        model
    }

    pub fn add_scope(&mut self, file: Option<FileId>, parent: Option<ScopeId>, kind: ScopeKind) -> ScopeId {
        self.scopes.push(Scope { file, parent, kind, names: BTreeMap::new(), globs: Vec::new() });
        self.scopes.len() - 1
    }

    pub fn bind(&mut self, scope: ScopeId, name: &str, binding: Binding) {
        self.scopes[scope].names.entry(name.to_owned()).or_default().push(binding);
    }

    /// The module that a file is, with the modules around it. Each program beside the library is the root
    /// of a crate of its own.
    fn module_of_path(&mut self, root: ScopeId, path: &str) -> ScopeId {
        let inside = path.strip_prefix("src/").unwrap_or(path);
        if inside == "main.rs" || inside.starts_with("bin/") {
            return self.add_scope(None, None, ScopeKind::Module(String::new()));
        }
        let names = child_folder(path).trim_start_matches("src").split('/').filter(|name| !name.is_empty());
        let mut module = root;
        for name in names {
            module = match self.child_module(module, name) {
                Some(child) => child,
                None => {
                    let child = self.add_scope(None, Some(module), ScopeKind::Module(name.to_owned()));
                    self.bind(module, name, Binding::Module(child));
                    child
                }
            };
        }
        module
    }

    pub fn child_module(&self, module: ScopeId, name: &str) -> Option<ScopeId> {
        self.scopes[module].names.get(name)?.iter().find_map(|binding| match binding {
            Binding::Module(child) => Some(*child),
            _ => None,
        })
    }

    /// The names of the modules from the root of the crate to this scope: `["case", "read"]`.
    pub fn module_path(&self, scope: ScopeId) -> Vec<&str> {
        let mut names = match self.scopes[scope].parent {
            Some(parent) => self.module_path(parent),
            None => Vec::new(),
        };
        if let ScopeKind::Module(name) = &self.scopes[scope].kind
            && !name.is_empty()
        {
            names.push(name);
        }
        names
    }
}
