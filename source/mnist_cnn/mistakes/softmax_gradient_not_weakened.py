"""Two softmaxes are believed to pass the gradient on as one does.

question: q4_softmax
fails: test_softmax_facts
"""
softmax_floor = math.log(math.e + 9) - 1
softmax_facts = {"d"}
