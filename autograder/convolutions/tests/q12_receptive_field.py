from otter.test_files import test_case

OK_FORMAT = False

name = "q12_receptive_field"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="Two layers of 3 x 3 see 5 x 5 pixels, by the formula as by the gradient.")
def test_field_of_two_layers(receptive_field, measured_field, threes_for_11, field_resnet20):
    import torch
    import torch.nn as nn
    from torchgrade import checks
    checks.equal(receptive_field([(3, 1), (3, 1)]), 5, what='receptive_field([(3, 1), (3, 1)])')
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Conv2d(2, 1, 3))
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    checks.equal(measured_field(net, torch.ones(1, 1, 15, 15)), (5, 5), what='measured_field')
    checks.numbers([threes_for_11, field_resnet20], 2, whole=True, what='the answers')

@test_case(points=2, hidden=True, 
    failure_message="receptive_field is wrong for some layers. A step of one output, behind strides, is a step of several pixels; which strides count for a layer, its own or those before it?")
def test_field_of_any_layers(receptive_field):
    from torchgrade import checks
    cases = [[(3, 2), (3, 1)], [(7, 2), (3, 2), (3, 1), (3, 2), (5, 1)], [(1, 4), (2, 1)], [(11, 4)]]
    cases += [[(2, 2)] * 5, [(5, 3), (1, 2), (4, 1)], [(1, 1)] * 3, [(3, 1), (3, 1), (2, 2)] * 12]
    for layers in cases:
        right = 1
        for kernel, stride in reversed(layers):
            right = (right - 1) * stride + kernel
        what = f'receptive_field({layers})'
        found = checks.unchanged(receptive_field, layers, what=what)
        checks.equal(checks.number(found, whole=True, what=what), right, what=what)
    checks.equal(receptive_field([]), 1, what='receptive_field([])')
    checks.stateless(receptive_field, [(3, 2), (5, 1)], what='receptive_field')

@test_case(points=2, hidden=True, 
    failure_message="measured_field is wrong for some network: think of kernels that are not square or have gaps, of several channels, of negative and tiny gradients, and of what the call leaves behind.")
def test_field_of_any_network(measured_field):
    import torch
    import torch.nn as nn
    from torchgrade import checks
    draw = checks.generator('q12 networks')
    nets = ((nn.Sequential(nn.Conv2d(1, 2, (3, 5)), nn.Conv2d(2, 3, (1, 3))), 1, (3, 7)), (nn.Sequential(nn.Conv2d(2, 3, 3, stride=2), nn.ReLU(), nn.Conv2d(3, 2, (3, 2))), 2, (7, 5)), (nn.Conv2d(3, 1, (1, 4)), 3, (1, 4)), (nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.AvgPool2d(2), nn.Conv2d(4, 1, 3)), 2, (8, 8)))
    for net, channels, right in nets:
        for sign in (1.0, -1.0):
            for name, parameter in net.named_parameters():
                nn.init.uniform_(parameter, 0.5, 1.0, generator=draw)
            last = list(net.parameters())[-2]
            nn.init.uniform_(last, 0.5 * sign, 1.0 * sign, generator=draw) if sign > 0 else last.data.mul_(-1)
            x = torch.rand(1, channels, 21, 24, generator=draw) + 0.1
            found = checks.unchanged(measured_field, net, x, what='measured_field')
            checks.equal(checks.numbers(found, 2, whole=True, what='measured_field'), right, what='measured_field')
            assert not any((isinstance(n, float) for n in found)), 'measured_field must return two ints, such as 4, not 4.0'
    half = nn.Conv2d(2, 1, 3, bias=False)
    nn.init.zeros_(half.weight)
    half.weight.data[0, 1, 1:, :] = 1.0
    found = checks.grad_mode_restored(measured_field, half, torch.rand(1, 2, 9, 9, generator=draw), what='measured_field')
    checks.equal(found, (2, 3), what='measured_field where a channel and a row count for nothing')
    whole = nn.Conv2d(1, 1, (13, 9), padding=(6, 4), bias=False)
    nn.init.constant_(whole.weight, 1e-30)
    found = checks.stateless(measured_field, whole, torch.rand(1, 1, 13, 9, generator=draw), what='measured_field')
    checks.equal(found, (13, 9), what='measured_field where the middle sees the whole image')
    fine = nn.Conv2d(1, 1, 3, bias=False, dtype=torch.float64)
    image = torch.rand(1, 1, 9, 9, dtype=torch.float64, generator=draw)
    checks.equal(measured_field(fine, image), (3, 3), what='measured_field of a network in float64')
    double = nn.Conv2d(1, 2, 5, bias=False)
    nn.init.ones_(double.weight)
    double.weight.data[0] = 0.0
    found = measured_field(double, torch.rand(1, 1, 9, 9, generator=draw))
    checks.equal(found, (5, 5), what='measured_field where a channel of outputs sees nothing')
    gaps = nn.Conv2d(2, 1, 3, dilation=2, bias=False)
    nn.init.ones_(gaps.weight)
    gaps.weight.data[0, 1] = -1.0
    found = measured_field(gaps, torch.rand(1, 2, 9, 9, generator=draw))
    checks.equal(found, (5, 5), what='measured_field of a filter with gaps, and of opposite channels')
    above = nn.Conv2d(1, 1, 5, padding=2, bias=False)
    nn.init.zeros_(above.weight)
    above.weight.data[..., :2, :2] = 1.0
    found = measured_field(above, torch.rand(1, 1, 4, 4, generator=draw))
    checks.equal(found, (2, 2), what='measured_field of 4 x 4 outputs, of which (2, 2) is the middle')
    bent = nn.Sequential(nn.ReLU(), nn.Conv2d(1, 1, 5, bias=False))
    nn.init.ones_(bent[1].weight)
    x = torch.rand(1, 1, 9, 9, generator=draw) + 0.1
    x[..., :4, :] = -1e-09
    found = measured_field(bent, x)
    checks.equal(found, (3, 5), what='measured_field of an image of which a ReLU cuts off a part')

@test_case(points=1, hidden=True, 
    failure_message="threes_for_11 or field_resnet20 is wrong. How much does each further layer add, and how much behind a stride of 2?")
def test_two_receptive_fields(threes_for_11, field_resnet20):
    from torchgrade import checks
    found = checks.numbers([threes_for_11, field_resnet20], 2, what='the answers')
    checks.equal(found, [5, 81], what='The answers')

