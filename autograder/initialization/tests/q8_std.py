from otter.test_files import test_case

OK_FORMAT = False

name = "q8_std"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Both functions return a positive number, the mean square grows here, and a share lies between 0 and 1.")
def test_deviations_are_possible(he_std, xavier_std, z_square, relu_share, xavier_ten, bound, default_factor):
    from torchgrade import checks
    assert checks.number(he_std(8), what='he_std(8)') > 0, 'a standard deviation is positive'
    assert checks.number(xavier_std(3, 5), what='xavier_std(3, 5)') > 0, 'a standard deviation is positive'
    assert checks.number(z_square, what='z_square') > 1, '300 inputs with weights of 0.1 make more than one input'
    for name, value in (('relu_share', relu_share), ('xavier_ten', xavier_ten), ('bound', bound), ('default_factor', default_factor)):
        assert 0 < checks.number(value, what=name) < 1, f'{name} should lie between 0 and 1'

@test_case(points=2, hidden=True, 
    failure_message="A formula is wrong. Which factor of the mean square should be 1, and is it a variance or a standard deviation that is asked for?")
def test_formulas_of_both_papers(he_std, xavier_std):
    from torchgrade import checks
    for n, right in ((2, 1.0), (8, 0.5), (50, 0.2), (20000, 0.01), (1, 2 ** 0.5), (49, 2 ** 0.5 / 7)):
        checks.close(he_std(n), right, what=f'he_std({n})')
    for n, m, right in ((3, 5, 0.5), (1, 1, 1.0), (20, 30, 0.2), (30, 20, 0.2), (15000, 5000, 0.01), (1, 2, (2 / 3) ** 0.5), (97, 1, 1 / 7)):
        checks.close(xavier_std(n, m), right, what=f'xavier_std({n}, {m})')

@test_case(points=2, hidden=True, 
    failure_message="A mean square is wrong. Half of the values that ReLU gets are cut away; ten layers multiply ten factors, and then there is a root.")
def test_mean_squares(z_square, relu_share, xavier_ten):
    from torchgrade import checks
    checks.close([z_square, relu_share], [3.0, 0.5], rtol=0.0, atol=0.001, what='z_square and relu_share')
    checks.close(xavier_ten, 0.03125, rtol=0.0, atol=0.0006, what='xavier_ten')

@test_case(points=2, hidden=True, 
    failure_message="bound or default_factor is wrong. An even distribution from -r to r has the variance r squared over 3.")
def test_even_distributions(bound, default_factor):
    from torchgrade import checks
    checks.close(bound, 0.2, rtol=0.0, atol=0.0006, what='bound')
    checks.close(default_factor, 1 / 3, rtol=0.0, atol=0.0006, what='default_factor')

