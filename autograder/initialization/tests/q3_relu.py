from otter.test_files import test_case

OK_FORMAT = False

name = "q3_relu"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="Two losses, of which the limit is not the larger one, a set of names of parameters, and a letter from a to e.")
def test_answers_on_relu_are_possible(loss_start, loss_limit, moving, reason):
    from torchgrade import checks
    start = checks.number(loss_start, what='loss_start')
    limit = checks.number(loss_limit, what='loss_limit')
    assert 0 <= limit <= start, 'training does not make the loss larger in the end'
    checks.choices(moving, ('W1', 'b1', 'W2', 'b2', 'W3', 'b3'), what='moving')
    checks.choice(reason, 'abcde', what='reason')

@test_case(points=2, hidden=True, 
    failure_message="A loss is wrong. What is the output at the start, and which outputs can the network give at all when only what moves has moved?")
def test_losses_of_zeros_with_relu(loss_start, loss_limit):
    from torchgrade import checks
    checks.close(loss_start, 0.5, rtol=0.0, atol=0.0001, what='loss_start')
    checks.close(loss_limit, 0.4992, rtol=0.0, atol=0.0001, what='loss_limit')

@test_case(points=1, hidden=True, 
    failure_message="moving is wrong. A parameter moves if its gradient is not 0, now or later.")
def test_what_moves_with_relu(moving):
    from torchgrade import checks
    names = checks.choices(moving, ('W1', 'b1', 'W2', 'b2', 'W3', 'b3'), what='moving')
    assert names == {'b3'}, 'moving is not right.'

@test_case(points=2, hidden=True, 
    failure_message="reason is wrong. Your gradients of question 2 are exact zeros: which of the sentences explains that?")
def test_reason_with_relu(reason):
    from torchgrade import checks
    letter = checks.choice(reason, 'abcde', what='reason')
    assert letter == 'c', 'reason is not right.'

