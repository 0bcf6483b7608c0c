"""What does the contact centre do while somebody is on the line?"""
