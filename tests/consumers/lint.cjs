// Reads Cypher with the parser of Neo4j's own editors and prints what it calls an error.
// Usage: node lint.cjs FILE, with NODE_PATH at the packages.

const fs = require("fs");
const { lintCypherQuery } = require("@neo4j-cypher/language-support");

const MOST = 60_000;
const ERROR = 1;

// The parser is slow: of a large file the first statements stand for all, which are made alike.
let text = "";
for (const statement of fs.readFileSync(process.argv[2], "utf8").split(/(?<=;\n)/)) {
  if (text.length + statement.length > MOST) continue;
  text += statement;
}
const { diagnostics } = lintCypherQuery(text, {});
const errors = diagnostics.filter(({ severity }) => severity === ERROR).map(({ message }) => message);
process.stdout.write(JSON.stringify({ errors, n_statements: text.split(";\n").length - 1 }));
