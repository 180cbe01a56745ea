//! Chains against brute force, and the cases that teach what best means.

use proptest::prelude::*;

use super::*;

/// Every chain of `length`, found by trying every choice of days.
fn every_chain(stretch: &Stretch<'_>, length: usize) -> Vec<Vec<Day>> {
    let mut chains: Vec<Vec<Day>> = vec![Vec::new()];
    for _ in 0..length {
        chains =
            chains.iter().flat_map(|chain| stretch.days.iter().map(move |day| [chain.as_slice(), &[*day]].concat())).collect();
    }
    chains.retain(|chain| is_permitted(stretch, chain));
    chains
}

fn is_permitted(stretch: &Stretch<'_>, chain: &[Day]) -> bool {
    let Gaps { least, most } = stretch.gaps;
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return match (stretch.start, stretch.finish) {
            (Start::After(from), Finish::Before(to)) => to - from >= least && to - from <= most,
            _ => true,
        };
    };
    let begins = match stretch.start {
        Start::Free => true,
        Start::After(from) => first - from >= least && first - from <= most,
        Start::LongAfter(from) => first - from >= least,
    };
    let ends = match stretch.finish {
        Finish::Free => true,
        Finish::Before(to) => to - last >= least && to - last <= most,
        Finish::LongBefore(to) => to - last >= least,
    };
    begins && ends && chain.windows(2).all(|two| two[1] - two[0] >= least && two[1] - two[0] <= most)
}

/// The lowest number of standing meetings moved, then of new days, over every chain and every way to drop the surplus.
fn fewest_moved(chains: &[Vec<Day>], standing: &[Day]) -> Option<(usize, usize)> {
    let kept = |length: usize| subsets(standing, length.min(standing.len()));
    let cost = |chain: &Vec<Day>| {
        let moved = kept(chain.len()).iter().map(|kept| kept.iter().zip(chain).filter(|(a, b)| a != b).count()).min();
        (moved.unwrap_or(0), chain.iter().filter(|day| !standing.contains(day)).count())
    };
    chains.iter().map(cost).min()
}

fn subsets(of: &[Day], size: usize) -> Vec<Vec<Day>> {
    let Some((first, rest)) = of.split_first() else { return if size == 0 { vec![Vec::new()] } else { Vec::new() } };
    let mut all = subsets(rest, size);
    if size > 0 {
        all.extend(subsets(rest, size - 1).into_iter().map(|tail| [&[*first], tail.as_slice()].concat()));
    }
    all
}

fn uneven(stretch: &Stretch<'_>, chain: &[Day]) -> i64 {
    let (whole, parts) = stretch.ideal(chain.len());
    let off = |days: i32| (i64::from(days) * parts - whole).pow(2);
    let first = chain.first().map_or(0, |first| match stretch.start {
        Start::After(from) => off(first - from),
        _ => (i64::from(first - stretch.period.0) * parts).pow(2),
    });
    let last = chain.last().map_or(0, |last| match stretch.finish {
        Finish::Free => 0,
        Finish::Before(to) | Finish::LongBefore(to) => off(to - last),
    });
    first + last + chain.windows(2).map(|two| off(two[1] - two[0])).sum::<i64>()
}

fn late(stretch: &Stretch<'_>, chain: &[Day]) -> bool {
    !matches!(stretch.start, Start::After(_)) && chain.first().is_some_and(|day| day - stretch.period.0 > FIRST_MEETING_WITHIN)
}

/// How many meetings of a chain have no other day among `days` while the others stay, by trying every day.
fn rigid(stretch: &Stretch<'_>, chain: &[Day]) -> usize {
    let Gaps { least, most } = stretch.gaps;
    let before = match stretch.start {
        Start::Free => None,
        Start::After(anchor) | Start::LongAfter(anchor) => Some(anchor),
    };
    let after = match stretch.finish {
        Finish::Free => None,
        Finish::Before(anchor) | Finish::LongBefore(anchor) => Some(anchor),
    };
    let permitted = |gap: Day, now: Day| (gap >= least || now < least) && (gap <= most || now > most);
    let can_be = |at: usize, day: Day| {
        let now = chain[at];
        let previous = at.checked_sub(1).map(|at| chain[at]).or(before);
        let next = chain.get(at + 1).copied().or(after);
        let keeps_previous = previous.is_none_or(|previous| permitted(day - previous, now - previous));
        let keeps_next = next.is_none_or(|next| permitted(next - day, next - now));
        let near = previous.is_none_or(|previous| 2 * (now - day) <= now - previous)
            && next.is_none_or(|next| 2 * (day - now) < next - now);
        day != now && keeps_previous && keeps_next && near
    };
    (0..chain.len()).filter(|at| !stretch.days.iter().any(|day| can_be(*at, *day))).count()
}

prop_compose! {
    fn small()(
        days in proptest::collection::btree_set(10..34i32, 0..14),
        least in 1..6i32, more in 0..5i32, from in -1..10i32, to in 34..40i32,
        start in 0..3u8, finish in 0..3u8,
        standing in proptest::collection::btree_set(10..34i32, 0..4),
    ) -> (Vec<Day>, Gaps, Start, Finish, Vec<Day>) {
        let start = match start { 0 => Start::Free, 1 => Start::After(from), _ => Start::LongAfter(from) };
        let finish = match finish { 0 => Finish::Free, 1 => Finish::Before(to), _ => Finish::LongBefore(to) };
        (days.into_iter().collect(), Gaps { least, most: least + more }, start, finish, standing.into_iter().collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn brute_force_finds_nothing_longer_and_nothing_better((days, gaps, start, finish, standing) in small()) {
        let stretch = Stretch { days: &days, period: (10, 33), gaps, start, finish };
        let cap = 4;
        let chains: Vec<Vec<Vec<Day>>> = (0..=cap).map(|length| every_chain(&stretch, length)).collect();
        prop_assert_eq!(stretch.longest(cap), (0..=cap).rev().find(|length| !chains[*length].is_empty()));
        for (length, chains) in chains.iter().enumerate().skip(1) {
            let found = best(&stretch, length, &standing);
            let Some(least) = fewest_moved(chains, &standing) else {
                prop_assert_eq!(found, None);
                continue;
            };
            let found = found.unwrap();
            let days: Vec<Day> = found.meetings.iter().map(|(day, _)| *day).collect();
            prop_assert!(chains.contains(&days));
            let kept = found.meetings.iter().filter_map(|(day, index)| Some((standing[(*index)?], *day)));
            let moved = kept.clone().filter(|(stood, day)| stood != day).count();
            prop_assert_eq!(kept.count(), length.min(standing.len()));
            prop_assert_eq!((moved, days.iter().filter(|day| !standing.contains(day)).count()), least);
            if standing.is_empty() {
                let best = chains.iter().map(|chain| ((late(&stretch, chain), rigid(&stretch, chain)), uneven(&stretch, chain), chain.clone())).min().unwrap();
                prop_assert_eq!(&days, &best.2, "the most room, then evenest, then earliest");
            }
        }
    }
}

#[test]
fn a_period_that_just_fits_leaves_one_chain() {
    let days: Vec<Day> = (0..=12).collect();
    let gaps = Gaps { least: 4, most: 6 };
    let stretch = Stretch { days: &days, period: (0, 12), gaps, start: Start::Free, finish: Finish::Free };
    assert_eq!(stretch.longest(9), Some(4));
    assert_eq!(best(&stretch, 4, &[]).unwrap().meetings, [(0, None), (4, None), (8, None), (12, None)]);
    assert_eq!(best(&stretch, 3, &[]).unwrap().meetings, [(0, None), (5, None), (10, None)], "the middle of what is permitted");
    assert_eq!(best(&stretch, 5, &[]), None);
    assert_eq!(stretch.earliest_end(3), Some(8));
}

#[test]
fn the_meeting_that_has_no_room_is_the_one_whose_loss_moves_nothing() {
    let days = [20, 21, 30, 40];
    let gaps = Gaps { least: 10, most: 10 };
    let stretch = Stretch { days: &days, period: (20, 40), gaps, start: Start::Free, finish: Finish::Free };
    let chain = best(&stretch, 3, &[10, 20, 30, 40]).unwrap();
    assert_eq!(chain.meetings, [(20, Some(1)), (30, Some(2)), (40, Some(3))]);
}
