from otter.test_files import test_case

OK_FORMAT = False

name = "q8_decay_reasons"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="The answer is a set of letters from a to f.")
def test_decay_answer_is_a_set_of_letters(decay_facts):
    from torchgrade import checks
    checks.choices(decay_facts, 'abcdef', what='decay_facts')

@test_case(points=2, hidden=True, 
    failure_message="More than one statement about weight decay is judged wrongly.")
def test_decay_at_most_one_wrong(decay_facts):
    from torchgrade import checks
    wrong = checks.choices(decay_facts, 'abcdef', what='decay_facts') ^ {'a', 'd', 'f'}
    checks.equal(len(wrong) > 1, False, what='whether more than one statement is judged wrongly')

@test_case(points=2, hidden=True, 
    failure_message="At least one statement about weight decay is judged wrongly. Which tensors get wd * w added to their gradient?")
def test_decay_all_right(decay_facts):
    from torchgrade import checks
    wrong = checks.choices(decay_facts, 'abcdef', what='decay_facts') ^ {'a', 'd', 'f'}
    checks.equal(len(wrong) > 0, False, what='whether a statement is judged wrongly')

