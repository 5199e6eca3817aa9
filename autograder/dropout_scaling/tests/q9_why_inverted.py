from otter.test_files import test_case

OK_FORMAT = False

name = "q9_why_inverted"
points = 3

@test_case(points=0, hidden=False, 
    failure_message="reasons should be a set of letters from a to f.")
def test_reasons_are_letters(reasons):
    from torchgrade import checks
    letters = checks.choices(reasons, 'abcdef', what='reasons')
    assert letters, 'reasons is empty, but some reason must be true'

@test_case(points=3, hidden=True, 
    failure_message="reasons is wrong. Look again at the mean, the variance and the gradient that you worked out above.")
def test_reasons_for_inverted_dropout(reasons):
    from torchgrade import checks
    letters = checks.choices(reasons, 'abcdef', what='reasons')
    assert letters == {'a', 'b', 'd'}, 'reasons is not right.'

