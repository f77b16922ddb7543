// Statements made for the tests: a small world with a contradiction, and a large one of any size.

const actor = (name, kind = "state", root = name) => ({
  id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  name,
  kind,
  root,
  mention: name,
});

// Returns a statement as a line of JSON; `more` overrides what is usual.
export function statement(source, relation, target, more = {}) {
  const ends = [source, target].map((end) => (typeof end === "string" ? actor(end) : end));
  const [from, to] = ends;
  return JSON.stringify({
    id: "",
    document: "report",
    sentence: `${from.name} ${relation} ${to.name}.`,
    span: [0, 10],
    source: from,
    relation,
    target: to,
    negated: false,
    modality: "actual",
    attributed_to: null,
    start: null,
    end: null,
    seen: "2018-03-01",
    confidence: 0.8,
    extractor: "frame",
    frame: null,
    ...more,
  });
}

// Returns a small world.
export function small() {
  const putin = { ...actor("Vladimir Putin", "person", "Russia"), mention: "the Kremlin" };
  const arms = {
    sentence: "Moscow has armed Syria since September 2015, a diplomat said.",
    attributed_to: "a diplomat",
    start: "2015-09",
    frame: 'arms#1 "armed"',
  };
  return [
    statement({ ...actor("Russia"), mention: "Moscow" }, "arms", "Syria", arms),
    statement("Russia", "arms", "Syria", { document: "second", seen: "2019-01-05", start: "2015-09" }),
    statement(putin, "meets", "Turkey", { start: "2016-08-09", end: "2016-08-09" }),
    statement("United States", "sanctions", "Iran", { start: "1979-11", end: "1981-01" }),
    statement("United States", "severed-ties", "Iran", { start: "1980-04-07", end: "1980-04-07" }),
    statement("United States", "threatens", "Iran", { start: "2018-01", end: "2018-01", confidence: 0.4 }),
    statement("Iran", "supports", "Syria", { document: "claim", start: "2012", end: "2014" }),
    statement("Iran", "supports", "Syria", { document: "denial", negated: true, start: "2013", end: "2013", sentence: "Iran denied that it supports Syria." }),
    statement("Turkey", "supports", "Qatar", { start: "2017-06", end: "2017-06" }),
    statement("Turkey", "attacks", "Syria", { start: "2019-10-09", end: "2019-10-09" }),
  ].join("\n");
}

// Returns a world of people, ministries and armies: some act abroad, some among themselves, some hold an office.
export function offices() {
  const putin = actor("Vladimir Putin", "person", "Russia");
  const ministry = actor("Russian Foreign Ministry", "organ", "Russia");
  const army = actor("Turkish Armed Forces", "organ", "Turkey");
  const erdogan = actor("Recep Tayyip Erdogan", "person", "Turkey");
  return [
    statement(putin, "leads", "Russia", { start: "2012-05" }),
    statement(putin, "meets", erdogan, { start: "2016-08-09", end: "2016-08-09" }),
    statement(ministry, "condemns", "Turkey", { document: "ministry", start: "2015-11", end: "2015-11", confidence: 0.6 }),
    statement("Russia", "condemns", army, { document: "second", start: "2015-11", end: "2015-11", confidence: 0.7 }),
    statement(putin, "condemns", army, { document: "third", negated: true, start: "2015-11", end: "2015-11" }),
    statement(putin, "condemns", ministry, { start: "2013", end: "2013" }),
    statement(erdogan, "supports", "Qatar", { start: "2017-06" }),
    statement("Turkey", "supports", "Qatar", { document: "fourth", start: "2014", end: "2019" }),
    statement(army, "attacks", "Syria", { start: "2019-10-09", end: "2019-10-09" }),
  ].join("\n");
}

// Returns a world of `n` actors with `edges` relations between them, some actors much busier than others.
export function large(n, edges) {
  const relations = ["meets", "supports", "arms", "sanctions", "attacks", "condemns", "allied-with", "threatens"];
  let seed = 7;
  const random = (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const busy = () => Math.floor((random(1000) / 1000) ** 3 * n);
  const lines = [];
  for (let i = 0; i < edges; i++) {
    const [a, b] = [i < n ? i : busy(), i < n ? busy() : random(n)];
    if (a === b) continue;
    const year = String(1950 + random(75));
    const dates = { start: year, end: random(2) ? year : null, document: `report ${i % 997}` };
    lines.push(statement(`Actor ${a}`, relations[random(relations.length)], `Actor ${b}`, dates));
  }
  return lines.join("\n");
}
