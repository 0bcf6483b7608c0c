"""Does everything that cases can be handed over to keep the promises of its port?"""
