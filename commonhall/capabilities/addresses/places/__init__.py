"""How do addresses look in the format of the Ordnance Survey's Places API? Written, read, searched and answered."""
