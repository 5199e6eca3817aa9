from otter.test_files import test_case

OK_FORMAT = False

name = "q4_swish"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="Swish is 0 at 0, close to x far on the right, and close to 0 far on the left.")
def test_swish_far_out(Swish):
    import torch
    from torchgrade import checks
    x = torch.tensor([-30.0, 0.0, 30.0])
    out = checks.unchanged(Swish(), x, what='Swish()')
    checks.close(out, torch.tensor([0.0, 0.0, 30.0]), what='Swish at -30, 0 and 30')
    checks.close(Swish()(torch.tensor([2.0])), torch.tensor([1.7615942]), what='Swish at 2')

@test_case(points=2, hidden=True, 
    failure_message="A value of Swish is wrong, or not finite.")
def test_swish_values(Swish):
    import torch
    from torchgrade import checks
    g = checks.generator('q4 values')
    for scale, shape in ((1.0, (7, 3)), (5.0, (2, 3, 4, 5)), (10000.0, (50,)), (0.001, (5,)), (2.0, ())):
        x = scale * (2 * torch.rand(shape, generator=g, dtype=torch.float64) - 1)
        checks.close(checks.unchanged(Swish(), x, what='Swish()'), x / (1 + torch.exp(-x)), what='Swish')
    ends = torch.tensor([-10000.0, -800.0, -90.0, 90.0, 800.0, 10000.0])
    for dtype in (torch.float32, torch.float64):
        checks.close(Swish()(ends.to(dtype)), ends.to(dtype).clamp(min=0), what='Swish far out')

@test_case(points=1, hidden=True, 
    failure_message="A gradient of Swish is wrong, or not finite.")
def test_swish_gradient(Swish):
    import torch
    from torchgrade import checks
    g = checks.generator('q4 gradient')
    x = 3 * torch.randn(6, 5, generator=g, dtype=torch.float64)
    sigmoid = 1 / (1 + torch.exp(-x))
    _, grad = checks.input_gradient(Swish(), x)
    checks.close(grad, sigmoid + x * sigmoid * (1 - sigmoid), what='The gradient of the sum of Swish(x)')
    leaf = x.clone().requires_grad_()
    inner = leaf / (1 + torch.exp(-leaf))
    right, = torch.autograd.grad((inner / (1 + torch.exp(-inner))).sum(), leaf)
    _, grad = checks.input_gradient(torch.nn.Sequential(Swish(), Swish()), x)
    checks.close(grad, right, what='The gradient of two Swish layers, one behind the other')
    for dtype in (torch.float32, torch.float64):
        ends = torch.tensor([-10000.0, -800.0, -95.0, 95.0, 800.0, 10000.0], dtype=dtype)
        _, grad = checks.input_gradient(Swish(), ends)
        checks.close(grad, (ends > 0).to(dtype), what='The gradient far out')

@test_case(points=1, hidden=True, 
    failure_message="Swish must leave its input as it is, keep nothing, have no parameters, and give the dtype of its input.")
def test_swish_is_pure(Swish):
    import torch
    from torchgrade import checks
    x = 3 * torch.randn(4, 6, generator=checks.generator('q4 pure'))
    for module in (Swish(), Swish().eval()):
        checks.close(checks.unchanged(module, x, what='Swish()'), x / (1 + torch.exp(-x)), what='Swish')
        checks.stateless(module, x, what='Swish()')
        checks.any_dtype(module, x, what='Swish()')
        checks.any_layout(module, x, what='Swish()')
        checks.any_device(module, x, what='Swish()')
    checks.equal(len(checks.state(Swish())), 0, what='The number of parameters and buffers of Swish()')

