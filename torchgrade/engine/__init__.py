"""Run a submission and report which test cases passed, without scoring them."""
