"""A Dask cluster builds the same site, byte for byte, and what goes wrong there is told in one sentence."""

from __future__ import annotations

import base64
import os
import pickle
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dask
import pytest
from click.testing import CliRunner, Result
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from tests.conftest import HEARING, ROOT, SITES
from tests.dask_parts import Started, at_odds, start
from tests.edits import files_in
from toolkit_builder import cluster as clusters
from toolkit_builder.addresses import SAVED
from toolkit_builder.build import build_site, pack_site, prepare, read_and_check
from toolkit_builder.cli import main
from toolkit_builder.cluster import Cluster, ClusterLostError, NoClusterError
from toolkit_builder.program import program
from toolkit_builder.publishing import drawer
from toolkit_builder.reading.own_templates import TEMPLATES
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import Processes
from toolkit_builder.worker import Outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended there in other ways")

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
# What a template of a toolkit's own may do: anything.
OS = '{% set os = lipsum.__globals__["os"] %}'
KILL = "{{ os.kill(os.getppid(), 9) }}"


def on_the_page_of_lin(what: str) -> str:
    return f'{OS}{{% if view.record.id == "makers/lin" %}}{what}{{% endif %}}'


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    started = start(tmp_path_factory.mktemp("scheduler"), "Scheduler")
    yield started
    started.end()


@pytest.fixture(scope="module")
def _workers(scheduler: Started, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("workers")
    started = [start(folder, "Nanny", scheduler.address) for _ in range(2)]
    yield
    for worker in started:
        worker.end()


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    """A toolkit with a page for records of its own: that is drawn by an engine, however few there are."""
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("font: false", "font: false, custom_dir: own"), "utf-8")
    (root / "own").mkdir()
    own_record(root, "")
    return root


def own_record(root: Path, more: str) -> None:
    record = (TEMPLATES / "record.html").read_text("utf-8")
    (root / "own/record.html").write_text(record.replace("{% endblock %}", f"{more}<p>Own.</p>{{% endblock %}}"), "utf-8")


def start_build(root: Path, address: str) -> subprocess.Popen[str]:
    """Start a build by a cluster: what that leaves in a process is of no concern to other tests."""
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit_builder", "build", "--root", str(root), "--cluster", address], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", **HEARING,
    )  # fmt: skip


def end_of(program: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = program.communicate()
    assert "Traceback" not in said
    return program.returncode, said


def build_here(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["build", "--root", str(root), *words])


# The same site ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_workers")
def test_a_site_is_the_same_though_a_worker_dies_over_it(kites: Path, scheduler: Started, tmp_path: Path) -> None:
    died = tmp_path / "died"
    own_record(
        kites, on_the_page_of_lin(f'{{% if not os.path.exists("{died}") %}}{{{{ os.mkdir("{died}") }}}}{KILL}{{% endif %}}')
    )
    status, said = end_of(start_build(kites, scheduler.address))
    assert (status, died.exists()) == (0, True), said
    shutil.rmtree(kites / ".toolkit")
    assert build_here(kites, "--out", str(tmp_path / "here")).exit_code == 0
    assert files_in(kites / "site") == files_in(tmp_path / "here")
    assert "<p>Own.</p>" in (kites / "site/makers/lin.html").read_text("utf-8")


@dataclass(frozen=True)
class Elsewhere:
    """An engine on a machine that has none of the toolkit's folders."""

    root: Path
    workers: int = 2
    is_here: bool = False

    def run(self, work: Callable[[Any], Any], tasks: Sequence[Any], _: float) -> Iterator[tuple[int, Outcome[Any]]]:
        work, tasks = pickle.loads(pickle.dumps((work, tasks)))
        hidden = self.root.rename(self.root.with_name("hidden"))
        try:
            outcomes = [Outcome(work(task)) for task in tasks]
        finally:
            hidden.rename(self.root)
        yield from enumerate(outcomes)


def test_other_machines_need_no_folder_of_the_toolkit(kites: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawer, "_FEW", 1)
    (kites / "content/makers/lin").mkdir()
    (kites / "content/makers/lin/photo.png").write_bytes(PNG)
    with (kites / "content/makers/lin.en.md").open("a", encoding="utf-8") as text:
        text.write("\n![Lin at work](lin/photo.png)\n")
    own_record(kites, '{% include "part.html" %}')
    (kites / "own/part.html").write_text("A part.", "utf-8")
    (kites / "own/catalogue.html").write_text("All {{ view.cards|length }}", "utf-8")
    (kites / "content/take.en.md").write_text(
        "---\ntitle: Take away\nsummary: To take it away.\nshows: {view: editions}\n---\n", "utf-8"
    )
    built, packed = [], []
    for number, engine in enumerate((Processes(1), Elsewhere(kites))):
        shutil.rmtree(kites / ".toolkit", ignore_errors=True)
        prepared = prepare(read_settings(kites), engine)
        assert prepared.site, [*map(str, prepared.problems)]
        build_site(prepared.site, tmp_path / str(number), engine)
        zips = pack_site(prepared.site, tmp_path / str(number), tmp_path / f"zips-{number}", engine)
        built.append(files_in(tmp_path / str(number)))
        packed.append({file.name: file.read_bytes() for file in zips})
    assert built[1] == built[0]
    assert packed[1] == packed[0]
    assert b".zip" in built[1]["take.html"]
    assert b"data:image/png;base64," in built[1][f"{SAVED}/makers/lin.html"]
    assert b"A part." in built[1]["makers/lin.html"]


@pytest.mark.parametrize("wrong", ["{{ view.nonsense }}", "{{ 1 / 0 }}", '{% include "part.html" %}'])
def test_what_a_template_does_wrong_elsewhere_is_told_with_its_place_here(kites: Path, tmp_path: Path, wrong: str) -> None:
    (kites / "own/part.html").write_text("{{ 'a' + 1 }}", "utf-8")
    own_record(kites, wrong)
    said = []
    for engine in (Processes(1), Elsewhere(kites)):
        site = prepare(read_settings(kites), engine).site
        assert site
        with pytest.raises(RuntimeError) as raised:
            build_site(site, tmp_path / "site", engine)
        said.append(str(raised.value).replace(str(kites), "kites"))
    assert said[0] == said[1]
    assert "kites/own/" in said[1]


def test_a_text_that_was_sent_is_the_same_and_its_tree_is_unpacked_when_it_is_asked_for(kites: Path) -> None:
    for _, text in read_and_check(read_settings(kites))[0].texts:
        sent = pickle.loads(pickle.dumps(text.outline))
        assert "root" not in vars(sent)
        assert pickle.loads(pickle.dumps(sent)) == sent == text.outline
        with pytest.raises(AttributeError):
            sent.nonsense  # noqa: B018


# What goes wrong in a cluster -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_workers")
def test_a_page_that_kills_each_worker_is_named(kites: Path, scheduler: Started) -> None:
    own_record(kites, on_the_page_of_lin(KILL))
    status, said = end_of(start_build(kites, scheduler.address))
    assert status == 1
    assert "makers/lin.html" in said
    assert "each worker of the cluster that it was sent to died" in said
    assert not (kites / "site").exists()


@pytest.mark.usefixtures("_workers")
def test_a_worker_with_another_program_is_refused(kites: Path, scheduler: Started, tmp_path: Path) -> None:
    other = tmp_path / "other/sails-1.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: sails\nVersion: 1.0\n", "utf-8")
    stranger = start(tmp_path, "Worker", scheduler.address, environment={"PYTHONPATH": f"{other.parent}:{ROOT}"})
    status, said = end_of(start_build(kites, scheduler.address))
    stranger.end()
    assert status == 2
    assert "has another program: sails 1.0 (here missing). Install the same versions there" in said
    assert said.count("The worker at") == 1


@dataclass(frozen=True)
class Held:
    """A page that is begun, and goes on when it may: at both ends somebody waits, and no clock."""

    folder: Path

    def hold(self, root: Path) -> None:
        os.mkfifo(self.folder / "begun")
        os.mkfifo(self.folder / "go-on")
        begun = f'{{{{ os.write(os.open("{self.folder}/begun", os.O_WRONLY), "x".encode()) }}}}'
        own_record(root, on_the_page_of_lin(f'{begun}{{{{ os.open("{self.folder}/go-on", os.O_RDONLY) }}}}'))

    def begin(self, root: Path, address: str) -> subprocess.Popen[str]:
        pipe = os.open(self.folder / "begun", os.O_RDWR)
        build = start_build(root, address)
        assert build.stdout is not None
        while pipe not in (ready := select.select([pipe, build.stdout], [], [])[0]):
            assert not ready or os.read(build.stdout.fileno(), 1000), "it ended before that"
        os.close(pipe)
        return build

    def let_go(self) -> None:
        os.close(os.open(self.folder / "go-on", os.O_RDWR))


@pytest.fixture
def held(kites: Path, tmp_path: Path) -> Held:
    held = Held(tmp_path)
    held.hold(kites)
    return held


def nothing_was_made(root: Path) -> bool:
    return {file.name for file in root.iterdir()} == {".toolkit", "content", "mkdocs.yml", "own"}


@pytest.mark.usefixtures("_workers")
def test_ctrl_c_ends_a_build_and_leaves_nothing(kites: Path, scheduler: Started, held: Held) -> None:
    build = held.begin(kites, scheduler.address)
    build.send_signal(signal.SIGINT)
    status, said = end_of(build)
    held.let_go()
    assert (status, "Aborted!" in said) == (1, True)
    assert nothing_was_made(kites)


def test_a_scheduler_that_is_lost_is_told_and_nothing_is_left(kites: Path, tmp_path: Path, held: Held) -> None:
    scheduler = start(tmp_path, "Scheduler")
    worker = start(tmp_path, "Worker", scheduler.address)
    try:
        build = held.begin(kites, scheduler.address)
        scheduler.end()
        status, said = end_of(build)
    finally:
        worker.end()
        scheduler.end()
    assert status == 1
    assert "the scheduler of the cluster was lost" in said
    assert "What was there before is untouched." in said
    assert nothing_was_made(kites)


# How shares of the work are given away ----------------------------------------------------------------------------------


@dataclass
class Share:
    """A share of the work with a cluster that is none; ``fate`` says what becomes of it."""

    key: str
    tasks: Sequence[int]
    fate: Callable[[Sequence[int]], object]

    def add_done_callback(self, call: Callable[[Share], object]) -> None:
        call(self)

    def result(self) -> list[Outcome[int]]:
        self.fate(self.tasks)
        return [Outcome(task * 2) for task in self.tasks]


@dataclass
class Client:
    """A client of no cluster."""

    fate: Callable[[Sequence[int]], object] = len
    threads: int = 2
    sent: list[list[int]] = field(default_factory=list)
    works: int = 0

    def nthreads(self) -> dict[str, int]:
        return {"tcp://one": self.threads} if self.threads else {}

    def submit(self, do: Callable[..., Any], *arguments: Any, key: str = "", pure: bool = True) -> Any:
        if do is clusters._Bench:
            self.works += 1
            return None
        assert (key, pure) == ("", False)
        self.sent.append(pickle.loads(arguments[1]))
        return Share(str(len(self.sent)), self.sent[-1], self.fate)


def double(number: int) -> int:
    return number * 2


def run(client: Any, tasks: Sequence[int]) -> dict[int, Outcome[int]]:
    return dict(Cluster(client, patience=0).run(double, tasks, 1))


def test_work_is_sent_once_and_shares_become_small_in_the_end() -> None:
    client = Client()
    assert run(client, range(100)) == {number: Outcome(number * 2) for number in range(100)}
    assert client.works == 1
    assert len(client.sent[0]) > 10
    assert len(client.sent[-1]) == 1
    assert run(client, []) == {}
    assert client.works == 1


def test_who_is_lost_with_others_is_tried_alone() -> None:
    def fate(tasks: Sequence[int]) -> None:
        # The second time others died with the worker as well.
        if 5 in tasks or (len(client.sent) < 5 and 70 in tasks):
            raise KilledWorker("share", None, 3)  # type: ignore[arg-type]

    client = Client(fate)
    found = run(client, range(100))
    died: Outcome[int] = Outcome(reason="each worker of the cluster that it was sent to died")
    assert found == {number: died if number == 5 else Outcome(number * 2) for number in range(100)}
    assert client.sent.count([5]) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CancelledError(), "the scheduler of the cluster was lost"),
        (CommClosedError("in the middle"), r"the scheduler of the cluster was lost \(in the middle\)"),
        (OSError(28, "No space left"), r"a worker of the cluster cannot work \(OSError: \[Errno 28\] No space left\)"),
        (
            ModuleNotFoundError("toolkit_builder"),
            r"a worker of the cluster cannot work \(ModuleNotFoundError: toolkit_builder\)",
        ),
    ],
)
def test_a_cluster_that_is_lost_is_told(error: Exception, said: str) -> None:
    def fate(_: Sequence[int]) -> None:
        raise error

    with pytest.raises(ClusterLostError, match=said):
        run(Client(fate), range(3))


def test_a_cluster_without_workers_is_told() -> None:
    class Nobody(Client):
        def wait_for_workers(self, _: int, timeout: float) -> None:
            raise TimeoutError(timeout)

    nobody: Any = Nobody()
    with pytest.raises(NoClusterError, match=r"tcp://one has no workers\. Start some with `dask worker tcp://one`\."):
        clusters._must_be_like_us(Cluster(nobody, patience=0), "tcp://one")


def test_a_library_that_lies_there_twice_counts_twice_and_what_is_broken_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = b"Metadata-Version: 2.1\nName: tails\n"
    left = {
        "~ails-1.0": b"",
        "tails-1.0": half,
        "heads-1.0": b"\xff",
        "click-0.1": half.replace(b"tails", b"click") + b"Version: 0.1\n",
    }
    for name, data in left.items():
        (tmp_path / f"{name}.dist-info").mkdir()
        (tmp_path / f"{name}.dist-info/METADATA").write_bytes(data)
    before = program.__wrapped__()
    monkeypatch.syspath_prepend(tmp_path)
    assert program.__wrapped__() == {**before, "click": f"0.1 and {before['click']}"}


def test_a_worker_without_the_program_is_told() -> None:
    missing = ModuleNotFoundError("No module named 'toolkit_builder'")
    said = clusters._unlike("tcp://one", program(), missing)
    assert said.startswith("The worker at tcp://one has no toolkit-builder that is like this one (No module named")
    many = clusters._unlike("tcp://one", dict.fromkeys("abcdef", "1.0"), {"a": "2.0"})
    assert "a 2.0 (here 1.0), b missing (here 1.0), c missing (here 1.0), d missing (here 1.0), and more. Install" in many


def test_workers_that_never_come_back_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_LOOK", 0.01)
    monkeypatch.setattr(Share, "add_done_callback", lambda _, __: None)
    with pytest.raises(ClusterLostError, match="all workers of the cluster were lost"):
        run(Client(threads=0), range(3))


# Beside a worker --------------------------------------------------------------------------------------------------------


def test_a_process_beside_the_worker_does_the_work_as_long_as_the_work_is_there() -> None:
    bench = clusters._Bench(clusters._packed(at_odds), 1.0, program())
    first, late, second, died = bench.do(pickle.dumps(["", "hang", "", "die"]))
    assert late == Outcome(late=True)
    assert died == Outcome(reason="the process that worked on it died")
    assert first.value != second.value
    (third,) = clusters._do(bench, pickle.dumps([""]))
    assert third == clusters._do(bench, pickle.dumps([""]))[0]
    sent = pickle.dumps(bench)
    assert pickle.loads(sent).do(pickle.dumps([""])) != [third]
    del bench
    with pytest.raises(ProcessLookupError):
        os.kill(int(third.value), 0)


# Addresses --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def _hasty() -> Iterator[None]:
    with dask.config.set({"distributed.comm.timeouts.connect": "500ms"}):
        yield


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sails", "No Dask scheduler can be reached at 'sails': missing port number"),
        ("http://127.0.0.1:8786", "unknown address scheme 'http'"),
        ("tls://127.0.0.1:8786", "perhaps check your TLS configuration?"),
        ("", "No Dask scheduler can be reached at ''"),
    ],
)
def test_what_is_no_address_is_told(kites: Path, address: str, said: str) -> None:
    done = build_here(kites, "--cluster", address)
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("listens", [False, True])
def test_where_no_scheduler_answers_nobody_waits_long(kites: Path, listens: bool) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listens:
            other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = build_here(kites, "--cluster", address)
    assert done.exit_code == 2
    assert f"No Dask scheduler answers at {address} within 0.5 s. Start one with `dask scheduler`" in done.output
    assert not (kites / "site").exists()


def test_jobs_are_of_this_machine(kites: Path) -> None:
    done = build_here(kites, "--cluster", "tcp://127.0.0.1:8786", "--jobs", "2")
    assert done.exit_code == 2
    assert "--jobs" in done.output


def test_without_dask_it_is_said_how_to_get_it(kites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = build_here(kites, "--cluster", "tcp://127.0.0.1:8786")
    assert done.exit_code == 2
    assert "pip install 'toolkit-builder[cluster]'" in done.output


def test_whoever_has_no_cluster_does_not_load_dask(kites: Path) -> None:
    script = "import sys\nfrom toolkit_builder.cli import main\nmain(sys.argv[1:], standalone_mode=False)\n"
    told = "print('loaded:', *sorted({'dask', 'distributed'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", script + told, "build", "--root", str(kites)], capture_output=True, check=True, cwd=ROOT
    )
    assert done.stdout.decode().endswith("loaded:\n")
