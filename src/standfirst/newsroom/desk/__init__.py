"""The desk: what editors see and press, on Wagtail's views."""
