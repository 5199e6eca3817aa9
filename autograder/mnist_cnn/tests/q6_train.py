from otter.test_files import test_case

OK_FORMAT = False

name = "q6_train"
points = 15

@test_case(points=2, hidden=False, 
    failure_message="train must return a dictionary with the lists loss, train_accuracy and val_accuracy, with one Python float for each epoch.")
def test_history_has_a_number_per_epoch(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 history')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    history = train(model, train_set, val_set, epochs=4, batch_size=8, lr=0.01)
    assert isinstance(history, dict), f'train must return a dictionary, got {type(history).__name__}'
    for key in ('loss', 'train_accuracy', 'val_accuracy'):
        assert key in history, f'the history has no entry {key!r}'
        values = list(history[key])
        assert len(values) == 4, f'after 4 epochs history[{key!r}] has {len(values)} entries'
        for value in values:
            assert isinstance(value, float), f'history[{key!r}] must hold Python floats, got {type(value).__name__}'

@test_case(points=2, hidden=True, 
    failure_message="In each epoch every training image must be used exactly once, unchanged, in a new order. A smaller last batch is used too, and validation images are never trained on.")
def test_every_epoch_sees_each_image_once(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 coverage')
    images, labels = (torch.randn(23, 1, 3, 3, generator=g), torch.randint(3, (23,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    known, held_out = (images.clone().flatten(1), val_set[0].clone().flatten(1))
    seen = checks.watch(train, model, (images, labels), val_set, epochs=3, batch_size=8, lr=0.01)
    calls = [x.cpu().flatten(1) for (mode, grad, size), x in zip(seen.forwards, seen.inputs) if grad]
    batches = [x for x in calls if not (x[:, None] == held_out[None]).all(2).any(1).all()]
    assert [len(x) for x in batches] == [8, 8, 7] * 3, '3 epochs with 23 images and batch_size=8 must train on batches of 8, 8 and 7 images each'
    same = [(x[:, None] == known[None]).all(2) for x in batches]
    assert all((bool((hit.sum(1) == 1).all()) for hit in same)), 'the model was trained on something that is not one of the training images'
    order = [i for hit in same for i in hit.int().argmax(1).tolist()]
    epochs = [order[:23], order[23:46], order[46:]]
    for epoch in epochs:
        assert sorted(epoch) == list(range(23)), 'in some epoch an image was used twice or not at all'
    assert epochs[0] != epochs[1] and epochs[1] != epochs[2], 'two epochs use the images in the same order'

@test_case(points=4, hidden=True, 
    failure_message="On the batches that you used, the weights after training must be those of plain Adam on the cross-entropy of the scores. Check zero_grad, backward and step, the learning rate, and that there is one optimiser.")
def test_weights_follow_adam_on_the_batches_used(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 weights')
    images, labels = (torch.randn(22, 1, 3, 3, generator=g), torch.randint(3, (22,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    start = {'1.weight': torch.randn(6, 9, generator=g) / 2, '1.bias': torch.zeros(6), '3.weight': torch.randn(3, 6, generator=g), '3.bias': torch.zeros(3)}
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 6), nn.ReLU(), nn.Linear(6, 3))
    model.load_state_dict(start)
    known, answers, held_out = (images.clone().flatten(1), labels.clone(), val_set[0].clone().flatten(1))
    seen = checks.watch(train, model, (images, labels), val_set, epochs=4, batch_size=8, lr=0.02)
    calls = [x.cpu().flatten(1) for (mode, grad, size), x in zip(seen.forwards, seen.inputs) if grad]
    batches = [x for x in calls if not (x[:, None] == held_out[None]).all(2).any(1).all()]
    assert len(batches) > 0, 'train never calls the model with gradients on'
    oracle = nn.Sequential(nn.Flatten(), nn.Linear(9, 6), nn.ReLU(), nn.Linear(6, 3))
    oracle.load_state_dict(start)
    optimizer = torch.optim.Adam(oracle.parameters(), lr=0.02)
    for x in batches:
        hit = (x[:, None] == known[None]).all(2)
        assert bool((hit.sum(1) == 1).all()), 'the model was trained on something that is not one of the training images'
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(oracle(x), answers[hit.int().argmax(1)]).backward()
        optimizer.step()
    for name, value in oracle.state_dict().items():
        checks.close(seen.state[name].cpu(), value, rtol=0, atol=0.001, what=f'the parameter {name} after 4 epochs')

@test_case(points=3, hidden=True, 
    failure_message="The model must be in training mode in every training step of every epoch, and in evaluation mode when it is measured on the validation set.")
def test_modes_in_every_epoch(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 modes')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 6), nn.Dropout(0.5), nn.Linear(6, 3))
    held_out = val_set[0].clone().flatten(1)
    model.eval()
    seen = checks.watch(train, model, train_set, val_set, epochs=3, batch_size=10, lr=0.01)
    steps, measured = ([], [])
    for (mode, grad, size), x in zip(seen.forwards, seen.inputs):
        validation = bool((x.cpu().flatten(1)[:, None] == held_out[None]).all(2).any(1).all())
        if validation:
            measured.append(mode)
        elif grad:
            steps.append(mode)
    assert steps[:2] == ['train'] * 2, 'the model is not in training mode in the first epoch (it was handed over in evaluation mode)'
    assert steps == ['train'] * 6, 'the model is not in training mode in all training steps after the first epoch'
    assert len(measured) >= 3, 'the validation set must be measured after every epoch'
    assert measured == ['eval'] * len(measured), 'the model is measured on the validation set in training mode'

@test_case(points=3, hidden=True, 
    failure_message="The history must hold means over images, not over batches, taken from the training passes, and the validation accuracy at the end of each epoch.")
def test_history_holds_means_over_images(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 values')
    images, labels = (torch.randn(19, 1, 3, 3, generator=g), torch.randint(3, (19,), generator=g))
    val_images, val_labels = (torch.randn(40, 1, 3, 3, generator=g), torch.randint(3, (40,), generator=g))
    start = {'1.weight': torch.randn(3, 9, generator=g), '1.bias': torch.zeros(3)}
    model = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    model.load_state_dict(start)
    known, answers, held_out = (images.clone().flatten(1), labels.clone(), val_images.clone().flatten(1))
    seen = checks.watch(train, model, (images, labels), (val_images, val_labels), epochs=3, batch_size=8, lr=0.1)
    calls = [x.cpu().flatten(1) for (mode, grad, size), x in zip(seen.forwards, seen.inputs) if grad]
    batches = [x for x in calls if not (x[:, None] == held_out[None]).all(2).any(1).all()]
    assert len(batches) == 9, '3 epochs with 19 images and batch_size=8 must take 9 training steps'
    oracle = nn.Sequential(nn.Flatten(), nn.Linear(9, 3))
    oracle.load_state_dict(start)
    optimizer = torch.optim.Adam(oracle.parameters(), lr=0.1)
    loss, right = ([0.0] * 3, [0] * 3)
    val = []
    for step, x in enumerate(batches):
        hit = (x[:, None] == known[None]).all(2)
        assert bool((hit.sum(1) == 1).all()), 'the model was trained on something that is not one of the training images'
        y = answers[hit.int().argmax(1)]
        optimizer.zero_grad()
        scores = oracle(x)
        batch_loss = torch.nn.functional.cross_entropy(scores, y)
        batch_loss.backward()
        optimizer.step()
        loss[step // 3] += batch_loss.item() * len(y) / 19
        right[step // 3] += int((scores.argmax(1) == y).sum())
        if step % 3 == 2:
            val.append(int((oracle(val_images).argmax(1) == val_labels).sum()) / 40)
    history = seen.result
    for epoch in range(3):
        checks.close(float(history['loss'][epoch]), loss[epoch], rtol=0.001, atol=0.001, what=f'the loss of epoch {epoch + 1}')
        checks.close(float(history['train_accuracy'][epoch]), right[epoch] / 19, rtol=0, atol=0.0001, what=f'train_accuracy of epoch {epoch + 1}')
        checks.close(float(history['val_accuracy'][epoch]), val[epoch], rtol=0, atol=0.0001, what=f'val_accuracy of epoch {epoch + 1}')

@test_case(points=1, hidden=True, 
    failure_message="report must be called with the history at the end of each epoch, when the three lists have got their new entries.")
def test_report_is_called_after_every_epoch(train):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q6 report')
    train_set = (torch.randn(20, 1, 3, 3, generator=g), torch.randint(3, (20,), generator=g))
    val_set = (torch.randn(10, 1, 3, 3, generator=g), torch.randint(3, (10,), generator=g))
    lengths, losses = ([], [])

    def report(history):
        lengths.append([len(history['loss']), len(history['train_accuracy']), len(history['val_accuracy'])])
        losses.append(float(history['loss'][-1]))
    train(nn.Sequential(nn.Flatten(), nn.Linear(9, 3)), train_set, val_set, epochs=3, batch_size=10, report=report)
    assert lengths == [[1, 1, 1], [2, 2, 2], [3, 3, 3]], f'the lists that report got had the lengths {lengths}'
    assert len(set(losses)) == 3, f'the loss is the same after different epochs, {losses}: is the model trained?'

