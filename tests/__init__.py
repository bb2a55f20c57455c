"""Tests mirror the three parts of the house."""
