"""What numbers in words are worth: `twelve`, `fünfundzwanzig`, `dwie trzecie`, `نصف`, XXI.

Only what is needed to see that a figure and a word say the same. A word too many that counts as a number does no harm here:
it can excuse a figure, and accuses none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

# The beginnings of words as they are left by `_plain`: small, without accents. A `$` says that nothing may follow; other signs
# are those of regular expressions. Longer ones stand before shorter ones wherever both fit.
_WORDS: dict[str, str] = {
    "en": """
        0 zero nil none no$ nobody never; 1 one(?!r) once single first; 2 two twice second double both couple pair
        twofold; 3 three thrice third triple; 0.3333 thirds; 4 four; 5 fiv fift; 6 six; 7 seven; 8 eigh; 9 nin; 10 ten$
        tens$ tenth tenfold decade; 11 eleven; 12 twel dozen noon; 13 thirteen; 14 fourteen fortnight; 15 fifteen; 16
        sixteen; 17 seventeen; 18 eighteen; 19 nineteen; 20 twent score$ scores$; 30 thirt; 40 fort[yi]; 50 fifty fifti;
        60 sixt[yi]; 70 sevent[yi]; 80 eight[yi]; 90 ninet[yi]; 100 hundred centur; 1000 thousand; 1000000 million;
        1000000000 billion; 0.5 half halv midway; 0.25 quarter; 24 midnight""",
    "de": """
        0 null kein nie$ niemand; 1 ein$ eins ein(?:e|er|en|em|es)$
        ein(?=und|mal|stund|wochig|tagig|jahr|monat|hundert|tausend) erst einzel; 2 zwei zwo doppel beid paar; 3 drei
        dritt; 4 vier; 5 funf; 6 sech; 7 sieb; 8 acht; 9 neun; 10 zehn jahrzehnt; 11 elf; 12 zwolf dutzend mittag; 13
        dreizehn; 14 vierzehn; 15 funfzehn; 16 sechzehn; 17 siebzehn; 18 achtzehn; 19 neunzehn; 20 zwanzig; 30 dreißig
        dreissig; 40 vierzig; 50 funfzig; 60 sechzig; 70 siebzig; 80 achtzig; 90 neunzig; 100 hundert jahrhundert; 1000
        tausend; 1000000 million; 1000000000 milliard; 0.5 halb halft; 0.25 viertel; 1.5 anderthalb eineinhalb; 24
        mitternacht; 0.3333 drittel""",
    "fr": """
        0 zero aucun nul$ nulle$ jamais; 1 un$ une$ premi seul; 2 deux second double couple paire; 3 trois trimestr; 0.3333
        tiers; 4 quatr; 5 cinq; 6 six semestr; 7 sept(?!emb); 8 huit; 9 neuf neuvi; 10 dix decenni; 11 onz; 12 douz midi$; 13
        treiz; 14 quatorz; 15 quinz; 16 seiz; 20 vingt; 30 trent; 40 quarant; 50 cinquant; 60 soixant; 70 septant; 80
        huitant octant; 90 nonant; 100 cent$ cents$ centain centi siecle; 1000 mill[ei]; 1000000 million; 1000000000
        milliard; 0.5 demi moitie; 0.25 quart$ quarts$; 24 minuit""",
    "es": """
        0 cero ningun nunca nadie; 1 un$ uno$ una$ unos$ unas$ primer solo$ sola$; 2 dos$ segund doble amb[oa]s par$
        pareja; 3 tres$ tercer trimestr triple; 4 cuatr; 5 cinc(?!u) quint; 6 seis sext semestr; 7 siete septim; 8 ocho octav; 9
        nueve noven(?!t); 10 diez decim decad; 11 onc; 12 doc(?:e|en); 13 trec; 14 catorc; 15 quinc; 10 dieci; 20 veint;
        30 treint; 40 cuarent; 50 cincuent; 60 sesent; 70 setent; 80 ochent; 90 novent; 100 cien$ cient centen siglo;
        200 doscient; 300 trescient; 400 cuatrocient; 500 quinient; 600 seiscient; 700 setecient; 800 ochocient; 900
        novecient; 1000 mil$ miles$; 1000000 millon; 0.5 medi[oa] mitad; 0.25 cuart; 0.3333 terci; 12 mediodia; 24
        medianoche""",
    "pl": """
        0 zero zerow zaden zadn nikt; 1 jed(?:en|n) pierwsz raz$ pojedyncz; 2 dwa$ dwie$ dwo(?:ch|m|j) dwu drug[aiu]
        drugie ob(?:a|ie|u|oj) para$ pary$ parach podwojn; 3 trzy(?!m) trze(?:ch|ma|ci) troj potroj; 4 czter czwart
        czworo; 5 pieci piec piat; 6 szesc szost; 7 siedm siedem siodm; 8 osiem osm; 9 dziewiec dziewiat; 10 dziesiec
        dziesiat dekad; 11 jedenas[tc]; 12 dwanas[tc] dwunast tuzin poludni; 13 trzynas[tc]; 14 czternas[tc]; 15
        pietnas[tc] kwadrans; 16 szesnas[tc]; 17 siedemnas[tc]; 18 osiemnas[tc]; 19 dziewietnas[tc]; 20 dwadziesci
        dwudziest; 30 trzydziesci trzydziest; 40 czterdziesci czterdziest; 50 piecdziesiat piecdziesieci; 60
        szescdziesiat szescdziesieci; 70 siedemdziesiat siedemdziesieci; 80 osiemdziesiat osiemdziesieci; 90
        dziewiecdziesiat dziewiecdziesieci; 100 sto$ stu$ setn setk setek stulec wiek; 200 dwiescie dwustu; 300 trzysta
        trzystu; 400 czterysta czterystu; 500 piecset pieciuset; 600 szescset szesciuset; 700 siedemset; 800 osiemset;
        900 dziewiecset; 1000 tysia[ck] tysiec; 1000000 milion; 1000000000 miliard; 0.5 poł$ poł(?=godzin|rocz|ow)
        połow; 1.5 połtor; 0.25 cwierc kwarta; 24 połnoc""",
    "ar": """
        0 صفر لا$; 1 حادي واحد احد اول وحيد مرة; 2 اثن ثنا ثان مرتي مرتا زوج كلا$ كلتا ضعف; 3 ثلاث ثالث; 4 اربع رابع; 5
        خمس خامس; 6 ست$ ستة سته سادس; 7 سبع سابع; 8 ثمان ثماني ثامن; 9 تسع تاسع; 10 عشر عاشر عقد; 20 عشرون عشرين عشريني;
        30 ثلاثون ثلاثين; 40 اربعون اربعين; 50 خمسون خمسين; 60 ستون ستين; 70 سبعون سبعين; 80 ثمانون ثمانين; 90 تسعون
        تسعين; 100 مية ماية ميات قرن$; 200 ميتا ميتي مايتا مايتي; 1000 الف الاف; 2000 الفين الفان; 1000000 مليون ملايين;
        2000000 مليونين; 1000000000 مليار; 0.5 نصف انصاف منتصف; 0.25 ربع$ ارباع; 0.3333 ثلث ثلثي ثلثا; 12 ظهر$; 24 ليل$""",
}  # fmt: skip
KNOWN = frozenset(_WORDS)
"""The languages whose number words are known here."""

_NO_PREFIX = re.compile("")
_PREFIXES = {"ar": re.compile("[وف]?[بلك]?(?:ال|ل)?(?=..)")}
# What may stand between the parts of a number, within a word and between words: trois ans et demi.
_WITHIN = re.compile("und|(?<=i)ocho|ة|s$")
_BETWEEN = frozenset("and a und et y i و e heure heures an ans hora horas ano anos".split())
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\s-]")
_ROMAN = re.compile(r"(?<!\w)[IVXLCDM]{1,8}(?=(?:e|er|ème|th|ª|º|ᵉ)?(?!\w))")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_KANJI = re.compile("[〇零一二三四五六七八九两兩十百千万萬億亿]+")
_KANJI_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2} | {sign: n for n, sign in enumerate("三四五六七八九", 3)}
_KANJI_TENS = {"十": 10, "百": 100, "千": 1000}
_KANJI_SCALES = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
# A half is said of hours, years, percents; so are the other parts. "An hour and a half" has no other number.
_PARTS = {
    0.5: (50, 30, 6, 2, 90, 18),
    0.25: (25, 15, 4, 3),
    0.3333: (3, 33, 33.3, 20, 4, 0.33),
    1.5: (90, 18),
    14: (2,),
    15: (2,),
}


def values_in_words(text: str, language: str) -> frozenset[str]:
    """Return what the number words in a text are worth, each as `model/figures.py` writes it."""
    found = {float(_roman(numeral[0])) for numeral in _ROMAN.finditer(text)}
    found.update(float(value) for numeral in _KANJI.finditer(text) for value in _kanji(numeral[0]))
    if language in _WORDS:
        for run in _runs(text, language):
            found |= _worth(run)
    return frozenset(written(value) for value in found)


def written(value: float) -> str:
    """Write a number the same way everywhere: no zeros behind the point that mean nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


@lru_cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, float]]:
    entries = _WORDS[language].split(";")
    stems = [(stem, float(number)) for entry in entries for number, *found in [entry.split()] for stem in found]
    stems.sort(key=lambda pair: -len(re.sub(r"\(\?.*?\)|\[.*?\]|\$", "", pair[0])))
    values = {f"n{at}": value for at, (_, value) in enumerate(stems)}
    return re.compile("|".join(f"(?P<n{at}>{stem})" for at, (stem, _) in enumerate(stems))), values


def _runs(text: str, language: str) -> Iterator[list[float]]:
    """Yield the numbers that follow each other without other words between them."""
    run: list[float] = []
    for word in _WORD_OR_SIGN.findall(_plain(text)):
        if found := _numbers(word, language):
            run += found
        elif run and word not in _BETWEEN:
            yield run
            run = []
    if run:
        yield run


@lru_cache(maxsize=20_000)
def _numbers(word: str, language: str) -> Sequence[float]:
    """Return the numbers that a word begins with: 5 and 20 for `fünfundzwanzigste`."""
    pattern, values = _pattern(language)
    if len(word) > 60:
        return ()
    starts = {0, *(found.end() for found in [_PREFIXES.get(language, _NO_PREFIX).match(word)] if found)}
    for start in sorted(starts):
        at, numbers = start, []
        while found := pattern.match(word, at):
            numbers.append(values[found.lastgroup or ""])
            link = _WITHIN.match(word, found.end())
            at = link.end() if link else found.end()
        if numbers:
            return numbers
    return ()


def _worth(run: Sequence[float]) -> set[float]:
    """Return what a run of numbers may be worth: each alone, what they make together, and what their parts are of a whole."""
    found = {*run}
    total = current = 0.0
    for before, value in zip([0.0, *run], run, strict=False):
        if value >= 1000 and value in (1000, 10**6, 10**9):
            total, current = total + max(current, 1) * value, 0.0
        elif 1 <= current < 10 and (value in (12, 100) or (value == 20 and current == 4)):
            # Three hundred, two dozen, quatre-vingts.
            current *= value
        elif value < 1 and 1 < before < 10:
            parts = before * value
            found |= {parts, round(parts * 100), round(parts, 2), round(parts * 100, 1), parts * 60, parts * 12}
            current += value
        else:
            current += value
        found |= {current, total + current}
    for value in [*found]:
        found.update(_PARTS.get(value, ()))
        if value % 1 in (0.5, 0.25, 0.75):
            found |= {value * 60, value * 12, value * 100}
    return found


@lru_cache(maxsize=256)
def _letter(letter: str) -> str:
    """Return a small letter without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", letter.lower()) if unicodedata.category(sign) != "Mn")


def _plain(text: str) -> str:
    text = text.lower()
    return text if text.isascii() else "".join(letter if letter.isascii() else _letter(letter) for letter in text)


def _roman(signs: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in signs]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _kanji(signs: str) -> Iterator[int]:
    if not {*signs} & ({*_KANJI_TENS} | {*_KANJI_SCALES}):
        yield int("".join(str(_KANJI_DIGITS[sign]) for sign in signs[:12]))
        return
    total = part = digit = 0
    for sign in signs[:24]:
        if sign in _KANJI_DIGITS:
            digit = _KANJI_DIGITS[sign]
        elif sign in _KANJI_TENS:
            part, digit = part + (digit or 1) * _KANJI_TENS[sign], 0
        else:
            total, part, digit = total + max(part + digit, 1) * _KANJI_SCALES[sign], 0, 0
    yield total + part + digit
