"""What templates are drawn with: a Jinja environment with a toolkit's own templates before ours, and functions for values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from types import FunctionType, MethodType
from typing import Any

from babel import numbers
from babel.support import NullTranslations
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    Template,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from toolkit_builder.addresses import map_path
from toolkit_builder.model.directions import direction_of, is_apart, set_apart
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import ABSENT, Status
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.assets import folders, made_small
from toolkit_builder.publishing.contact import contact_of
from toolkit_builder.publishing.failing import Missing
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.inline import Inline
from toolkit_builder.publishing.parts import Card
from toolkit_builder.publishing.saved import saved_styles, start_styles
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import View
from toolkit_builder.publishing.ways import ways_of
from toolkit_builder.reading.own_templates import TEMPLATES
from toolkit_builder.settings import Settings
from toolkit_builder.words import one_stop, page_words

_DISPLAY = Inline(made_small((TEMPLATES.parent / "display.js").read_text("utf-8")))
POLICY = (
    f"default-src 'none'; script-src 'self' 'sha256-{_DISPLAY.digest}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load and do: the Content-Security-Policy of all pages."""


def environment(settings: Settings, own: Mapping[str, bytes] | None = None) -> Environment:
    """Return the environment of a toolkit: everything is escaped unless marked safe, and our functions are at hand.

    Templates of the toolkit's ``own`` lie in its folder where they are not given.
    """
    loader = FileSystemLoader(folders(settings)) if own is None else _away(settings, own)
    # A build takes a moment; templates do not change under it.
    env = _Environment(
        loader=loader, autoescape=True, auto_reload=False, bytecode_cache=_COMPILED, cache_size=-1, undefined=Missing
    )
    env.add_extension("jinja2.ext.i18n")
    speaker = _Speaker()
    env.install_gettext_callables(speaker.gettext, speaker.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(_=speaker.say, gettext=speaker.say)
    env.filters["one_stop"] = lambda drawn: type(drawn)(one_stop(drawn))
    env.globals.update(
        other_language=other_language,
        text_language=text_language,
        said=said,
        apart=apart,
        titled=titled,
        set_apart=set_apart,
        direction_of=direction_of,
        number=in_digits,
        status_tag=status_tag,
        map_path=map_path,
        once=_Once(),
        speaker=speaker,
        saved_styles=saved_styles,
        ways_of=ways_of,
        contact_of=contact_of,
        start_styles=start_styles,
        # Nothing is drawn before it has run: as a file of its own it would be one more to wait for.
        display_script=Markup(f"<script>{_DISPLAY.text}</script>"),  # noqa: S704 - it is ours
        policy=Markup(POLICY),  # noqa: S704 - it is ours, and stands between double quotation marks
    )
    return env


class _Context(Context):
    """Calls what templates call. A page has some 300 calls; Jinja looks for three marks on each, which hardly any has."""

    @internalcode
    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja
        """Call a plain function, a method or a macro at once, and everything else as Jinja does."""
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind is not MethodType and (kind is not FunctionType or hasattr(__obj, "jinja_pass_arg")):
            return super().call(__obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class _Template(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return what `import` gives. Jinja compares all global names for it each time; none of ours is of one page."""
        return self._module or super()._get_default_module(ctx)


class _Environment(Environment):
    context_class = _Context
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Put together what all templates are given. Jinja would look it up in two places, name by name, for each page."""
        return {**self.globals, **(d or {})}


def _away(settings: Settings, own: Mapping[str, bytes]) -> BaseLoader:
    """Return what finds templates where the toolkit's folder is not; they are told by their places in it."""

    def load(name: str) -> tuple[str, str, None] | None:
        within = "/".join(split_template_path(name))
        return (own[within].decode(), str((settings.overrides or settings.root) / within), None) if within in own else None

    return ChoiceLoader([FunctionLoader(load), FileSystemLoader([TEMPLATES])])


class _Compiled(BytecodeCache):
    """Templates that were compiled before, for who builds again and again. Jinja holds each against its text."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from here, if it is there."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class _Once:
    """What is the same on many pages of a language (shelves, footer, menus) is drawn once: `{% call once(...) %}`."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, ...], Markup] = {}

    def __call__(self, *key: Hashable, caller: Callable[[], Markup]) -> Markup:
        if key not in self._drawn:
            self._drawn[key] = caller()
        return self._drawn[key]


class _Speaker:
    """The words of the interface in the language that is drawn now; imported macros keep the functions they once were given."""

    def __init__(self) -> None:
        self.words = NullTranslations()
        self._known: dict[tuple[NullTranslations, str], Markup] = {}

    def gettext(self, text: str) -> str:
        return str(self.words.gettext(text))

    def say(self, text: str, /, **variables: object) -> Markup:
        """Return words as Jinja's own `gettext` does. Most have no gaps, and are on every page."""
        key = (self.words, text)
        if key not in self._known:
            self._known[key] = Markup(self.gettext(text))  # noqa: S704 - words are ours, and gaps are filled safely
        said = self._known[key]
        return said % variables if "%" in said else said

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(self.words.ngettext(singular, plural, number))


def speak(env: Environment, language: str) -> None:
    """Let the templates speak a language."""
    speaker = env.globals["speaker"]
    assert isinstance(speaker, _Speaker)
    speaker.words = page_words(language)


_ZEROS = {
    "adlm": 0x1E950, "arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "cakm": 0x11136, "deva": 0x966, "hmnp": 0x1E140,
    "mtei": 0xABF0, "mymr": 0x1040, "nkoo": 0x7C0, "olck": 0x1C50, "tibt": 0xF20,
}  # fmt: skip
"""Systems of digits that languages use where nothing else is asked for, by their zero."""


def in_digits(value: int, reader: Reader) -> str:
    """Return a number as it is written in the reader's language, in the digits that browsers use there as well."""
    text = numbers.format_decimal(value, locale=reader.locale, numbering_system="default")
    zero = _ZEROS.get(reader.locale.default_numbering_system, ord("0"))
    return text.translate({ord("0") + digit: zero + digit for digit in range(10)})


def other_language(value: Shown, reader: Reader) -> Markup:
    """Return the attributes `lang` and `dir` for a value that is not in the reader's language; else nothing."""
    return _language_attributes(value.language, reader)


def text_language(view: View) -> Markup:
    """Return the attributes `lang` and `dir` for a page's text where it is not in the reader's language."""
    return _language_attributes(view.foreign, view.reader)


_NOTHING = Markup()


def _language_attributes(language: str, reader: Reader) -> Markup:
    if not language:
        return _NOTHING
    return Markup(' lang="{}" dir="{}"').format(language, reader.direction_of(language))


def said(value: Shown | str, reader: Reader, alone: bool = False) -> Markup:
    """Return words in their own direction, and apart from their neighbours; of ``alone`` there are none.

    They stand in an element that has the attributes of `other_language`.
    """
    text, language = (value, "") if isinstance(value, str) else (value.text, value.language)
    return apart(text, reader.direction_of(language), alone)


def apart(text: str, around: str, alone: bool = False) -> Markup:
    """Return words apart from others of the direction ``around``, if they must be; of ``alone`` there are none."""
    if not is_apart(text, around):
        return escape(text)
    own = direction_of(text, around)
    return escape(text) if alone and own == around else Markup('<bdi dir="{}">{}</bdi>').format(own, text)


def titled(title: str, around: str, view: View) -> Markup:
    """Return a page's title as it stands in a line of the direction ``around``."""
    own = direction_of(title, view.reader.direction_of(view.foreign))
    if not view.foreign and own == around and not is_apart(title, around):
        return escape(title)
    language = Markup(' lang="{}"').format(view.foreign) if view.foreign else ""
    return Markup('<bdi{} dir="{}">{}</bdi>').format(language, own, title)


def status_tag(card: Card, reader: Reader) -> Markup:
    """Return the mark of a card that says what is not as expected: retired, another language, machine, behind."""
    tags = []
    if reader.is_retired(card.record):
        tags.append(("retired", reader.word("Retired")))
    if card.status in ABSENT:
        name = KINDS["language"].show(card.title.language or card.record.original.language, NO_FIELD, reader).text
        tags.append(("missing", reader.word("Text in: {language}").format(language=name)))
    elif card.status is Status.MACHINE:
        tags.append(("machine", reader.word("Machine translation")))
    elif card.status is Status.BEHIND:
        tags.append(("behind", reader.word("Needs an update")))
    elif card.status is Status.NOT_KNOWN:
        tags.append(("behind", reader.word("Not compared with the original")))
    return Markup(" ").join(Markup('<p class="status {}">{}</p>').format(name, text) for name, text in tags)
