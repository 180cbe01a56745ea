//! The program: hands the real clock, entropy, terminal and directory to the library, and exits with its status.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use rand::TryRng;
use revmentor::Environment;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(say_where_it_broke));
    let mut out = anstream::stdout().lock();
    let mut err = anstream::stderr();
    let width = terminal_size::terminal_size().map_or(revmentor::WIDTH_OF_A_PIPE, |(width, _)| width.0);
    let status = revmentor::run(Environment {
        arguments: std::env::args_os().collect(),
        today: chrono::Local::now().date_naive(),
        entropy: &mut draw_entropy,
        directory: std::env::current_dir().unwrap_or_default(),
        program: std::env::current_exe().ok(),
        width,
        out: &mut out,
        err: &mut err,
        watched: std::io::stderr().is_terminal(),
        shown: std::io::stdout().is_terminal(),
    });
    match out.flush() {
        Ok(()) => ExitCode::from(status),
        Err(_) => ExitCode::FAILURE,
    }
}

fn draw_entropy() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes)
}

/// A panic's message may hold what was being read, so only its place is told.
fn say_where_it_broke(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    let said = writeln!(std::io::stderr(), "internal error: this is a bug in revmentor{place}");
    drop(said);
}
