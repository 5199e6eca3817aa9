from otter.test_files import test_case

OK_FORMAT = False

name = "q5_sigmoid"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="A ratio, a factor below 1, two numbers of rows that the matrices can have, and a set of letters from a to f.")
def test_answers_on_the_sigmoid_are_possible(ratio, two_slopes, rows_W1, rows_W2, facts):
    from torchgrade import checks
    checks.number(ratio, what='ratio')
    assert 0 < checks.number(two_slopes, what='two_slopes') < 1, 'the slope of a sigmoid is less than 1'
    assert 1 <= checks.number(rows_W1, whole=True, what='rows_W1') <= 4, 'W1 has four rows'
    assert 1 <= checks.number(rows_W2, whole=True, what='rows_W2') <= 2, 'W2 has two rows'
    assert checks.choices(facts, 'abcdef', what='facts'), 'some sentence must be true'

@test_case(points=2, hidden=True, 
    failure_message="ratio or two_slopes is wrong. The gradient of a weight is the error times what comes in; where is the slope of the sigmoid largest, and how large is it there?")
def test_ratio_and_slopes(ratio, two_slopes):
    from torchgrade import checks
    checks.close(ratio, 0.5, rtol=0.0, atol=0.0006, what='ratio')
    checks.close(two_slopes, 0.0625, rtol=0.0, atol=0.0006, what='two_slopes')

@test_case(points=1, hidden=True, 
    failure_message="A number of rows is wrong. Does anything ever tell one unit of a layer from another one?")
def test_rows_after_training(rows_W1, rows_W2):
    from torchgrade import checks
    checks.close([rows_W1, rows_W2], [1, 1], rtol=0.0, atol=0.0, what='the two numbers')

@test_case(points=3, hidden=True, 
    failure_message="facts is not the set of all true sentences. Train, print the parameters, and look at each sentence again.")
def test_facts_on_the_sigmoid(facts):
    from torchgrade import checks
    letters = checks.choices(facts, 'abcdef', what='facts')
    assert letters == {'b', 'd', 'f'}, 'facts is not right.'

