"""The features in features/backend."""

from pytest_bdd import scenarios

scenarios("backend")
