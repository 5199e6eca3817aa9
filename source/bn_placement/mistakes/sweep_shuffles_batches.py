"""The order of the batches is drawn, not that of the images.

question: q17_small_batches
fails: test_sweep_loads_full_shuffled_batches
"""
class _Batches:
    def __init__(self, n, size):
        self.parts = [list(range(k, k + size)) for k in range(0, n - size + 1, size)]

    def __iter__(self):
        return iter([self.parts[k] for k in torch.randperm(len(self.parts)).tolist()])

    def __len__(self):
        return len(self.parts)


def accuracy_by_batch_size(build, dataset, sizes, train):
    found = {}
    for size in sizes:
        loader = DataLoader(dataset, batch_sampler=_Batches(len(dataset), size))
        found[size] = train(build(), loader, 0.02 * size / 64)
    return found
