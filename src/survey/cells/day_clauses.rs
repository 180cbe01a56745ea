//! Weekdays in sentences that exclude some: `any day but Friday`, `I don't work Wed or Fri`, `Monday: no, Tuesday: yes`. An exclusion is
//! read where it is clear. Where it is not, no day is read, for a day that is impossible must not become the only one.

use std::collections::BTreeSet;

use chrono::Weekday;

use super::day_names::{WORKING, day, named};
use super::polarity::{self, is_one_of};

/// Words beside [`polarity::negates`] that exclude the days beside them.
const EXCLUDES: &str = "avoid|avoiding|avoided|unavailable|busy|impossible|bad|out|away|inconvenient|unsuitable|unworkable|blocked|\
    exclude|excluded|nonworking|nwd|closed|booked|occupied|committed|tied";
/// Words that take the days behind them out of those before.
const EXCEPTS: &str = "except|excepting|exception|excluding|excl|exc|bar|minus|apart|aside|besides|outside|ausser|hormis";
/// Words that neither exclude a day nor offer it.
const SOFT: &str = "difficult|difficulty|tricky|hard|harder|awkward|worse|worst|least|problem|problems|problematic|issue|issues|\
    unlikely|struggle|rarely|seldom|hardly|limited|clash|clashes";
/// What somebody does on a day on which they may have no time.
const BUSY: &str = "clinic|clinics|call|calls|oncall|theatre|theatres|teaching|lecture|lectures|nights|leave|shift|shifts|ward|\
    childcare|carer|caring|nursery|mdt|surgery";
/// Words before such a duty that leave the day free around it.
const AROUND: &str = "after|before|between|around|following|post|outside|without";
/// Words by which a day is offered.
const OFFERS: &str = "yes|y|ok|okay|fine|possible|available|free|good|great|works|can|could|prefer|preferred|ideal|best|happy|suits|\
    suitable|better|only|flexible|open";
/// Words that go with an exclusion and change nothing of it.
const BESIDE: &str = "possible|available|availability|free|good|great|suitable|convenient|ideal|workable|doable|working|work|do|make|\
    manage|meet|attend|come|commit|able|ok|okay|an|a|option|at|all|for|me|my|mine|i|im|we|is|are|be|been|being|to|the|this|that|\
    it|day|days|please|sorry|thanks|thank|you|really|unfortunately|usually|normally|generally|currently|of|office|in|on|any|with|\
    ltft|s|as|and|or|me|from|also|either|then|there|get|go|suit|suits|use|fit|up|them|those|these|always|have|has|definitely|longer";
/// Words that bind an exclusion to some hours or weeks.
const LIMITS: &str = "am|pm|morning|mornings|afternoon|afternoons|evening|evenings|lunch|lunchtime|lunchtimes|noon|midday|early|late|\
    before|after|until|till|in|during|unless|if|when|while|first|second|third|fourth|last|each|alternate|alternating|next|week|\
    weeks|month|months|term|holiday|holidays|school|summer|winter|half|between|earlier|later|past|than|the|yet";
/// Words of a clause that offers days and says nothing else of them.
const PLAIN: &str = "and|or|to|the|on|s|any|time|also|plus|then|am|pm|morning|mornings|afternoon|afternoons|evening|evenings|lunch|\
    lunchtime|lunchtimes|all|day|days|both|either|weekday|weekdays|until|till|through|thru|bis";
/// Words for every day, from which `but` takes some out.
const EVERY: &str = "any|anything|anytime|every|everything|everyday|all|day|days|time|times|weekday|weekdays|always|whenever|on|i|can|do|\
    im|free|available|flexible|happy|with";
/// Words with which another clause begins.
const TURNS: &str = "but|however|though|although|otherwise|whereas|yet|still";

/// Whether a text that names a day may exclude one.
pub(super) fn may_exclude(words: &[&str], text: &str) -> bool {
    // `don't` and `can't` are two words there.
    words.iter().any(|word| {
        let word = word.to_lowercase();
        is_cue(&word) || matches!(word.as_str(), "but" | "than" | "t")
    }) || text.contains(CROSSES)
        || text.contains(TICKS)
}

const TICKS: [char; 5] = ['✓', '✔', '☑', '√', '✅'];
const CROSSES: [char; 5] = ['✗', '✘', '❌', '✕', '×'];

fn excludes(word: &str) -> bool {
    polarity::negates(word) || is_one_of(EXCLUDES, word) || is_one_of(EXCEPTS, word)
}

fn is_cue(word: &str) -> bool {
    excludes(word) || is_one_of(SOFT, word) || is_one_of(BUSY, word)
}

/// A part of a text between two marks.
#[derive(Debug, Default)]
struct Clause {
    words: Vec<String>,
    begins: Begins,
}

/// How a clause goes on from the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Begins {
    /// Behind a comma, as the next of a list may.
    #[default]
    Listed,
    /// With `but` or the like.
    Turned,
    /// Behind a full stop, a bracket or a line break.
    Afresh,
}

/// What a clause says of days.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// Nothing that matters.
    Nothing,
    /// These days are possible; whether nothing but the days is written.
    Possible(Vec<Weekday>, bool),
    /// These days are not possible; whether the days stand before the word that excludes them.
    Not(Vec<Weekday>, bool),
    /// No, about the day before.
    Refusal,
    /// Yes, about the day before.
    Offer,
    /// There is some duty on days of its own, or on the day before.
    Busy(bool),
    /// Days of which nobody can tell whether they are possible.
    Open,
}

/// The days that a text leaves possible; none where that is not clear.
pub(super) fn read(text: &str) -> Option<Vec<Weekday>> {
    let clauses = clauses(text);
    let mut said: Vec<(Says, Begins)> = Vec::new();
    for clause in &clauses {
        for says in judge(&clause.words) {
            attach(&mut said, says, clause.begins);
        }
    }
    let (mut possible, mut excluded) = (BTreeSet::new(), BTreeSet::new());
    let (mut is_busy, mut before, mut offers) = (false, Says::Nothing, false);
    for (mut says, begins) in said {
        let is_plain_behind_not = matches!((&says, &before), (Says::Possible(_, true), Says::Not(..)));
        offers &= begins != Begins::Afresh;
        if let (Says::Possible(days, _), true) = (&says, is_plain_behind_not && begins != Begins::Turned) {
            // `Not Monday, Tuesday` goes on; `Thursday, not Monday, Tuesday` may go on or not.
            let goes_on = !offers && begins == Begins::Listed;
            says = if goes_on { Says::Not(days.clone(), false) } else { Says::Open };
        }
        // `Clinic Mon, Tue` may have both days for the clinic.
        if matches!((&says, &before), (Says::Possible(_, true), Says::Busy(true))) && begins == Begins::Listed {
            says = Says::Open;
        }
        offers |= matches!(says, Says::Possible(..));
        match &says {
            Says::Possible(days, _) => possible.extend(days.iter().map(Weekday::num_days_from_monday)),
            // `Mondays, Fridays - no` may speak of both.
            Says::Not(_, true) if begins == Begins::Listed && matches!(before, Says::Possible(_, true)) => return None,
            Says::Not(days, _) => excluded.extend(days.iter().map(Weekday::num_days_from_monday)),
            Says::Busy(_) => is_busy = true,
            Says::Open | Says::Refusal => return None,
            Says::Nothing | Says::Offer => continue,
        }
        before = says;
    }
    let all = possible.is_empty() && !is_busy;
    let is_left = |day: &Weekday| {
        let number = day.num_days_from_monday();
        (all || possible.contains(&number)) && !excluded.contains(&number)
    };
    let weekend = [Weekday::Sat, Weekday::Sun].into_iter().filter(|_| !all);
    let days: Vec<Weekday> = WORKING.into_iter().chain(weekend).filter(is_left).collect();
    (!days.is_empty()).then_some(days)
}

/// A yes or a no without a day is about the days before it.
fn attach(said: &mut Vec<(Says, Begins)>, says: Says, begins: Begins) {
    let last = said.last_mut().filter(|_| begins != Begins::Turned);
    match (says, last) {
        (Says::Refusal, Some((before @ Says::Possible(..), _))) => {
            if let Says::Possible(days, _) = before {
                *before = Says::Not(std::mem::take(days), true);
            }
        }
        (Says::Refusal, Some((Says::Not(..), _))) => {}
        (Says::Offer, Some((Says::Possible(_, plain), _))) => *plain = false,
        (Says::Busy(false), Some((before @ Says::Possible(..), _))) => *before = Says::Open,
        (says, _) => said.push((says, begins)),
    }
}

/// The clauses of a text, in small letters. A colon ends a clause only behind a day: `Not free: Mon`, but `Mon: no`.
fn clauses(text: &str) -> Vec<Clause> {
    let is_ticked = text.contains(TICKS);
    let mut clauses = vec![Clause::default()];
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase).chain([';']) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        if matches!(c, '\'' | '’' | '‘') {
            continue;
        }
        let ended = std::mem::take(&mut word);
        // Beside ticks an `x` is none.
        push(&mut clauses, if is_ticked && ended == "x" { "no".to_owned() } else { ended });
        match c {
            '-' | '–' | '—' => push(&mut clauses, "to".to_owned()),
            c if TICKS.contains(&c) => push(&mut clauses, "yes".to_owned()),
            c if CROSSES.contains(&c) => push(&mut clauses, "no".to_owned()),
            ';' | ',' | '|' => clauses.push(Clause::default()),
            '.' | '(' | ')' | '[' | ']' | '\n' | '!' | '?' => {
                clauses.push(Clause { begins: Begins::Afresh, ..Clause::default() });
            }
            ':' | '=' if clauses.last().is_some_and(|clause| clause.words.iter().any(|word| day(word).is_some())) => {
                clauses.push(Clause::default());
            }
            _ => {}
        }
    }
    clauses.retain(|clause| !clause.words.is_empty());
    clauses
}

fn push(clauses: &mut Vec<Clause>, word: String) {
    if word.is_empty() {
        return;
    }
    // `Anything but Friday` takes Friday out, and whatever follows the day bounds that.
    let is_every = |clause: &Clause| {
        let is_any = |word: &String| {
            word.starts_with("any") || word.starts_with("every") || matches!(word.as_str(), "all" | "always" | "whenever")
        };
        let has_any = clause.words.iter().any(is_any);
        has_any && clause.words.iter().all(|word| is_one_of(EVERY, word))
    };
    if word == "but"
        && let Some(clause) = clauses.last_mut().filter(|clause| is_every(clause))
    {
        clause.words.push("except".to_owned());
        return;
    }
    if is_one_of(TURNS, &word) {
        clauses.push(Clause { begins: Begins::Turned, ..Clause::default() });
        // `Any day but Friday` takes Friday out; `Monday but prefer Tuesday` takes nothing out.
        if word != "but" {
            return;
        }
    }
    let Some(clause) = clauses.last_mut() else { return };
    match clause.words.last_mut() {
        // In `i am` stands no time of day.
        Some(last) if word == "am" && last == "i" => last.push('m'),
        _ => clause.words.push(word),
    }
}

/// What a clause says; two things where days stand before and behind the word that excludes.
fn judge(words: &[String]) -> Vec<Says> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = without_but(&without_welcome(&words));
    let days = named(&words);
    let at: Vec<usize> = words.iter().enumerate().filter(|(_, word)| is_exclusion(&words, word)).map(|(at, _)| at).collect();
    let is_busy = has_duty(&words);
    if days.is_empty() {
        return vec![without_days(&words, &at, is_busy)];
    }
    if is_busy || words.iter().any(|word| is_one_of(SOFT, word)) {
        return vec![if is_busy && at.is_empty() { Says::Busy(true) } else { Says::Open }];
    }
    match at.as_slice() {
        [] => vec![Says::Possible(days, words.iter().all(|word| is_plain(word)))],
        [at] => excluding(&words, *at),
        _ => vec![Says::Open],
    }
}

/// Whether a word excludes: by itself, or as `other than`.
fn is_exclusion(words: &[&str], word: &&str) -> bool {
    excludes(word) || *word == "than" && words.iter().any(|other| matches!(*other, "other" | "rather"))
}

/// Whether words name a duty that takes the day: `Clinic all day`, but not `after clinic`.
pub(super) fn has_duty(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| is_one_of(BUSY, word) && !is_around(words, at))
}

fn is_around(words: &[&str], at: usize) -> bool {
    words.get(at.saturating_sub(2)..at).is_some_and(|before| before.iter().any(|word| is_one_of(AROUND, word)))
}

fn is_plain(word: &str) -> bool {
    day(word).is_some() || is_one_of(PLAIN, word) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// A clause without `no problem`, `don't mind` and the like, which exclude nothing.
fn without_welcome<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1..).unwrap_or_default().iter().take(3).position(|word| polarity::is_objection(word));
        if let Some(length) = next.filter(|_| polarity::negates(word)) {
            at += length + 2;
        } else {
            kept.push(word);
            at += 1;
        }
    }
    kept
}

/// A clause that begins with `but`: it excludes the days right behind it, or else has no meaning of its own.
fn without_but<'w>(words: &[&'w str]) -> Vec<&'w str> {
    match words.split_first() {
        Some((&"but", rest)) => {
            let is_day = |word: &&str| day(word).is_some() || matches!(*word, "and" | "or" | "on" | "to" | "s" | "please");
            if !rest.is_empty() && rest.iter().all(is_day) { [&["except"], rest].concat() } else { rest.to_vec() }
        }
        _ => words.to_vec(),
    }
}

/// What a clause without a day says about the days before it.
fn without_days(words: &[&str], at: &[usize], is_busy: bool) -> Says {
    let is_bare = words.iter().all(|word| excludes(word) || is_one_of(BESIDE, word));
    match at {
        [] if is_busy => Says::Busy(false),
        [] if words.iter().any(|word| is_one_of(OFFERS, word)) => Says::Offer,
        [] => Says::Nothing,
        _ if is_bare => Says::Refusal,
        _ => Says::Nothing,
    }
}

/// What a clause says in which one word, at a place, excludes days.
fn excluding(words: &[&str], at: usize) -> Vec<Says> {
    let (before, after) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
    let (first, behind) = (named(before), named(after));
    if behind.is_empty() {
        // `Monday mornings are impossible` says nothing of the afternoons.
        let is_part = before.iter().any(|word| is_limit(word) && *word != "the");
        let is_beside = !is_part && after.iter().all(|word| is_one_of(BESIDE, word));
        let is_limited = after.first().is_some_and(|word| is_limit(word)) && !is_one_of(EXCLUDES, words.get(at).unwrap_or(&""));
        return vec![if is_beside {
            Says::Not(first, true)
        } else if is_limited {
            Says::Possible(first, false)
        } else {
            Says::Open
        }];
    }
    let start = after.iter().position(|word| day(word).is_some() || is_weekdays(word)).unwrap_or(0);
    let end = after.iter().rposition(|word| day(word).is_some() || is_weekdays(word)).unwrap_or(0);
    let (between, rest) = (after.get(..start).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let is_limit_of_some = rest.iter().any(|word| is_limit(word) && *word != "the");
    let offers = rest.iter().any(|word| is_one_of(OFFERS, word));
    let is_clear = between.iter().all(|word| is_one_of(BESIDE, word)) && !is_limit_of_some && !offers;
    let listed = after.get(start..=end).unwrap_or_default().iter().all(|word| is_plain(word) || is_one_of(BESIDE, word));
    if !is_clear || !listed {
        return vec![Says::Open];
    }
    let possible = (!first.is_empty()).then_some(Says::Possible(first, false));
    possible.into_iter().chain([Says::Not(behind, false)]).collect()
}

fn is_weekdays(word: &str) -> bool {
    matches!(word, "weekday" | "weekdays")
}

/// Whether a word binds an exclusion to some hours or weeks.
fn is_limit(word: &str) -> bool {
    is_one_of(LIMITS, word) || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
