from otter.test_files import test_case

OK_FORMAT = False

name = "q4_adagrad"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="All six are lengths, and none is longer than the learning rate.")
def test_lengths_are_possible(adagrad_1, adagrad_25, adagrad_10000, rmsprop_limit, adagrad_shock, rmsprop_shock):
    from torchgrade import checks
    lengths = (adagrad_1, adagrad_25, adagrad_10000, rmsprop_limit, adagrad_shock, rmsprop_shock)
    for length in lengths:
        found = checks.number(length, what='a length')
        assert 0 < found <= 0.1 + 1e-06, 'no step is longer than the learning rate here, and none is 0'

@test_case(points=2, hidden=True, 
    failure_message="A length of AdaGrad is wrong. The sum grows in proportion to the number of steps, and so its root does like the root of that number.")
def test_adagrad_slows_down(adagrad_1, adagrad_25, adagrad_10000):
    from torchgrade import checks
    for name, value, right in (('adagrad_1', adagrad_1, 0.1), ('adagrad_25', adagrad_25, 0.02), ('adagrad_10000', adagrad_10000, 0.001)):
        checks.close(value, right, rtol=0.001, atol=0.0, what=name)

@test_case(points=1, hidden=True, 
    failure_message="adagrad_shock is wrong. What has been added up stays.")
def test_adagrad_never_forgets(adagrad_shock):
    from torchgrade import checks
    checks.close(adagrad_shock, 0.0001, rtol=0.02, atol=0.0, what='adagrad_shock')

@test_case(points=2, hidden=True, 
    failure_message="A length of RMSProp is wrong. Towards which value does the average of equal squares go?")
def test_rmsprop_forgets(rmsprop_limit, rmsprop_shock):
    from torchgrade import checks
    checks.close(rmsprop_limit, 0.1, rtol=0.001, atol=0.0, what='rmsprop_limit')
    checks.close(rmsprop_shock, 0.1, rtol=0.001, atol=0.0, what='rmsprop_shock')

