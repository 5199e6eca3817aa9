from otter.test_files import test_case

OK_FORMAT = False

name = "q3_basic_block"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="The answer is a set of letters from a to f.")
def test_basic_block_answer_is_a_set_of_letters(basic_block_facts):
    from torchgrade import checks
    letters = isinstance(basic_block_facts, set) and len(basic_block_facts) > 0 and (basic_block_facts <= set('abcdef'))
    checks.equal(letters, True, what='whether basic_block_facts is a set of letters from a to f')

@test_case(points=2, hidden=True, 
    failure_message="More than one statement about BasicBlock is judged wrongly. Follow x through forward line by line.")
def test_basic_block_at_most_one_wrong(basic_block_facts):
    from torchgrade import checks
    wrong = set(basic_block_facts) ^ {'a', 'd', 'e'}
    checks.equal(len(wrong) > 1, False, what='whether more than one statement is judged wrongly')

@test_case(points=3, hidden=True, 
    failure_message="At least one statement about BasicBlock is judged wrongly. What comes after bn2, and after downsample?")
def test_basic_block_all_right(basic_block_facts):
    from torchgrade import checks
    wrong = set(basic_block_facts) ^ {'a', 'd', 'e'}
    checks.equal(len(wrong) > 0, False, what='whether a statement is judged wrongly')

