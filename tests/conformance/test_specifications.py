"""The features in features/specifications."""

from pytest_bdd import scenarios

scenarios("specifications")
