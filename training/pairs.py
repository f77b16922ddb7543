"""Turns a table of events into what `score_pairs.py` reads, which knows relations and not categories.

    demarche extract --format events PAIRS.jsonl > events.tsv
    pairs.py events.tsv > predicted.jsonl
    score_pairs.py PAIRS.jsonl predicted.jsonl

In: the rows of `demarche extract --format events`. Out: one JSON object a line for each row that is an event, with a relation that
`relations.tsv` gives the category of the row. `score_pairs.py` takes a category from the relation alone, so that "agreed to send aid"
would count as AID; the table codes it AGREE, as PLOVER does.
"""
import csv
import json
import sys

RELATION = {"AGREE": "agrees-with", "CONSULT": "meets", "SUPPORT": "supports", "CONCEDE": "concedes-to", "COOPERATE": "cooperates-with",
            "AID": "aids", "RETREAT": "withdraws-from", "REQUEST": "urges", "ACCUSE": "accuses", "REJECT": "rejects",
            "THREATEN": "threatens", "PROTEST": "protests", "SANCTION": "severed-ties", "MOBILIZE": "mobilizes-against",
            "COERCE": "detains", "ASSAULT": "attacks"}


def main():
    """Prints the events of a table."""
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["plover"]:
                event = {"document": row["document"], "source": row["source_mention"], "relation": RELATION[row["plover"]],
                         "target": row["target_mention"]}
                print(json.dumps(event, ensure_ascii=False))


if __name__ == "__main__":
    main()
