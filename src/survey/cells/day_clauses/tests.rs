//! What excludes a day, what offers one, and what is not clear enough to be read.

use crate::survey::cells::days::read;

fn short(text: &str) -> String {
    read(text).iter().filter_map(|day| day.get(..2)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_day_that_is_excluded_is_never_read_as_possible() {
    for (texts, days) in [
        (
            "I am not available on Mondays|On Mondays I am not in|Fully booked Mondays|Monday doesn't suit|No Mondays|Can't do Mondays|All but Monday|Avoid Mondays|Monday (not possible)|Monday is my day off|not monday",
            "Tu We Th Fr",
        ),
        (
            "Mondays are bad|Prefer not Monday|Monday - no|Monday: no|Unavailable Mon|Any day but Monday|Not Mondays please",
            "Tu We Th Fr",
        ),
        (
            "MONDAYS - NOT AVAILABLE|I never work on a Monday|Monday: unavailable|Monday ✗|Mon n/a|Mondays I can’t do",
            "Tu We Th Fr",
        ),
        (
            "cannot do Tuesdays|Any day apart from Tuesday|Tuesdays are out|Anything other than Tuesday|Tuesday is no good",
            "Mo We Th Fr",
        ),
        (
            "Never Wednesdays|Flexible, but not Wednesdays|I am off Wednesdays|Wednesday is my NWD|not Wednesday or at weekends",
            "Mo Tu Th Fr",
        ),
        (
            "I don't work Fridays|I don’t work on Fridays|Fridays are impossible|Off on Fridays|Friday - no|Fridays off",
            "Mo Tu We Th",
        ),
        (
            "Non-working day: Friday|Flexible but not Fridays|Friday not possible|Fridays I'm not in|Every day except Friday",
            "Mo Tu We Th",
        ),
        (
            "Not available on a Friday. Thanks!|I do not usually work Fridays|Fridays – never|Weekdays except Fri|Mon-Fri, not Fri",
            "Mo Tu We Th",
        ),
        (
            "not available Thursday|anything other than Thursday|unable to do Thursdays|I can’t make Thursdays, sorry",
            "Mo Tu We Fr",
        ),
        ("LTFT, don't work Wed or Fri|Not Wed/Fri|Wed and Fri are impossible|Not Wed, Fri|Except Wed, Fri", "Mo Tu Th"),
        (
            "Mon x, Tue x, Wed ✓, Thu ✓, Fri ✓|Wed-Fri (Mon and Tue off)|Do not work Mon/Tue|Any except Mon and Tue|Not available: Mon, Tue|Mon and Tue - not available|No Monday, no Tuesday",
            "We Th Fr",
        ),
        (
            "Mon-Fri except Wed|Monday to Friday, not Wednesdays|Mon - Fri - not Wed|Any weekday excluding Wednesday",
            "Mo Tu Th Fr",
        ),
        (
            "Monday: no, Tuesday: yes|Not Monday, Tuesday is fine|Can't do Mondays but can do Tuesdays|Mon N, Tue Y|Tue, not Mon",
            "Tu",
        ),
    ] {
        for text in texts.split('|') {
            assert_eq!(short(text), days, "{text}");
            assert_eq!(short(&text.to_uppercase()), days, "{text}");
        }
    }
}

#[test]
fn days_that_are_offered_stay_as_they_are() {
    for (texts, days) in [
        (
            "Mondays and Fridays|Mon, Fri|Monday; Friday|No problem with Mondays or Fridays|Mondays & Fridays, don't mind|Monday pm, not am; Friday am",
            "Mo Fr",
        ),
        (
            "Monday (not before 10), Friday|Mondays and Fridays, no preference|Monday, Friday - not mornings|Mon/Fri not in August",
            "Mo Fr",
        ),
        ("Monday or Friday but not before 2pm|Mondays, Fridays (no evenings please)|Not fussed: Monday or Friday", "Mo Fr"),
        ("Monday: yes, Friday: yes, Tuesday: no|Mondays or Fridays, clinic on Tuesdays|Mon ✓, Fri ✓", "Mo Fr"),
        (
            "Mondays|Only Mondays not in school holidays|Mondays, though not the first one|Monday after clinic|Mondays are fine",
            "Mo",
        ),
        ("Monday not Tuesday|Monday, but I do not know my rota yet|Monday is no problem|Mondays. Not sure yet.", "Mo"),
    ] {
        for text in texts.split('|') {
            assert_eq!(short(text), days, "{text}");
        }
    }
}

#[test]
fn what_is_not_clear_is_not_read() {
    let open = "Clinic on Tuesdays, otherwise free|On call Wednesdays|Fridays are difficult|Monday, Tuesday (not possible)|\
        Mondays, Fridays - no|No clinic on Tuesdays|Not available except Mondays|I can't, except Mondays|Thu, not Mon, Tue|\
        Can't do Monday mornings|Monday lunchtimes don't work|Mondays: clinic; Tuesdays: free|\
        Any day, not Fri pm|Not Fridays. Mondays.|Tuesdays and Thursdays (not 2nd Thursday)|Not only Mondays|Monday AM, Tuesday PM (not Tuesday AM)|Mondays are not bad|Tuesday (theatre)|\
        Not every Monday|Teaching Thursdays|Not Mondays until 2027|Never, only Mondays|Not Mon Tue Wed Thu Fri|Mondays, Tuesdays off|\
        I don't have Mondays off|Mondays are a problem|Monday off site|None but Monday|Fridays: leave";
    for text in open.split('|') {
        assert_eq!(short(text), "", "{text}");
    }
}
