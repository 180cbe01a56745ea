//! Which days can be in a chain at all: filtered forwards and backwards, place by place.

use super::{Day, Finish, Gaps, Start, Stretch};

impl Stretch<'_> {
    fn may_begin(&self, day: Day) -> bool {
        match self.start {
            Start::Free => true,
            Start::After(anchor) => self.gaps.permit(anchor, day),
            Start::LongAfter(anchor) => day - anchor >= self.gaps.least,
        }
    }

    fn may_end(&self, day: Day) -> bool {
        match self.finish {
            Finish::Free => true,
            Finish::Before(anchor) => self.gaps.permit(day, anchor),
            Finish::LongBefore(anchor) => anchor - day >= self.gaps.least,
        }
    }

    /// Whether the fixed points may stand without a meeting between them.
    fn may_be_empty(&self) -> bool {
        match (self.start, self.finish) {
            (Start::After(from), Finish::Before(to)) => self.gaps.permit(from, to),
            _ => true,
        }
    }

    /// The most meetings, up to `cap`, that a chain can have; `None` where not even no meeting will do. O(cap · days).
    pub(crate) fn longest(&self, cap: usize) -> Option<usize> {
        let mut longest = self.may_be_empty().then_some(0);
        let mut layer: Vec<Day> = self.days.iter().copied().filter(|day| self.may_end(*day)).collect();
        for length in 1..=cap {
            if layer.is_empty() {
                break;
            }
            if layer.iter().any(|day| self.may_begin(*day)) {
                longest = Some(length);
            }
            layer = with_a_successor(self.days, &layer, self.gaps);
        }
        longest
    }

    /// The earliest day on which a chain of `length` can end. O(length · days).
    pub(crate) fn earliest_end(&self, length: usize) -> Option<Day> {
        let mut layer: Vec<Day> = self.days.iter().copied().filter(|day| self.may_begin(*day)).collect();
        for _ in 1..length {
            layer = with_a_predecessor(self.days, &layer, self.gaps);
        }
        layer.into_iter().find(|day| self.may_end(*day))
    }

    /// For each place of a chain of `length`, the days on which it can be in some whole chain, ascending. O(length · days).
    pub(super) fn layers(&self, length: usize) -> Vec<Vec<Day>> {
        let mut layers: Vec<Vec<Day>> = Vec::with_capacity(length);
        for place in 0..length {
            let layer = match layers.last() {
                None => self.days.iter().copied().filter(|day| self.may_begin(*day)).collect(),
                Some(before) => with_a_predecessor(self.days, before, self.gaps),
            };
            layers.push(layer);
            if place + 1 == length {
                layers[place].retain(|day| self.may_end(*day));
            }
        }
        for place in (1..length).rev() {
            layers[place - 1] = with_a_successor(&layers[place - 1], &layers[place], self.gaps);
        }
        layers
    }

    /// The even gap as a fraction (days, parts) for a chain of `length`: the middle of what is permitted, or the whole time shared out where
    /// that is less.
    pub(super) fn ideal(&self, length: usize) -> (i64, i64) {
        let gaps = i64::try_from(length).unwrap_or(i64::MAX);
        let begin = match self.start {
            Start::After(anchor) => anchor,
            Start::Free | Start::LongAfter(_) => self.period.0,
        };
        let end = match self.finish {
            Finish::Free => self.period.1,
            Finish::Before(anchor) | Finish::LongBefore(anchor) => anchor,
        };
        let free_ends = i64::from(!matches!(self.start, Start::After(_))) + i64::from(self.finish == Finish::Free);
        let parts = (gaps + 1 - free_ends).max(1);
        let (least, most) = (i64::from(self.gaps.least), i64::from(self.gaps.most));
        let (least, middle) = (2 * parts * least, parts * (least + most));
        ((2 * i64::from(end - begin)).clamp(least, middle.max(least)), 2 * parts)
    }
}

/// The days that have a permitted gap to some day of `next`. Both ascending; O(days + next).
fn with_a_successor(days: &[Day], next: &[Day], gaps: Gaps) -> Vec<Day> {
    let mut at = 0;
    let has = |day: &Day| {
        while next.get(at).is_some_and(|next| *next < day + gaps.least) {
            at += 1;
        }
        next.get(at).is_some_and(|next| *next <= day + gaps.most)
    };
    days.iter().copied().filter(has).collect()
}

/// The days that have a permitted gap from some day of `before`. Both ascending; O(days + before).
fn with_a_predecessor(days: &[Day], before: &[Day], gaps: Gaps) -> Vec<Day> {
    let mut at = 0;
    let has = |day: &Day| {
        while before.get(at).is_some_and(|before| *before < day - gaps.most) {
            at += 1;
        }
        before.get(at).is_some_and(|before| *before <= day - gaps.least)
    };
    days.iter().copied().filter(has).collect()
}
