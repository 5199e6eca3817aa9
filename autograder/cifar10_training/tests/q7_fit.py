from otter.test_files import test_case

OK_FORMAT = False

name = "q7_fit"
points = 13

@test_case(points=1, hidden=False, 
    failure_message="The history needs five lists with a float for each epoch, and the best epoch.")
def test_fit_returns_a_history(fit):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q7 history')
    x = torch.randn(10, 4, generator=g)
    batches = [(x[:4], torch.tensor([0, 1, 2, 0])), (x[4:], torch.tensor([1, 2, 0, 1, 2, 0]))]
    model = nn.Sequential(nn.Linear(4, 3))
    history = checks.returns(fit, model, batches, batches, torch.optim.SGD(model.parameters(), lr=0.1), nn.CrossEntropyLoss(), 3, 0, 0.5, type=dict, what='fit')
    for name in ('train_loss', 'train_accuracy', 'val_loss', 'val_accuracy', 'learning_rate'):
        checks.numbers(history.get(name), 3, what=f'history["{name}"] after 3 epochs')
        assert all((isinstance(value, float) for value in history[name])), f'history["{name}"] must hold Python floats'
    best = checks.number(history.get('best_epoch'), whole=True, what='history["best_epoch"]')
    accuracies = [float(value) for value in history['val_accuracy']]
    assert accuracies.index(max(accuracies)) == best, 'history["best_epoch"] must be the first epoch with the highest val_accuracy'

@test_case(points=4, hidden=True, 
    failure_message="Losses, accuracies or weights are not those of the training of the question. Think of the last batch, which is smaller, and of where gradients of the step before go.")
def test_fit_accounts_for_every_image(fit):
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    from cifar10_training_oracle import reference
    from torchgrade import checks
    g = checks.generator('q7 accounts')
    for size, held_out, batch, training, threads in ((23, 17, 5, True, 0), (16, 11, 8, False, 0), (9, 3, 20, True, 0)):
        x, y = (torch.randn(size + held_out, 6, generator=g, dtype=torch.float64) + 1, torch.randint(0, 3, (size + held_out,), generator=g))
        sets = (TensorDataset(x[:size], y[:size]), TensorDataset(x[size:], y[size:]))
        train, val = (DataLoader(sets[0], batch_size=batch), DataLoader(sets[1], batch_size=7))
        model = nn.Sequential(nn.Linear(6, 9), nn.BatchNorm1d(9), nn.ReLU(), nn.Unflatten(1, (1, 3, 3)), nn.Conv2d(1, 4, 2), nn.BatchNorm2d(4), nn.Dropout2d(0.0), nn.Flatten(), nn.Linear(16, 3)).double().train(training)
        model[-1].bias.requires_grad_(training)
        criterion, twin = (nn.CrossEntropyLoss(label_smoothing=0.1), copy.deepcopy(model))
        rows, states = reference(twin, train, val, torch.optim.SGD(twin.parameters(), lr=0.1, momentum=0.8), criterion, 5, 0, 0.5)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.8)
        model(x[:size])
        if training:
            model.load_state_dict(copy.deepcopy(checks.state(model)))
            twin = copy.deepcopy(model)
            rows, states = reference(twin, train, val, torch.optim.SGD(twin.parameters(), lr=0.1, momentum=0.8), criterion, 5, 0, 0.5)
        seen = checks.watch(fit, model, train, val, optimizer, criterion, 5, 0, 0.5)
        history = seen.result
        for place, name in enumerate('train_loss train_accuracy val_loss val_accuracy learning_rate'.split()):
            values = checks.numbers(history[name], 5, what=f'history["{name}"]')
            checks.close(values, [row[place] for row in rows], what=f'history["{name}"]')
        accuracies = [row[3] for row in rows]
        best = accuracies.index(max(accuracies))
        checks.equal(history['best_epoch'], best, what='history["best_epoch"]')
        for name, value in states[best].items():
            checks.close(seen.state[name], value, rtol=1e-09, atol=1e-12, what=f'{name} after fit')
        passes = [mode for mode, _, _ in seen.forwards].count('train')
        checks.equal(passes, 5 * len(train), what='The number of training passes in 5 epochs')
    x, y = (torch.randn(460, 4, generator=g), torch.randint(0, 3, (460,), generator=g))
    single = [(x[i:i + 1], y[i:i + 1]) for i in range(460)]
    for batches in (single, [(x[:8], y[:8])]):
        model, criterion = (nn.Sequential(nn.Linear(4, 3)), nn.CrossEntropyLoss())
        twin = copy.deepcopy(model)
        slow = torch.optim.SGD(twin.parameters(), lr=0.001)
        rows, _ = reference(twin, batches, batches, slow, criterion, 1, 0, 1.0)
        slow = torch.optim.SGD(model.parameters(), lr=0.001)
        seen = checks.watch(fit, model, batches, batches, slow, criterion, 1, 0, 1.0)
        passes = [mode for mode, _, _ in seen.forwards].count('train')
        what = f'The number of training passes of an epoch of {len(batches)} batches'
        checks.equal(passes, len(batches), what=what)
        for place, name in ((0, 'train_loss'), (2, 'val_loss')):
            value = checks.numbers(seen.result[name], 1, what=f'history["{name}"]')
            checks.close(value, [rows[0][place]], rtol=2e-05, what=f'history["{name}"] in float32')

@test_case(points=3, hidden=True, 
    failure_message="After fit the model must be that of the first epoch with the highest validation accuracy, with its running statistics, and best_epoch must say which.")
def test_fit_keeps_the_best_epoch(fit):
    import copy
    import torch
    from torch import nn
    from cifar10_training_oracle import reference
    from torchgrade import checks
    done = 0
    for trial in (29, 56, 35, 118, *range(400)):
        g = checks.generator(f'q7 best {trial}')
        x, y = (torch.randn(12, 5, generator=g, dtype=torch.float64), torch.randint(0, 3, (12,), generator=g))
        held, answers = (torch.randn(11, 5, generator=g, dtype=torch.float64), torch.randint(0, 3, (11,), generator=g))
        train, val = ([(x[:8], y[:8]), (x[8:], y[8:])], [(held[:6], answers[:6]), (held[6:], answers[6:])])
        model = nn.Sequential(nn.Linear(5, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3)).double()
        state = {name: v if name[0] == '1' else torch.randn(v.shape, generator=g, dtype=v.dtype) / 2 for name, v in checks.state(model).items()}
        model.load_state_dict(state)
        twin = copy.deepcopy(model)
        rows, states = reference(twin, train, val, torch.optim.SGD(twin.parameters(), lr=0.5), nn.CrossEntropyLoss(), 7, 0, 1.0)
        accuracies, losses = ([row[3] for row in rows], [row[2] for row in rows])
        best, lowest = (accuracies.index(max(accuracies)), losses.index(min(losses)))
        trained = [row[1] for row in rows]
        tied = accuracies.count(max(accuracies)) > 1
        if not 0 < best < 5 or best == lowest or trained.index(max(trained)) == best or (tied != (done % 2 == 0)):
            continue
        done += 1
        seen = checks.watch(fit, model, train, val, torch.optim.SGD(model.parameters(), lr=0.5), nn.CrossEntropyLoss(), 7, 0, 1.0)
        checks.equal(seen.result['best_epoch'], best, what='history["best_epoch"]')
        assert isinstance(seen.result['best_epoch'], int), 'history["best_epoch"] must be an int'
        for name, value in states[best].items():
            checks.close(seen.state[name], value, what=f'{name} after fit')
        if done == 4:
            break
    assert done == 4, 'no training of the kind that this test needs was found: tell the staff'
    for trial in range(400):
        g = checks.generator(f'q7 close {trial}')
        x, y = (torch.randn(8, 5, generator=g, dtype=torch.float64), torch.randint(0, 3, (8,), generator=g))
        held, answers = (torch.randn(2500, 5, generator=g, dtype=torch.float64), torch.randint(0, 3, (2500,), generator=g))
        model = nn.Sequential(nn.Linear(5, 3)).double()
        state = {k: torch.randn(v.shape, generator=g, dtype=v.dtype) for k, v in checks.state(model).items()}
        model.load_state_dict(state)
        twin = copy.deepcopy(model)
        sgd = torch.optim.SGD(twin.parameters(), lr=0.02)
        rows, _ = reference(twin, [(x, y)], [(held, answers)], sgd, nn.CrossEntropyLoss(), 6, 0, 1.0)
        accuracies, coarse = ([row[3] for row in rows], 0)
        best = accuracies.index(max(accuracies))
        for epoch, value in enumerate(accuracies):
            coarse = epoch if value > accuracies[coarse] + 0.0009 else coarse
        if coarse != best:
            break
    assert coarse != best, 'no training of the kind that this test needs was found: tell the staff'
    sgd = torch.optim.SGD(model.parameters(), lr=0.02)
    history = checks.returns(fit, model, [(x, y)], [(held, answers)], sgd, nn.CrossEntropyLoss(), 6, 0, 1.0, type=dict, what='fit')
    checks.equal(history['best_epoch'], best, what='history["best_epoch"] of close accuracies')

@test_case(points=3, hidden=True, 
    failure_message="The learning rate of every group must be multiplied by decay before each epoch that is a multiple of decay_every, but never before epoch 0.")
def test_fit_decays_the_rate_of_every_group(fit):
    import copy
    import torch
    from torch import nn
    from cifar10_training_oracle import reference
    from torchgrade import checks
    g = checks.generator('q7 decay')
    x, y = (torch.randn(10, 4, generator=g, dtype=torch.float64), torch.randint(0, 3, (10,), generator=g))
    for epochs, every, decay, known in ((7, 2, 0.5, 23), (5, 3, 0.1, 47), (6, 1, 0.8, 5), (4, 0, 0.5, 1), (3, 5, 0.5, 6), (26, 12, 0.5, 4)):
        for trial in (known, *range(200)):
            g = checks.generator(f'q7 decay {epochs} {trial}')
            model = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 3)).double()
            state = {name: torch.randn(v.shape, generator=g, dtype=v.dtype) / 2 for name, v in checks.state(model).items()}
            model.load_state_dict(state)
            held, answers = (torch.randn(40, 4, generator=g, dtype=torch.float64), torch.randint(0, 3, (40,), generator=g))
            train = [(x[:4], y[:4]), (x[4:9], y[4:9]), (x[9:], y[9:])]
            val = [(held[:1], answers[:1]), (held[1:], answers[1:])]

            def groups(net):
                return [{'params': [net[0].weight], 'lr': 0.4}, {'params': [net[0].bias], 'lr': 0.4}, {'params': list(net[2].parameters()), 'lr': 0.1}]
            twin = copy.deepcopy(model)
            rows, states = reference(twin, train, val, torch.optim.SGD(groups(twin), momentum=0.5), nn.CrossEntropyLoss(), epochs, every, decay)
            accuracies = [row[3] for row in rows]
            if accuracies.index(max(accuracies)) >= min(epochs - 1, 11):
                break
        seen = checks.watch(fit, model, train, val, torch.optim.SGD(groups(model), momentum=0.5), nn.CrossEntropyLoss(), epochs, every, decay)
        what = f'with epochs={epochs}, decay_every={every} and decay={decay}'
        checks.close(checks.numbers(seen.result['learning_rate'], epochs, what='history["learning_rate"]'), [row[4] for row in rows], what=f'history["learning_rate"] {what}')
        for place, name in ((0, 'train_loss'), (2, 'val_loss')):
            checks.close(checks.numbers(seen.result[name], epochs), [row[place] for row in rows], what=f'history["{name}"] {what}')
        best = accuracies.index(max(accuracies))
        for name, value in states[best].items():
            checks.close(seen.state[name], value, what=f'{name} after fit {what}')

@test_case(points=2, hidden=True, 
    failure_message="Training passes need training mode and gradients, validation passes neither; batches go to the device of the model, each one counts, settings stay, a second call goes on where the optimizer stands, and errors come out.")
def test_fit_again_and_again(fit):
    import copy
    from itertools import groupby
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    from cifar10_training_oracle import reference
    from torchgrade import checks
    g = checks.generator('q7 again')
    x, y = (torch.randn(9, 4, generator=g), torch.randint(0, 3, (9,), generator=g))
    train, val = ([(x[:6], y[:6]), (x[6:], y[6:])], [(x[:5], y[:5])])
    for training in (True, False):
        model = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Dropout(0.3), nn.Unflatten(1, (5, 1, 1)), nn.BatchNorm2d(5), nn.Dropout2d(0.3), nn.Flatten(), nn.Linear(5, 3)).train(training)
        for epochs in (2, 1):
            seen = checks.watch(fit, model, train, val, torch.optim.SGD(model.parameters(), lr=0.3), nn.CrossEntropyLoss(), epochs, 1, 0.5)
            runs = [(kind, len(list(run))) for kind, run in groupby(seen.forwards, lambda one: one[:2])]
            checks.equal([kind for kind, _ in runs], [('train', True), ('eval', False)] * epochs, what='Mode and gradients of the forward passes, one after the other')
            checks.equal([count for _, count in runs[::2]], [2] * epochs, what='The numbers of training passes in each epoch')
            checks.equal(list(seen.altered), [], what='What fit leaves set otherwise')
            values = checks.numbers(seen.result['val_accuracy'], epochs, what='history["val_accuracy"]')
            checks.equal(seen.result['best_epoch'], values.index(max(values)), what='history["best_epoch"]')
    never = [(x[:4], torch.tensor([0, 0, 0, 0]))]
    model = nn.Sequential(nn.Linear(4, 3))
    with torch.no_grad():
        model[0].bias.copy_(torch.tensor([-100.0, 50.0, 50.0]))
    seen = checks.watch(fit, model, train, never, torch.optim.SGD(model.parameters(), lr=0.001), nn.CrossEntropyLoss(), 3, 0, 0.5)
    checks.equal(seen.result['best_epoch'], 0, what='history["best_epoch"] where no validation image is ever right')
    checks.close(checks.numbers(seen.result['val_accuracy'], 3), [0.0, 0.0, 0.0], what='history["val_accuracy"]')
    always = [(x[:4], torch.tensor([1, 1, 1, 1]))]
    with torch.no_grad():
        model[0].bias.copy_(torch.tensor([0.0, 100.0, 0.0]))
    sgd = torch.optim.SGD(model.parameters(), lr=0.001)
    seen = checks.watch(fit, model, train, always, sgd, nn.CrossEntropyLoss(), 3, 0, 0.5)
    checks.close(checks.numbers(seen.result['val_accuracy'], 3, what='history["val_accuracy"]'), [1.0, 1.0, 1.0], what='history["val_accuracy"] where each validation image is right')
    checks.equal(seen.result['best_epoch'], 0, what='history["best_epoch"] of equals')
    x, y = (torch.randn(12, 4, generator=g), torch.randint(0, 3, (12,), generator=g))
    shuffled, orders = (DataLoader(TensorDataset(x, y), batch_size=1, shuffle=True), [])
    for _ in range(2):
        model = nn.Sequential(nn.Linear(4, 3))
        sgd = torch.optim.SGD(model.parameters(), lr=0.01)
        seen = checks.watch(fit, model, shuffled, never, sgd, nn.CrossEntropyLoss(), 2, 0, 0.5)
        trained = [one for (mode, _, _), one in zip(seen.forwards, seen.inputs) if mode == 'train']
        checks.equal(len(trained), 24, what='The number of training passes in 2 epochs')
        orders += [torch.cat(trained[:12]), torch.cat(trained[12:])]
    assert not torch.equal(orders[0], orders[1]), 'both epochs have the images in the same order: ask the loader anew in each epoch'
    assert not torch.equal(orders[0], orders[2]), 'two calls have the images in the same order: set no seed'
    criterion, flat = (nn.CrossEntropyLoss(), torch.tensor([0, 1, 2, 0]))
    batches = [(x[:4], flat), (x[4:6], flat[:2])]
    for epochs, decay in ((3, 0.001), (4, 2.0)):
        sgd = torch.optim.SGD(model.parameters(), lr=0.0001)
        calls = [fit(model, batches, batches, sgd, criterion, n, 2, decay) for n in (epochs, 3)]
        rates = [rate for history in calls for rate in checks.numbers(history['learning_rate'])]
        right = [0.0001 * decay ** (epoch // 2) for epoch in range(epochs)]
        right += [right[-1] * decay ** (epoch // 2) for epoch in range(3)]
        checks.close(rates, right, rtol=1e-06, atol=0.0, what='The rates of two calls, one after the other')
    batches, other = ([(x.double(), y % 2)], [(x[:1].double(), torch.tensor([2]))])
    model = nn.Sequential(nn.Linear(4, 3)).double()
    nn.init.constant_(model[0].bias, 0.0)
    with torch.no_grad():
        model[0].bias[2] = -100.0
    twin = copy.deepcopy(model)
    sgd, same = (torch.optim.SGD(net.parameters(), lr=0.3, momentum=0.9) for net in (model, twin))
    for epochs in (3, 2):
        rows, states = reference(twin, batches, other, same, criterion, epochs, 0, 1.0)
        twin.load_state_dict(states[0])
        history = fit(model, batches, other, sgd, criterion, epochs, 0, 1.0)
        losses = checks.numbers(history['train_loss'], epochs, what='history["train_loss"]')
        checks.close(losses, [row[0] for row in rows], what='history["train_loss"] of two calls, one after the other')
    model = nn.Sequential(nn.Linear(4, 3)).double()
    nn.init.zeros_(model[0].weight)
    twin, batches = (copy.deepcopy(model), [(10000.0 * x.double(), y)])
    sgd, same = (torch.optim.SGD(net.parameters(), lr=1e-08) for net in (model, twin))
    rows, _ = reference(twin, batches, other, same, criterion, 2, 0, 1.0)
    history = fit(model, batches, other, sgd, criterion, 2, 0, 1.0)
    losses = checks.numbers(history['train_loss'], 2, what='history["train_loss"]')
    what = 'history["train_loss"] where gradients are large'
    checks.close(losses, [row[0] for row in rows], what=what)
    batches = [(x[:4], flat), (x[4:6], flat[:2])]
    still = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Linear(5, 3))
    sgd = torch.optim.SGD(still.parameters(), lr=0.3)
    checks.stateless(fit, still, batches, batches, sgd, criterion, 2, 0, 1.0, what='fit')
    spoilt = [(x[:4] * float('inf'), flat), (x[4:6], flat[:2])]
    sgd = torch.optim.SGD(still.parameters(), lr=0.3)
    seen = checks.watch(fit, still, spoilt, batches, sgd, criterion, 2, 0, 1.0)
    passes = [mode for mode, _, _ in seen.forwards].count('train')
    checks.equal(passes, 4, what='The number of training passes where a loss is not finite')
    losses = seen.result['train_loss']
    checks.equal(len(losses), 2, what='The number of epochs where a loss is not finite')
    assert not any((float(loss) - float(loss) == 0 for loss in losses)), 'a training image is infinite, and yet the mean loss of an epoch is finite'
    model = nn.Sequential(nn.Linear(4, 3))
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = fit(model, spoilt, batches, sgd, criterion, 1, 0, 1.0)['val_loss'][0]
    assert float(loss) - float(loss) != 0, 'a training image is infinite, and yet the weights are finite: every batch gets its step'

    def unreadable(items):
        read.append(len(items))
        if len(read) == 2:
            raise OSError("this picture can't be read")
        return (torch.stack([item[0] for item in items]), torch.stack([item[1] for item in items]))
    pairs = TensorDataset(x, torch.arange(12) % 3)
    for kind in ('training', 'validation'):
        read, loader = ([], DataLoader(pairs, batch_size=4, collate_fn=unreadable))
        given = (loader, batches) if kind == 'training' else (batches, loader)
        model = nn.Sequential(nn.Linear(4, 3))
        sgd = torch.optim.SGD(model.parameters(), lr=0.1)
        what = f"fit with {kind} pictures that can't be read"
        checks.raises(OSError, fit, model, *given, sgd, criterion, 1, 0, 1.0, what=what)
    far, said = (nn.Sequential(nn.Linear(4, 3, device='meta')), '')
    try:
        fit(far, train, val, torch.optim.SGD(far.parameters(), lr=0.1), criterion, 1, 0, 1.0)
    except Exception as error:
        said = str(error)
    assert not any((words in said for words in ('same device', 'expected device', 'two devices'))), 'images and labels must go to the device of the model'
    assert 'to_empty' not in said, 'the model must stay on its device: move the batches, not the model'

    def broken(scores, labels):
        raise KeyError('no loss today')
    checks.raises(KeyError, fit, model, train, val, torch.optim.SGD(model.parameters(), lr=0.1), broken, 2, 0, 0.5, what='fit with a criterion that fails')
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    checks.lets_errors_out(lambda f: fit(model, train, val, sgd, f, 2, 0, 0.5), what='fit')

