"""What content is made of: no disk, no MkDocs, no HTML."""
