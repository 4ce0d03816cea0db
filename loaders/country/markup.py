"""XML elements as text."""

from html import escape


def element(name: str, value: str) -> str:
    """`<name>value</name>`, nothing for no value."""
    if not value:
        return ""
    return f"<{name}>{escape(value, quote=False) if '&' in value or '<' in value or '>' in value else value}</{name}>"
