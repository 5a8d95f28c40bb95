"""The features in features/authorisation."""

from pytest_bdd import scenarios

scenarios("authorisation")
