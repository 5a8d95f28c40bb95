"""The features in features/notification."""

from pytest_bdd import scenarios

scenarios("notification")
