from otter.test_files import test_case

OK_FORMAT = False

name = "q10_profile"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="One linear layer that doubles: the activations are twice the input, the gradient is what stands at the end.")
def test_profile_of_one_layer(depth_profile):
    import torch
    from torchgrade import checks
    draw = checks.generator('q10 public')
    x, upstream = (torch.rand(300, 10, generator=draw), torch.randn(300, 10, generator=draw))
    found = checks.returns(depth_profile, [2 * torch.eye(10)], x, upstream, torch.relu, type=tuple, what='depth_profile')
    for name, values, right in (('forward', found[0], 2 * x), ('backward', found[1], upstream)):
        values = checks.numbers(values, 1, what=name)
        checks.close(values, [float(right.std())], rtol=0.001, atol=0.0, what=name)

@test_case(points=5, hidden=True, 
    failure_message="A standard deviation is wrong. Which tensor is it taken of, and where does the gradient stand: after the activation of that layer?")
def test_profile_of_many_layers(depth_profile):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q10 layers')
    cases = ((torch.relu, (30, 50, 40, 60), 0.3), (torch.tanh, (40, 30, 30), 0.2), (torch.sigmoid, (50, 20, 30, 20, 40), 0.5), (F.softplus, (20, 30), 0.0001), (torch.relu, (40,) * 14, 1e-06))
    for activation, units, size in cases:
        weights = [size * torch.randn(after, before, dtype=torch.float64, generator=draw) for before, after in zip(units, units[1:])]
        x = torch.randn(200, units[0], dtype=torch.float64, generator=draw) + 0.5
        upstream = torch.randn(200, units[-1], dtype=torch.float64, generator=draw) - 0.5
        signals, right = ([x], [])
        for W in weights:
            signals.append(activation(signals[-1] @ W.T))
        error = upstream
        for W, signal in zip(weights[::-1], signals[-2::-1]):
            right.insert(0, float(error.std()))
            z = (signal @ W.T).requires_grad_()
            error = torch.autograd.grad(activation(z), z, error)[0] @ W
        forward, backward = depth_profile(weights, x, upstream, activation)
        for name, values, expected in (('forward', forward, [float(s.std()) for s in signals[1:]]), ('backward', backward, right)):
            values = checks.numbers(values, len(weights), what=name)
            checks.close(values, expected, rtol=0.001, atol=0.0, what=name)

@test_case(points=2, hidden=True, 
    failure_message="The arguments must stay as they are, nothing may be kept elsewhere, any layout must do, and errors must come out.")
def test_profile_is_a_pure_function(depth_profile):
    import math
    import torch
    from torchgrade import checks
    draw = checks.generator('q10 pure')
    weights = [torch.randn(12, 8, generator=draw), torch.randn(6, 12, generator=draw)]
    x, upstream = (torch.randn(400, 8, generator=draw), torch.randn(400, 6, generator=draw))
    forward, _ = checks.unchanged(depth_profile, weights, x, upstream, torch.tanh, what='depth_profile')
    checks.close(float(forward[0]), float(torch.tanh(x @ weights[0].T).std()), rtol=0.001, atol=0.0, what='forward')
    checks.stateless(depth_profile, weights, x, upstream, torch.tanh, what='depth_profile')
    turned = [W.T.contiguous().T for W in weights]
    other, _ = depth_profile(turned, x.T.contiguous().T, upstream.T.contiguous().T, torch.tanh)
    checks.close(float(other[1]), float(forward[1]), rtol=0.0001, atol=0.0, what='forward, of tensors that are laid out otherwise')
    holes, end = (x.clone(), upstream.clone())
    holes[7, 3], end[5, 2] = (float('nan'), float('inf'))
    forward_nan, backward_inf = depth_profile(weights, holes, end, torch.tanh)
    for value in (*forward_nan, *backward_inf):
        assert not math.isfinite(float(value)), 'What is not finite should not look finite.'
    leaves = [W.clone().requires_grad_() for W in weights]
    again, _ = depth_profile(leaves, x.clone().requires_grad_(), upstream, torch.tanh)
    checks.close(float(again[0]), float(forward[0]), what='forward, where weights and input require a gradient')
    checks.raises(RuntimeError, depth_profile, [torch.randn(8, 8, generator=draw), torch.randn(6, 8, generator=draw)], x[:8], torch.ones(8, 8), torch.inverse, what='depth_profile with an activation that fails')

