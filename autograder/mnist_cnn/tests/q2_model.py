from otter.test_files import test_case

OK_FORMAT = False

name = "q2_model"
points = 14

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
    model = build_model(0.5)
    model.eval()
    with torch.no_grad():
        scores = model(x)
    loss = torch.nn.functional.cross_entropy(scores, y).item()
    checks.initial_loss(loss, 10, tolerance=0.5)

@test_case(points=3, hidden=True, 
    failure_message="The network must be an nn.Sequential made only of the layers in the list of Question 2.")
def test_only_layers_of_the_list(build_model):
    from torchgrade import checks
    import torch
    from torch import nn
    allowed = [nn.Linear, nn.Conv2d, nn.MaxPool2d, nn.BatchNorm2d, nn.Dropout, nn.Dropout2d, nn.ReLU, nn.Flatten, nn.Softmax]
    x = torch.randn(8, 1, 28, 28, generator=checks.generator('q2 layers'))
    network = checks.as_described(build_model(0.5), allowed, x, what='build_model(0.5)')
    assert any((isinstance(layer, nn.Conv2d) for layer in network.modules())), 'build_model(0.5) has no convolution, so it is no convolutional network'

@test_case(points=3, hidden=True, 
    failure_message="There must be at least one dropout layer, and each must drop with probability p_drop, whatever p_drop is.")
def test_every_dropout_layer_has_rate_p_drop(build_model):
    from torchgrade import checks
    import torch
    x = torch.randn(20, 1, 28, 28, generator=checks.generator('q2 dropout'))
    for p_drop in (0.0, 0.3, 0.9):
        model = build_model(p_drop)
        with torch.no_grad():
            for weight in model.parameters():
                if weight.dim() > 1 and (not weight.any()):
                    weight.copy_(0.1 * torch.randn(weight.shape, generator=checks.generator('q2 zero weights')))
        rates = [module.p for name, module in model.named_modules() if hasattr(module, 'p')]
        assert len(rates) > 0, 'no dropout layer found in the network'
        for rate in rates:
            checks.close(float(rate), p_drop, rtol=0, atol=1e-09, what=f'the rate of a dropout layer of build_model({p_drop})')
        with torch.no_grad():
            first, second = (model(x), model(x))
        if p_drop == 0.0:
            checks.close(second, first, what='with p_drop = 0, a second pass over the same batch')
            assert not torch.equal(first[0], first[1]), 'with p_drop = 0 two different images get the same scores'
        else:
            assert not torch.equal(first, second), f'two training passes of build_model({p_drop}) are equal, so nothing is dropped'
        checks.dropout_off_in_eval(model, x)

@test_case(points=2, hidden=True, 
    failure_message="The network must end with the scores of a linear layer. No Softmax, ReLU or Dropout may follow it.")
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
    assert zeros == 0 or zeros == scores.numel(), f'{zeros} of {scores.numel()} scores are exactly 0, so a ReLU or a dropout follows the last linear layer'

@test_case(points=2, hidden=True, 
    failure_message="Every call of build_model must make all its layers anew, with new random weights, in training mode.")
def test_every_call_gives_a_fresh_model(build_model):
    first, second, other = (build_model(0.3), build_model(0.3), build_model(0.6))
    assert any((weight.dim() == 4 for weight in first.parameters())), 'build_model(0.3) has no convolution, so it is no convolutional network'
    first.eval()
    for later in (second, other, build_model(0.3)):
        for name, module in later.named_modules():
            assert module.training, 'after first.eval() another network of build_model is in eval mode too, so the two share layers'
    same = [bool((a == b).all()) for a, b in zip(first.parameters(), second.parameters()) if a.dim() > 1 and a.shape == b.shape]
    assert not (same and all(same)), 'two networks of build_model begin with the same weights. Is a seed set in build_model, or is one network copied?'

@test_case(points=1, hidden=True, 
    failure_message="The names and shapes of the weights must be the same for each p_drop, so that weights trained with one rate fit every other.")
def test_same_layers_for_every_rate(build_model):
    expected = {name: tuple(value.shape) for name, value in build_model(0.5).state_dict().items()}
    assert any((len(shape) == 4 for shape in expected.values())), 'build_model(0.5) has no convolution, so it is no convolutional network'
    for p_drop in (0.0, 0.1, 0.9):
        found = {name: tuple(value.shape) for name, value in build_model(p_drop).state_dict().items()}
        assert found == expected, f'build_model({p_drop}) has other weights than build_model(0.5)'

