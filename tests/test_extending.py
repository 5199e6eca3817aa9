"""docs/plugins.md: its example, installed as it stands there, adds what the page says."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import source
from tests.support.command import torchgrade
from tests.support.grades import BATCH, GRADE, MANIFEST, REJECTED
from tests.support.paths import python_path
from tests.support.plugins import install
from torchgrade import checks, datasets
from torchgrade.authoring import read_source
from torchgrade.datasets.carried import CARRIED
from torchgrade.errors import AuthorError
from torchgrade.grade import survey
from torchgrade.plugins import PluginError
from torchgrade.records import Manifest
from torchgrade.results import write_batch
from torchgrade.settings import DATASETS
from torchgrade.verify import Proof
from torchgrade.verify.mutation.mutants import mutants_of
from torchgrade.verify.rules import all_rules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = Path(__file__).parents[1] / "docs" / "plugins.md"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The package of the page, installed."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    [project] = [tomllib.loads(text)["project"] for kind, text in blocks if kind == "toml"]
    modules = {}
    for kind, text in blocks:
        if kind == "python":
            [path] = re.findall(r"# (\S+)\.py\n", text)
            modules[path.replace("/", ".")] = text
    name, version = project["name"], project["version"]
    entries = project["entry-points"]
    return install(monkeypatch, tmp_path, entries, name=name, version=version, modules=modules)


def test_the_page_has_all_points_and_an_entry_for_each(site: Path) -> None:
    [entries] = site.glob("*.dist-info/entry_points.txt")
    registered = re.findall(r"^\[(torchgrade\.\w+)\]$", entries.read_text(), re.MULTILINE)
    assert registered == re.findall(r"^\| `(torchgrade\.\w+)`", PAGE.read_text(), re.MULTILINE)


@pytest.mark.usefixtures("site")
def test_the_check_is_one_of_checks() -> None:
    import torch

    distributions = getattr(checks, "distributions")  # noqa: B009 - mypy knows torchgrade's own
    distributions(torch.full((2, 4), 0.25))
    with pytest.raises(AssertionError, match="the result has numbers below 0"):
        distributions(torch.tensor([[-0.5, 1.5]]))
    with pytest.raises(AssertionError, match="the sum of each row of p "):
        distributions(torch.ones(2, 2), what="p")
    with pytest.raises(AttributeError, match=r"module 'torchgrade\.checks' has no attribute 'odd'"):
        getattr(checks, "odd")  # noqa: B009


@pytest.mark.usefixtures("site")
def test_the_rule_has_a_finding(tmp_path: Path) -> None:
    _, lab = source.hello(tmp_path)
    source.edit(
        lab,
        '    generator = checks.generator("softmax")',
        '    print()\n    generator = checks.generator("softmax")',
    )
    proof = Proof(lab, read_source(lab), Manifest(lab.name, lab.title, "", ()))
    [rule] = [rule for rule in all_rules() if rule.slug == "no-print"]
    [found] = rule.check(proof)
    assert (found.code, found.slug, found.severity) == ("C101", "no-print", "warning")
    assert found.place.endswith("(test_values_and_large_scores)")
    assert "no-print" not in [rule.slug for rule in all_rules(plugins=False)]


@pytest.mark.usefixtures("site")
def test_the_operator_makes_a_mutant() -> None:
    mutants = mutants_of("q1", 3, "y = torch.exp(x)")
    assert [m.code for m in mutants if m.operator == "exp-minus-one"] == ["y = torch.expm1(x)"]


@pytest.mark.usefixtures("site")
def test_a_lab_takes_the_data_set(tmp_path: Path) -> None:
    settings = tmp_path / "lab.toml"
    settings.write_text('[data]\ndataset = "stripes"\nthreshold = { stripes = 0.9 }\n')
    choice = datasets.for_lab(settings, quiet=True)
    assert (choice.name, choice.stands_in, choice.threshold) == ("stripes", False, 0.9)
    images, labels = datasets.tensors("stripes", train=False, like=choice.wanted)
    assert (images.shape, labels.shape) == ((40, 1, 28, 28), (40,))
    image, label = datasets.load("stripes", train=True)[1]
    assert (image.size, label) == ((28, 28), 1)
    assert datasets.MEAN_STD["stripes"] == ((0.5,), (0.5,))
    with pytest.raises(ValueError, match="stripes can be had like one of"):
        datasets.load("stripes", train=True, like="mnist")
    settings.write_text('[data]\ndataset = "stripes"\noffline = "digits"\n')
    with pytest.raises(AuthorError, match=r"data\.offline: expected one of stripes, got 'digits'"):
        datasets.for_lab(settings, quiet=True)


def test_a_data_set_that_nobody_has_is_refused(tmp_path: Path) -> None:
    settings = tmp_path / "lab.toml"
    settings.write_text('[data]\ndataset = "stripes"\n')
    with pytest.raises(AuthorError, match=f"expected one of {', '.join(DATASETS)}, got 'stripes'"):
        datasets.for_lab(settings, quiet=True)
    with pytest.raises(ValueError, match=r"expected a data set of \[.*\], got 'stripes'"):
        datasets.load("stripes", train=True)
    with pytest.raises(KeyError):
        datasets.MEAN_STD["stripes"]


def test_a_data_set_with_files_keeps_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    entries = {"torchgrade.datasets": {"mnist": "torchgrade.datasets.digits:CarriedDigits"}}
    install(monkeypatch, tmp_path, entries)
    with pytest.raises(PluginError, match="under another name than cifar10 or mnist"):
        CARRIED.load()


@pytest.mark.usefixtures("site")
def test_the_writer_writes_a_file_of_each_run(tmp_path: Path) -> None:
    grades = [replace(GRADE, sid="17", score=3.5), replace(REJECTED, sid="18")]
    write_batch(replace(BATCH, grades=tuple(grades)), MANIFEST, tmp_path / "out")
    assert (tmp_path / "out" / "lab.tsv").read_text() == "17\t3.5\n"
    assert (tmp_path / "out" / "grades.csv").is_file()


@pytest.mark.usefixtures("site")
def test_the_discoverer_finds_blackboards_files_and_no_others(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "bob").mkdir(parents=True)
    for name in ("HW 1_ada17_attempt_2026-11-20-23-59-01_lab.ipynb", "bob/lab.ipynb", "list.html"):
        (inbox / name).touch()
    found = survey([inbox], "lab")
    students = [(one.student, one.sid, one.submitted_at) for one in found.submissions]
    assert students == [("ada17", "ada17", "2026-11-20 23:59:01"), ("bob", "", "")]
    assert [thing.name for thing in found.not_taken] == ["list.html"]
    [alone] = survey([inbox / "bob"], "lab").submissions
    assert (alone.student, alone.sid) == ("bob", "")


def test_without_the_package_nothing_of_it_is_there() -> None:
    assert not hasattr(checks, "distributions")
    assert "no-print" not in [rule.slug for rule in all_rules()]
    assert "exp-minus-one" not in [m.operator for m in mutants_of("q1", 3, "y = torch.exp(x)")]


def verified(course: Path, site: Path, *options: str) -> list[dict[str, str]]:
    """What the command finds in the lab of a course, with a package installed."""
    with pytest.MonkeyPatch.context() as patched:  # for the fork server, whose tests import it
        patched.setenv("PYTHONPATH", python_path(site))
        done = torchgrade("verify", "hello", "--quick", "--json", *options, cwd=course)
    assert done.stdout, done.stderr
    return list(json.loads(done.stdout))


def test_a_lab_is_verified_with_all_of_it(site: Path, tmp_path: Path) -> None:
    """By the command, in which the check runs where hidden tests run."""
    course, lab = source.hello(tmp_path / "course")
    source.edit(
        lab,
        '    generator = checks.generator("softmax")',
        "    print(1)\n    checks.distributions(softmax(torch.ones(2, 3)))\n"
        '    generator = checks.generator("softmax")',
    )
    wrong = '"""Sums to 2.\n\nquestion: q1_softmax\nfails: test_values_and_large_scores\n"""\n'
    wrong += "def softmax(x):\n    return x.softmax(1) - 1\n"
    (lab.mistakes / "negative.py").write_text(wrong)
    found = verified(
        course.root, site, "--html", "page.html", "--select", "no-print", "--select", "V201"
    )
    assert [one["slug"] for one in found] == ["no-print"]


def test_a_check_with_the_name_of_another_is_named_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No test may ask for it: torchgrade's own would run, and its author think that it is his."""
    site = install(monkeypatch, tmp_path, {"torchgrade.checks": {"close": "nowhere:close"}})
    monkeypatch.setenv("PYTHONPATH", python_path(site))
    course, _ = source.hello(tmp_path / "course")
    done = torchgrade("build", cwd=course.root)
    assert done.returncode == 2, done.stderr
    assert "two plug-ins of torchgrade.checks are called 'close'" in " ".join(done.stderr.split())
    assert "acme-plugins 1.0 (close = 'nowhere:close' in torchgrade.checks)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_check_that_cannot_be_loaded_is_no_fault_of_the_solution(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The run says which plug-in it is; a test that failed would have cost points."""
    site = install(monkeypatch, tmp_path, {"torchgrade.checks": {"odd": "nowhere:odd"}})
    course, lab = source.hello(tmp_path / "course")
    body = '    generator = checks.generator("softmax")'
    source.edit(lab, body, f"    checks.odd(softmax(torch.ones(2, 3)))\n{body}")
    found = verified(course.root, site, "--select", "V101")
    assert [one["code"] for one in found] == ["V101"]
    assert found[0]["place"] == "engine isolated"
    assert "acme-plugins 1.0 (odd = 'nowhere:odd' in torchgrade.checks)" in found[0]["message"]
