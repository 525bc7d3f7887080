"""Which addresses belong to one website, and which of two spellings of it is the one we use."""

from __future__ import annotations

import ipaddress
from functools import cache
from urllib.parse import urlsplit, urlunsplit

import tldextract

from auditor_spiders.addresses import canonical, origin


@cache
def _suffixes() -> tldextract.TLDExtract:
    """Return the public suffix list that the package brings along: nothing is downloaded."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def registered_domain(host: str) -> str:
    """Return the domain that was registered (`example.co.uk` of `www.example.co.uk`); a bare host or IP as it is."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return host
    found = _suffixes()(host)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return ".".join(host.split(".")[-2:])  # a top-level domain of an intranet or a test


def twin(host: str) -> str | None:
    """Return the host with or without `www.`, if that is the same site by custom."""
    domain = registered_domain(host)
    if host == domain and "." in host and not host.replace(".", "").isdigit():
        return f"www.{host}"
    return domain if host == f"www.{domain}" else None


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Site:
    """The hosts of one website.

    The start address decides: its host, that host with or without `www.`, http or https, and the `subdomains` that the
    configuration lists, as long as they share the registered domain. Other ports are other servers.

    A site that is served on this machine is a preview: its pages name the host where they will be published, in
    canonical links and sitemaps. `publish` tells that host, and its addresses then mean ours.
    """

    def __init__(self, start: str, subdomains: tuple[str, ...] = ()) -> None:
        address = canonical(start)
        if address is None:
            raise ValueError(f"not an http(s) address: {start}")
        parts = urlsplit(address)
        self.start = address
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port
        self.preview = is_loopback(self._host)
        self._published: str | None = None
        other = twin(self._host)
        self._own = {self._host} | ({other} if other else set())
        domain = registered_domain(self._host)
        self._further: set[str] = set()
        self.refused: tuple[str, ...] = ()
        for name in subdomains:
            host = name.strip().lower().rstrip(".")
            if "." not in host and host != domain:
                host = f"{host}.{domain}"
            if host == domain or host.endswith(f".{domain}"):
                self._further.add(host)
            else:
                self.refused += (name,)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the site, sorted."""
        return tuple(sorted(self._own | self._further))

    def origins(self) -> tuple[str, ...]:
        """Return every origin that may be asked, sorted."""
        if self._port is not None:
            return (origin(self.start),)
        return tuple(sorted(f"{scheme}://{host}" for scheme in ("http", "https") for host in self.hosts))

    def settle(self, url: str) -> None:
        """Take the scheme and host where the start address ended (after redirects) as the spelling of the site."""
        parts = urlsplit(url)
        if parts.hostname in self._own and parts.port == self._port:
            self._scheme, self._host = parts.scheme, parts.hostname

    def publish(self, url: str) -> None:
        """Tell where a preview will be published. Ignored for a site that is not a preview."""
        host = urlsplit(url).hostname
        if self.preview and host and host not in self._own and not is_loopback(host):
            self._published = host

    def own(self, url: str | None) -> str | None:
        """Return a canonical address as this site spells it, or None if it lies elsewhere."""
        if url is None:
            return None
        parts = urlsplit(url)
        host = parts.hostname or ""
        if self._published is not None and host in (self._published, twin(self._published)):
            home = urlsplit(self.start)
            return urlunsplit((home.scheme, home.netloc, parts.path, parts.query, ""))
        if parts.port != self._port:
            return None
        if host in self._own:
            return urlunsplit((self._scheme, self._netloc(self._host), parts.path, parts.query, ""))
        return url if host in self._further else None

    def _netloc(self, host: str) -> str:
        bracketed = f"[{host}]" if ":" in host else host
        return bracketed if self._port is None else f"{bracketed}:{self._port}"
