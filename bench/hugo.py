"""The same records with Hugo, the quickest builder of sites there is: what can be had at best. Measured where it is installed.

Its templates show what ours show on a page, as far as Hugo knows it: text, fields, translations, a list of all. It checks
nothing, and makes no search, no covers, no saved copies, no data.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bench import processes
from bench.processes import Cost
from bench.records import LANGUAGES

PROGRAM = shutil.which("hugo")
"""Where Hugo is installed; None where it is not."""

_BASE = """\
<!doctype html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .RelPermalink }}">{{ end }}
<link rel="stylesheet" href="{{ "style.css" | relURL }}"></head>
<body><header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<ul>{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" lang="{{ .Language.Lang }}">{{ .Language.Lang }}</a></li>{{ end }}</ul></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer></body></html>
"""
_SINGLE = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><p class="lead">{{ .Params.summary }}</p>
<dl>{{ range $name := slice "countries" "since" "audience" "duration" }}{{ with index $.Params $name }}<div><dt>{{ $name }}</dt><dd>{{ . }}</dd></div>{{ end }}{{ end }}</dl>
{{ .TableOfContents }}{{ .Content }}
<ul>{{ range .Params.related }}{{ with $.Site.GetPage (print "guides/" .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul>
<ol>{{ range .Params.sources }}<li><a href="{{ .url }}">{{ .title }}</a></li>{{ end }}</ol></article>{{ end }}
"""
_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.summary }}</p></li>{{ end }}</ul>{{ end }}
"""


def generate(ours: Path, folder: Path) -> None:
    """Write a site for Hugo of the texts of a toolkit."""
    languages = "".join(f"[languages.{code}]\nweight = {number}\n" for number, code in enumerate(LANGUAGES, 1))
    files = {
        "hugo.toml": f'baseURL = "https://example.org/"\ntitle = "Bench"\ndefaultContentLanguage = "en"\n{languages}',
        "layouts/baseof.html": _BASE,
        "layouts/single.html": _SINGLE,
        "layouts/list.html": _LIST,
        "static/style.css": "body { font-family: sans-serif }\n",
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for text_file in ours.glob("content/**/*.md"):
        copy = folder / "content" / text_file.relative_to(ours / "content")
        # What Hugo calls a page that lists others.
        copy = copy.with_name(copy.name.replace("index.", "_index."))
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text_file, copy)


def measure(ours: Path, folder: Path) -> Cost | None:
    """Build the texts of a toolkit with Hugo, everything anew, as it always does; None where it is not installed."""
    if PROGRAM is None:
        return None
    generate(ours, folder)
    return processes.run([PROGRAM, "--quiet"], folder)
