//! The codes that the sources give to problems, read with a parser; items that are only compiled for tests are skipped.
//!
//! A code is known where it is given: as a literal to `Problem::error` or `warning`, or to any function or closure whose parameter is
//! called `code`, as the field `code` of a value, or as the name of a check. Whatever else stands for a code has to be called so.

use std::collections::{BTreeMap, BTreeSet};

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, Lit, Token};

use crate::architecture::source_tree::{SourceTree, attributes, is_for_tests};

/// What the sources say of codes.
#[derive(Debug, Default)]
pub(super) struct GivenCodes {
    /// Every code that a problem is given, with a file in which that happens.
    pub(super) given: BTreeMap<String, String>,
    /// Constructions whose code is neither a literal nor called `code`.
    pub(super) unclear: Vec<String>,
}

/// Reads what the files of a tree give to problems.
pub(super) fn of(tree: &SourceTree) -> GivenCodes {
    let files: Vec<(String, syn::File)> = tree
        .files
        .iter()
        .filter(|(module, file)| !is_table(module) && ["Problem::", "code"].iter().any(|word| file.text.contains(word)))
        .map(|(module, file)| (module.join("::"), syn::parse_file(&file.text).unwrap()))
        .collect();
    let takers: Vec<Takers> = files.iter().map(|(_, file)| Takers::of(file)).collect();
    let everywhere: BTreeMap<String, usize> = takers.iter().flat_map(|taker| taker.functions.clone()).collect();
    let constants: BTreeMap<String, BTreeSet<String>> = takers.iter().fold(BTreeMap::new(), |mut all, taker| {
        for (name, text) in &taker.constants {
            all.entry(name.clone()).or_insert_with(BTreeSet::new).insert(text.clone());
        }
        all
    });
    let mut found = GivenCodes::default();
    for ((name, file), here) in files.iter().zip(&takers) {
        let mut reader = Reader { file: name, here, everywhere: &everywhere, constants: &constants, found: &mut found };
        reader.visit_file(file);
    }
    found
}

/// Whether a file is part of the table of codes itself.
pub(super) fn is_table(module: &[String]) -> bool {
    module.get(1).is_some_and(|name| name == "problem_codes")
}

/// Whether a text could be a code: small letters, digits and hyphens.
pub(super) fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}

/// The parameters called `code` in one file, by the name of what takes them, and the constants that are texts.
#[derive(Default)]
struct Takers {
    functions: BTreeMap<String, usize>,
    closures: BTreeMap<String, usize>,
    constants: BTreeMap<String, String>,
}

impl Takers {
    fn of(file: &syn::File) -> Takers {
        let mut takers = Takers::default();
        takers.visit_file(file);
        takers
    }

    fn add_function(&mut self, signature: &syn::Signature) {
        let typed = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&*typed.pat),
            syn::FnArg::Receiver(_) => None,
        });
        if let Some(at) = typed.into_iter().position(is_called_code) {
            self.functions.insert(signature.ident.to_string(), at);
        }
    }
}

fn is_called_code(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Ident(name) => name.ident == "code",
        syn::Pat::Type(typed) => is_called_code(&typed.pat),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Takers {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add_function(&item.sig);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add_function(&item.sig);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init)
            && let Expr::Closure(closure) = &*init.expr
            && let Some(at) = closure.inputs.iter().position(is_called_code)
        {
            self.closures.insert(name.ident.to_string(), at);
        }
        visit::visit_local(self, local);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constants.extend(text(&item.expr).map(|text| (item.ident.to_string(), text)));
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constants.extend(text(&item.expr).map(|text| (item.ident.to_string(), text)));
    }
}

/// The text that an expression is, if it is a literal.
fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

struct Reader<'a> {
    file: &'a str,
    here: &'a Takers,
    everywhere: &'a BTreeMap<String, usize>,
    constants: &'a BTreeMap<String, BTreeSet<String>>,
    found: &'a mut GivenCodes,
}

impl Reader<'_> {
    /// Takes a literal for a code, where it can be one: a closure of another name may have a parameter called otherwise.
    fn give(&mut self, code: String) {
        if is_code(&code) {
            self.found.given.entry(code).or_insert_with(|| self.file.to_owned());
        }
    }

    /// The first argument of a constructor of `Problem`.
    fn construct(&mut self, code: &Expr) {
        let is_called_code = match code {
            Expr::Lit(_) => return text(code).into_iter().for_each(|code| self.give(code)),
            Expr::Path(path) => {
                let name = path.path.segments.last().unwrap().ident.to_string();
                for code in self.constants.get(&name).into_iter().flatten().cloned().collect::<Vec<_>>() {
                    self.give(code);
                }
                name == "code" || self.constants.contains_key(&name)
            }
            Expr::Field(field) => matches!(&field.member, syn::Member::Named(name) if name == "code" || name == "name"),
            Expr::MethodCall(call) => call.method == "code",
            _ => false,
        };
        if !is_called_code {
            self.found.unclear.push(format!("{}: the code of a problem is neither a literal nor called `code`", self.file));
        }
    }

    /// What is passed for a parameter called `code`.
    fn pass(&mut self, name: &str, arguments: &Punctuated<Expr, Token![,]>) {
        let here = self.here.closures.get(name).or_else(|| self.here.functions.get(name));
        let Some(at) = here.or_else(|| self.everywhere.get(name)) else { return };
        arguments.iter().nth(*at).and_then(text).into_iter().for_each(|code| self.give(code));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(path) = &*call.func {
            let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            match names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [.., "Problem", "error" | "warning"] => call.args.first().into_iter().for_each(|code| self.construct(code)),
                [.., name] => self.pass(name, &call.args),
                [] => {}
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.pass(&call.method.to_string(), &call.args);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_struct(&mut self, value: &'ast syn::ExprStruct) {
        let is_check = value.path.is_ident("Check");
        for field in &value.fields {
            let is_code = matches!(&field.member, syn::Member::Named(name) if name == "code" || is_check && name == "name");
            text(&field.expr).filter(|_| is_code).into_iter().for_each(|code| self.give(code));
        }
        visit::visit_expr_struct(self, value);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let inside = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(item.tokens.clone());
        inside.iter().flatten().for_each(|expression| self.visit_expr(expression));
    }
}
