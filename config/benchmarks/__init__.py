"""Measurements, run by `bin/bench NAME`; results are kept in docs/performance.md. They prove nothing by themselves: no test."""
