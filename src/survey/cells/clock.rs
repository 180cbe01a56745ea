//! The time of day and the zone behind a day. What follows a time and is not understood makes the whole unreadable: the order of two
//! answers must not rest on half a time.

use chrono::{Duration, NaiveTime};

use super::polarity::is_one_of;

/// Why a text is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has the shape of a date, but there is no such day or time.
    Impossible,
    /// It is no date at all.
    Unreadable,
}

/// Marks of the first half of the day, without dots and blanks.
const MORNING: &str = "am|a|morning|vorm|vormittags|πμ|yb|bore|matin";
/// Marks of the second half of the day.
const AFTERNOON: &str = "pm|p|afternoon|evening|nachm|nachmittags|abends|μμ|yh|prynhawn|soir";
/// What may stand beside a time and changes nothing of it: words around it, and zones by their names.
const BESIDE: &str = "uhr|h|hr|hrs|hour|hours|oclock|o|clock|local|time|sharp|z|utc|gmt|bst|wet|west|cet|cest|mez|mesz|oez|oesz|eet|eest|\
    est|edt|cst|cdt|mst|mdt|pst|pdt|ist|msk|british|greenwich|mean|summer|standard|daylight|coordinated|universal|central|eastern|\
    western|european|irish|pacific|mountain|in|the|on|monday|tuesday|\
    wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun";
/// Words behind which a city follows: `Europe/London`.
const PARTS_OF_THE_WORLD: &str = "europe|america|africa|asia|australia|atlantic|etc";
/// Minutes east of Greenwich of zones that are written by a name.
const ZONES: [(&str, i32); 10] = [
    ("bst", 60),
    ("cest", 120),
    ("mesz", 120),
    ("cet", 60),
    ("mez", 60),
    ("eest", 180),
    ("oesz", 180),
    ("eet", 120),
    ("oez", 120),
    ("west", 60),
];

/// Time of day and zone from the words after the day. Unless `is_strict`, what is not understood is passed over.
pub(super) fn read(words: &[&str], is_strict: bool) -> Result<(Option<NaiveTime>, Option<i32>), Fault> {
    if let ["serial", cell] = words {
        return Ok((serial(cell), None));
    }
    if let ["epoch", seconds] = words {
        let seconds: u32 = seconds.parse().map_err(|_| Fault::Unreadable)?;
        return Ok((NaiveTime::from_num_seconds_from_midnight_opt(seconds % 86_400, 0), Some(0)));
    }
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words =
        lower.iter().map(String::as_str).filter(|word| !matches!(*word, "t" | "at" | "-" | "à" | "um" | "kl")).peekable();
    let minus = lower.iter().rposition(|word| word == "-").is_some_and(|at| at >= 3);
    let Some(hour) = words.next_if(is_number) else {
        return if words.peek().is_none() { Ok((None, None)) } else { Err(Fault::Unreadable) };
    };
    let mut clock = [hour.parse().map_err(|_| Fault::Impossible)?, 0, 0];
    let mut parting = words.next_if(|word| matches!(*word, ":" | "h"));
    for part in clock.iter_mut().skip(1) {
        // `13h` ends there, `13:` does not.
        if let Some(sign) = parting {
            match words.next_if(is_number) {
                Some(number) => *part = number.parse().map_err(|_| Fault::Impossible)?,
                None if sign == "h" => break,
                None => return Err(Fault::Impossible),
            }
        }
        parting = words.next_if(|word| *word == ":");
    }
    if parting.is_some() {
        return Err(Fault::Impossible);
    }
    let minute = |word: &&str| word.len() == 2 && is_number(word);
    if let Some(word) = words.next_if(|word| lower.get(1).is_some_and(|second| second == word) && minute(word)) {
        // A full stop parts hours and minutes.
        clock[1] = word.parse().map_err(|_| Fault::Impossible)?;
    }
    let rest: Vec<&str> = words.collect();
    let time = time(clock, half(&rest, is_strict)?)?;
    Ok((Some(time), zone(&rest, minus)))
}

fn time([hour, minute, second]: [u32; 3], half: Option<Half>) -> Result<NaiveTime, Fault> {
    let hour = match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Morning) if hour == 12 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(Fault::Impossible)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Which half of the day the words behind a time name: `pm`, `p.m.`, `p. m.`, `nachm.`
fn half(rest: &[&str], is_strict: bool) -> Result<Option<Half>, Fault> {
    let mut half = None;
    let mut at = 0;
    while let Some(word) = rest.get(at) {
        let dotted = rest.get(at + 1).map(|next| format!("{word}{next}")).filter(|both| both.chars().count() == 2);
        let of = |word: &str| {
            let morning = is_one_of(MORNING, word).then_some(Half::Morning);
            morning.or_else(|| is_one_of(AFTERNOON, word).then_some(Half::Afternoon))
        };
        let (found, length) = match dotted.as_deref().and_then(of) {
            Some(found) => (Some(found), 2),
            None => (of(word), 1),
        };
        let is_sign = word.bytes().all(|byte| byte.is_ascii_digit() || b"+:-".contains(&byte));
        if is_one_of(PARTS_OF_THE_WORLD, word) {
            break;
        }
        // `SAST`, `NZDT`: the zones of the world end so.
        let is_zone = word.is_ascii() && word.ends_with('t') && (3..=5).contains(&word.len());
        if is_strict && found.is_none() && !is_sign && !is_zone && !is_one_of(BESIDE, word) {
            return Err(Fault::Unreadable);
        }
        if found.is_some() && half.is_some() && half != found {
            return Err(Fault::Unreadable);
        }
        half = half.or(found);
        at += length;
    }
    Ok(half)
}

fn serial(cell: &str) -> Option<NaiveTime> {
    let fraction = format!("0.{}", cell.split_once('.')?.1);
    let milliseconds = (fraction.parse::<f64>().ok()? * 86_400_000.0).round();
    let seconds = Duration::milliseconds(format!("{milliseconds:.0}").parse().ok()?) + Duration::milliseconds(500);
    Some(NaiveTime::default() + Duration::seconds(seconds.num_seconds()))
}

/// `Z`, `GMT`, `GMT+1`, `BST`, `+01:00`, `-0600`.
fn zone(rest: &[&str], minus: bool) -> Option<i32> {
    let sign = if minus { -1 } else { 1 };
    let numbers: Vec<&str> = rest.iter().copied().filter(|word| word.bytes().all(|b| b.is_ascii_digit())).collect();
    let signed = minus || rest.contains(&"+");
    let named = || ZONES.iter().find(|(name, _)| rest.contains(name)).map(|(_, minutes)| *minutes);
    match numbers.as_slice() {
        [.., hours, minutes] if signed && rest.contains(&":") => {
            Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
        }
        [.., both] if signed && both.len() == 4 => both.parse::<i32>().ok().map(|both| sign * (both / 100 * 60 + both % 100)),
        [.., hours] if signed && hours.len() <= 2 => hours.parse::<i32>().ok().map(|hours| sign * hours * 60),
        _ => named().or_else(|| rest.iter().any(|word| matches!(*word, "z" | "gmt" | "utc")).then_some(0)),
    }
}
