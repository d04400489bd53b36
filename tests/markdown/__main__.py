"""Tell how the page stands to GitHub's preview: ``python -m tests.markdown [group ...]``, ``--all`` shows every silent text.

Per group: texts that are the same, that differ and are told of, that differ in silence; and false alarms, texts that are the
same although `check` says that they read differently. Then the silent ones, made as small as possible.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.markdown.corpus import OWN, groups
from tests.markdown.judge import Judged, Verdict, judge, smallest


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.markdown", description=__doc__)
    parser.add_argument("groups", nargs="*", help="groups to look at: the beginning of their name")
    parser.add_argument("--all", action="store_true", help="show every silent text, not only two of a group")
    parser.add_argument("--numbers", action="store_true", help="show no texts")
    parser.add_argument("--as-they-are", action="store_true", help="show texts whole")
    given = parser.parse_args()
    wanted = {
        name: texts
        for name, texts in groups().items()
        if not given.groups or any(name.lower().startswith(one.lower()) for one in given.groups)
    }
    judged = judge({f"{group}: {name}": text for group, texts in wanted.items() for name, text in texts.items()})
    by_group: dict[str, list[Judged]] = {name: [] for name in wanted}
    for one in judged:
        by_group[one.name.partition(": ")[0]].append(one)
    print_numbers(by_group)
    for one in [one for found in by_group.values() for one in silent(found)[: None if given.all else 2]] * (not given.numbers):
        print(f"\n{one if given.as_they_are else smallest(one)}")


def print_numbers(by_group: dict[str, list[Judged]]) -> None:
    """Print a line for each group, and one for all but our own constructs, which differ as they should."""
    print(f"{'group':50} {'same':>6} {'told':>6} {'silent':>6} {'false alarms':>13}   silent: what differs")
    whole = [one for name, group in by_group.items() if name != OWN for one in group]
    for name, found in [*by_group.items(), (f"all but {OWN!r}", whole)]:
        count = Counter(one.verdict for one in found)
        what = Counter("stopped" if one.stopped else one.silent[0].what for one in silent(found))
        numbers = " ".join(f"{count[verdict]:6}" for verdict in Verdict)
        told = ", ".join(f"{what[kind]} {kind}" for kind in sorted(what))
        print(f"{name:50} {numbers} {sum(one.false_alarm for one in found):13}   {told}")


def silent(found: list[Judged]) -> list[Judged]:
    """Return those that differ without a word."""
    return [one for one in found if one.verdict is Verdict.SILENT]


if __name__ == "__main__":
    main()
