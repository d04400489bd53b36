"""Rules about mkdocs.yml: what the toolkit needs, what it passes over, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit_builder.checks.faults import did_you_mean, faults_of, listing, problem_of, shortened
from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Fault, Message, Problem, Severity, say
from toolkit_builder.words import has_words


def missing_setting(library: Library) -> Iterator[Problem]:
    """Some settings must be there: a name, the theme, the plugins `toolkit` and `i18n`, one default language.

    Bad:  a language without a name
    Good: {locale: pl, name: Polski}
    """
    for fault in faults_of(library, "missing-setting"):
        details = fault.details
        message, level = say("`{setting}` is missing.", setting=fault.field), Severity.ERROR
        hint = say("Write `{example}`.", example=details["example"])
        if details.get("plugin"):
            message = say("The plugin `{name}` is missing.", name=details["plugin"])
            hint = say("Write `{example}` in the list of plugins, `toolkit` before `i18n`.", example=details["example"])
        elif details.get("default"):
            message = say("No language says that it is the default one.")
        elif details.get("set_by_itself"):
            level = Severity.WARNING
            message = say("`use_directory_urls: false` is missing; pages are called `name.html` all the same.")
        elif details.get("host"):
            level = Severity.WARNING
            message = say(
                "Nobody knows how a file is edited on {host}: pages have no link “Edit the file itself”.", host=details["host"]
            )
            hint = say("Write it as your host does it, such as `{example}`.", example=details["example"])
        yield problem_of(fault, message, hint, level)


def unknown_setting(library: Library) -> Iterator[Problem]:
    """Every name in mkdocs.yml is one that somebody reads.

    Bad:  - toolkit: {fallbacks: {ar: [fr]}}
    Good: - toolkit: {fallback: {ar: [fr]}}
    """
    for fault in faults_of(library, "unknown-setting"):
        name, known = fault.details["name"], fault.details["known"]
        message = say("`{group}` has no setting `{name}`.", group=fault.field or fault.position.path, name=name)
        hint = say("It has: {known}.", known=listing(known, 40))
        if fault.field == "plugins":
            message = say("A plugin called `{name}` is not installed.", name=name)
            hint = say("Take it out, or install it.")
        elif not fault.details["certain"]:
            hint = say("Take it out, if no plugin of yours needs it.")
        level = Severity.ERROR if fault.details["certain"] else Severity.WARNING
        yield problem_of(fault, message, did_you_mean(fault.details["meant"], hint, name), level)


_WANTED: Mapping[str, Message] = {
    "text": say("`{setting}` must be a text.", setting=""),
    "yes-no": say("`{setting}` must be `true` or `false`.", setting=""),
    "map": say("`{setting}` must hold names and values.", setting=""),
    "material": say("`{setting}` must be `material`: the pages are drawn with its styles.", setting=""),
    "suffix": say("`{setting}` must be `suffix`: the language stands in the name of each file.", setting=""),
    "folder": say("`{setting}`: there is no folder `{typed}`.", setting="", typed=""),
    "file": say("`{setting}`: there is no file `{typed}`.", setting="", typed=""),
    "no-circle": say("`{setting}`: `{typed}` leads back to where it is inherited.", setting="", typed=""),
    "inside": say("`{setting}` must be a folder inside the folder of mkdocs.yml.", setting=""),
    "within": say("`{setting}` must be a folder inside the folder of mkdocs.yml.", setting=""),
    "trusted": say(
        "`{setting}` may run code, read files or fetch from the network while pages are built: it is refused.", setting=""
    ),
    "address": say("`{setting}` must be a web address, such as https://example.org/toolkit/", setting=""),
    "form": say("`{setting}` may hold `{{path}}`, `{{path_noext}}`, and both with `!q` in them.", setting=""),
    "within-repository": say("`{setting}` must be a web address, or the end of one that begins with `repo_url`.", setting=""),
    "plugin": say("A plugin is a name, or a name with options."),
    "plugins": say("`{setting}` must be a list.", setting=""),
    "enabled": say("`{setting}` must be `true`: there is no toolkit without it.", setting=""),
    "languages": say("`{setting}` must be a list.", setting=""),
    "language": say("A language has a code and a name."),
    "slug": say("`{setting}` may only hold small letters a-z, digits and hyphens.", setting=""),
    "licence": say("`{setting}` must be an SPDX licence identifier, such as CC-BY-4.0.", setting=""),
    "contact": say("`{setting}` must be an e-mail address, or the address of a form that begins with https://.", setting=""),
    "issue-form": say(
        "`{setting}` must be an https address, which may hold "
        "`{{page}}`, `{{path}}`, `{{language}}`, `{{version}}` and `{{report}}`.",
        setting="",
    ),
    "seconds": say("`{setting}` must be a whole number of seconds, 1 or more.", setting=""),
    "months": say("`{setting}` must be a whole number of months, 1 or more.", setting=""),
    "codes": say("`{setting}` must be a list of languages.", setting=""),
}  # fmt: skip

_WRONG_HINTS: Mapping[str, Message] = {
    "material": say("Write `theme: {{name: material, font: false}}`."),
    "suffix": say("Write `docs_structure: suffix`, and call the files `name.de.md`."),
    "folder": say("Create it, or take the setting out."),
    "file": say("Write the way to the file, as seen from this one."),
    "no-circle": say("Take it out of one of the two files."),
    "inside": say("Put the folder of the content beside mkdocs.yml, and write its name."),
    "within": say("Put the folder beside mkdocs.yml, and write its name."),
    "trusted": say("Take it out. Who trusts all that mkdocs.yml names writes `trusted_config: true` at the plugin `toolkit`."),
    "address": say("Write it with https://, or leave the setting out."),
    "contact": say("Write `contact: office@example.org`, say, or leave the setting out."),
    "issue-form": say("Write `https://git.example.org/us/toolkit/-/issues/new?issue[description]={{report}}`, say."),
    "plugin": say("Write `- name`, or `- name: {{option: value}}`."),
    "plugins": say("Write each plugin on a line of its own that begins with `- `."),
    "enabled": say("Take it out."),
    "languages": say("Write `languages: [{{locale: en, name: English, default: true}}]`."),
    "language": say("Write `{{locale: en, name: English}}`."),
    "codes": say("Write `[en]`, with as many as are to be tried, best first."),
    "within-repository": say("Write `edit/main/content/`, say, and `repo_url` as well."),
    "map": say("Write each as `name: value`, on a line of its own and indented."),
    "form": say("Write `edit/main/content/{{path}}`, say."),
}  # fmt: skip


def wrong_setting(library: Library) -> Iterator[Problem]:
    """Every setting has a value that can be used.

    Bad:  site_url: example.org
    Good: site_url: https://example.org/
    """
    for fault in faults_of(library, "wrong-setting"):
        wanted, typed = fault.details["wanted"], shortened(fault.details["typed"])
        if wanted == "beside":
            message, hint = _lost(fault)
        else:
            message = Message(_WANTED[wanted].text, {"setting": fault.field, "typed": typed})
            hint = _WRONG_HINTS.get(wanted, NOTHING)
        if fault.details.get("meant"):
            hint = say("Did you mean `{meant}`?", meant=fault.details["meant"])
        elif fault.details.get("quote"):
            hint = say('Put it in quotes: "{typed}".', typed=typed)
        yield problem_of(fault, message, hint)


def _lost(fault: Fault) -> tuple[Message, Message]:
    """Tell which folder would be lost when the site is put in place."""
    message = say("`site_dir` lies in the folder of `{other}`.", other=fault.details.get("within"))
    if holds := fault.details.get("holds"):
        message = say("`site_dir` holds the folder of `{other}`, which would be lost with every build.", other=holds)
        if holds == "root":
            message = say("`site_dir` holds the toolkit itself, which would be lost with every build.")
    return message, say("Write `site_dir: site`.")


_CONTRADICTIONS: Mapping[str, tuple[Message, Message]] = {
    "order": (
        say("`toolkit` stands behind `i18n` in the list of plugins."),
        say("Put `toolkit` before `i18n`."),
    ),
    "twice": (say("The plugin `{name}` is listed twice.", name=""), say("Keep one of them.")),
    "spelling": (
        say("`license` and `licence` are the same setting."),
        say("Keep one of them."),
    ),
    "one-language": (
        say("`build_only_locale` leaves out languages that all pages link to."),
        say("Take it out. A language that is not to be published says `build: false`."),
    ),
    "language-twice": (say("The language `{name}` is listed twice.", name=""), say("Keep one of them.")),
    "defaults": (
        say("There are two default languages; the other is `{name}`.", name=""),
        say("Keep `default: true` for one of them."),
    ),
    "default-left-out": (
        say("The default language is left out by `build: false`."),
        say("Take `build: false` out, or make another language the default one."),
    ),
    "fallback": (
        say("`fallback` names the language `{name}`, which is not one of this toolkit's.", name=""),
        say("Its languages are: {known}.", known=""),
    ),
}  # fmt: skip


def settings_contradict(library: Library) -> Iterator[Problem]:
    """Settings fit each other.

    Bad:  two languages with `default: true`
    Good: one language with `default: true`
    """
    for fault in faults_of(library, "settings-contradict"):
        message, hint = _CONTRADICTIONS[fault.details["reason"]]
        name = shortened(fault.details.get("name", ""))
        hint = Message(hint.text, {"known": listing(fault.details.get("known", []), 40)})
        yield problem_of(fault, Message(message.text, {"name": name}), did_you_mean(fault.details.get("meant", ""), hint, name))


_INSTEAD: Mapping[str, Message] = {
    "use_directory_urls": say(
        "Write `use_directory_urls: false`: pages are called `name.html`, so that they open from a disk."),
    "nav": say("Take it out. Every page links to all shelves; their order is `order` in each `_type.yml`."),
    "exclude_docs": say("Take it out. What is not to be published says `draft: true` in its header."),
    "draft_docs": say("Take it out. What is not to be published says `draft: true` in its header."),
    "site_author": say("Take it out. Records name their `authors`."),
    "copyright": say("Take it out. The licence is an option of the plugin `toolkit`: `license: CC-BY-4.0`."),
    "extra_css": say("Take it out. Styles are added by a template in the folder `custom_dir`, which extends `base.html`."),
    "extra_javascript": say("Take it out. Scripts are added by a template in the folder `custom_dir` as well."),
    "markdown_extensions": say("Take it out. What a text may hold is the same in every toolkit; README tells it."),
    "search": say("Take it out. The toolkit has a search of its own, which works without a network."),
    "plugin": say("Take it out: pages are drawn without MkDocs, and other plugins see none of them."),
    "fallback_to_default": say("Write `fallback_to_default: true`, or take it out: every page exists in every language."),
    "reconfigure_material": say("Write `reconfigure_material: true`, or take it out."),
    "null": say("Take it out. A language of that name is not built."),
    "site_name": say("Take it out. The toolkit has one name."),
}  # fmt: skip


def ignored_setting(library: Library) -> Iterator[Problem]:
    """What mkdocs.yml says has an effect.

    Bad:  nav: [index.md]
    Good: no `nav`, and `order: 10` in `_type.yml`
    """
    for fault in faults_of(library, "ignored-setting"):
        message = say("`{setting}` has no effect on this site.", setting=fault.field)
        hint = _INSTEAD.get(fault.details["name"], say("Take it out."))
        yield problem_of(fault, message, hint, Severity.WARNING)


def language_code(library: Library) -> Iterator[Problem]:
    """The code of a language is what browsers know it by: two letters, and a script or a country behind hyphens.

    Bad:  locale: pt_BR, locale: cz
    Good: locale: pt-BR, locale: cs
    """
    for fault in faults_of(library, "language-code"):
        message = say("`{typed}` is no code of a language that can be used.", typed=shortened(fault.details["typed"]))
        hint = say("Codes are two letters (ISO 639-1), with a script or a country where needed: `pt`, `pt-BR`, `zh-Hant`.")
        if fault.details["meant"]:
            hint = say("Write `{meant}`, and call the files `name.{meant}.md`.", meant=fault.details["meant"])
        yield problem_of(fault, message, hint)


def missing_words(library: Library) -> Iterator[Problem]:
    """The interface speaks the languages of the toolkit; what it lacks is English, and marked so.

    Bad:  {locale: uk, name: Українська}, and no catalogue `uk.po`
    Good: toolkit_builder/words/uk.po with the words of the interface
    """
    for language in library.settings.languages:
        if f"languages.{language.code}" in library.settings.places and not has_words(language.code):
            where = library.settings.places[f"languages.{language.code}"]
            message = say(
                "The interface has no words in {name} (`{code}`): readers see English ones.",
                name=language.name,
                code=language.code,
            )
            hint = say(
                "Save a copy of `toolkit_builder/words/de.po` beside it as `{code}.po`, and translate what it holds.",
                code=language.code,
            )
            yield Problem(where, "missing-words", message, hint, Severity.WARNING)


RULES = (missing_setting, unknown_setting, wrong_setting, settings_contradict, ignored_setting, language_code, missing_words)
