"""torchgrade.datasets: digits, the files of MNIST and CIFAR-10, and the choice of a lab.

The files are stand-ins of a few pictures, made here, for which torchvision's checksums are
replaced; only the tests at the end need the real ones.
"""

import gzip
import hashlib
import http.server
import importlib
import io
import os
import pickle
import socket
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from torchgrade import datasets
from torchgrade.datasets import checksums, digits, files, install
from torchgrade.errors import AuthorError, GraderError

REAL_DATA = os.environ.get("TORCHGRADE_DATA")


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    """No data on this machine, and an empty cache folder."""
    monkeypatch.delenv("TORCHGRADE_DATA", raising=False)
    monkeypatch.delenv("TORCHGRADE_OFFLINE", raising=False)
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "cache"))
    return tmp_path / "cache" / "torchgrade"


def md5(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def write_all(folder, contents):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def tree(folder):
    """The files below a folder."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def mnist(monkeypatch):
    """The four unpacked files, by name, of an MNIST of 6 training and 4 test pictures."""
    contents = {}
    for part, count, first in (("train", 6, 0), ("t10k", 4, 100)):
        pixels = (torch.arange(count * 784) + first).to(torch.uint8).numpy().tobytes()
        sizes = b"".join(n.to_bytes(4, "big") for n in (count, 28, 28))
        contents[f"{part}-images-idx3-ubyte"] = b"\0\0\x08\x03" + sizes + pixels
        labels = count.to_bytes(4, "big") + bytes(range(count))
        contents[f"{part}-labels-idx1-ubyte"] = b"\0\0\x08\x01" + labels
    monkeypatch.setattr(checksums, "MNIST", {name: md5(c) for name, c in contents.items()})
    resources = [(name, md5(content)) for name, content in zipped(contents).items()]
    monkeypatch.setattr("torchvision.datasets.MNIST.resources", resources)
    return contents


def zipped(contents):
    return {f"{name}.gz": gzip.compress(c, mtime=0) for name, c in contents.items()}


@pytest.fixture
def cifar(monkeypatch):
    """The seven files, by name, of a CIFAR-10 of 2 pictures a batch."""
    contents = {"batches.meta": pickle.dumps({"label_names": [str(n) for n in range(10)]})}
    for number, name in enumerate([*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]):
        pixels = (np.arange(2 * 3072) + number).astype(np.uint8).reshape(2, 3072)
        contents[name] = pickle.dumps({"data": pixels, "labels": [number, 9 - number]})
    sums = [[name, md5(content)] for name, content in contents.items()]
    cls = importlib.import_module("torchvision.datasets").CIFAR10  # a second that few tests need
    monkeypatch.setattr(cls, "meta", {**cls.meta, "md5": sums[0][1]})
    monkeypatch.setattr(cls, "train_list", sums[1:6])
    monkeypatch.setattr(cls, "test_list", sums[6:])
    monkeypatch.setattr(checksums, "CIFAR10_TRAIN", dict(sums[:6]))
    monkeypatch.setattr(checksums, "CIFAR10_TEST", dict(sums[6:]))
    return contents


def archive(contents, mode="w:xz"):
    """A tar of the files of CIFAR-10 as bytes; names with a slash in them are kept as they are."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name if "/" in name else f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


# ---------------------------------------------------------------------------------------- digits


@pytest.mark.parametrize(("train", "count"), [(True, 1437), (False, 360)])
def test_digits_look_like_mnist(train, count):
    """The data set that stands in has torchvision's interface: items, data, targets, length."""
    dataset = datasets.load("digits", train=train)
    assert len(dataset) == count
    assert (dataset.data.shape, dataset.data.dtype) == ((count, 28, 28), torch.uint8)
    assert (dataset.targets.shape, dataset.targets.dtype) == ((count,), torch.int64)
    image, label = dataset[-1]
    assert (image.mode, image.size) == ("L", (28, 28))
    assert torch.equal(torch.from_numpy(np.array(image)), dataset.data[-1])
    assert (type(label), label) == (int, dataset.targets[-1])
    assert sum(1 for _ in dataset) == count


def test_digits_can_look_like_cifar10():
    """For a net that takes RGB 32x32, digits come in the types that torchvision's CIFAR-10 has."""
    dataset = datasets.load("digits", train=False, like="cifar10")
    assert (dataset.data.shape, dataset.data.dtype) == ((360, 32, 32, 3), np.uint8)
    assert isinstance(dataset.targets, list)
    assert (dataset[0][0].mode, dataset[0][0].size) == ("RGB", (32, 32))
    images, _ = datasets.tensors("digits", train=False, like="cifar10")
    assert images.shape == (360, 3, 32, 32)
    assert torch.equal(images[:, 0], images[:, 1])
    assert torch.equal(images[:, 0], images[:, 2])


def test_digits_are_the_scans_of_scikit_learn():
    """Each picture is its scan, enlarged bilinearly from 8x8 to 28x28, with the scan's label."""
    from sklearn.datasets import load_digits

    scans = load_digits()
    rows = digits.split_rows(torch.from_numpy(scans.target), train=False)
    images, labels = datasets.tensors("digits", train=False)
    assert labels.tolist() == scans.target[rows.numpy()].tolist()
    # Bilinear by hand: where the centre of each new pixel lies between centres of old ones.
    at = (np.arange(28) + 0.5) * 8 / 28 - 0.5
    enlarge = np.stack([np.interp(at, np.arange(8), one) for one in np.eye(8)], axis=1)
    expected = enlarge @ (scans.images[rows.numpy()] / 16) @ enlarge.T
    # Half a level of grey is 1/510.
    np.testing.assert_allclose(images[:, 0].numpy(), expected, rtol=0, atol=1 / 510 + 1e-6)


def test_the_split_of_digits_is_fixed_and_stratified():
    """Each scan is in exactly one part, each class is split 4 to 1, the same rows for ever."""
    from sklearn.datasets import load_digits

    labels = torch.from_numpy(load_digits().target)
    train, test = (digits.split_rows(labels, train=part) for part in (True, False))
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(1797))
    share = torch.bincount(labels[test]) - torch.bincount(labels) / 5
    assert share.abs().max() < 1
    assert test[:8].tolist() == [0, 2, 4, 17, 21, 26, 28, 31]
    assert len(set(labels[train][:50].tolist())) == 10  # the classes stay mixed


def test_what_a_notebook_does_to_digits_stays_there():
    """Pictures that were changed in place are whole again in the next data set."""
    datasets.load("digits", train=True).data.zero_()
    assert datasets.load("digits", train=True).data.sum() > 0


def test_digits_need_neither_files_nor_other_libraries(monkeypatch):
    """With no network and no file there is still something to train on."""
    digits.pictures_of_size.cache_clear()
    for name in ("torchvision", "sklearn"):
        monkeypatch.setitem(sys.modules, name, None)
    assert datasets.tensors("digits", train=False)[0].shape == (360, 1, 28, 28)


def test_the_checksums_of_cifar10_are_torchvisions():
    """They are written down a second time, to be had without torch: no chance to differ."""
    cls = importlib.import_module("torchvision.datasets").CIFAR10
    known = [*cls.train_list, (cls.meta["filename"], cls.meta["md5"])]
    assert dict(known) == checksums.CIFAR10_TRAIN
    assert dict(cls.test_list) == checksums.CIFAR10_TEST


@pytest.mark.parametrize("name", ["mnist", "cifar10"])
def test_finding_files_and_choosing_take_no_torch(name, tmp_path):
    """A supervisor does both, and a torch of its own would take 200 MB beside the grader's."""
    (tmp_path / "lab.toml").write_text(f'[data]\ndataset = "{name}"\noffline = "digits"\n')
    code = (
        "import sys; from torchgrade import datasets; import torchgrade.container\n"
        "from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine\n"
        "from torchgrade.grade import dataset_of\n"
        f"datasets.training_files({name!r})\n"
        "datasets.for_lab(quiet=True)\n"
        "print([name for name in ('torch', 'torchvision') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# ------------------------------------------------------------------------------- load and tensors


@pytest.mark.parametrize("name", ["digits", "like cifar10", "mnist", "cifar10"])
@pytest.mark.parametrize("train", [True, False])
def test_tensors_are_what_to_tensor_gives(name, train, mnist, cifar, tmp_path):
    """All pictures at once are, to the bit, those that the data set gives one by one."""
    write_all(tmp_path / "MNIST" / "raw", mnist)
    write_all(tmp_path / "cifar-10-batches-py", cifar)
    name, like = ("digits", "cifar10") if name == "like cifar10" else (name, None)
    to_tensor = importlib.import_module("torchvision.transforms").ToTensor()
    dataset = datasets.load(name, train=train, root=tmp_path, like=like, transform=to_tensor)
    images, labels = datasets.tensors(name, train=train, root=tmp_path, like=like)
    assert (images.dtype, labels.dtype) == (torch.float32, torch.int64)
    assert images.is_contiguous()
    stored, _ = datasets.pixels(name, train=train, root=tmp_path, like=like)
    assert stored.dtype == torch.uint8
    assert torch.equal(stored.float() / 255, images)
    assert torch.equal(images, torch.stack([dataset[i][0] for i in range(len(dataset))]))
    assert labels.tolist() == [dataset[i][1] for i in range(len(dataset))]


@pytest.mark.parametrize("name", ["mnist", "cifar10"])
def test_a_training_part_needs_no_test_files(name, mnist, cifar, tmp_path, monkeypatch):
    """A player sees none of them, where others may not enter the folder above (a home, say)."""
    write_all(tmp_path / "MNIST" / "raw", {k: v for k, v in mnist.items() if "train" in k})
    training = {k: v for k, v in cifar.items() if k != "test_batch"}
    write_all(tmp_path / "cifar-10-batches-py", training)
    monkeypatch.setenv("TORCHGRADE_PART", "train")
    dataset = datasets.load(name, train=True, root=tmp_path)
    assert len(dataset) == (6 if name == "mnist" else 10)
    with pytest.raises(datasets.DatasetError, match="is not there while a notebook is graded"):
        datasets.load(name, train=False, root=tmp_path)


@pytest.mark.parametrize("name", ["digits", "mnist", "cifar10"])
def test_a_data_set_can_be_sent_to_a_worker(name, mnist, cifar, tmp_path):
    """DataLoader(num_workers=2) pickles the data set where processes are spawned."""
    write_all(tmp_path / "MNIST" / "raw", mnist)
    write_all(tmp_path / "cifar-10-batches-py", cifar)
    dataset = datasets.load(name, train=True, root=tmp_path)
    assert pickle.loads(pickle.dumps(dataset))[1][1] == dataset[1][1]


def test_like_names_the_data_set_itself_too(cifar, tmp_path):
    """One line, like=choice.wanted, serves the wanted data set and the one that stands in."""
    write_all(tmp_path / "cifar-10-batches-py", cifar)
    plain = datasets.tensors("cifar10", train=True, root=tmp_path)[0]
    assert torch.equal(
        datasets.tensors("cifar10", train=True, root=tmp_path, like="cifar10")[0], plain
    )
    assert datasets.tensors("digits", train=False, like="mnist")[0].shape[1:] == (1, 28, 28)


@pytest.mark.parametrize(
    ("name", "like", "said"),
    [
        ("MNIST", None, "expected a data set of"),
        ("fashion", None, "got 'fashion'"),
        ("mnist", "cifar10", "not like 'cifar10'"),
        ("digits", "svhn", "not like 'svhn'"),
    ],
)
def test_names_that_do_not_exist_are_refused(name, like, said):
    """A misspelt name says which names there are."""
    with pytest.raises(ValueError, match=said):
        datasets.load(name, train=True, like=like)


def test_mean_and_std_of_digits_are_those_of_its_training_pictures():
    """The stated numbers are the computed ones, to all their digits."""
    images, _ = datasets.tensors("digits", train=True)
    mean, std = datasets.MEAN_STD["digits"]
    assert round(images.mean().item(), 4) == mean[0]
    assert round(images.std().item(), 4) == std[0]


# ------------------------------------------------------------------------------ where files are


@pytest.mark.parametrize("folder", ["MNIST/raw", "mnist"])
def test_packed_mnist_is_unpacked_into_the_cache(folder, mnist, cache, monkeypatch, tmp_path):
    """.gz files in either layout do; their folder stays as it was, since it may be read-only."""
    data = tmp_path / "data"
    write_all(data / folder, zipped(mnist))
    before = tree(data)
    monkeypatch.setenv("TORCHGRADE_DATA", str(data))
    assert datasets.tensors("mnist", train=False)[1].tolist() == [0, 1, 2, 3]
    assert tree(data) == before
    assert tree(cache) == {f"MNIST/raw/{name}" for name in mnist}


@pytest.mark.parametrize(
    ("name", "mode"), [("cifar-10-batches-py.tar.xz", "w:xz"), ("cifar-10-python.tar.gz", "w:gz")]
)
def test_packed_cifar10_is_unpacked_into_the_cache(name, mode, cifar, cache, tmp_path):
    """The archive of the authors or one of the batches does; only the files known are written."""
    data = tmp_path / "data"
    extra = {"../evil": b"x", "/evil": b"x", "cifar-10-batches-py/more": b"x"}
    write_all(data, {name: archive({**extra, **cifar}, mode)})
    assert datasets.tensors("cifar10", train=False, root=data)[1].tolist() == [5, 4]
    assert tree(data) == {name}
    assert tree(cache.parent) == {f"torchgrade/cifar-10-batches-py/{file}" for file in cifar}


def test_what_is_in_the_cache_needs_no_archive(mnist, cifar, tmp_path):
    """Unpacking happens once: afterwards the packed files are not asked for."""
    data = tmp_path / "data"
    write_all(data / "mnist", zipped(mnist))
    write_all(data, {"cifar-10-batches-py.tar.xz": archive(cifar)})
    for name in ("mnist", "cifar10"):
        datasets.load(name, train=True, root=data)
        assert len(datasets.load(name, train=True)) in (6, 10)


def test_the_next_folder_is_taken_where_the_cache_cannot_be_written(mnist, cache, tmp_path):
    """With a cache folder that can't be made, files are unpacked beside the packed ones."""
    cache.parent.write_text("a file where a folder should be")
    write_all(tmp_path / "data" / "mnist", zipped(mnist))
    assert files.find("mnist", tmp_path / "data") == tmp_path / "data"


def test_no_folder_at_all_to_unpack_into_is_said(mnist, monkeypatch, tmp_path):
    """Where nothing can be written, the error says which folders were tried."""
    write_all(tmp_path / "mnist", zipped(mnist))

    def refuse(**options):
        raise OSError(f"read-only: {options['dir']}")

    monkeypatch.setattr(install.tempfile, "mkdtemp", refuse)
    with pytest.raises(datasets.DatasetError, match=r"no folder for MNIST.*cache.*read-only"):
        files.find("mnist", tmp_path)


def test_a_missing_data_set_says_where_it_was_looked_for_and_how_to_get_it(monkeypatch, cache):
    """The message has the folders, the line to run and what to copy; it is no student's fault."""
    monkeypatch.setenv("TORCHGRADE_DATA", "/some/where")
    with pytest.raises(datasets.DatasetNotFoundError) as caught:
        datasets.load("cifar10", train=True)
    assert isinstance(caught.value, FileNotFoundError)
    assert isinstance(caught.value, GraderError)
    said = str(caught.value)
    assert f"Looked in: {Path('/some/where')}, {cache}. No download was requested." in said
    assert 'torchgrade.datasets.load("cifar10", train=True, download=True)' in said
    assert "TORCHGRADE_DATA=FOLDER" in said


def test_a_user_without_a_home_is_told_that_data_are_missing(monkeypatch):
    """In a sandbox there may be no home folder: that is no crash."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable)

    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(datasets.DatasetNotFoundError, match="no folder"):
        datasets.load("mnist", train=True)


def test_the_cache_folder_is_where_the_system_wants_it(monkeypatch, tmp_path):
    """XDG_CACHE_HOME or ~/.cache, and LOCALAPPDATA on Windows."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert files.cache_folder() == tmp_path / "x" / "torchgrade"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert files.cache_folder() == tmp_path / ".cache" / "torchgrade"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "l"))
    assert files.cache_folder() == tmp_path / "l" / "torchgrade"
    monkeypatch.delenv("LOCALAPPDATA")
    assert files.cache_folder() == tmp_path / "AppData" / "Local" / "torchgrade"


# --------------------------------------------------------------------- whether files are whole


@pytest.mark.parametrize("name", ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
def test_a_damaged_unpacked_mnist_file_is_named(name, mnist, tmp_path):
    """torchvision does not check unpacked MNIST; one wrong byte is found nevertheless."""
    write_all(tmp_path / "MNIST" / "raw", {**mnist, name: mnist[name][:-1] + b"\xff"})
    with pytest.raises(datasets.DatasetError, match=f"{name} is damaged"):
        datasets.load("mnist", train=True, root=tmp_path)


def test_a_damaged_packed_mnist_file_is_named_and_nothing_is_left(mnist, cache, tmp_path):
    """A wrong .gz is not unpacked, and no unfinished folder stays in the cache."""
    packed = zipped(mnist)
    packed["t10k-images-idx3-ubyte.gz"] = gzip.compress(b"other pictures")
    write_all(tmp_path / "mnist", packed)
    with pytest.raises(datasets.DatasetError, match=r"t10k-images-idx3-ubyte\.gz is damaged"):
        datasets.load("mnist", train=True, root=tmp_path)
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("name", ["data_batch_3", "batches.meta"])
def test_a_damaged_cifar10_file_is_named_and_never_unpickled(name, cifar, tmp_path):
    """A batch is a pickle: it is read only if it has the right checksum."""
    write_all(tmp_path / "cifar-10-batches-py", {**cifar, name: b"cos\nsystem\n"})
    with pytest.raises(datasets.DatasetError, match=f"{name} is damaged"):
        datasets.load("cifar10", train=True, root=tmp_path)


@pytest.mark.parametrize("kind", ["truncated", "other file", "no tar", "a file is missing"])
def test_a_damaged_archive_leaves_nothing_behind(kind, cifar, cache, tmp_path):
    """Whatever is wrong with an archive, the error names the folder and the cache stays empty."""
    content = {
        "truncated": archive(cifar)[:-40],
        "other file": archive({**cifar, "test_batch": b"other"}),
        "no tar": b"<html>not found</html>",
        "a file is missing": archive({k: v for k, v in cifar.items() if k != "test_batch"}),
    }[kind]
    write_all(tmp_path / "data", {"cifar-10-batches-py.tar.xz": content})
    with pytest.raises(datasets.DatasetError, match=r"CIFAR-10 in .*data can't be unpacked"):
        datasets.load("cifar10", train=True, root=tmp_path / "data")
    assert list(cache.iterdir()) == []


def test_a_file_is_read_once_but_again_when_it_has_changed(mnist, monkeypatch, tmp_path):
    """Checksums cost a read of each file once a process, and a change is still noticed."""
    write_all(tmp_path / "MNIST" / "raw", mnist)
    read = []
    has_md5 = checksums.has_md5
    monkeypatch.setattr(
        checksums, "has_md5", lambda path, md5: not read.append(path) and has_md5(path, md5)
    )
    files.find("mnist", tmp_path)
    files.find("mnist", tmp_path)
    assert len(read) == 4
    changed = tmp_path / "MNIST" / "raw" / "t10k-labels-idx1-ubyte"
    changed.write_bytes(changed.read_bytes()[::-1])
    os.utime(changed, ns=(1, 1))
    with pytest.raises(datasets.DatasetError, match="damaged"):
        files.find("mnist", tmp_path)


def test_tensors_of_an_old_torchvision_are_not_taken_unchecked(mnist, tmp_path):
    """torchvision prefers MNIST/processed, which no checksum covers: it must go."""
    write_all(tmp_path / "MNIST" / "raw", mnist)
    write_all(tmp_path / "MNIST" / "processed", {"training.pt": b"", "test.pt": b""})
    with pytest.raises(datasets.DatasetError, match="delete that folder"):
        datasets.load("mnist", train=True, root=tmp_path)


# ------------------------------------------------------------------------------------- download


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A web server on this machine; torchvision fetches MNIST from it. Gives (folder, requests)."""
    folder, requests = tmp_path / "web", []
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def log_message(self, *args):
            requests.append(args)

    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=web.serve_forever, args=(0.01,))
    thread.start()
    mirror = f"http://127.0.0.1:{web.server_port}/"
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", [mirror])
    yield folder, requests
    web.shutdown()
    thread.join()
    web.server_close()


def test_a_download_goes_to_the_named_folder_and_is_checked(server, mnist, monkeypatch, tmp_path):
    """download=True fetches once, leaves only whole files, and the socket timeout as it was."""
    write_all(server[0], zipped(mnist))
    monkeypatch.setenv("TORCHGRADE_DATA", str(tmp_path / "data"))
    assert len(datasets.load("mnist", train=True, download=True)) == 6
    assert tree(tmp_path / "data") == {f"MNIST/raw/{name}" for name in mnist}
    assert socket.getdefaulttimeout() is None
    asked = len(server[1])
    datasets.load("mnist", train=True, download=True)
    assert len(server[1]) == asked


@pytest.fixture
def no_network(monkeypatch):
    """Nobody listens where torchvision fetches MNIST from."""
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", ["http://127.0.0.1:1/"])


def test_no_network_is_said_and_leaves_nothing(no_network, mnist, cache):
    """The reason of the failure is in the message, and no unfinished folder stays."""
    with pytest.raises(datasets.DatasetNotFoundError, match=r"The download failed: .*refused"):
        datasets.load("mnist", train=True, download=True)
    assert list(cache.iterdir()) == []


def test_half_a_file_never_looks_like_a_whole_one(server, mnist, cache):
    """A download that ends early is no data set, now or later."""
    write_all(server[0], {name: content[:-9] for name, content in zipped(mnist).items()})
    with pytest.raises(datasets.DatasetNotFoundError, match=r"The download failed: .*corrupted"):
        datasets.load("mnist", train=True, download=True)
    assert list(cache.iterdir()) == []


def test_a_server_that_never_answers_is_given_up(mnist, monkeypatch):
    """The socket has a timeout: without one this test would hang."""
    monkeypatch.setattr(install, "SECONDS_WITHOUT_A_BYTE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mirror = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", [mirror])
        with pytest.raises(datasets.DatasetNotFoundError, match="timed out"):
            datasets.load("mnist", train=True, download=True)
    assert socket.getdefaulttimeout() is None


def test_offline_forbids_every_request(server, mnist, monkeypatch):
    """TORCHGRADE_OFFLINE=1, which graders set, wins over download=True."""
    write_all(server[0], zipped(mnist))
    monkeypatch.setenv("TORCHGRADE_OFFLINE", "1")
    with pytest.raises(datasets.DatasetNotFoundError, match="TORCHGRADE_OFFLINE forbids"):
        datasets.load("mnist", train=True, download=True)
    assert server[1] == []


# -------------------------------------------------------------------------------------- for_lab

LAB = """
title = "A lab"
[data]
dataset = "mnist"
offline = "digits"
[data.threshold]
mnist = 0.985
digits = 0.95
"""


@pytest.fixture
def lab(monkeypatch, tmp_path):
    """A working folder with a lab.toml in it."""
    folder = tmp_path / "lab"
    folder.mkdir()
    (folder / "lab.toml").write_text(LAB)
    monkeypatch.chdir(folder)
    return folder / "lab.toml"


def test_a_lab_takes_the_data_set_that_it_wants(lab, mnist, cache, capsys):
    """With its files there, the wanted data set and its threshold are taken, and it is printed."""
    write_all(cache / "MNIST" / "raw", mnist)
    choice = datasets.for_lab()
    assert choice == datasets.Choice("mnist", "mnist", 0.985, False, choice.note)
    printed = capsys.readouterr().out
    assert choice.note in printed
    assert str(cache) in printed
    assert "0.985" in printed


def test_a_lab_says_that_it_takes_the_stand_in_and_why(lab, capsys):
    """Without files the stand-in comes with its own threshold, and the reason is printed."""
    choice = datasets.for_lab()
    assert choice == datasets.Choice("digits", "mnist", 0.95, True, choice.note)
    assert "digits" in choice.note
    assert "stands in for mnist" in choice.note
    printed = capsys.readouterr().out
    assert choice.note in printed
    assert "No download was requested." in printed
    assert "0.95" in printed


def test_quiet_prints_nothing_but_still_notes_it(lab, capsys):
    """Tests keep quiet; what was taken stays in the note, for reports."""
    assert "stands in for mnist" in datasets.for_lab(quiet=True).note
    assert capsys.readouterr().out == ""


def test_a_lab_downloads_only_if_asked(lab, server, mnist, monkeypatch, capsys):
    """download=True brings the wanted data set; without it no request is made."""
    write_all(server[0], zipped(mnist))
    assert datasets.for_lab().name == "digits"
    monkeypatch.setenv("TORCHGRADE_OFFLINE", "1")
    assert datasets.for_lab(download=True).name == "digits"
    assert "TORCHGRADE_OFFLINE forbids" in capsys.readouterr().out
    assert server[1] == []
    monkeypatch.delenv("TORCHGRADE_OFFLINE")
    assert datasets.for_lab(download=True).name == "mnist"


def test_a_lab_goes_on_with_the_stand_in_if_a_download_fails(lab, no_network, capsys):
    """A student on a train is told of the failure and can work."""
    assert datasets.for_lab(download=True).stands_in
    assert "The download failed" in capsys.readouterr().out


def test_damaged_files_are_no_reason_for_another_data_set(lab, mnist, cache):
    """Another data set would mean another threshold: damage is an error, never a fall-back."""
    write_all(cache / "MNIST" / "raw", {**mnist, "t10k-labels-idx1-ubyte": b"damaged"})
    with pytest.raises(datasets.DatasetError, match="damaged"):
        datasets.for_lab()


def test_a_lab_about_digits_needs_no_stand_in_and_no_threshold(lab, capsys):
    """The data set that is always there stands in for itself, and one line says so."""
    lab.write_text('[data]\ndataset = "digits"')
    choice = datasets.for_lab()
    assert capsys.readouterr().out == f"{choice.note}\n"
    assert (choice.name, choice.threshold, choice.stands_in) == ("digits", None, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'no data'", "data: expected a table [data], got nothing"),
        ("data = 3", "data: expected a table [data], got 3"),
    ],
)
def test_a_lab_without_data_has_no_data_set(lab, text, said):
    """An author reads which key is wrong, what was expected there and what was found."""
    lab.write_text(text)
    with pytest.raises(AuthorError) as caught:
        datasets.for_lab(quiet=True)
    assert str(caught.value) == f"lab.toml: {said}"


def test_a_lab_toml_that_is_not_there_is_no_students_fault(tmp_path, monkeypatch):
    """The file comes with the lab; the message says where it should lie."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraderError, match="must lie beside the notebook"):
        datasets.for_lab()


# -------------------------------------------------------------------------------- the real files


@pytest.mark.parametrize(
    ("name", "title", "count", "size"),
    [("mnist", "MNIST", 60_000, (1, 28, 28)), ("cifar10", "CIFAR-10", 50_000, (3, 32, 32))],
)
def test_the_real_data_sets_load_and_have_the_stated_mean(name, title, count, size):
    """With the real files the checksums, the sizes and the stated means are right."""
    try:
        place = files.find(name, REAL_DATA)
    except datasets.DatasetNotFoundError:
        pytest.skip(f"skipped: no {title}")
    images, labels = datasets.tensors(name, train=False, root=place)
    assert images.shape == (10_000, *size)
    assert labels.bincount().min() > 890
    pixels = torch.as_tensor(datasets.load(name, train=True, root=place).data)
    assert len(pixels) == count
    # From how often each level of grey occurs, channel by channel.
    levels = torch.arange(256, dtype=torch.float64) / 255
    channels = pixels.reshape(-1, size[0]).T
    share = (
        torch.stack([c.flatten().bincount(minlength=256) for c in channels]) / channels[0].numel()
    )
    mean = (share * levels).sum(1)
    assert [round(m, 4) for m in mean.tolist()] == list(datasets.MEAN_STD[name][0])
    if (
        name == "mnist"
    ):  # CIFAR-10's is the mean of 50,000 pictures' own stds: checked once, by hand
        std = ((share * levels**2).sum(1) - mean**2).sqrt()
        assert [round(s, 4) for s in std.tolist()] == list(datasets.MEAN_STD[name][1])
