"""IPTC's digital source types: how a picture came about.

From the IPTC NewsCodes vocabulary http://cv.iptc.org/newscodes/digitalsourcetype/; a term that is not here
is kept as it came.
"""

from django.utils.translation import gettext_lazy as _

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"

SOURCE_TYPES = {
    VOCABULARY + term: label
    for term, label in (
        ("digitalCapture", _("Photograph or recording of real life")),
        ("computationalCapture", _("Photograph computed from several frames or sensors")),
        ("negativeFilm", _("Digitised from a negative")),
        ("positiveFilm", _("Digitised from a slide")),
        ("print", _("Digitised from a print or drawing")),
        ("humanEdits", _("Photograph changed by a person")),
        ("digitalCreation", _("Drawn or made by a person with software")),
        ("dataDrivenMedia", _("Chart or map made from data")),
        ("screenCapture", _("Screenshot")),
        ("composite", _("Composite of several sources")),
        ("compositeCapture", _("Composite of photographs")),
        ("algorithmicMedia", _("Made by a program, without AI")),
        ("algorithmicallyEnhanced", _("Photograph enhanced by a program")),
        ("compositeSynthetic", _("Composite with computer-made parts")),
        ("compositeWithTrainedAlgorithmicMedia", _("Changed with generative AI")),
        ("trainedAlgorithmicMedia", _("Made with generative AI")),
    )
}

_WITH_AI = {VOCABULARY + "compositeWithTrainedAlgorithmicMedia", VOCABULARY + "trainedAlgorithmicMedia"}


def made_with_ai(term: str) -> bool:
    """Return whether readers are to be told that generative AI had a part in the picture."""
    return term.replace("https://", "http://") in _WITH_AI
