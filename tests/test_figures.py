"""Figures in all languages: what says the same is no difference, and what differs is told at its place."""

from __future__ import annotations

import pytest

from toolkit_builder.model.figures import Said

SAME = [
    ("en: on 3 May 2026", "de: am 3. Mai 2026"),
    ("en: on 3 May 2026", "pl: 3 maja 2026 r."),
    ("en: on May 3, 2026", "es: el 3 de mayo de 2026"),
    ("en: on May 3rd, 2026", "fr: le 3 mai 2026"),
    ("en: May 1, 2026", "fr: le 1er mai 2026"),
    ("en: on 3 May 2026", "ja: 2026年5月3日に"),
    ("en: on 3 May 2026", "zh: 2026年5月3日"),
    ("en: on 3 May 2026", "ko: 2026년 5월 3일"),
    ("en: on 3 May 2026", "vi: ngày 3 tháng 5 năm 2026"),
    ("en: on 3 May 2026", "ar: في ٣ مايو ٢٠٢٦"),
    ("en: on 3 May 2026", "ar: في 3 أيار 2026"),
    ("en: on 3 May 2026", "uk: 3 травня 2026 року"),
    ("en: in May 2026", "uk: у травні 2026"),
    ("en: in May 2026", "fi: toukokuussa 2026"),
    ("en: in May 2026", "pl: w maju 2026 r."),
    ("en: 5/3/2026", "de: 3.5.2026"),
    ("en: 5/3/2026", "de: 3. Mai 2026"),
    ("en: 5/3/2026", "de: 5. März 2026"),
    ("en: 2026-05-03", "cs: 3. 5. 2026"),
    ("en: 03/05/26", "de: 3.5.2026"),
    ("en: 05/2026", "de: Mai 2026"),
    ("en: 3 May", "de: 3.5. nachmittags"),
    ("en: from 3 to 5 May 2026", "de: vom 3. bis 5. Mai 2026"),
    ("en: May 3 and 4, 2026", "de: am 3. und 4. Mai 2026"),
    ("en: 3 May 2026", "th: 3 พฤษภาคม 2569"),
    ("en: in 2026", "th: ปี ๒๕๖๙"),
    ("en: in 2026", "ja: 令和8年に"),
    ("en: on 5 March 2026", "ar: في 15 رمضان 1447"),
    ("en: in 2026", "ar: عام ١٤٤٧ هـ"),
    ("en: on 3 May 2026", "fa: ۱۳ اردیبهشت ۱۴۰۵"),
    ("en: on 3 May 2026", "fa: ۱۴۰۵/۰۲/۱۳"),
    ("en: in 2026", "he: בשנת 5786"),
    ("en: in 2026", "am: በ2018"),
    ("en: in the 1990s", "de: in den 90er Jahren"),
    ("en: in the 1990s", "de: in den 1990ern"),
    ("en: in the 1990s", "fr: dans les années 90"),
    ("fr: les années 1990", "pl: lata 90."),
    ("en: in the 1990s", "es: en los noventa"),
    ("en: the 1990s", "uk: 90-ті роки"),
    ("en: the 1920s", "ru: двадцатые годы"),
    ("en: the 21st century", "pl: XXI wiek"),
    ("en: the 21st century", "fr: le XXIe siècle"),
    ("en: the 21st century", "de: das 21. Jahrhundert"),
    ("en: the 20th century", "sv: 1900-talet"),
    ("en: the 2nd time", "de: das zweite Mal"),
    ("en: the first time", "ru: в 1-й раз"),
    ("en: two hours", "de: 2 Stunden"),
    ("en: 2 hours", "ar: ساعتان"),
    ("en: 2 hours", "pl: dwie godziny"),
    ("en: 1 hour", "pl: godzina"),
    ("en: half an hour", "fr: 30 minutes"),
    ("en: 30 minutes", "pl: pół godziny"),
    ("en: 1.5 hours", "de: anderthalb Stunden"),
    ("en: 90 minutes", "pl: półtorej godziny"),
    ("en: one and a half hours", "fr: 90 minutes"),
    ("en: 12 eggs", "fr: une douzaine d'œufs"),
    ("en: a dozen", "de: 12 Stück"),
    ("en: two dozen", "de: 24 Stück"),
    ("en: 25 people", "de: fünfundzwanzig Menschen"),
    ("en: 25 people", "ar: خمسة وعشرون شخصًا"),
    ("en: 90 people", "fr: quatre-vingt-dix personnes"),
    ("en: 250 people", "es: doscientas cincuenta personas"),
    ("en: 12 weeks", "pl: dwunastotygodniowy"),
    ("en: 12 weeks", "uk: дванадцять тижнів"),
    ("en: 50 %", "de: die Hälfte"),
    ("en: two thirds", "de: 2/3"),
    ("en: ¾ of them", "fr: les trois quarts"),
    ("en: 67 %", "fr: deux tiers"),
    ("en: 72 %", "de: 72%"),
    ("en: 72 percent", "de: 0,72"),
    ("en: 72%", "ar: ٧٢٪"),
    ("en: 1,250 people", "de: 1.250 Menschen"),
    ("en: 1,250 people", "pl: 1250 osób"),
    ("en: 12,500", "fr: 12 500"),
    ("en: 1,250", "de: 1’250"),
    ("en: 100,000", "hi: १,००,०००"),
    ("en: 1,234,567.5", "de: 1.234.567,5"),
    ("en: 4,000", "ar: ٤٬٠٠٠"),
    ("en: 4.5 million", "de: 4,5 Mio."),
    ("en: 4.5 million", "fr: 4 500 000"),
    ("en: 4.5m", "pl: 4,5 mln"),
    ("en: 4.5 million", "uk: 4,5 млн"),
    ("en: 2 billion", "de: 2 Milliarden"),
    ("en: 2 billion", "es: 2.000 millones"),
    ("en: 20k", "de: 20.000"),
    ("en: 30,000", "zh: 3万"),
    ("en: 5 lakh", "en: 500,000"),
    ("en: 36", "fa: ۳۶"),
    ("en: 36", "bn: ৩৬"),
    ("en: 36", "km: ៣៦"),
    ("en: 36", "ja: ３６"),
    ("en: 36 people", "zh: 三十六人"),
    ("en: 10-12 weeks", "de: 10 bis 12 Wochen"),
    ("en: 10–12", "ar: 10 إلى 12"),
    ("en: 2019-20", "de: 2019/2020"),
    ("en: 1½", "de: 1,5"),
    ("en: 9 m²", "de: 9 qm"),
    ("en: +49 (30) 123-456", "de: +49 30 123456"),
    ("en: at 3 pm", "de: um 15 Uhr"),
    ("en: at 3:30 p.m.", "fr: à 15h30"),
    ("en: at 3:30 pm", "de: um 15.30 Uhr"),
    ("en: 3 pm", "pl: o 15:00"),
    ("en: 15:00", "ar: الساعة ٣ عصرًا"),
    ("en: 9:00–12:30", "de: 9–12.30 Uhr"),
    ("en: $1,200.00", "de: 1.200 $"),
    ("en: version 4.1.2", "de: Version 4.1.2"),
    ("en: COVID-19 and H5P", "de: Corona und interaktive Inhalte"),
    ("en: open 24/7", "de: rund um die Uhr"),
    ("en: First (1) this, then (2) that", "de: Erst dies, dann das"),
    ("en: see www.example.org/2020/31 or report-2019.pdf", "de: siehe dort"),
    ("en: 21st in line", "id: urutan ke-21"),
    ("en: in 2026", "he: ב-2026"),
]  # fmt: skip
DIFFERENT = [
    ("en: 72 %", "de: 27 %", ["27 "], ["72 "]),
    ("en: on 3 May 2026", "de: am 3. Juni 2026", ["3. Juni"], ["3 May"]),
    ("en: on 3 May 2026", "de: am 4. Mai 2026", ["4. Mai"], ["3 May"]),
    ("en: on 3 May 2026", "de: am 3. Mai 2025", ["2025"], ["2026"]),
    ("en: in 2026", "th: ปี 2568", ["2568"], ["2026"]),
    ("en: in 2026", "ar: عام 1444", ["1444"], ["2026"]),
    ("en: 5/3/2026", "de: 4. Mai 2026", ["4. Mai"], ["5/3/2026"]),
    ("en: 4.5 million", "de: 4,5 Milliarden", ["4,5"], ["4.5"]),
    ("en: 1,250", "de: 1.520", ["1.520"], ["1,250"]),
    ("en: the 1990s", "de: die 80er Jahre", ["80"], ["1990"]),
    ("en: two hours", "de: 3 Stunden", ["3"], []),
    ("en: 12 weeks", "pl: 21 tygodni", ["21"], ["12"]),
    ("en: 12 weeks", "uk: 21 тиждень", ["21"], []),
    ("en: 37 weeks", "uk: тижні", [], ["37"]),
    ("en: at 3 pm", "de: um 16 Uhr", ["16"], ["3"]),
    ("en: 10-12 weeks", "de: 10 bis 14 Wochen", ["14"], ["12"]),
    ("en: +49 30 123456", "de: +49 30 123465", ["49 30 123465"], ["49 30 123456"]),
    ("en: version 4.1.2", "de: Version 4.1.3", ["4.1.3"], ["4.1.2"]),
    ("en: Page 5 of 20", "ar: ص ٥ من ٣٠", ["٣٠"], ["20"]),
    ("en: 0.5", "de: 0,05", ["0,05"], ["0.5"]),
]  # fmt: skip


def said(told: str) -> Said:
    """Read `de: 3. Mai`."""
    language, _, words = told.partition(": ")
    return Said.of(words, language)


def lacking(one: Said, other: Said) -> list[str]:
    """Return the figures of one that the other does not have."""
    return [figure.typed for figure in one.figures if figure.counted and not other.holds(figure)]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_figures(one: str, other: str) -> None:
    assert (lacking(said(one), said(other)), lacking(said(other), said(one))) == ([], [])


@pytest.mark.parametrize(("one", "other", "added", "missing"), DIFFERENT)
def test_other_figures(one: str, other: str, added: list[str], missing: list[str]) -> None:
    assert lacking(said(other), said(one)) == [one.strip() for one in added]
    assert lacking(said(one), said(other)) == [one.strip() for one in missing]
