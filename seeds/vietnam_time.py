"""Vietnam's time, in which portals date what they publish and site files say when to crawl."""

from __future__ import annotations

from datetime import timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Fixed offset: there has been no summer time since 1975, long before the first portal."""
