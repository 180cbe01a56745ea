//! What `evaluate --publish` shows: of each figure whether it is published, and why not.

use crate::domain::side::{Kind, Side};
use crate::evaluation::publication::FigureFate;
use crate::render::output::{Cell, Document, Sheet};

/// What became of each figure of an edition.
pub(crate) fn document(number: Option<u32>, fates: &[(Side, String, FigureFate)], kind: Kind) -> Document {
    let rows = fates.iter().map(|(side, item, fate)| {
        let (published, why) = told(*fate);
        [Cell::text(side.many(kind)), Cell::text(item), Cell::Flag(published), Cell::text(&why)]
    });
    let edition = number.map_or(Cell::Empty, |number| Cell::Whole(number.into()));
    Document::default()
        .record("publication", [("edition", edition)])
        .sheet("figures", Sheet::new("Figures", ["side", "item", "published", "why"], rows))
}

fn told(fate: FigureFate) -> (bool, String) {
    match fate {
        FigureFate::New => (true, String::new()),
        FigureFate::Same => (true, "as published before".to_owned()),
        FigureFate::CarriedOver(people) => (true, format!("as published before: only {people} answered otherwise since")),
        FigureFate::Telling => (false, "the difference from what was published would show a small count or what all of the others answered; what was published stays".to_owned()),
        FigureFate::Renamed(people) => {
            (false, format!("published before under another name, and only {people} answered otherwise since"))
        }
        FigureFate::Restated(0) => (true, "as published before, as cohort.toml describes the question now".to_owned()),
        FigureFate::Restated(people) => (
            true,
            format!("as published before, as cohort.toml describes the question now: only {people} answered otherwise since"),
        ),
        FigureFate::Rescaled => (
            false,
            "published before on another scale: on both it would show how few people answered; a new figure needs other answers"
                .to_owned(),
        ),
        FigureFate::TooFew(people) => (false, format!("too few people: {people}")),
        FigureFate::SmallCounts => (false, "asked once, and a count is too small to be shown".to_owned()),
        FigureFate::StillLeftOut(people) => {
            (false, format!("left out, or published of too few: only {people} answered otherwise than in an earlier edition"))
        }
        FigureFate::Unanimous => (false, "everybody is alike; --accept unanimous publishes it".to_owned()),
    }
}
