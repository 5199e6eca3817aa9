"""The trusted, disposable process of one submission: cells, snapshots, test cases."""
