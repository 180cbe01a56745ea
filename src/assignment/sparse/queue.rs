//! A queue of events in order of time, for a clock that never goes back: the radix heap of Ahuja, Mehlhorn, Orlin & Tarjan, "Faster
//! algorithms for the shortest path problem", J. ACM 37 (1990). Every event moves through at most 64 buckets, in practice few.

/// One bucket for every highest bit in which a time can differ from now, and bucket 0 for what is due now.
const BUCKETS: usize = 65;

/// Events of type `E` at times from 0.
pub(super) struct Queue<E> {
    now: u64,
    buckets: Vec<Vec<(u64, E)>>,
}

impl<E> Queue<E> {
    pub(super) fn new() -> Self {
        Queue { now: 0, buckets: (0..BUCKETS).map(|_| Vec::new()).collect() }
    }

    /// Enters an event `delay ≥ 0` after now.
    pub(super) fn push(&mut self, delay: i64, event: E) {
        let time = self.now.saturating_add_signed(delay);
        let bucket = self.bucket(time);
        self.buckets[bucket].push((time, event));
    }

    /// Takes an event that is due now, the latest entered first.
    pub(super) fn pop_due(&mut self) -> Option<E> {
        self.buckets[0].pop().map(|(_, event)| event)
    }

    /// Moves the clock to the earliest event, when none is due; how far, unless there is none.
    pub(super) fn advance(&mut self) -> Option<i64> {
        let first = self.buckets.iter().position(|bucket| !bucket.is_empty())?;
        let earliest = self.buckets[first].iter().map(|&(time, _)| time).min()?;
        let step = earliest - self.now;
        self.now = earliest;
        for (time, event) in std::mem::take(&mut self.buckets[first]) {
            let bucket = self.bucket(time);
            self.buckets[bucket].push((time, event));
        }
        i64::try_from(step).ok()
    }

    fn bucket(&self, time: u64) -> usize {
        (u64::BITS - (time ^ self.now).leading_zeros()) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_order_of_time() {
        let mut queue = Queue::new();
        let mut seen = Vec::new();
        for time in [9, 0, 700, 3, 3, 1 << 40] {
            queue.push(time, time);
        }
        let mut now = 0;
        loop {
            while let Some(event) = queue.pop_due() {
                assert_eq!(event, now);
                seen.push(event);
                if event == 3 && seen.len() == 2 {
                    queue.push(2, 5);
                }
            }
            let Some(step) = queue.advance() else { break };
            now += step;
        }
        assert_eq!(seen, [0, 3, 3, 5, 9, 700, 1 << 40]);
    }
}
