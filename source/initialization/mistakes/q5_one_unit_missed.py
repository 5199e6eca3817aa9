"""That one unit a layer does the same is not seen.

question: q5_sigmoid
fails: test_facts_on_the_sigmoid
"""
ratio = 0.5
two_slopes = 0.0625
rows_W1 = 1
rows_W2 = 1
facts = {"b", "d"}
