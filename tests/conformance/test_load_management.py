"""The features in features/load_management."""

from pytest_bdd import scenarios

scenarios("load_management")
