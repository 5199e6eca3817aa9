from otter.test_files import test_case

OK_FORMAT = False

name = "q3_variance"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="Both variances should be positive, since the output is not the same in every step.")
def test_variances_are_positive(var_plain, var_inverted):
    from torchgrade import checks
    for name, variance in (('var_plain', var_plain), ('var_inverted', var_inverted)):
        variance = checks.number(variance, what=name)
        assert variance > 0, f'{name} says that the output never changes'

@test_case(points=2, hidden=True, 
    failure_message="var_plain is wrong. Start from the mean of the square of h minus the square of its mean.")
def test_variance_of_plain_dropout(var_plain):
    from torchgrade import checks
    checks.close(var_plain, 3.84, rtol=0.0, atol=0.001, what='var_plain')

@test_case(points=2, hidden=True, 
    failure_message="var_inverted is wrong. What does a constant factor do to a variance?")
def test_variance_of_inverted_dropout(var_inverted):
    from torchgrade import checks
    checks.close(var_inverted, 32 / 3, rtol=0.0, atol=0.001, what='var_inverted')

