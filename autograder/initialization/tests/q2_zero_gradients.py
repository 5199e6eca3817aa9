from otter.test_files import test_case

OK_FORMAT = False

name = "q2_zero_gradients"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="zero_init_gradients should return a dict with a tensor for each of the six names, as large as the parameter.")
def test_gradients_have_the_shapes_of_the_parameters(zero_init_gradients):
    import torch
    from torchgrade import checks
    gradients = checks.returns(zero_init_gradients, torch.relu, type=dict, what='zero_init_gradients')
    shapes = {'W1': (4, 2), 'b1': (4,), 'W2': (2, 4), 'b2': (2,), 'W3': (1, 2), 'b3': (1,)}
    checks.equal(set(gradients), set(shapes), what='The keys of the dict')
    for name, shape in shapes.items():
        checks.tensor(gradients[name], shape=shape, what=f'the gradient of {name}')

@test_case(points=3, hidden=True, 
    failure_message="With ReLU the gradients are wrong. Follow a zero forwards through the layers, then the error backwards.")
def test_gradients_with_relu(zero_init_gradients):
    import torch
    from torchgrade import checks
    gradients = zero_init_gradients(torch.relu)
    checks.close(gradients['b3'], torch.tensor([0.04]), what='the gradient of b3')
    for name in ('W1', 'b1', 'W2', 'b2', 'W3'):
        assert not bool(gradients[name].any()), f'The gradient of {name} is not right.'

@test_case(points=3, hidden=True, 
    failure_message="With another activation the gradients are wrong. What does the last hidden layer hand on when its input is 0?")
def test_gradients_with_other_activations(zero_init_gradients):
    import math
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    at_zero = ((torch.sigmoid, 0.5), (torch.tanh, 0.0), (F.softplus, math.log(2)), (torch.cos, 1.0), (torch.exp, 1.0))
    for activation, value in at_zero:
        gradients = zero_init_gradients(activation)
        checks.close(gradients['b3'], torch.tensor([0.04]), what='the gradient of b3')
        checks.close(gradients['W3'], torch.full((1, 2), 0.04 * value), what='the gradient of W3')
        for name in ('W1', 'b1', 'W2', 'b2'):
            assert not bool(gradients[name].any()), f'The gradient of {name} is not right.'

@test_case(points=2, hidden=True, 
    failure_message="With other points and labels the gradients are wrong, or they have another dtype or device than x, or the arguments do not stay as they are.")
def test_gradients_of_other_points(zero_init_gradients):
    import torch
    from torchgrade import checks
    draw = checks.generator('q2 points')
    for count in (700, 1, 40):
        x = torch.randn(count, 2, dtype=torch.float64, generator=draw)
        y = torch.rand(count, dtype=torch.float64, generator=draw) - 0.3
        gradients = checks.unchanged(zero_init_gradients, torch.sigmoid, x, y, what='zero_init_gradients')
        checks.close(gradients['b3'], -y.mean().reshape(1), what='the gradient of b3')
        checks.close(gradients['W3'], -0.5 * y.mean().expand(1, 2), what='the gradient of W3')
        for name in ('W1', 'b1', 'W2', 'b2'):
            checks.close(gradients[name], torch.zeros_like(gradients[name]), rtol=0.0, atol=0.0, what=f'the gradient of {name}')
            checks.tensor(gradients[name], dtype=torch.float64, what=f'the gradient of {name}')
    checks.stateless(zero_init_gradients, torch.sigmoid, x, y, what='zero_init_gradients')
    checks.any_dtype(zero_init_gradients, torch.sigmoid, x, y, ulps=64, what='zero_init_gradients')
    checks.any_layout(zero_init_gradients, torch.sigmoid, x, y, what='zero_init_gradients')
    checks.any_device(zero_init_gradients, torch.sigmoid, x, y, what='zero_init_gradients')

