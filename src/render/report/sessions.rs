//! `sessions`: for each date of a group session how many chose it, for how many there is room, and how many came.

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::day;
use super::{Drawn, ReportData};
use crate::domain::attendance::AttendanceWord;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::event::Event;
use crate::render::shared::timeline;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let offers = timeline::offers(data.settings);
    if offers.is_empty() {
        return Err("no group session is planned");
    }
    let mut table = PictureTable::new(["session", "date", "asked", "chose it", "room", "attended"]);
    let (mut rows, mut chosen, mut attended) = (Vec::new(), 0, 0);
    for offer in &offers {
        let (event, option) = (offer.event, offer.option);
        let several = event.dates.len() > 1;
        let asked: Vec<&Participant> = data.cohort.present().filter(|person| event.audience.includes(person.id.side())).collect();
        let chose = asked
            .iter()
            .filter(|person| person.choices.get(&event.id).and_then(|chosen| event.option_of(*chosen)) == Some(option))
            .count();
        let room = event.capacity_of(option).map(|room| room as usize);
        let came = attendance(data.cohort, event, option);
        let title = if several { format!("{} ({option})", event.title) } else { event.title.clone() };
        let shown_choice = if several { chose.to_string() } else { "one date only".to_owned() };
        table.push([
            title.clone(),
            format!("{}, {}", day(offer.start.date()), offer.start.format("%H:%M")),
            asked.len().to_string(),
            shown_choice,
            room.map_or_else(|| "not limited".to_owned(), |room| room.to_string()),
            came.map_or_else(|| "not recorded".to_owned(), |came| came.to_string()),
        ]);
        chosen += chose;
        attended += came.unwrap_or(0);
        let first = if several { (chose, "chose it".to_owned()) } else { (asked.len(), "asked".to_owned()) };
        let bars = [first].into_iter().chain(room.map(|room| (room, "places".to_owned())));
        let bars = bars.chain(came.map(|came| (came, "attended".to_owned())));
        rows.push(BarRow { label: title, bars: bars.collect() });
    }
    let finding = format!(
        "{} on offer; {chosen} choices were made; {} recorded.",
        super::words::counted(offers.len(), "date").replace("date ", "date is ").replace("dates", "dates are"),
        super::words::counted(attended, "attendance") + if attended == 1 { " is" } else { " are" },
    );
    Ok(Picture { question: "Which dates work?", finding, drawing: bars(&rows), table, notes: Vec::new() })
}

/// How many came to one date of a session; nothing where no attendance is recorded at that date.
fn attendance(cohort: &Cohort, event: &Event, option: u32) -> Option<usize> {
    let rows = cohort.people.values().filter_map(|person| person.attendance.get(&event.id));
    let words: Vec<AttendanceWord> = rows.filter(|row| row.option_now(event) == Some(option)).map(|row| row.attended).collect();
    (!words.is_empty()).then(|| words.into_iter().filter(|word| *word == AttendanceWord::Came).count())
}
