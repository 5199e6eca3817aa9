from otter.test_files import test_case

OK_FORMAT = False

name = "q11b_cost"
points = 3

@test_case(points=0, hidden=False, 
    failure_message="Bytes are whole numbers, a mask of bools is smaller than one of floats, and the share of the work lies between 0 and 1.")
def test_costs_are_possible(bytes_float, bytes_bool, work_share):
    from torchgrade import checks
    as_float = checks.number(bytes_float, what='bytes_float')
    as_bool = checks.number(bytes_bool, what='bytes_bool')
    assert as_float == int(as_float) and as_bool == int(as_bool), 'Bytes are whole numbers.'
    assert as_float > as_bool > 0, 'A mask of bools takes fewer bytes than one of floats.'
    share = checks.number(work_share, what='work_share')
    assert 0 < share < 1, 'The linear layers need more multiplications than dropout does.'

@test_case(points=1, hidden=True, 
    failure_message="bytes_float is wrong. How many elements has a mask, how many bytes has a float32, and how many masks are there?")
def test_bytes_of_float_masks(bytes_float):
    from torchgrade import checks
    checks.close(bytes_float, 131072, rtol=0.0, atol=0.001, what='bytes_float')

@test_case(points=1, hidden=True, 
    failure_message="bytes_bool is wrong. It differs from bytes_float in the size of an element alone.")
def test_bytes_of_bool_masks(bytes_bool):
    from torchgrade import checks
    checks.close(bytes_bool, 32768, rtol=0.0, atol=0.001, what='bytes_bool')

@test_case(points=1, hidden=True, 
    failure_message="work_share is wrong. Count the weights of the three linear layers, and the units that dropout acts on.")
def test_share_of_the_work(work_share):
    from torchgrade import checks
    checks.close(work_share, 512 / 268800, rtol=0.0003, atol=0.0, what='work_share')

