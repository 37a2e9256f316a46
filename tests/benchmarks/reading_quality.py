"""How well records are understood: precision and recall against facts read by hand.

    python -m tests.benchmarks.reading_quality [--show 20] [--half even|odd] [SET ...]

Parses every annotated file in this process and hands the result to the scorer that stands beside the material.
Sets: `gold` (real files), `ministry-style` (invented, with the structure of real ones); invented by us, `pages`,
`structures`, `families` and `ministries`; read by us in more of the real files, `real`. Rules are developed on these.
Of `held` (invented) and `real-held` (real) totals alone are looked at.
`--half` takes every second row, so that one half can be developed on and the other held out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from indexer.as_json import parsed_record
from indexer.formats import Limits, SourceFile, find_sources
from indexer.knowledge.loading import load_knowledge
from indexer.model import Problem
from indexer.reading import parsed_records

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = SHARED / "corpora"
PAGES = Path(__file__).resolve().parents[1] / "pages"
SETS = {  # name -> (facts, folder that the facts' paths start from)
    "gold": (CORPORA / "gold" / "gold.jsonl", CORPORA),
    "ministry-style": (CORPORA / "ministry-style" / "gold.jsonl", CORPORA / "ministry-style"),
    "pages": (PAGES / "facts.jsonl", PAGES),
    "structures": (PAGES / "structures" / "facts.jsonl", PAGES / "structures"),
    "families": (PAGES / "families" / "facts.jsonl", PAGES / "families"),
    "ministries": (PAGES / "ministries" / "facts.jsonl", PAGES / "ministries"),
    "real": (PAGES / "real" / "facts.jsonl", CORPORA),
    "held": (PAGES / "held" / "facts.jsonl", PAGES / "held"),
    "real-held": (PAGES / "real-held" / "facts.jsonl", CORPORA),
}


def rows_of(name: str, half: str | None) -> list[str]:
    """The lines of a set's facts; all, or every second one from the first (`even`) or the second (`odd`)."""
    lines = SETS[name][0].read_text(encoding="utf-8").splitlines()
    return lines if half is None else lines[half == "odd"::2]


def parse_into(folder: Path, root: Path, files: Sequence[str]) -> None:
    """Write the result of `onrecord parse --json` for each file where the scorer looks for it."""
    knowledge, limits = load_knowledge(), Limits()
    for name in dict.fromkeys(files):
        records = [parsed_record(each) for source in find_sources([root / name], limits=limits)
                   if isinstance(source, SourceFile)
                   for each in parsed_records(source, knowledge, limits) if not isinstance(each, Problem)]
        (folder / (name.replace("/", "__") + ".json")).write_text(json.dumps(records), encoding="utf-8")


def score(name: str, *, half: str | None = None, show: int = 0,
          floors: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the scorer on one set; its exit status is 1 where a measure lies below a floor (`date=0.98`)."""
    root = SETS[name][1]
    rows = rows_of(name, half)
    with tempfile.TemporaryDirectory() as made:
        parse_into(Path(made), root, [json.loads(row)["file"] for row in rows])
        facts = Path(made) / "facts.jsonl"
        facts.write_text("\n".join(rows) + "\n", encoding="utf-8")
        command = [sys.executable, str(SHARED / "tools" / "score_parse.py"), "--gold", str(facts), "--root", str(root),
                   "--parsed", made, "--show", str(show), *(part for floor in floors for part in ("--floor", floor))]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all by default")
    options.add_argument("--show", type=int, default=0, metavar="N", help="list the first N failures")
    options.add_argument("--half", choices=["even", "odd"])
    args = options.parse_args()
    if unknown := set(args.sets) - set(SETS):
        options.error(f"no set {', '.join(unknown)}; there are {', '.join(SETS)}")
    if not (SHARED / "tools" / "score_parse.py").is_file():
        options.error(f"no scorer: {SHARED / 'tools'} does not stand beside the project")
    for name in args.sets or SETS:
        result = score(name, half=args.half, show=args.show)
        print(f"{name}\n{result.stdout}{result.stderr}")


if __name__ == "__main__":
    main()
