from otter.test_files import test_case

OK_FORMAT = False

name = "q7_mismatch"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="growth should be a number larger than 1, and remedies a set of letters from a to f.")
def test_growth_and_remedies_are_possible(growth, remedies):
    assert isinstance(growth, (int, float)), 'growth should be a number'
    assert growth > 1, 'growth says that the mean is not larger at test time'
    assert isinstance(remedies, (set, frozenset)), 'remedies should be a set of letters'
    assert len(remedies) > 0 and set(remedies) <= set('abcdef'), 'remedies should hold letters from a to f'

@test_case(points=2, hidden=True, 
    failure_message="growth is wrong. Follow the mean through the layers one after the other.")
def test_growth_over_three_layers(growth):
    from torchgrade import checks
    checks.close(growth, 8.0, rtol=0.0, atol=0.001, what='growth')

@test_case(points=2, hidden=True, 
    failure_message="remedies is wrong. For each scheme write down the mean in training and the mean at test time, and compare.")
def test_remedies_that_agree(remedies):
    from torchgrade import checks
    checks.equal(remedies, {'a', 'b', 'e'}, what='remedies')

