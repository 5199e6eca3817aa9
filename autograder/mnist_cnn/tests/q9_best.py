from otter.test_files import test_case

OK_FORMAT = False

name = "q9_best"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="With a single sweep the answer is the rate with the highest accuracy.")
def test_best_rate_of_one_sweep(best_rate):
    from torchgrade import checks
    checks.close(float(best_rate([{0.0: 0.5, 0.25: 0.75, 0.5: 0.625}])), 0.25, what='best_rate of a single sweep')

@test_case(points=2, hidden=True, 
    failure_message="Return the rate itself that has the highest accuracy, in whatever order the rates come.")
def test_best_rate_in_any_order(best_rate):
    from torchgrade import checks
    for accuracies, expected in (({0.9: 0.11, 0.1: 0.98, 0.4: 0.97}, 0.1), ({0.3: 0.6, 0.7: 0.9, 0.0: 0.8}, 0.7), ({0.2: 0.95, 0.6: 0.91}, 0.2)):
        checks.close(float(best_rate([accuracies])), expected, what='best_rate of a single sweep')

@test_case(points=2, hidden=True, 
    failure_message="Average over the sweeps first, then choose. One lucky run must not decide.")
def test_best_rate_averages_over_seeds(best_rate):
    from torchgrade import checks
    lucky = [{0.1: 0.9, 0.4: 0.93, 0.8: 0.97}, {0.1: 0.91, 0.4: 0.94, 0.8: 0.7}, {0.1: 0.92, 0.4: 0.92, 0.8: 0.95}]
    checks.close(float(best_rate(lucky)), 0.4, what='best_rate of three sweeps')
    late = [{0.0: 0.8, 0.5: 0.79, 0.2: 0.6}, {0.0: 0.81, 0.5: 0.9, 0.2: 0.61}]
    checks.close(float(best_rate(late)), 0.5, what='best_rate of two sweeps')

