"""train is called with keywords, and the result is an OrderedDict.

question: q17_small_batches
fails: none
"""
def accuracy_by_batch_size(build, dataset, sizes, train):
    from collections import OrderedDict

    result = OrderedDict()
    for size in sizes:
        net = build()
        loader = DataLoader(dataset, size, shuffle=True, drop_last=True)
        result[size] = train(net=net, loader=loader, lr=0.02 * size / 64)
    return result
