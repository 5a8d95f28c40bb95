"""What the sentences of the features mean: each step is one or two calls of the Bench.

Steps know the Bench protocol and the journal, and nothing else: no protocol library, no
clock, no station. Expected values are literals from the manual, in the feature or here.
"""
