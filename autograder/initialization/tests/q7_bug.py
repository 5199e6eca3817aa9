from otter.test_files import test_case

OK_FORMAT = False

name = "q7_bug"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="bug is a letter from a to h, and random_params returns weights of shape (units, inputs) and biases of 0.")
def test_random_params_have_their_shapes(random_params, bug):
    import torch
    from torchgrade import checks
    checks.choice(bug, 'abcdefgh', what='bug')
    params = checks.returns(random_params, (2, 4, 3, 1), 5, lambda inputs: 0.1, type=dict, what='random_params')
    shapes = {'W1': (4, 2), 'b1': (4,), 'W2': (3, 4), 'b2': (3,), 'W3': (1, 3), 'b3': (1,)}
    checks.equal(set(params), set(shapes), what='The names of the parameters')
    for name, shape in shapes.items():
        checks.tensor(params[name], shape=shape, dtype=torch.float32, what=name)
    checks.close(params['b1'], torch.zeros(4), what='b1')
    assert len(params['W1'].unique(dim=0)) == 4, 'The units of a layer should differ.'

@test_case(points=1, hidden=True, 
    failure_message="bug is wrong. What happens to a generator that is seeded with the same number again?")
def test_bug_is_found(bug):
    from torchgrade import checks
    assert checks.choice(bug, 'abcdefgh', what='bug') == 'f', 'bug is not right.'

@test_case(points=3, hidden=True, 
    failure_message="The weights have another size than std says, or another mean than 0, or the biases are not 0.")
def test_random_params_have_the_right_size(random_params):
    import torch
    from torchgrade import checks
    params = random_params((200, 300, 400, 150), 3, lambda inputs: 5.0 / inputs)
    for n, (inputs, units) in enumerate(((200, 300), (300, 400), (400, 150)), start=1):
        W = checks.tensor(params[f'W{n}'], shape=(units, inputs), what=f'W{n}')
        checks.close(float(W.std()), 5.0 / inputs, rtol=0.03, atol=0.0, what=f'the standard deviation of W{n}')
        assert abs(float(W.mean())) < 6 * (5.0 / inputs) / W.numel() ** 0.5, f'The mean of W{n} should be 0.'
        checks.close(params[f'b{n}'], torch.zeros(units), rtol=0.0, atol=0.0, what=f'b{n}')

@test_case(points=2, hidden=True, 
    failure_message="The weights are not independent: units, inputs or layers are copies of each other.")
def test_random_params_are_independent(random_params):
    import torch
    from torchgrade import checks
    params = random_params((150, 150, 150, 150), 8, lambda inputs: 1.0)
    every = torch.cat([params[f'W{n}'] for n in (1, 2, 3)])
    checks.tensor(every, shape=(450, 150), what='the weights')
    for vectors in (every, every.T.reshape(450, 150)):
        near = torch.corrcoef(vectors) - torch.eye(450)
        assert not bool((near.abs() > 0.57).any()), 'Two units or two inputs have nearly the same weights.'
    drawn = []
    for seed in range(4):
        params = random_params((12, 12, 12), seed, lambda inputs: 0.5)
        drawn += [params['W1'], params['W2']]
        assert 288 - len(torch.cat(drawn[-2:]).unique()) < 4, 'Two layers have the same weights.'
    checks.independent_draws(drawn, what='the weights of a layer')

@test_case(points=1, hidden=True, 
    failure_message="The seed alone must decide: the same one gives the same, another one gives other weights, global generators are left alone, and errors come out.")
def test_random_params_follow_the_seed(random_params):
    import torch
    from torchgrade import checks

    def narrow(inputs):
        return 0.5
    first = checks.stateless(random_params, (5, 6, 1), 3, narrow, apart=True, no_draws=True, what='random_params')
    for seed in (0, 4, 12345, 1000003, 3 + 2 ** 16, 3 + 2 ** 31):
        other = random_params((5, 6, 1), seed, narrow)
        for name in ('W1', 'W2'):
            assert int((first[name] == other[name]).sum()) < 2, 'Another seed should give other weights.'
        checks.close(other['b1'], torch.zeros(6), what='b1')

    def broken(inputs):
        raise ZeroDivisionError('no size today')
    checks.raises(ZeroDivisionError, random_params, (5, 6, 1), 3, broken, what='random_params with a std that fails')

