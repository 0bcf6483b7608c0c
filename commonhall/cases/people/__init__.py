"""What has the council to do with a person, a property or an organisation, across its cases?"""
