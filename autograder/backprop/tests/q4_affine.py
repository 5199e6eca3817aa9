from otter.test_files import test_case

OK_FORMAT = False

name = "q4_affine"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="The row (1, 2) through the columns (1, 0) and (0.5, -1), with the bias (10, 20), gives (11, 18.5).")
def test_affine_by_hand(affine_forward):
    import torch
    from torchgrade import checks
    x, w = (torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 0.5], [0.0, -1.0]]))
    out, _ = checks.returns(affine_forward, x, w, torch.tensor([10.0, 20.0]), type=tuple, what='affine_forward')
    checks.close(out, torch.tensor([[11.0, 18.5]]), what='the output')

@test_case(points=1, hidden=False, 
    failure_message="Differences of your own forward pass do not agree with your backward pass.")
def test_affine_agrees_with_differences(affine_forward, affine_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 public')
    x, w, b = (torch.randn(s, dtype=torch.float64, generator=draw) for s in ((3, 4), (4, 2), (2,)))
    out, _ = checks.returns(affine_forward, x, w, b, type=tuple, what='affine_forward')
    checks.tensor(out, shape=(3, 2), what='the output')
    checks.numeric_backward(affine_forward, affine_backward, [x, w, b])

@test_case(points=2, hidden=True, 
    failure_message="The output of the affine layer is wrong. Examples may have any shape, and there may be one of them, or one number in each.")
def test_affine_values(affine_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q4 values')
    for shape, m in (((3, 4), 5), ((2, 3, 4, 2), 3), ((1, 6), 2), ((4, 1), 1), ((5, 2, 3), 6), ((3, 4), 3)):
        x = 10 * torch.randn(shape, dtype=torch.float64, generator=draw)
        w = torch.randn(x[0].numel(), m, dtype=torch.float64, generator=draw)
        b = 100 * torch.randn(m, dtype=torch.float64, generator=draw)
        out, _ = checks.unchanged(affine_forward, x, w, b, what='affine_forward')
        checks.close(out, F.linear(x.flatten(1), w.T, b), what=f'the output for x of shape {shape}')

@test_case(points=3, hidden=True, 
    failure_message="A gradient of the affine layer is wrong. Compare each with the gradient of one entry on paper; sums over examples are sums.")
def test_affine_gradients(affine_forward, affine_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 gradients')
    oracle = lambda x, w, b: torch.addmm(b, x.flatten(1), w)
    for shape, m in (((3, 4), 5), ((3, 3), 3), ((2, 3, 4, 2), 3), ((1, 6), 2), ((4, 1), 1)):
        x = torch.randn(shape, generator=draw)
        w, b = (torch.randn(x[0].numel(), m, generator=draw), torch.randn(m, generator=draw))
        checks.backward(affine_forward, affine_backward, [x, w, b], oracle=oracle)

@test_case(points=2, hidden=True, 
    failure_message="The passes must leave their arguments as they are, keep nothing but the cache, do without autograd, and work for every dtype and layout and for numbers of any size.")
def test_affine_is_a_pure_function(affine_forward, affine_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 pure')
    x, w, b = (torch.randn(s, generator=draw) for s in ((3, 2, 2), (4, 5), (5,)))
    dout = torch.randn(3, 5, generator=draw)

    def both(x, w, b, dout):
        out, cache = affine_forward(x, w, b)
        dx, dw, db = affine_backward(dout, cache)
        return (out, dx, dw, db)
    out, dx, dw, db = both(x, w, b, dout)
    checks.close(out, torch.addmm(b, x.flatten(1), w), what='the output')
    checks.close(dw, x.flatten(1).T @ dout, what='dw')
    checks.stateless(both, x, w, b, dout, what='the affine layer')
    new = (2 * x, w - 1, b + 1)
    checks.stateless(affine_forward, x, w, b, views=True, then=new, what='affine_forward')
    x64, w64, b64, dout64 = (t.double() for t in (x, w, b, dout))
    _, cache = affine_forward(x64, w64, b64)
    checks.any_scale(lambda x, b: affine_forward(x, w64, b)[0], x64, b64, what='affine_forward')
    checks.any_scale(lambda dout: list(affine_backward(dout, cache)), dout64, what='affine_backward')
    checks.any_dtype(both, x, w, b, dout, ulps=32, what='the affine layer')
    checks.any_layout(both, x, w, b, dout, what='the affine layer')
    checks.any_layout(affine_forward, x, w, b, what='affine_forward')
    _, cache = checks.no_calls(affine_forward, x, w, b, forbidden=['autograd'], what='affine_forward')
    checks.no_calls(affine_backward, dout, cache, forbidden=['autograd'], what='affine_backward')
    checks.unchanged(affine_backward, dout, cache, what='affine_backward')
    checks.stateless(affine_backward, dout, cache, views=True, what='affine_backward')
    one, two = (affine_forward(x, w, b), affine_forward(2 * x, 3 * w, b))
    affine_forward(torch.ones(3, 4), w, b)
    checks.close(affine_backward(dout, one[1])[0], dx, what='dx of an earlier call')
    checks.close(affine_backward(dout, two[1])[0], 3 * dx, what='dx of a later call')

