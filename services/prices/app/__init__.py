"""Suggests a price band for a property listing from comparable prices."""
