"""The reader's site: views, templates and assets."""
