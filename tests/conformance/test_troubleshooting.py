"""The features in features/troubleshooting."""

from pytest_bdd import scenarios

scenarios("troubleshooting")
