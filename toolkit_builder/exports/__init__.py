"""What the site holds for programs: data, search, the sitemap."""
