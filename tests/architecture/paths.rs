//! Resolves a path to what it names, as the compiler does: through modules, imports with other names,
//! globs, re-exports and `super`.

use std::collections::BTreeMap;

use crate::model::{Binding, FileId, Model, Reference, ReferenceKind, ScopeId, ScopeKind};

/// The library's name in the programs beside it.
const LIBRARY: &str = "wgs_referral";

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Module(ScopeId),
    /// An item of a scope, and what the path names inside of it: `["Answer", "Number"]`. An item that no
    /// file defines is made by a macro of the module.
    Item {
        scope: ScopeId,
        path: Vec<String>,
    },
    /// A path into another crate.
    External(Vec<String>),
}

/// The imports that are being followed: one that leads back to itself is not followed again.
type Trail = Vec<(ScopeId, Vec<String>)>;

impl Model {
    /// Everything a reference may name: several things where a name is bound in two namespaces or under
    /// several conditions. Nothing for local variables and what the language brings.
    pub fn resolve(&self, reference: &Reference) -> Vec<Target> {
        // An import does not lead through the name that it binds itself.
        let mut trail = match reference.kind {
            ReferenceKind::Import => vec![(reference.scope, reference.segments.clone())],
            ReferenceKind::GlobImport | ReferenceKind::Use => Trail::new(),
        };
        let mut targets = self.follow(reference.scope, &reference.segments, &mut trail);
        if reference.kind == ReferenceKind::Use {
            let single = reference.segments.len() == 1;
            let is_item = |target: &Target| matches!(target, Target::Item { .. });
            if single || targets.iter().any(is_item) {
                targets.retain(|target| !matches!(target, Target::Module(_)));
            }
            targets.retain(
                |target| !matches!(target, Target::External(path) if single && *path == reference.segments),
            );
        }
        targets
    }

    /// The path of a target from the root of its crate: `crate::definition::question::Answer`.
    pub fn path_of(&self, target: &Target) -> String {
        let join = |scope: ScopeId, path: &[String]| {
            let modules = self.module_path(scope);
            let path = path.iter().map(String::as_str);
            ["crate"].into_iter().chain(modules).chain(path).collect::<Vec<_>>().join("::")
        };
        match target {
            Target::Module(scope) => join(*scope, &[]),
            Target::Item { scope, path } => join(*scope, path),
            Target::External(path) => path.join("::"),
        }
    }

    /// The files of the functions of each type: (scope and name of the type, name of the function).
    pub fn function_files(&self) -> BTreeMap<(ScopeId, String, String), Vec<FileId>> {
        let mut files: BTreeMap<_, Vec<FileId>> = BTreeMap::new();
        for function in &self.functions {
            for target in self.follow(function.scope, &function.self_type, &mut Trail::new()) {
                if let Target::Item { scope, path } = target {
                    let key = (scope, path.join("::"), function.name.clone());
                    files.entry(key).or_default().extend(self.scopes[function.scope].file);
                }
            }
        }
        files
    }

    pub fn enum_variants(&self, target: &Target) -> Option<&[String]> {
        let Target::Item { scope, path } = target else { return None };
        let [name] = path.as_slice() else { return None };
        self.scopes[*scope].names.get(name)?.iter().find_map(|binding| match binding {
            Binding::Enum(variants) => Some(variants.as_slice()),
            _ => None,
        })
    }

    fn follow(&self, scope: ScopeId, segments: &[String], trail: &mut Trail) -> Vec<Target> {
        let Some((first, rest)) = segments.split_first() else { return Vec::new() };
        let mut targets = match first.as_str() {
            "" => return vec![Target::External(rest.to_vec())],
            "crate" => vec![Target::Module(self.root_of(scope))],
            "self" => vec![Target::Module(self.module_of(scope))],
            "super" => self.parent_module(self.module_of(scope)),
            name => self.visible(scope, name, trail),
        };
        if targets.is_empty() {
            let is_library = first == LIBRARY;
            targets.push(if is_library { Target::Module(0) } else { Target::External(vec![first.clone()]) });
        }
        for segment in rest {
            targets.retain(|target| self.leads_on(target));
            targets = targets.into_iter().flat_map(|target| self.member(target, segment, trail)).collect();
        }
        let mut distinct = Vec::new();
        for target in targets {
            if !distinct.contains(&target) {
                distinct.push(target);
            }
        }
        distinct
    }

    /// What a name means in a scope: in its block, in the blocks around that, or in their module.
    fn visible(&self, mut scope: ScopeId, name: &str, trail: &mut Trail) -> Vec<Target> {
        loop {
            let found = self.names_of(scope, name, trail);
            match self.scopes[scope].parent {
                Some(parent) if found.is_empty() && self.scopes[scope].kind == ScopeKind::Block => {
                    scope = parent;
                }
                _ => return found,
            }
        }
    }

    fn member(&self, target: Target, segment: &str, trail: &mut Trail) -> Vec<Target> {
        match target {
            Target::Module(module) if segment == "super" => self.parent_module(module),
            Target::Module(module) => {
                let found = self.names_of(module, segment, trail);
                let made_by_macro = Target::Item { scope: module, path: vec![segment.to_owned()] };
                if found.is_empty() { vec![made_by_macro] } else { found }
            }
            Target::Item { scope, mut path } => {
                path.push(segment.to_owned());
                vec![Target::Item { scope, path }]
            }
            Target::External(mut path) => {
                path.push(segment.to_owned());
                vec![Target::External(path)]
            }
        }
    }

    /// What one scope binds to a name, by itself, else by its glob imports.
    fn names_of(&self, scope: ScopeId, name: &str, trail: &mut Trail) -> Vec<Target> {
        let mut found = Vec::new();
        for binding in self.scopes[scope].names.get(name).into_iter().flatten() {
            match binding {
                Binding::Module(module) => found.push(Target::Module(*module)),
                Binding::Import(path) => {
                    let step = (scope, path.clone());
                    if !trail.contains(&step) {
                        trail.push(step);
                        found.extend(self.follow(scope, path, trail));
                        trail.pop();
                    }
                }
                Binding::Type | Binding::Enum(_) | Binding::Value => {
                    found.push(Target::Item { scope, path: vec![name.to_owned()] });
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        let mut external = Vec::new();
        for glob in &self.scopes[scope].globs {
            let step = (scope, [glob.as_slice(), &[name.to_owned()]].concat());
            // A glob does not bring the name that its own path starts with.
            if trail.contains(&step) || glob.first().is_some_and(|first| first == name) {
                continue;
            }
            trail.push(step);
            for target in self.follow(scope, glob, trail) {
                let variants = self.enum_variants(&target).unwrap_or_default();
                let is_variant = variants.iter().any(|variant| variant == name);
                match target {
                    Target::Module(module) => found.extend(self.names_of(module, name, trail)),
                    Target::Item { .. } if is_variant => found.extend(self.member(target, name, trail)),
                    Target::Item { .. } => {}
                    Target::External(_) => external.extend(self.member(target, name, trail)),
                }
            }
            trail.pop();
        }
        if found.is_empty() { external } else { found }
    }

    /// Whether a path can go on from a target: not from a function, constant or macro.
    fn leads_on(&self, target: &Target) -> bool {
        let Target::Item { scope, path } = target else { return true };
        let bindings = self.scopes[*scope].names.get(&path[0]).map_or(&[][..], Vec::as_slice);
        path.len() > 1 || bindings.is_empty() || bindings.iter().any(|it| !matches!(it, Binding::Value))
    }

    fn module_of(&self, scope: ScopeId) -> ScopeId {
        match (&self.scopes[scope].kind, self.scopes[scope].parent) {
            (ScopeKind::Block, Some(parent)) => self.module_of(parent),
            _ => scope,
        }
    }

    fn parent_module(&self, module: ScopeId) -> Vec<Target> {
        self.scopes[module].parent.map(|parent| Target::Module(self.module_of(parent))).into_iter().collect()
    }

    fn root_of(&self, scope: ScopeId) -> ScopeId {
        self.scopes[scope].parent.map_or(scope, |parent| self.root_of(parent))
    }
}

/// What each reference of a file resolves to, in the order of the source.
#[cfg(test)]
fn resolved(files: &[(&str, &str)], file: &str) -> Vec<String> {
    let model = Model::read(files.iter().copied());
    let file = model.files.iter().find(|found| found.path == file).unwrap();
    let targets = file.references.iter().flat_map(|reference| model.resolve(reference));
    targets.map(|target| model.path_of(&target)).collect()
}

#[test]
fn imports_resolve_through_groups_renames_globs_and_super() {
    let b = ("src/a/b.rs", "pub enum E { One, Two } pub fn f() {} pub mod inner { pub struct S; }");
    let resolve = |text: &str| resolved(&[b, ("src/a/c.rs", text)], "src/a/c.rs");
    assert_eq!(
        resolve("use super::b::{E, f as g, inner::{self, S}};"),
        ["crate::a::b::E", "crate::a::b::f", "crate::a::b::inner", "crate::a::b::inner::S",]
    );
    assert_eq!(resolve("use super::b; type X = b::inner::S;"), ["crate::a::b", "crate::a::b::inner::S"]);
    assert_eq!(
        resolve("use super::b as x; const C: x::E = x::E::One;")[1..],
        ["crate::a::b::E", "crate::a::b::E::One"]
    );
    assert_eq!(resolve("use super::b::*; type X = E;"), ["crate::a::b", "crate::a::b::E"]);
    assert_eq!(resolve("use super::b::E::*; const C: u8 = Two;"), ["crate::a::b::E", "crate::a::b::E::Two"]);
    assert_eq!(
        resolve("mod m { use super::super::b::E; use self::E as F; type X = F; }"),
        ["crate::a::b::E"; 3]
    );
    assert_eq!(resolve("fn f() { use crate::a::b::E; E } fn g() { E }"), ["crate::a::b::E"; 2]);
}

#[test]
fn re_exports_resolve_to_the_file_that_defines() {
    let files = [
        ("src/a/mod.rs", "mod b; pub use b::{Thing as Renamed, b}; pub use std::fs as disk;"),
        ("src/a/b.rs", "pub struct Thing; pub fn b() {}"),
        ("src/c.rs", "use crate::a::{self, Renamed}; type X = Renamed; fn f() { a::b(); a::disk::read(x) }"),
        ("src/main.rs", "type X = wgs_referral::a::Renamed; type Y = crate::Z;"),
    ];
    assert_eq!(
        resolved(&files, "src/c.rs"),
        ["crate::a", "crate::a::b::Thing", "crate::a::b::Thing", "crate::a::b::b", "std::fs::read",]
    );
    assert_eq!(resolved(&files, "src/main.rs"), ["crate::a::b::Thing", "crate::Z"]);
}

#[test]
fn macros_methods_and_self_resolve() {
    let resolve = |text: &str| resolved(&[("src/a.rs", text), ("src/b.rs", "pub struct T;")], "src/a.rs");
    assert_eq!(
        resolve("m! { x.T() .. crate::b::{T, c::U} $crate::b::T::<crate::b::V> }"),
        ["crate::b::T", "crate::b::c::U", "crate::b::T", "crate::b::V"]
    );
    assert_eq!(
        resolve("struct A; impl A { fn f(&self) -> Self { self.g(); m!(self.h()) } }"),
        ["crate::a::A", "crate::a::A", "crate::a::A::g", "crate::a::A::h",]
    );
    assert_eq!(
        resolve("use a::a; use b::c as b; type X = a; type Y = b::D;"),
        ["a::a", "b::c", "a::a", "b::c::D"]
    );
}
