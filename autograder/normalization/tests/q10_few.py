from otter.test_files import test_case

OK_FORMAT = False

name = "q10_few"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="Part a wants numbers, parts b and c sets of letters. No way to prepare images is like both layers.")
def test_few_answers_are_possible(upper_two, dx_two, dx_two_eps, out_one, share_two, test_std_two, like_batch, like_layer, layer_fails):
    from torchgrade import checks
    numbers = {'upper_two': upper_two, 'dx_two': dx_two, 'dx_two_eps': dx_two_eps, 'out_one': out_one, 'share_two': share_two}
    for name, value in {**numbers, 'test_std_two': test_std_two}.items():
        checks.number(value, what=name)
    batch, layer = (checks.choices(s, 'abcdef', what='a set of ways') for s in (like_batch, like_layer))
    assert not batch & layer, 'a way to prepare images cannot be like both layers'
    checks.choices(layer_fails, 'abcd', what='layer_fails')

@test_case(points=2, hidden=True, 
    failure_message="upper_two, dx_two or dx_two_eps is wrong. With two rows the formula of question 5 has everything in it that you need.")
def test_two_rows(upper_two, dx_two, dx_two_eps):
    from torchgrade import checks
    checks.close([upper_two, dx_two], [1.0, 0.0], rtol=0.0, atol=0.0011, what='upper_two and dx_two')
    checks.close(dx_two_eps, 5 / 54, rtol=0.0, atol=0.0011, what='dx_two_eps')

@test_case(points=1, hidden=True, 
    failure_message="out_one, share_two or test_std_two is wrong. How far are the numbers of a batch from their own mean, and how far from that of the data?")
def test_one_row_and_many_pairs(out_one, share_two, test_std_two):
    from torchgrade import checks
    checks.close([out_one, share_two, test_std_two], [0.5, 0.5, 2 ** 0.5], rtol=0.0, atol=0.0011, what='the three numbers')

@test_case(points=1, hidden=True, 
    failure_message="like_batch is wrong. Batch norm puts together what the same unit has in all examples.")
def test_ways_like_batch_norm(like_batch):
    from torchgrade import checks
    checks.equal(set(checks.choices(like_batch, 'abcdef', what='like_batch')), {'c', 'f'}, what='like_batch')

@test_case(points=1, hidden=True, 
    failure_message="like_layer is wrong. Layer norm puts together all units of one example, and no others.")
def test_ways_like_layer_norm(like_layer):
    from torchgrade import checks
    checks.equal(set(checks.choices(like_layer, 'abcdef', what='like_layer')), {'b', 'e'}, what='like_layer')

@test_case(points=2, hidden=True, 
    failure_message="layer_fails is wrong. Over how many numbers is a mean of layer norm taken?")
def test_where_layer_norm_fails(layer_fails):
    from torchgrade import checks
    checks.equal(set(checks.choices(layer_fails, 'abcd', what='layer_fails')), {'b'}, what='layer_fails')

