from otter.test_files import test_case

OK_FORMAT = False

name = "q11b_training"
points = 12

@test_case(points=1, hidden=False, 
    failure_message="train_resnet must return a history with one Python float for each epoch, and the loss of a network that can learn must fall.")
def test_history_has_a_loss_for_each_epoch(train_resnet):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q11b history')
    x, y = (torch.randn(12, 3, 4, 4, generator=g), torch.arange(12) % 3)
    loader = [(x[:8], y[:8]), (x[8:], y[8:])]
    model = nn.Sequential(nn.Flatten(), nn.Linear(48, 3))
    history = train_resnet(model, loader, 5, lambda epoch: 0.05)
    assert isinstance(history, dict), f'train_resnet must return a dictionary. Got {history!r}.'
    assert 'loss' in history, "The history has no entry 'loss'."
    losses = list(history['loss'])
    checks.equal(len(losses), 5, what='The number of losses after 5 epochs')
    for loss in losses:
        assert isinstance(loss, float), f'A loss must be a Python float. Got {loss!r}.'
    assert losses[-1] < losses[0], f'The loss does not fall: {losses}.'

@test_case(points=3, hidden=True, 
    failure_message="After some epochs the weights must be those of SGD with Nesterov momentum 0.9 on these batches in their order, with the rate that the schedule gives before each step. Check zero_grad, the smaller last batch, and that there is one optimizer.")
def test_weights_follow_nesterov_and_the_schedule(train_resnet):
    import torch
    from resnet_oracle import sgd
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q11b steps')

    def convolution():
        return nn.Sequential(nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(36, 3))

    def attention():
        layer = nn.TransformerEncoderLayer(5, 1, 4, dropout=0.0, batch_first=True)
        slope = nn.PReLU()
        slope.weight = nn.Parameter(torch.tensor(0.2))
        return nn.Sequential(nn.Flatten(1, 2), layer, slope, nn.Flatten(), nn.Linear(50, 3))

    def jump(epoch):
        return 0.02 + 0.03 * epoch + (1.0 if 1 <= epoch < 2 else 0.0)

    def steady(epoch):
        return 0.02 + 0.01 * epoch / (1 + epoch)

    def small(epoch):
        return 1e-05 * (1 + epoch)

    def rising(epoch):
        return 0.1 * epoch
    for network, rate, sizes, epochs, size in ((convolution, rising, (4, 3), 2, 1), (convolution, jump, (6, 6, 3), 3, 1), (convolution, jump, (5,), 4, 1), (convolution, jump, (4, 4), 1, 1), (convolution, steady, (2,), 12, 1), (convolution, steady, (150, 7), 2, 1), (convolution, small, (4, 3), 2, 300), (attention, steady, (6, 4), 3, 1)):
        loader = [(size * torch.randn(n, 2, 5, 5, generator=g), torch.randint(3, (n,), generator=g)) for n in sizes]
        model, oracle = (network(), network())
        sizes_of = {name: value.shape for name, value in model.state_dict().items()}
        start = {name: torch.randn(s, generator=g) / 4 for name, s in sizes_of.items()}
        model.load_state_dict(start)
        oracle.load_state_dict(start)
        copies = [(x.clone(), y.clone()) for x, y in loader]
        sgd(oracle, copies, epochs, rate, 0.0)
        seen = checks.watch(train_resnet, model, loader, epochs, rate, weight_decay=0.0)
        checks.equal(len(seen.forwards), epochs * len(sizes), what='The number of forward passes')
        for name, value in oracle.state_dict().items():
            what = f'The parameter {name} after {epochs} epochs'
            checks.close(seen.state[name], value, rtol=0.001, atol=0.0001, what=what)

@test_case(points=2, hidden=True, 
    failure_message="weight_decay must reach the weights of convolutions and linear layers, and neither biases nor the scales and shifts of batch norm. Its default is 5e-4. What is frozen stays as it is.")
def test_weight_decay_by_group(train_resnet):
    import torch
    from resnet_oracle import sgd
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q11b decay')
    x, y = (torch.randn(6, 2, 4, 4, generator=g), torch.tensor([0, 1, 2, 0, 1, 2]))
    loader = [(x[:4], y[:4]), (x[4:], y[4:])]

    def network():
        head = [nn.Flatten(), nn.Linear(12, 4), nn.BatchNorm1d(4), nn.Linear(4, 3, bias=False)]
        body = [nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU()]
        return nn.Sequential(*body, nn.Sequential(*head))
    for named, decay, speed in (({'weight_decay': 0.3}, 0.3, 0.1), ({}, 0.0005, 8.0)):
        model, oracle, without = (network(), network(), network())
        start = {name: torch.randn(v.shape, generator=g) if v.is_floating_point() else v for name, v in model.state_dict().items()}
        for net in (model, oracle, without):
            net.load_state_dict({k: v.abs() if 'var' in k else v for k, v in start.items()})
        copies = [(a.clone(), b.clone()) for a, b in loader]
        steps = 2 if decay == 0.3 else 1

        def rate(epoch):
            return speed
        sgd(oracle, copies[:steps], 1, rate, decay)
        sgd(without, copies[:steps], 1, rate, 0.0)
        seen = checks.watch(train_resnet, model, loader[:steps], 1, rate, **named)
        assert seen.state['0.weight'].ne(start['0.weight']).any(), 'train_resnet trains nothing.'
        for name, p in oracle.named_parameters():
            away = (p - without.get_parameter(name)).abs().max().item()
            atol = max(away / 10, 0.0001 * speed)
            what = f'The parameter {name} with weight_decay={decay}'
            checks.close(seen.state[name], p.detach(), rtol=0, atol=atol, what=what)
        for name in ('1.running_mean', '1.running_var'):
            value = oracle.get_buffer(name)
            checks.close(seen.state[name], value, rtol=0.001, atol=0.001, what=f'{name} of batch norm')
    body = [nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 3)]
    model, kept = (nn.Sequential(*body), ('0.weight', '0.bias', '1.weight'))
    for name in kept:
        model.get_parameter(name).requires_grad_(False)
    before = checks.state(model)
    seen = checks.watch(train_resnet, model, loader, 2, lambda epoch: 0.1, weight_decay=0.3)
    assert seen.state['3.weight'].ne(before['3.weight']).any(), 'train_resnet trains nothing.'
    for name in kept:
        what = f'The parameter {name}, which is frozen'
        checks.close(seen.state[name], before[name], rtol=0, atol=0, what=what)

@test_case(points=1, hidden=True, 
    failure_message="The model must be in training mode in every step of every epoch, whatever mode it came in and after_epoch left it in. after_epoch is called once after each epoch, with the history so far. Errors are not hidden.")
def test_training_mode_in_every_step(train_resnet, leave_in_eval_mode):
    import uuid
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    from torchgrade import checks
    g = checks.generator('q11b modes')
    x, y = (torch.randn(6, 2, 4, 4, generator=g), torch.tensor([0, 1, 2, 0, 1, 2]))
    loader = [(x[:4], y[:4]), (x[4:], y[4:])]
    body = [nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Dropout(0.5)]
    model = nn.Sequential(*body, nn.Flatten(), nn.Linear(12, 3))
    model.eval()

    def rate(epoch):
        return 0.01
    seen = checks.watch(train_resnet, model, loader, 3, rate, after_epoch=leave_in_eval_mode)
    modes = [mode for mode, grad, size in seen.forwards if grad]
    assert modes[:2] == ['train'] * 2, 'The model is not in training mode in the first epoch.'
    assert modes == ['train'] * 6, 'The model is not in training mode in all steps after that.'
    lengths = []

    def after_epoch(net, history):
        lengths.append(len(history['loss']))
    train_resnet(model, loader, 14, rate, after_epoch=after_epoch)
    checks.equal(lengths, list(range(1, 15)), what="The lengths of history['loss'] that after_epoch saw")

    def failing(net, history):
        raise ValueError('the disk is full')

    def missing(net, history):
        raise KeyError('accuracy')
    what = 'train_resnet with an after_epoch that fails'
    checks.raises(KeyError, train_resnet, model, loader, 2, rate, what=what, after_epoch=missing)
    checks.lets_errors_out(lambda f: train_resnet(model, loader, 1, rate, after_epoch=f), what='train_resnet, when after_epoch fails')
    checks.lets_errors_out(lambda f: train_resnet(model, loader, 1, f), what='train_resnet, when rate fails')
    named = {'after_epoch': failing, 'checkpoint': f'q11b_{uuid.uuid4().hex}.pt'}
    checks.raises(ValueError, train_resnet, model, loader, 3, rate, what=what, **named)
    named['after_epoch'] = None
    seen = checks.watch(train_resnet, model, loader, 3, rate, **named)
    what = 'The forward passes that were left after after_epoch had failed in the first epoch'
    checks.equal(len(seen.forwards), 4, what=what)

    def unreadable(items):
        read.append(len(items))
        if len(read) == 2:
            raise OSError("this picture can't be read")
        return (torch.stack([image for image, _ in items]), torch.stack([label for _, label in items]))
    read, what = ([], "train_resnet with images that can't be read")
    lazy = DataLoader(TensorDataset(x, y), batch_size=2, collate_fn=unreadable)
    checks.raises(OSError, train_resnet, model, lazy, 1, rate, what=what)
    odd = [*loader, (torch.randn(4, 2, 9, 9, generator=g), torch.tensor([0, 1, 2, 0]))]
    what = 'train_resnet with a batch that does not fit the model'
    checks.raises(RuntimeError, train_resnet, model, odd, 2, rate, what=what)

@test_case(points=1, hidden=True, 
    failure_message="Each epoch must go through the loader anew, so that it can shuffle, and use each of its batches once, on the device of the model. Set no seed in train_resnet.")
def test_every_epoch_asks_the_loader(train_resnet):
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    from torchgrade import checks
    x = torch.arange(14.0).view(14, 1)
    y = torch.arange(14) % 2
    orders = []
    for _ in range(2):
        model = nn.Sequential(nn.Linear(1, 2))
        loader = DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True)
        seen = checks.watch(train_resnet, model, loader, 3, lambda epoch: 0.001)
        sizes = [len(batch) for batch in seen.inputs]
        checks.equal(sizes, [4, 4, 4, 2] * 3, what='The sizes of the batches of three epochs')
        order = torch.cat([batch.flatten() for batch in seen.inputs]).long().tolist()
        orders += [order[:14], order[14:28], order[28:]]
    for order in orders:
        checks.equal(sorted(order), list(range(14)), what='The images of an epoch, sorted')
    read = []

    def collect(items):
        read.append(len(items))
        images, labels = zip(*items)
        return (torch.stack(images), torch.stack(labels))
    loader = DataLoader(TensorDataset(x, y), batch_size=4, collate_fn=collect)
    train_resnet(nn.Sequential(nn.Linear(1, 2)), loader, 3, lambda epoch: 0.001)
    checks.equal(len(read), 12, what='The number of batches that three epochs took from the loader')
    far, said = (nn.Sequential(nn.Linear(1, 2, device='meta')), '')
    try:
        train_resnet(far, loader, 1, lambda epoch: 0.001)
    except Exception as error:
        said = str(error)
    assert not any((words in said for words in ('same device', 'expected device', 'two devices'))), "Batches must go to the device of the model's parameters."
    assert len({tuple(order) for order in orders}) == 6, 'Two epochs of a shuffled loader, or of two runs, have the same order.'

@test_case(points=1, hidden=True, 
    failure_message="The history holds the mean over the images of an epoch, not over its batches, of the losses before each step, and shows a loss that is not finite.")
def test_history_holds_means_over_images(train_resnet):
    import math
    import torch
    import torch.nn.functional as F
    from resnet_oracle import sgd
    from torch import nn
    from torchgrade import checks

    def rate(epoch):
        return 0.1
    g = checks.generator('q11b losses')
    for sizes in ((7, 7, 1), (5, 2)):
        loader = [(2 * torch.randn(n, 1, 3, 3, generator=g), torch.randint(4, (n,), generator=g)) for n in sizes]
        models = [nn.Sequential(nn.Flatten(), nn.Linear(9, 4)) for _ in range(2)]
        models[1].load_state_dict(models[0].state_dict())
        copies = [(x.clone(), y.clone()) for x, y in loader]
        wanted = sgd(models[1], copies, 3, lambda epoch: 0.1, 0.0)
        history = train_resnet(models[0], loader, 3, lambda epoch: 0.1, weight_decay=0.0)
        checks.equal(len(history['loss']), 3, what='The number of losses after 3 epochs')
        for epoch, (loss, expected) in enumerate(zip(history['loss'], wanted)):
            what = f'The loss of epoch {epoch + 1}'
            checks.close(float(loss), expected, rtol=0.0001, atol=1e-05, what=what)
    sure = nn.Sequential(nn.Flatten(), nn.Linear(9, 4))
    sure.load_state_dict({name: 1000000.0 * value for name, value in sure.state_dict().items()})
    with torch.no_grad():
        known = [(x, sure(x).argmax(1)) for x, _ in copies]
        wrong = [(x, sure(x).argmin(1)) for x, _ in copies]
        large = sum((F.cross_entropy(sure(x), y, reduction='sum').item() for x, y in wrong)) / 7
    history = train_resnet(sure, wrong, 1, lambda epoch: 0.0)
    what = 'The loss of a net that is sure and wrong'
    checks.close(float(history['loss'][0]), large, rtol=0.0001, what=what)
    history = train_resnet(sure, known, 4, rate)
    checks.equal(len(history['loss']), 4, what='The number of losses after 4 epochs of a sure net')
    good = (torch.randn(4, 1, 3, 3, generator=g), torch.arange(4))
    bad = (torch.full((2, 1, 3, 3), float('inf')), torch.arange(2))
    what, batches = ('train_resnet', [good, bad])
    history = checks.grad_mode_restored(train_resnet, models[0], batches, 2, rate, what=what)
    what = 'The number of losses after two epochs, of which the first ends with NaN'
    checks.equal(len(history['loss']), 2, what=what)
    loss = float(history['loss'][0])
    assert not math.isfinite(loss), f"With infinite numbers in a batch the loss of its epoch can't be {loss}: show it as it is."

@test_case(points=2, hidden=True, 
    failure_message="A run that was broken off twice and started again with the same checkpoint must end with the weights and the history of one that ran through, momentum and every digit included. What is complete is not trained on.")
def test_a_stopped_run_goes_on(train_resnet):
    import uuid
    import torch
    from resnet_oracle import sgd
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q11b resume')
    loader = [(torch.randn(n, 1, 3, 3, generator=g).double(), torch.randint(4, (n,), generator=g)) for n in (6, 3)]

    def network():
        body = (nn.Conv2d(1, 3, 2), nn.BatchNorm2d(3), nn.Flatten())
        return nn.Sequential(*body, nn.Linear(12, 4)).double()
    first, oracle = (network(), network())
    oracle.load_state_dict(first.state_dict())
    rates = [0.05, 0.05, 0.02, -0.2, -0.05, -0.05, 0.01, 0.02, 0.03, 0.04, 0.0]

    def rate(epoch):
        return rates[int(2 * epoch)]
    wanted = sgd(oracle, [(x.clone(), y.clone()) for x, y in loader], 5, rate, 0.1)
    named = {'weight_decay': 0.1, 'checkpoint': f'q11b_{uuid.uuid4().hex}.pt'}
    for model, last in ((first, 1.2), (network(), 3.2)):

        def broken(epoch):
            if epoch > last:
                raise RuntimeError('the machine goes to sleep')
            return rate(epoch)
        try:
            train_resnet(model, loader, 5, broken, **named)
        except Exception:
            pass
        else:
            raise AssertionError('train_resnet does not ask for each rate, or hides an error.')
    seen = checks.watch(train_resnet, network(), loader, 5, rate, **named)
    checks.equal(len(seen.forwards), 4, what='The number of forward passes that were left')
    for name, value in oracle.state_dict().items():
        what = f'{name} after the run was continued'
        checks.close(seen.state[name].double(), value.double(), rtol=3e-05, atol=3e-05, what=what)
    losses = torch.tensor([float(loss) for loss in seen.result['loss']])
    checks.close(losses, torch.tensor(wanted), rtol=3e-06, atol=3e-06, what='The losses')
    again = checks.watch(train_resnet, network(), loader, 5, rate, **named)
    checks.equal(len(again.forwards), 0, what='The forward passes of a run that was complete')
    checks.equal(len(again.result['loss']), 5, what='The losses of a run that was complete')
    fewer = train_resnet(network(), loader, 3, rate, **named)
    checks.equal(len(fewer['loss']), 5, what='The losses of a run that had gone further already')
    maps = [(x[:, :, :2, :2].flatten(1), y) for x, y in loader]
    named = {'checkpoint': f'q11b_{uuid.uuid4().hex}.pt'}
    train_resnet(nn.Sequential(nn.Linear(4, 4)).double(), maps, 1, rate, **named)
    checks.raises(Exception, train_resnet, nn.Sequential(nn.ReLU(), nn.Linear(4, 4)).double(), maps, 2, rate, **named, what='train_resnet with the checkpoint of a network of other layers')
    untouched = network()
    seen = checks.watch(train_resnet, untouched, loader, 0, rate)
    checks.equal(len(seen.forwards), 0, what='The forward passes of no epoch')
    checks.equal(len(seen.result['loss']), 0, what='The losses of no epoch')

@test_case(points=1, hidden=True, 
    failure_message="With mixed_precision=True the forward pass and the loss run under torch.autocast with bfloat16, and the weights stay in float32. Without it nothing of that happens.")
def test_mixed_precision_on_the_cpu(train_resnet):
    import torch
    from resnet_oracle import sgd
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q11b mixed precision')
    x, y = (torch.randn(8, 40, generator=g), torch.arange(8) % 4)
    start = {'0.weight': torch.randn(30, 40, generator=g) / 4, '0.bias': torch.randn(30, generator=g), '2.weight': torch.randn(4, 30, generator=g) / 4, '2.bias': torch.randn(4, generator=g)}
    ends = []
    for mixed in (False, True):
        oracle = nn.Sequential(nn.Linear(40, 30), nn.ReLU(), nn.Linear(30, 4))
        oracle.load_state_dict(start)
        sgd(oracle, [(x.clone(), y.clone())], 1, lambda epoch: 1.0, 0.0, mixed_precision=mixed)
        ends.append(torch.cat([v.flatten() for v in oracle.state_dict().values()]))
    apart = (ends[0] - ends[1]).norm().item()
    for mixed, wanted in zip((False, True), ends):
        model = nn.Sequential(nn.Linear(40, 30), nn.ReLU(), nn.Linear(30, 4))
        model.load_state_dict(start)
        named = {'weight_decay': 0.0, 'mixed_precision': mixed}
        seen = checks.watch(train_resnet, model, [(x, y)], 1, lambda epoch: 1.0, **named)
        for name, value in seen.state.items():
            checks.tensor(value, dtype=torch.float32, what=f'The parameter {name} after training')
        found = torch.cat([seen.state[name].flatten() for name in start])
        away = (found - wanted).norm().item()
        assert away < apart / 3, f'With mixed_precision={mixed} the weights are off by {away:.1e} after a step, where bfloat16 and float32 differ by {apart:.1e}.'

