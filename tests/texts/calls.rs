//! Where the program asks for messages: calls of `texts.get(…)` and `texts.with(…)`, also inside of macros.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprMethodCall, Lit, LitStr, Macro, Member, Pat, Token};

/// What the source of one file says about messages.
#[derive(Default)]
pub struct Mentions {
    pub calls: Vec<Call>,
    /// All string literals that are values.
    pub literals: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    pub line: usize,
    /// Every id that the call may ask for: the literals of its first argument.
    pub ids: Vec<String>,
    /// The names of the arguments of the message; `None` where they don't stand in the call.
    pub arguments: Option<BTreeSet<String>>,
}

pub fn mentions(syntax: &syn::File) -> Mentions {
    let mut mentions = Mentions::default();
    mentions.visit_file(syntax);
    mentions
}

impl Mentions {
    /// Notes a call of a method of the texts, with the arguments that it was given.
    fn add_call<'a>(&mut self, method: &Ident, arguments: impl Iterator<Item = &'a Expr>) {
        let arguments: Vec<&Expr> = arguments.collect();
        let mut inside = Mentions::default();
        if let Some(id) = arguments.first() {
            inside.visit_expr(id);
        }
        let names = match arguments.get(1) {
            None => (method == "get").then(BTreeSet::new),
            Some(given) => argument_names(given),
        };
        let line = method.span().start().line;
        let ids = inside.literals.into_iter().collect();
        self.calls.push(Call { line, ids, arguments: names });
    }

    /// Finds literals and calls in the tokens of a macro, whatever its grammar.
    fn add_tokens(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Literal(literal) => {
                    if let Lit::Str(text) = Lit::new(literal.clone()) {
                        self.literals.insert(text.value());
                    }
                }
                TokenTree::Group(group) => {
                    if let Some(method) = texts_method(&trees[..at])
                        && group.delimiter() == Delimiter::Parenthesis
                        && let Ok(arguments) =
                            Punctuated::<Expr, Token![,]>::parse_terminated.parse2(group.stream())
                    {
                        self.add_call(method, arguments.iter());
                    }
                    self.add_tokens(group.stream());
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

/// The method that tokens end with, if they end as `texts.get`, `texts.with` or `texts(language).get`.
fn texts_method(before: &[TokenTree]) -> Option<&Ident> {
    let [receiver @ .., TokenTree::Punct(dot), TokenTree::Ident(method)] = before else { return None };
    let receiver = match receiver {
        [receiver @ .., TokenTree::Group(_)] | receiver => receiver.last(),
    };
    let is_texts = matches!(receiver, Some(TokenTree::Ident(name)) if name == "texts");
    (is_texts && dot.as_char() == '.' && is_text_method(method)).then_some(method)
}

fn is_text_method(name: &Ident) -> bool {
    name == "get" || name == "with"
}

/// Whether a value is the messages of a language: `texts`, `say.texts`, `texts(language)` or `say.texts()`.
fn is_texts(receiver: &Expr) -> bool {
    match receiver {
        Expr::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "texts"),
        Expr::Field(field) => matches!(&field.member, Member::Named(name) if name == "texts"),
        Expr::Call(call) => is_texts(&call.func),
        Expr::MethodCall(call) => call.method == "texts",
        Expr::Paren(inner) => is_texts(&inner.expr),
        Expr::Reference(inner) => is_texts(&inner.expr),
        _ => false,
    }
}

/// The names in `&[("name", value), …]`; `None` where it is not written so.
fn argument_names(given: &Expr) -> Option<BTreeSet<String>> {
    let Expr::Reference(reference) = given else { return None };
    let Expr::Array(array) = &*reference.expr else { return None };
    let name = |element: &Expr| match element {
        Expr::Tuple(pair) => literal(pair.elems.first()?),
        _ => None,
    };
    array.elems.iter().map(name).collect()
}

fn literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

impl<'ast> Visit<'ast> for Mentions {
    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.literals.insert(text.value());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if is_text_method(&call.method) && is_texts(&call.receiver) {
            self.add_call(&call.method, call.args.iter());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.add_tokens(call.tokens.clone());
    }

    /// A pattern compares with a text; it asks for no message.
    fn visit_pat(&mut self, _: &'ast Pat) {}

    /// Among the attributes are the doc comments.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

#[test]
fn calls_are_found_however_they_are_laid_out() {
    let found = |text: &str| mentions(&syn::parse_file(&format!("fn f() {{ {text} }}")).unwrap()).calls;
    let call = |line: usize, ids: &[&str], names: Option<&[&str]>| {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        vec![Call { line, ids: owned(ids), arguments: names.map(|names| owned(names).into_iter().collect()) }]
    };
    assert_eq!(
        found("let a = say.texts\n  .get(match x { // \"no\"\n \"no\" => \"a-b\", _ => \"c\" });"),
        call(2, &["a-b", "c"], Some(&[]))
    );
    assert_eq!(
        found("say.texts.with(\"d\", &[(\"count\", n.into()), (\"name\", f(\"x\", '\"').into())])"),
        call(1, &["d"], Some(&["count", "name"]))
    );
    assert_eq!(found("texts.with(\"e\", &arguments)"), call(1, &["e"], None));
    assert_eq!(found("texts.get(id)"), call(1, &[], Some(&[])));
    assert_eq!(found("texts(Language::Da).get(\"f\")"), call(1, &["f"], Some(&[])));
    assert_eq!(found("format!(\"{}\\n\", say.texts.get(\"g\"))"), call(1, &["g"], Some(&[])));
    assert_eq!(
        found("x![a => texts(l).with(if y { \"h\" } else { \"i\" }, &[(\"n\", 1)],); 2]"),
        call(1, &["h", "i"], Some(&["n"]))
    );
    assert_eq!(
        found("map.get(\"j\"); texts.language(\"k\"); textual.get(\"l\"); \"texts.get(\\\"m\\\")\""),
        []
    );
}

#[test]
fn literals_are_values_only() {
    let text = "/// \"doc\"\nconst A: [&str; 2] = [\"a\", r\"b\"];\n#[error(\"no\")]\nfn f() { m!(x, { \"c\\n\" }); if let \"no\" = y {} }";
    let literals = mentions(&syn::parse_file(text).unwrap()).literals;
    assert_eq!(Vec::from_iter(literals), ["a", "b", "c\n"]);
}
