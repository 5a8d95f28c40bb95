"""The features in features/certification."""

from pytest_bdd import scenarios

scenarios("certification")
