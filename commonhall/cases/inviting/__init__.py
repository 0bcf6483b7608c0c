"""How is somebody let in who has no account: by a link, or with a code?"""
