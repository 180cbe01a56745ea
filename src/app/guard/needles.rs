//! Everything that is sought in files that are not private.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{self, Published};
use super::own_words::own_words;
use crate::app::session::CohortSession;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::settings::{Column, CriterionKind, Scale};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::people::common_words::is_of_calendars;
use crate::people::search::{More, Needles, Only, WhoseAddress};

/// What is sought: every secret of the private folder. A surname that is a word of the program, of the programme or of the language counts
/// only behind a title or, where the program and cohort.toml do not write it so themselves, alone in a cell; one that `allow` names
/// does not count.
///
/// # Errors
/// When there is more than can be searched for.
pub(crate) fn of_session(session: &CohortSession) -> Result<Needles, Refusal> {
    let main = known::in_main_work_tree(session)?;
    let (strangers, _) = known::only_in_exports(main.as_ref().unwrap_or(session));
    Ok(sought(session, main.as_ref().unwrap_or(session), strangers)?)
}

/// The same, of the people whom `known` knows and of strangers, by the words and the settings of the judged session.
///
/// # Errors
/// When there is more than can be searched for.
pub(super) fn sought(session: &CohortSession, known: &CohortSession, strangers: Vec<Secret>) -> Result<Needles, Problem> {
    let too_many = |error: &dyn std::fmt::Display| Problem::error("too-many-data", error.to_string());
    let words = Words::of(session);
    let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
    let published = Published::of(session);
    let keepers = identity::retired(&known.facts);
    let leads = leads(known, &published, &keepers);
    let (secrets, short) = known.records().map(|records| (records.secrets(), records.short_surnames())).unwrap_or_default();
    let secrets = secrets.into_iter().chain(short).map(|secret| secret.kept_as(&keepers)).filter(|secret| !leads.tell(secret));
    let secrets = secrets.filter(|secret| !(counts_nowhere(known, secret.of.person()) && published.has(&secret.text)));
    for secret in secrets.chain(strangers) {
        match words.where_it_counts(&secret) {
            Counts::Nowhere => {}
            Counts::Everywhere => sure.push(secret.needle()),
            Counts::Only(only) => doubtful.push((secret.needle(), only)),
        }
    }
    let needles = Needles::with_doubtful(&sure, &doubtful, options(session)).map_err(|error| too_many(&error))?;
    let Ok(records) = known.records() else { return Ok(needles) };
    let forms = records.name_forms(&keepers).only(|of| !leads.is_named(of));
    let by_last =
        forms.by_last.into_iter().filter(|name| words.may_be_initialled(&name.last) && !published.has(&name.cut_first()));
    let by_first =
        forms.by_first.into_iter().filter(|name| words.may_be_initialled(&name.first) && !published.has(&name.cut_last()));
    let more =
        More::new(forms.ends, &forms.unspaced, whose_address(known, published.clone())).map_err(|error| too_many(&error))?;
    let more = more.and_initialled(by_last.collect(), by_first.collect(), &words.allowed);
    needles.and_more(more).and_bytes(&records.key.write(), "key").map_err(|error| too_many(&error))
}

/// Leads who tried the form themselves, and never took part: cohort.toml tells the address or the name.
#[derive(Default)]
struct Leads {
    /// By their address: nothing of the contact tells anybody.
    whole: BTreeSet<PersonId>,
    /// By their name: no form of it does.
    named: BTreeSet<PersonId>,
}

impl Leads {
    fn is_named(&self, person: PersonId) -> bool {
        self.whole.contains(&person) || self.named.contains(&person)
    }

    fn tell(&self, secret: &Secret) -> bool {
        let is = |people: &BTreeSet<PersonId>| secret.of.person().is_some_and(|of| people.contains(&of));
        secret.is_of_name() && (is(&self.named) || is(&self.whole)) || secret.is_address() && is(&self.whole)
    }
}

fn leads(known: &CohortSession, published: &Published, keepers: &BTreeMap<PersonId, PersonId>) -> Leads {
    let mut leads = Leads::default();
    let Ok(records) = known.records() else { return leads };
    for (id, entry) in records.rows().filter_map(|(id, entry)| Some((id?, entry))) {
        let of = keepers.get(&id).copied().unwrap_or(id);
        if !counts_nowhere(known, Some(of)) {
            continue;
        }
        if published.has(entry.contact.email.reveal()) {
            leads.whole.insert(of);
        } else if published.names(&entry.contact.name) {
            leads.named.insert(of);
        }
    }
    leads
}

/// Whether somebody with an id never took part, or was erased.
pub(super) fn counts_nowhere(session: &CohortSession, person: Option<PersonId>) -> bool {
    let cohort = session.cohort();
    person.is_some_and(|id| cohort.is_erased(id) || cohort.people.get(&id).is_some_and(|person| !person.counts()))
}

/// Where a datum counts.
enum Counts {
    Everywhere,
    Only(Only),
    Nowhere,
}

/// Words that tell of nobody although somebody may be called so.
struct Words {
    /// The program's own.
    of_program: BTreeSet<String>,
    /// Of the programme's name and the places where it meets.
    of_programme: BTreeSet<String>,
    /// What `allow` names.
    allowed: BTreeSet<String>,
    /// Texts of cohort.toml.
    values: BTreeSet<String>,
}

impl Words {
    fn of(session: &CohortSession) -> Words {
        let (of_program, of_programme, allowed) = (own_words(session), programme_words(session), allowed(session));
        Words { of_program, of_programme, allowed, values: values(&session.settings_text) }
    }

    /// Whether a name may be sought by this word of it and an initial: not where it is a word of the programme or `allow` names it.
    fn may_be_initialled(&self, word: &str) -> bool {
        ![&self.allowed, &self.of_program, &self.of_programme].iter().any(|words| words.contains(word))
    }

    fn where_it_counts(&self, secret: &Secret) -> Counts {
        let key = spelling::key(&secret.text);
        if secret.is_short_surname() {
            return if self.allowed.contains(&key) { Counts::Nowhere } else { Counts::Only(Only::Titled) };
        }
        let is_of_program = self.of_program.contains(&key);
        if secret.may_be_a_word() && (self.allowed.contains(&key) || is_of_program && !secret.is_surname()) {
            return Counts::Nowhere;
        }
        let is_word =
            secret.is_common_word() || secret.may_be_a_word() && secret.is_one_word() && self.of_programme.contains(&key);
        if secret.is_surname() && is_of_program || is_word && (self.values.contains(&key) || is_of_calendars(&key)) {
            Counts::Only(Only::Titled)
        } else if is_word {
            Counts::Only(Only::TitledOrCell)
        } else if secret.is_common_name() {
            Counts::Only(Only::Capitals)
        } else {
            Counts::Everywhere
        }
    }
}

/// Whose an address is, also when the register does not hold it any more: the keyed hash in the facts outlasts an erasure.
fn whose_address(session: &CohortSession, published: Published) -> Option<WhoseAddress> {
    let records = session.records().ok()?;
    let of_nobody: BTreeSet<PersonId> =
        session.cohort().people.keys().copied().filter(|id| counts_nowhere(session, Some(*id))).collect();
    let marks = identity::marks(&session.facts).into_iter();
    let marks: BTreeMap<String, PersonId> = marks
        .flat_map(|(id, marks)| marks.into_iter().map(move |mark| (mark, id)))
        .filter(|(mark, _)| !mark.is_empty())
        .collect();
    let (key, has_marks) = (records.key.clone(), !marks.is_empty());
    let whose = move |email: &Email| {
        let of = marks.get(&key.mark(email)).copied();
        of.filter(|of| !(of_nobody.contains(of) && published.has(email.reveal())))
    };
    has_marks.then(|| Box::new(whose) as _)
}

/// What `[privacy] allow` names beside files: words that mean nobody here.
fn allowed(session: &CohortSession) -> BTreeSet<String> {
    session.settings.privacy.allow.iter().map(|word| spelling::key(word)).collect()
}

/// The words of the programme's name and of the places where it meets. Who hosts is a person, and not among them.
fn programme_words(session: &CohortSession) -> BTreeSet<String> {
    let programme = &session.settings.programme;
    let places = session.settings.events.iter().filter_map(|event| event.venue.place.as_deref());
    let texts = [programme.name.as_str(), programme.cohort.as_str()].into_iter().chain(places);
    texts.flat_map(|text| spelling::key(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Every text in quotes of cohort.toml, as a whole.
fn values(settings: &str) -> BTreeSet<String> {
    settings.lines().flat_map(|line| line.split(['"', '\'']).skip(1).step_by(2)).map(spelling::key).collect()
}

/// What the form offered, as cohort.toml says: whoever ticked it told nothing of their own.
fn options(session: &CohortSession) -> impl Iterator<Item = &str> {
    fn of_column(column: &Column) -> impl Iterator<Item = &str> {
        let aliases = column.aliases.iter().flat_map(|(written, meant)| [written.as_str(), meant.as_str()]);
        column.options.iter().map(String::as_str).chain(aliases)
    }
    let columns = Side::BOTH.into_iter().flat_map(|side| session.settings.survey[side].columns.values());
    let places = session.settings.matching.policy.criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Near { scale: Scale::Order(order), .. } => Some(order),
        _ => None,
    });
    columns.flat_map(of_column).chain(places.flatten().map(String::as_str))
}
