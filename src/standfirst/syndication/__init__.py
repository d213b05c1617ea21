"""What leaves the site for readers elsewhere: feeds, sitemaps, linked data, short links, cards."""
