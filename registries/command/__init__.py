"""The rooms of the command `registries`, one file a group of words: they alone may reach every layer."""
