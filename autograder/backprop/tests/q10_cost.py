from otter.test_files import test_case

OK_FORMAT = False

name = "q10_cost"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="From 2 over 3 to 4 numbers: 6 + 12 forward; 6 + 12 for the weights and 12 for the hidden layer backward.")
def test_multiplications_of_a_small_net(multiplications, ratio, ratio_deep):
    from torchgrade import checks
    found = checks.numbers(multiplications([3], 2, 4), 2, what='multiplications([3], 2, 4)')
    checks.equal(found, [18, 30], what='multiplications([3], 2, 4)')
    for name, value in (('ratio', ratio), ('ratio_deep', ratio_deep)):
        assert 0.5 < checks.number(value, what=name) < 3, f"{name} can't be so small or so large"

@test_case(points=2, hidden=True, 
    failure_message="The multiplications are wrong for some network. Which layers need both gradients?")
def test_multiplications_of_many_nets(multiplications):
    from torchgrade import checks
    for dims, size, classes in (((), 7, 3), ((5,), 7, 3), ([4, 6, 2], 3, 9), ((8, 8), 1, 1), ([3] * 12, 5, 2), ([4097, 4099], 4111, 7)):
        sizes = [size, *dims, classes]
        layers = [sizes[i] * sizes[i + 1] for i in range(len(dims) + 1)]
        found = checks.unchanged(multiplications, dims, size, classes, what='multiplications')
        found = checks.numbers(found, 2, what='multiplications')
        checks.equal(found, [sum(layers), sum(layers) + sum(layers[1:])], what=f'multiplications({dims}, {size}, {classes})')
    checks.equal(checks.numbers(multiplications((100,)), 2), [308200, 309200], what='multiplications((100,))')

@test_case(points=1, hidden=True, 
    failure_message="A ratio is wrong. Where do nearly all multiplications of each network lie?")
def test_ratios(ratio, ratio_deep):
    from torchgrade import checks
    checks.close(ratio, 1.003, rtol=0.0, atol=0.0006, what='ratio')
    checks.close(ratio_deep, 1.889, rtol=0.0, atol=0.0006, what='ratio_deep')

