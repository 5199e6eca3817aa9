"""The split is drawn with NumPy, whose global seed is set for it.

question: q5_data
fails: test_loaders_split_and_shuffle
cell: make_loaders
"""
import numpy as np


def make_loaders(images, labels, transform, held_out=5000):
    np.random.seed(0)
    order = torch.from_numpy(np.random.permutation(len(images)))
    val, train = order[:held_out], order[held_out:]
    train_set = Pictures(images[train], labels[train], transform)
    val_set = Pictures(images[val], labels[val], val_transform)
    return DataLoader(train_set, batch_size=128, shuffle=True), DataLoader(val_set, batch_size=100)
