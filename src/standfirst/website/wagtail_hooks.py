"""What the reader's site adds to the desk."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def mark_desk_browsers() -> str:
    """Let stories offer their editor in browsers that were at the desk (see script/story.js)."""
    return format_html('<script src="{}"></script>', static("website/script/at-the-desk.js"))
