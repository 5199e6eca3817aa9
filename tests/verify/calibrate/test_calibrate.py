"""A calibration from calibrate.py to the proposal, with trainings that take no time."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.support import calibrated as tiny
from tests.support import source
from torchgrade.authoring import archive, read_source, staged
from torchgrade.calibration import read_evidence, write_evidence
from torchgrade.errors import AuthorError, GraderError
from torchgrade.verify.calibrate import read_recipe, write_plot


def test_a_target_below_the_bound_stands_and_its_rates_are_told(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path, threshold=0.9)
    found = tiny.run(course, lab)
    assert found.threshold == found.target == 0.9
    assert found.bound > 0.9
    assert found.false_failure == found.target_false_failure < 1e-3
    assert found.images == 360
    reference = found.variants["reference"]
    assert reference.seeds == tuple(range(10))
    assert reference.mean == pytest.approx(352 / 360, abs=1e-6)
    assert reference.reached == 10
    assert found.variants["chance"].passes < 1e-6


def test_a_target_above_the_bound_gives_way_to_the_bound_rounded_down(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path, threshold=0.98)
    found = tiny.run(course, lab)
    assert found.threshold <= found.bound < found.target == 0.98
    assert round(found.threshold / 0.005, 6) == round(found.threshold / 0.005)
    assert found.false_failure <= 1e-3 < 0.1 < found.target_false_failure


def test_a_bad_variant_that_overlaps_is_not_told_apart(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path, threshold=0.9)
    found = tiny.run(course, lab)
    assert found.variants["half"].passes > 0.9
    assert found.variants["half"].reached == 5
    assert found.not_told_apart == ("half",)


def test_what_has_ended_is_not_trained_again(tmp_path: Path) -> None:
    """Neither from the journal, nor from the lab's evidence alone; more seeds train those only."""
    course, lab = tiny.make(tmp_path)
    first = tiny.run(course, lab)
    assert len(tiny.trained(lab)) == 20
    assert tiny.run(course, lab) == first
    write_evidence(lab, "digits", first)
    (course.cache / "calibrate" / "hello.jsonl").unlink()
    assert tiny.run(course, lab) == first
    assert len(tiny.trained(lab)) == 20
    assert tiny.run(course, lab, seeds=12).variants["reference"].seeds == tuple(range(12))
    assert tiny.trained(lab)[20:] == ["reference 10", "reference 11"]


def test_an_interrupted_calibration_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """A training raises, and the journal's last line is cut short as by a crash."""
    go = tmp_path / "go"
    stops = f"if seed == 3 and not os.path.exists({str(go)!r}):\n        raise OSError('no power')"
    recipe = "import os\n" + tiny.RECIPE.replace("step(1, 1)", stops)
    course, lab = tiny.make(tmp_path, recipe=recipe)
    with pytest.raises(AuthorError, match=r"calibrate\.py raised") as caught:
        tiny.run(course, lab)
    assert "digits, reference, seed 3" in str(caught.value)
    assert "OSError: no power" in str(caught.value)
    with (course.cache / "calibrate" / "hello.jsonl").open("a") as file:
        file.write('{"made_from": "cut sho')
    go.touch()
    first = tiny.run(course, lab)
    assert tiny.trained(lab)[:5] == [f"reference {seed}" for seed in (0, 1, 2, 3, 3)]
    assert len(tiny.trained(lab)) == 21
    assert tiny.run(course, lab) == first
    assert len(tiny.trained(lab)) == 21


def test_a_changed_recipe_or_solution_is_trained_anew_a_comment_is_not(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    made_from = tiny.run(course, lab).made_from
    tiny.put(lab, tiny.RECIPE.replace("    step(1, 1)\n", "    step(1, 1)  # one\n\n"))
    source.edit(lab, "Why does subtracting", "Why, then, does subtracting")
    assert tiny.run(course, lab).made_from == made_from
    assert len(tiny.trained(lab)) == 20
    source.edit(lab, "shifted.exp()", "shifted.exp() * 1")
    assert tiny.run(course, lab).made_from != made_from
    assert len(tiny.trained(lab)) == 40
    tiny.put(lab, tiny.RECIPE.replace("350", "351"))
    tiny.run(course, lab)
    assert len(tiny.trained(lab)) == 60


@pytest.mark.parametrize(
    ("accuracy", "got"),
    [("float('nan')", "nan"), ("97.5", "97.5"), ("-0.1", "-0.1"), ("0.9751", "0.9751")],
)
def test_what_is_no_share_of_the_test_images_is_refused(
    tmp_path: Path, accuracy: str, got: str
) -> None:
    recipe = tiny.RECIPE.replace("(right + seed % 5) / 360", accuracy)
    course, lab = tiny.make(tmp_path, recipe=recipe)
    with pytest.raises(AuthorError, match=f"all 360 test images of digits.*got {got}"):
        tiny.run(course, lab)


def test_variants_are_trained_when_they_are_asked_for_and_stay_in_the_evidence(
    tmp_path: Path,
) -> None:
    """First none, then one, then the reference again, with more seeds."""
    course, lab = tiny.make(tmp_path)
    assert list(tiny.run(course, lab, variant_seeds=0).variants) == ["reference"]
    assert list(tiny.run(course, lab, variants=["chance"]).variants) == ["reference", "chance"]
    found = tiny.run(course, lab, seeds=11, variant_seeds=0)
    assert len(found.variants["reference"].seeds) == 11
    assert len(found.variants["chance"].seeds) == 5
    assert len(tiny.trained(lab)) == 16


def test_an_unknown_variant_is_refused_before_anything_is_trained(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    with pytest.raises(AuthorError, match=r"no variant luck in .*reference, half, chance"):
        tiny.run(course, lab, variants=["luck"])
    assert tiny.trained(lab) == []


def test_too_few_seeds_are_refused_before_anything_is_trained(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    with pytest.raises(AuthorError, match="at least 3 seeds, got 2"):
        tiny.run(course, lab, seeds=2)
    assert tiny.trained(lab) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("VARIANTS =", "KINDS =", "expected VARIANTS"),
        ('"reference": "the solution", ', "", "'reference' first"),
        ("def train(solution, ", "def train(", "expected train"),
        ("def train(", "def fit(", "found none"),
        ("return", "return (", "not Python"),
        ("solution.softmax", "solution.hardmax", "defines no hardmax"),
    ],
)
def test_a_recipe_of_another_form_says_what_is_expected(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    _, lab = tiny.make(tmp_path, recipe=tiny.RECIPE.replace(old, new))
    with pytest.raises(AuthorError, match=words):
        read_recipe(lab, read_source(lab))


def test_a_lab_without_recipe_or_threshold_says_what_is_missing(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    lab.calibrate.unlink()
    with pytest.raises(AuthorError, match=r"calibrate\.py is missing"):
        tiny.run(course, lab)
    (lab.source / "lab.toml").write_text('title = "T"\n[data]\ndataset = "digits"\n')
    with pytest.raises(AuthorError, match=r"at digits in \[data\.threshold\], found nothing"):
        tiny.run(course, course.lab("hello"))


def test_a_process_that_dies_is_a_fault_that_says_how_to_go_on(tmp_path: Path) -> None:
    """As one that the system ends because memory is short."""
    recipe = tiny.RECIPE.replace("step(1, 1)", "__import__('os')._exit(9)")
    course, lab = tiny.make(tmp_path, recipe=recipe)
    with pytest.raises(GraderError, match="the process of a training died"):
        tiny.run(course, lab, pool=ProcessPoolExecutor(1))


def test_evidence_reads_as_it_was_written_and_a_broken_file_says_so(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    found = tiny.run(course, lab)
    write_evidence(lab, "digits", found)
    assert read_evidence(lab) == {"digits": found}
    lab.calibration.write_text(lab.calibration.read_text().replace("bound", "bond"))
    with pytest.raises(AuthorError, match="delete it and calibrate anew"):
        read_evidence(lab)


def test_a_release_is_the_same_with_and_without_a_calibration(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)

    def released() -> dict[str, bytes]:
        with staged(course, lab) as trees:
            return archive.tree(trees.release)

    before = released()
    write_evidence(lab, "digits", tiny.run(course, lab))
    lab.calibration_plot("digits").touch()
    assert released() == before
    lab.calibrate.unlink()
    assert released() == before


def test_the_picture_of_the_same_evidence_is_the_same(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path)
    found = tiny.run(course, lab)
    pictures = []
    for name in ("a.png", "b.png"):
        write_plot(tmp_path / name, "hello on digits", found)
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"\x89PNG")
