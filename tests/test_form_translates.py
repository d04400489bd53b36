"""A translation in the form: which passages are behind, and what becomes of the fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
LOADED = (
    "toolkit", "directions", "form-words", "form-yaml", "form-controls", "form-picker", "form-fields", "form-photo",
    "form-drafts", "form-translate",
)  # fmt: skip
TEXT: dict[str, Any] = {
    "kind": "text", "label": "", "help": "", "example": "", "required": False, "many": False, "translate": True, "max": None,
    "fields": [],
}  # fmt: skip
FIELDS = [
    {**TEXT, "name": "title", "label": "Title", "required": True},
    {**TEXT, "name": "tips", "label": "Tips", "many": True},
    {**TEXT, "name": "steps", "label": "Steps", "kind": "group", "many": True, "translate": False, "fields": [
        {**TEXT, "name": "text", "label": "Step"}, {**TEXT, "name": "minutes", "kind": "number", "translate": False},
    ]},
]  # fmt: skip
PASSAGES = ("title", "tips.1", "tips.2", "tips.3", "steps.1.text", "steps.2.text", "# One", "# Two")
STARTS = {"# One": {"start": 0}, "# Two": {"start": 15}}
ORIGINAL: dict[str, Any] = {
    "language": "en", "path": "content/x/y.en.md", "header": "", "lines": {},
    "values": {
        "title": "Tea", "tips": ["a 1", "b 2", "c 3"],
        "steps": [{"text": "Pour", "minutes": 3}, {"text": "Wait 26 minutes", "minutes": 26}],
    },
    "text": "## One\n\nText.\n\n## Two\n\nMore, see https://example.org/x.\n",
    "passages": [{"name": name, "digest": f"now-{name}", **STARTS.get(name, {})} for name in PASSAGES],
}  # fmt: skip
OWN: dict[str, Any] = {
    "language": "de", "path": "content/x/y.de.md", "header": "", "lines": {}, "known": True,
    "values": {
        "title": "Tee", "tips": ["a 1", "b 2"], "steps": [{"text": "Gießen"}, {"text": "Warten"}], "translation": {"of": "en"},
    },
    "text": "## Eins\n\nText.\n\n## Zwei\n\nMehr.\n",
    "passages": [{"name": "# Eins", "digest": "", "start": 0}, {"name": "# Zwei", "digest": "", "start": 16}],
    "behind": [["tips.2", "then-tips.2"], ["tips.3", ""], ["# Two", "then-# Two"]], "gone": ["then-gone"],
}  # fmt: skip
BEGIN = """([fields, original, own]) => {
  const record = { id: "x/y", type: "x", slug: "y", original: "en", versions: [original, own] };
  const type = { name: "x", fields, sections: [] };
  const draft = toolkit.form.drafts.translate(record, "de", { types: [type] });
  window.draft = draft;
  window.record = record;
  const control = (field, way, value, changed) => ({
    field, way, id: "form-" + way, value, changed, data: {}, draft, language: "de", direction: "ltr", isAsked: () => true,
  });
  document.body.replaceChildren(...toolkit.form.translation.rows({
    draft, type, original, direction: "ltr", control, isKnown: true,
    behind: toolkit.form.drafts.behind(record, draft).map(one => one[0]), gone: toolkit.form.drafts.gone(record, draft).length,
    settled: () => toolkit.form.drafts.settled(record, draft), changed: () => {},
    settle: names => toolkit.form.drafts.settle(record, draft, names),
  }));
}"""
FINGERPRINT = "() => toolkit.form.drafts.fingerprint(window.record, window.draft)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><body></body></html>")
    for name in LOADED:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    page.evaluate(BEGIN, [FIELDS, ORIGINAL, OWN])
    yield page
    page.close()


def now(*names: str) -> list[str]:
    return [f"now-{name}" for name in names]


def test_what_nobody_compared_stays_as_it_was_known(page: Page) -> None:
    known = [*now("title", "tips.1"), "then-tips.2", *now("steps.1.text", "steps.2.text", "# One"), "then-# Two", "then-gone"]
    assert page.evaluate(FINGERPRINT) == known
    assert page.locator(".passage.open").count() == 2


def test_all_entries_of_a_list_are_compared_at_once(page: Page) -> None:
    tips = page.locator('.passage[data-passage="tips.1"]')
    tips.get_by_role("checkbox").check()
    known = [*now("title", "tips.1", "tips.2", "tips.3", "steps.1.text", "steps.2.text", "# One"), "then-# Two", "then-gone"]
    assert page.evaluate(FINGERPRINT) == known
    tips.get_by_role("checkbox").uncheck()
    assert "then-tips.2" in page.evaluate(FINGERPRINT)


def test_who_changes_a_passage_has_compared_it(page: Page) -> None:
    page.locator('.passage[data-passage="# Two"] textarea').fill("## Zwei\n\nMehr: https://example.org/x")
    expect(page.locator('.passage[data-passage="# Two"] .ours .told')).to_have_text("")
    assert "now-# Two" in page.evaluate(FINGERPRINT)
    assert page.evaluate("window.draft.text") == "## Eins\n\nText.\n\n## Zwei\n\nMehr: https://example.org/x\n"


def test_what_is_gone_is_known_until_it_is_taken_out(page: Page) -> None:
    page.get_by_label("It is taken out here, too").check()
    assert "then-gone" not in page.evaluate(FINGERPRINT)


def test_figures_that_are_missing_are_named(page: Page) -> None:
    step = page.locator('.passage[data-passage="steps.2.text"]')
    expect(step.locator(".told")).to_contain_text("26")
    step.locator("textarea").fill("٢٦ Minuten warten")
    expect(step.locator(".told")).to_have_text("")


def test_groups_keep_number_and_order_of_the_original(page: Page) -> None:
    page.evaluate("() => { window.draft.values = { translation: { of: 'en' } }; }")
    page.locator('.passage[data-passage="steps.2.text"] textarea').fill("Warten")
    assert page.evaluate("window.draft.values.steps") == [{}, {"text": "Warten"}]


# The site is built anew while a draft waits ----------------------------------------------------------------------------

REBUILT = """([name, own]) => {
  const original = structuredClone(window.record.versions[0]);
  original.passages = original.passages.map(one => one.name === name ? { ...one, digest: "new-" + name } : one);
  window.record = { ...window.record, versions: own ? [original, own] : [original] };
  return toolkit.form.drafts.behind(window.record, window.draft).map(one => one[0]);
}"""


def test_what_changed_since_a_translation_was_compared_is_behind_again(page: Page) -> None:
    page.locator('.passage[data-passage="# Two"]').get_by_role("checkbox").check()
    assert "now-# Two" in page.evaluate(FINGERPRINT)
    behind = [["tips.2", "then-tips.2"], ["tips.3", ""], ["# Two", "then-# Two"]]
    page.evaluate(REBUILT, ["# Two", {**OWN, "behind": behind}])
    assert "then-# Two" in page.evaluate(FINGERPRINT)
    assert "new-# Two" not in page.evaluate(FINGERPRINT)


def test_what_changed_since_a_translation_was_begun_is_seen(page: Page) -> None:
    """The file is the same, but the original was changed: what was up to date is behind now."""
    behind = [["title", "now-title"], *OWN["behind"]]
    assert "title" in page.evaluate(REBUILT, ["title", {**OWN, "behind": behind}])
    assert page.evaluate(FINGERPRINT)[0] == "now-title"


def test_a_new_translation_follows_the_original_that_it_was_made_from(page: Page) -> None:
    new = """() => {
      window.record = { ...window.record, versions: [window.record.versions[0]] };
      window.draft = toolkit.form.drafts.translate(window.record, "de", { types: [{ name: "x", fields: [], sections: [] }] });
    }"""
    page.evaluate(new)
    whole = page.evaluate(FINGERPRINT)
    assert whole == now(*PASSAGES)
    assert page.evaluate(REBUILT, ["title", None]) == ["title"]
    assert page.evaluate(FINGERPRINT) == whole
    page.evaluate("toolkit.form.drafts.settle(window.record, window.draft, ['title'])")
    assert page.evaluate(FINGERPRINT) == ["new-title", *whole[1:]]
    # Once more: what was compared then is not what stands there now.
    page.evaluate("""() => { window.record.versions[0].passages[0].digest = "newest"; }""")
    assert page.evaluate(FINGERPRINT)[0] == "new-title"
