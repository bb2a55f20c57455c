"""Tests of the web page over HTTP."""
