"""Trial.

question: q7_rates
fails: none
"""
dropout_rates = [0, .1, .2, .3, .4, .5, .6, .7, .8, .9]
