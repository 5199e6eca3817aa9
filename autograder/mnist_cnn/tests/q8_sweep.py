from otter.test_files import test_case

OK_FORMAT = False

name = "q8_sweep"
points = 9

@test_case(points=2, hidden=False, 
    failure_message="sweep must return a dictionary with one entry for each rate. Call fit(model, train_set, val_set, epochs=epochs) as it is written, epochs by its name.")
def test_sweep_has_an_entry_per_rate(sweep):
    import torch
    data = (torch.zeros(4, 1, 2, 2), torch.zeros(4, dtype=torch.int64))

    def build(p):
        return torch.tensor([float(p)])

    def fit(model, train_set, val_set, *, epochs=1):
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
    result = sweep(build, fit, [0.0, 0.25, 0.5], data, data, epochs=1)
    assert isinstance(result, dict), f'sweep must return a dictionary, got {type(result).__name__}'
    keys = sorted((float(p) for p in result))
    assert keys == [0.0, 0.25, 0.5], f'for the rates 0, 0.25 and 0.5 the dictionary has the keys {keys}'

@test_case(points=3, hidden=True, 
    failure_message="Every rate needs a fresh model of its own, made by build with this rate and trained once.")
def test_sweep_builds_a_model_for_each_rate(sweep):
    import torch
    data = (torch.zeros(4, 1, 2, 2), torch.zeros(4, dtype=torch.int64))
    built, trained = ([], [])

    def build(p):
        built.append(float(p))
        return torch.tensor([float(p), float(len(built))])

    def fit(model, train_set, val_set, *, epochs=1):
        trained.append((float(model[0]), float(model[1])))
        return {'loss': [1.0], 'train_accuracy': [0.5], 'val_accuracy': [0.5]}
    sweep(build, fit, [0.125, 0.5, 0.75], data, data, epochs=1)
    assert sorted(built) == [0.125, 0.5, 0.75], f'for the rates 0.125, 0.5 and 0.75 build was called with {built}'
    assert len(trained) == 3, f'fit was called {len(trained)} times for three rates'
    assert len(set(trained)) == 3, 'the same model was trained for more than one rate'

@test_case(points=2, hidden=True, 
    failure_message="The value for a rate is the validation accuracy of its own run, after the last epoch. Not the training accuracy, not the first or the best epoch.")
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
        checks.close(float(value), 0.75 - float(p) / 4, rtol=0, atol=1e-06, what='the validation accuracy of a rate')
    assert len(result) == 3, f'for three rates the dictionary has {len(result)} entries'

@test_case(points=2, hidden=True, 
    failure_message="Training data, validation data and the number of epochs must be handed on to fit as they are.")
def test_sweep_hands_data_and_epochs_on(sweep):
    import torch
    train_set = (torch.full((6, 1, 2, 2), 1.0), torch.ones(6, dtype=torch.int64))
    val_set = (torch.full((3, 1, 2, 2), 2.0), torch.zeros(3, dtype=torch.int64))
    calls = []

    def build(p):
        return torch.tensor([float(p)])

    def fit(model, train_set, val_set, *, epochs=1):
        calls.append((tuple(train_set[0].shape), float(train_set[0].mean()), tuple(val_set[0].shape), float(val_set[0].mean()), epochs))
        return {'loss': [1.0] * epochs, 'train_accuracy': [0.5] * epochs, 'val_accuracy': [0.5] * epochs}
    sweep(build, fit, [0.0, 0.5], train_set, val_set, epochs=7)
    assert len(calls) == 2, f'fit was called {len(calls)} times for two rates'
    for train_shape, train_mean, val_shape, val_mean, epochs in calls:
        assert epochs == 7, f'sweep was called with epochs=7, fit with epochs={epochs}'
        assert train_shape == (6, 1, 2, 2) and train_mean == 1.0, 'fit did not get the training set as its training set'
        assert val_shape == (3, 1, 2, 2) and val_mean == 2.0, 'fit did not get the validation set as its validation set'

