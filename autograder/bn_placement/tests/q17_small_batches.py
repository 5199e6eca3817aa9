from otter.test_files import test_case

OK_FORMAT = False

name = "q17_small_batches"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The result has an entry for each batch size, and holds what train returned for it.")
def test_sweep_returns_what_train_measured(accuracy_by_batch_size):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import TensorDataset
    dataset = TensorDataset(torch.zeros(20, 3), torch.zeros(20, dtype=torch.int64))
    measured = []

    def train(net, loader, lr):
        measured.append(0.5 + len(measured) / 128)
        return measured[-1]
    result = accuracy_by_batch_size(lambda: nn.Linear(3, 2), dataset, [4, 10, 2], train)
    checks.equal(dict(result), {4: 0.5, 10: 0.5078125, 2: 0.515625}, what='the result for three batch sizes')

@test_case(points=2, hidden=True, 
    failure_message="Each batch size needs a network of its own, fresh from build(), and a learning rate in proportion to it. Seeds and errors are left alone.")
def test_sweep_starts_afresh(accuracy_by_batch_size):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import TensorDataset
    for sizes in ((8, 3, 20, 5, 32), (16, 2), (8, 4096, 3, 512), tuple(range(1, 41))):
        dataset = TensorDataset(torch.zeros(max(sizes) + 8, 3), torch.zeros(max(sizes) + 8, dtype=torch.int64))
        built, trained, rates, loaders = ([], [], [], [])

        def build():
            net = nn.Linear(3, 2)
            nn.init.constant_(net.weight, len(built))
            built.append(len(built))
            return net

        def train(net, loader, lr):
            trained.append(net)
            rates.append(lr)
            loaders.append(loader)
            return len(trained) / (100 + len(sizes))
        result = accuracy_by_batch_size(build, dataset, list(sizes), train)
        checks.equal(list(result), list(sizes), what='the batch sizes in the result, in their order')
        measured = [k / (100 + len(sizes)) for k in range(1, len(sizes) + 1)]
        checks.close(list(dict(result).values()), measured, what='the accuracies in the result')
        checks.equal(len(built), len(sizes), what='how often build was called')
        marks = [checks.state(net)['weight'].flatten()[0].item() for net in trained]
        checks.equal(marks, [float(i) for i in built], what='which networks were trained, by a mark in their weights')
        for rate, size in zip(rates, sizes):
            checks.close(checks.number(rate, what='lr'), 0.02 * size / 64, what='a learning rate')
        for loader, size in zip(loaders, sizes):
            if size > 500:
                lengths = [len(y) for _, y in loader]
                checks.equal(lengths, [size] * (len(dataset) // size), what='the lengths of large batches')
    useless = []

    def learns_nothing(net, loader, lr):
        useless.append(lr)
        return 0.0
    result = accuracy_by_batch_size(lambda: nn.ReLU(), dataset, [4, 10], learns_nothing)
    checks.equal(dict(result), {4: 0.0, 10: 0.0}, what='the result of two runs that learn nothing')
    checks.equal(len(useless), 2, what='how often train was called for two runs that learn nothing')
    checks.stateless(accuracy_by_batch_size, lambda: nn.ReLU(), dataset, [4, 10], lambda net, loader, lr: lr + 0.5)
    for kind in (ValueError, RuntimeError, KeyError):

        def fail(net, loader, lr):
            raise kind('a run that fails')
        checks.raises(kind, accuracy_by_batch_size, lambda: nn.ReLU(), dataset, [4, 10], fail)

@test_case(points=2, hidden=True, 
    failure_message="Each loader needs the right batch size, shuffled images, another order in each epoch, and no incomplete batch at the end.")
def test_sweep_loads_full_shuffled_batches(accuracy_by_batch_size):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import TensorDataset
    images, labels = (torch.arange(46.0)[:, None], torch.arange(46))
    sizes, loaders = ([4, 5, 23, 7], [])

    def train(net, loader, lr):
        loaders.append(loader)
        return 0.5
    accuracy_by_batch_size(lambda: nn.Linear(1, 2), TensorDataset(images, labels), list(sizes), train)
    checks.equal(len(loaders), len(sizes), what='how often train was called')
    orders = []
    for _ in range(2):
        loaders.clear()
        accuracy_by_batch_size(lambda: nn.Linear(1, 2), TensorDataset(images, labels), [23], train)
        orders.append([label for _, y in loaders[0] for label in y.tolist()])
    checks.equal(orders[0] == orders[1], False, what='whether two sweeps have the same order of images')
    moved = together = 0
    for _ in range(30):
        order = [label for _, y in loaders[0] for label in y.tolist()]
        checks.equal(sorted(order), list(range(46)), what='the images of an epoch in two batches of 23')
        place = sorted(range(46), key=lambda k: order[k])
        moved += sum((abs(k - was) for was, k in enumerate(place)))
        together += sum((abs(k - after) == 1 for k, after in zip(place, place[1:])))
    checks.equal(18750 < moved < 23550 and 12 < together < 115, True, what='whether all images are shuffled, and not batches of them')
    loaders.clear()
    accuracy_by_batch_size(lambda: nn.Linear(1, 2), TensorDataset(images, labels), list(sizes), train)
    for size, loader in zip(sizes, loaders):
        orders = []
        for _ in range(2):
            batches = [(x.flatten().tolist(), y.tolist()) for x, y in loader]
            lengths = [len(y) for x, y in batches]
            checks.equal(lengths, [size] * (46 // size), what='the lengths of the batches of an epoch')
            pixels = [int(pixel) for x, y in batches for pixel in x]
            order = [label for x, y in batches for label in y]
            checks.equal(pixels == order, True, what='whether images and labels belong together')
            checks.equal(len(set(order)), len(order), what='the number of different images in an epoch')
            orders.append(order)
        checks.equal(orders[0] == sorted(orders[0]), False, what='whether the images come unshuffled')
        checks.equal(orders[0] == orders[1], False, what='whether two epochs have the same order')

