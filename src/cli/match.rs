//! `match`: pairs people, or re-matches what must be, and plans their meetings.

mod advice;
mod announced;

use std::collections::BTreeSet;

use clap::Args;

use super::export_args::{self, ExportArgs};
use super::identity;
use crate::app::announce;
use crate::app::draw;
use crate::app::draw::Wish;
use crate::app::forbidden;
use crate::app::import;
use crate::app::import::Imported;
use crate::app::merged;
use crate::app::plan;
use crate::app::plan::Planned;
use crate::app::previous;
use crate::app::previous::Earlier;
use crate::app::session::CohortSession;
use crate::app::unmet_wishes;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::announcement::Announcement;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::Forbidden;
use crate::domain::draw::WaitReason;
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::Problem;
use crate::domain::text::{agreeing, counted};
use crate::matching::Proposal;
use crate::render::output::{Cell, Document, Sheet, points, total};
use crate::render::private::names::Names;
use crate::render::private::{match_report, pairs_table};
use crate::store::layout;

/// Pair people, or change only the pairs that have to change, and plan their meetings
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    exports: ExportArgs,
    /// The seed for this matching; goes before the one in cohort.toml
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Words or numbers drawn in public, mixed into the seed
    #[arg(long, value_name = "TEXT")]
    public: Option<String>,
    /// Pair everybody afresh; refused after the reveal or a held meeting
    #[arg(long)]
    fresh: bool,
    /// Move pairs that have met or been revealed too, if that is best
    #[arg(long)]
    allow_moves: bool,
    #[command(flatten)]
    announcing: AnnounceArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Whether a draw is announced, or the announcement taken back.
#[derive(Args, Clone, Copy, Debug)]
struct AnnounceArgs {
    /// Announce a draw before its numbers are drawn in public: commit it, draw the numbers, then `match --public`
    ///
    /// The people and the forbidden pairs are written down by id. Somebody who knows the people, and who knows whom, can tell from the
    /// list of forbidden pairs who some ids are.
    #[arg(long, conflicts_with = "public")]
    announce: bool,
    /// With --announce: take back the announcement that stands
    #[arg(long, requires = "announce", conflicts_with_all = ["seed", "fresh", "allow_moves"])]
    retract: bool,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if arguments.announcing.retract {
        return announced::retract(arguments.write, console);
    }
    let (mut session, imported, earlier) = read(arguments, console)?;
    if !arguments.announcing.announce {
        announced::refuse_other(session.facts.announced(), arguments)?;
    }
    let wish = wish(arguments, &mut session, earlier, console)?;
    if !arguments.announcing.announce && session.facts.announced().is_none() {
        for Forbidden { pair, veto } in forbidden::end_of_leavers(&mut session, console.today) {
            console.say(&format!("The pair {pair} ends before one of the two leaves: {veto}."))?;
        }
    }
    let before = session.cohort();
    let request = draw::request(&session, &before, &wish)?;
    if arguments.announcing.announce {
        return announced::announce(session, &request, arguments.write, console);
    }
    if let Some(announcement) = session.facts.announced() {
        announce::hold_to(&session, announcement, &request)?;
    }
    console.warn(&[draw::idle(&session, &request), unmet_wishes::problems(&session, &request)].concat())?;
    let proposal = console.patiently(&draw::pairing(&request), || draw::propose_in(&session, &request))?;
    let news = draw::is_news(&before, &proposal);
    if news || session.facts.announced().is_some() {
        draw::record(&mut session, &request, &proposal, console.today)?;
    }
    if arguments.public.is_some() && !news && session.facts.announced().is_none() {
        let message = "the numbers given with --public were not used: every pair stays, so nothing was drawn";
        let help = "`--fresh` draws all pairs again, as long as none is revealed or has met";
        console.warn(&[Problem::warning("public-unused", message).help(help)])?;
    }
    announced::tell_unshown(&session, &request, news, console)?;
    let today = console.today;
    let planned = console.patiently("planning the meetings", || plan::plan(&mut session, today))?;
    show(
        &session,
        &Made { before: &before, imported: &imported, request: &request, proposal: &proposal, planned: &planned },
        console,
    )?;
    let summary = format!("{}, {} waiting", counted(proposal.pairs.len(), "pair"), proposal.waiting.len());
    console.apply(session, arguments.write, "match", &summary)
}

/// The session with this year's exports read into it, and what earlier cohorts tell.
fn read(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<(CohortSession, Imported, Earlier)> {
    let mut session = console.open_mended(arguments.write.access(), merged::mend)?;
    let imported = import::import(&mut session, &arguments.exports.by_side(console), console.today)?;
    export_args::report(&imported, &session, console)?;
    console.warn(&identity::unanswered(&session))?;
    let earlier = previous::read(&session)?;
    console.warn(&earlier.unread)?;
    let again = previous::declare(&mut session, &earlier, console.today);
    if again > 0 {
        let are = agreeing(again, "pair of earlier cohorts is", "pairs of earlier cohorts are");
        console.say(&format!("{are} not made again."))?;
    }
    Ok((session, imported, earlier))
}

/// What is asked for, as it was announced where it was; a seed that is nowhere yet is drawn and written into cohort.toml.
fn wish(arguments: &Arguments, session: &mut CohortSession, earlier: Earlier, console: &mut Console<'_>) -> anyhow::Result<Wish> {
    let precedence = if session.settings.previous.precedence { earlier.waited } else { BTreeSet::new() };
    let public = arguments.public.as_deref().map(announced::public).transpose()?;
    if let Some(announced) = session.facts.announced() {
        let Announcement { seed, fresh, allow_moves, .. } = *announced;
        return Ok(Wish { seed, public, fresh, allow_moves, precedence });
    }
    let seed = match (arguments.seed, session.settings.matching.seed) {
        (Some(seed), _) | (None, Some(seed)) => seed,
        (None, None) => draw_seed(session, arguments.write, console)?,
    };
    Ok(Wish { seed, public, fresh: arguments.fresh, allow_moves: arguments.allow_moves, precedence })
}

fn draw_seed(session: &mut CohortSession, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<u64> {
    let bytes = console.entropy()?;
    let seed = bytes.iter().take(8).fold(0_u64, |seed, byte| seed << 8 | u64::from(*byte)) % SEEDS;
    session.set_seed(seed)?;
    console.shows(layout::COHORT_FILE, &session.settings_text);
    let kept = if write.dry_run {
        format!("pass `--seed {seed}` to get this result again")
    } else {
        "written into cohort.toml".to_owned()
    };
    console.say(&format!("Seed {seed} ({kept})."))?;
    Ok(seed)
}

/// Seeds that are drawn have at most nine digits, so that they can be read out.
const SEEDS: u64 = 1_000_000_000;

/// What a matching did on its way.
struct Made<'a> {
    /// The cohort as it was.
    before: &'a Cohort,
    imported: &'a Imported,
    request: &'a MatchRequest,
    proposal: &'a Proposal,
    planned: &'a Planned,
}

fn show(session: &CohortSession, made: &Made<'_>, console: &mut Console<'_>) -> anyhow::Result<()> {
    let (cohort, names) = (session.cohort(), session.names());
    let left_out = import::left_out(made.imported);
    let changes = advice::changes(session, made.before, made.request, made.proposal);
    if !console.format.is_for_people() {
        let document = match_report::document(&session.settings, &cohort, &names, &left_out);
        return console.show(&match changes {
            Some(changes) => document.sheet("pair_changes", changes),
            None => document,
        });
    }
    let mut document = Document::default();
    if !left_out.is_empty() {
        document = document.sheet("left_out", match_report::left_out(&left_out));
    }
    document = match changes.filter(|_| made.proposal.changes_pairs()) {
        Some(changes) => document.sheet("changes", changes),
        None => document.sheet("pairs", pairs_table::sheet(cohort.active_pairs(), &names)),
    };
    document = document.sheet("waiting", match_report::waiting(&cohort.waiting(), &names));
    let remarks = made.planned.remarks.iter().map(|(pair, remark)| [Cell::text(pair), Cell::text(remark)]);
    let remarks = Sheet::new("About the timetable", ["pair", "remark"], remarks);
    if !remarks.is_empty() {
        document = document.sheet("remarks", remarks);
    }
    console.show(&document)?;
    tell(session, &cohort, &names, made, console)
}

/// The result in sentences: aims, what would spare changes, the weakest pair, open questions, what comes next.
fn tell(
    session: &CohortSession,
    cohort: &Cohort,
    names: &Names,
    made: &Made<'_>,
    console: &mut Console<'_>,
) -> anyhow::Result<()> {
    let Made { before, request, proposal, planned, .. } = made;
    let aims = proposal.aims;
    let is_full = proposal.waiting.values().any(|reason| *reason == WaitReason::ProgrammeFull);
    let bound = match request.params.policy.places {
        Some(places) if aims.pairs > places => {
            format!("more than the {}: a limit ends no existing pair", counted(places as usize, "place"))
        }
        _ if is_full => "as many as there are places".to_owned(),
        _ => "the maximum under these conflicts and rules".to_owned(),
    };
    console.say(&format!("{}, {bound}.", counted(aims.pairs as usize, "pair")))?;
    advice::obstruction(session, request, proposal).iter().try_for_each(|said| console.say(said))?;
    if aims.standing > 0 {
        let existing = counted(aims.standing as usize, "existing pair");
        console.say(&format!("{} of {existing} kept, the maximum.", aims.kept))?;
        advice::sparing(session, request, proposal).iter().try_for_each(|said| console.say(said))?;
    }
    if let Some(people) = aims.people {
        let within = if aims.standing > 0 { "without ending more pairs" } else { "with so many pairs" };
        console.say(&format!("{} have a partner, the maximum {within}.", counted(people as usize, "person")))?;
    }
    if let Some(weakest) = pairs_table::weakest(cohort.active_pairs()) {
        let score = weakest.score.map(points).unwrap_or_default();
        let (mentor, mentee) = (names.label(weakest.id.mentor), names.label(weakest.id.mentee));
        console
            .say(&format!("Total score {}; the weakest pair is {mentor} with {mentee}, {score} of 100.", total(aims.total)))?;
    }
    let open = cohort.open_conflicts().count();
    if open > 0 {
        let are = agreeing(open, "conflict is a question and counts", "conflicts are questions and count");
        console.say(&format!("{are} until answered: `revmentor conflict list`."))?;
    }
    let of_ended = proposal.ended.iter().filter_map(|(pair, _)| before.pairs.get(pair)).map(|pair| pair.planned().count());
    let cancelled = planned.cancelled + of_ended.sum::<usize>();
    console.say(&format!("{} planned or moved, {cancelled} cancelled.", counted(planned.changed, "meeting")))?;
    let next =
        if before.pairs.is_empty() { "look at `revmentor status`, then commit the directory" } else { "commit the directory" };
    console.say(&format!("Next: {next}. revmentor never contacts participants."))
}
