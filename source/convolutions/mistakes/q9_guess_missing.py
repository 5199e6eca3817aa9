"""No number as a guess.

question: q9_timing
fails: test_time_of_one_function
cell: guess_speedup
"""
guess_speedup = "a lot"
