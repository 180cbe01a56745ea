//! Ids among the words of a cell: `E06 Judith Hesketh`, `M01/M03`, `E06 E10`. A name beside an id has to be that person's: where the
//! two disagree, both are asked about.

use super::partial::candidates;
use super::{Meaning, Mention, Mentions, bare, certainly};
use crate::domain::conflict::Doubt;
use crate::domain::id::PersonId;
use crate::domain::text;
use crate::people::names;

/// An id with the words beside it, and those that a comma parts from it.
struct Segment {
    id: PersonId,
    beside: Vec<String>,
    apart: Vec<String>,
}

/// A word of a cell, or what parts two.
enum Token {
    Id(PersonId),
    Word(String),
    Comma,
}

impl Mentions<'_> {
    /// The people whose ids stand in a piece, with the names beside them; nothing where no id of this cohort does.
    pub(super) fn by_ids(&self, piece: &str, by: PersonId) -> Option<Vec<Mention>> {
        let tokens = self.tokens(piece);
        let first = tokens.iter().find(|token| !matches!(token, Token::Comma))?;
        if !tokens.iter().any(|token| matches!(token, Token::Id(_))) {
            return None;
        }
        let (segments, loose) = if matches!(first, Token::Id(_)) { ids_first(tokens) } else { ids_last(tokens) };
        let mut mentions: Vec<Mention> = segments.into_iter().flat_map(|segment| self.segment(segment, by)).collect();
        mentions.extend(self.read(&loose, by));
        Some(mentions)
    }

    fn tokens(&self, piece: &str) -> Vec<Token> {
        let id = |word: &str| {
            let bare = word.trim_matches(|c: char| "().:;[]-–".contains(c));
            bare.parse::<PersonId>().ok().filter(|id| bare.len() > 1 && self.register.get(*id).is_some())
        };
        let mut tokens = Vec::new();
        for (at, part) in piece.split(',').enumerate() {
            tokens.extend((at > 0).then_some(Token::Comma));
            for word in part.split_whitespace() {
                let ids: Option<Vec<PersonId>> = word.split('/').map(id).collect();
                match ids {
                    Some(ids) => tokens.extend(ids.into_iter().map(Token::Id)),
                    None => tokens.push(Token::Word(word.to_owned())),
                }
            }
        }
        tokens
    }

    /// What an id means with the words beside it. Names after a comma are read for themselves, unless they are the same person's.
    fn segment(&self, segment: Segment, by: PersonId) -> Vec<Mention> {
        let Segment { id, beside, apart } = segment;
        let beside = beside.join(" ");
        let meaning = self.with_name(id, &beside, by);
        let mut mentions = vec![Mention { text: text::tidy(&format!("{id} {beside}")), meaning }];
        for name in apart {
            let others = self.read(&name, by);
            mentions.extend(others.into_iter().filter(|other| !agrees(id, &other.meaning, by)));
        }
        mentions
    }

    fn with_name(&self, id: PersonId, beside: &str, by: PersonId) -> Meaning {
        if bare(&names::folded(beside)).is_empty() {
            return certainly(id, by);
        }
        let meant = self.one(beside, by);
        if !meant.is_empty() && meant.iter().all(|meaning| agrees(id, meaning, by)) {
            return certainly(id, by);
        }
        let mut asked: Vec<PersonId> = meant.iter().flat_map(candidates).chain([id]).collect();
        asked.retain(|other| other.side() != by.side());
        asked.sort_unstable();
        asked.dedup();
        match asked.len() {
            0 => certainly(id, by),
            1 => Meaning::Ask { doubt: Doubt::Misspelt, candidates: asked },
            _ => Meaning::Ask { doubt: Doubt::Ambiguous, candidates: asked },
        }
    }
}

/// Whether a meaning may be the person with this id.
fn agrees(id: PersonId, meaning: &Meaning, by: PersonId) -> bool {
    match meaning {
        Meaning::Fellow(fellow) => *fellow == id,
        Meaning::Oneself => id == by,
        Meaning::Nobody => false,
        meant => candidates(meant).contains(&id),
    }
}

/// Each id with the words after it; nothing is left over.
fn ids_first(tokens: Vec<Token>) -> (Vec<Segment>, String) {
    let mut segments: Vec<Segment> = Vec::new();
    let mut is_apart = false;
    for token in tokens {
        match (token, segments.last_mut()) {
            (Token::Id(id), _) => {
                segments.push(Segment { id, beside: Vec::new(), apart: Vec::new() });
                is_apart = false;
            }
            (Token::Comma, _) => is_apart = true,
            (Token::Word(word), Some(segment)) if is_apart => {
                segment.apart.push(word);
                is_apart = false;
            }
            (Token::Word(word), Some(segment)) => match segment.apart.last_mut() {
                Some(apart) => *apart = format!("{apart} {word}"),
                None => segment.beside.push(word),
            },
            (Token::Word(_), None) => {}
        }
    }
    (segments, String::new())
}

/// Each id with the words before it; the words after the last id are left over.
fn ids_last(tokens: Vec<Token>) -> (Vec<Segment>, String) {
    let (mut segments, mut words): (Vec<Segment>, Vec<String>) = (Vec::new(), Vec::new());
    for token in tokens {
        match token {
            Token::Id(id) => segments.push(Segment { id, beside: std::mem::take(&mut words), apart: Vec::new() }),
            Token::Word(word) => words.push(word),
            Token::Comma => {}
        }
    }
    // Brackets that close what an id ended say nothing.
    (segments, words.join(" "))
}
