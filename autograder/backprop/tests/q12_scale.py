from otter.test_files import test_case

OK_FORMAT = False

name = "q12_scale"
points = 3

@test_case(points=0, hidden=False, 
    failure_message="Three factors smaller than 1, and a number of powers of ten.")
def test_factors_are_possible(scores_3, scores_5, gradient_5, digits_5):
    from torchgrade import checks
    for name, factor in (('scores_3', scores_3), ('scores_5', scores_5), ('gradient_5', gradient_5)):
        assert 0 < checks.number(factor, what=name) < 1, f'{name} should lie between 0 and 1'
    assert checks.number(digits_5, what='digits_5') > 0, 'digits_5 should be positive'

@test_case(points=1, hidden=True, 
    failure_message="scores_3 or scores_5 is wrong. How many times does the factor come in on the way to the scores?")
def test_factors_of_the_scores(scores_3, scores_5):
    from torchgrade import checks
    checks.close([scores_3, scores_5], [1 / 27, 1 / 243], rtol=0.001, atol=0.0, what='the two factors')

@test_case(points=1, hidden=True, 
    failure_message="gradient_5 is wrong. Through which weights does the gradient come on its way back to W1?")
def test_factor_of_the_gradient(gradient_5):
    from torchgrade import checks
    checks.close(gradient_5, 1 / 81, rtol=0.001, atol=0.0, what='gradient_5')

@test_case(points=1, hidden=True, 
    failure_message="digits_5 is wrong. Each layer takes the same number of powers of ten away.")
def test_powers_of_ten(digits_5):
    from torchgrade import checks
    checks.close(digits_5, 20, rtol=0.0, atol=0.001, what='digits_5')

