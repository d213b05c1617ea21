"""Rich text as readers' programs take it."""

import re
from typing import Any

from wagtail.rich_text import expand_db_html

from standfirst.delivery.depending import depends_on

_PAGE_LINK = re.compile(r'linktype="page" id="(\d+)"|id="(\d+)" linktype="page"')


def as_html(stored: Any) -> str:
    """Return rich text, as Wagtail stores it, as HTML; it was cleaned when it was saved."""
    html = str(getattr(stored, "source", stored))
    if "linktype=" in html or "embedtype=" in html:
        # Of Wagtail's pages only projects are readers' business.
        depends_on(*(f"project:{found[1] or found[2]}" for found in _PAGE_LINK.finditer(html)))
        html = str(expand_db_html(html))
    return html
