//! The sources as files and the modules that each names, read with a parser. Items that are only compiled for tests are skipped, and
//! nothing else is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// One file of the sources.
#[derive(Debug, Default)]
pub(crate) struct SourceFile {
    /// How many lines it has.
    pub(super) lines: usize,
    /// Its text.
    pub(crate) text: String,
    /// Absolute paths below the crate that it names outside tests: `["domain", "id", "PairId"]`.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// Every path as it is written outside tests, with its words joined: `std::fs::read`.
    pub(super) written: BTreeSet<String>,
}

/// Every file by its module path: `["domain", "id"]`; the crate root is the empty path.
#[derive(Debug, Default)]
pub(crate) struct SourceTree {
    /// The files that are part of the program.
    pub(crate) files: BTreeMap<Vec<String>, SourceFile>,
}

impl SourceTree {
    /// Reads all sources below `root`.
    pub(crate) fn read(root: &Path) -> SourceTree {
        let mut texts = Vec::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                    texts.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
        }
        texts.sort();
        SourceTree::of(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    /// A tree of files given by name, such as `domain/id.rs`, and text.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> SourceTree {
        let texts: BTreeMap<Vec<String>, (&str, syn::File)> = texts
            .into_iter()
            .map(|(name, text)| (module_path(name), (text, syn::parse_file(text).unwrap_or_else(|why| panic!("{name}: {why}")))))
            .collect();
        let mut for_tests = BTreeSet::new();
        for (module, (_, file)) in &texts {
            for_tests.extend(test_modules(&file.items).map(|name| [module.as_slice(), &[name]].concat()));
        }
        let is_test = |module: &[String]| (1..=module.len()).any(|end| for_tests.contains(&module[..end]));
        let files = texts.into_iter().filter(|(module, _)| !is_test(module));
        SourceTree { files: files.map(|(module, (text, file))| (module.clone(), source_file(module, text, &file))).collect() }
    }

    /// The file in which a path is defined: the longest module that begins it.
    pub(super) fn file_of(&self, path: &[String]) -> Option<&[String]> {
        let end = (0..=path.len()).rev().find(|end| self.files.contains_key(&path[..*end]))?;
        self.files.get_key_value(&path[..end]).map(|(module, _)| module.as_slice())
    }

    /// The files that a file imports.
    pub(super) fn imports(&self, module: &[String]) -> BTreeSet<Vec<String>> {
        let paths = self.files[module].paths.iter();
        let files = paths.filter_map(|path| self.file_of(path)).filter(|other| *other != module && !other.is_empty());
        files.map(<[String]>::to_vec).collect()
    }
}

/// `domain/id.rs` and `domain/id/mod.rs` are both `["domain", "id"]`.
fn module_path(name: &str) -> Vec<String> {
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    let mut path: Vec<String> = stem.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

fn source_file(module: Vec<String>, text: &str, file: &syn::File) -> SourceFile {
    let mut reader = PathReader { module, depth: 0, found: SourceFile::default() };
    file.items.iter().filter(|item| !is_for_tests(attributes(item))).for_each(|item| reader.visit_item(item));
    SourceFile { lines: text.lines().count(), text: text.to_owned(), ..reader.found }
}

fn test_modules(items: &[syn::Item]) -> impl Iterator<Item = String> {
    items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) if module.content.is_none() && is_for_tests(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    })
}

/// Whether an item is compiled for tests only: `#[cfg(test)]` or `#[test]`.
pub(crate) fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::NameValue(_) => false,
    })
}

pub(crate) fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Gathers paths; inside an inline module `super` is one module nearer.
struct PathReader {
    module: Vec<String>,
    depth: usize,
    found: SourceFile,
}

impl PathReader {
    fn add(&mut self, words: &[String]) {
        self.found.written.insert(words.join("::"));
        let inline = vec![String::from("#"); self.depth];
        let here = [self.module.as_slice(), &inline].concat();
        let (mut base, rest) = match words.first().map(String::as_str) {
            Some("crate") => (Vec::new(), &words[1..]),
            Some("self") => (here, &words[1..]),
            Some("super") => (here, words),
            _ => return,
        };
        let ups = rest.iter().take_while(|word| *word == "super").count();
        base.truncate(base.len().saturating_sub(ups));
        base.extend(rest[ups..].iter().cloned());
        self.found.paths.insert(base.into_iter().filter(|word| word != "#").collect());
    }

    fn add_tree(&mut self, begun: &[String], tree: &syn::UseTree) {
        let longer = |word: &syn::Ident| [begun, &[plain(word)]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&longer(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.add(begun),
            syn::UseTree::Name(name) => self.add(&longer(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&longer(&name.ident)),
            syn::UseTree::Glob(_) => self.add(begun),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(begun, tree)),
        }
    }

    /// Paths in the tokens of a macro.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 2;
        for token in tokens {
            match token {
                TokenTree::Ident(word) if colons == 2 => path.push(plain(&word)),
                TokenTree::Ident(word) => {
                    self.add(&std::mem::take(&mut path));
                    path.push(plain(&word));
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.add(&std::mem::take(&mut path));
                    self.add_tokens(group.stream());
                }
                _ => self.add(&std::mem::take(&mut path)),
            }
            colons = if path.is_empty() { 2 } else { 0 };
        }
        self.add(&path);
    }
}

fn plain(word: &proc_macro2::Ident) -> String {
    word.to_string().trim_start_matches("r#").to_owned()
}

impl<'ast> Visit<'ast> for PathReader {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| plain(&segment.ident)).collect();
        self.add(&words);
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let words: Vec<String> = item.path.segments.iter().map(|segment| plain(&segment.ident)).collect();
        self.add(&words);
        self.add_tokens(item.tokens.clone());
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.depth += 1;
        let items = item.content.iter().flat_map(|(_, items)| items);
        items.filter(|item| !is_for_tests(attributes(item))).for_each(|item| self.visit_item(item));
        self.depth -= 1;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }
}
