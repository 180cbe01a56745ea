//! Non-interference over random cohorts: before the reveal to a side nothing that is meant for its people depends on who is paired with
//! whom. Two cohorts are made of the same people with two pairings that leave the same people unpaired; the files are the same bytes.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{View, of_person, participants, write};
use crate::domain::calendar_dates::DateChanges;
use crate::domain::cohort::Cohort;
use crate::domain::example::{self, day};
use crate::domain::fact::{EndReason, Origin, PairFact, PersonFact, WithdrawalReason};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::side::{Kind, Side};
use crate::domain::zone::Zone;
use crate::people::key::Key;
use crate::render::private::names::tests::names;

/// What is decided of a random cohort apart from who is paired with whom.
#[derive(Clone, Debug)]
struct Story {
    /// Mentor `n` is paired with mentee `first[n]`, then with `second[n]` where the pair ended.
    people: usize,
    /// The day on which each pair's meetings are planned from, by mentor.
    offsets: Vec<u64>,
    /// Whether a pair was re-matched, by mentor: two at least, so that they change partners.
    rematched: usize,
    /// The option chosen of the review by mentees; 0 for none.
    chosen: Vec<u32>,
    /// Who left after the matching, with the partner waiting: the last pair, or nobody.
    left: bool,
    revealed_to: Option<Side>,
}

fn story() -> impl Strategy<Value = Story> {
    (4_usize..8).prop_flat_map(|people| {
        let offsets = proptest::collection::vec(0_u64..60, people);
        let chosen = proptest::collection::vec(0_u32..3, people);
        let revealed_to = prop_oneof![Just(None), Just(Some(Side::Mentor)), Just(Some(Side::Mentee))];
        (Just(people), offsets, 0..people - 1, chosen, any::<bool>(), revealed_to).prop_map(
            |(people, offsets, rematched, chosen, left, revealed_to)| Story {
                people,
                offsets,
                rematched,
                chosen,
                left,
                revealed_to,
            },
        )
    })
}

fn person(side: Side, at: usize) -> PersonId {
    PersonId::new(side, Kind::Goals, u32::try_from(at + 1).unwrap())
}

fn pair_up(facts: &mut Facts, on: NaiveDate, mentor: usize, mentee: usize, offset: u64) -> PairId {
    let pair = PairId { mentor: person(Side::Mentor, mentor), mentee: person(Side::Mentee, mentee) };
    facts.pair(pair, on, PairFact::Paired { score: Some(500), origin: Origin::Draw(1) });
    for meeting in 1..=3 {
        let date = day(2027, 1, 11) + Days::new(offset + u64::from(meeting) * 30);
        facts.pair(pair, on, PairFact::Planned { meeting, date, earliest: date, latest: date + Days::new(9) });
    }
    pair
}

/// The facts of the story when mentor `n` is paired with mentee `partner[n]`. The last pair is the same in every pairing: its end leaves
/// the same people unpaired.
fn facts(story: &Story, partner: &[usize]) -> Facts {
    let mut facts = Facts::default();
    for at in 0..story.people {
        for side in Side::BOTH {
            facts.person(person(side, at), day(2026, 10, 1), PersonFact::Joined { mark: format!("{side}{at}") });
        }
        if let Some(option @ 1..) = story.chosen.get(at).copied() {
            let chose = PersonFact::Chose { event: "midpoint-mentees".into(), option, date: None };
            facts.person(person(Side::Mentee, at), day(2026, 11, 20), chose);
        }
    }
    let made: Vec<PairId> =
        (0..story.people).map(|at| pair_up(&mut facts, day(2026, 10, 20), at, partner[at], story.offsets[at])).collect();
    if story.left {
        let last = made[story.people - 1];
        facts.pair(last, day(2026, 11, 1), PairFact::Ended { reason: EndReason::Withdrawal });
        facts.person(last.mentor, day(2026, 11, 1), PersonFact::Withdrew { reason: WithdrawalReason::Left });
    }
    if story.rematched >= 2 {
        for pair in &made[..story.rematched] {
            facts.pair(*pair, day(2026, 11, 10), PairFact::Ended { reason: EndReason::Conflict });
        }
        for at in 0..story.rematched {
            let mentee = partner[(at + 1) % story.rematched];
            pair_up(&mut facts, day(2026, 11, 12), at, mentee, story.offsets[at]);
        }
    }
    let active: Vec<PairId> = Cohort::of(&facts).active_pairs().map(|pair| pair.id).collect();
    for pair in active.into_iter().filter(|_| story.revealed_to.is_some()) {
        facts.pair(pair, day(2027, 1, 7), PairFact::Revealed { to: story.revealed_to });
    }
    facts
}

/// The calendars of everybody to whose side nothing is revealed yet.
fn hidden_calendars(story: &Story, partner: &[usize]) -> Vec<(PersonId, String)> {
    let (facts, settings, key) = (facts(story, partner), example::settings(), Key::new([7; 32]));
    let cohort = Cohort::of(&facts);
    let names = names(&[("M01", "Anna Smith"), ("E01", "Siân O’Brien")]);
    let uid = |of: &str| key.uid(of);
    let (today, changes) = (day(2027, 1, 8), DateChanges::default());
    let zone = Zone::named(&settings.programme.timezone);
    let view = View {
        settings: &settings,
        zone: zone.as_ref(),
        facts: &facts,
        cohort: &cohort,
        names: &names,
        today,
        changes: &changes,
        uid: &uid,
    };
    let hidden = participants(&cohort).filter(|person| story.revealed_to != Some(person.side()));
    hidden.map(|person| (person, write(&settings, &of_person(view, person)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_calendar_tells_the_partner_before_the_reveal((story, one, other) in story().prop_flat_map(|story| {
        let order: Vec<usize> = (0..story.people - 1).collect();
        let last = story.people - 1;
        let shuffled = move || Just(order.clone()).prop_shuffle().prop_map(move |mut order| { order.push(last); order });
        (Just(story), shuffled(), shuffled())
    })) {
        prop_assert_eq!(hidden_calendars(&story, &one), hidden_calendars(&story, &other));
    }
}
