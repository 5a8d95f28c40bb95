"""The features in features/signals."""

from pytest_bdd import scenarios

scenarios("signals")
