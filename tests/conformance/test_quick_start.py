"""The features in features/quick_start."""

from pytest_bdd import scenarios

scenarios("quick_start")
