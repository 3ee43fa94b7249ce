"""Types that stay text."""


class TextLoader:
    pass
