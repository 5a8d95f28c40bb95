"""Readers of results and journals: verdicts, the page, JUnit, Allure, the comparison of two runs.

Read in this order: results (what a run leaves), verdicts (how it is judged), build (all files at once).
Nothing here knows pytest, the steps or any charge point.
"""
