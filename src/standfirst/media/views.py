"""The desk's views of photos, where Wagtail's do not say enough."""

from datetime import timedelta
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.images.utils import find_image_duplicates
from wagtail.images.views import images, multiple
from wagtail.permissions import policy_registry

from standfirst.media.models import Photo, PhotoQuerySet
from standfirst.media.uploads import MIME_TYPES, format_of


class PhotoFilters(images.ImagesFilterSet):
    """Wagtail's filters, and what an editor has to look after."""

    to_do = django_filters.ChoiceFilter(
        label=gettext_lazy("To look after"),
        method="by_what_to_do",
        choices=[
            ("credit", gettext_lazy("Credit missing")),
            ("alt_text", gettext_lazy("Alternative text missing")),
            ("expired", gettext_lazy("Rights expired")),
            ("expiring", gettext_lazy("Rights expire within 30 days")),
            ("duplicate", gettext_lazy("Same picture more than once")),
            ("waiting", gettext_lazy("Files not made yet")),
        ],
    )

    def by_what_to_do(self, photos: PhotoQuerySet, _name: str, value: str) -> PhotoQuerySet:
        """Return the photos that ask for this."""
        if value == "waiting":
            return photos.lacking_files()
        found: PhotoQuerySet = photos.filter(_asking_for(value))
        return found


class PhotoIndex(images.IndexView):
    """The list of photos, with credit, rights and what is missing."""

    model = Photo
    filterset_class = PhotoFilters
    results_template_name = "media/photo_results.html"

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns, with credit and state before the usage."""
        columns = list(super().columns)
        if not columns:
            return columns
        credit = Column("credit", label=_("Credit"), accessor="credit")
        return [*columns[:3], credit, StateColumn("state", label=_("State")), *columns[3:]]


class StateColumn(Column):
    """What stands between a photo and its readers."""

    cell_template_name = "media/photo_state_cell.html"


class PhotoEdit(images.EditView):
    """A photo's form in groups, under what is still to be done about it."""

    template_name = "media/photo_edit.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add the groups and the warnings."""
        context: dict[str, Any] = super().get_context_data(**given)
        context["groups"] = _groups(context["form"])
        context["duplicates"] = _duplicates(self.object, self.request)
        return context

    def get_success_message(self) -> str:
        """Say that it was saved, and beside it what is missing."""
        if self.object.missing:
            messages.warning(
                self.request,
                _("“%(title)s” has no %(missing)s yet.")
                % {"title": self.object.title, "missing": _(" and no ").join(self.object.missing)},
            )
        return str(super().get_success_message())


class PhotoCreate(images.CreateView):
    """One upload, which leads on to the form with what the file said about itself."""

    template_name = "media/photo_add.html"

    def get_success_url(self) -> str:
        """Return the photo's form."""
        return reverse("wagtailimages:edit", args=[self.object.pk])

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add the groups."""
        context: dict[str, Any] = super().get_context_data(**given)
        context["groups"] = _groups(context["form"])
        return context


class PhotoUploader(multiple.AddView):
    """The uploader of many; each photo's form says what that photo lacks."""

    template_name = "media/photo_uploader.html"
    edit_form_template_name = "media/uploaded_photo_form.html"


class UploadedPhotoEdit(multiple.EditView):
    """What is sent from a form of the uploader."""

    edit_form_template_name = "media/uploaded_photo_form.html"


@require_safe
def original(request: HttpRequest, photo_id: int) -> FileResponse:
    """Send the file as it was uploaded to whoever may edit the photo: a download, typed by its content."""
    photo = get_object_or_404(Photo, pk=photo_id)
    policy = policy_registry.get_by_type(Photo)
    if not policy.user_has_permission_for_instance(request.user, "change", photo):
        raise PermissionDenied
    file = photo.file.storage.open(photo.file.name, "rb")
    response = FileResponse(
        file, as_attachment=True, filename=photo.filename, content_type=MIME_TYPES[format_of(file)]
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _asking_for(what: str) -> Q:
    now = timezone.now()
    return {
        "credit": Q(credit=""),
        "alt_text": Q(alt_text=""),
        "expired": Q(rights_expire_at__lte=now),
        "expiring": Q(rights_expire_at__gt=now, rights_expire_at__lte=now + timedelta(days=30)),
        "duplicate": Q(file_hash__in=_hashes_seen_twice()),
    }[what]


def _hashes_seen_twice() -> QuerySet[Photo, str]:
    return (
        Photo.objects.exclude(file_hash="")
        .order_by()
        .values("file_hash")
        .annotate(copies=Count("pk"))
        .filter(copies__gt=1)
        .values_list("file_hash", flat=True)
    )


def _groups(form: Any) -> list[tuple[str, list[Any]]]:
    """Return the form's visible fields in groups, each with its heading."""
    said = (
        (_("Picture"), Photo.picture_fields),
        (_("Words"), Photo.word_fields),
        (_("Rights"), Photo.rights_fields),
    )
    visible = {field.name: field for field in form.visible_fields()}
    return [(heading, [visible[name] for name in names if name in visible]) for heading, names in said]


def _duplicates(photo: Photo, request: HttpRequest) -> QuerySet[Photo]:
    found: QuerySet[Photo] = find_image_duplicates(photo, request.user, policy_registry.get_by_type(Photo))
    return found
