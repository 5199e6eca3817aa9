from otter.test_files import test_case

OK_FORMAT = False

name = "q7_rates"
points = 2

@test_case(points=0, hidden=False, 
    failure_message="dropout_rates must hold numbers, each at least 0 and less than 1.")
def test_rates_are_probabilities(dropout_rates):
    from torchgrade import checks
    assert hasattr(dropout_rates, '__len__'), 'dropout_rates must be a list, a tuple or an array of numbers'
    assert not isinstance(dropout_rates, (str, bytes, dict)), 'dropout_rates must be a list, a tuple or an array of numbers'
    rates = [checks.number(p, what='an entry of dropout_rates') for p in dropout_rates]
    assert len(rates) > 0 and all((0 <= p < 1 for p in rates)), f'not all of these lie in [0, 1), {rates}'

@test_case(points=2, hidden=True, 
    failure_message="The rates must be 0, 0.1, 0.2 and so on up to 0.9, ten of them, in this order, as numbers. Print yours.")
def test_rates_are_tenths(dropout_rates):
    from torchgrade import checks
    assert hasattr(dropout_rates, '__len__'), 'dropout_rates must be a list, a tuple or an array of numbers'
    assert not isinstance(dropout_rates, (set, frozenset)), 'a set has no order: dropout_rates must be a list, a tuple or an array'
    rates = list(dropout_rates)
    checks.equal(len(rates), 10, what='the number of dropout rates')
    for k in range(10):
        checks.close(rates[k], k / 10, rtol=0, atol=1e-06, what=f'dropout_rates[{k}]')

