from otter.test_files import test_case

OK_FORMAT = False

name = "q3_first_loss"
points = 3

@test_case(points=0, hidden=False, 
    failure_message="first_loss is a positive number, and first_accuracy a fraction between 0 and 1, not a percentage.")
def test_first_answers_are_numbers(first_loss, first_accuracy):
    from torchgrade import checks
    loss = checks.number(first_loss, what='first_loss')
    fraction = checks.number(first_accuracy, what='first_accuracy')
    assert loss > 0, f'first_loss must be positive, got {loss}'
    assert 0 < fraction < 1, f'first_accuracy must be a fraction, got {fraction}'

@test_case(points=2, hidden=True, 
    failure_message="Each class gets the same probability. Take the natural logarithm of it, as the loss does.")
def test_first_loss(first_loss):
    from torchgrade import checks
    checks.close(first_loss, 2.302585, rtol=0, atol=0.003, what='first_loss')

@test_case(points=1, hidden=True, 
    failure_message="How often is one guess out of ten right?")
def test_first_accuracy(first_accuracy):
    from torchgrade import checks
    checks.close(first_accuracy, 0.1, rtol=0, atol=1e-06, what='first_accuracy')

