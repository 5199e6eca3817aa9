from otter.test_files import test_case

OK_FORMAT = False

name = "q11c_bug"
points = 2

@test_case(points=0.5, hidden=False, 
    failure_message="The number of a line from 1 to 14, and a letter from a to e.")
def test_bug_answers_have_the_right_form(bug_line, bug_reason):
    from torchgrade import checks
    assert 1 <= float(checks.number(bug_line, what='bug_line')) <= 14, 'bug_line is no line.'
    assert isinstance(bug_reason, str) and bug_reason in list('abcde'), f'bug_reason must be a letter from a to e. Got {bug_reason!r}.'

@test_case(points=0.5, hidden=True, 
    failure_message="Try it, train a tiny model for two epochs, and look at what is kept after the first one.")
def test_bug_line(bug_line):
    from torchgrade import checks
    checks.equal(checks.number(bug_line, what='bug_line'), 12, what='bug_line')

@test_case(points=1, hidden=True, 
    failure_message="What is it that the dictionary holds, and who changes it afterwards?")
def test_bug_reason(bug_reason):
    from torchgrade import checks
    checks.equal(bug_reason, 'c', what='bug_reason')

