from otter.test_files import test_case

OK_FORMAT = False

name = "q7b_repair"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="repair should leave the caller's weights alone, and give the same result in every call.")
def test_repair_gives_the_same_in_every_call(repair):
    from torchgrade import checks
    import torch
    g = checks.generator('q7b public')
    layers = [(torch.rand(3, 3, generator=g), torch.rand(3, generator=g)) for _ in range(3)]
    repaired = checks.unchanged(repair, layers, 0.5, what='repair')
    checks.equal(len(repaired), 3, what='the number of layers that repair returns')
    checks.close(repaired[2][0], layers[2][0] / 2, what='the weights of the last layer, p = 0.5')
    checks.stateless(repair, layers, 0.5, views=True, what='repair')

@test_case(points=2, hidden=True, 
    failure_message="Some weights or biases are not what test mode needs. Ask of each layer whether anything was dropped in front of it.")
def test_repaired_layers(repair):
    from torchgrade import checks
    import torch
    g = checks.generator('q7b values')
    for p, sizes in ((0.325, (5, 4, 4, 4, 3)), (0.8, (4, 4, 2)), (0.6, (3, 2)), (1.0, (3, 3, 2)), (0.005, (3, 4, 3, 2))):
        shapes = list(zip(sizes, sizes[1:]))
        layers = [(torch.randn(a, b, generator=g), torch.randn(b, generator=g)) for a, b in shapes]
        repaired = repair([(w.clone(), b.clone()) for w, b in layers], p)
        checks.equal(len(repaired), len(layers), what='the number of layers that repair returns')
        for i, (pair, (w, b)) in enumerate(zip(repaired, layers)):
            checks.close(pair[1], b, what='the biases of a layer')
            where = 'a layer behind dropout' if i else 'the first layer'
            checks.close(pair[0], w * p if i else w, what=f'the weights of {where}')

@test_case(points=1, hidden=True, 
    failure_message="In test mode every layer of the repaired network should compute what it computed on average in training, in any precision.")
def test_repaired_network_agrees_with_training(repair):
    from torchgrade import checks
    import torch
    g = checks.generator('q7b network')
    sizes = [(4, 6), (6, 5), (5, 3)]
    layers = [(torch.rand(a, b, generator=g), torch.randn(b, generator=g)) for a, b in sizes]
    x = torch.rand(7, 4, generator=g)
    checks.any_dtype(lambda w, b: repair([(w, b), (w, b)], 0.3), *layers[0], what='repair')
    result = repair([(w.clone(), b.clone()) for w, b in layers], 0.3)
    (w1, b1), (w2, b2), (w3, b3) = layers
    (v1, c1), (v2, c2), (v3, c3) = result
    given = torch.relu(torch.relu(x @ v1 + c1) @ v2 + c2) @ v3 + c3
    means = torch.relu(0.3 * torch.relu(0.3 * torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3)
    checks.close(torch.relu(given), means, rtol=0.0001, atol=1e-05, what='the repaired network')

