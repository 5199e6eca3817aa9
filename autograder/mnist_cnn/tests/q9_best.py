from otter.test_files import test_case

OK_FORMAT = False

name = "q9_best"
points = 4

@test_case(points=0, hidden=False, 
    failure_message="With a single sweep the answer is the rate with the highest accuracy.")
def test_best_rate_of_one_sweep(best_rate):
    from torchgrade import checks
    checks.close(best_rate([{0.0: 0.5, 0.25: 0.75, 0.5: 0.625}]), 0.25, what='best_rate of a single sweep')

@test_case(points=2, hidden=True, 
    failure_message="Return the rate itself that has the highest accuracy, in whatever order the rates come.")
def test_best_rate_in_any_order(best_rate):
    from torchgrade import checks
    for accuracies, expected in (({0.9: 0.11, 0.1: 0.98, 0.4: 0.97}, 0.1), ({0.3: 0.6, 0.7: 0.9, 0.0: 0.8}, 0.7), ({0.2: 0.95, 0.6: 0.91}, 0.2), ({0.1: 0.9712, 0.5: 0.9713, 0.2: 0.9711}, 0.5), ({0.1: 0.0, 0.35: 0.0001}, 0.35), ({0.8: 0.4}, 0.8), ({0.2: 0.95, 0.0: 0.96}, 0.0), ({0.25: 0.95, 0.3: 0.94}, 0.25)):
        result = checks.unchanged(best_rate, [accuracies], what='best_rate')
        checks.close(result, expected, what='best_rate of a single sweep')

@test_case(points=2, hidden=True, 
    failure_message="Average over the sweeps first, rate by rate, then choose the highest mean, even if it is ahead by little. One lucky run must not decide.")
def test_best_rate_averages_over_seeds(best_rate):
    from torchgrade import checks
    lucky = [{0.1: 0.9, 0.4: 0.93, 0.8: 0.97}, {0.1: 0.91, 0.4: 0.94, 0.8: 0.7}, {0.1: 0.92, 0.4: 0.92, 0.8: 0.95}]
    checks.close(checks.unchanged(best_rate, lucky, what='best_rate'), 0.4, what='best_rate of three sweeps')
    late = [{0.0: 0.8, 0.5: 0.79, 0.2: 0.6}, {0.0: 0.81, 0.5: 0.9, 0.2: 0.61}]
    checks.close(best_rate(late), 0.5, what='best_rate of two sweeps')
    narrow = [{0.0: 0.9702, 0.3: 0.9705, 0.6: 0.9699}, {0.6: 0.9701, 0.0: 0.9704, 0.3: 0.9702}]
    checks.close(best_rate(narrow), 0.3, what='best_rate of two sweeps that lie close together')
    spread = [{0.7: 0.8, 0.2: 0.88, 0.4: 0.89}, {0.7: 0.95, 0.2: 0.88, 0.4: 0.87}, {0.2: 0.88, 0.7: 0.98, 0.4: 0.89}]
    checks.close(best_rate(spread), 0.7, what='best_rate of three sweeps of unequal spread')
    uneven = [{0.1: 1.0, 0.4: 0.55}, {0.1: 0.2, 0.4: 0.55}]
    checks.close(best_rate(uneven), 0.1, what='best_rate of two sweeps, one of them bad')
    even = [{0.1: 0.95, 0.4: 0.51}, {0.1: 0.05, 0.4: 0.51}]
    checks.close(best_rate(even), 0.4, what='best_rate of two sweeps that differ much')
    for size in (4, 6, 25):
        outlier = [{0.1: 0.9, 0.4: 0.88}] * (size - 1) + [{0.1: 0.1, 0.4: 0.88}]
        checks.close(best_rate(outlier), 0.4, what=f'best_rate of {size} sweeps, one of them bad')
        outlier = [{0.1: 0.8, 0.4: 0.82}] * (size - 1) + [{0.1: 1.0 if size < 10 else 20.0, 0.4: 0.82}]
        checks.close(best_rate(outlier), 0.1, what=f'best_rate of {size} sweeps, one of them good')
    early = [{0.1: 0.95, 0.4: 0.8}, {0.1: 0.8, 0.4: 0.86}, {0.1: 0.8, 0.4: 0.86}]
    for ordered in (early, early[::-1]):
        checks.close(best_rate(ordered), 0.1, what='best_rate of three sweeps, in one order and in the other')
    wide = [{k / 200: 0.5 + k / 1000 * (-1 if k > 150 else 1) for k in range(200)}] * 3
    checks.close(best_rate(wide), 0.75, what='best_rate of three sweeps over 200 rates')
    many = [{0.1: 0.9 - 0.01 * k, 0.2: 0.86 + 0.002 * k, 0.9: 0.1} for k in range(8)]
    checks.stateless(best_rate, many, then=(spread[:1] * 8,), what='best_rate')
    checks.close(best_rate(many), 0.2, what='best_rate of eight sweeps')

