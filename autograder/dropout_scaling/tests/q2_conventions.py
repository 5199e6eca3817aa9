from otter.test_files import test_case

OK_FORMAT = False

name = "q2_conventions"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="A factor that makes up for missing units is at least 1, and a probability lies between 0 and 1.")
def test_factors_and_probability_are_possible(scale_keep, scale_drop, torch_argument):
    from torchgrade import checks
    for name, factor in (('scale_keep', scale_keep), ('scale_drop', scale_drop)):
        factor = checks.number(factor, what=name)
        assert factor >= 1, f'{name} makes kept units smaller, although others are missing'
    argument = checks.number(torch_argument, what='torch_argument')
    assert 0 <= argument <= 1, 'torch_argument should be a probability'

@test_case(points=2, hidden=True, 
    failure_message="scale_keep is wrong. Which share of the units survives when 0.3 is the keep probability?")
def test_scale_from_keep_probability(scale_keep):
    from torchgrade import checks
    checks.close(scale_keep, 10 / 3, rtol=0.0, atol=0.001, what='scale_keep')

@test_case(points=2, hidden=True, 
    failure_message="scale_drop is wrong. Which share of the units survives in PyTorch when the argument is 0.3?")
def test_scale_from_drop_probability(scale_drop):
    from torchgrade import checks
    checks.close(scale_drop, 10 / 7, rtol=0.0, atol=0.001, what='scale_drop')

@test_case(points=1, hidden=True, 
    failure_message="torch_argument is wrong. The paper states how often a unit is kept, PyTorch wants the opposite.")
def test_argument_of_torch(torch_argument):
    from torchgrade import checks
    checks.close(torch_argument, 0.2, rtol=0.0, atol=0.001, what='torch_argument')

