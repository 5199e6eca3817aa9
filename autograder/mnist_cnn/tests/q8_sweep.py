from otter.test_files import test_case

OK_FORMAT = False

name = "q8_sweep"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="sweep must return a dictionary with one entry for each rate. Call fit(model, train_set, val_set, epochs=epochs) as it is written, epochs by its name.")
def test_sweep_has_an_entry_per_rate(sweep):
    from torchgrade import checks
    import torch
    data = (torch.zeros(4, 1, 2, 2), torch.zeros(4, dtype=torch.int64))

    def build(p):
        return torch.tensor([float(p)])

    def fit(model, train_set, val_set, *, epochs=1):
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
    result = sweep(build, fit, [0.0, 0.25, 0.5], data, data, epochs=1)
    assert isinstance(result, dict), f'sweep must return a dictionary, got {type(result).__name__}'
    keys = sorted((checks.number(p, what='a key of the dictionary') for p in result))
    assert keys == [0.0, 0.25, 0.5], f'for the rates 0, 0.25 and 0.5 the dictionary has the keys {keys}'

@test_case(points=2, hidden=True, 
    failure_message="Every rate needs a fresh model of its own, made by build with this rate and trained once. Its key is the rate, a number.")
def test_sweep_builds_a_model_for_each_rate(sweep):
    from torchgrade import checks
    import torch
    data = (torch.zeros(4, 1, 2, 2), torch.zeros(4, dtype=torch.int64))
    for rates in ([0.125, 0.5, 0.75], (0.9375, 0.0, 0.5, 0.25, 0.0625, 0.5625), [0.6875], [k / 64 for k in range(40)]):
        built, trained = ([], [])

        def build(p):
            built.append(checks.number(p, what='what build gets'))
            return torch.tensor([built[-1], float(len(built))])

        def fit(model, train_set, val_set, *, epochs=1):
            trained.append((float(model[0]), float(model[1])))
            return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
        result = checks.unchanged(sweep, build, fit, rates, data, data, epochs=1, what='sweep')
        assert sorted(built) == sorted(rates), f'for the rates {rates} build was called with {built}'
        assert len(trained) == len(rates), f'fit was called {len(trained)} times for {len(rates)} rates'
        assert len(set(trained)) == len(rates), 'the same model was trained for more than one rate'
        keys = sorted((checks.number(p, what='a key of the dictionary') for p in result))
        assert keys == sorted(rates), f'for the rates {rates} the dictionary has the keys {keys}'

@test_case(points=2, hidden=True, 
    failure_message="The value for a rate is the validation accuracy of its own run, after the last epoch. Not the training accuracy, not the first or the best epoch, and no value at all where the run failed.")
def test_sweep_notes_the_last_validation_accuracy(sweep):
    from torchgrade import checks
    import torch
    data = (torch.zeros(4, 1, 2, 2), torch.zeros(4, dtype=torch.int64))

    def build(p):
        return torch.tensor([float(p)])

    def fit(model, train_set, val_set, *, epochs=1):
        p = float(model[0])
        return {'loss': [2.0, 1.5, 1.0], 'train_accuracy': [0.3, 0.9, 0.99], 'val_accuracy': [0.25, 0.875, 0.75 - p / 4]}
    result = sweep(build, fit, [0.125, 0.5, 0.75], data, data, epochs=3)
    assert isinstance(result, dict), f'sweep must return a dictionary, got {type(result).__name__}'
    for p, value in result.items():
        checks.close(value, 0.75 - float(p) / 4, rtol=0, atol=1e-06, what='the validation accuracy of a rate')
    assert len(result) == 3, f'for three rates the dictionary has {len(result)} entries'
    runs = []

    def useless(model, train_set, val_set, *, epochs=1):
        runs.append(float(model[0]))
        return {'loss': [9.0], 'train_accuracy': [0.1], 'val_accuracy': [0.0]}
    result = sweep(build, useless, [0.125, 0.5], data, data)
    assert [float(value) for value in result.values()] == [0.0, 0.0], 'a run that ends with accuracy 0 has an entry of 0, too'
    assert sorted(runs) == [0.125, 0.5], 'a bad run was made again'
    draw = checks.generator('q8 accuracies')

    def chance(model, train_set, val_set, *, epochs=1):
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [float(torch.rand((), generator=draw))]}
    checks.stateless(sweep, build, chance, [0.125, 0.5, 0.75], data, data, random=True, what='sweep')
    for kind in (RuntimeError, ValueError, KeyError):

        def failing(model, train_set, val_set, *, epochs=1):
            if float(model[0]) > 0.25:
                raise kind('out of memory')
            return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
        checks.raises(kind, sweep, build, failing, [0.125, 0.5, 0.75], data, data, what='sweep, when fit fails,')

@test_case(points=1, hidden=True, 
    failure_message="Training data, validation data and the number of epochs must be handed on to fit as they are.")
def test_sweep_hands_data_and_epochs_on(sweep):
    import torch
    images, held_out = (torch.arange(70001.0).reshape(-1, 1, 1, 1), -torch.arange(11003.0).reshape(-1, 1, 1, 1))
    learnt = (images, torch.arange(70001) % 10)
    kept = (held_out, torch.arange(11003) % 7)
    calls = []

    def build(p):
        return torch.tensor([float(p)])

    def fit(model, train_set, val_set, *, epochs=1):
        same = [[bool(torch.equal(a, b)) for a, b in zip(given, whole)] for given, whole in ((train_set, learnt), (val_set, kept))]
        calls.append((*same, epochs))
        return {'loss': [1.0] * epochs, 'train_accuracy': [0.5] * epochs, 'val_accuracy': [0.5] * epochs}
    for wanted in (7, 150, 3000):
        calls.clear()
        sweep(build, fit, [0.0, 0.5], learnt, kept, epochs=wanted)
        assert len(calls) == 2, f'fit was called {len(calls)} times for two rates'
        for train_same, val_same, epochs in calls:
            assert epochs == wanted, f'sweep was called with epochs={wanted}, fit with epochs={epochs}'
            assert train_same == [True, True], 'fit did not get the training set, all of it, as its training set'
            assert val_same == [True, True], 'fit did not get the validation set, all of it, as its validation set'
    calls.clear()
    sweep(build, fit, [0.5], learnt, kept)
    assert [epochs for _, _, epochs in calls] == [1], 'without epochs, fit must be called with epochs=1'

