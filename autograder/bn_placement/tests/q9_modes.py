from otter.test_files import test_case

OK_FORMAT = False

name = "q9_modes"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="The answer is a set of letters from a to f.")
def test_modes_answer_is_a_set_of_letters(mode_facts):
    from torchgrade import checks
    checks.choices(mode_facts, 'abcdef', what='mode_facts')

@test_case(points=2, hidden=True, 
    failure_message="More than one statement about the two switches is judged wrongly.")
def test_modes_at_most_one_wrong(mode_facts):
    from torchgrade import checks
    wrong = checks.choices(mode_facts, 'abcdef', what='mode_facts') ^ {'a', 'b', 'd'}
    checks.equal(len(wrong) > 1, False, what='whether more than one statement is judged wrongly')

@test_case(points=2, hidden=True, 
    failure_message="At least one statement about the two switches is judged wrongly. Try it out.")
def test_modes_all_right(mode_facts):
    from torchgrade import checks
    wrong = checks.choices(mode_facts, 'abcdef', what='mode_facts') ^ {'a', 'b', 'd'}
    checks.equal(len(wrong) > 0, False, what='whether a statement is judged wrongly')

