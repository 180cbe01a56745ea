//! The whole program, killed on entering its calls of the system, or with these calls failing. After it the next command
//! must find the old state or the new one, whole, without anybody's help; and the verb must then work.
//!
//! By default a few calls of each verb are struck. `REVMENTOR_TEST_HEAVY=1` strikes every call that changes something, and
//! says how many there were. Needs `strace`; where that is missing it is said, and nothing is tried.

mod cases;
mod judge;
mod places;
mod scratch;
mod strace;

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::effort::{is_heavy, is_picked, stride, tell, tries};
use cases::CASES;
use judge::{Judge, settle};
use scratch::Scratch;
use strace::{CHANGING, Call, Harm, LOOKING};

/// How many kills there are at least for each verb in a long run.
const KILLS: usize = 300;

/// In how many states in which a change was decided the next command is killed in turn.
const AGAIN: usize = 6;

const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EDQUOT", "EROFS"];

/// How often a program makes each call.
type Counts = BTreeMap<&'static str, usize>;

/// At least `wanted` of the calls, evenly spread; all of them if there are no more.
fn spread(counts: &Counts, names: &[&'static str], wanted: usize) -> Vec<Call> {
    let of = |name: &&'static str| counts.get(name).copied().unwrap_or(0);
    let calls = |name| (1..=of(name)).map(move |number| Call { name, number });
    let all: Vec<Call> = names.iter().flat_map(calls).collect();
    let step = (all.len() / wanted.max(1)).max(1);
    all.into_iter().step_by(step).collect()
}

/// The calls that are struck, of those that change something: all in a long run. Else a few of different names, from the
/// midst of those of each name; `salt` makes them others for each verb.
fn changing(counts: &Counts, few: usize, salt: usize) -> Vec<Call> {
    if is_heavy() {
        return spread(counts, CHANGING, usize::MAX).into_iter().step_by(stride()).collect();
    }
    let made = CHANGING.iter().filter_map(|name| Some(Call { name, number: counts.get(name)?.div_ceil(2) }));
    let made: Vec<Call> = made.collect();
    let step = made.len().div_ceil(few);
    made.into_iter().skip(salt % step).step_by(step).collect()
}

/// The calls at which a program is killed: in a long run some that only look, too.
fn where_to_kill(counts: &Counts, salt: usize) -> Vec<Call> {
    let mut calls = changing(counts, 3, salt);
    if is_heavy() {
        let wanting = KILLS.saturating_sub(calls.len()).max(KILLS / 3) / stride();
        calls.extend(spread(counts, LOOKING, wanting));
    }
    calls
}

/// Does `work` to every item, on all the processors.
fn at_once<T: Send>(items: Vec<T>, work: impl Fn(T) + Sync) {
    let (queue, work) = (&Mutex::new(items.into_iter()), &work);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(move || {
                loop {
                    let Some(item) = queue.lock().unwrap().next() else { break };
                    work(item);
                }
            });
        }
    });
}

/// Kills the verb at many calls, and the next command after some of the kills.
fn kill(judge: &Judge<'_>, stage: &Scratch, counts: &Counts) {
    let decided = Mutex::new(Vec::new());
    let calls = where_to_kill(counts, judge.case.line.len());
    let kills = calls.len();
    at_once(calls, |call| {
        let place = stage.fork();
        let done = judge.strike(&place, call, Harm::Kill);
        assert!(strace::was_killed(&done), "{}: no kill at {call:?}", judge.case.line);
        if place.is_decided() {
            decided.lock().unwrap().push(place.fork());
        }
        judge.next_command(&place, &format!("killed at {call:?}"));
    });
    let states = decided.into_inner().unwrap();
    let step = states.len().div_ceil(tries(1, AGAIN)).max(1);
    let again: usize = states.iter().step_by(step).map(|state| kill_again(judge, state)).sum();
    tell(&format!("{}: {kills} kills, {again} of the next command", judge.case.line));
    assert!(!is_heavy() || stride() > 1 || kills >= KILLS, "{}: only {kills} kills", judge.case.line);
}

/// Kills the command that finishes what was decided; gives how often.
fn kill_again(judge: &Judge<'_>, state: &Scratch) -> usize {
    let place = state.fork();
    let counts = strace::count(&settle(&place), &place.log(), CHANGING);
    let calls = changing(&counts, 1, judge.case.line.len());
    let kills = calls.len();
    at_once(calls, |call| {
        let place = state.fork();
        let done = strace::run(&settle(&place), &place.log(), call, Harm::Kill);
        assert!(strace::was_killed(&done), "no kill of the next command at {call:?}");
        assert!(judge.next_command(&place, &format!("killed again at {call:?}")), "what was decided is taken back");
    });
    kills
}

/// Lets calls of the verb fail, once and for good.
fn fail(judge: &Judge<'_>, stage: &Scratch, counts: &Counts) {
    let mut counts = counts.clone();
    counts.remove("close");
    let salt = judge.case.line.len();
    let harms = ERRORS.iter().flat_map(|error| [false, true].map(|for_good| Harm::Fail { error, for_good }));
    let harms: Vec<Harm> = harms.skip(tries(salt % 5, 0)).step_by(tries(5, 1)).collect();
    let calls = changing(&counts, 1, salt);
    let strikes: Vec<(Call, Harm)> = calls.iter().flat_map(|call| harms_of(*call, &harms).map(|harm| (*call, harm))).collect();
    let failures = strikes.len();
    at_once(strikes, |(call, harm)| {
        let place = stage.fork();
        let done = judge.strike(&place, call, harm);
        judge.refusal(&place, &done, &format!("{harm:?} at {call:?}"));
        judge.next_command(&place, &format!("{harm:?} at {call:?}"));
    });
    tell(&format!("{}: {failures} failures", judge.case.line));
}

/// Every harm for a call; of opening a file, which is done hundreds of times, one after the other.
fn harms_of(call: Call, harms: &[Harm]) -> impl Iterator<Item = Harm> {
    let turn = (call.name == "openat").then_some(call.number % harms.len());
    harms.iter().enumerate().filter(move |(at, _)| turn.is_none_or(|turn| turn == *at)).map(|(_, harm)| *harm)
}

/// Each verb, a directory for it, and how often it makes which call.
fn each_verb(strike: impl Fn(&Judge<'_>, &Scratch, &Counts)) {
    if !strace::is_there() {
        return;
    }
    for case in CASES.iter().filter(|case| is_picked(case.line)) {
        let stage = case.stage();
        let place = stage.fork();
        let counts = strace::count(&case.command(&place), &place.log(), &[CHANGING, LOOKING].concat());
        strike(&Judge::new(case, &stage), &stage, &counts);
    }
}

#[test]
fn a_killed_program_leaves_the_old_state_or_the_new_one() {
    each_verb(kill);
}

#[test]
fn a_failing_call_never_looks_like_success() {
    each_verb(fail);
}
