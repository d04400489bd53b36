"""Where the repository lies, and where its host takes proposals: what the form and the desk know of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from toolkit_builder.publishing.site import Site

_KINDS = {"gitlab": "gitlab", "gitea": "forgejo", "forgejo": "forgejo", "codeberg": "forgejo", "github": "github"}
"""What runs on a host whose name holds this word, as in reading/settings.py: Gitea and its kin have the same pages."""
_INTERFACES = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}
"""Where programs reach it there."""
_BRANCH = re.compile(r"/(?:-/)?(?:_?edit|blob)/(?P<branch>[^/]+)/")


def host_of(site: Site) -> dict[str, str]:
    """Return where the repository lies, as far as its addresses tell."""
    settings = site.library.settings
    host = urlsplit(settings.repository).hostname or ""
    branch = _BRANCH.search(settings.edit_form)
    return {
        "kind": next((kind for word, kind in _KINDS.items() if branch and word in host), ""),
        "repository": settings.repository.rstrip("/"),
        "branch": branch["branch"] if branch else "",
        "content": settings.relative(settings.content),
    }


def interface_of(site: Site) -> str:
    """Return where programs reach the host, without a `/` at the end; '' where nobody knows.

    Under `serve` there is none: its pages may reach nothing but itself.
    """
    kind = host_of(site)["kind"]
    address = urlsplit(site.library.settings.repository)
    if site.live or not kind or address.scheme != "https":
        return ""
    # Only a company's own GitHub has it at its host: https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api
    return "https://api.github.com" if address.hostname == "github.com" else f"https://{address.netloc}{_INTERFACES[kind]}"
