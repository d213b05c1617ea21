"""What the newsroom keeps, one noun a file."""

from standfirst.newsroom.models.author import Author
from standfirst.newsroom.models.correction import Correction
from standfirst.newsroom.models.desk import DeskRole, StoryNote
from standfirst.newsroom.models.embed import EmbedAnswer, EmbedProvider
from standfirst.newsroom.models.front import FrontPage, FrontSection, FrontSlot
from standfirst.newsroom.models.listing import ListedStory
from standfirst.newsroom.models.project import ProjectPage, ProjectStory
from standfirst.newsroom.models.section import Section
from standfirst.newsroom.models.story import Story, StoryByline, StorySection, StoryTopic
from standfirst.newsroom.models.task import SectionEditorTask
from standfirst.newsroom.models.topic import Topic
from standfirst.newsroom.models.version import StoryVersion

__all__ = [
    "Author",
    "Correction",
    "DeskRole",
    "EmbedAnswer",
    "EmbedProvider",
    "FrontPage",
    "FrontSection",
    "FrontSlot",
    "ListedStory",
    "ProjectPage",
    "ProjectStory",
    "Section",
    "SectionEditorTask",
    "Story",
    "StoryByline",
    "StoryNote",
    "StorySection",
    "StoryTopic",
    "StoryVersion",
    "Topic",
]
