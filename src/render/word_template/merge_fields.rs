//! Word's own merge fields become `{{ … }}`, so that one way of filling serves both.

use super::expression;
use super::xml_tree::{Element, Node};
use crate::render::escape::xml;

/// Rewrites the merge fields below an element. Gives the instruction of each merge field that stands inside another field, where it
/// cannot be filled.
pub(super) fn rewrite(element: &mut Element) -> Vec<String> {
    let mut nested = Vec::new();
    for inner in element.elements_mut() {
        nested.extend(rewrite(inner));
    }
    if element.elements().any(|child| child.local() == "fldSimple") {
        element.children = std::mem::take(&mut element.children).into_iter().flat_map(simple).collect();
    }
    if element.elements().any(|child| marker(child).is_some()) {
        complex(element, &mut nested);
    }
    nested
}

/// The field's name where the instruction is `MERGEFIELD name`.
fn name_of(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("MERGEFIELD").or_else(|| instruction.trim().strip_prefix("mergefield"))?;
    let rest = rest.trim();
    let name = match rest.strip_prefix(['"', '“']) {
        Some(quoted) => quoted.split(['"', '”']).next(),
        None => rest.split([' ', '\\']).next(),
    };
    name.filter(|name| !name.is_empty()).map(expression::of_merge_field)
}

/// A field in one element becomes the runs inside it.
fn simple(node: Node) -> Vec<Node> {
    match node {
        Node::Element(mut field) if field.local() == "fldSimple" => {
            let instruction = field.attribute(&format!("{}instr", field.prefix())).unwrap_or_default();
            let Some(name) = name_of(&instruction) else { return vec![Node::Element(field)] };
            let prefix = field.prefix().to_owned();
            let kept = show(&mut field, &name);
            if kept { field.children } else { vec![Node::Element(run(&prefix, &name, None))] }
        }
        other => vec![other],
    }
}

/// Puts the placeholder into the first text below an element, and empties the others; false where there is no text.
fn show(element: &mut Element, name: &str) -> bool {
    let mut texts = Vec::new();
    collect(element, &mut texts);
    let mut texts = texts.into_iter();
    let Some(first) = texts.next() else { return false };
    first.children = vec![Node::Raw(xml::text(&format!("{{{{ {name} }}}}")))];
    texts.for_each(|text| text.children.clear());
    true
}

fn collect<'a>(element: &'a mut Element, texts: &mut Vec<&'a mut Element>) {
    if element.local() == "t" && !element.close.is_empty() {
        texts.push(element);
    } else {
        for inner in element.elements_mut() {
            collect(inner, texts);
        }
    }
}

/// A new run with the placeholder, in the style of `like`.
fn run(prefix: &str, name: &str, like: Option<&Element>) -> Element {
    let style = like.and_then(|run| run.elements().find(|inner| inner.local() == "rPr"));
    let text = Element {
        name: format!("{prefix}t"),
        open: format!("<{prefix}t>"),
        children: vec![Node::Raw(xml::text(&format!("{{{{ {name} }}}}")))],
        close: format!("</{prefix}t>"),
    };
    let children = style.cloned().into_iter().chain([text]).map(Node::Element).collect();
    Element { name: format!("{prefix}r"), open: format!("<{prefix}r>"), children, close: format!("</{prefix}r>") }
}

/// What a run says of a field that lies over several runs: `begin`, `separate` or `end`.
fn marker(run: &Element) -> Option<String> {
    let character = run.elements().find(|inner| inner.local() == "fldChar")?;
    character.attribute(&format!("{}fldCharType", character.prefix()))
}

fn instruction_of(run: &Element) -> String {
    run.elements().filter(|inner| inner.local() == "instrText").map(Element::text).collect()
}

/// Fields over several runs, of which each has a beginning, an instruction, perhaps a result, and an end.
fn complex(parent: &mut Element, nested: &mut Vec<String>) {
    let mut done: Vec<Node> = Vec::new();
    let mut waiting = std::mem::take(&mut parent.children).into_iter();
    while let Some(node) = waiting.next() {
        let begins = matches!(&node, Node::Element(run) if marker(run).as_deref() == Some("begin"));
        if !begins {
            done.push(node);
            continue;
        }
        let field = take_field(node, &mut waiting);
        let inner = field.depth > 1 && field.instruction.contains("MERGEFIELD");
        if let Some(name) = name_of(&field.instruction).filter(|_| field.is_closed && field.depth == 1) {
            done.extend(field.replaced(&name));
        } else {
            if inner {
                nested.push(field.instruction.trim().to_owned());
            }
            done.extend(field.nodes);
        }
    }
    parent.children = done;
}

/// The nodes from the beginning of a field to its end.
struct Field {
    nodes: Vec<Node>,
    instruction: String,
    /// Where the result begins among the nodes.
    result: Option<usize>,
    depth: usize,
    is_closed: bool,
}

fn take_field(begin: Node, rest: &mut impl Iterator<Item = Node>) -> Field {
    let mut field = Field { nodes: vec![begin], instruction: String::new(), result: None, depth: 1, is_closed: false };
    let mut open = 1_usize;
    for node in rest {
        let mark = if let Node::Element(run) = &node {
            if field.result.is_none() {
                field.instruction.push_str(&instruction_of(run));
            }
            marker(run)
        } else {
            None
        };
        field.nodes.push(node);
        match mark.as_deref() {
            Some("begin") => {
                open += 1;
                field.depth = field.depth.max(open);
            }
            Some("separate") if open == 1 => field.result = Some(field.nodes.len()),
            Some("end") => open -= 1,
            _ => {}
        }
        if open == 0 {
            field.is_closed = true;
            break;
        }
    }
    field
}

impl Field {
    /// The runs that show the placeholder instead of the field.
    fn replaced(mut self, name: &str) -> Vec<Node> {
        let begin = self.nodes.first().and_then(|node| match node {
            Node::Element(run) => Some(run.clone()),
            Node::Raw(_) => None,
        });
        let result = self.result.map(|at| self.nodes.drain(at..self.nodes.len() - 1).collect::<Vec<Node>>()).unwrap_or_default();
        let mut holder = Element { children: result, ..Element::default() };
        if show(&mut holder, name) {
            return holder.children;
        }
        let prefix = begin.as_ref().map(|run| run.prefix().to_owned()).unwrap_or_default();
        vec![Node::Element(run(&prefix, name, begin.as_ref()))]
    }
}
