from otter.test_files import test_case

OK_FORMAT = False

name = "q7_zero_gradients"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="Three sets of letters from a to d, a number between 0 and 1, and a set of letters from p to u.")
def test_zero_gradient_answers_are_possible(zero_sigmoid, zero_relu, zero_leaky, slope, reasons):
    from torchgrade import checks
    for name, letters in (('zero_sigmoid', zero_sigmoid), ('zero_relu', zero_relu), ('zero_leaky', zero_leaky)):
        checks.choices(letters, 'abcd', what=name)
    assert 0 < checks.number(slope, what='slope') < 1, 'slope should lie between 0 and 1'
    assert checks.choices(reasons, 'pqrstu', what='reasons'), 'reasons is empty'

@test_case(points=1, hidden=True, 
    failure_message="zero_sigmoid is wrong. Look at the curve: where is it flat?")
def test_zero_gradients_of_the_sigmoid(zero_sigmoid):
    from torchgrade import checks
    checks.equal(checks.choices(zero_sigmoid, 'abcd', what='zero_sigmoid'), {'a', 'd'}, what='zero_sigmoid')

@test_case(points=1, hidden=True, 
    failure_message="zero_relu or zero_leaky is wrong. What is the slope on each side of 0?")
def test_zero_gradients_of_relu(zero_relu, zero_leaky):
    from torchgrade import checks
    checks.equal(checks.choices(zero_relu, 'abcd', what='zero_relu'), {'a', 'b'}, what='zero_relu')
    checks.equal(checks.choices(zero_leaky, 'abcd', what='zero_leaky'), set(), what='zero_leaky')

@test_case(points=1, hidden=True, 
    failure_message="slope is wrong. What is the output of the sigmoid at this input?")
def test_slope_of_the_sigmoid(slope):
    from torchgrade import checks
    checks.close(slope, 0.1875, rtol=0.0, atol=0.0001, what='slope')

@test_case(points=1, hidden=True, 
    failure_message="reasons is wrong. Draw the three functions and their slopes, and read each statement again.")
def test_reasons_for_zero_gradients(reasons):
    from torchgrade import checks
    checks.equal(checks.choices(reasons, 'pqrstu', what='reasons'), {'p', 'r', 'u'}, what='reasons')

