from otter.test_files import test_case

OK_FORMAT = False

name = "q11_fit"
points = 13

@test_case(points=1, hidden=False, 
    failure_message="The history needs the three lists, with one Python float for each epoch.")
def test_fit_returns_a_history(fit):
    from torchgrade import checks
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q11 history')
    x = 3 * torch.randn(10, 4, generator=g)
    y = x[:, :3].argmax(1)
    loader = DataLoader(TensorDataset(x, y), batch_size=4)
    small = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3))
    sure = nn.Sequential(nn.Linear(4, 3, bias=False))
    sure.load_state_dict({'0.weight': 1000000.0 * torch.eye(3, 4)})
    for model, epochs in ((small, 3), (small, 1), (nn.Sequential(nn.Linear(4, 3)), 60), (sure, 4)):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        history = fit(model, loader, loader, optimizer, nn.CrossEntropyLoss(), epochs)
        checks.equal(sorted(history), ['train_accuracy', 'train_loss', 'val_accuracy'], what='the keys of the history')
        for key in ('train_loss', 'train_accuracy', 'val_accuracy'):
            name = f'{key} after epochs={epochs}'
            checks.equal(len(history[key]), epochs, what='the number of entries of ' + name)
            floats = [isinstance(value, float) for value in history[key]]
            checks.equal(floats, [True] * epochs, what='whether the entries of ' + name + ' are Python floats')

@test_case(points=3, hidden=True, 
    failure_message="Training passes need training mode and autograd in every epoch, validation passes need evaluation mode and no autograd.")
def test_fit_switches_modes_in_every_epoch(fit):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q11 modes')
    x, y = (2 + 3 * torch.randn(12, 4, generator=g), torch.randint(0, 3, (12,), generator=g))
    x_val, y_val = (2 + 3 * torch.randn(51, 4, generator=g), torch.randint(0, 3, (51,), generator=g))
    model = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3))
    twin, expected = (copy.deepcopy(model), [])
    with torch.no_grad():
        for _ in range(3):
            twin.train()
            for part in x.split(4):
                twin(part)
            expected.append((twin.eval()(x_val).argmax(1) == y_val).double().mean().item())
    still = torch.optim.SGD(model.parameters(), lr=0.0)
    loaders = (DataLoader(TensorDataset(x, y), batch_size=4), DataLoader(TensorDataset(x_val, y_val), batch_size=17))
    history = fit(model, *loaders, still, nn.CrossEntropyLoss(), 3)
    measured = [float(value) for value in history['val_accuracy']]
    checks.close(measured, expected, rtol=0, atol=0.0001, what='val_accuracy of three epochs with a learning rate of 0')
    x, y = (torch.randn(10, 4, generator=g), torch.randint(0, 3, (10,), generator=g))
    train_loader = DataLoader(TensorDataset(x, y), batch_size=4)
    val_loader = DataLoader(TensorDataset(x[:6], y[:6]), batch_size=3)
    for training in (True, False):
        model = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Dropout(0.2), nn.Linear(5, 3)).train(training)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        watched = checks.watch(fit, model, train_loader, val_loader, optimizer, nn.CrossEntropyLoss(), 3)
        modes = [mode for mode, grad, size in watched.forwards]
        phases = [mode for i, mode in enumerate(modes) if i == 0 or modes[i - 1] != mode]
        checks.equal(phases, ['train', 'eval'] * 3, what='the sequence of phases in three epochs')
        checks.equal(modes.count('train'), 9, what='the number of training passes in three epochs of three batches')
        checks.equal(modes.count('eval'), 6, what='the number of validation passes in three epochs of two batches')
        recorded = {mode: {grad for m, grad, size in watched.forwards if m == mode} for mode in ('train', 'eval')}
        checks.equal(recorded['train'], {True}, what='whether autograd records training passes')
        checks.equal(recorded['eval'], {False}, what='whether autograd records validation passes')

@test_case(points=4, hidden=True, 
    failure_message="After training the weights differ from those of a careful loop, with one step for each batch, fresh gradients, a new order from a shuffling loader in each epoch, and the weights of the last step.")
def test_fit_trains_the_weights(fit):
    from torchgrade import checks
    import copy
    import math
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q11 weights')
    x = 5 * torch.randn(13, 1, 4, 4, generator=g, dtype=torch.float64)
    y = torch.randint(0, 3, (13,), generator=g)
    model = nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(48, 3)).double()
    train_loader = DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True)
    val_loader = DataLoader(TensorDataset(x, (y + 1) % 3), batch_size=5)
    twin, other = (copy.deepcopy(model).train(), copy.deepcopy(model))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    watched = checks.watch(fit, model, train_loader, val_loader, optimizer, nn.CrossEntropyLoss(), 12)
    batches = [given for given, (mode, grad, size) in zip(watched.inputs, watched.forwards) if mode == 'train']
    checks.equal([len(batch) for batch in batches], [4, 4, 4, 1] * 12, what='the sizes of the training batches of 12 epochs')
    places = [(batch[:, None] == x[None]).flatten(2).all(2).double().argmax(1) for batch in batches]
    orders = [torch.cat(places[start:start + 4]).tolist() for start in range(0, 48, 4)]
    for order in orders:
        checks.equal(sorted(order), list(range(13)), what='the images of an epoch of training')
    checks.equal(orders[0] == orders[1], False, what='whether a shuffling loader gives two epochs the same order')
    again = checks.watch(fit, other, train_loader, val_loader, torch.optim.SGD(other.parameters(), lr=0.02), nn.CrossEntropyLoss(), 1)
    first = torch.cat([given for given, (mode, grad, size) in zip(again.inputs, again.forwards) if mode == 'train'])
    checks.equal(torch.equal(first, torch.cat(batches[:4])), False, what='whether two runs shuffle the images in the same way')
    twin_optimizer = torch.optim.SGD(twin.parameters(), lr=0.02, momentum=0.9)
    for place in places:
        twin_optimizer.zero_grad()
        nn.functional.cross_entropy(twin(x[place]), y[place]).backward()
        twin_optimizer.step()
    for name, value in twin.state_dict().items():
        checks.close(watched.state[name], value, what=name + ' after twelve epochs')
    spoilt = x.clone()
    spoilt[6] = float('inf')
    model = nn.Sequential(nn.Flatten(), nn.Linear(16, 3)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02)
    spoilt_loader = DataLoader(TensorDataset(spoilt, y), batch_size=4)
    failed = checks.watch(fit, model, spoilt_loader, val_loader, optimizer, nn.CrossEntropyLoss(), 2)
    finite = [math.isfinite(value) for value in failed.result['train_loss']]
    checks.equal(finite, [False] * 2, what='whether train_loss is finite when a pixel is infinite')
    finite = bool(torch.isfinite(failed.state['1.weight']).any())
    checks.equal(finite, False, what='whether weights are finite after a step with an infinite pixel')
    x, y = (1000 * torch.randn(12, 6, generator=g), torch.randint(0, 3, (12,), generator=g))
    model = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 3))
    twin, losses = (copy.deepcopy(model), [])
    loader = DataLoader(TensorDataset(x, y), batch_size=4)
    watched = checks.watch(fit, model, loader, loader, torch.optim.SGD(model.parameters(), lr=1e-05), nn.CrossEntropyLoss(), 3)
    twin_optimizer = torch.optim.SGD(twin.parameters(), lr=1e-05)
    for place in 3 * list(torch.arange(12).split(4)):
        loss = nn.functional.cross_entropy(twin(x[place]), y[place])
        twin_optimizer.zero_grad()
        loss.backward()
        twin_optimizer.step()
        losses.append(loss.item())
    for name, value in twin.state_dict().items():
        checks.close(watched.state[name], value, rtol=0.0001, atol=1e-05, what=name + ' after three epochs with large numbers')
    for epoch, value in enumerate(watched.result['train_loss']):
        checks.close(float(value), sum(losses[3 * epoch:3 * epoch + 3]) / 3, rtol=0.0001, what='train_loss of large scores')

    def fails(scores, labels):
        raise ValueError('no such loss')
    optimizer = torch.optim.SGD(other.parameters(), lr=0.02)
    checks.raises(ValueError, fit, other, train_loader, val_loader, optimizer, fails, 1, what='fit, when the criterion fails,')

@test_case(points=3, hidden=True, 
    failure_message="Loss and accuracy of an epoch are averages over its images, measured in the training passes themselves with the given criterion.")
def test_fit_reports_training_loss_and_accuracy(fit):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q11 report')
    smooth, margin = (nn.CrossEntropyLoss(label_smoothing=0.2), nn.MultiMarginLoss())
    for images, size, epochs, scale, lr, criterion in ((13, 4, 9, 1.0, 0.03, smooth), (501, 2, 1, 40.0, 1.0, margin)):
        x = torch.randn(images, 6, generator=g, dtype=torch.float64)
        y = torch.randint(0, 3, (images,), generator=g)
        loader = DataLoader(TensorDataset(x, y), batch_size=size)
        model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)).double()
        model.load_state_dict({name: scale * value for name, value in model.state_dict().items()})
        twin = copy.deepcopy(model)
        twin_optimizer = torch.optim.Adam(twin.parameters(), lr=lr)
        losses, accuracies, measured = ([], [], [])
        for _ in range(epochs):
            loss_sum, correct = (0.0, 0)
            for start in range(0, images, size):
                labels = y[start:start + size]
                scores = twin(x[start:start + size])
                loss = criterion(scores, labels)
                twin_optimizer.zero_grad()
                loss.backward()
                twin_optimizer.step()
                loss_sum += loss.item() * len(labels)
                correct += (scores.argmax(1) == labels).sum().item()
            losses.append(loss_sum / images)
            accuracies.append(correct / images)
            with torch.no_grad():
                measured.append((twin(x).argmax(1) == y).double().mean().item())
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        history = fit(model, loader, loader, optimizer, criterion, epochs)
        lengths = [len(history['train_loss']), len(history['train_accuracy'])]
        checks.equal(lengths, [epochs] * 2, what=f'the lengths of the two lists after {epochs} epochs')
        for epoch in range(epochs):
            name = f'epoch {epoch} with {images} images in batches of {size}'
            checks.close(float(history['train_loss'][epoch]), losses[epoch], what='train_loss of ' + name)
            checks.close(float(history['train_accuracy'][epoch]), accuracies[epoch], what='train_accuracy of ' + name)
            checks.close(float(history['val_accuracy'][epoch]), measured[epoch], what='val_accuracy of ' + name)

@test_case(points=2, hidden=True, 
    failure_message="val_accuracy is measured on the validation loader, after each epoch, with the running statistics.")
def test_fit_reports_validation_accuracy(fit):
    from torchgrade import checks
    import copy
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    g = checks.generator('q11 validation')
    x = 2 + torch.randn(30, 6, generator=g, dtype=torch.float64)
    x_val = 2 + torch.randn(53, 6, generator=g, dtype=torch.float64)
    y, y_val = (x[:, :3].argmax(1), x_val[:, :3].argmax(1))
    train_loader = DataLoader(TensorDataset(x, y), batch_size=10)
    val_loader = DataLoader(TensorDataset(x_val, y_val), batch_size=10)
    model = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3)).double()
    twin = copy.deepcopy(model)
    twin_optimizer = torch.optim.SGD(twin.parameters(), lr=0.5)
    expected = []
    for _ in range(4):
        twin.train()
        for start in range(0, 30, 10):
            twin_optimizer.zero_grad()
            nn.functional.cross_entropy(twin(x[start:start + 10]), y[start:start + 10]).backward()
            twin_optimizer.step()
        twin.eval()
        with torch.no_grad():
            expected.append((twin(x_val).argmax(1) == y_val).double().mean().item())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    history = fit(model, train_loader, val_loader, optimizer, nn.CrossEntropyLoss(), 4)
    checks.equal(len(history['val_accuracy']), 4, what='the number of entries of val_accuracy after 4 epochs')
    for epoch in range(4):
        checks.close(float(history['val_accuracy'][epoch]), expected[epoch], what='val_accuracy of epoch ' + str(epoch))

