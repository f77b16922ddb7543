//! `demarche blocs`: who stands with whom, and whether friends of friends are friends.

use std::io::Write;

use demarche::query::{Balance, Bloc, blocs};

use super::filter::{self, FilterArgs, StoreArgs};
use super::table::{Answer, Format};
use super::{Global, Outcome};

/// Show blocs of actors that stand together, and how many triangles of friends and foes are in balance.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Two actors are friends where their friendly relations outweigh the hostile ones. A triangle is in balance
where all three are friends, or two friends have a common foe.

Examples:
  demarche blocs --at 1961
  demarche blocs --at 1980 --relation allied-with,rival-of,fights,sanctions
  demarche blocs --between 2014..2024 --triangles --format json")]
pub(crate) struct Args {
    /// List the triangles out of balance instead of the blocs.
    #[arg(long)]
    triangles: bool,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Runs the command.
pub(crate) fn run(global: &Global, args: Args) -> anyhow::Result<Outcome> {
    let (ontology, store) = (filter::ontology(global)?, args.store.open()?);
    let scope = args.filter.scope(&store, &ontology)?;
    let graph = scope.graph(&args.filter.filter(&ontology)?)?;
    let found = blocs(&graph, ontology.relations());
    if args.store.format == Format::Table {
        let mut out = std::io::stdout().lock();
        writeln!(out, "triangles   {}", balance(&found.balance))?;
        writeln!(
            out,
            "blocs       {}, signed modularity {}, {} pairs at odds with them\n",
            found.blocs.len(),
            found.modularity,
            found.n_frustrated
        )?;
    }
    let (columns, rows) = if args.triangles {
        let columns = vec!["common friend or foe", "with", "and", "foes"];
        let row = |t: &demarche::query::Triangle| {
            let mut row = t.actors.to_vec();
            row.push(t.n_foes.to_string());
            row
        };
        (columns, found.balance.unbalanced.iter().map(row).collect())
    } else {
        let columns = vec![
            "bloc",
            "actors",
            "friends inside",
            "foes inside",
            "friends outside",
            "foes outside",
            "members",
        ];
        (columns, found.blocs.iter().enumerate().map(row).collect())
    };
    let answer = Answer {
        columns,
        rows,
        json: serde_json::to_value(&found)?,
        graph,
    };
    answer.print(
        args.store.format,
        &ontology,
        &args.filter.meta("Blocs".to_owned()),
    )?;
    Ok(Outcome::unless_empty(found.blocs.is_empty()))
}

fn row((idx, bloc): (usize, &Bloc)) -> Vec<String> {
    let counts = [
        idx + 1,
        bloc.members.len(),
        bloc.friends_inside,
        bloc.foes_inside,
        bloc.friends_outside,
        bloc.foes_outside,
    ];
    let mut row: Vec<String> = counts.map(|n| n.to_string()).into();
    row.push(bloc.members.join(", "));
    row
}

fn balance(balance: &Balance) -> String {
    match balance.share {
        None => "none".to_owned(),
        Some(share) => format!(
            "{:.0} % in balance: {} of friends, {} with a common foe; out of balance: {} of two foes with a common friend, {} of foes",
            100.0 * share,
            balance.n_friends,
            balance.n_common_foe,
            balance.n_torn,
            balance.n_foes
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_balance_is_told_in_words() {
        assert_eq!(balance(&Balance::default()), "none");
        let some = Balance {
            n_friends: 1,
            n_torn: 1,
            share: Some(0.5),
            ..Balance::default()
        };
        assert!(balance(&some).starts_with("50 % in balance: 1 of friends"));
    }
}
