from otter.test_files import test_case

OK_FORMAT = False

name = "q6_propagate"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="With p = 1 nothing is dropped. Scores and gradients should be those of an ordinary ReLU network, and the means Python floats.")
def test_propagate_without_dropout(propagate):
    from torchgrade import checks
    import torch
    g = checks.generator('q6 public')
    sizes = [(4, 3), (3, 3), (3, 2)]
    layers = [(torch.randn(a, b, generator=g), torch.randn(b, generator=g)) for a, b in sizes]
    x = torch.randn(2, 4, generator=g)
    (w1, b1), (w2, b2), (w3, b3) = layers
    expected = torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3
    for scaled in (True, False):
        weights = w1.clone().requires_grad_()
        given = [(weights, b1), *layers[1:]]
        means, scores = propagate(x.clone(), given, 1.0, 'train', scaled)
        checks.close(scores, expected, what='the scores with p = 1')
        checks.equal(len(means), 2, what='the number of means')
        assert all((isinstance(mean, float) for mean in means)), 'The means should be Python floats.'
        assert scores.requires_grad, 'Autograd cannot get from the scores to the first layer.'

@test_case(points=2, hidden=True, 
    failure_message="With scaled=True in training mode every hidden layer should drop units and divide those that are kept by p, and the last layer should not.")
def test_scaled_training_pass(propagate):
    from torchgrade import checks
    import torch
    eye, zero = (torch.eye(60, dtype=torch.float64), torch.zeros(60, dtype=torch.float64))
    x = 1 + torch.rand(50, 60, generator=checks.generator('q6 scaled'), dtype=torch.float64)
    for keep, hidden in ((0.625, 1), (0.7, 3), (0.9, 4)):
        layers = [(eye, zero)] * (hidden + 1)
        means, scores = propagate(x.clone(), layers, keep, 'train', True)
        checks.kept_units_scaled(x, scores, keep=keep ** hidden)
        checks.drop_fraction(scores, drop=1 - keep ** hidden, false_failure=1e-07)
        checks.independent_mask(scores, keep=keep ** hidden, false_failure=1e-07)

@test_case(points=2, hidden=True, 
    failure_message="With scaled=False in training mode every hidden layer should drop units and leave those that are kept as they are.")
def test_plain_training_pass(propagate):
    from torchgrade import checks
    import torch
    eye, zero = (torch.eye(60, dtype=torch.float64), torch.zeros(60, dtype=torch.float64))
    x = 1 + torch.rand(50, 60, generator=checks.generator('q6 plain'), dtype=torch.float64)
    for keep, hidden in ((0.625, 1), (0.7, 3), (0.9, 4)):
        layers = [(eye, zero)] * (hidden + 1)
        means, scores = propagate(x.clone(), layers, keep, 'train', False)
        checks.kept_units_scaled(x, scores, keep=1.0)
        checks.drop_fraction(scores, drop=1 - keep ** hidden, false_failure=1e-07)
        checks.independent_mask(scores, keep=keep ** hidden, false_failure=1e-07)
    layers = [(eye, zero)] * 2
    checks.fresh_mask(lambda: propagate(x, layers, keep, 'train', False)[1], what='propagate')

@test_case(points=1, hidden=True, 
    failure_message="In test mode nothing should be dropped and nothing scaled, whatever the value of scaled.")
def test_test_pass_has_no_dropout(propagate):
    from torchgrade import checks
    import torch
    g = checks.generator('q6 test mode')
    sizes = [(6, 9), (9, 7), (7, 4)]
    layers = [(torch.randn(a, b, generator=g), torch.randn(b, generator=g)) for a, b in sizes]
    x = torch.randn(5, 6, generator=g)
    (w1, b1), (w2, b2), (w3, b3) = layers
    expected = torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3
    plain = [(torch.eye(60), torch.zeros(60))] * 2
    for scaled in (True, False):
        means, noisy = propagate(torch.ones(50, 60), plain, 0.4, 'train', scaled)
        checks.some_dropped(noisy, what='what the last layer gets in training mode')
        for rows in (5, 1):
            means, scores = propagate(x[:rows].clone(), layers, 0.4, 'test', scaled)
            what = f'the scores of {rows} examples in test mode'
            checks.close(scores, expected[:rows], rtol=0.0001, atol=1e-05, what=what)
    even = [(w.double(), torch.zeros_like(b).double()) for w, b in layers]
    checks.any_scale(lambda x: propagate(x, even, 0.4, 'test', True)[1], x.double(), what='propagate')
    for mode in ('train', 'test'):
        means, scores = propagate(x.clone(), layers[:1], 0.4, mode, True)
        checks.close(scores, x @ w1 + b1, rtol=0.0001, atol=1e-05, what='the scores of one layer')
        checks.equal(len(means), 0, what='the number of means without a hidden layer')

@test_case(points=1, hidden=True, 
    failure_message="The means should be those of the hidden layers after their dropout, one float for each hidden layer.")
def test_means_are_taken_after_dropout(propagate):
    from torchgrade import checks
    import torch
    eye, zero = (torch.eye(40, dtype=torch.float64), torch.zeros(40, dtype=torch.float64))
    x = 1 + torch.rand(30, 40, generator=checks.generator('q6 means'), dtype=torch.float64)
    for scaled in (True, False):
        means, scores = propagate(x.clone(), [(eye, zero)] * 3, 0.4, 'train', scaled)
        checks.some_dropped(scores, what='what the last layer gets in training mode')
        checks.equal(len(means), 2, what='the number of means')
        checks.close(means[-1], scores.mean().item(), what='the mean of the last hidden layer')
        assert means[0] != means[1], 'Both means are the same, although the layers drop twice.'
    mean, layers = (x.mean().item(), [(eye, zero), (2 * eye, zero), (eye, zero)])
    means, scores = propagate(x.clone(), layers, 0.4, 'test', True)
    checks.close(means[0], mean, what='the mean of the first hidden layer in test mode')
    checks.close(means[1], 2 * mean, what='the mean of the second hidden layer in test mode')
    means, scores = propagate(x.clone(), [(eye, zero)] * 13, 0.4, 'test', True)
    checks.equal(len(means), 12, what='the number of means of twelve hidden layers')
    checks.close(means[-1], mean, what='the mean of the twelfth hidden layer in test mode')

@test_case(points=1, hidden=True, 
    failure_message="x and layers belong to the caller, and every layer should get a gradient, in both modes and with both kinds of dropout.")
def test_propagate_leaves_its_arguments_alone_and_trains(propagate):
    from torchgrade import checks
    import torch
    g = checks.generator('q6 arguments')
    sizes = [(6, 40), (40, 40), (40, 40), (40, 3)]
    layers = [(torch.randn(a, b, generator=g), torch.randn(b, generator=g)) for a, b in sizes]
    x = torch.randn(20, 6, generator=g)
    checks.stateless(propagate, x, layers, 0.7, 'test', True, views=True, what='propagate')
    checks.stateless(propagate, x, layers, 0.7, 'train', True, random=True, views=True, what='propagate')
    checks.any_layout(propagate, x, layers, 0.7, 'test', False, what='propagate')
    double = [(w.double(), b.double()) for w, b in layers]
    for mode in ('train', 'test'):
        means, scores = propagate(x.double(), double, 0.7, mode, False)
        checks.tensor(scores, dtype=torch.float64, what='the scores for inputs in float64')
        for scaled in (True, False):
            means, scores = checks.unchanged(propagate, x, layers, 0.7, mode, scaled, what='propagate')
            checks.tensor(scores, shape=(20, 3), what='the scores')
            learned = [(w.clone().requires_grad_(), b.clone().requires_grad_()) for w, b in layers]
            start = x.clone().requires_grad_()
            means, scores = propagate(start, learned, 0.7, mode, scaled)
            wanted = [start, *(t for pair in learned for t in pair)]
            grads = torch.autograd.grad(scores.square().sum(), wanted, allow_unused=True)
            for grad in grads:
                assert grad is not None, f'Something gets no gradient in {mode} mode.'
                assert bool(torch.isfinite(grad).all()), f'A gradient is NaN in {mode} mode.'
                assert bool((grad != 0).any()), f'A gradient is zero everywhere in {mode} mode.'

