//! The command line of demarche: results on standard output, everything else on standard error.
//!
//! Everything that prints, reads arguments, the clock or the environment lives in this binary, one
//! file of `cli/` for each command.

#![allow(
    clippy::print_stderr,
    reason = "complaints and progress go there; results are written with `writeln!`, as `println!` panics on a closed pipe"
)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
