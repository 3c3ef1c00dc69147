"""Conferences of tracks and talks, as CoSPLib puts the question.

Pylyavskyy, Jacko, Kheiri, *A generic approach to conference scheduling with integer programming*, European Journal of
Operational Research 317 (2024) 487-499.
"""
