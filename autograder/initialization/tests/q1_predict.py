from otter.test_files import test_case

OK_FORMAT = False

name = "q1_predict"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="With W1 = [[1, 2], [0, -1]] and b1 = [0, 1], the point (1, 1) gives z1 = (3, 0).")
def test_predict_by_hand(predict):
    import torch
    from torchgrade import checks
    params = {'W1': torch.tensor([[1.0, 2.0], [0.0, -1.0]]), 'b1': torch.tensor([0.0, 1.0]), 'W2': torch.tensor([[0.5, 4.0]]), 'b2': torch.tensor([-1.0])}
    x = torch.tensor([[1.0, 1.0], [-1.0, 0.0], [0.0, 0.0]])
    out = checks.tensor(predict(params, x, torch.relu), shape=(3,), what='the outputs')
    checks.close(out, torch.tanh(torch.tensor([0.5, 3.0, 3.0])), what='the outputs')

@test_case(points=4, hidden=True, 
    failure_message="The outputs are wrong. Take the layers by their numbers, with the activation in each but the last, which has the output function.")
def test_predict_for_any_layers(predict):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 layers')
    hidden = ((4, 2), (), (5,), (3, 1, 4), (2,) * 11)
    functions = ((torch.relu, torch.tanh), (torch.sigmoid, torch.atan), (torch.tanh, torch.sigmoid), (torch.sigmoid, torch.sin), (torch.cos, torch.exp))
    for middle, (activation, output), rows in zip(hidden, functions, (7, 1, 2000, 5, 3)):
        units = (3, *middle, 1)
        params, x = ({}, torch.randn(rows, 3, dtype=torch.float64, generator=draw))
        right = x
        for layer in range(1, len(units)):
            W = torch.randn(units[layer], units[layer - 1], dtype=torch.float64, generator=draw)
            b = torch.randn(units[layer], dtype=torch.float64, generator=draw)
            params = {f'b{layer}': b, f'W{layer}': W, **params}
            right = torch.einsum('ni,oi->no', right, W) + b
            right = output(right) if layer == len(units) - 1 else activation(right)
        what = f'the outputs of a network of {len(units) - 1} layers'
        out = checks.tensor(predict(params, x, activation, output), shape=(rows,), what=what)
        checks.close(out, right[:, 0], what=what)
    checks.close(predict(params, x, activation), right[:, 0].log().tanh(), what='the outputs with tanh, the default')
    params = {'W1': torch.tensor([[300.0, 0.0], [0.0, 2.0]]), 'b1': torch.zeros(2)}
    params |= {'W2': torch.ones(1, 2), 'b2': torch.zeros(1)}
    x = torch.tensor([[4.0, 1.0], [float('nan'), 1.0], [float('inf'), 0.5], [-1.0, 3.0]])
    out = checks.tensor(predict(params, x, torch.relu, torch.clone), shape=(4,), finite=False, what='the outputs')
    checks.close(out[::3], torch.tensor([1202.0, 6.0]), what='large outputs')
    assert torch.isfinite(out).tolist() == [True, False, False, True], 'Inputs that are not finite should show in the outputs of their rows, and there alone.'

@test_case(points=2, hidden=True, 
    failure_message="The result must depend on the arguments alone, row by row, in their dtype; autograd must reach all of them, and errors must come out.")
def test_predict_is_a_pure_function_of_any_dtype(predict):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 pure')
    params = {'W1': torch.randn(4, 3, generator=draw), 'b1': torch.randn(4, generator=draw)}
    params |= {'W2': torch.randn(1, 4, generator=draw), 'b2': torch.randn(1, generator=draw)}
    x = torch.randn(9, 3, generator=draw)
    right = torch.tanh(torch.sigmoid(x @ params['W1'].T + params['b1']) @ params['W2'][0] + params['b2'])
    checks.close(checks.unchanged(predict, params, x, torch.sigmoid, what='predict'), right, what='the outputs')
    trained = {name: 0.5 * value for name, value in params.items()}
    checks.stateless(predict, params, x, torch.sigmoid, then=(trained, 2 * x, torch.sigmoid), what='predict')
    checks.grad_mode_restored(predict, params, x, torch.sigmoid, autograd=False, what='predict')
    checks.any_device(predict, params, x, torch.sigmoid, what='predict')
    checks.any_dtype(predict, params, x, torch.sigmoid, ulps=32, what='predict')
    checks.any_layout(predict, params, x, torch.sigmoid, what='predict')
    checks.any_batch(lambda rows: predict(params, rows, torch.sigmoid), x, what='predict')
    checks.differentiable(predict, params, x, torch.sigmoid, what='predict')
    checks.raises(RuntimeError, predict, params, x, torch.inverse, what='predict with an activation that fails')

