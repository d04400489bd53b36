"""Rules about old addresses: `redirect_from` of a record, a plain page or a type."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.addresses import address, is_reserved_folder
from toolkit_builder.checks.faults import did_you_mean, shortened
from toolkit_builder.model.library import Library
from toolkit_builder.model.redirects import Redirect, is_name, meant_name
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.names import WINDOWS_DEVICE


def _problem(written: Redirect, rule: str, message: Message, hint: Message, level: Severity = Severity.ERROR) -> Problem:
    return Problem(written.position, rule, message, hint, level, written.record, written.field)


def redirect_form(library: Library) -> Iterator[Problem]:
    """`redirect_from` holds names as the toolkit writes them: type and name, or the name of a plain page.

    Bad:  redirect_from: [/de/models/old-name.html]
    Good: redirect_from: [models/old-name]
    """
    for redirect in library.written_redirects:
        if _is_well_formed(library, redirect):
            continue
        message = say("`{typed}` is no old name.", typed=shortened(redirect.typed))
        hint = say("Write type and name, such as `models/old-name`; of a plain page, the name alone.")
        meant = meant_name(redirect.typed, library.settings.codes, library.settings.address)
        if _is_device(redirect.typed):
            message = say("Windows cannot store a file called `{name}`.", name=redirect.typed)
            hint = say("Take it out.")
        if not redirect.record:
            hint = say("Write the name of the folder that the shelf had, such as `models`.")
            meant = meant.partition("/")[0]
        yield _problem(
            redirect,
            "redirect-form",
            message,
            did_you_mean(meant if _is_free(library, redirect, meant) else "", hint, redirect.typed),
        )


def _is_free(library: Library, redirect: Redirect, meant: str) -> bool:
    """Whether a name that was probably meant can be written in place of what was: nothing else stands there."""
    name = meant if redirect.record else f"{meant}/index"
    return (
        meant != redirect.typed and name != redirect.new and not _stands_at(library, name) and not _place_of_site(library, name)
    )


def _is_well_formed(library: Library, redirect: Redirect) -> bool:
    is_fitting = bool(redirect.record) or ("/" not in redirect.typed and redirect.typed not in library.settings.codes)
    return is_name(redirect.typed, library.settings.codes) and is_fitting and not _is_device(redirect.typed)


def _is_device(typed: str) -> bool:
    return any(WINDOWS_DEVICE.match(part) for part in typed.split("/"))


def redirect_taken(library: Library) -> Iterator[Problem]:
    """An old address leads on from one place only, and from none where something stands.

    Bad:  redirect_from: [models/other], while models/other.en.md exists
    Good: redirect_from: [models/old-name], which exists no more
    """
    claimed: dict[str, Redirect] = {}
    for redirect in library.written_redirects:
        if not _is_well_formed(library, redirect):
            continue
        first = claimed.setdefault(redirect.old, redirect)
        hint = say("Take it out.")
        if redirect.old == redirect.new:
            message = say("`{name}` is what this is called now.", name=redirect.typed)
        elif there := _stands_at(library, redirect.old):
            message = say("`{name}` cannot lead here: {path} stands there.", name=redirect.typed, path=there)
            hint = say("Take it out here, or take that file out.")
        elif place := _place_of_site(library, redirect.old):
            message = say("The address {address} is taken: the site itself needs it.", address=place)
        elif first is not redirect and first.new == redirect.new:
            message = say("`{name}` stands here twice.", name=redirect.typed)
            hint = say("Take one of them out.")
        elif first is not redirect:
            message = say("`{name}` leads to `{other}` already.", name=redirect.typed, other=first.new.removesuffix("/index"))
            hint = say("Keep it where readers find what they look for: here, or in {path}.", path=first.position.path)
        else:
            continue
        yield _problem(redirect, "redirect-taken", message, hint)


def _stands_at(library: Library, name: str) -> str:
    """Return the file that readers see under a name; '' where there is none."""
    there = library.find(name)
    if there is not None:
        return "" if there.is_draft else there.original.path
    if name in library.loose:
        return next((version.path for version in library.loose[name]), f"{library.prefix}{name}")
    files = (file for place in _addresses(library, name) for file in library.addresses.get(place.casefold(), ()))
    return next(filter(None, files), "")


def _place_of_site(library: Library, name: str) -> str:
    """Return the address that a name would take from the site itself; '' where it takes none."""
    folder = name.partition("/")[0]
    if "/" in name and is_reserved_folder(folder, library.settings.codes):
        return f"{folder}/"
    return next((target for target in _addresses(library, name) if "" in library.addresses.get(target.casefold(), ())), "")


def _addresses(library: Library, name: str) -> list[str]:
    settings = library.settings
    return [address(code, settings.default_language, f"{name}.html") for code in settings.codes]


def redirect_to_draft(library: Library) -> Iterator[Problem]:
    """Old addresses of a draft lead nowhere, because readers do not see it.

    Bad:  draft: true and redirect_from: [models/old-name]
    Good: one of the two
    """
    for redirect in library.written_redirects:
        record = library.find(redirect.record)
        if record is not None and record.is_draft and _is_well_formed(library, redirect):
            message = say("`{name}` leads nowhere: this is a draft, which readers do not see.", name=redirect.typed)
            hint = say("Publish it, or let another record take over this old name.")
            yield _problem(redirect, "redirect-to-draft", message, hint, Severity.WARNING)


RULES = (redirect_form, redirect_taken, redirect_to_draft)
