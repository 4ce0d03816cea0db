"""What goes out over HTTP, before the headers of every answer are put to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, media type, body, and headers beyond those of every answer."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
