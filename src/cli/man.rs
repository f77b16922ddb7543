//! `demarche man`: the manual, as pages for `man`.

use std::io::Write;
use std::path::PathBuf;

use clap::CommandFactory;
use demarche::Error;
use demarche::export::write_whole;

use super::{Cli, Outcome};

/// Print the manual page, or write one for each command.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  demarche man | man -l -
  demarche man -o ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// A folder to write the pages of all commands to.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.output else {
        std::io::stdout().lock().write_all(&page(command)?)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let subcommands = command.get_subcommands().cloned();
    let subcommands: Vec<_> = subcommands.filter(|c| c.get_name() != "help").collect();
    write_page(folder, "demarche", command)?;
    for subcommand in subcommands {
        let name = format!("demarche-{}", subcommand.get_name());
        write_page(folder, &name, subcommand.display_name(&name))?;
    }
    Ok(Outcome::Done)
}

fn write_page(folder: &std::path::Path, name: &str, command: clap::Command) -> anyhow::Result<()> {
    let page = page(command)?;
    let path = folder.join(format!("{name}.1"));
    Ok(write_whole(&path, |out| out.write_all(&page))?)
}

fn page(command: clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}
