"""Rules about templates of a toolkit's own, in `custom_dir`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.checks.faults import did_you_mean, faults_of, listing, problem_of, shortened
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Problem, Severity, say


def broken_template(library: Library) -> Iterator[Problem]:
    """A template can be read, and every template that it names is there.

    Bad:  overrides/record.html with {% extends "record.html" %}, which is itself
    Good: overrides/record.html with {% extends "base.html" %}
    """
    for fault in faults_of(library, "broken-template"):
        name, cause = shortened(fault.details.get("name", "")), shortened(fault.details.get("cause", ""), 300)
        message, hint = say("This template cannot be read: {reason}", reason=cause), say("Mend it, or take the file out.")
        if fault.details["reason"] == "encoding":
            message = say("This template is not saved as UTF-8.")
            hint = say("Save it once more, with UTF-8 as its encoding.")
        elif fault.details["reason"] == "missing":
            message = say("There is no template `{name}`.", name=name)
            hint = did_you_mean(fault.details["meant"], say("Save it in `custom_dir`, or take the line out."), name)
        elif fault.details["reason"] == "circle":
            message = say("This template extends `{name}`, which leads back to this one.", name=name)
            hint = say("Extend `base.html`: a template in `custom_dir` takes the place of ours of the same name.")
        yield problem_of(fault, message, hint)


def never_drawn(library: Library) -> Iterator[Problem]:
    """What a template that extends another one holds stands in blocks that the other one has: nothing else is shown.

    Bad:  {% extends "base.html" %}{% block contents %}...{% endblock %}
    Good: {% extends "base.html" %}{% block content %}...{% endblock %}
    """
    for fault in faults_of(library, "never-drawn"):
        name = shortened(fault.details["name"])
        if fault.details["reason"] == "outside":
            message = say("This stands outside of all blocks: it is never shown in its place on a page.")
            hint = say("Put it into a block of `{name}`.", name=name)
        else:
            message = say("The block `{name}` is never shown: what this template extends has none of that name.", name=name)
            known = say("There are: {known}.", known=listing(fault.details["known"], 40))
            hint = did_you_mean(fault.details["meant"], known, name)
        yield problem_of(fault, message, hint, Severity.WARNING)


RULES = (broken_template, never_drawn)
