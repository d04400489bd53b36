"""Rules about files: what may lie in the content folder, and how it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from toolkit_builder.checks.faults import did_you_mean, faults_of, listing, problem_of, shortened
from toolkit_builder.checks.gathering import with_places
from toolkit_builder.languages import nearest
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Details, Fault, Message, Position, Problem, say


def no_content(library: Library) -> Iterator[Problem]:
    """The content folder must exist.

    Bad:  mkdocs.yml says `docs_dir: content`, and there is no such folder
    Good: a folder `content/` with at least one type and one record
    """
    for fault in faults_of(library, "no-content"):
        hint = say("Create the folder, or write the right name after `docs_dir:` in mkdocs.yml.")
        if fault.details["meant"]:
            hint = say("Write `docs_dir: {meant}` in mkdocs.yml.", meant=fault.details["meant"])
        yield problem_of(fault, say("There is no folder `{folder}`.", folder=fault.details["folder"]), hint)


def bad_name(library: Library) -> Iterator[Problem]:
    """Names of files and folders hold small letters a-z, digits and single hyphens, at most 64.

    Bad:  Mein Café.de.md
    Good: mein-cafe.de.md
    """
    for fault in faults_of(library, "bad-name"):
        name, meant, limit = fault.details["name"], fault.details["meant"], fault.details["limit"]
        message = say("The name `{name}` may only hold small letters a-z, digits and hyphens.", name=name)
        if fault.details["long"]:
            message = say(
                "The name `{name}` has {length} characters; {limit} are allowed.", name=name, length=len(name), limit=limit
            )
        hint = say("Choose a name in Latin letters; the title inside may be written in any script.")
        if meant:
            hint = say("Call it `{meant}`.", meant=meant + _rest_of_name(fault.position.path, name))
        yield problem_of(fault, message, did_you_mean("", hint, name))


def _rest_of_name(path: str, name: str) -> str:
    """Return what stands behind the part of a file's name that is wrong: `.de.md`, `.jpg`; '' where a folder's is."""
    file = path.rpartition("/")[2]
    rest = file.removeprefix(name) if file.startswith(f"{name}.") else ""
    return rest if rest.endswith(".md") else rest.lower()


def reserved_name(library: Library) -> Iterator[Problem]:
    """Some names cannot exist on Windows.

    Bad:  con.en.md, aux.en.md, com1.jpg
    Good: conference.en.md
    """
    for fault in faults_of(library, "reserved-name"):
        message = say("Windows cannot store a file called `{name}`.", name=fault.details["name"])
        yield problem_of(fault, message, say("Choose a longer name."))


def unexpected_file(library: Library) -> Iterator[Problem]:
    """The content folder holds records, their pictures, types and vocabularies, and nothing else.

    Bad:  models/duo.docx, models/page.html, models/drafts/old/duo.en.md
    Good: models/duo.en.md, models/duo/photo.jpg
    """
    for fault in faults_of(library, "unexpected-file"):
        message = say("A file called `{name}` has no place here.", name=fault.details["name"])
        details = fault.details
        hint = _place_for(details["name"], details["sort"], details["meant"])
        if details["taken"] and details["sort"] in ("yaml", "renamed"):
            hint = say("`{name}` is there already. Keep one of the two.", name=details["meant"])
        yield problem_of(fault, message, hint)


def _place_for(name: str, sort: str, meant: str) -> Message:
    """Say what to do with a file that has no place, by its sort (reading/leftovers.py)."""
    hint = say(
        "Records are `<type>/<name>.<language>.md`, pictures are jpg, png, webp or svg in `<type>/<name>/`. "
        "Move it or take it out."
    )
    match sort:
        case "yaml":
            hint = say("Call it `{meant}`.", meant=meant)
        case "renamed":
            hint = say("Texts are Markdown here: call it `{meant}`.", meant=meant)
        case "text":
            hint = say("Texts are Markdown here: save what it says as `{meant}`, and take it out.", meant=meant)
        case "picture":
            hint = say("Pictures are jpg, png, webp or svg: save it as one of these.")
        case "table":
            hint = say("Write what it holds as records, or as a table in a text, and take it out.")
        case "document":
            hint = say("Write what it says as `{meant}`, or link to where it is published, and take it out.", meant=meant)
        case "film":
            hint = say("Take it out, and put the address where it is published into a text, alone in a paragraph.")
        case "archive":
            hint = say("Unpack it, and take it out.")
        case "shortcut":
            hint = say("It is a shortcut and holds nothing itself: put what it leads to here, or link to it in a text.")
    return hint


def second_copy(library: Library) -> Iterator[Problem]:
    """A file is there once: copies that programs make when two people change it at once hold somebody's work.

    Bad:  duo.en (Ada's conflicted copy 2026-11-23).md, duo.en.sync-conflict-20261123-101112-ABCDEFG.md beside duo.en.md
    Good: duo.en.md, with what both have written
    """
    for fault in faults_of(library, "second-copy"):
        name, own = fault.details["name"], fault.details["own"]
        message = say("`{name}` is a second copy of `{own}`, which readers would not see.", name=name, own=own)
        hint = say("Take over into `{own}` what is different in it, then take it out.", own=own)
        yield problem_of(fault, message, hint)


def file_too_large(library: Library) -> Iterator[Problem]:
    """A text has at most 512 KB, a picture at most 2 MB: people open them over slow lines.

    Bad:  a photo straight from a camera
    Good: the same photo, 1600 pixels wide
    """
    for fault in faults_of(library, "file-too-large"):
        size, limit = fault.details["size"] // 1024, fault.details["limit"] // 1024
        message = say("The file has {size} KB; {limit} KB are allowed.", size=size, limit=limit)
        hint = say("Make the picture smaller: 1600 pixels are wide enough.")
        if fault.position.path.endswith((".md", ".yml")):
            hint = say("Split it into several files.")
        yield problem_of(fault, message, hint)


def unsafe_picture(library: Library) -> Iterator[Problem]:
    """A picture is what its name says, and a drawing runs nothing and loads nothing.

    Bad:  a web page called photo.jpg, <svg onload="..."> in drawing.svg
    Good: a photo called photo.jpg, a drawing of shapes and text
    """
    for fault in faults_of(library, "unsafe-picture"):
        kind, found = fault.details["kind"], fault.details.get("found", "")
        message = say("The file is not a {kind} picture, whatever its name says.", kind=kind)
        hint = say("Open it in a program for pictures and save it again as {kind}.", kind=kind)
        reason = fault.details.get("reason")
        if reason == "unsafe":
            message = say("The drawing holds `{found}`, which could run or load something.", found=shortened(found))
            hint = say("Save it as plain SVG, without scripts and links, or save it as PNG.")
        elif reason == "encoding":
            message = say("The drawing is not written in UTF-8, but in `{encoding}`.", encoding=shortened(found))
            if not found:
                message = say("The drawing is not written in UTF-8: here is a byte that means nothing in it.")
            hint = say("Save it again as SVG; programs for drawings write UTF-8 today.")
        elif reason == "too-much":
            message = say("The drawing has too many shapes, too deep within each other, or some that refer to themselves.")
            hint = say("Make it simpler, or save it as PNG.")
        elif reason in ("cut-off", "moves", "pixels"):
            message, hint = _wrong_with_photo(fault.details)
        yield problem_of(fault, message, hint)


def _wrong_with_photo(details: Details) -> tuple[Message, Message]:
    if details["reason"] == "moves":
        return say("The picture moves, and readers cannot stop it."), say("Save one picture of it.")
    if details["reason"] == "pixels":
        message = say(
            "The picture has {size} pixels; {limit} million are allowed.", size=details["found"], limit=details["limit"]
        )
        return message, say("Make the picture smaller: 1600 pixels are wide enough.")
    message = say("The picture is not whole: its end is missing, or something in it is damaged.")
    return message, say("Copy it once more from where it came, or save it anew in a program for pictures.")


def symbolic_link(library: Library) -> Iterator[Problem]:
    """Content is made of files, not of links to files elsewhere.

    Bad:  models/duo.en.md -> ../../private/duo.md
    Good: a copy of the file
    """
    for fault in faults_of(library, "symbolic-link"):
        yield problem_of(fault, say("This is a symbolic link, not a file."), say("Put the file itself here."))


def not_a_file(library: Library) -> Iterator[Problem]:
    """Devices, sockets and pipes are not content.

    Bad:  a named pipe in content/
    Good: a regular file
    """
    for fault in faults_of(library, "not-a-file"):
        yield problem_of(fault, say("This is not a regular file."), say("Take it out."))


def no_language(library: Library) -> Iterator[Problem]:
    """Every text says its language before `.md`.

    Bad:  models/duo.md, or models/duo.md beside models/duo.en.md
    Good: models/duo.en.md
    """
    for fault in faults_of(library, "no-language"):
        name, twin, meant = fault.details["name"], fault.details["twin"], fault.details["meant"]
        message = say("The name `{name}` does not say the language.", name=name)
        hint = say("Call it `{meant}`, with the language that it is written in.", meant=meant)
        if not meant:
            hint = say("Choose a name in Latin letters, and put the language behind it: `name.en.md`.")
        if twin:
            message = say("`{name}` stands beside `{twin}`; only one of them would be shown.", name=name, twin=twin)
            hint = say("Give it the language that it is written in. If another file is in that language, keep one of the two.")
        yield problem_of(fault, message, hint)


def unknown_language(library: Library) -> Iterator[Problem]:
    """Only languages that mkdocs.yml lists can be published.

    Bad:  models/duo.xx.md
    Good: models/duo.de.md, with `de` among the languages of the plugin `i18n`
    """
    for fault in faults_of(library, "unknown-language"):
        typed, known = str(fault.details["language"]), fault.details["known"]
        message = say("The language `{language}` is not one of this toolkit's languages.", language=typed)
        hint = say("Use one of these: {known}. New languages are added in mkdocs.yml.", known=listing(known))
        folded = {code.casefold(): code for code in known}
        wanted = typed.replace("_", "-").casefold()
        likely = (wanted, nearest(typed).casefold(), wanted.partition("-")[0])
        meant = next((folded[code] for code in likely if code in folded), "")
        if meant and meant in fault.details.get("there", ()):
            hint = say("`{name}` is there already. Keep one of the two.", name=f"{fault.details['stem']}.{meant}.md")
            meant = ""
        yield problem_of(fault, message, did_you_mean(meant, hint))


def no_type(library: Library) -> Iterator[Problem]:
    """A folder of records needs a `_type.yml` that says what they are.

    Bad:  recipes/soup.en.md without recipes/_type.yml
    Good: recipes/_type.yml and recipes/soup.en.md
    """
    by_folder: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults_of(library, "no-type"):
        by_folder[fault.details["folder"]].append(fault)
    for fault, *others in by_folder.values():
        folder, good, known = fault.details["folder"], fault.details["good"], fault.details["known"]
        message = say("The folder `{folder}` has no `_type.yml`.", folder=folder)
        hint = say("Move the record into one of these folders: {known}.", known=listing(known))
        if good and not known:
            hint = say("Write `{folder}/_type.yml`.", folder=good)
        elif good == folder:
            hint = say(
                "Move the record into one of these folders: {known}. Or write `{folder}/_type.yml`.",
                known=listing(known), folder=folder,
            )  # fmt: skip
        elif good:
            hint = say(
                "Move the record into one of these folders: {known}. Or call the folder `{folder}` and write its `_type.yml`.",
                known=listing(known), folder=good,
            )  # fmt: skip
        yield with_places(problem_of(fault, message, hint), [other.position for other in others])


def same_address(library: Library) -> Iterator[Problem]:
    """No two files may end up at the same address; small and capital letters count as equal.

    Bad:  models/index.en.md, where the list of models stands; start-here.en.md; pictures of a page called `assets`
    Good: models/overview.en.md
    """
    for address, paths in library.addresses.items():
        for path in paths[1:]:
            message = say(
                "`{path}` and `{other}` would get the same address, {address}.", path=path, other=paths[0], address=address
            )
            hint = say("Rename one of them.")
            if not paths[0]:
                message = say("The address {address} is taken: the site itself needs it.", address=address)
                hint = say("Choose another name.")
            yield Problem(Position(path), "same-address", message, hint)


LONGEST_PATH = 120
"""Characters of a page's path in the ZIP: Windows stops at 260, and nobody knows in how deep a folder it is unpacked."""


def long_path(library: Library) -> Iterator[Problem]:
    """The path of a page in the ZIP has at most 120 characters: Windows unpacks no longer ones in a folder of its user.

    Bad:  a type and a record whose names have 60 letters each
    Good: shorter names; the title inside may be as long as it has to be
    """
    settings = library.settings
    others = sorted((code for code in settings.codes if code != settings.default_language), key=len)
    before = f"{settings.slug}-offline/{others[-1]}/" if others else f"{settings.slug}-offline/"
    for record in library.records_and_pages:
        path = f"{before}{record.id}.html"
        if (over := len(path) - LONGEST_PATH) > 0:
            message = say("In the ZIP, the path of this page has {length} characters; {limit} are allowed: `{path}`.",
                          length=len(path), limit=LONGEST_PATH, path=path)  # fmt: skip
            name = record.id.rpartition("/")[2]
            hint = say(
                "Shorten the names in it; that of the file, for example, to {number} characters.", number=len(name) - over
            )
            if len(name) <= over:
                hint = say("Shorten the names in it: of the toolkit (`slug`), the type, the file.")
            yield Problem(Position(record.original.path), "long-path", message, hint)


RULES = (
    no_content, bad_name, reserved_name, unexpected_file, second_copy, file_too_large, unsafe_picture, symbolic_link,
    not_a_file, no_language, unknown_language, no_type, same_address, long_path,
)  # fmt: skip
