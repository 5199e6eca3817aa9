from otter.test_files import test_case

OK_FORMAT = False

name = "q3_resnet18"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="A linear layer from 3 to 2 features has 3 * 2 weights and 2 biases, of 4 bytes each, and each of them has a gradient and a velocity.")
def test_total_of_a_linear_layer(total_parameters, training_bytes):
    from torch import nn
    from torchgrade import checks
    total = checks.number(total_parameters(nn.Linear(3, 2)), what='total_parameters')
    checks.equal(total, 8, what='total_parameters(nn.Linear(3, 2))')
    total = checks.number(training_bytes(nn.Linear(3, 2)), what='training_bytes')
    checks.equal(total, 96, what='training_bytes(nn.Linear(3, 2))')

@test_case(points=1, hidden=True, 
    failure_message="Each parameter counts once, whatever its name, its shape, its dtype or its place in the model, also a frozen, a shared or a nested one. Buffers do not count.")
def test_total_counts_each_parameter_once(total_parameters, plain_block):
    import torch
    from torch import nn
    from torchgrade import checks

    def total(model, expected, what):
        checks.equal(checks.number(total_parameters(model), what='total_parameters'), expected, what=f'The total for {what}')
    shared = nn.Linear(4, 4)
    total(nn.Sequential(shared, nn.ReLU(), shared), 20, 'a model that uses one layer twice')
    frozen = nn.Linear(3, 5)
    frozen.requires_grad_(False)
    total(nn.Sequential(frozen, nn.Linear(5, 2)), 32, 'a model with a frozen layer')
    convolution = nn.Sequential(nn.Conv2d(2, 3, 3, bias=False), nn.BatchNorm2d(3))
    nested = nn.Sequential(convolution, nn.Sequential(nn.Sequential(nn.PReLU())))
    total(nested, 61, 'nested modules with batch norm')
    total(nn.MultiheadAttention(4, 2), 80, 'parameters that are not called weight and bias')
    total(nn.LSTM(2, 3), 84, 'parameters that are called weight_ih_l0 and the like')
    scalars = nn.ParameterList([nn.Parameter(torch.tensor(2.0)), nn.Parameter(torch.ones(3))])
    total(nn.Sequential(nn.Linear(2, 2), scalars), 10, 'a model with a parameter of no dimension')
    total(nn.Sequential(nn.ReLU(), nn.Flatten()), 0, 'a model without parameters')
    total(plain_block(4).to('meta'), 304, 'layers on the device meta, which holds no numbers')
    checks.unchanged(total_parameters, nn.Linear(3, 2), what='total_parameters')

@test_case(points=1, hidden=True, 
    failure_message="Three times the bytes of a trained parameter, once those of a frozen one and of a buffer, each tensor once, and each by its own dtype.")
def test_bytes_of_parameters_and_buffers(training_bytes, plain_block):
    import torch
    from torch import nn
    from torchgrade import checks

    def total(model, expected, what):
        checks.equal(checks.number(training_bytes(model), what='training_bytes'), expected, what=f'The bytes for {what}')
    total(nn.Linear(3, 2).to(torch.float64), 192, 'a layer in float64')
    for dtype in (torch.bfloat16, torch.float16):
        total(nn.Linear(3, 2).to(dtype), 48, f'a layer in {dtype}')
    total(nn.BatchNorm2d(5), 3 * 40 + 40 + 8, 'a batch norm, whose buffers have two dtypes')
    half = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    half[0].weight.grad = torch.ones(2, 3)
    half[0].requires_grad_(False)
    total(half, 32 + 36, 'a model with a frozen layer')
    half = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    half[0].bias.requires_grad_(False)
    total(half, 72 + 8 + 36, 'a model with a frozen bias')
    shared = nn.BatchNorm1d(4)
    total(nn.Sequential(shared, nn.ReLU(), shared), 136, 'a model that uses one layer twice')
    two, table = (nn.Sequential(nn.ReLU(), nn.Tanh()), torch.zeros(6))
    for layer in two:
        layer.register_buffer('table', table)
    total(two, 24, 'a buffer that two layers share')
    mixed = nn.Sequential(nn.Linear(3, 2).to(torch.float64), nn.Linear(2, 3))
    total(mixed, 192 + 108, 'a model of two dtypes')
    unsaved = nn.ReLU()
    unsaved.register_buffer('table', torch.zeros(6), persistent=False)
    unsaved.register_buffer('mask', torch.zeros(5, dtype=torch.bool))
    unsaved.register_buffer('order', torch.zeros(3, dtype=torch.int16))
    total(unsaved, 24 + 5 + 6, 'a buffer that is not saved with the model, and two that are')
    total(nn.LSTM(2, 3), 3 * 84 * 4, 'parameters that are called weight_ih_l0 and the like')
    attention = nn.MultiheadAttention(4, 2)
    total(attention, 3 * 80 * 4, 'a module with parameters of its own and a layer within')
    scalars = nn.ParameterList([nn.Parameter(torch.tensor(2.0)), nn.Parameter(torch.ones(3))])
    total(scalars, 3 * 16, 'a model with a parameter of no dimension')
    block = plain_block(4)
    total(block, 3 * 304 * 4 + 2 * (2 * 16 + 8), 'a block')
    block.eval()
    total(block, 3 * 304 * 4 + 2 * (2 * 16 + 8), 'a block in evaluation mode')
    block.requires_grad_(False)
    total(block, 304 * 4 + 2 * (2 * 16 + 8), 'the same block, frozen')
    block.double()
    total(block, 304 * 8 + 2 * (2 * 32 + 8), 'the same block in float64')

@test_case(points=1, hidden=True, 
    failure_message="Value, gradient and velocity of every parameter of resnet18 with 10 classes in float32, and the buffers of its batch norms.")
def test_resnet18_bytes(resnet18_bytes):
    from torchgrade import checks
    answer = checks.number(resnet18_bytes, what='resnet18_bytes')
    checks.equal(answer, 3 * 4 * 11181642 + 4 * 9600 + 8 * 20, what='resnet18_bytes')

