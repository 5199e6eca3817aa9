from otter.test_files import test_case

OK_FORMAT = False

name = "q9_init"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="A linear layer should have new weights of about the right size and a bias of 0, and the model is returned.")
def test_init_of_a_linear_layer(he_init, xavier_init):
    import torch
    from torchgrade import checks
    for init, right in ((he_init, 0.1), (xavier_init, 0.08165)):
        layer = torch.nn.Linear(200, 100)
        before = checks.state(layer)
        seen = checks.watch(init, layer)
        assert seen.result is not None, 'The model should be returned.'
        after = seen.state
        assert not bool((after['weight'] == before['weight']).all()), 'The weights should be new.'
        checks.close(float(after['weight'].std()), right, rtol=0.05, atol=0.0, what='the standard deviation of the weights')
        checks.close(after['bias'], torch.zeros(100), what='the bias')

@test_case(points=4, hidden=True, 
    failure_message="The weights have another size than they should, or another mean than 0. Check the fans, those of convolutions too.")
def test_init_sizes(he_init, xavier_init):
    import torch
    from torch import nn
    from torchgrade import checks

    def make():
        inner = nn.Sequential(nn.Conv2d(16, 64, (3, 7)), nn.ReLU(), nn.Conv2d(64, 128, 5, stride=2, padding=2, groups=4, bias=False))
        return nn.Sequential(nn.Sequential(inner, nn.Flatten()), nn.Linear(500, 60), nn.Linear(60, 700, bias=False))
    fans = {'0.0.0.weight': (16 * 21, 64 * 21), '0.0.2.weight': (16 * 25, 128 * 25), '1.weight': (500, 60), '2.weight': (60, 700)}
    for init, std in ((he_init, lambda n, m: (2 / n) ** 0.5), (xavier_init, lambda n, m: (2 / (n + m)) ** 0.5)):
        after = checks.watch(init, make()).state
        for name, (n, m) in fans.items():
            W, right = (after[name], std(n, m))
            checks.close(float(W.std()), right, rtol=0.05, atol=0.0, what=f'the standard deviation of {name}')
            assert abs(float(W.mean())) < 6 * right / W.numel() ** 0.5, f'The mean of {name} should be 0.'
        for name in ('0.0.0.bias', '1.bias'):
            checks.close(after[name], torch.zeros_like(after[name]), rtol=0.0, atol=0.0, what=name)
    for layer, right in ((nn.Conv2d(300, 50, 1), 0.08165), (nn.Conv2d(8, 32, 9, groups=8), 0.157135), (nn.Linear(1, 9000), 1.41421), (nn.Linear(3200, 1), 0.025)):
        checks.close(float(checks.watch(he_init, layer).state['weight'].std()), right, rtol=0.15, atol=0.0, what="the standard deviation of a convolution's weights")

@test_case(points=2, hidden=True, 
    failure_message="Only linear layers and 2-d convolutions get new weights, in the parameters that are there, in their dtype; modes and requires_grad stay.")
def test_init_leaves_all_else(he_init, xavier_init):
    import torch
    from torch import nn
    from torchgrade import checks
    for init in (he_init, xavier_init):
        model = nn.Sequential(nn.BatchNorm2d(4), nn.Embedding(5, 6), nn.Conv1d(3, 4, 3), nn.ConvTranspose2d(3, 4, 3), nn.LayerNorm(7), nn.PReLU(3), nn.Bilinear(3, 3, 3))
        model.append(nn.Linear(40, 30, dtype=torch.float64)).append(nn.Conv2d(4, 8, 3, dtype=torch.bfloat16)).append(nn.Linear(40, 30, dtype=torch.float64))
        model[9].weight = model[7].weight
        model.append(nn.LayerNorm(30, dtype=torch.float64))
        model[10].bias = model[9].bias
        before = checks.state(model)
        after = checks.watch(init, model).state
        checks.equal(list(after), list(before), what='The names in the state of the model')
        for name, value in before.items():
            if name.split('.')[0] in ('7', '8', '9') or name == '10.bias':
                assert after[name].dtype == value.dtype, f'{name} has another dtype than before.'
                assert not bool((after[name] == value).all()), f'{name} should have changed.'
            else:
                checks.close(after[name], value, rtol=0.0, atol=0.0, what=f'{name}, which is none of these layers')
        checks.close(after['7.weight'], after['9.weight'], rtol=0.0, atol=0.0, what='a weight that two layers share')
        frozen = nn.Linear(6, 5).requires_grad_(False)
        attention = nn.MultiheadAttention(6, 2).out_proj
        nn.init.constant_(attention.bias, 1.0)
        for layer, what in ((frozen, 'a frozen layer'), (attention, 'a layer of a subclass')):
            before = checks.state(layer)
            for name, value in checks.watch(init, layer).state.items():
                assert not bool((value == before[name]).all()), f'{name} of {what} should have changed.'
        others = nn.Sequential(nn.BatchNorm1d(6), nn.LayerNorm(6))
        others[0].eval()
        others[1].weight.requires_grad_(False)
        checks.unchanged(init, others, what='the function, for a model without such layers,')
        x = torch.randn(7, 6, generator=checks.generator('q9 gradients'))
        model = init(nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 4)))
        checks.trains(model, x, what='the model that is returned')

@test_case(points=2, hidden=True, 
    failure_message="The weights are not independent of each other: units, filters or layers are copies.")
def test_init_is_independent(he_init, xavier_init):
    import torch
    from torch import nn
    from torchgrade import checks
    for init, gain in ((he_init, 2.0), (xavier_init, 1.0)):
        model = nn.Sequential(nn.Linear(150, 150), nn.Linear(150, 150), nn.Conv2d(6, 150, 5))
        state = checks.watch(init, model).state
        checks.close(float(state['0.weight'].std()), (gain / 150) ** 0.5, rtol=0.05, atol=0.0, what='the standard deviation of the weights')
        rows = torch.cat([state['0.weight'], state['1.weight'], state['2.weight'].flatten(1)])
        columns = torch.cat([state['0.weight'].T, state['1.weight'].T, state['2.weight'].flatten(1).T])
        for vectors in (rows, columns):
            near = torch.corrcoef(vectors) - torch.eye(450)
            assert not bool((near.abs() > 0.57).any()), 'Two units or two inputs have nearly the same weights.'
        drawn = [checks.watch(init, nn.Sequential(nn.Linear(12, 9), nn.Conv2d(3, 9, 2))).state for _ in range(4)]
        for name in ('0.weight', '1.weight'):
            checks.independent_draws([state[name].flatten(1) for state in drawn], what=name)

@test_case(points=1, hidden=True, 
    failure_message="torch.manual_seed must make the weights repeatable, and a second call must draw others.")
def test_init_follows_the_global_generator(he_init, xavier_init):
    import torch
    from torchgrade import checks
    for init in (he_init, xavier_init):
        checks.grad_mode_restored(init, torch.nn.Linear(3, 2), what='the function')
        drawn, layer = ([], torch.nn.Linear(6, 5))
        for seed in (3, None, 3):
            if seed is not None:
                torch.manual_seed(seed)
            drawn.append(checks.watch(init, layer).state['weight'])
        checks.close(drawn[2], drawn[0], rtol=0.0, atol=0.0, what='the weights under the same seed')
        assert int((drawn[1] == drawn[0]).sum()) < 2, 'A second call should draw other weights.'

