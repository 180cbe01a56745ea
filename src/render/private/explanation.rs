//! Why these two, why not those, why nobody: the matching's reasons in sentences and sheets, in names, for the lead alone.
//!
//! The one exception is [`for_participant`], which knows nobody else and so can name nobody.

use std::collections::BTreeSet;

use crate::domain::conflict::Veto;
use crate::domain::draw::{Aims, WaitReason};
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::settings::{Criterion, CriterionKind, Method};
use crate::domain::side::{Kind, Side};
use crate::domain::spelling;
use crate::domain::text::counted;
use crate::matching::{Alternative, Chance, Gain, Obstruction, Relief, WhyNot};
use crate::render::output::{Cell, Sheet, points, total};

use super::names::Names;

/// What each criterion gave a pair.
pub(crate) fn gains(gains: &[Gain]) -> Sheet {
    let rows = gains.iter().map(|gain| [Cell::text(&gain.criterion), Cell::Score(gain.points), Cell::Score(gain.most)]);
    Sheet::new("What each criterion gave", ["criterion", "points", "most"], rows)
}

/// Somebody, another with whom a pair was permitted, and how likely it was where that was counted.
pub(crate) type Open = (PersonId, Alternative, Option<Chance>);

/// With whom somebody could have been paired.
pub(crate) fn alternatives(open: &[Open], names: &Names) -> Sheet {
    let rows = open.iter().map(|(person, alternative, likely)| {
        let taken_by = alternative.taken_by.map_or(Cell::Empty, |other| names.cell(other));
        let score = alternative.score.map_or(Cell::Empty, Cell::Score);
        [names.cell(*person), names.cell(alternative.with), score, taken_by, likely.map_or(Cell::Empty, chance)]
    });
    Sheet::new("Other permitted partners", ["person", "with", "score", "paired_with", "chance"], rows)
}

/// With whom somebody may not be paired, and why.
pub(crate) fn forbidden(barred: &[(PersonId, PersonId, Vec<Veto>)], names: &Names) -> Sheet {
    let rows = barred.iter().map(|(person, with, vetoes)| {
        [names.cell(*person), names.cell(*with), Cell::List(vetoes.iter().map(ToString::to_string).collect())]
    });
    Sheet::new("Who is not permitted", ["person", "with", "why"], rows)
}

/// What the two share by each criterion that compares lists, in their own words: goals, or what one can offer and the other wants.
pub(crate) fn shared(request: &MatchRequest, pair: PairId, names: &Names) -> Vec<String> {
    let find = |id| request.inputs.people.iter().find(|person| person.id == id);
    let (Some(mentor), Some(mentee)) = (find(pair.mentor), find(pair.mentee)) else { return Vec::new() };
    let criteria = if request.params.policy.method == Method::Goals { &request.params.policy.criteria[..] } else { &[] };
    let said = |criterion: &Criterion| match &criterion.kind {
        CriterionKind::Overlap { field } => {
            let common = in_common(mentor, field, mentee, field);
            (!common.is_empty()).then(|| vec![format!("Both gave as {}: {}.", field.replace('_', " "), common.join(", "))])
        }
        CriterionKind::Exchange { gives, wants } => {
            let offered = |giver: &Person, taker: &Person| {
                let common = in_common(giver, gives, taker, wants);
                let (giver, taker) = (names.label(giver.id), names.label(taker.id));
                (!common.is_empty()).then(|| format!("{giver} can offer what {taker} wants: {}.", common.join(", ")))
            };
            Some(offered(mentor, mentee).into_iter().chain(offered(mentee, mentor)).collect())
        }
        _ => None,
    };
    criteria.iter().filter_map(said).flatten().collect()
}

/// The answers of `one` that the other gave too.
fn in_common(one: &Person, field: &str, other: &Person, of_other: &str) -> Vec<String> {
    let keys = other.keys(of_other);
    let texts = one.answers.get(field).map(|answer| answer.texts().map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    texts.into_iter().filter(|text| keys.contains(&spelling::key(text))).collect()
}

/// A chance as a fraction for programs and in per cent for people.
pub(crate) fn chance(chance: Chance) -> Cell {
    Cell::Coded { code: format!("{}/{}", chance.ways, chance.all), label: percent(chance) }
}

/// `6.3 %`: rounded down to tenths.
pub(crate) fn percent(Chance { ways, all }: Chance) -> String {
    let tenths = ways.saturating_mul(1000).checked_div(all).unwrap_or(0);
    match (ways, tenths) {
        (0, _) => "0 %".to_owned(),
        (_, 0) => "under 0.1 %".to_owned(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

/// Why two people are not a pair; `aims` are those of the pairing that was made.
pub(crate) fn why_not(pair: PairId, why: &WhyNot, aims: Aims, method: Method, names: &Names) -> Vec<String> {
    let two = format!("{} and {}", names.label(pair.mentor), names.label(pair.mentee));
    match why {
        WhyNot::Paired => vec![format!("{two} were paired by it.")],
        WhyNot::Unknown => vec![format!("{two} are not both in it.")],
        WhyNot::Forbidden(vetoes) => vetoes.iter().map(|veto| format!("{two} may not be paired: {veto}.")).collect(),
        WhyNot::Under(score) => vec![format!("{two} would score {} of 100, under the least score.", points(*score))],
        WhyNot::Begun(begun) => {
            let begun = format!("{} and {}", names.label(begun.mentor), names.label(begun.mentee));
            vec![format!("{begun} have met or know of each other, and such a pair is moved only with --allow-moves.")]
        }
        WhyNot::Possible(with) => vec![format!("{two} may be paired. {}", cost(aims, *with, method))],
    }
}

/// What the best pairing with a given pair in it reaches, beside the one that was made.
fn cost(made: Aims, with: Aims, method: Method) -> String {
    let scored = method == Method::Goals;
    let mut costs = fewer(made, with);
    if costs.is_empty() && scored {
        costs = weaker(made, with);
    }
    let sums = format!(", a total of {} and a weakest pair of {}", total(with.total), points(with.weakest));
    let reached = format!("{}{}", counted(with.pairs as usize, "pair"), if scored { &sums } else { "" });
    match (costs.is_empty(), scored) {
        (false, _) => format!("The best pairing with the two in it has {reached}: {}.", costs.join(", ")),
        (true, true) => format!("The best pairing with the two in it is as good ({reached}); lots decided."),
        (true, false) => format!("The lot fell otherwise: a pairing with the two in it has as many pairs ({reached})."),
    }
}

/// In what a pairing falls short of another by counting.
fn fewer(made: Aims, with: Aims) -> Vec<String> {
    let people = |aims: Aims| aims.people.filter(|_| made.pairs == with.pairs).unwrap_or(0);
    let counts = [
        (made.pairs, with.pairs, ["pair", "pairs"]),
        (made.kept, with.kept, ["standing pair kept", "standing pairs kept"]),
        (people(made), people(with), ["person paired", "people paired"]),
        (made.precedence, with.precedence, ["person with precedence paired", "people with precedence paired"]),
    ];
    let short = counts.into_iter().map(|(one, other, words)| (one.saturating_sub(other), words)).filter(|(less, _)| *less > 0);
    short.map(|(less, [one, many])| format!("{less} {} fewer", if less == 1 { one } else { many })).collect()
}

/// In what a pairing of the same size falls short of another by its scores.
fn weaker(made: Aims, with: Aims) -> Vec<String> {
    let less = made.total.saturating_sub(with.total);
    let points = (less > 0).then(|| format!("{} points less", total(less)));
    points.into_iter().chain((with.weakest < made.weakest).then(|| "a weaker weakest pair".to_owned())).collect()
}

/// Why not everybody could be paired, and what would mend it. `begun` is how many pairs stay whatever the matching is.
pub(crate) fn obstruction(found: &Obstruction, relief: &Relief, begun: u32, kind: Kind, names: &Names) -> Vec<String> {
    let (group, partners) = (&found.group, &found.partners);
    let count = |number: usize, side: Side| format!("{number} {}", if number == 1 { side.one(kind) } else { side.many(kind) });
    let Some(side) = group.first().map(|person| person.side()) else { return Vec::new() };
    let list = |people: &BTreeSet<PersonId>| enumerate(people.iter().map(|person| names.label(*person)));
    let they = if group.len() == 1 { "This" } else { "These" };
    let may = if partners.is_empty() {
        format!("{they} {} may be paired with nobody: {}.", count(group.len(), side), list(group))
    } else {
        let those = if partners.len() == 1 { "this" } else { "these" };
        let partners = format!("{those} {}: {}", count(partners.len(), side.other()), list(partners));
        format!("{they} {} ({}) may only be paired with {partners}.", count(group.len(), side), list(group))
    };
    let mut said = vec![may];
    if !relief.lifted.is_empty() {
        let conflicts =
            relief.lifted.iter().map(|pair| format!("{} with {}", names.label(pair.mentor), names.label(pair.mentee)));
        let word = if relief.lifted.len() == 1 { "the conflict" } else { "the conflicts" };
        said.push(format!(
            "Without {word} {} there would be {}.",
            enumerate(conflicts),
            counted((relief.pairs + begun) as usize, "pair")
        ));
    }
    let joining = count(relief.joining as usize, side.other());
    said.push(format!("{joining} more, whom those who wait may be paired with, would mend it too."));
    said
}

/// `a`, `a and b`, `a, b and c`.
fn enumerate(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => items.concat(),
    }
}

/// How a participant stands in the cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In a pair.
    Paired {
        /// How it was found; none where it was made elsewhere.
        method: Option<Method>,
        /// Whether there was another pair before.
        changed: bool,
    },
    /// Waiting.
    Waiting(WaitReason),
    /// Gone.
    Withdrawn,
    /// Nobody is paired yet.
    Early,
}

/// What a participant can be told: it names nobody and tells nothing of anybody else.
pub(crate) fn for_participant(standing: Standing) -> String {
    let paired = |method: Option<Method>| match method {
        Some(Method::Random) => {
            "You were paired by lot: every pairing that no conflict of interest forbids had its chance, and nobody chose yours."
        }
        Some(Method::Goals) => {
            "You were paired by comparing what everybody answered: of all pairings, the one that suits the cohort as a whole best was taken."
        }
        None => "You were paired by the people who run the programme.",
    };
    match standing {
        Standing::Paired { method, changed: true } => format!("Your pairing has changed. {}", paired(method)),
        Standing::Paired { method, changed: false } => paired(method).to_owned(),
        Standing::Waiting(reason) => format!("You have no pair at present: {}. You stay on the waiting list.", waiting(reason)),
        Standing::Withdrawn => "You have left the programme, so you have no pair.".to_owned(),
        Standing::Early => "Nobody is paired yet.".to_owned(),
    }
}

fn waiting(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::NobodyThere => "nobody of the other side can be paired at present",
        WaitReason::NobodyPermitted => "the programme's rules leave nobody with whom you could be paired",
        WaitReason::NoPlace => "there were more applicants than places, and places were allocated by the matching",
        WaitReason::PairEnded => "your pair ended, and no new pairing has been made since",
        WaitReason::NotYetMatched => "no pairing has been made since you joined",
        WaitReason::NoCapacity => "you have said that you have room for nobody at present",
        WaitReason::ProgrammeFull => "the programme has fewer places than applicants, and places were allocated by the matching",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::private::names::tests::names;

    fn id(text: &str) -> PersonId {
        text.parse().unwrap()
    }

    #[test]
    fn an_obstructed_group_is_told_in_names_with_what_would_mend_it() {
        let names = names(&[("M01", "Anna Reed"), ("E01", "Ben Tarn"), ("E02", "Cara Lock"), ("E03", "Dan Firth")]);
        let found = Obstruction {
            group: [id("E01"), id("E02"), id("E03")].into(),
            partners: [id("M01"), id("M02")].into(),
            smallest: true,
        };
        let relief = Relief { lifted: vec!["M03-E01".parse().unwrap()], pairs: 5, joining: 1 };
        let said = obstruction(&found, &relief, 2, Kind::Goals, &names);
        assert_eq!(
            said,
            [
                "These 3 mentees (E01 Ben Tarn, E02 Cara Lock and E03 Dan Firth) may only be paired with these 2 mentors: \
                 M01 Anna Reed and M02.",
                "Without the conflict M03 with E01 Ben Tarn there would be 7 pairs.",
                "1 mentor more, whom those who wait may be paired with, would mend it too.",
            ]
        );
        let alone = Obstruction { group: [id("E01")].into(), partners: [].into(), smallest: true };
        let said = obstruction(&alone, &Relief { joining: 1, ..Relief::default() }, 0, Kind::Reciprocal, &names);
        assert_eq!(said[0], "This 1 senior may be paired with nobody: E01 Ben Tarn.");
    }

    #[test]
    fn what_another_pair_would_cost_is_told_by_the_first_aim_that_suffers() {
        let made = Aims { pairs: 28, standing: 0, kept: 0, people: None, precedence: 0, total: 18_520, weakest: 400 };
        let said =
            |with: Aims, method| why_not("M01-E01".parse().unwrap(), &WhyNot::Possible(with), made, method, &Names::default());
        assert!(said(Aims { pairs: 27, total: 19_000, ..made }, Method::Goals)[0].ends_with(": 1 pair fewer."));
        let several = Aims { people: Some(50), ..made };
        let pair = "M01-E01".parse().unwrap();
        let alone = WhyNot::Possible(Aims { people: Some(49), total: 19_000, ..made });
        let told = why_not(pair, &alone, several, Method::Goals, &Names::default());
        assert!(told[0].ends_with(": 1 person paired fewer."), "{told:?}");
        assert!(said(Aims { total: 18_495, ..made }, Method::Goals)[0].ends_with("a weakest pair of 40.0: 2.5 points less."));
        assert!(said(made, Method::Goals)[0].contains("is as good") && said(made, Method::Random)[0].contains("The lot fell"));
    }

    #[test]
    fn a_small_chance_is_not_called_none() {
        let of = |ways, all| percent(Chance { ways, all });
        assert_eq!([of(1, 16), of(1, 5000), of(0, 7), of(7, 7)], ["6.2 %", "under 0.1 %", "0 %", "100.0 %"]);
    }
}
