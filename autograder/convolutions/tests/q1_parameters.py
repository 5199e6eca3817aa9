from otter.test_files import test_case

OK_FORMAT = False

name = "q1_parameters"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="One filter of 3 x 3 on one channel has 9 weights and a bias, and each answer is a whole number.")
def test_parameters_of_one_filter(conv_parameters, params_16_filters, params_dense, params_100_filters, params_pointwise):
    from torchgrade import checks
    checks.equal(conv_parameters(1, 1, 3), 10, what='conv_parameters(1, 1, 3)')
    answers = (params_16_filters, params_dense, params_100_filters, params_pointwise)
    for count in answers:
        found = checks.number(count, whole=True, what='a number of parameters')
        assert found > 0, 'each layer has parameters'

@test_case(points=2, hidden=True, 
    failure_message="conv_parameters is wrong for some layer. Does a filter reach through all channels? Are its rows and columns told apart, and biases left out where there are none?")
def test_parameters_of_any_layer(conv_parameters):
    import torch.nn as nn
    from torchgrade import checks
    layers = ((3, 8, 5), (4, 7, (3, 5)), (2, 1, (1, 7)), (6, 6, [5, 2]), (1, 9, 1))
    for c, f, k in layers:
        for bias in (True, False):
            layer = nn.Conv2d(c, f, tuple(k) if isinstance(k, list) else k, bias=bias)
            right = sum((p.numel() for p in layer.parameters()))
            what = f'conv_parameters({c}, {f}, {k}, bias={bias})'
            found = checks.unchanged(conv_parameters, c, f, k, bias=bias, what=what)
            checks.equal(checks.number(found, whole=True, what=what), right, what=what)
    checks.equal(conv_parameters(5, 2, 3), 92, what='conv_parameters with the default bias')

@test_case(points=1, hidden=True, 
    failure_message="params_16_filters is wrong. How deep is a filter, and how many biases are there?")
def test_parameters_of_16_filters(params_16_filters):
    from torchgrade import checks
    checks.equal(params_16_filters, 1216, what='params_16_filters')

@test_case(points=2, hidden=True, 
    failure_message="Another number of parameters is wrong. A dense layer has a weight for each pair of an input and an output; a filter does not grow with the image.")
def test_parameters_of_the_other_layers(params_dense, params_100_filters, params_pointwise):
    from torchgrade import checks
    found = [params_dense, params_100_filters, params_pointwise]
    checks.equal(checks.numbers(found, 3, what='the numbers'), [3000100, 2800, 17], what='The numbers')

