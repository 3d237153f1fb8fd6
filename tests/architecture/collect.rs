//! Reads the syntax of one file into the model.

use std::ops::RangeInclusive;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Fields, Item, MacroDelimiter, Meta, Stmt, UseTree, Visibility};

use crate::model::{
    Array, Binding, File, FileId, Function, MethodCall, Model, Reference, ReferenceKind, ScopeId, ScopeKind,
    Type,
};
use crate::source::child_folder;
use crate::tokens::{TokenName, names_in};

pub fn collect(model: &mut Model, file: FileId, syntax: &syn::File) {
    let scope = model.files[file].module;
    Collector { model, file, scope, self_type: None }.visit_file(syntax);
}

struct Collector<'m> {
    model: &'m mut Model,
    file: FileId,
    scope: ScopeId,
    /// The path of the type whose impl is being read.
    self_type: Option<Vec<String>>,
}

fn line(span: Span) -> usize {
    span.start().line
}

fn lines(first: Span, last: Span) -> RangeInclusive<usize> {
    first.start().line..=last.end().line
}

/// The end of the fields of a struct; `None`: it has none.
fn end_of(fields: &Fields) -> Option<Span> {
    match fields {
        Fields::Named(fields) => Some(fields.brace_token.span.close()),
        Fields::Unnamed(fields) => Some(fields.paren_token.span.close()),
        Fields::Unit => None,
    }
}

fn end_of_macro(delimiter: &MacroDelimiter) -> Span {
    match delimiter {
        MacroDelimiter::Paren(paren) => paren.span.close(),
        MacroDelimiter::Brace(brace) => brace.span.close(),
        MacroDelimiter::Bracket(bracket) => bracket.span.close(),
    }
}

impl Collector<'_> {
    fn file(&mut self) -> &mut File {
        &mut self.model.files[self.file]
    }

    fn bind(&mut self, name: &Ident, binding: Binding) {
        self.model.bind(self.scope, &name.to_string(), binding);
    }

    fn add_reference(&mut self, kind: ReferenceKind, mut segments: Vec<String>, span: Span) {
        if let Some(self_type) = &self.self_type
            && segments.first().is_some_and(|first| first == "Self")
        {
            segments.splice(..1, self_type.iter().cloned());
        }
        let reference = Reference { scope: self.scope, line: line(span), kind, segments };
        self.file().references.push(reference);
    }

    fn add_method_call(&mut self, name: &Ident, on_self: bool) {
        let call = MethodCall { line: line(name.span()), name: name.to_string() };
        self.file().method_calls.push(call);
        if on_self && self.self_type.is_some() {
            let segments = vec!["Self".to_owned(), name.to_string()];
            self.add_reference(ReferenceKind::Use, segments, name.span());
        }
    }

    fn add_type(&mut self, name: &Ident, end: Span, binding: Binding, visible_fields: Vec<(usize, String)>) {
        self.bind(name, binding);
        if self.model.scopes[self.scope].kind != ScopeKind::Block {
            let (start, line, name) = (name.span(), line(name.span()), name.to_string());
            let found = Type { line, lines: lines(start, end), name, visible_fields };
            self.file().types.push(found);
        }
    }

    fn add_array(&mut self, name: &Ident, value: &Expr) {
        let value = if let Expr::Reference(reference) = value { &*reference.expr } else { value };
        let Expr::Array(array) = value else { return };
        let element = |expression: &Expr| match expression {
            Expr::Path(path) => Some(self.segments(&path.path)),
            _ => None,
        };
        if let Some(elements) = array.elems.iter().map(element).collect::<Option<Vec<_>>>() {
            let (scope, line) = (self.scope, line(name.span()));
            self.file().arrays.push(Array { scope, line, name: name.to_string(), elements });
        }
    }

    /// The segments of a path, with `Self` replaced.
    fn segments(&self, path: &syn::Path) -> Vec<String> {
        let root = path.leading_colon.is_some().then(String::new);
        let mut segments = Vec::from_iter(root);
        for segment in &path.segments {
            match (&self.self_type, segment.ident == "Self") {
                (Some(self_type), true) => segments.extend(self_type.iter().cloned()),
                _ => segments.push(segment.ident.to_string()),
            }
        }
        segments
    }

    /// Reads a `use` tree: `a::{self, b as c, d::*}` imports `a`, `a::b` and everything in `a::d`.
    fn add_imports(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &Ident| {
            let mut path = before.to_vec();
            if name != "self" || before.is_empty() {
                path.push(name.to_string());
            }
            path
        };
        match tree {
            UseTree::Path(path) => self.add_imports(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_imports(tree, before)),
            UseTree::Glob(glob) => {
                self.add_reference(ReferenceKind::GlobImport, before.to_vec(), glob.star_token.spans[0]);
                self.model.scopes[self.scope].globs.push(before.to_vec());
            }
            UseTree::Name(name) => self.add_import(with(&name.ident), None, name.ident.span()),
            UseTree::Rename(rename) => {
                self.add_import(with(&rename.ident), Some(&rename.rename), rename.ident.span());
            }
        }
    }

    fn add_import(&mut self, path: Vec<String>, rename: Option<&Ident>, span: Span) {
        let name = rename.map(ToString::to_string).or_else(|| path.last().cloned()).unwrap_or_default();
        self.add_reference(ReferenceKind::Import, path.clone(), span);
        self.model.bind(self.scope, &name, Binding::Import(path));
    }

    /// Reads the declaration of a module in a file. The file's own place binds its name; one that the
    /// declaration names is bound here.
    fn add_module_file(&mut self, module: &syn::ItemMod) {
        let declared = vec!["self".to_owned(), module.ident.to_string()];
        self.add_reference(ReferenceKind::Import, declared, module.ident.span());
        let parent = self.model.files[self.file].path.clone();
        let folder = parent.rsplit_once('/').map_or("", |(folder, _)| folder);
        for attribute in &module.attrs {
            for name in string_literals(attribute) {
                let file = format!("{folder}/{}", name.trim_matches('"'));
                let stem = child_folder(&file).rsplit('/').next().unwrap_or_default().to_owned();
                if name.ends_with(".rs\"")
                    && let Some(child) = self.model.child_module(self.scope, &stem)
                {
                    self.bind(&module.ident, Binding::Module(child));
                }
            }
        }
    }

    fn in_scope(&mut self, kind: ScopeKind, read: impl FnOnce(&mut Self)) -> ScopeId {
        let outer = self.scope;
        self.scope = self.model.add_scope(Some(self.file), Some(outer), kind);
        read(self);
        std::mem::replace(&mut self.scope, outer)
    }

    /// Reads the tokens of a macro or attribute.
    fn add_tokens(&mut self, stream: TokenStream) {
        for name in names_in(stream) {
            match name {
                TokenName::Path { segments, span } => self.add_reference(ReferenceKind::Use, segments, span),
                TokenName::Method { name, on_self } => self.add_method_call(&name, on_self),
            }
        }
    }
}

fn string_literals(attribute: &Attribute) -> Vec<String> {
    let tokens = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => return Vec::new(),
    };
    let literal = |tree| matches!(tree, TokenTree::Literal(_)).then(|| tree.to_string());
    tokens.into_iter().filter_map(literal).collect()
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Const(item) => {
                self.bind(&item.ident, Binding::Value);
                self.add_array(&item.ident, &item.expr);
            }
            Item::Static(item) => {
                self.bind(&item.ident, Binding::Value);
                self.add_array(&item.ident, &item.expr);
            }
            Item::Fn(item) => self.bind(&item.sig.ident, Binding::Value),
            Item::Macro(item) => {
                if item.ident.is_none() {
                    let (start, end) = (&item.mac.path.segments[0].ident, end_of_macro(&item.mac.delimiter));
                    self.file().macro_lines.push(lines(start.span(), end));
                }
                item.ident.iter().for_each(|name| self.bind(name, Binding::Value));
            }
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                self.add_type(
                    &item.ident,
                    item.brace_token.span.close(),
                    Binding::Enum(variants),
                    Vec::new(),
                );
            }
            Item::Struct(item) => {
                let visible = item.fields.iter().filter(|field| !matches!(field.vis, Visibility::Inherited));
                let visible = visible.filter_map(|field| field.ident.as_ref());
                let visible = visible.map(|name| (line(name.span()), name.to_string())).collect();
                let end = end_of(&item.fields).unwrap_or(item.ident.span());
                self.add_type(&item.ident, end, Binding::Type, visible);
            }
            Item::ExternCrate(item) => {
                let rename = item.rename.as_ref().map(|(_, name)| name);
                self.add_import(vec![String::new(), item.ident.to_string()], rename, item.ident.span());
            }
            Item::Trait(item) => {
                self.add_type(&item.ident, item.brace_token.span.close(), Binding::Type, Vec::new())
            }
            Item::Type(item) => self.add_type(&item.ident, item.semi_token.span, Binding::Type, Vec::new()),
            Item::Union(item) => {
                self.add_type(&item.ident, item.fields.brace_token.span.close(), Binding::Type, Vec::new())
            }
            Item::Use(item) => {
                let root = item.leading_colon.is_some().then(String::new);
                self.add_imports(&item.tree, &Vec::from_iter(root));
            }
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.content.is_none() {
            return self.add_module_file(module);
        }
        let name = module.ident.to_string();
        let inner = self.in_scope(ScopeKind::Module(name), |this| visit::visit_item_mod(this, module));
        self.bind(&module.ident, Binding::Module(inner));
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        let outer = self.self_type.take();
        if let syn::Type::Path(path) = &*block.self_ty {
            let self_type = self.segments(&path.path);
            for item in &block.items {
                if let (syn::ImplItem::Fn(function), None) = (item, &block.trait_) {
                    let name = function.sig.ident.to_string();
                    let (scope, self_type) = (self.scope, self_type.clone());
                    self.model.functions.push(Function { scope, self_type, name });
                }
            }
            self.self_type = Some(self_type);
        }
        visit::visit_item_impl(self, block);
        self.self_type = outer;
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.add_array(&item.ident, &item.expr);
        visit::visit_impl_item_const(self, item);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        if block.stmts.iter().any(|statement| matches!(statement, Stmt::Item(_))) {
            self.in_scope(ScopeKind::Block, |this| visit::visit_block(this, block));
        } else {
            visit::visit_block(self, block);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.add_reference(ReferenceKind::Use, self.segments(path), first.ident.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let on_self = matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self"));
        self.add_method_call(&call.method, on_self);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.add_tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
    }

    /// `pub(crate)` says who may look in; it uses nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}
