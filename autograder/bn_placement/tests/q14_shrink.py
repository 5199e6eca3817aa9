from otter.test_files import test_case

OK_FORMAT = False

name = "q14_shrink"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="gamma_left is a number, harmless a set of letters from a to f.")
def test_predictions_have_the_right_form(gamma_left, harmless):
    from torchgrade import checks
    checks.number(gamma_left, what='gamma_left')
    checks.choices(harmless, 'abcdef', what='harmless')

@test_case(points=2, hidden=True, 
    failure_message="Count the steps of 12 epochs, the last small batch of each included. Each step takes lr * decay of gamma, and momentum makes it 10 times that.")
def test_gamma_that_decay_leaves(gamma_left):
    from torchgrade import checks
    given = checks.number(gamma_left, what='gamma_left')
    checks.close(given, 0.33, rtol=0, atol=0.0201, what='gamma_left')

@test_case(points=1, hidden=True, 
    failure_message="More than one of the changes is judged wrongly. What does the next batch norm do with a factor, or with a constant?")
def test_harmless_at_most_one_wrong(harmless):
    from torchgrade import checks
    wrong = checks.choices(harmless, 'abcdef', what='harmless') ^ {'a', 'b', 'f'}
    checks.equal(len(wrong) > 1, False, what='whether more than one change is judged wrongly')

@test_case(points=1, hidden=True, 
    failure_message="At least one of the changes is judged wrongly. Which block has no batch norm behind it, and what does a ReLU do with a sign?")
def test_harmless_all_right(harmless):
    from torchgrade import checks
    wrong = checks.choices(harmless, 'abcdef', what='harmless') ^ {'a', 'b', 'f'}
    checks.equal(len(wrong) > 0, False, what='whether a change is judged wrongly')

