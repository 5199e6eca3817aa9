from otter.test_files import test_case

OK_FORMAT = False

name = "q6_start"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="Without a GPU the device is the CPU. The optimizer steps down, and the loss of a net that always scores 0 is the logarithm of the number of classes.")
def test_start_in_small(pick_device, scores_on, make_optimizer, initial_loss):
    import torch
    from torch import nn
    from torchgrade import checks
    checks.equal(str(pick_device(False)), 'cpu', what='pick_device(False)')
    net = nn.Sequential(nn.Linear(3, 4))
    nn.init.zeros_(net[0].weight)
    nn.init.zeros_(net[0].bias)
    x, y = (torch.ones(5, 3), torch.tensor([0, 1, 2, 3, 0]))
    checks.tensor(scores_on(net, x), shape=(5, 4), what='scores_on(net, images)')
    loss = checks.returns(initial_loss, net, [(x, y)], nn.CrossEntropyLoss(), type=float, what='initial_loss')
    checks.close(loss, 1.3862944, what='initial_loss of a net whose scores are 0, for four classes')
    assert isinstance(make_optimizer(net), torch.optim.Optimizer), 'make_optimizer must return an optimizer'

@test_case(points=1, hidden=True, 
    failure_message="pick_device must return the device of a GPU where there is one, and scores_on must bring the images to the net.")
def test_device(pick_device, scores_on):
    import copy
    import torch
    from torch import nn
    from torchgrade import checks
    for has_gpu, kind in ((True, 'cuda'), (False, 'cpu')):
        device = pick_device(has_gpu)
        assert isinstance(device, torch.device), 'pick_device must return a torch.device'
        checks.equal(device.type, kind, what=f'The type of pick_device({has_gpu})')
    g = checks.generator('q6 device')
    net, x = (nn.Sequential(nn.Linear(4, 3), nn.Tanh()), torch.randn(5, 4, generator=g))
    right = (x @ net[0].weight.T + net[0].bias).tanh().detach()
    checks.close(checks.unchanged(scores_on, net, x, what='scores_on').detach(), right, what='scores_on(net, images)')
    found = scores_on(copy.deepcopy(net).double(), x.double())
    checks.tensor(found, shape=(5, 3), dtype=torch.float64, what='scores_on of a net in float64')
    other = nn.Sequential(nn.Linear(4, 3), nn.Tanh())
    checks.stateless(scores_on, net, x, then=(other, x + 1), what='scores_on')
    normed = nn.Sequential(nn.BatchNorm1d(4))
    for training in (True, False):
        centred = (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-05).sqrt()
        checks.close(scores_on(copy.deepcopy(normed).train(training), x).detach(), centred if training else x, rtol=0.0001, atol=0.0001, what='scores_on(net, images) in the mode in which the net is')
    assert scores_on(net, x).requires_grad, 'scores_on must return net(images), through which gradients flow'
    far = scores_on(nn.Sequential(nn.Linear(4, 3, device='meta')), x)
    assert far is not None, 'scores_on must return the scores'
    checks.equal(str(far.device.type), 'meta', what='The device of the scores where the net is on the device meta')

@test_case(points=2, hidden=True, 
    failure_message="The optimizer is not the SGD of the question, or does not hold exactly the parameters of the net that is handed in.")
def test_optimizer_of_the_course(make_optimizer):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q6 optimizer')
    nets = [nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 4)) for _ in range(2)]
    for net in nets:
        made = make_optimizer(net)
        checks.optimizer_covers(made, net, what='make_optimizer(net)')
        names = dict(net.named_parameters())
        checks.decayed(made, net, list(names), what='make_optimizer(net)')
        gradients = [{name: scale * torch.randn(p.shape, generator=g) for name, p in names.items()} for scale in (1.0, 4.0, 0.0, 2.0)]
        right, velocity, wanted = ({name: p.detach().clone() for name, p in names.items()}, {}, [])
        for gradient in gradients:
            for name in right:
                step = gradient[name] + 0.0001 * right[name]
                velocity[name] = 0.9 * velocity[name] + step if name in velocity else step
                right[name] = right[name] - 0.01 * velocity[name]
            wanted.append(dict(right))
        for step, after in enumerate(checks.optimizer_steps(made, net, gradients, what='make_optimizer(net)')):
            for name in right:
                checks.close(after[name], wanted[step][name], rtol=2e-06, atol=6e-08, what=f'The parameter {name} after step {step + 1}')
    tuned = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 2)).eval()
    tuned[0].weight.requires_grad_(False)
    checks.unchanged(make_optimizer, tuned, what='make_optimizer')
    start = {name: p.detach().clone() for name, p in net.named_parameters()}
    net.load_state_dict(start, strict=False)
    after = checks.optimizer_steps(make_optimizer(net), net, gradients[:1], what='make_optimizer')
    for name, value in start.items():
        checks.close(after[0][name], value - 0.01 * (gradients[0][name] + 0.0001 * value), rtol=2e-06, atol=6e-08, what=f'The parameter {name} after the first step of another optimizer of the same net')
    net = nn.Sequential(nn.Linear(1, 1))
    nn.init.constant_(net[0].weight, 1000.0)
    still = [{name: torch.zeros(p.shape) for name, p in net.named_parameters()}] * 2
    after = checks.optimizer_steps(make_optimizer(net), net, still, what='make_optimizer(net)')
    checks.close(after[1]['0.weight'], torch.tensor([[1000 * (1 - 1e-06) - 0.01 * (0.09 + 0.1 * (1 - 1e-06))]]), rtol=2e-07, atol=0, what='A weight of 1000 after two steps without a gradient')

@test_case(points=3, hidden=True, 
    failure_message="initial_loss must be the mean over images in evaluation mode, on the device of the net, and leave no trace in the net.")
def test_initial_loss(initial_loss):
    import copy
    import math
    import torch
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset
    from torchgrade import checks
    g = checks.generator('q6 loss')
    for count, training in ((13, True), (10, False), (1, True)):
        x, y = (3 * torch.randn(count, 4, generator=g) + 1, torch.randint(0, 3, (count,), generator=g))
        net = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 3)).train(training)
        twin = copy.deepcopy(net).eval()
        with torch.no_grad():
            right = nn.functional.cross_entropy(twin(x), y, label_smoothing=0.2).item()
        for loader in (DataLoader(TensorDataset(x, y), batch_size=4), [(part, y[4 * i:4 * i + 4]) for i, part in enumerate(x.split(4))]):
            checks.unchanged(initial_loss, net, loader, nn.CrossEntropyLoss(), what='initial_loss')
            before = checks.state(net)
            seen = checks.watch(initial_loss, net, loader, nn.CrossEntropyLoss(label_smoothing=0.2))
            checks.close(seen.result, right, rtol=0.0001, what='initial_loss')
            for name, value in seen.state.items():
                checks.close(value, before[name], rtol=0, atol=0, what=f'{name} afterwards')
            checks.equal({mode for mode, _, _ in seen.forwards}, {'eval'}, what='The modes of the forward passes')
            checks.equal({grad for _, grad, _ in seen.forwards}, {False}, what='Whether autograd records')
        loss = checks.returns(initial_loss, net, loader, nn.CrossEntropyLoss(), type=float, what='initial_loss')
        assert isinstance(loss, float), 'initial_loss must return a Python float'
    loss = checks.unchanged(initial_loss, net, [(x, y)], nn.MultiMarginLoss(), what='initial_loss')
    with torch.no_grad():
        checks.close(loss, nn.functional.multi_margin_loss(copy.deepcopy(net).eval()(x), y).item(), rtol=0.0001, what='initial_loss with another criterion')
        small = initial_loss(net, [(x, y)], lambda scores, y: 1e-06 * nn.functional.cross_entropy(scores, y))
        right = 1e-06 * nn.functional.cross_entropy(copy.deepcopy(net).eval()(x), y).item()
        checks.close(small, right, rtol=0.0001, atol=0.0, what='initial_loss where losses are small')
    x, y = (torch.randn(9, 2, 5, 5, generator=g) + 1, torch.randint(0, 3, (9,), generator=g))
    maps = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.Dropout2d(0.0), nn.Unflatten(1, (4, 1)), nn.BatchNorm3d(4), nn.Flatten(), nn.Linear(36, 3))
    maps(x)
    maps[0].weight.requires_grad_(False)
    twin = copy.deepcopy(maps).eval()
    with torch.no_grad():
        right = nn.functional.cross_entropy(twin(x), y).item()
    batches = [(x[:6], y[:6]), (x[6:], y[6:])]
    checks.unchanged(initial_loss, maps, batches, nn.CrossEntropyLoss(), what='initial_loss')
    seen = checks.watch(initial_loss, maps, batches, nn.CrossEntropyLoss())
    checks.close(seen.result, right, rtol=0.0001, what='initial_loss of a convolutional net')
    modes = {mode for mode, _, _ in seen.forwards}
    checks.equal(modes, {'eval'}, what='The modes of the forward passes of a convolutional net')
    checks.matches(maps, twin, None, x, what='the net after initial_loss')
    far, said = (nn.Sequential(nn.Flatten(), nn.Linear(50, 3, device='meta')), '')
    try:
        initial_loss(far, batches, nn.CrossEntropyLoss())
    except Exception as error:
        said = str(error)
    assert not any((words in said for words in ('same device', 'expected device', 'two devices'))), 'images and labels must go to the device of the net, for the criterion as well'
    assert 'to_empty' not in said, 'the net must stay on its device: move the images, not the net'
    x, y = (torch.randn(1120, 4, generator=g).double(), torch.randint(0, 3, (1120,), generator=g))
    wide, many = (copy.deepcopy(net).double().train(), list(zip(x.split(8), y.split(8))))
    loss = checks.unchanged(initial_loss, wide, many, nn.CrossEntropyLoss(), what='initial_loss')
    with torch.no_grad():
        right = nn.functional.cross_entropy(copy.deepcopy(wide).eval()(x), y).item()
    checks.close(loss, right, rtol=0.0001, what='initial_loss of 140 batches of 8 in float64')
    spoilt = [*many[:5], (x[:1] * float('inf'), y[:1])]
    loss = initial_loss(wide, spoilt, nn.CrossEntropyLoss())
    loss = float('nan') if loss is None else float(loss)
    assert not math.isfinite(loss), 'a loss that is not finite must show in the average'
    others = copy.deepcopy(net).apply(lambda m: isinstance(m, nn.Linear) and m.reset_parameters())
    x, y = (torch.randn(6, 4, generator=g), torch.randint(0, 3, (6,), generator=g))
    checks.stateless(initial_loss, net, [(x, y)], nn.CrossEntropyLoss(), then=(others, [(x + 1, y)], nn.CrossEntropyLoss()), what='initial_loss')
    checks.raises(RuntimeError, initial_loss, net, [(x, y), (x[:, :2], y)], nn.CrossEntropyLoss(), what='initial_loss with images that do not fit the net')

@test_case(points=1, hidden=True, 
    failure_message="loss_of_100 or first_loss is wrong. The loss is minus the logarithm of the probability of the right class; and measure before the first step.")
def test_losses_before_the_first_step(loss_of_100, first_loss):
    from torchgrade import checks
    checks.close(loss_of_100, 4.60517, rtol=0, atol=0.006, what='loss_of_100')
    loss = checks.number(first_loss, what='first_loss')
    assert 2.2 <= loss <= 2.4, 'first_loss is not the loss of a SimpleNN() before the first step'

@test_case(points=1, hidden=True, 
    failure_message="facts is wrong. When was each of the 352 numbers measured, and what is the cross-entropy the logarithm of?")
def test_facts_on_the_first_loss(facts):
    from torchgrade import checks
    checks.equal(checks.choices(facts, 'abcde', what='facts'), {'b', 'd', 'e'}, what='facts')

