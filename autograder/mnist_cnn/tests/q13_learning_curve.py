from otter.test_files import test_case

OK_FORMAT = False

name = "q13_learning_curve"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="learning_curve must return a dictionary with one entry for each size.")
def test_curve_has_an_entry_per_size(learning_curve):
    from torchgrade import checks
    import torch
    data = (torch.zeros(40, 1, 2, 2), torch.zeros(40, dtype=torch.int64))

    def make():
        return torch.zeros(1)

    def fit(model, train_set, val_set, *, epochs):
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
    curve = learning_curve(make, fit, [10, 20], data, data, 40)
    assert isinstance(curve, dict), f'learning_curve must return a dictionary, got {type(curve).__name__}'
    keys = sorted((checks.number(n, what='a key of the dictionary') for n in curve))
    assert keys == [10, 20], f'for the sizes 10 and 20 the dictionary has the keys {keys}'

@test_case(points=2, hidden=True, 
    failure_message="Every size needs a fresh model and the first n images with their labels, and as many epochs as show it the same number of images in all, at least one.")
def test_curve_shows_as_many_images_for_every_size(learning_curve):
    from torchgrade import checks
    import torch
    g = checks.generator('q13 data')
    learnt = (torch.randn(6000, 1, 1, 1, generator=g), torch.randint(10, (6000,), generator=g))
    kept = (torch.randn(1500, 1, 1, 1, generator=g), torch.randint(10, (1500,), generator=g))
    calls = {}
    made = []

    def make():
        made.append(len(made) + 1.0)
        return torch.tensor([made[-1]])

    def fit(model, train_set, val_set, *, epochs):
        images, labels = train_set
        same = torch.equal(images, learnt[0][:len(images)]) and torch.equal(labels, learnt[1][:len(images)])
        whole = torch.equal(val_set[0], kept[0]) and torch.equal(val_set[1], kept[1])
        calls[len(images)] = (float(model[0]), bool(same), bool(whole), epochs)
        return {'loss': [1.0] * epochs, 'train_accuracy': [0.5] * epochs, 'val_accuracy': [0.5] * epochs}
    for sizes, shown, wanted in (([100, 300, 1000], 3000, [30, 10, 3]), ([5000, 70, 6000], 2900, [1, 41, 1]), ((600, 10), 1700, [3, 170]), ((1, 6000), 2500, [2500, 1]), (tuple(range(100, 4000, 100)), 100, [1] * 39)):
        made.clear()
        calls.clear()
        curve = checks.unchanged(learning_curve, make, fit, sizes, learnt, kept, shown, what='learning_curve')
        assert sorted(calls) == sorted(sizes), f'for the sizes {sorted(sizes)} fit got sets of {sorted(calls)} images'
        assert len({model for model, *_ in calls.values()}) == len(sizes), 'the same model was trained for more than one size'
        for n, right in zip(sizes, wanted):
            model, same, whole, epochs = calls[n]
            assert same, f'fit did not get the first {n} images with their labels'
            assert whole, 'fit did not get the validation set, all of it'
            assert epochs == right and (not isinstance(epochs, float)), f'a model that trains on {n} images and is to be shown {shown} got epochs={epochs}'
        keys = sorted((checks.number(n, what='a key of the dictionary') for n in curve))
        assert keys == sorted(sizes), 'the keys of the dictionary are not the sizes'

@test_case(points=2, hidden=True, 
    failure_message="The value for a size is the validation accuracy of its own run after the last epoch. No seed is set, and no error is hidden.")
def test_curve_notes_the_last_validation_accuracy(learning_curve):
    from torchgrade import checks
    import torch
    data = (torch.zeros(900, 1, 1, 1), torch.zeros(900, dtype=torch.int64))

    def make():
        return torch.zeros(1)

    def fit(model, train_set, val_set, *, epochs):
        last = 0.5 + len(train_set[0]) / 2000
        return {'loss': [2.0, 1.0], 'train_accuracy': [0.6, 0.99], 'val_accuracy': [0.97, last]}

    def useless(model, train_set, val_set, *, epochs):
        return {'loss': [9.0], 'train_accuracy': [0.1], 'val_accuracy': [0.0]}
    curve = learning_curve(make, useless, [900, 50], data, data, 1000)
    assert [float(value) for value in curve.values()] == [0.0, 0.0], 'a run that ends with accuracy 0 has an entry of 0, too'
    curve = learning_curve(make, fit, [900, 50, 200], data, data, 1000)
    assert isinstance(curve, dict) and len(curve) == 3, 'learning_curve must return a dictionary with an entry for each size'
    for n, value in curve.items():
        size = checks.number(n, what='a key of the dictionary')
        checks.close(value, 0.5 + size / 2000, rtol=0, atol=1e-06, what=f'the validation accuracy for {n} images')
    draw = checks.generator('q13 accuracies')

    def chance(model, train_set, val_set, *, epochs):
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [float(torch.rand((), generator=draw))]}
    checks.stateless(learning_curve, make, chance, [900, 50, 200], data, data, 1000, random=True, what='learning_curve')

    def failing(model, train_set, val_set, *, epochs):
        if len(train_set[0]) == 200:
            raise KeyError('val_accuracy') if epochs > 5 else RuntimeError('out of memory')
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
    for kind, shown in ((KeyError, 2000), (RuntimeError, 1000)):
        checks.raises(kind, learning_curve, make, failing, [900, 50, 200], data, data, shown, what='learning_curve, when fit fails,')

