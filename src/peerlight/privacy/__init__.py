"""Crosses all stages: keys, objection, erasure, access, retention."""
