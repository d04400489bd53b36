"""Generate a toolkit of any size: the same texts for us and for plain MkDocs."""

from __future__ import annotations

import random
from pathlib import Path

LANGUAGES = ("en", "de", "fr")

_WORDS = [
    "mentor",
    "learner",
    "meeting",
    "goal",
    "plan",
    "listen",
    "question",
    "answer",
    "trust",
    "time",
    "week",
    "group",
    "practice",
    "feedback",
    "example",
    "story",
    "step",
    "reason",
    "change",
    "help",
    "partner",
    "course",
    "skill",
    "work",
    "language",
    "centre",
    "visit",
    "letter",
    "list",
    "result",
    "term",
    "place",
    "begin",
    "end",
]

TYPE = """\
label: {en: Guide, de: Leitfaden, fr: Guide}
plural: {en: Guides, de: Leitfäden, fr: Guides}
about: {en: Generated guides, de: Erzeugte Leitfäden, fr: Guides produits}
colour: blue
motif: discs
mark: GU
fields:
  countries: {kind: country, many: true, required: true, facet: true, label: {en: Where, de: Wo, fr: Où}}
  since: {kind: year, sort: true, label: {en: Since, de: Seit, fr: Depuis}}
  audience: {kind: choice, from: audiences, required: true, facet: true, label: {en: For whom, de: Für wen, fr: Pour qui}}
  duration: {kind: text, translate: true, label: {en: Time, de: Dauer, fr: Durée}}
  related: {kind: reference, to: guides, many: true, label: {en: See also, de: Siehe auch, fr: Voir aussi}}
  sources:
    kind: group
    many: true
    required: true
    label: {en: Sources, de: Quellen, fr: Sources}
    fields: {title: {kind: text, required: true}, url: {kind: url, required: true}}
"""

VOCABULARY = """\
label: {en: For whom, de: Für wen, fr: Pour qui}
terms:
  adults: {label: {en: Adults, de: Erwachsene, fr: Adultes}}
  young-people: {label: {en: Young people, de: Jugendliche, fr: Jeunes}}
  teachers: {label: {en: Teachers, de: Lehrende, fr: Enseignants}}
"""

OURS = """\
site_name: Bench
site_url: https://example.org/
docs_dir: content
use_directory_urls: false
theme: {{name: material, font: false}}
plugins:
  - toolkit
  - i18n: {{docs_structure: suffix, languages: {languages}}}
"""

STOCK = """\
site_name: Bench
site_url: https://example.org/
docs_dir: content
use_directory_urls: false
theme: {{name: material, font: false}}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, tables, toc, pymdownx.details, pymdownx.highlight, pymdownx.superfences, {{pymdownx.tabbed: {{alternate_style: true}}}}, pymdownx.tasklist]
plugins:
  - search
  - i18n: {{docs_structure: suffix, languages: {languages}}}
"""


def _sentence(random_words: random.Random) -> str:
    words = random_words.choices(_WORDS, k=random_words.randint(8, 18))
    return " ".join(words).capitalize() + "."


def _text(random_words: random.Random, links: list[str]) -> str:
    def paragraph() -> str:
        return " ".join(_sentence(random_words) for _ in range(4))

    parts = [paragraph()]
    for number, title in enumerate(("How it works", "What you need", "Start small", "What is known")):
        parts += [f"## {title}", paragraph()]
        if number == 1:
            parts.append(
                "\n".join(f"- **{random_words.choice(_WORDS).capitalize()}**: {_sentence(random_words)}" for _ in range(4))
            )
        if number == 2:
            parts.append(
                "| Step | Minutes |\n|---|---|\n"
                + "\n".join(f"| {random_words.choice(_WORDS)} | {n * 5} |" for n in range(1, 5))
            )
            parts.append('!!! tip "Good to know"\n\n    ' + paragraph())
        if number == 3:
            parts.append("See " + " and ".join(f"[another guide]({link})" for link in links) + ".")
    return "\n\n".join(parts) + "\n"


def generate(root: Path, records: int) -> None:
    """Write a toolkit of ``records`` records in three languages into ``root/ours`` and ``root/stock``."""
    for name, config in (("ours", OURS), ("stock", STOCK)):
        folder = root / name / "content"
        (folder / "guides").mkdir(parents=True)
        listed = [f"{{locale: {code}, name: {code}{', default: true' if code == 'en' else ''}}}" for code in LANGUAGES]
        (root / name / "mkdocs.yml").write_text(config.format(languages=f"[{', '.join(listed)}]"), "utf-8")
        _write_content(folder, records, ours=name == "ours")


def _write_content(folder: Path, records: int, ours: bool) -> None:
    random_words = random.Random(20261123)
    if ours:
        (folder / "_vocabularies").mkdir()
        (folder / "_vocabularies" / "audiences.yml").write_text(VOCABULARY, "utf-8")
        (folder / "guides" / "_type.yml").write_text(TYPE, "utf-8")
    for code in LANGUAGES:
        block = "" if code == "en" else "translation: {of: en, method: human}\n"
        (folder / f"index.{code}.md").write_text(f"---\ntitle: Bench\nsummary: A bench.\n{block}---\nWelcome.\n", "utf-8")
    for number in range(records):
        # Plain MkDocs has a page that lists everything in the navigation; ours has the catalogue.
        links = [f"guide-{random_words.randrange(records)}.md" for _ in range(2)]
        for code in LANGUAGES:
            title = f"Guide {number} {code}"
            facts = (
                f"countries: [BE, FR]\nsince: {1950 + number % 70}\naudience: adults\n"
                f"related: [guide-{(number + 1) % records}, guide-{(number + 7) % records}]\n"
                "sources:\n  - {title: A report, url: 'https://example.org/report'}\n"
                if code == "en"
                else "translation: {of: en, method: human}\n"
            )
            header = f"---\ntitle: {title}\nsummary: {_sentence(random_words)[:200]}\nduration: six months\n{facts}---\n"
            (folder / "guides" / f"guide-{number}.{code}.md").write_text(header + _text(random_words, links), "utf-8")
