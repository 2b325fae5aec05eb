"""Hold pages that are no articles, and some that hardly look like ones, in frames of many platforms.

Never tune on them.
"""
