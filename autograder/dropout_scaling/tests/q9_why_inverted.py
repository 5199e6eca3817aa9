from otter.test_files import test_case

OK_FORMAT = False

name = "q9_why_inverted"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="reasons should be a set of letters from a to f.")
def test_reasons_are_letters(reasons):
    assert isinstance(reasons, (set, frozenset)), 'reasons should be a set of letters'
    assert len(reasons) > 0 and set(reasons) <= set('abcdef'), 'reasons should hold letters from a to f'

@test_case(points=3, hidden=True, 
    failure_message="reasons is wrong. Look again at the mean, the variance and the gradient that you worked out above.")
def test_reasons_for_inverted_dropout(reasons):
    from torchgrade import checks
    checks.equal(reasons, {'a', 'b', 'd'}, what='reasons')

