"""Edits of a toolkit by chance, one after another: what people do to their files, and what happens to those that we write.

As a program: `python -m tests.edits 300` holds builds after 300 random sequences of edits against clean builds.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from click.testing import CliRunner

from toolkit_builder.cli import main

SITES = Path(__file__).parent / "sites"
Edit: TypeAlias = Callable[[Path, random.Random], None]
WORDS = ("kite", "Lin's workshop", "wind & rain", "Box", "**strong**", "2019", "الريح", "[Lin](../makers/lin.md)")


def texts(root: Path) -> list[Path]:
    """Return the files of records."""
    return sorted((root / "content").glob("*/*.md"))


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text("utf-8")), encoding="utf-8", newline="\n")


def change_text(root: Path, draw: random.Random) -> None:
    rewrite(draw.choice(texts(root)), lambda text: f"{text}\nThe {draw.choice(WORDS)} {draw.randrange(99)}.\n")


def change_title(root: Path, draw: random.Random) -> None:
    title = f'title: "{draw.choice(("Kite", "A Z", "زورق", "Old"))} {draw.randrange(99)}"'
    rewrite(draw.choice(texts(root)), lambda text: re.sub(r"^title: .*$", title, text, count=1, flags=re.MULTILINE))


def change_short_title(root: Path, draw: random.Random) -> None:
    line = f"short: Short {draw.randrange(99)}\n" if draw.random() < 0.7 else ""
    file = draw.choice([*texts(root), root / "content/about.en.md"])
    rewrite(file, lambda text: re.sub(r"^(title: .*\n)(?:short: .*\n)?", rf"\1{line}", text, count=1, flags=re.MULTILINE))


def change_summary(root: Path, draw: random.Random) -> None:
    summary = f"summary: S{draw.randrange(99)}."
    rewrite(draw.choice(texts(root)), lambda text: re.sub(r"^summary: .*$", summary, text, count=1, flags=re.MULTILINE))


def change_fact(root: Path, draw: random.Random) -> None:
    def change(text: str) -> str:
        text = re.sub(r"^(countries|country): .*$", lambda found: _country(found[1], draw), text, count=1, flags=re.MULTILINE)
        text = text.replace("status: open", "status: closed") if draw.random() < 0.3 else text
        text = re.sub(r"^winds: .*$", f"winds: [{draw.choice(('light', 'strong'))}]", text, count=1, flags=re.MULTILINE)
        return re.sub(
            r"^checked: .*$", f"checked: 20{draw.randrange(20, 26)}-03-0{draw.randrange(1, 9)}", text, flags=re.MULTILINE
        )

    rewrite(draw.choice(texts(root)), change)


def _country(name: str, draw: random.Random) -> str:
    code = draw.choice(("AU", "DE", "FR"))
    return f"{name}: [{code}]" if name == "countries" else f"{name}: {code}"


def add_record(root: Path, draw: random.Random) -> None:
    name = f"new-{draw.randrange(9)}"
    facts = f"status: {draw.choice(('open', 'closed'))}\ncountry: DE\nchecked: 2025-01-01"
    text = f'---\ntitle: "New {draw.randrange(99)}"\nsummary: S.\n{facts}\n---\nIt is new.\n'
    (root / f"content/makers/{name}.en.md").write_text(text, encoding="utf-8")


def add_reference(root: Path, draw: random.Random) -> None:
    makers = sorted({file.name.partition(".")[0] for file in (root / "content/makers").glob("*.md")})
    chosen = ", ".join(draw.sample(makers, min(len(makers), draw.randrange(1, 3))))
    file = draw.choice(sorted((root / "content/kites").glob("*.md")))
    rewrite(file, lambda text: re.sub(r"^makers: .*$", f"makers: [{chosen}]", text, count=1, flags=re.MULTILINE))


def translate(root: Path, draw: random.Random) -> None:
    slug = draw.choice(sorted({file.name.partition(".")[0] for file in (root / "content/makers").glob("*.en.md")}))
    file = root / f"content/makers/{slug}.ar.md"
    if file.exists():
        file.unlink()
    else:
        block = "translation: {of: en, method: machine}"
        file.write_text(f"---\ntitle: ورشة\nsummary: منذ.\n{block}\n---\nاسأل عن الطائرة.\n", encoding="utf-8")


def rename(root: Path, draw: random.Random) -> None:
    file = draw.choice(texts(root))
    slug = file.name.partition(".")[0]
    new = draw.choice((f"{slug}-b", "aa", "zz"))
    for path in sorted(file.parent.glob(f"{slug}.*")) + sorted(file.parent.glob(slug)):
        path.rename(path.with_name(path.name.replace(slug, new, 1)))
    if draw.random() < 0.5:
        original = next(iter(sorted(file.parent.glob(f"{new}.*.md"))))
        rewrite(original, lambda text: text.replace("---\n", f"---\nredirect_from: [{slug}]\n", 1))


def delete(root: Path, draw: random.Random) -> None:
    draw.choice(texts(root)).unlink()


def draft(root: Path, draw: random.Random) -> None:
    def change(text: str) -> str:
        return text.replace("draft: true\n", "") if "draft: true\n" in text else text.replace("---\n", "---\ndraft: true\n", 1)

    rewrite(draw.choice([*texts(root), root / "content/about.en.md"]), change)


def change_page(root: Path, draw: random.Random) -> None:
    file = root / draw.choice(("content/about.en.md", "content/index.en.md", "content/plans.en.md"))
    title = f"title: Page {draw.randrange(99)}"
    rewrite(
        file,
        lambda text: (
            re.sub(r"^title: .*$", title, text, count=1, flags=re.MULTILINE) if draw.random() < 0.5 else f"{text}\nMore.\n"
        ),
    )


def new_language(root: Path, draw: random.Random) -> None:
    line = "        - {locale: de, name: Deutsch}\n"
    rewrite(root / "mkdocs.yml", lambda text: text.replace(line, "") if line in text else text.rstrip("\n") + "\n" + line)


def change_settings(root: Path, draw: random.Random) -> None:
    rewrite(
        root / "mkdocs.yml",
        lambda text: re.sub(r"^site_name: .*$", f"site_name: Kites {draw.randrange(99)}", text, flags=re.MULTILINE),
    )


def change_vocabulary(root: Path, draw: random.Random) -> None:
    rewrite(root / "content/_vocabularies/winds.yml", lambda text: text.replace("en: Strong", f"en: Strong{draw.randrange(9)}"))


def change_type(root: Path, draw: random.Random) -> None:
    file = root / f"content/{draw.choice(('kites', 'makers'))}/_type.yml"
    rewrite(
        file,
        lambda text: re.sub(r"^colour: \w+$", f"colour: {draw.choice(('teal', 'rose', 'blue'))}", text, flags=re.MULTILINE),
    )


def own_template(root: Path, draw: random.Random) -> None:
    mkdocs, folder = root / "mkdocs.yml", root / "overrides"
    rewrite(mkdocs, lambda text: text.replace("font: false}", "font: false, custom_dir: overrides}"))
    folder.mkdir(exist_ok=True)
    extra = draw.choice(
        (
            "{{ view.title }}",
            "{{ view.reader.site.library.published | length }}",
            "{{ view.reader.record('makers/lin').text }}",
            "!",
        )
    )
    block = f"{{% block footer %}}<footer>{draw.randrange(9)} {extra}</footer>{{% endblock %}}"
    (folder / "record.html").write_text(f'{{% extends "main.html" %}}\n{block}\n', encoding="utf-8")


def own_style(root: Path, draw: random.Random) -> None:
    file = root / "overrides/assets/own.css"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"p {{ margin: {draw.randrange(99)}px; }}\n", encoding="utf-8")


def own_partial(root: Path, draw: random.Random) -> None:
    own_template(root, draw)
    (root / "overrides/mark.svg").write_text(f"<svg>{draw.randrange(99)}</svg>", encoding="utf-8")
    footer = '{% extends "main.html" %}{% block footer %}{% include "mark.svg" %}{% endblock %}'
    (root / "overrides/record.html").write_text(footer, encoding="utf-8")


def own_file_in_the_place_of_ours(root: Path, draw: random.Random) -> None:
    own_style(root, draw)
    mkdocs = root / "mkdocs.yml"
    rewrite(mkdocs, lambda text: text.replace("font: false}", "font: false, custom_dir: overrides}"))
    for name in ("sitemap.xml", "data/search/en/words.js", "assets/covers/kites/box.svg"):
        file = root / "overrides" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{draw.randrange(99)}", encoding="utf-8")


def change_picture(root: Path, draw: random.Random) -> None:
    for file in sorted((root / "content").rglob("*.svg")):
        rewrite(file, lambda text: text.replace("</svg>", f'<circle cx="{draw.randrange(99)}" cy="5" r="2"/></svg>'))


def wrong_times(root: Path, draw: random.Random) -> None:
    file = draw.choice(texts(root))
    before = file.stat()
    rewrite(file, lambda text: text.replace("a", "e", 1) if draw.random() < 0.5 else text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def garble_cache(root: Path, draw: random.Random) -> None:
    for file in sorted((root / ".toolkit").glob("*")):
        data = bytearray(file.read_bytes())
        if data and draw.random() < 0.7:
            at = draw.randrange(len(data))
            file.write_bytes(bytes(data[:at]) + (b"" if draw.random() < 0.5 else draw.randbytes(3) + bytes(data[at + 3 :])))


def spoil_site(root: Path, draw: random.Random) -> None:
    files = [file for file in sorted((root / "site").rglob("*")) if file.is_file() and file.name != "library.json"]
    for file in draw.sample(files, min(len(files), 5)):
        file.unlink() if draw.random() < 0.5 else file.write_bytes(file.read_bytes() + b" ")


CONTENT_EDITS: Sequence[Edit] = (
    change_text, change_text, change_title, change_title, change_short_title, change_summary, change_fact, change_fact,
    add_record, add_reference, translate, rename, delete, draft, change_page, new_language, change_settings,
    change_vocabulary, change_type, change_picture, wrong_times,
)  # fmt: skip
EDITS: Sequence[Edit] = (
    *CONTENT_EDITS, own_template, own_partial, own_file_in_the_place_of_ours, own_style, garble_cache, spoil_site,
)  # fmt: skip


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, by its place."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def build(root: Path, jobs: int = 1) -> tuple[int, str]:
    """Build a toolkit; returns what the command ended with, and said."""
    result = CliRunner(env={"LANGUAGE": "en"}).invoke(main, ["build", "--jobs", str(jobs), "--root", str(root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def differences(seed: int, number: int, folder: Path, site: str = "kites") -> Iterator[str]:
    """Edit a toolkit ``number`` times, and yield how its build after each edit differs from a clean one."""
    draw = random.Random(seed)
    root = Path(shutil.copytree(SITES / site, folder / "edited"))
    build(root)
    told = []
    for _ in range(number):
        edit = draw.choice(EDITS)
        before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
        edit(root, draw)
        told.append(edit.__name__)
        code, said = build(root)
        clean = Path(shutil.copytree(root, folder / "clean", ignore=shutil.ignore_patterns("site", ".toolkit", "site.*")))
        clean_code, clean_said = build(clean)
        name = f"seed {seed}: {', '.join(told)}"
        if code != clean_code:
            yield f"{name}: ends with {code} instead of {clean_code}:\n{said}{clean_said}"
        elif code == 0:
            here, there = files_in(root / "site"), files_in(clean / "site")
            differing = sorted(one for one in here.keys() | there.keys() if here.get(one) != there.get(one))
            if differing:
                yield f"{name}: {differing}"
        else:
            # Nothing more would be built: somebody mends it.
            told.pop()
            for file in [one for one in (root / "content").rglob("*") if one.is_file() and one not in before]:
                file.unlink()
            for file, data in before.items():
                if not file.is_relative_to(root / "site"):
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
        shutil.rmtree(clean)


if __name__ == "__main__":
    wanted = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    wrong = 0
    for seed in range(first, first + wanted):
        with tempfile.TemporaryDirectory() as folder:
            for difference in differences(seed, 6, Path(folder)):
                wrong += 1
                print(difference, flush=True)
                break
    print(f"{wrong} of {wanted} sequences differ")
