from otter.test_files import test_case

OK_FORMAT = False

name = "q9_before_training"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Two losses as numbers, and a set of letters for surface.")
def test_answers_have_the_right_form(chance_loss, softmax_floor, surface):
    from torchgrade import checks
    for name, value in (('chance_loss', chance_loss), ('softmax_floor', softmax_floor)):
        checks.close(value, 0, atol=1000000000.0, what=name)
        assert float(value) > 0, f'{name} must be positive. Got {float(value)}.'
    assert isinstance(surface, (set, frozenset)) and surface <= set('abcde'), f'surface must be a set of the letters a to e. Got {surface!r}.'

@test_case(points=2, hidden=True, 
    failure_message="The loss of one image is minus the natural logarithm of the probability that its class gets.")
def test_chance_loss(chance_loss):
    from torchgrade import checks
    checks.close(float(chance_loss), 2.302585, rtol=0, atol=0.0011, what='chance_loss')

@test_case(points=2, hidden=True, 
    failure_message="Apply the softmax to the ten numbers 1, 0, ..., 0 and take minus the logarithm for the right class.")
def test_softmax_floor(softmax_floor):
    from torchgrade import checks
    checks.close(float(softmax_floor), 1.46115, rtol=0, atol=0.0011, what='softmax_floor')

@test_case(points=2, hidden=True, 
    failure_message="Read the abstract of Li et al. and look at its figures once more. Smoother does not mean convex, and a higher training error is not overfitting.")
def test_loss_surface(surface):
    from torchgrade import checks
    checks.equal(sorted(surface), ['a', 'c'], what='surface')

