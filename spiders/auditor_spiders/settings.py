"""Scrapy settings: polite, and safe against what a page, a server or a link can do to its reader.

Scrapy's own defaults "are optimized for web scraping, not for the security posture that you might expect"
(docs/topics/security). The figures stand beside the probe or advisory that set them.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

BOT_NAME = "auditor"
SPIDER_MODULES: Final = ["auditor_spiders"]
USER_AGENT = f"Mozilla/5.0 (compatible; auditor/{version('auditor')}; consistency check of an organisation's own site)"
ROBOTS_TOKEN: Final = "auditor"  # noqa: S105 - the product token of robots.txt, no secret

# Manners
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.25
AUTOTHROTTLE_MAX_DELAY = 10.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 4
RETRY_TIMES = 2
DEFAULT_REQUEST_HEADERS: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl,en;q=0.8",
}

# Only http(s), only what the spider allows; certificates count
DOWNLOAD_HANDLERS: Final[dict[str, Any]] = {"file": None, "data": None, "ftp": None, "s3": None}
DOWNLOAD_VERIFY_CERTIFICATES = True
COOKIES_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False  # the web spider reads it as a link, and so under the same rules
REDIRECT_MAX_TIMES = 5

# A bomb of 500 kB that unpacks to 500 MB took 1 GB without a limit, and 87 MB with 8 MB (also after decompression).
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 20  # in total, so a body of one byte per second ends too
DNS_TIMEOUT = 10
URLLENGTH_LIMIT = 2000

DOWNLOADER_MIDDLEWARES: Final = {
    "auditor_spiders.guard.OriginGuard": 10,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard also looks at scheme and port
    "auditor_spiders.robots_middleware.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows everything when robots.txt fails
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "auditor_spiders.patience.RetryAfterMiddleware": 550,
    "auditor_spiders.ratelimit.RateLimitMiddleware": 555,  # sees a 429 before the retries do
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 560,  # outside the cache, which keeps redirects too
    "auditor_spiders.http_cache.HttpCacheMiddleware": 570,  # outside decompression (590): bodies are kept as they read
}
ITEM_PIPELINES: Final = {"auditor_spiders.guard.Deliver": 500}
CONCURRENT_ITEMS = 1

# What is not needed
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
LOG_LEVEL = "INFO"
WARN_ON_GENERATOR_RETURN_VALUE = False
