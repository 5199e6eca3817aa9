from otter.test_files import test_case

OK_FORMAT = False

name = "q5_relu"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="ReLU of (-1, 2, -3) is (0, 2, 0), and the gradient flows where the input was positive.")
def test_relu_by_hand(relu_forward, relu_backward):
    import torch
    from torchgrade import checks
    out, cache = checks.returns(relu_forward, torch.tensor([-1.0, 2.0, -3.0]), type=tuple, what='relu_forward')
    checks.close(out, torch.tensor([0.0, 2.0, 0.0]), what='the output')
    dx = relu_backward(torch.tensor([5.0, -6.0, 7.0]), cache)
    checks.close(dx, torch.tensor([0.0, -6.0, 0.0]), what='the gradient')

@test_case(points=2, hidden=True, 
    failure_message="ReLU or its gradient is wrong for inputs of some size or shape, or dout is changed.")
def test_relu_values_and_gradients(relu_forward, relu_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 relu')
    for shape, scale in (((3, 4), 1.0), ((2, 3, 4, 2), 10000.0), ((), 1.0), ((7,), 0.0001)):
        x = torch.randn(shape, dtype=torch.float64, generator=draw)
        x = scale * (x + 0.01 * x.sign())
        out, cache = checks.unchanged(relu_forward, x, what='relu_forward')
        checks.close(out, torch.where(x > 0, x, 0.0), rtol=1e-09, atol=0.0, what='the output')
        checks.backward(relu_forward, relu_backward, [x], oracle=torch.nn.functional.relu)
        dout = 100000.0 * torch.randn(shape, dtype=torch.float64, generator=draw)
        dx = checks.unchanged(relu_backward, dout, cache, what='relu_backward')
        checks.close(dx, torch.where(x > 0, dout, 0.0), what='the gradient')

    def both(x, dout):
        out, cache = relu_forward(x)
        return (out, relu_backward(dout, cache))
    x, dout = (torch.randn(4, 6, generator=draw), torch.randn(4, 6, generator=draw))
    checks.stateless(both, x, dout, what='ReLU')
    checks.stateless(relu_forward, x, views=True, what='relu_forward')
    one, two = (relu_forward(x), relu_forward(-x))
    for sign, (_, cache) in ((1, one), (-1, two)):
        right = torch.where(sign * x > 0, dout, 0.0)
        checks.close(relu_backward(dout, cache), right, what='the gradient of an earlier call')
    checks.any_dtype(both, x, dout, what='ReLU')
    checks.any_layout(both, x, dout, what='ReLU')
    checks.no_calls(relu_backward, dout, relu_forward(x)[1], forbidden=['autograd'], what='relu_backward')

@test_case(points=2, hidden=True, 
    failure_message="The two layers in one are wrong. In which order do they go forward, and in which order backward? They keep nothing but the cache, do without autograd, and work for every dtype and layout.")
def test_affine_relu(affine_relu_forward, affine_relu_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 composed')
    oracle = lambda x, w, b: torch.relu(torch.addmm(b, x.flatten(1), w))
    for shape, m in (((3, 4), 5), ((2, 3, 2), 4), ((1, 3), 8)):
        x = torch.randn(shape, dtype=torch.float64, generator=draw)
        w = torch.randn(x[0].numel(), m, dtype=torch.float64, generator=draw)
        b = torch.randn(m, dtype=torch.float64, generator=draw)
        out, cache = checks.unchanged(affine_relu_forward, x, w, b, what='affine_relu_forward')
        checks.close(out, oracle(x, w, b), what='the output')
        checks.backward(affine_relu_forward, affine_relu_backward, [x, w, b], oracle=oracle)
        checks.unchanged(affine_relu_backward, torch.ones_like(out), cache, what='affine_relu_backward')
    x, w, dout = (torch.randn(s, generator=draw) for s in ((3, 2, 2), (4, 5), (3, 5)))
    b = torch.tensor([30.0, -30.0, 30.0, -30.0, 30.0])

    def both(x, w, b, dout):
        out, cache = affine_relu_forward(x, w, b)
        return [out, *affine_relu_backward(dout, cache)]
    checks.stateless(both, x, w, b, dout, what='the two layers')
    checks.any_dtype(both, x, w, b, dout, ulps=32, what='the two layers')
    checks.any_layout(both, x, w, b, dout, what='the two layers')
    one, two = (affine_relu_forward(x, w, b), affine_relu_forward(2 * x, w, -b))
    for sign, (_, cache) in ((1, one), (-1, two)):
        _, _, db = checks.no_calls(affine_relu_backward, dout, cache, forbidden=['autograd'], what='affine_relu_backward')
        checks.close(db, (dout * (sign * b > 0)).sum(0), what='db of an earlier call')

