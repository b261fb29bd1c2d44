"""Tests of what readers write."""
