"""What is published: stories, sections, topics, authors and the desk."""
