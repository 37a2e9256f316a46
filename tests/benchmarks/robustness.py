"""Whether reading follows the structure of a report rather than its words.

    python -m tests.benchmarks.robustness [--show 10] [SET ...]

In every page of a set (see `reading_quality`) whole families of words are swapped for others of the same kind, in the
text and in its facts alike, and the page is scored again. A drop shows a rule that hangs on the words:

- `verbs`: each reporting verb in the past by the next of the same act in the lexicon
- `names`: each word of a participant's name by an invented one
- `countries`: countries that are named by others
- `openers`: `In addition,`, `Furthermore,` and their like by one another
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from indexer.knowledge.lexicon import Lexicon
from indexer.knowledge.loading import load_knowledge
from tests.benchmarks import reading_quality

SYLLABLES = ("bar", "den", "fol", "gri", "hus", "jor", "kel", "lum", "mor", "nev", "pol", "ras", "sim", "tov", "vir")
COUNTRIES = {"Norway": "Denmark", "Latvia": "Estonia", "Kenya": "Ghana", "Chile": "Peru", "Colombia": "Ecuador"}
OPENERS = ("In addition,", "Furthermore,", "Moreover,", "At the same time,", "In this regard,", "On that basis,")
_WORD = re.compile(r"[^\W\d_]{4,}")


def verbs(lexicon: Lexicon) -> Mapping[str, str]:
    """Each plain reporting verb in the past -> the next one of the same act."""
    by_act: dict[str, list[str]] = {}
    for word, senses in lexicon.senses.items():
        for sense in senses[-1:]:
            if sense.form == "past" and not sense.tail and sense.base not in lexicon.phrases:
                by_act.setdefault(sense.act, []).append(word)
    return {word: of[(i + 1) % len(of)] for of in by_act.values() for i, word in enumerate(sorted(of))}


def invented(number: int) -> str:
    """A name of no language, another one for each number."""
    count = len(SYLLABLES)
    return (SYLLABLES[number % count] + SYLLABLES[(number * 7 + number // count) % count]).capitalize()


def swaps(lexicon: Lexicon) -> Mapping[str, Callable[[dict[str, object]], Mapping[str, str]]]:
    """Kind of swap -> the words that it swaps in a page with these facts."""
    told = verbs(lexicon)
    openers = {each: OPENERS[(i + 1) % len(OPENERS)] for i, each in enumerate(OPENERS)}

    def names(facts: dict[str, object]) -> Mapping[str, str]:
        listed = facts.get("participants") or []
        assert isinstance(listed, list)
        words = dict.fromkeys(word for person in listed for word in _WORD.findall(person["name"]))
        offices = lexicon.lists["roles.heads"] | lexicon.lists["roles.modifiers"]
        return {word: invented(i) for i, word in enumerate(words) if word.casefold() not in offices}

    return {"verbs": lambda _: told, "names": names, "countries": lambda _: COUNTRIES, "openers": lambda _: openers}


def swapped(text: str, words: Mapping[str, str]) -> str:
    """The text with each whole word swapped, in capitals where it is."""
    if not words:
        return text
    loud = {word.upper(): other.upper() for word, other in words.items()}
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted({**words, **loud}, key=len, reverse=True)))
                         + r")(?!\w)")
    return pattern.sub(lambda match: words.get(match[0]) or loud[match[0]], text)


def rows_swapped(name: str, kind: Callable[[dict[str, object]], Mapping[str, str]], folder: Path) -> None:
    """Write the set's pages and facts, with their words swapped, into a folder."""
    facts_file, root = reading_quality.SETS[name]
    rows = []
    for row in facts_file.read_text(encoding="utf-8").splitlines():
        facts = json.loads(row)
        words = kind(facts)
        page = folder / facts["file"]
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(swapped((root / facts["file"]).read_text(encoding="utf-8"), words), encoding="utf-8")
        rows.append(json.dumps(json.loads(swapped(json.dumps(facts, ensure_ascii=False), words)) | {
            "file": facts["file"]}))
    (folder / "facts.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", nargs="*", metavar="SET", default=["structures"])
    options.add_argument("--show", type=int, default=0, metavar="N", help="list the first N failures")
    args = options.parse_args()
    lexicon = load_knowledge().lexicons.choose(None, "en")
    assert lexicon is not None
    for name in args.sets:
        print(f"{name}, as it is\n{reading_quality.score(name).stdout.splitlines()[-1]}")
        for kind, words in swaps(lexicon).items():
            with tempfile.TemporaryDirectory() as made:
                rows_swapped(name, words, Path(made))
                reading_quality.SETS["swapped"] = (Path(made) / "facts.jsonl", Path(made))
                shown = reading_quality.score("swapped", show=args.show).stdout.splitlines()
            total = next(at for at, line in enumerate(shown) if line.startswith("total"))
            print("\n".join((f"{name}, other {kind}", *shown[total:])))


if __name__ == "__main__":
    main()
