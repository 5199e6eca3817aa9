from otter.test_files import test_case

OK_FORMAT = False

name = "q11_macs"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="One filter of 3 x 3 on one channel takes 9 MACs for each of its outputs, and no ratio can exceed the number of places in a filter.")
def test_macs_of_one_filter(macs_by_map, depthwise_separable_ratio, ratio_16, ratio_32, ratio_64, ratio_limit, ratio_resnet20):
    from torchgrade import checks
    layer = {'in_channels': 1, 'out_channels': 1, 'kernel_size': 3, 'map_size': 10}
    checks.equal(macs_by_map([layer]), {10: 900}, what='macs_by_map of one layer')
    checks.close(depthwise_separable_ratio(4, 4, 2), 2.0, what='depthwise_separable_ratio(4, 4, 2)')
    for ratio in (ratio_16, ratio_32, ratio_64, ratio_limit, ratio_resnet20):
        assert 1 < checks.number(ratio, what='a ratio') < 10, 'a ratio is out of all bounds'

@test_case(points=2, hidden=True, 
    failure_message="macs_by_map is wrong for some list. Layers with the same map add up; kernels and maps may have other numbers of rows than of columns.")
def test_macs_of_any_layers(macs_by_map):
    from torchgrade import checks

    def row(c, f, k, m, **more):
        return {'in_channels': c, 'out_channels': f, 'kernel_size': k, 'map_size': m, **more}
    layers = [row(3, 8, 5, 20), row(8, 4, (3, 1), 20), row(4, 6, 3, (7, 9), name='third')]
    layers += [row(6, 2, (2, 5), (7, 9)), row(2, 10, 1, 1), row(2, 3, 1, (20, 20))]
    layers += [row(3, 5, 1, 20)]
    right = {20: 400 * (600 + 96 + 15), (7, 9): 63 * (216 + 120), 1: 20, (20, 20): 2400}
    found = checks.unchanged(macs_by_map, layers, what='macs_by_map')
    checks.equal(found, right, what='macs_by_map')
    checks.stateless(macs_by_map, layers, what='macs_by_map')
    checks.equal(macs_by_map([]), {}, what='macs_by_map of no layers')

@test_case(points=2, hidden=True, 
    failure_message="depthwise_separable_ratio is wrong for some layer. Count both parts of the separable layer: which of them has kernels, which of them mixes channels?")
def test_ratio_of_any_layer(depthwise_separable_ratio):
    from torchgrade import checks
    for c, f, k in ((16, 40, 3), (3, 7, 5), (64, 128, (3, 5)), (9, 1, 3), (1, 9, (7, 1)), (5, 6, 1)):
        area = k * k if isinstance(k, int) else k[0] * k[1]
        right = c * f * area / (c * area + c * f)
        what = f'depthwise_separable_ratio({c}, {f}, {k})'
        found = checks.unchanged(depthwise_separable_ratio, c, f, k, what=what)
        checks.close(found, right, what=what)

@test_case(points=1, hidden=True, 
    failure_message="A ratio is wrong. Both parts of the separable layer count, for each layer of the network as for a single one; its stem stays as it is.")
def test_ratios_of_the_layers(ratio_16, ratio_32, ratio_64, ratio_limit, ratio_resnet20):
    from torchgrade import checks
    found = [ratio_16, ratio_32, ratio_64, ratio_limit]
    checks.close(found, [144 / 25, 288 / 41, 576 / 73, 9.0], rtol=0.0, atol=0.001, what='the ratios')
    checks.close(ratio_resnet20, 40550400 / 6391808, rtol=0.0, atol=0.001, what='ratio_resnet20')

@test_case(points=2, hidden=True, 
    failure_message="An answer on SqueezeNet is wrong. Take the MACs of one map, and divide by the sum over all maps.")
def test_shares_of_squeezenet(last_share_1_0, last_share_1_1, heaviest_map_1_0):
    from torchgrade import checks
    right = [119744768 / 818924576, 187951616 / 349151936]
    checks.close([last_share_1_0, last_share_1_1], right, rtol=0.0, atol=0.001, what='the shares')
    checks.equal(heaviest_map_1_0, 27, what='heaviest_map_1_0')

