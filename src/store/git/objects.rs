//! Objects of a repository, read one at a time from `git cat-file --batch`. Which objects is not decided here.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use super::{Kept, LARGEST, TOO_LARGE, failed, too_large};
use crate::domain::problem::{Place, Problem};

/// A child process that is waited for when it is no longer needed.
pub(super) struct Ended(pub Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell otherwise.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many objects are asked for before the first answer is read. The questions fit into the smallest pipe (16 KiB), so that neither
/// side ever waits for the other to read.
const ASKED_AHEAD: usize = 100;

/// An object and its place, or why the list of them ended.
type Named = Result<(String, String), Problem>;

/// A conversation with `git cat-file --batch`: one answer is in memory at a time.
pub(super) struct Objects {
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    _child: Ended,
}

impl Objects {
    /// The conversation with a child process that has just begun.
    pub(super) fn new(stdin: ChildStdin, stdout: ChildStdout, child: Child) -> Objects {
        Objects { stdin, stdout: BufReader::new(stdout), _child: Ended(child) }
    }

    /// The kind and contents of an object; `None` when there is none of that name.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<(String, Vec<u8>)>, Problem> {
        if name.contains('\n') {
            return Ok(None);
        }
        self.stdin.write_all(format!("{name}\n").as_bytes()).map_err(|error| failed(&error.to_string()))?;
        self.answer_to(name)
    }

    fn answer_to(&mut self, name: &str) -> Result<Option<(String, Vec<u8>)>, Problem> {
        self.answer().map_err(|error| failed(&error.to_string()))?.map_or(Ok(None), |(kind, bytes)| match bytes {
            Some(bytes) => Ok(Some((kind, bytes))),
            None => Err(too_large(name)),
        })
    }

    fn answer(&mut self) -> std::io::Result<Option<(String, Option<Vec<u8>>)>> {
        let mut head = String::new();
        if self.stdout.read_line(&mut head)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let words: Vec<&str> = head.split_whitespace().collect();
        let [_, kind, size] = words.as_slice() else { return Ok(None) };
        let Ok(size) = size.parse::<u64>() else { return Ok(None) };
        let mut answer = (&mut self.stdout).take(size + 1);
        if size > LARGEST {
            std::io::copy(&mut answer, &mut std::io::sink())?;
            return Ok(Some(((*kind).to_owned(), None)));
        }
        let mut bytes = Vec::new();
        answer.read_to_end(&mut bytes)?;
        bytes.pop();
        Ok(Some(((*kind).to_owned(), Some(bytes))))
    }

    /// What a person could read in each of these objects, in order. After an error in the list nothing more comes of it.
    pub(super) fn all(&mut self, named: impl Iterator<Item = Named>) -> impl Iterator<Item = Result<Kept, Problem>> {
        let mut named = named.fuse();
        let mut asked = VecDeque::new();
        std::iter::from_fn(move || {
            loop {
                if asked.is_empty()
                    && let Err(problem) = self.ask(&mut named, &mut asked)
                {
                    return Some(Err(problem));
                }
                let kept = asked.pop_front()?.and_then(|(object, place)| self.kept(&object, place));
                if let Some(kept) = kept.transpose() {
                    return Some(kept);
                }
            }
        })
    }

    /// Asks for the next objects of the list.
    fn ask(&mut self, named: &mut impl Iterator<Item = Named>, asked: &mut VecDeque<Named>) -> Result<(), Problem> {
        asked.extend(named.take(ASKED_AHEAD));
        let objects = asked.iter().flatten().map(|(object, _)| format!("{object}\n"));
        self.stdin.write_all(objects.collect::<String>().as_bytes()).map_err(|error| failed(&error.to_string()))
    }

    /// What a person could read in an object that was asked for: a file's contents, a commit's or tag's message, the names in a folder.
    fn kept(&mut self, object: &str, place: String) -> Result<Option<Kept>, Problem> {
        let missing = || {
            let problem = Problem::warning("missing-object", "git lists this but does not have it here").at(Place::file(&place));
            problem.help("run `git fsck`, and fetch what it names; or use a whole clone")
        };
        let too_large = |problem: Problem| if problem.code == TOO_LARGE { problem.at(Place::file(&place)) } else { problem };
        let (kind, bytes) = self.answer_to(object).map_err(too_large)?.ok_or_else(missing)?;
        Ok(match kind.as_str() {
            "blob" => Some(Kept { place, bytes }),
            "commit" | "tag" => Some(Kept { place: format!("{kind} {object}"), bytes: message(&bytes).to_vec() }),
            "tree" => Some(Kept { place: format!("{place}/"), bytes: names(&bytes, object.len() / 2) }),
            _ => None,
        })
    }
}

/// The names in a tree, one a line: a tree is a run of `mode name NUL digest` without anything between; a digest
/// has 20 bytes, or 32 in a repository of the newer kind.
fn names(tree: &[u8], digest: usize) -> Vec<u8> {
    let mut names = Vec::new();
    let mut rest = tree;
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let (entry, after) = rest.split_at(end);
        names.extend(entry.iter().skip_while(|byte| **byte != b' ').skip(1));
        names.push(b'\n');
        rest = after.get(1 + digest..).unwrap_or_default();
    }
    names
}

/// What follows the head of a commit or tag.
fn message(object: &[u8]) -> &[u8] {
    let end = object.windows(2).position(|two| two == b"\n\n");
    end.and_then(|end| object.get(end + 2..)).unwrap_or_default()
}
