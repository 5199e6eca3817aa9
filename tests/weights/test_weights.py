"""torchgrade.weights: saving, loading what may be hostile, and finding what was handed in."""

import json
import os
import pickle
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import safetensors.torch
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

import torchgrade
from torchgrade.errors import AuthorError, GraderError, SubmissionError
from torchgrade.weights import WeightsError, load_handed_in, load_weights, missing, save_weights


def make_model(channels=3, seed=0):
    """A small net with parameters and buffers, integer ones among them."""
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(1, channels, 3), nn.BatchNorm2d(channels), nn.Flatten(), nn.Linear(channels, 2)
    )


def copied(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def same(model, state):
    """Whether a model holds exactly these tensors."""
    now = model.state_dict()
    return now.keys() == state.keys() and all(torch.equal(now[n], state[n]) for n in state)


def header_and_data(header, data=b"", length=None):
    """The bytes of a .safetensors file with this header (a dict or bytes)."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def refused(model, path):
    """Load, expect WeightsError and an unchanged model; return the message."""
    before = copied(model)
    with pytest.raises(WeightsError) as caught:
        load_weights(model, path)
    assert same(model, before)
    return str(caught.value)


@pytest.fixture
def good(tmp_path):
    """A file of weights as it should be."""
    save_weights(make_model(seed=1), tmp_path / "good.safetensors", dataset="mnist")
    return tmp_path / "good.safetensors"


# ------------------------------------------------------------------------------ out and in again


def test_what_is_saved_comes_back(tmp_path):
    """Parameters, running statistics and counters return to the bit, with what was noted."""
    model, other = make_model(seed=1), make_model(seed=2)
    model(torch.randn(8, 1, 3, 3))  # moves the running statistics
    path = tmp_path / "made" / "for" / "me.safetensors"
    torchgrade.save_weights(model, path, dataset="digits")
    noted = torchgrade.load_weights(other, path)
    assert same(other, copied(model))
    assert noted == {"dataset": "digits", "torchgrade": torchgrade.__version__}
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="skipped: Windows has no umask")
def test_notes_come_back_as_texts(tmp_path):
    path = tmp_path / "noted.safetensors"
    model = make_model()
    save_weights(model, path, dataset="mnist", notes={"p_drop": 0.2, "rate": torch.tensor(1)})
    said = load_weights(model, path)
    assert (said["dataset"], said["p_drop"], said["rate"]) == ("mnist", "0.2", "tensor(1)")
    with pytest.raises(WeightsError, match="can't be named dataset"):
        save_weights(model, path, dataset="mnist", notes={"dataset": "digits"})


def test_other_users_may_read_the_file(tmp_path):
    """A grader runs under another uid: the file has the rights that any new file has."""
    (tmp_path / "other").touch()
    save_weights(make_model(), tmp_path / "w.safetensors", dataset="mnist")
    assert (tmp_path / "w.safetensors").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_loading_keeps_the_parameters_that_an_optimizer_holds(good):
    """Values are copied into the model's own tensors, and its mode and gradients stay."""
    model = make_model(seed=2).eval()
    before = [id(p) for p in model.parameters()]
    load_weights(model, good)
    assert [id(p) for p in model.parameters()] == before
    assert all(p.requires_grad for p in model.parameters())
    assert not model.training


def test_tensors_with_gaps_or_shared_memory_are_saved(tmp_path):
    """Transposed, sliced and tied weights come back, and the model keeps them as they were."""

    class Odd(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(4, 4)
            self.second = nn.Linear(4, 4)
            self.second.weight = self.first.weight
            self.turned = nn.Parameter(torch.randn(3, 5).T)
            self.part = nn.Parameter(torch.randn(6, 6)[::2, 1:3])
            self.register_buffer("nothing", torch.empty(0, 3))
            self.register_buffer("wide", torch.randn(1, 3).expand(4, 3))

    model, other = Odd(), Odd()
    other.wide = other.wide.clone()  # an expanded tensor can't be written to
    save_weights(model, tmp_path / "odd.safetensors", dataset="mnist")
    load_weights(other, tmp_path / "odd.safetensors")
    assert same(other, copied(model))
    assert other.second.weight is other.first.weight
    assert not model.turned.is_contiguous()


def test_tied_weights_must_be_equal_in_the_file(tmp_path):
    """Where the model has one tensor, a file with two different ones is not its weights."""
    free = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    tied = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    tied[1].weight = tied[0].weight
    save_weights(free, tmp_path / "free.safetensors", dataset="mnist")
    said = refused(tied, tmp_path / "free.safetensors")
    assert "0.weight and 1.weight are one tensor in the model, but not in the file" in said


def test_tied_weights_of_a_model_that_hands_out_copies_must_be_equal_too(tmp_path):
    """As a model in another process does: what shares memory there shows only after loading."""

    class Copying(nn.Sequential):
        def state_dict(self, *args, **kwargs):
            return {k: v.clone() for k, v in super().state_dict(*args, **kwargs).items()}

    free = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    tied = Copying(nn.Linear(2, 2), nn.Linear(2, 2))
    tied[1].weight = tied[0].weight
    path = tmp_path / "free.safetensors"
    save_weights(free, path, dataset="mnist")
    with pytest.raises(WeightsError, match=r"0\.weight is not what the file has after loading"):
        load_weights(tied, path)
    tied[1].weight = nn.Parameter(tied[1].weight.detach().clone())
    load_weights(tied, path)


@pytest.mark.parametrize(
    "dtype", [torch.float64, torch.float16, torch.bfloat16, torch.complex64, torch.float32]
)
def test_models_of_every_usual_dtype_come_back(dtype, tmp_path):
    """Half and double precision are written and read as they are."""
    model, other = (nn.Linear(3, 2, dtype=dtype) for _ in range(2))
    save_weights(model, tmp_path / "w.safetensors", dataset="mnist")
    load_weights(other, tmp_path / "w.safetensors")
    assert same(other, copied(model))


def test_an_interrupted_save_leaves_the_last_good_file(good, monkeypatch):
    """Half a file never takes the place of a whole one."""
    before = good.read_bytes()

    def interrupted(path, content):
        with open(path, "wb") as file:
            file.write(content[: len(content) // 2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_weights(make_model(seed=3), good, dataset="mnist")
    assert good.read_bytes() == before
    assert [p.name for p in good.parent.iterdir()] == [good.name]


@pytest.mark.parametrize("name", ["w.pt", "w.pth", "w", "w.safetensors.zip"])
def test_only_safetensors_can_be_written(name, tmp_path):
    """A name that looks like a pickle is refused before anything is written."""
    with pytest.raises(WeightsError, match=rf"ends in \.safetensors, got {name}$"):
        save_weights(make_model(), tmp_path / name, dataset="mnist")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_weights_that_diverged_are_neither_written_nor_read(value, tmp_path):
    """NaN and infinity are found, and the tensor is named."""
    model = make_model()
    model[1].running_var[1] = value
    with pytest.raises(WeightsError, match=r"NaN or infinity in the model: 1\.running_var$"):
        save_weights(model, tmp_path / "w.safetensors", dataset="mnist")
    safetensors.torch.save_file(model.state_dict(), tmp_path / "w.safetensors")
    assert refused(make_model(), tmp_path / "w.safetensors").endswith("1.running_var")


def test_a_lazy_layer_must_have_seen_a_batch(tmp_path):
    """A model without shapes says what to do, in both directions."""
    model = nn.Sequential(nn.LazyLinear(2))
    with pytest.raises(WeightsError, match=r"0\.weight has no shape yet: call the model once"):
        save_weights(model, tmp_path / "w.safetensors", dataset="mnist")


@pytest.mark.parametrize("model", [None, ..., {"a": torch.ones(1)}])
def test_what_is_no_model_is_named(model, good):
    """The `...` of a blank answer gives a sentence, no AttributeError."""
    with pytest.raises(WeightsError, match=r"expected a model \(a torch.nn.Module\), got"):
        load_weights(model, good)


# ------------------------------------------------------------------------- another model's weights


def test_every_difference_to_the_model_is_named(tmp_path):
    """A student reads which names are missing, which are too many, which have another shape."""
    state = copied(make_model(channels=4))
    state["fc.weight"] = state.pop("3.weight")
    state["3.bias"] = state["3.bias"].double()
    safetensors.torch.save_file(state, tmp_path / "w.safetensors")
    said = refused(make_model(channels=3), tmp_path / "w.safetensors")
    assert (
        "does not fit the model. missing: 3.weight; not expected: fc.weight; wrong shape:" in said
    )
    assert "0.weight is (4,1,3,3) where the model has (3,1,3,3)" in said
    assert "wrong dtype: 3.bias is float64 where the model has float32" in said


def test_a_long_list_of_differences_is_cut(tmp_path):
    """The weights of a large model in a small one do not fill the screen."""
    large = nn.Sequential(*(nn.Linear(1, 1) for _ in range(20)))
    save_weights(large, tmp_path / "w.safetensors", dataset="mnist")
    said = refused(nn.Sequential(), tmp_path / "w.safetensors")
    assert said.endswith(" and 35 more")
    assert len(said) < 400


def test_a_shape_of_many_dimensions_is_cut(tmp_path):
    """A shape of 20,000 numbers does not make a message of 40,000 characters."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(header_and_data({"weight": {"dtype": "F32", "shape": [1] * 20_000}}))
    assert len(refused(nn.Linear(2, 2), path)) < 500


def test_names_in_a_hostile_file_cannot_draw_on_the_screen(tmp_path):
    """Control characters and length in a name of a student's file do not reach the message."""
    state = {**copied(make_model()), "\x1b[2J\n" + "x" * 1000: torch.ones(1)}
    safetensors.torch.save_file(state, tmp_path / "w.safetensors")
    said = refused(make_model(), tmp_path / "w.safetensors")
    assert said.isprintable()
    assert len(said) < 400


# ------------------------------------------------------------------------------------ hostile files


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.mark.parametrize("name", ["w.pt", "w.pth", "w.safetensors"])
@pytest.mark.parametrize("kind", ["torch.save", "old torch.save", "pickle 5", "pickle 2"])
def test_pickles_are_never_read_and_the_line_to_write_is_said(kind, name, tmp_path):
    """torch.save in both its formats and bare pickles, under any name, run nothing."""
    path, bomb = tmp_path / name, Bomb(tmp_path / "ran")
    if "torch" in kind:
        torch.save(bomb, path, _use_new_zipfile_serialization=kind == "torch.save")
    else:
        path.write_bytes(pickle.dumps(bomb, protocol=int(kind[-1])))
    said = refused(make_model(), path)
    assert "torch.save or pickle" in said
    line = f'torchgrade.save_weights(model, "{tmp_path / "w.safetensors"}", dataset=...)'
    assert said.endswith(line)
    assert not bomb.path.exists()


@pytest.mark.parametrize("length", [2**63, 2**40, 2**20, 0, 1])
def test_a_header_longer_than_the_model_needs_is_not_read(length, tmp_path):
    """The length that a file claims is compared with the model before memory is taken for it."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(header_and_data(b"{}", length=length))
    assert "a header of" in refused(make_model(), path)


def test_a_header_that_declares_giant_tensors_is_refused(tmp_path):
    """Nothing is allocated for a shape which is not the model's."""
    path = tmp_path / "w.safetensors"
    entry = {"dtype": "F32", "shape": [2**20, 2**20], "data_offsets": [0, 2**42]}
    path.write_bytes(header_and_data({"weight": entry, "bias": entry}))
    assert "weight is (1048576,1048576) where the model has (2,2)" in refused(nn.Linear(2, 2), path)


def test_a_giant_file_is_refused_by_its_size(good):
    """A right header before a hundred gigabytes: the size is compared before they are read."""
    with open(good, "r+b") as file:
        file.truncate(100 * 2**30)  # takes no room on the disk
    assert f"got {100 * 2**30}" in refused(make_model(), good)


def test_a_pipe_is_not_waited_for(tmp_path):
    """A named pipe, or a folder, with the right name does not stop the grader."""
    (tmp_path / "folder.safetensors").mkdir()
    assert "is not a file" in refused(make_model(), tmp_path / "folder.safetensors")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.safetensors")
        assert "is not a file" in refused(make_model(), tmp_path / "pipe.safetensors")


def test_overlapping_tensors_are_refused(tmp_path):
    """Two tensors that claim the same bytes: safetensors itself finds that."""
    entries = {
        "weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
        "bias": {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]},
    }
    path = tmp_path / "w.safetensors"
    path.write_bytes(header_and_data(entries, bytes(24)))
    assert "is damaged" in refused(nn.Linear(2, 2), path)


@pytest.mark.parametrize(
    "header",
    [
        b"{" + b'"a":{' * 9000,
        b'{"weight":' + b"[" * 9000 + b"]" * 9000 + b"}",
        b'{"weight": {"dtype": "F32", "shape": [' + b"9" * 5000 + b"]}}",
        b'{"weight": 3}',
        b'{"weight": {"dtype": 3, "shape": [2, 2]}}',
        b'{"weight": {"dtype": "F32", "shape": "22"}}',
        b'{"weight": {"dtype": "F32", "shape": [true, 2.0]}}',
        b'{"__metadata__": []}',
        b"{\xff}",
    ],
)
def test_a_header_that_is_nonsense_is_refused(header, tmp_path):
    """Deep nesting, huge numbers, wrong types, bad UTF-8: each is one sentence for the student."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(header_and_data(header, bytes(24)))
    assert "its header can't be read" in refused(nn.Linear(2, 2), path)


HYPOTHESIS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def refused_or_sound(content, path):
    """A file of any content is refused, with the model unchanged, or gives finite weights."""
    path.write_bytes(content)
    model = nn.Linear(2, 2)
    before, said = copied(model), ""
    try:
        load_weights(model, path)
    except WeightsError as error:
        said = str(error)
    assert same(model, before) or not said
    assert len(said) < 500
    assert all(torch.isfinite(t).all() for t in model.state_dict().values())


SMALL = safetensors.torch.save(nn.Linear(2, 2).state_dict(), {"dataset": "mnist"})


@HYPOTHESIS
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused(content, tmp_path):
    """Noise of any length is refused with a sentence."""
    refused_or_sound(content, tmp_path / "w.safetensors")


@HYPOTHESIS
@given(length=st.integers(0, len(SMALL) - 1))
def test_a_truncated_file_is_refused(length, tmp_path):
    """A file cut anywhere never loads."""
    path = tmp_path / "w.safetensors"
    path.write_bytes(SMALL[:length])
    refused(nn.Linear(2, 2), path)


@HYPOTHESIS
@given(changes=st.dictionaries(st.integers(0, len(SMALL) - 1), st.integers(0, 255), max_size=4))
def test_flipped_bytes_are_refused_or_harmless(changes, tmp_path):
    """Changed bytes in the header are refused; in the numbers they give other finite numbers."""
    content = bytearray(SMALL)
    for at, value in changes.items():
        content[at] = value
    refused_or_sound(bytes(content), tmp_path / "w.safetensors")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
ENTRY = JSON | st.fixed_dictionaries(
    {},
    optional={
        "dtype": st.sampled_from(["F32", "F64", "I64", "BOOL", "f32", "F8_E4M3"]) | JSON,
        "shape": st.sampled_from([[2, 2], [2], [4], [-2, -2], [0]]) | JSON,
        "data_offsets": st.sampled_from([[0, 16], [16, 24], [24, 8], [0, 2**64]]) | JSON,
    },
)


@HYPOTHESIS
@given(
    header=st.dictionaries(st.sampled_from(["weight", "bias", "__metadata__", "more"]), ENTRY),
    data=st.binary(max_size=40),
)
def test_a_made_up_header_is_refused_or_harmless(header, data, tmp_path):
    """Any JSON in the header's place, near to a right one or far from it, does no harm."""
    refused_or_sound(header_and_data(header, data), tmp_path / "w.safetensors")


# --------------------------------------------------------------------------------------- handed in


@dataclass(frozen=True)
class Choice:
    """As torchgrade.datasets.Choice, as far as it matters here."""

    name: str
    wanted: str = "mnist"

    @property
    def stands_in(self):
        return self.name != self.wanted


@pytest.fixture
def work(tmp_path, monkeypatch):
    """The working folder of a submission."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("folder", ["weights/", ""])
def test_handed_in_weights_are_found_and_loaded(folder, work):
    """They may lie in weights/ or, as Gradescope puts single files, beside the notebook."""
    trained, model = make_model(seed=1), make_model(seed=2)
    save_weights(trained, f"{folder}mnist_cnn_mnist.safetensors", dataset="mnist")
    assert load_handed_in(model, "mnist_cnn", Choice("mnist")) == Path(
        f"{folder}mnist_cnn_mnist.safetensors"
    )
    assert same(model, copied(trained))


def test_weights_that_were_not_handed_in_are_the_students_to_mend(work):
    """The test fails, and its message has the line to write."""
    with pytest.raises(AssertionError) as caught:
        load_handed_in(make_model(), "mnist_cnn", Choice("mnist"))
    assert str(caught.value) == (
        "weights/mnist_cnn_mnist.safetensors is missing. Train the model on mnist, then: "
        'torchgrade.save_weights(model, "weights/mnist_cnn_mnist.safetensors", dataset="mnist")'
    )


def test_what_was_handed_in_instead_is_named(work):
    """A pickle and the weights of the data set that stands in are no substitute."""
    save_weights(make_model(), "weights/mnist_cnn_digits.safetensors", dataset="digits")
    torch.save(make_model().state_dict(), "weights/model.pt")
    with pytest.raises(AssertionError) as caught:
        load_handed_in(make_model(), "mnist_cnn", Choice("mnist"))
    assert "(there is model.pt, but pickles are not accepted)" in str(caught.value)
    assert "(there is mnist_cnn_digits.safetensors: another name or" in str(caught.value)


def test_wrong_content_is_the_students_to_mend(work):
    """A file of the right name with another model's weights fails the test with the difference."""
    save_weights(make_model(channels=4), "weights/mnist_cnn_mnist.safetensors", dataset="mnist")
    with pytest.raises(AssertionError, match="wrong shape"):
        load_handed_in(make_model(channels=3), "mnist_cnn", Choice("mnist"))


def test_no_model_is_the_students_to_mend(work):
    """With weights but without a model the test fails, it does not crash."""
    save_weights(make_model(), "weights/mnist_cnn_mnist.safetensors", dataset="mnist")
    with pytest.raises(AssertionError, match="expected a model"):
        load_handed_in(None, "mnist_cnn", Choice("mnist"))


def test_weights_that_say_another_data_set_are_refused(work):
    """A file that was only renamed is found out by what it says about itself."""
    save_weights(make_model(), "weights/mnist_cnn_mnist.safetensors", dataset="digits")
    with pytest.raises(AssertionError, match="was trained on 'digits'; expected mnist"):
        load_handed_in(make_model(), "mnist_cnn", Choice("mnist"))


def test_a_grader_without_the_data_set_does_not_blame_the_student(work):
    """Right weights that this machine can't judge are ungraded, not wrong."""
    save_weights(make_model(), "weights/mnist_cnn_mnist.safetensors", dataset="mnist")
    with pytest.raises(GraderError, match=r"this machine has no mnist, only digits"):
        load_handed_in(make_model(), "mnist_cnn", Choice("digits"))


@pytest.mark.parametrize("content", [b"", b"\x08" * 40])
def test_a_file_of_the_right_name_that_holds_no_weights_is_the_students(work, content):
    """What is wrong with it can be said here, too."""
    (work / "weights").mkdir()
    (work / "weights" / "mnist_cnn_mnist.safetensors").write_bytes(content)
    with pytest.raises(AssertionError):
        load_handed_in(make_model(), "mnist_cnn", Choice("digits"))


def test_a_grader_without_the_data_set_takes_weights_for_the_stand_in(work):
    """A student who handed in both is graded with what there is."""
    for name, seed in (("mnist", 1), ("digits", 2)):
        model = make_model(seed=seed)
        save_weights(model, f"weights/mnist_cnn_{name}.safetensors", dataset=name)
    model = make_model()
    assert (
        load_handed_in(model, "mnist_cnn", Choice("digits")).name == "mnist_cnn_digits.safetensors"
    )
    assert same(model, copied(make_model(seed=2)))


def test_a_file_that_cannot_be_read_is_no_students_fault(work, monkeypatch):
    """A disk that fails gives ungraded."""
    save_weights(make_model(), "weights/mnist_cnn_mnist.safetensors", dataset="mnist")

    def broken(model, path):
        raise OSError("input/output error")

    monkeypatch.setattr("torchgrade.weights.handed_in.load_weights", broken)
    with pytest.raises(GraderError, match="input/output error"):
        load_handed_in(make_model(), "mnist_cnn", Choice("mnist"))


def test_weights_errors_are_for_the_student():
    """Of the three kinds of error, wrong weights are the student's; and a ValueError to Python."""
    assert issubclass(WeightsError, SubmissionError)
    assert issubclass(WeightsError, ValueError)


# ------------------------------------------------------------------------------- before the export

LAB = 'hand_in = ["weights", "notes.txt"]\n[data]\ndataset = "mnist"\noffline = "digits"\n'


def test_missing_names_what_an_export_would_lack(work):
    """Each thing to hand in that is not there is a sentence, and none is left at the end."""
    (work / "lab.toml").write_text(LAB)
    (work / "mnist_cnn.ipynb").write_text("{}")
    (work / "weights").mkdir()
    (work / "weights" / "README.md").write_text("put weights here")
    weights, notes = missing()
    assert weights.startswith("weights/mnist_cnn_mnist.safetensors is missing. Train")
    assert notes == "notes.txt is missing."
    (work / "notes.txt").write_text("x")
    save_weights(make_model(), "weights/mnist_cnn_mnist.safetensors", dataset="mnist")
    assert missing() == []


def test_missing_is_not_content_with_the_stand_in(work):
    """Weights of the stand-in alone are reported, with what is there."""
    (work / "lab.toml").write_text(LAB.replace(', "notes.txt"', ""))
    save_weights(make_model(), "weights/mnist_cnn_digits.safetensors", dataset="digits")
    (said,) = missing()
    assert said.startswith("weights/<lab>_mnist.safetensors is missing")
    assert "there is mnist_cnn_digits.safetensors" in said


def test_missing_finds_an_empty_folder(work):
    """A folder to hand in with nothing in it lacks."""
    (work / "lab.toml").write_text('hand_in = ["plots"]')
    (work / "plots").mkdir()
    assert missing() == ["plots is missing."]
    (work / "plots" / "a.png").write_bytes(b"x")
    assert missing(work / "lab.toml") == []


def test_missing_has_nothing_to_say_about_a_lab_without_files(work):
    """Most labs hand in the notebook alone."""
    (work / "lab.toml").write_text('title = "A lab"')
    assert missing() == []


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (None, GraderError, "there is no lab.toml"),
        ("hand_in = [", AuthorError, "is not a TOML file"),
        ('hand_in = "weights"', AuthorError, "hand_in: expected a list of names, got 'weights'"),
    ],
)
def test_missing_says_what_is_wrong_with_lab_toml(text, error, said, work):
    """A lab.toml that can't be used is never a list of nothing."""
    if text is not None:
        (work / "lab.toml").write_text(text)
    with pytest.raises(error, match=said):
        missing()
