"""Topics: finding one by its address, and making two into one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from standfirst.events.announcing import announce
from standfirst.newsroom.events import TopicsMerged
from standfirst.newsroom.listing import list_tags
from standfirst.newsroom.models import ListedStory, StoryTopic, Topic


@transaction.atomic
def merge_topics(topic: Topic, into: Topic) -> None:
    """Make ``topic`` a name of ``into``: its stories move, its address leads on.

    Saving the two announces that they changed, ``TopicsMerged`` what it means for lists and earlier mergers.
    Raises ValidationError when the two are one, of different editions, or ``into`` is merged itself.
    """
    if topic.pk == into.pk or topic.edition_id != into.edition_id or into.merged_into_id:
        raise ValidationError(_("Choose another topic of the same edition to merge into."))
    StoryTopic.objects.filter(topic=topic, story__topic_links__topic=into).delete()
    StoryTopic.objects.filter(topic=topic).update(topic=into)
    already = ListedStory.objects.filter(list=into.tag).values("story_id")
    dropped = ListedStory.objects.filter(list=topic.tag, story_id__in=already).delete()[0]
    moved = ListedStory.objects.filter(list=topic.tag).update(list=into.tag)
    earlier = [one.tag for one in topic.merged.all()]
    topic.merged.update(merged_into=into)
    into.other_names = list(dict.fromkeys([*into.other_names, topic.name, *topic.other_names]))
    into.save(update_fields=["other_names"])
    topic.merged_into = into
    topic.save(update_fields=["merged_into"])
    lists = [*([topic.tag] if dropped or moved else []), *([into.tag] if moved else [])]
    announce(TopicsMerged(topic=topic.pk, into=into.pk, touches=(*list_tags(lists), *earlier)))
