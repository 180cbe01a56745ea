//! What every verb that writes has in common on the command line.

use clap::Args;

use crate::store::changes::Access;

/// The options of a verb that writes.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct WriteArgs {
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

impl WriteArgs {
    /// How the directory is opened: a dry run only looks.
    pub(super) fn access(self) -> Access {
        if self.dry_run { Access::Read } else { Access::Write }
    }
}
