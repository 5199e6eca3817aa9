from otter.test_files import test_case

OK_FORMAT = False

name = "q6_counting"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="All five are whole numbers, and no part is more than the whole.")
def test_counts_are_possible(parameters, first_step, multiplications, parameters_wide, different_wide):
    from torchgrade import checks
    total = checks.number(parameters, whole=True, what='parameters')
    wide = checks.number(parameters_wide, whole=True, what='parameters_wide')
    assert 0 < checks.number(first_step, whole=True, what='first_step') <= total, 'first_step is a part of all'
    assert 0 < checks.number(different_wide, whole=True, what='different_wide') <= wide, 'different_wide is a part of all'
    assert 0 < checks.number(multiplications, whole=True, what='multiplications'), 'something is multiplied'

@test_case(points=1, hidden=True, 
    failure_message="A number of parameters is wrong. Each unit has a weight for each input of its layer, and a bias.")
def test_numbers_of_parameters(parameters, parameters_wide):
    from torchgrade import checks
    wide = 2 * 300 + 300 + 300 * 300 + 300 + 300 + 1
    checks.close([parameters, parameters_wide], [25, wide], rtol=0.0, atol=0.0, what='the two numbers')

@test_case(points=1, hidden=True, 
    failure_message="first_step or multiplications is wrong. Question 2 gives the gradients; a bias is added, not multiplied.")
def test_first_step_and_multiplications(first_step, multiplications):
    from torchgrade import checks
    checks.close([first_step, multiplications], [3, 18], rtol=0.0, atol=0.0, what='the two numbers')

@test_case(points=2, hidden=True, 
    failure_message="different_wide is wrong. All units of a layer are copies: what may still differ within one row of a weight, and between layers?")
def test_different_numbers(different_wide):
    from torchgrade import checks
    checks.close(different_wide, 7, rtol=0.0, atol=0.0, what='different_wide')

