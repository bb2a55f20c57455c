"""Benchmarks: speed lives here, never in a test that can fail on a slow day."""
