"""A supplier of map tiles that is none: it draws tiles of made-up places, at real addresses of tiles."""
