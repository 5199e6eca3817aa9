from otter.test_files import test_case

OK_FORMAT = False

name = "q3_basic_block"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="The answer is a set of letters from a to f.")
def test_basic_block_answer_is_a_set_of_letters(basic_block_facts):
    from torchgrade import checks
    checks.choices(basic_block_facts, 'abcdef', what='basic_block_facts')

@test_case(points=2, hidden=True, 
    failure_message="More than one statement about BasicBlock is judged wrongly. Follow x through forward line by line.")
def test_basic_block_at_most_one_wrong(basic_block_facts):
    from torchgrade import checks
    wrong = checks.choices(basic_block_facts, 'abcdef', what='basic_block_facts') ^ {'a', 'd', 'e'}
    checks.equal(len(wrong) > 1, False, what='whether more than one statement is judged wrongly')

@test_case(points=2, hidden=True, 
    failure_message="At least one statement about BasicBlock is judged wrongly. What comes after bn2, and after downsample?")
def test_basic_block_all_right(basic_block_facts):
    from torchgrade import checks
    wrong = checks.choices(basic_block_facts, 'abcdef', what='basic_block_facts') ^ {'a', 'd', 'e'}
    checks.equal(len(wrong) > 0, False, what='whether a statement is judged wrongly')

