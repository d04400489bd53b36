"""`make bench`: build the same records with `toolkit` and with plain MkDocs + Material + static-i18n, and print the ratios.

Budgets: DESIGN 10. Times are wall-clock seconds of whole processes on this machine, in this run; only the ratios count.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import lists
from bench.records import LANGUAGES, generate
from bench.typing import generate_long, shown_long
from bench.weight import shown

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: seconds, and the largest memory of its processes in MB."""

    seconds: float
    memory: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end and account for it; raises CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(BIN / command[0]), *command[1:]], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    _, errors = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    # ru_maxrss is the peak of the largest child so far; commands run from small to large.
    return Run(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def measure(root: Path, records: int) -> dict[str, Run]:
    """Build ``records`` records in three languages in every way."""
    folder = root / str(records)
    generate(folder, records)
    ours, stock = folder / "ours", folder / "stock"
    runs = {"check": run(["toolkit", "check"], ours)}
    runs["build"] = run(["toolkit", "build"], ours)
    runs["again"] = run(["toolkit", "build"], ours)
    runs["stock"] = run(["mkdocs", "build", "-q"], stock)
    shutil.rmtree(stock)
    return runs


def cold_build(folder: Path) -> float:
    """Return the seconds of a build from nothing: the faster of two, because noise only ever adds."""

    def once() -> float:
        shutil.rmtree(folder / ".toolkit", ignore_errors=True)
        return run(["toolkit", "build"], folder).seconds

    return min(once(), once())


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
            stock = runs["stock"].seconds
            budgets = {"build": "at least 5", "again": "at least 15", "check": "at least 20"}
            for name, budget in budgets.items():
                seconds = runs[name].seconds
                print(
                    f"  {name:6} {seconds:7.2f} s   stock {stock:7.2f} s   {stock / seconds:6.1f} times faster (budget at 1,000: {budget})"
                )
            print(f"  memory {runs['build'].memory:7.0f} MB (budget at 1,000: 400, largest process)")
            pages = ["guides/index.html", "guides/guide-1.html"]
            print(*shown(root / str(size) / "ours" / "site", pages), sep="\n")
        if options.list:
            print(*lists.shown(root / "list", options.list), sep="\n")
        if options.growth:
            size = options.sizes[-1]
            generate(root / "large", size * options.growth)
            ratio = cold_build(root / "large" / "ours") / cold_build(root / str(size) / "ours")
            print(f"\ngrowth: {options.growth} times the records cost {ratio:.2f} times the build (budget: 3.3)")


if __name__ == "__main__":
    main()
