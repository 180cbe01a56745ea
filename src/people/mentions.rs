//! Who is meant where somebody named, in their own words, the people they should not be paired with.
//!
//! A conflict is never guessed and never dropped: what fits exactly one person is recorded, what may mean somebody is asked, and
//! what fits nobody is kept as it was typed, to be tried again.

mod ids;
mod left_over;
mod none;
mod partial;
mod wording;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::domain::conflict::Doubt;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::text;

use super::names::{self, Fit, Name, NameIndex, WholeNames};
use super::register::Register;
use wording::{bare, is_around, pieces, says_nobody};

/// The most words of a name that is looked for in a sentence.
const LONGEST: usize = 8;

/// One name as it was typed, and who is meant.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The name as typed, tidied.
    pub text: String,
    /// Who is meant.
    pub meaning: Meaning,
}

/// Says nothing of the name.
impl std::fmt::Debug for Mention {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mention(…, {:?})", self.meaning)
    }
}

/// Who is meant by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This person and nobody else.
    Means(PersonId),
    /// Perhaps one of these: to be asked, and a conflict with each of them until it is answered.
    Ask {
        /// Why it is not certain.
        doubt: Doubt,
        /// Who may be meant, by id.
        candidates: Vec<PersonId>,
    },
    /// Somebody of the writer's own side, with whom no pair is ever made.
    Fellow(PersonId),
    /// The writer.
    Oneself,
    /// Nobody in the cohort.
    Nobody,
}

/// What somebody known for certain is to the one who wrote it.
fn certainly(id: PersonId, by: PersonId) -> Meaning {
    match id {
        _ if id == by => Meaning::Oneself,
        _ if id.side() == by.side() => Meaning::Fellow(id),
        _ => Meaning::Means(id),
    }
}

/// Whether a text says that there is nobody to name.
pub(crate) fn names_nobody(text: &str) -> bool {
    says_nobody(text)
}

/// Everybody whom a mention could mean.
pub(crate) struct Mentions<'r> {
    register: &'r Register,
    /// What is prepared when the first name comes.
    people: OnceCell<Vec<(PersonId, Name)>>,
    /// The places in `people` by whole names.
    whole: OnceCell<WholeNames>,
    /// What is prepared when the first name comes that is nobody's whole name.
    index: OnceCell<NameIndex>,
    /// What is prepared when the first name comes whose letters were lost.
    shapes: OnceCell<partial::Shapes>,
    /// What is prepared when the first address comes.
    by_email: OnceCell<BTreeMap<&'r Email, PersonId>>,
}

impl<'r> Mentions<'r> {
    /// Over the register's names, which are prepared when they are needed: most answers name nobody.
    pub(crate) fn new(register: &'r Register) -> Mentions<'r> {
        let (people, whole) = (OnceCell::new(), OnceCell::new());
        let (index, shapes, by_email) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Mentions { register, people, whole, index, shapes, by_email }
    }

    /// Everybody by id.
    fn people(&self) -> &[(PersonId, Name)] {
        let named = || self.register.iter().map(|(id, entry)| (id, Name::of(&entry.contact.name)));
        self.people.get_or_init(|| named().collect())
    }

    fn whole(&self) -> &WholeNames {
        self.whole.get_or_init(|| WholeNames::new(self.people().iter().map(|(_, name)| name)))
    }

    /// Everybody whose whole name this is, in either order, as one word.
    fn called(&self, variant: &str) -> impl Iterator<Item = &(PersonId, Name)> {
        let near = self.whole().places(variant).filter_map(|place| self.people().get(place));
        near.filter(move |(_, name)| !name.is_lossy() && name.whole().any(|own| own == variant))
    }

    /// The people of whom this is a whole name of two words or more.
    fn fully_called(&self, words: &[String]) -> Vec<PersonId> {
        let variant = names::joined(words);
        self.called(&variant).filter(|(_, name)| name.words().len() > 1).map(|(id, _)| *id).collect()
    }

    /// The names in `text`, each with whom it means among those with whom `by` could be paired. Nothing where it says "none".
    pub(crate) fn read(&self, written: &str, by: PersonId) -> Vec<Mention> {
        let mut mentions = Vec::new();
        if says_nobody(written) {
            return mentions;
        }
        for piece in pieces(written).into_iter().filter(|piece| !says_nobody(piece)) {
            let mut found = Vec::new();
            self.piece(&piece, by, &mut found);
            self.ask_left_over(&mut found, by);
            mentions.extend(found);
        }
        let described = |mention: &Mention| {
            let is_nameless = |text: &str| bare(&names::folded(text)).is_empty() && !names::is_all_lost(text);
            mention.meaning == Meaning::Nobody && is_nameless(&mention.text)
        };
        if mentions.iter().any(|mention| !described(mention)) {
            mentions.retain(|mention| !described(mention));
        }
        mentions
    }

    /// A piece that may hold commas: they part people, or the surname from the first name.
    fn piece(&self, piece: &str, by: PersonId, mentions: &mut Vec<Mention>) {
        if let Some(by_ids) = self.by_ids(piece, by) {
            return mentions.extend(by_ids);
        }
        let read = |text: &str| -> Vec<Mention> {
            let meanings = self.one(text, by).into_iter();
            meanings.map(|meaning| Mention { text: text::tidy(text), meaning }).collect()
        };
        if !piece.contains(',') {
            return mentions.extend(read(piece));
        }
        let parts: Vec<&str> = piece.split(',').map(str::trim).filter(|part| !says_nobody(part)).collect();
        let sure = |read: &[Mention]| matches!(read, [Mention { meaning: Meaning::Means(_), .. }]);
        let whole = read(piece);
        if parts.len() < 2 || parts.len() == 2 && sure(&whole) {
            return mentions.extend(whole);
        }
        let turned: Vec<Vec<Mention>> = parts.chunks(2).map(|pair| read(&pair.join(", "))).collect();
        if parts.len().is_multiple_of(2) && turned.iter().all(|pair| sure(pair)) {
            return mentions.extend(turned.into_iter().flatten());
        }
        let apart: Vec<Mention> = parts.iter().flat_map(|part| read(part)).collect();
        let one_name = parts.len() == 2 && parts.iter().all(|part| names::folded(part).len() == 1);
        let nobody = |read: &[Mention]| read.iter().all(|mention| mention.meaning == Meaning::Nobody);
        mentions.extend(if one_name && (nobody(&apart) || !nobody(&whole)) { whole } else { apart });
    }

    /// Who is meant by one name, or by a sentence that holds several: the surest of three readings, else what agrees in part.
    fn one(&self, piece: &str, by: PersonId) -> Vec<Meaning> {
        if let Some(meaning) = self.addressed(piece, by) {
            return vec![meaning];
        }
        let name = Name::of(piece);
        let means = |meaning: &Meaning| matches!(meaning, Meaning::Means(_));
        let mut readings = vec![vec![self.name(&name, by)]];
        for read in [Self::described_alone, Self::sentence] {
            if readings.last().is_some_and(|reading| reading.iter().all(means)) {
                break;
            }
            readings.push(read(self, name.words(), by));
        }
        let sure = readings.iter().find(|reading| reading.iter().all(means));
        let partly = || readings.iter().find(|reading| reading.iter().any(means));
        if let Some(certain) = sure.or_else(partly) {
            return certain.clone();
        }
        let asked = readings.into_iter().find(|reading| reading.iter().any(|meaning| *meaning != Meaning::Nobody));
        self.in_part(piece, &name, asked, by)
    }

    fn described_alone(&self, words: &[String], by: PersonId) -> Vec<Meaning> {
        // Without such words it is the name alone, which was looked up before.
        if bare(words) == words { vec![Meaning::Nobody] } else { vec![self.described(words, by)] }
    }

    /// A name among words that say how somebody is known. A surname alone is sure only behind a title: `an` may be a first name.
    fn described(&self, words: &[String], by: PersonId) -> Meaning {
        let rest = bare(words);
        let title = words.split(|word| rest.first() == Some(word)).next().and_then(<[String]>::last);
        match self.name(&Name::of_words(&rest), by) {
            Meaning::Means(id) if !title.is_some_and(|word| names::is_title(word)) && !self.is_whole(id, &rest) => {
                Meaning::Ask { doubt: Doubt::Misspelt, candidates: vec![id] }
            }
            meaning => meaning,
        }
    }

    /// An address or an id among the words.
    fn addressed(&self, piece: &str, by: PersonId) -> Option<Meaning> {
        let alone = |word: &str| word.trim_matches(|c: char| "<>()[],.:".contains(c)).to_lowercase();
        let address = |word: &str| Email::parse(alone(word).trim_start_matches("mailto:")).ok();
        let by_address = piece.split_whitespace().filter_map(address).find_map(|email| self.by_email(&email));
        let by_id = || piece.trim().parse().ok().filter(|id| self.register.get(*id).is_some());
        let id: PersonId = by_address.or_else(by_id)?;
        Some(certainly(id, by))
    }

    fn by_email(&self, email: &Email) -> Option<PersonId> {
        let all = || {
            let mut all = BTreeMap::new();
            for (id, entry) in self.register.iter() {
                all.entry(&entry.contact.email).or_insert(id);
            }
            all
        };
        self.by_email.get_or_init(all).get(email).copied()
    }

    fn index(&self) -> &NameIndex {
        self.index.get_or_init(|| NameIndex::new(self.people().iter().map(|(_, name)| name)))
    }

    /// Everybody but `by` whom a name fits, and how well. Where it is somebody's whole name, nobody else is compared.
    fn fits(&self, name: &Name, by: PersonId) -> Vec<(PersonId, Fit)> {
        let fit = |(id, own): &(PersonId, Name)| own.fit(name).filter(|_| *id != by).map(|fit| (*id, fit));
        let exactly: Vec<(PersonId, Fit)> = self.called(&names::joined(name.words())).filter_map(fit).collect();
        if !exactly.is_empty() {
            return exactly;
        }
        self.index().candidates(name).into_iter().filter_map(|place| fit(self.people().get(place)?)).collect()
    }

    /// Who is meant by a name.
    fn name(&self, name: &Name, by: PersonId) -> Meaning {
        let fits = self.fits(name, by);
        let others = |fit: Fit| {
            fits.iter().filter(|(id, own)| id.side() != by.side() && *own == fit).map(|(id, _)| *id).collect::<Vec<_>>()
        };
        let fellow = |fit: Fit| fits.iter().find(|(id, own)| id.side() == by.side() && *own == fit).map(|(id, _)| *id);
        let fellows = |fit: Fit| fellow(fit).is_some();
        for fit in [Fit::Whole, Fit::Turned] {
            match (&others(fit)[..], fellow(fit)) {
                ([], Some(fellow)) => return Meaning::Fellow(fellow),
                ([], None) if self.is_own(name, by, fit) => return Meaning::Oneself,
                ([], None) => {}
                ([id], None) => return Meaning::Means(*id),
                _ => return Meaning::Ask { doubt: Doubt::Ambiguous, candidates: others(fit) },
            }
        }
        // One person's surname may be another's first name.
        let mut named: Vec<PersonId> = others(Fit::Surname);
        match named[..] {
            [] => {}
            [id] if others(Fit::Part).is_empty() && !fellows(Fit::Surname) => return Meaning::Means(id),
            _ => {
                named.extend(others(Fit::Part));
                named.sort_unstable();
                return Meaning::Ask { doubt: Doubt::Ambiguous, candidates: named };
            }
        }
        let mut candidates: Vec<PersonId> = [Fit::Part, Fit::Near, Fit::Lost].into_iter().flat_map(others).collect();
        candidates.sort_unstable();
        let lost = name.is_lossy() || !others(Fit::Lost).is_empty();
        let known = || fellow(Fit::Surname).map_or(Meaning::Nobody, Meaning::Fellow);
        match candidates.len() {
            0 if self.is_own(name, by, Fit::Surname) && !fellows(Fit::Surname) => Meaning::Oneself,
            0 => known(),
            _ if lost => Meaning::Ask { doubt: Doubt::LostLetters, candidates },
            1 => Meaning::Ask { doubt: Doubt::Misspelt, candidates },
            _ => Meaning::Ask { doubt: Doubt::Ambiguous, candidates },
        }
    }

    /// Whether the name is that of whoever wrote it, this well.
    fn is_own(&self, name: &Name, by: PersonId, fit: Fit) -> bool {
        let own = self.people().binary_search_by_key(&by, |(id, _)| *id).ok().and_then(|place| self.people().get(place));
        own.is_some_and(|(_, own)| own.fit(name) == Some(fit))
    }

    /// Whole names among other words. Where what stands between them says how they are known, or is a name itself, they are meant;
    /// else they are asked, because the words may belong to a longer name.
    fn sentence(&self, words: &[String], by: PersonId) -> Vec<Meaning> {
        let (found, between) = self.whole_names(words, by);
        if found.is_empty() {
            return vec![self.named_inside(words, by)];
        }
        let between = between.iter().filter(|words| !bare(words).is_empty());
        let others: Vec<Meaning> = between.map(|words| self.described(words, by)).collect();
        let unexplained = others.contains(&Meaning::Nobody);
        let sure =
            |id| if unexplained { Meaning::Ask { doubt: Doubt::Misspelt, candidates: vec![id] } } else { Meaning::Means(id) };
        found.into_iter().map(sure).chain(others.into_iter().filter(|meaning| *meaning != Meaning::Nobody)).collect()
    }

    /// The people whose whole names stand among the words, and the words between them.
    fn whole_names(&self, words: &[String], by: PersonId) -> (Vec<PersonId>, Vec<Vec<String>>) {
        let mut found = Vec::new();
        let mut between = vec![Vec::new()];
        let mut rest = words;
        while let Some((word, after)) = rest.split_first() {
            if let Some((id, length)) = self.whole_name_at(rest, by) {
                found.push(id);
                between.push(Vec::new());
                rest = rest.get(length..).unwrap_or_default();
            } else {
                between.iter_mut().last().into_iter().for_each(|words| words.push(word.clone()));
                rest = after;
            }
        }
        (found, between)
    }

    /// The person whose whole name of two words or more begins here, and how many words it takes.
    fn whole_name_at(&self, words: &[String], by: PersonId) -> Option<(PersonId, usize)> {
        let lengths = (2..=words.len().min(LONGEST)).rev();
        let windows = lengths.filter_map(|length| Some((words.get(..length)?, length)));
        windows.into_iter().find_map(|(window, length)| match self.fully_called(window)[..] {
            [id] if id.side() != by.side() => Some((id, length)),
            _ => None,
        })
    }

    fn is_whole(&self, id: PersonId, words: &[String]) -> bool {
        self.fully_called(words).contains(&id)
    }

    /// In a sentence, a name behind a title, or a single word of some length that is one, is asked.
    fn named_inside(&self, words: &[String], by: PersonId) -> Meaning {
        let title = |pair: &&[String]| pair.first().is_some_and(|word| names::is_title(word) && word.len() > 1);
        let telling = |word: &&[String]| word.iter().all(|word| word.len() > 3 && !is_around(word));
        let is_sentence = words.iter().any(|word| is_around(word) && !names::is_title(word));
        let single = words.chunks(1).filter(telling).filter(|_| is_sentence);
        let mut candidates: Vec<PersonId> = Vec::new();
        for inside in words.windows(2).filter(title).chain(single) {
            match self.name(&Name::of_words(inside), by) {
                Meaning::Means(id) => candidates.push(id),
                Meaning::Ask { doubt: Doubt::LostLetters, .. } | Meaning::Fellow(_) | Meaning::Oneself | Meaning::Nobody => {}
                Meaning::Ask { candidates: asked, .. } => candidates.extend(asked),
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        if candidates.is_empty() { Meaning::Nobody } else { Meaning::Ask { doubt: Doubt::Ambiguous, candidates } }
    }
}

#[cfg(test)]
mod tests;
