"""The desk, as regular editors use it: they see every record, work in the form, and put files in their place."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import serve
from tests.test_accessibility import everywhere
from toolkit_builder.cli import main
from toolkit_builder.model.record import Status
from toolkit_builder.reading.own_templates import TEMPLATES

KITES = Path(__file__).parent / "sites/kites"
REMARK = "# Asked on the phone, twice.\n"
# A browser's private folder in place of one that somebody chooses in a window of their system.
FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const stream = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === "file") found[path + name] = await (await entry.getFile()).text();
      else await walk(entry, path + name + "/");
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*arguments], env={"LANGUAGE": "en"})
    assert result.exit_code == code, result.output
    return result.output


def make(root: Path, repository: str = "https://github.com/example/kites") -> Path:
    """Build the kites with a desk, and with a remark in a header."""
    shutil.copytree(KITES, root)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("slug: kites", "slug: kites\n      admin: true")
    settings.write_text(text.replace("https://github.com/example/kites", repository), "utf-8")
    lin = root / "content/makers/lin.en.md"
    lin.write_text(lin.read_text("utf-8").replace("country: DE\n", f'{REMARK}country: "DE"  # not NO\n'), "utf-8")
    run("build", "--root", str(root))
    return root


def texts(root: Path) -> dict[str, str]:
    files = [root / "mkdocs.yml", *(root / "content").rglob("*.*")]
    return {file.relative_to(root).as_posix(): file.read_bytes().decode("utf-8") for file in files if file.is_file()}


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("desk") / "kites")


@pytest.fixture(scope="module")
def address(kites: Path) -> Iterator[str]:
    yield from serve(kites / "site")


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context(locale="en")
    context.route("**/*", lambda route: route.continue_() if "//127.0.0.1:" in route.request.url else route.abort())
    context.on("request", lambda request: asked.append(request.url))
    context.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory();")
    yield context.new_page()
    context.close()


def opened(page: Page, address: str, task: str, language: str = "") -> None:
    page.goto(f"{address}{language}admin/index.html#{task}")
    expect(page.get_by_role("heading", name="Put it in its place")).to_be_visible()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save into the folder of the toolkit").click()
    expect(page.get_by_role("status").filter(has_text="Saved into the folder")).to_be_visible()


@pytest.mark.browser
def test_records_are_added_corrected_and_translated_in_the_folder(
    page: Page, address: str, kites: Path, tmp_path: Path, asked: list[str]
) -> None:
    before = texts(kites)
    page.goto(f"{address}admin/index.html")
    page.evaluate(FILL, before)

    # An original that is not in the default language, found by how it stands.
    page.get_by_label("How it stands").select_option("missing")
    row = page.locator(".desk > li").filter(has_text="الطائرة المزلجة")
    row.get_by_role("link", name="Arabic: Original").click()
    page.locator("#form-summary").fill("عودان فقط: 100% ورق")
    saved(page)

    # Its translation into English.
    opened(page, address, "translate=kites/sled&language=en")
    page.locator("#form-title").fill('No: "sled" # kite')
    page.locator("#form-summary").fill("Two sticks, no more.")
    page.locator("#form-text-1").fill("It flies in light wind, like a box kite.")
    page.get_by_label(re.compile("^How it was translated")).select_option("human")
    saved(page)

    # A record of which a line has a remark.
    opened(page, address, "correct=makers/lin")
    page.locator("#form-summary").fill("Since four generations.")
    saved(page)

    # A new one, whose values YAML could misread.
    opened(page, address, "new=makers")
    page.locator("#form-title").fill("1.10")
    page.locator("#form-summary").fill("NO: yes")
    page.get_by_label(re.compile("^State")).select_option("open")
    page.get_by_label(re.compile("^Country")).select_option("NO")
    page.locator("#form-text").fill("They began in 2013.")
    saved(page)

    after: dict[str, str] = page.evaluate(READ)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    sled, lin, made = "content/kites/sled", "content/makers/lin.en.md", "content/makers/1-10.en.md"
    assert changed == {f"{sled}.ar.md", f"{sled}.en.md", lin, made}
    assert after[lin] == before[lin].replace("three generations", "four generations")
    assert REMARK in after[lin]
    assert after[f"{sled}.ar.md"] == before[f"{sled}.ar.md"].replace("summary: عودان فقط.", 'summary: "عودان فقط: 100% ورق"')
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(kites, tmp_path, dirs_exist_ok=True)
    for name in changed:
        (tmp_path / name).write_bytes(after[name].encode())
    run("check", "--root", str(tmp_path))
    # The translation was made of the original as the page knew it: it says so.
    state = json.loads(run("status", "--root", str(tmp_path), "--format", "json"))
    assert [entry["passages"] for entry in state["behind"] if entry["record"] == "kites/sled"] == [["summary"]]
    assert all(re.match(r"http://127\.0\.0\.1:|blob:", url) for url in asked), asked


@pytest.mark.browser
def test_nothing_that_somebody_wrote_meanwhile_is_lost(page: Page, address: str, kites: Path) -> None:
    before = texts(kites)
    name = "content/makers/lin.en.md"
    page.goto(f"{address}admin/index.html")
    page.evaluate(FILL, {**before, name: before[name] + "Or by letter.\n"})
    opened(page, address, "correct=makers/lin")
    page.locator("#form-summary").fill("Since four generations.")
    page.get_by_role("button", name="Save into the folder").click()
    expect(page.get_by_role("status").filter(has_text=f"Nothing was saved: {name} is not what it was")).to_be_visible()
    assert page.evaluate(READ)[name] == before[name] + "Or by letter.\n"
    # The work is kept, and the lines of Windows are no change.
    page.evaluate(FILL, {name: before[name].replace("\n", "\r\n")})
    saved(page)
    assert page.evaluate(READ)[name] == before[name].replace("three", "four")


@pytest.mark.browser
def test_a_new_record_takes_the_place_of_no_file(page: Page, address: str, kites: Path) -> None:
    """The site does not know drafts: one may have the name already."""
    opened(page, address, "new=makers")
    page.evaluate(FILL, {**texts(kites), "content/makers/ada.en.md": "Mine\n"})
    page.locator("#form-title").fill("Ada")
    page.locator("#form-summary").fill("She builds.")
    page.get_by_label(re.compile("^State")).select_option("open")
    page.get_by_label(re.compile("^Country")).select_option("AU")
    page.get_by_role("button", name="Save into the folder").click()
    expect(page.locator(".send [role=status]").first).to_contain_text("content/makers/ada.en.md is there already")
    assert page.evaluate(READ)["content/makers/ada.en.md"] == "Mine\n"


@pytest.mark.browser
def test_what_is_wrong_and_another_folder_are_told(page: Page, address: str) -> None:
    opened(page, address, "correct=makers/lin")
    page.locator("#form-summary").fill("")
    page.get_by_role("button", name="Save into the folder").click()
    status = page.locator(".send [role=status]").first
    expect(status).to_have_text("Nothing was saved: something above has to be mended first.")
    expect(page.locator(".problems li")).to_have_text(["Summary: summary is missing."])
    page.locator("#form-summary").fill("Since four generations.")
    page.get_by_role("button", name="Save into the folder").click()
    expect(status).to_contain_text("there is no mkdocs.yml in it")
    assert page.evaluate(READ) == {}


# Hosts ------------------------------------------------------------------------------------------------------------------


class Host:
    """A host that answers as its documents say, and remembers what it was told."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.told: list[tuple[str, Any]] = []
        self.keys: set[str] = set()

    def answer(self, route: Route) -> None:
        request = route.request
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        if request.method == "OPTIONS":
            route.fulfill(status=204, headers=headers)
            return
        self.keys |= {request.headers.get("authorization", ""), request.headers.get("private-token", "")}
        status, body = self.reply(request.url, request.post_data_json if request.method == "POST" else None)
        route.fulfill(status=status, headers=headers, content_type="application/json", body=json.dumps(body))

    def reply(self, url: str, body: Any) -> tuple[int, Any]:
        if body is not None:
            self.told.append((url, body))
            return 201, {
                "sha": f"sha{len(self.told)}",
                "html_url": "https://host.example/1",
                "web_url": "https://host.example/1",
            }
        if "/git/ref/" in url:
            return 200, {"object": {"sha": "base"}}
        name = next((name for name in self.files if name in url or name.replace("/", "%2F") in url), "")
        if not name:
            return 404, {"message": "Not Found"}
        content = base64.encodebytes(self.files[name].encode()).decode()
        return 200, {"content": content, "sha": f"of {name}", "last_commit_id": f"of {name}"}


def github(told: list[tuple[str, Any]]) -> str:
    """Return the text that was proposed; the shapes are those of https://docs.github.com/en/rest."""
    at = "https://api.github.com/repos/example/kites"
    blob, tree, commit, ref, pull = told
    assert [url for url, _ in told] == [f"{at}/git/{name}" for name in ("blobs", "trees", "commits", "refs")] + [f"{at}/pulls"]
    assert tree[1] == {
        "base_tree": "base",
        "tree": [{"path": "content/makers/lin.en.md", "mode": "100644", "type": "blob", "sha": "sha1"}],
    }
    assert commit[1] == {"message": "Correct: Lin's workshop", "tree": "sha2", "parents": ["base"]}
    assert ref[1]["sha"] == "sha3"
    assert ref[1]["ref"] == f"refs/heads/{pull[1]['head']}"
    assert pull[1]["base"] == "main"
    assert re.fullmatch(r"desk/makers-lin-en-[a-z0-9]+", pull[1]["head"])
    return str(blob[1]["content"])


def forgejo(told: list[tuple[str, Any]]) -> str:
    """Likewise; Forgejo describes them at /api/swagger."""
    at = "https://codeberg.org/api/v1/repos/example/kites"
    (url, files), (pulls, pull) = told
    assert (url, pulls) == (f"{at}/contents", f"{at}/pulls")
    assert files["branch"] == "main"
    assert files["new_branch"] == pull["head"]
    assert pull["base"] == "main"
    (change,) = files["files"]
    assert (change["operation"], change["path"], change["sha"]) == (
        "update",
        "content/makers/lin.en.md",
        "of content/makers/lin.en.md",
    )
    return str(change["content"])


def gitlab(told: list[tuple[str, Any]]) -> str:
    """Likewise, of https://docs.gitlab.com/api/commits/."""
    at = "https://gitlab.com/api/v4/projects/example%2Fkites"
    (url, commit), (requests, request) = told
    assert (url, requests) == (f"{at}/repository/commits", f"{at}/merge_requests")
    assert commit["start_branch"] == "main" == request["target_branch"]
    assert commit["branch"] == request["source_branch"]
    (action,) = commit["actions"]
    assert (action["action"], action["file_path"], action["encoding"]) == ("update", "content/makers/lin.en.md", "base64")
    assert action["last_commit_id"] == "of content/makers/lin.en.md"
    return str(action["content"])


HOSTS = [
    ("https://github.com/example/kites", "https://api.github.com/", "Bearer s3cret", github),
    ("https://codeberg.org/example/kites", "https://codeberg.org/api/v1/", "token s3cret", forgejo),
    ("https://gitlab.com/example/kites", "https://gitlab.com/api/v4/", "s3cret", gitlab),
]


@pytest.mark.browser
@pytest.mark.parametrize(("repository", "interface", "key", "proposed"), HOSTS, ids=["github", "forgejo", "gitlab"])
def test_a_record_is_proposed_on_the_host(
    page: Page,
    tmp_path: Path,
    asked: list[str],
    repository: str,
    interface: str,
    key: str,
    proposed: Callable[[list[tuple[str, Any]]], str],
) -> None:
    root = make(tmp_path / "kites", repository)
    name = "content/makers/lin.en.md"
    before = texts(root)
    host = Host(before)
    page.context.route(f"{interface}**", host.answer)
    for address in serve(root / "site"):
        opened(page, address, "correct=makers/lin")
        page.locator("#form-summary").fill("Since four generations.")
        button = page.get_by_role("button", name="Propose on")
        status = page.locator(".send [role=status]").first
        button.click()
        expect(status).to_have_text("Type your key first.")
        page.get_by_label("Your key to").fill("s3cret")
        host.files = {**before, name: before[name] + "Or by letter.\n"}
        button.click()
        expect(status).to_contain_text("is not what it was")
        assert host.told == []
        host.files = before
        button.click()
        expect(page.get_by_role("link", name="https://host.example/1")).to_be_visible()
        assert base64.b64decode(proposed(host.told)).decode() == before[name].replace("three", "four")
        assert host.keys == {"", key}
        assert {url for url in asked if "//127.0.0.1:" not in url and not url.startswith(interface)} == set()
        # The key is written down nowhere.
        assert "s3cret" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "does not take this key"),
        (403, "does not take this key"),
        (500, "answered: 500"),
        (0, "cannot be reached from here"),
    ],
)
def test_what_a_host_refuses_is_told_in_a_sentence(page: Page, address: str, status: int, told: str) -> None:
    def answer(route: Route) -> None:
        if not status:
            route.abort()
        else:
            headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
            is_asked = route.request.method == "OPTIONS"
            route.fulfill(status=204 if is_asked else status, headers=headers, body="" if is_asked else "{}")

    page.context.route("https://api.github.com/**", answer)
    opened(page, address, "correct=makers/lin")
    page.locator("#form-summary").fill("Since four generations.")
    page.get_by_label("Your key to").fill("s3cret")
    page.get_by_role("button", name="Propose on").click()
    expect(page.locator(".send [role=status]").first).to_contain_text(told)
    expect(page.locator("#form-summary")).to_have_value("Since four generations.")


# Where it is -----------------------------------------------------------------------------------------------------------


def test_it_is_only_where_the_settings_say_so_and_never_taken_away(tmp_path: Path) -> None:
    root = make(tmp_path / "kites")
    site = root / "site"
    assert (site / "admin/index.html").is_file()
    assert (site / "ar/admin/index.html").is_file()
    page = (site / "admin/index.html").read_text("utf-8")
    assert "connect-src https://api.github.com/" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "connect-src" not in (site / "contribute-form.html").read_text("utf-8")
    assert "admin" not in (site / "sitemap.xml").read_text("utf-8")
    run("pack", "--root", str(root))
    for packed in (root / "dist").glob("*.zip"):
        folder = tmp_path / packed.stem
        shutil.unpack_archive(packed, folder)
        assert [file for file in folder.rglob("*") if re.search(r"desk|admin", file.name)] == []
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("admin: true", "admin: false"), "utf-8")
    run("build", "--root", str(root))
    assert not (site / "admin").exists()
    assert not (site / "data/desk.js").exists()
    assert not (site / "assets/toolkit/desk.js").exists()


def test_drafts_are_not_told_of(kites: Path) -> None:
    data = (kites / "site/data/desk.js").read_text("utf-8")
    assert "kites/box" in data
    assert "delta" not in data


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", "ar/"])
def test_axe_finds_nothing(browser: Browser, address: str, language: str) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        for task in ("", "#correct=makers/lin"):
            page.goto("about:blank")
            page.goto(f"{address}{language}admin/index.html{task}")
            page.locator(".send" if task else ".desk > li").first.wait_for()
            assert everywhere(page, "main") == []


def test_every_state_of_a_language_has_a_name() -> None:
    script = (TEMPLATES / "assets/toolkit/form-desk-list.js").read_text("utf-8")
    named = re.search(r"function namesOfStates.*?\n  \}\n", script, re.DOTALL)
    assert named
    assert {*re.findall(r'^\s+"?([a-z-]+)"?: form\.say', named[0], re.MULTILINE)} == {status.value for status in Status}
