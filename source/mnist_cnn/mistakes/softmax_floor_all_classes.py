"""The right class is counted among the nine others as well.

id: SF2
question: q4_softmax
fails: test_softmax_floor
"""
softmax_floor = -math.log(math.e / (math.e + 10))
softmax_facts = {"c", "d"}
