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
    sizes = (4, 3, 3, 2)
    layers = [(torch.randn(a, b, generator=g, dtype=torch.float64), torch.randn(b, generator=g, dtype=torch.float64)) for a, b in zip(sizes, sizes[1:])]
    x = torch.randn(2, 4, generator=g, dtype=torch.float64)
    hidden = torch.relu(torch.relu(x @ layers[0][0] + layers[0][1]) @ layers[1][0] + layers[1][1])
    expected = hidden @ layers[2][0] + layers[2][1]
    for scaled in (True, False):
        w, b = layers[0]
        weights = w.clone().requires_grad_()
        means, scores = propagate(x.clone(), [(weights, b), *layers[1:]], 1.0, 'train', scaled)
        checks.close(scores, expected, what='the scores with p = 1')
        checks.equal(len(means), 2, what='the number of means')
        assert all((isinstance(mean, float) for mean in means)), 'The means should be Python floats.'
        assert scores.requires_grad, 'Autograd cannot get from the scores to the weights of the first layer. Look for detach() and no_grad().'

@test_case(points=2, hidden=True, 
    failure_message="With scaled=True in training mode every hidden layer should drop units and divide those that are kept by p, and the last layer should not.")
def test_scaled_training_pass(propagate):
    from torchgrade import checks
    import torch
    keep, eye, zero = (0.7, torch.eye(60, dtype=torch.float64), torch.zeros(60, dtype=torch.float64))
    x = 1 + torch.rand(50, 60, generator=checks.generator('q6 scaled'), dtype=torch.float64)
    for hidden in (1, 3):
        means, scores = propagate(x.clone(), [(eye, zero)] * (hidden + 1), keep, 'train', True)
        checks.kept_units_scaled(x, scores, keep=keep ** hidden)
        checks.drop_fraction(scores, drop=1 - keep ** hidden, false_failure=1e-07)

@test_case(points=2, hidden=True, 
    failure_message="With scaled=False in training mode every hidden layer should drop units and leave those that are kept as they are.")
def test_plain_training_pass(propagate):
    from torchgrade import checks
    import torch
    keep, eye, zero = (0.7, torch.eye(60, dtype=torch.float64), torch.zeros(60, dtype=torch.float64))
    x = 1 + torch.rand(50, 60, generator=checks.generator('q6 plain'), dtype=torch.float64)
    for hidden in (1, 3):
        means, scores = propagate(x.clone(), [(eye, zero)] * (hidden + 1), keep, 'train', False)
        checks.kept_units_scaled(x, scores, keep=1.0)
        checks.drop_fraction(scores, drop=1 - keep ** hidden, false_failure=1e-07)
    checks.fresh_mask(lambda: propagate(x.clone(), [(eye, zero)] * 2, keep, 'train', False)[1], what='propagate')

@test_case(points=2, hidden=True, 
    failure_message="In test mode nothing should be dropped and nothing scaled, whatever the value of scaled.")
def test_test_pass_has_no_dropout(propagate):
    from torchgrade import checks
    import torch
    g = checks.generator('q6 test mode')
    sizes = (6, 9, 7, 4)
    layers = [(torch.randn(a, b, generator=g, dtype=torch.float64), torch.randn(b, generator=g, dtype=torch.float64)) for a, b in zip(sizes, sizes[1:])]
    x = torch.randn(5, 6, generator=g, dtype=torch.float64)
    hidden = torch.relu(torch.relu(x @ layers[0][0] + layers[0][1]) @ layers[1][0] + layers[1][1])
    expected = hidden @ layers[2][0] + layers[2][1]
    eye, zero = (torch.eye(60, dtype=torch.float64), torch.zeros(60, dtype=torch.float64))
    for scaled in (True, False):
        means, noisy = propagate(torch.ones(50, 60, dtype=torch.float64), [(eye, zero)] * 2, 0.4, 'train', scaled)
        checks.some_dropped(noisy, what='what the last layer gets in training mode')
        means, scores = propagate(x.clone(), layers, 0.4, 'test', scaled)
        checks.close(scores, expected, what='the scores in test mode')

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
        checks.close(float(means[-1]), float(scores.mean()), what='the mean of the last hidden layer')
    means, scores = propagate(x.clone(), [(eye, zero), (2 * eye, zero), (eye, zero)], 0.4, 'test', True)
    checks.close(float(means[0]), float(x.mean()), what='the mean of the first hidden layer in test mode')
    checks.close(float(means[1]), 2 * float(x.mean()), what='the mean of the second hidden layer in test mode')

