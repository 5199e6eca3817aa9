from otter.test_files import test_case

OK_FORMAT = False

name = "q2_model"
points = 12

@test_case(points=1, hidden=False, 
    failure_message="Five images of shape (1, 28, 28) must give a tensor of shape (5, 10), one score for each class.")
def test_model_gives_ten_scores(build_model):
    from torchgrade import checks
    import torch
    x = torch.randn(5, 1, 28, 28, generator=checks.generator('q2 shape'))
    scores = build_model(0.5)(x)
    checks.tensor(scores, shape=(5, 10), dtype=torch.float32, what='the output of build_model(0.5)')

@test_case(points=1, hidden=False, 
    failure_message="The network must have fewer than 1,000,000 parameters, frozen ones included. Which layer is the largest?")
def test_model_is_under_a_million(build_model):
    from torchgrade import checks
    import torch
    checks.parameter_count(build_model(0.5), at_most=999999, x=torch.zeros(2, 1, 28, 28), what='build_model(0.5)')

@test_case(points=1, hidden=False, 
    failure_message="A network that has learnt nothing must find all ten classes about equally likely, so its loss must be close to ln 10 on normalised images.")
def test_fresh_model_starts_near_ln_10(build_model):
    from torchgrade import checks
    import torch
    g = checks.generator('q2 initial loss')
    x = torch.randn(100, 1, 28, 28, generator=g)
    y = torch.randint(10, (100,), generator=g)
    losses = []
    with torch.no_grad():
        for _ in range(9):
            losses.append(torch.nn.functional.cross_entropy(build_model(0.5).eval()(x), y).item())
    loss = sorted(losses)[4]
    checks.initial_loss(loss, 10, tolerance=0.5)
    with torch.no_grad():
        likely = torch.stack([build_model(0.5).eval()(x[:20]).softmax(1).mean(0) for _ in range(30)]).mean(0)
    assert bool((likely < 0.2).all()), 'fresh networks of build_model prefer one of the classes'
    assert bool((likely > 0.02).all()), 'fresh networks of build_model hardly ever choose one of the classes'

@test_case(points=2, hidden=True, 
    failure_message="The network must be an nn.Sequential made only of the layers in the list of Question 2, with a convolution that slides several filters over its input.")
def test_only_layers_of_the_list(build_model):
    from torchgrade import checks
    import torch
    from torch import nn
    allowed = [nn.Linear, nn.Conv2d, nn.MaxPool2d, nn.BatchNorm2d, nn.Dropout, nn.Dropout2d, nn.ReLU, nn.Flatten, nn.Softmax]
    x = torch.randn(8, 1, 28, 28, generator=checks.generator('q2 layers'))
    for p_drop in (0.5, 0.0, 0.8):
        network = checks.as_described(build_model(p_drop), allowed, x, what=f'build_model({p_drop})')
    with torch.no_grad():
        for weight in network.parameters():
            if weight.dim() > 1 and (not weight.any()):
                weight.copy_(0.1 * torch.randn(weight.shape, generator=checks.generator('q2 zero weights')))
    sliding = []

    def note(layer, inputs, output):
        filters, depth, height, width = layer.weight.shape
        if filters > 1 and height * width > 1 and (output.shape[-1] * output.shape[-2] > 1):
            sliding.append(layer)
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(note)
    (network(x) * torch.randn(8, 10, generator=checks.generator('q2 weighing'))).sum().backward()
    felt = [layer for layer in sliding if layer.weight.grad is not None and bool(layer.weight.grad.any())]
    assert felt, 'build_model(0.5) has no convolution that slides several filters, larger than 1x1, over its input, so it is no convolutional network'

@test_case(points=2, hidden=True, 
    failure_message="There must be at least one dropout layer, and each must drop with probability p_drop, whatever p_drop is.")
def test_every_dropout_layer_has_rate_p_drop(build_model):
    from torchgrade import checks
    import torch
    x = torch.randn(20, 1, 28, 28, generator=checks.generator('q2 dropout'))
    for p_drop in (*(k / 10 for k in range(10)), 0.125, 0.5625, 0.999):
        model = build_model(p_drop)
        kinds = (torch.nn.Dropout, torch.nn.Dropout2d)
        rates = [layer.p for layer in model.modules() if isinstance(layer, kinds)]
        assert len(rates) > 0, 'no dropout layer found in the network'
        for rate in rates:
            checks.close(rate, p_drop, rtol=0, atol=1e-09, what=f'the rate of a dropout layer of build_model({p_drop})')
        if p_drop not in (0.0, 0.3, 0.9):
            continue
        with torch.no_grad():
            for weight in model.parameters():
                if weight.dim() > 1 and (not weight.any()):
                    weight.copy_(0.1 * torch.randn(weight.shape, generator=checks.generator('q2 zero weights')))
            first, second = (model(x), model(x))
        if p_drop == 0.0:
            checks.close(second, first, what='with p_drop = 0, a second pass over the same batch')
            assert not torch.equal(first[0], first[1]), 'with p_drop = 0 two different images get the same scores'
        else:
            assert not torch.equal(first, second), f'two training passes of build_model({p_drop}) are equal, so nothing is dropped'
        checks.dropout_off_in_eval(model, x)

@test_case(points=1, hidden=True, 
    failure_message="The network must end with the scores of a layer of weights. No Softmax, ReLU or Dropout may follow it.")
def test_output_is_raw_logits(build_model):
    from torchgrade import checks
    import torch
    x = torch.randn(200, 1, 28, 28, generator=checks.generator('q2 logits'))
    model = build_model(0.5)
    with torch.no_grad():
        scores = model(x)
    checks.tensor(scores, shape=(200, 10), what='the output of build_model(0.5)')
    assert any((weight.dim() == 4 for weight in model.parameters())), 'build_model(0.5) has no convolution, so it is no convolutional network'
    sums = scores.sum(1)
    assert not torch.allclose(sums, torch.ones(200), atol=0.001), 'each row of the output adds up to 1, so these are probabilities (Softmax), not logits'
    assert not torch.allclose(scores.sum(0), torch.ones(10), atol=0.001), 'each column of the output adds up to 1, so a Softmax over the batch follows the last layer'
    zeros = int((scores == 0).sum())
    assert zeros == 0 or zeros == scores.numel(), f'{zeros} of {scores.numel()} scores are exactly 0, so a ReLU or a dropout follows the last layer of weights'

@test_case(points=2, hidden=True, 
    failure_message="Every call of build_model must make all its layers anew, with new random weights, in training mode, and set no seed.")
def test_every_call_gives_a_fresh_model(build_model):
    from torchgrade import checks
    first, second, other = (build_model(0.3), build_model(0.3), build_model(0.6))
    assert any((weight.dim() == 4 for weight in first.parameters())), 'build_model(0.3) has no convolution, so it is no convolutional network'
    first.eval()
    for later in (second, other, build_model(0.3)):
        for name, module in later.named_modules():
            assert module.training, 'after first.eval() another network of build_model is in eval mode too, so the two share layers'
    for name, weight in first.named_parameters():
        if weight.dim() == 4 and weight[0].numel() >= 4 and bool(weight.any()):
            alike = len(weight.flatten(1).unique(dim=0)) < len(weight)
            assert not alike, f'some filters of the convolution with {name} start alike, so they may stay alike'
    networks = (second, other, build_model(0.9), build_model(0.6))
    for k, one in enumerate(networks):
        for another in networks[k + 1:]:
            for (name, a), (_, b) in zip(one.named_parameters(), another.named_parameters()):
                drawn = a.dim() > 1 and len(a.unique()) > 1
                assert not (drawn and a.shape == b.shape and bool((a == b).all())), 'two networks of build_model begin with the same weights in a layer. Is a seed set in build_model, or is something copied?'
    checks.separate(build_model, 0.3, what='build_model')

@test_case(points=1, hidden=True, 
    failure_message="The names and shapes of the weights must be the same for each p_drop, so that weights trained with one rate fit every other.")
def test_same_layers_for_every_rate(build_model):
    expected = {name: tuple(value.shape) for name, value in build_model(0.5).state_dict().items()}
    assert any((len(shape) == 4 for shape in expected.values())), 'build_model(0.5) has no convolution, so it is no convolutional network'
    for p_drop in (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 0.99):
        found = {name: tuple(value.shape) for name, value in build_model(p_drop).state_dict().items()}
        assert found == expected, f'build_model({p_drop}) has other weights than build_model(0.5)'

@test_case(points=1, hidden=True, 
    failure_message="The network must take any number of images, also one, in both modes, judge each image by itself in evaluation mode, and learn with all of its parameters.")
def test_any_number_of_images(build_model):
    from torchgrade import checks
    import torch
    x = torch.randn(7, 1, 28, 28, generator=checks.generator('q2 batches'))
    model = build_model(0.4)
    assert any((weight.dim() == 4 for weight in model.parameters())), 'build_model(0.4) has no convolution, so it is no convolutional network'
    with torch.no_grad():
        for size in (1, 2, 7):
            try:
                scores = model(x[:size])
            except Exception as error:
                raise AssertionError(f'in training mode a batch of {size} raises {type(error).__name__}. Does a batch norm get a map of 1x1?') from None
            checks.tensor(scores, shape=(size, 10), what=f'the output for a batch of {size} in training mode')
        model.eval()
        together = model(x)
        for k in range(7):
            checks.close(model(x[k:k + 1]), together[k:k + 1], rtol=0.001, atol=0.0001, what='in evaluation mode, the scores of an image alone')
    checks.trains(build_model(0.3), x, what='build_model(0.3)')

