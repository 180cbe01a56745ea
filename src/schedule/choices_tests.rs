//! Who comes when, against trying every seating.

use chrono::Weekday;
use proptest::prelude::*;

use super::*;
use crate::domain::event::Audience;
use crate::domain::samples::{event, on};

const DATES: [&str; 3] = ["2027-06-28T12:00", "2027-06-29T12:00", "2027-06-30T12:00"];

fn invitee(person: &str, partner: &str, can: &[u32]) -> Invitee {
    let can = can.iter().copied().collect();
    Invitee { person: person.parse().unwrap(), partner: partner.parse().ok(), can, chosen: None }
}

fn ids(people: &[PersonId]) -> Vec<String> {
    people.iter().map(ToString::to_string).collect()
}

fn wrap_up(capacity: impl IntoIterator<Item = u32>) -> Event {
    Event { capacity: capacity.into_iter().collect(), ..event("wrap-up", Audience::All, &DATES) }
}

#[test]
fn weekdays_and_leave_say_which_dates_are_within_reach() {
    let tuesday_on: Weekdays = [Weekday::Tue, Weekday::Wed].into_iter().collect();
    let leave = [(on("2027-06-30"), on("2027-07-10"))];
    assert_eq!(within_reach(&wrap_up(None), Some(tuesday_on), &leave), BTreeSet::from([2]));
    assert_eq!(within_reach(&wrap_up(None), None, &[]), BTreeSet::from([1, 2, 3]));
}

#[test]
fn the_dates_that_leave_out_the_fewest_are_found_and_the_rest_named() {
    let people =
        [invitee("M1", "E1", &[1, 2]), invitee("E1", "M1", &[2, 3]), invitee("M2", "E2", &[3]), invitee("E2", "M2", &[1])];
    let choices = choices(&wrap_up(None), &people);
    let one = choices.best_one.unwrap();
    assert_eq!((one.options, ids(&one.left_out)), (vec![1], vec!["M02".to_owned(), "E01".to_owned()]));
    let two = choices.best_two.unwrap();
    assert_eq!((two.options, ids(&two.left_out)), (vec![1, 3], vec![]));
    assert_eq!(choices.apart.iter().map(ToString::to_string).collect::<Vec<_>>(), ["M02-E02"]);
    assert_eq!(choices.options[0].can.len(), 2);
}

#[test]
fn the_two_of_a_pair_come_to_one_date_where_they_can() {
    let people = [invitee("M1", "E1", &[1, 2, 3]), invitee("E1", "M1", &[3])];
    let choices = choices(&wrap_up(None), &people);
    assert_eq!(choices.seats.values().copied().collect::<Vec<_>>(), [3, 3]);
    assert!(choices.apart.is_empty());
}

#[test]
fn a_recorded_choice_stands_and_the_other_follows_it() {
    let chose = Invitee { chosen: Some(2), ..invitee("M1", "E1", &[1]) };
    let choices = choices(&wrap_up(None), &[chose, invitee("E1", "M1", &[1, 2])]);
    assert_eq!(choices.seats.values().copied().collect::<Vec<_>>(), [2, 2]);
    assert_eq!(ids(&choices.options[1].chosen), ["M01"]);
}

#[test]
fn more_choices_than_seats_are_said() {
    let chose = |person: &str| Invitee { chosen: Some(1), ..invitee(person, "", &[]) };
    let choices = choices(&wrap_up(Some(2)), &[chose("M1"), chose("M2"), chose("M3")]);
    assert_eq!(choices.options[0].surplus, 1);
    assert_eq!(ids(&choices.left_out), ["M03"]);
}

#[test]
fn nobody_and_no_date_are_no_trouble() {
    assert_eq!(choices(&Event { dates: vec![], ..wrap_up(None) }, &[]), Choices::default());
}

/// The most people that can be seated, by trying every option for everybody.
fn most_seated(people: &[Invitee], options: &[u32], free: &mut BTreeMap<u32, usize>) -> usize {
    let Some((first, rest)) = people.split_first() else { return 0 };
    let mut most = most_seated(rest, options, free);
    for option in options.iter().filter(|option| first.can.contains(option)) {
        if free[option] > 0 {
            free.entry(*option).and_modify(|seats| *seats -= 1);
            most = most.max(1 + most_seated(rest, options, free));
            free.entry(*option).and_modify(|seats| *seats += 1);
        }
    }
    most
}

#[test]
fn a_pair_sits_together_where_there_is_room_for_two() {
    let pair = [invitee("M1", "E1", &[1, 2]), invitee("E1", "M1", &[1, 2])];
    let found = choices(&wrap_up([1, 2, 1]), &pair);
    assert_eq!((found.seats.into_values().collect::<Vec<_>>(), found.apart), (vec![2, 2], vec![]));
    let found = choices(&wrap_up([1, 1, 1]), &pair);
    assert_eq!((found.left_out.len(), found.apart.len()), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_seating_seats_more(
        wishes in proptest::collection::vec((proptest::sample::subsequence(vec![1u32, 2, 3], 0..=3), 0..5u32), 0..8), capacity in proptest::collection::vec(0..4u32, 3),
    ) {
        let people: Vec<Invitee> = wishes.iter().enumerate().map(|(at, (can, chosen))| {
            let (own, other) = if at % 2 == 0 { ("M", "E") } else { ("E", "M") };
            let number = at / 2 + 1;
            let chosen = Some(*chosen).filter(|option| can.contains(option));
            Invitee { chosen, ..invitee(&format!("{own}{number}"), &format!("{other}{number}"), can) }
        }).collect();
        let found = choices(&wrap_up(capacity.clone()), &people);
        let free = || (1..).zip(capacity.iter().map(|capacity| *capacity as usize)).collect::<BTreeMap<u32, usize>>();
        let held: Vec<Invitee> = people.iter().map(held_to_choice).collect();
        prop_assert_eq!(found.seats.len(), most_seated(&held, &[1, 2, 3], &mut free()));
        prop_assert_eq!(found.seats.len() + found.left_out.len(), people.len());
        for (person, option) in &found.seats {
            prop_assert!(people.iter().any(|invitee| invitee.person == *person && invitee.can.contains(option)));
        }
        for option in 1..=3 {
            prop_assert!(found.seats.values().filter(|seat| **seat == option).count() <= free()[&option]);
        }
        let two = found.best_two.unwrap();
        let best = [[1, 2], [1, 3], [2, 3]].iter().map(|options| most_seated(&people, options, &mut free())).max().unwrap();
        prop_assert_eq!(people.len() - two.left_out.len(), best);
    }
}
