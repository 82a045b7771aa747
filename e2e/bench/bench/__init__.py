"""The bench of the operator: what a run costs, in requests first and in seconds second."""
