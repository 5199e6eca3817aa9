from otter.test_files import test_case

OK_FORMAT = False

name = "q9_modes"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The answer is a set of letters from a to f.")
def test_modes_answer_is_a_set_of_letters(mode_facts):
    from torchgrade import checks
    letters = isinstance(mode_facts, set) and len(mode_facts) > 0 and (mode_facts <= set('abcdef'))
    checks.equal(letters, True, what='whether mode_facts is a set of letters from a to f')

@test_case(points=2, hidden=True, 
    failure_message="More than one statement about the two switches is judged wrongly.")
def test_modes_at_most_one_wrong(mode_facts):
    from torchgrade import checks
    wrong = set(mode_facts) ^ {'a', 'b', 'd'}
    checks.equal(len(wrong) > 1, False, what='whether more than one statement is judged wrongly')

@test_case(points=2, hidden=True, 
    failure_message="At least one statement about the two switches is judged wrongly. Try it out.")
def test_modes_all_right(mode_facts):
    from torchgrade import checks
    wrong = set(mode_facts) ^ {'a', 'b', 'd'}
    checks.equal(len(wrong) > 0, False, what='whether a statement is judged wrongly')

