from otter.test_files import test_case

OK_FORMAT = False

name = "q6_train"
points = 14

@test_case(points=1, hidden=False, 
    failure_message="train must return a dictionary with the lists loss, train_accuracy and val_accuracy, with one Python float for each epoch.")
def test_history_has_a_number_per_epoch(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 history')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    for epochs in (4, 1):
        model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
        history = train(model, train_set, val_set, epochs=epochs, batch_size=8, lr=0.01)
        assert isinstance(history, dict), f'train must return a dictionary, got {type(history).__name__}'
        for key in ('loss', 'train_accuracy', 'val_accuracy'):
            assert key in history, f'the history has no entry {key!r}'
            values = list(history[key])
            assert len(values) == epochs, f'after {epochs} epochs history[{key!r}] has {len(values)} entries'
            for value in values:
                assert isinstance(value, float), f'history[{key!r}] must hold Python floats, got {type(value).__name__}'

@test_case(points=2, hidden=True, 
    failure_message="In each epoch every training image must be used exactly once, unchanged, in a new order that no seed of yours decides. A smaller last batch is used too, and validation images are never trained on.")
def test_every_epoch_sees_each_image_once(train):
    from torchgrade import checks
    from training_oracle import batches_used, looks_shuffled, places
    import torch
    from torch import nn
    g = checks.generator('q6 coverage')
    images, labels = (torch.randn(25, 1, 3, 3, generator=g), torch.randint(3, (25,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    known, held_out = (images.clone(), val_set[0].clone())
    orders = []
    for call in range(2):
        model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
        seen = checks.watch(train, model, (images, labels), val_set, epochs=3, batch_size=8, lr=0.01)
        batches = batches_used(seen, held_out)
        assert [len(x) for x in batches] == [8, 8, 8, 1] * 3, '3 epochs with 25 images and batch_size=8 must train on batches of 8, 8, 8 and 1 images each'
        order = [i for x in batches for i in places(x, known).tolist()]
        orders += [order[:25], order[25:50], order[50:]]
    for epoch in orders:
        assert sorted(epoch) == list(range(25)), 'in some epoch an image was used twice or not at all'
    assert orders[0] != orders[1] and orders[1] != orders[2], 'two epochs use the images in the same order'
    assert orders[0] != orders[3], 'two calls of train use the images in the same order. Is a seed set?'
    seen = checks.watch(train, nn.Sequential(nn.Flatten(), nn.Linear(9, 3)), (images, labels), val_set, epochs=60, batch_size=5)
    order = [i for x in batches_used(seen, held_out) for i in places(x, known).tolist()]
    assert looks_shuffled([order[k:k + 25] for k in range(0, 1500, 25)]), 'the orders of the epochs are not random: some images stay side by side, or near their places. Shuffle all images, not batches of them'
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    many = (torch.randn(131, 1, 3, 3, generator=g), torch.randint(3, (131,), generator=g))
    seen = checks.watch(train, model, many, val_set, epochs=1)
    sizes = [len(x) for x in batches_used(seen, held_out)]
    assert sizes == [128, 3], 'without batch_size, 131 images must be used in batches of 128 and 3'
    crowd = (torch.randn(60001, 1, 1, 2, generator=g), torch.randint(3, (60001,), generator=g))
    seen = checks.watch(train, nn.Sequential(nn.Flatten(), nn.Linear(2, 3)), crowd, (crowd[0][:5] + 9, crowd[1][:5]), epochs=1, batch_size=20000)
    sizes = [size for mode, grad, size in seen.forwards if grad]
    assert sizes == [20000, 20000, 20000, 1], 'of 60,001 images, each must be used once in an epoch'
    checks.stateless(train, model, (known, labels), val_set, epochs=2, batch_size=8, random=True, what='train')

@test_case(points=4, hidden=True, 
    failure_message="On the batches that you used, the weights after training must be those of plain Adam on the cross-entropy of the scores, after all epochs. Check zero_grad, backward and step, the learning rate, that there is one optimiser, and that nothing is added to it.")
def test_weights_follow_adam_on_the_batches_used(train):
    from torchgrade import checks
    from training_oracle import batches_used, replay
    import copy
    import torch
    from torch import nn
    g = checks.generator('q6 weights')
    images = 3 * torch.randn(23, 1, 3, 3, generator=g, dtype=torch.float64)
    images[:, :, 1, 1] = 0
    labels = torch.randint(3, (23,), generator=g)
    val_images = torch.randn(40, 1, 3, 3, generator=g, dtype=torch.float64)
    usual, cases = (images, ((0.0204, 45, 8, 1), (0.0001, 9, 8, 1), (0.1, 12, 11, 1), (0.1, 6, 11, 1000), *3 * [(3.0, 3, 11, 1)]))
    for lr, epochs, batch_size, scale in cases:
        images = scale * usual
        model = nn.Sequential(nn.Flatten(), nn.Linear(9, 6), nn.ReLU(), nn.Linear(6, 3)).double()
        start = copy.deepcopy(model)
        with torch.no_grad():
            val_labels = start(val_images).argmax(1)
            answers = start(images).argmax(1) if lr == 0.0001 else labels
        train_set, val_set = ((images.clone(), answers.clone()), (val_images.clone(), val_labels.clone()))
        seen = checks.watch(train, model, train_set, val_set, epochs=epochs, batch_size=batch_size, lr=lr)
        batches = batches_used(seen, val_images)
        steps = -(-23 // batch_size) * epochs
        assert len(batches) == steps, f'{epochs} epochs with 23 images and batch_size={batch_size} must take {steps} training steps'
        right = replay(start, batches, (images, answers), (val_images, val_labels), lr=lr, epochs=epochs)
        for name, value in right.state.items():
            checks.close(seen.state[name].cpu(), value, rtol=0, atol=lr / 1000, what=f'the parameter {name} after {epochs} epochs')
    images = usual
    for epochs, batch_size, classes in ((30, 6, 12), (2, 1, 3)):
        layers = (nn.Conv2d(1, 4, 2, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(16, classes))
        model = nn.Sequential(*layers).double()
        model[1].running_mean.fill_(2.0)
        start = copy.deepcopy(model)
        train_set, val_set = ((images.clone(), labels.clone()), (val_images.clone(), val_labels.clone()))
        seen = checks.watch(train, model, train_set, val_set, epochs=epochs, batch_size=batch_size, lr=0.01)
        right = replay(start, batches_used(seen, val_images), (images, labels), (val_images, val_labels), lr=0.01, epochs=epochs)
        for name, value in right.state.items():
            checks.close(seen.state[name].cpu(), value, rtol=1e-06, atol=1e-05, what=f'{name} of a network with batch norm after {epochs} epochs')

@test_case(points=3, hidden=True, 
    failure_message="The model must be in training mode in every training step of every epoch, and in evaluation mode when it is measured on the validation set.")
def test_modes_in_every_epoch(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 modes')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    first = (nn.Conv2d(1, 3, 2), nn.BatchNorm2d(3), nn.Dropout2d(0.2), nn.ReLU(), nn.Flatten())
    model = nn.Sequential(*first, nn.Linear(12, 6), nn.BatchNorm1d(6), nn.Dropout(0.5), nn.Linear(6, 3))
    held_out = val_set[0].clone().flatten(1)
    model.eval()
    seen = checks.watch(train, model, train_set, val_set, epochs=25, batch_size=10, lr=0.01)
    steps, measured = ([], [])
    for (mode, grad, size), x in zip(seen.forwards, seen.inputs):
        validation = bool((x.cpu().flatten(1)[:, None] == held_out[None]).all(2).any(1).all())
        if validation:
            measured.append(mode)
        elif grad:
            steps.append(mode)
    assert steps[:2] == ['train'] * 2, 'the model is not in training mode in the first epoch (it was handed over in evaluation mode)'
    assert steps == ['train'] * 50, 'the model, or a layer of it, is not in training mode in all training steps after the first epoch'
    assert len(measured) >= 25, 'the validation set must be measured after every epoch'
    assert measured == ['eval'] * len(measured), 'the model is measured on the validation set in training mode'
    drops = nn.Sequential(nn.Flatten(), nn.Linear(9, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 3))
    train(drops, train_set, val_set, epochs=1, batch_size=10, lr=0.1)
    losses = [float(value) for value in train(drops, train_set, val_set, epochs=6, batch_size=20, lr=0.0)['loss']]
    assert max(losses) - min(losses) > 0.0001, 'after training, the model has not the dropout that it had before'

@test_case(points=3, hidden=True, 
    failure_message="The history must hold means over images, not over batches, taken from the training passes, and the validation accuracy at the end of each epoch. The sets that train gets stay as they are.")
def test_history_holds_means_over_images(train):
    from torchgrade import checks
    from training_oracle import batches_used, replay
    import copy
    import math
    import torch
    from torch import nn
    g = checks.generator('q6 values')
    images, labels = (torch.randn(19, 1, 3, 3, generator=g), torch.randint(3, (19,), generator=g))
    val_images, val_labels = (torch.randn(3001, 1, 3, 3, generator=g), torch.randint(3, (3001,), generator=g))
    histories = []
    for epochs in (6, 3):
        model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
        start = copy.deepcopy(model)
        train_set, val_set = ((images.clone(), labels.clone()), (val_images.clone(), val_labels.clone()))
        seen = checks.watch(train, model, train_set, val_set, epochs=epochs, batch_size=6, lr=0.1)
        batches = batches_used(seen, val_images)
        assert len(batches) == 4 * epochs, f'{epochs} epochs with 19 images and batch_size=6 must take {4 * epochs} training steps'
        right = replay(start, batches, (images, labels), (val_images, val_labels), lr=0.1, epochs=epochs)
        history = seen.result
        histories.append((history, [float(value) for value in history['loss']]))
        for epoch in range(epochs):
            checks.close(history['loss'][epoch], right.losses[epoch], rtol=0.0001, atol=0.0001, what=f'the loss of epoch {epoch + 1}')
            checks.close(history['train_accuracy'][epoch], right.hits[epoch], rtol=0, atol=0.0001, what=f'train_accuracy of epoch {epoch + 1}')
            checks.close(history['val_accuracy'][epoch], right.validated[epoch], rtol=0, atol=0.0001, what=f'val_accuracy of epoch {epoch + 1}')
    spoilt = images.clone()
    spoilt[7] = float('inf')
    failed = checks.watch(train, nn.Sequential(nn.Flatten(), nn.Linear(9, 3)), (spoilt, labels), (val_images, val_labels), epochs=2, batch_size=6, lr=0.1)
    for value in failed.result['loss']:
        assert not math.isfinite(float(value)), 'a training image has an infinite pixel, and yet the loss of the epoch is a finite number'
    assert not bool(torch.isfinite(failed.state['1.weight']).any()), 'a training image has an infinite pixel, and yet no step was made with its batch'
    sure = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    sure.load_state_dict({name: 1000000.0 * value for name, value in sure.state_dict().items()})
    with torch.no_grad():
        known = sure(images).argmax(1)
    history = train(sure, (images.clone(), known), (val_images, val_labels), epochs=4, batch_size=6)
    assert len(history['loss']) == 4, 'the training ended early, because the loss was small'
    first, noted = histories[0]
    assert [float(value) for value in first['loss']] == noted, 'a second call of train changes the history that the first one returned'
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    train_set, val_set = ((images.clone(), labels.clone()), (val_images.clone(), val_labels.clone()))
    checks.unchanged(train, model, train_set, val_set, epochs=2, batch_size=6, lr=0.0, structure=False, what='train')

@test_case(points=1, hidden=True, 
    failure_message="report must be called with the history at the end of each epoch, when the three lists have got their new entries.")
def test_report_is_called_after_every_epoch(train):
    from torchgrade import checks
    from training_oracle import batches_used, replay
    import copy
    import torch
    from torch import nn
    g = checks.generator('q6 report')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    kept = [(images.clone(), labels.clone()) for images, labels in (train_set, val_set)]
    lengths, losses = ([], [])

    def report(history):
        lengths.append([len(history['loss']), len(history['train_accuracy']), len(history['val_accuracy'])])
        losses.append(float(history['loss'][-1]))
        return len(losses) % 2 == 0
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    start = copy.deepcopy(model)
    seen = checks.watch(train, model, train_set, val_set, epochs=12, batch_size=10, report=report)
    assert lengths == [[n, n, n] for n in range(1, 13)], f'the lists that report got had the lengths {lengths}'
    assert losses == [float(value) for value in seen.result['loss']], 'report gets another loss than the history that train returns'
    right = replay(start, batches_used(seen, kept[1][0]), *kept, lr=0.001, epochs=12)
    checks.close(losses, right.losses, rtol=0.001, atol=0.0001, what='the losses that report gets')
    for kind in (RuntimeError, ValueError, KeyError):

        def failing(history):
            raise kind('the plot was closed')
        checks.raises(kind, train, model, *kept, epochs=2, batch_size=10, report=failing, what='train, when report fails,')

