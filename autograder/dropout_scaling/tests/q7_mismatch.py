from otter.test_files import test_case

OK_FORMAT = False

name = "q7_mismatch"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="growth should be a number larger than 1, and remedies a set of letters from a to f.")
def test_growth_and_remedies_are_possible(growth, remedies):
    from torchgrade import checks
    number = checks.number(growth, what='growth')
    assert number > 1, 'growth says that the mean is not larger at test time'
    letters = checks.choices(remedies, 'abcdef', what='remedies')
    assert letters, 'remedies is empty, but some scheme must be right'

@test_case(points=2, hidden=True, 
    failure_message="growth is wrong. Follow the mean through the layers one after the other.")
def test_growth_over_three_layers(growth):
    from torchgrade import checks
    checks.close(growth, 8.0, rtol=0.0, atol=0.001, what='growth')

@test_case(points=3, hidden=True, 
    failure_message="remedies is wrong. For each scheme write down the mean in training and the mean at test time, and compare.")
def test_remedies_that_agree(remedies):
    from torchgrade import checks
    letters = checks.choices(remedies, 'abcdef', what='remedies')
    assert letters == {'a', 'b', 'e'}, 'remedies is not right.'

