from otter.test_files import test_case

OK_FORMAT = False

name = "q1_by_hand"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="Parts a and b want lists of three numbers, part c single numbers.")
def test_by_hand_has_the_right_form(train_mean, train_std, eval_mean, eval_std, running_mean, running_var):
    from torchgrade import checks
    answers = {'train_mean': train_mean, 'train_std': train_std, 'eval_mean': eval_mean, 'eval_std': eval_std}
    for name, answer in answers.items():
        checks.equal(hasattr(answer, '__len__') and len(answer) == 3, True, what='whether ' + name + ' holds three numbers')
        for value in answer:
            checks.number(value, what='an entry of ' + name)
    checks.number(running_mean, what='running_mean')
    checks.number(running_var, what='running_var')

@test_case(points=2, hidden=True, 
    failure_message="The normalized values have mean 0 and standard deviation 1 - but what do gamma and beta do to them then?")
def test_by_hand_training_mode(train_mean, train_std):
    from torchgrade import checks
    for i, expected in enumerate([1.0, -2.0, 0.5]):
        checks.close(checks.number(train_mean[i]), expected, rtol=0, atol=0.0101, what='train_mean of channel ' + str(i))
    for i, expected in enumerate([2.0, 0.5, 1.0]):
        checks.close(checks.number(train_std[i]), expected, rtol=0, atol=0.0101, what='train_std of channel ' + str(i))

@test_case(points=2, hidden=True, 
    failure_message="In evaluation mode the layer subtracts the running mean and divides by the root of the running variance, here 0 and 1.")
def test_by_hand_evaluation_mode(eval_mean, eval_std):
    from torchgrade import checks
    for i, expected in enumerate([11.0, -2.0, -3.5]):
        checks.close(checks.number(eval_mean[i]), expected, rtol=0, atol=0.0101, what='eval_mean of channel ' + str(i))
    for i, expected in enumerate([6.0, 0.5, 2.0]):
        checks.close(checks.number(eval_std[i]), expected, rtol=0, atol=0.0101, what='eval_std of channel ' + str(i))

@test_case(points=1, hidden=True, 
    failure_message="The memory takes a tenth of the new value, and the variance that enters it is the unbiased one.")
def test_by_hand_running_statistics(running_mean, running_var):
    from torchgrade import checks
    checks.close(checks.number(running_mean), 0.4, rtol=0, atol=0.0101, what='running_mean')
    checks.close(checks.number(running_var), 2.2, rtol=0, atol=0.0101, what='running_var')

