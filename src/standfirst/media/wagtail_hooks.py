"""What media adds to Wagtail's desk."""

from django.urls import URLPattern, path
from wagtail import hooks

from standfirst.media import views


# Before Wagtail's own: the first pattern that fits an address answers it.
@hooks.register("register_admin_urls", order=-1)
def photo_addresses() -> list[URLPattern]:
    """Put our list and forms in the place of Wagtail's, and the originals behind a permission."""
    return [
        path("images/", views.PhotoIndex.as_view()),
        path("images/results/", views.PhotoIndex.as_view(results_only=True)),
        path("images/add/", views.PhotoCreate.as_view()),
        path("images/multiple/add/", views.PhotoUploader.as_view()),
        path("images/multiple/<int:image_id>/", views.UploadedPhotoEdit.as_view()),
        path("images/<int:image_id>/", views.PhotoEdit.as_view()),
        path("images/<int:photo_id>/original/", views.original, name="photo_original"),
    ]
