"""Loaders with a worker process.

question: q5_data
fails: none
cell: make_loaders
"""
def make_loaders(images, labels, transform, held_out=5000):
    import numpy as np

    kept = np.random.default_rng(7).permutation(len(images))
    val, train = torch.from_numpy(kept[:held_out].copy()), torch.from_numpy(kept[held_out:].copy())
    return (
        DataLoader(Pictures(images[train], labels[train], transform), 128, shuffle=True, num_workers=1),
        DataLoader(Pictures(images[val], labels[val], val_transform), 100),
    )
