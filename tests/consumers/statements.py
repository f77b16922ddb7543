"""Checks statements against the public schema with Python's jsonschema.

In: the schema's file and files of statements, one JSON object a line. Out: exit code 0, or the first complaint of each bad line.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def complaints(validator, path):
    """Returns a complaint for each line of the file that does not fit."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    if not lines:
        return [f"{path}: expected statements, found none"]
    found = []
    for number, line in enumerate(lines, start=1):
        error = next(validator.iter_errors(json.loads(line)), None)
        if error is not None:
            found.append(f"{path}:{number}: {error.json_path}: {error.message}")
    return found


def main():
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    found = [c for path in sys.argv[2:] for c in complaints(validator, path)]
    print("\n".join(found) or "statements fit the schema")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
