"""`make bench`: build the same records with `toolkit`, with plain MkDocs + Material + static-i18n, and with Hugo; print ratios.

Budgets: DESIGN 10. Seconds are those of the processor, of whole processes on this machine, in this run; only the ratios count.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench import edits, hugo, lists, processes
from bench.processes import Cost
from bench.records import LANGUAGES, generate
from bench.typing import generate_long, shown_long
from bench.weight import shown

BIN = Path(sys.executable).parent


def run(command: list[str], folder: Path) -> Cost:
    """Run one of our programs."""
    return processes.run([str(BIN / command[0]), *command[1:]], folder)


def make(folder: Path, records: int) -> Path:
    """Write ``records`` records in three languages for us and for others; the translations say what they are made from."""
    generate(folder, records)
    run(["toolkit", "translate", "--as-current"], folder / "ours")
    return folder / "ours"


def measure(root: Path, records: int) -> dict[str, Cost]:
    """Build ``records`` records in three languages in every way."""
    folder = root / str(records)
    ours, stock = make(folder, records), folder / "stock"
    runs = {"check": run(["toolkit", "check"], ours)}
    runs["build"] = run(["toolkit", "build"], ours)
    runs["again"] = run(["toolkit", "build"], ours)
    with (ours / "content" / "guides" / "guide-1.en.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more line.\n")
    runs["edit"] = run(["toolkit", "build"], ours)
    runs["stock"] = run(["mkdocs", "build", "-q"], stock)
    shutil.rmtree(stock)
    if cost := hugo.measure(ours, folder / "hugo"):
        runs["hugo"] = cost
        shutil.rmtree(folder / "hugo")
    return runs


def shown_beside_hugo(runs: dict[str, Cost]) -> list[str]:
    """Return how many times as much processor as Hugo each build needs."""
    if "hugo" not in runs:
        return ["  Hugo is not installed here; nothing is compared with it"]
    cpu = runs["hugo"].cpu
    build, again = (runs[name].cpu / cpu for name in ("build", "again"))
    return [
        f"  Hugo   {cpu:7.2f} s of the processor; build {build:.1f} times (budget at 1,000: 4), again {again:.1f} times (0.5)"
    ]


def cold_build(folder: Path) -> Cost:
    """Return the cost of a build from nothing: the lesser of two, because noise only ever adds."""

    def once() -> Cost:
        shutil.rmtree(folder / ".toolkit", ignore_errors=True)
        return run(["toolkit", "build"], folder)

    return min(once(), once(), key=lambda cost: cost.cpu)


BUDGETS = {
    "build": "(budget at 1,000: 6 and, on two cores, 10)",
    "again": "nothing changed",
    "edit": "one text changed",
    "check": "(budget at 1,000: 40)",
}

OWN_PAGES = [
    f"{folder}{page}"
    for folder in ("", "pl/", "ar/")
    for page in (
        "index.html",
        "models/index.html",
        "everything.html",
        "models/duo-for-a-job.html",
        "what-works.html",
        "where.html",
    )
]
"""Pages of this repository's own toolkit that are weighed."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000], help="records, each in three languages")
    parser.add_argument("--growth", type=int, default=3, help="also build this many times the largest size (0: do not)")
    parser.add_argument("--list", type=int, default=5000, help="records in one list (0: measure none)")
    parser.add_argument("--edits", type=int, default=30, help="edits of each kind under `toolkit serve` (0: none)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        root = Path(temporary)
        run(["toolkit", "build", "--out", str(root / "own")], Path.cwd())
        print("This toolkit's own pages", *shown(root / "own", OWN_PAGES), sep="\n")
        generate_long(root / "long", 1000)
        run(["toolkit", "build"], root / "long")
        print("\n1000 records with long texts, one of them with 440 KB", *shown_long(root / "long" / "site"), sep="\n")
        for size in options.sizes:
            runs = measure(root, size)
            print(f"\n{size} records x {len(LANGUAGES)} languages")
            stock = runs["stock"]
            for name, budget in BUDGETS.items():
                cost = runs[name]
                print(
                    f"  {name:6} {cost.cpu:7.2f} s of the processor, {cost.wall:7.2f} s by the clock   stock {stock.cpu:7.2f} and "
                    f"{stock.wall:7.2f} s   {stock.cpu / cost.cpu:6.1f} and {stock.wall / cost.wall:6.1f} times less   {budget}"
                )
            print(*shown_beside_hugo(runs), sep="\n")
            print(f"  memory {runs['build'].memory:7.0f} MB of all processes together (budget at 1,000: 400)")
            pages = ["guides/index.html", "guides/guide-1.html"]
            print(*shown(root / str(size) / "ours" / "site", pages), sep="\n")
        if options.edits:
            size = options.sizes[-1]
            print(f"\ntoolkit serve, {size} records x {len(LANGUAGES)} languages (budget: 0.3 s)")
            print(*edits.shown(*edits.measure(root / str(size) / "ours", options.edits)), sep="\n")
        if options.list:
            print(*lists.shown(root / "list", options.list), sep="\n")
        if options.growth:
            size = options.sizes[-1]
            large = cold_build(make(root / "large", size * options.growth))
            ratio = large.cpu / cold_build(root / str(size) / "ours").cpu
            print(
                f"\ngrowth: {options.growth} times the records cost {ratio:.2f} times the build (budget: {options.growth * 1.02:.1f}), "
                f"{large.cpu:.0f} s of the processor, {large.wall:.0f} s by the clock, {large.memory:.0f} MB of all processes together"
            )


if __name__ == "__main__":
    main()
